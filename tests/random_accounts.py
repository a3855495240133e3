"""A ledger in; 收入, 支出 and the totals of a department whose every figure follows from its items out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ledger import Ledger, Written, filled

BASIC = ("2010301", "2010350", "2080505", "2080506", "2101101", "2101102", "2210201", "2210203")
PROJECT = ("2010302", "2010399", "2100410")
ITEMS = {
    "一般公共预算": (*BASIC, *PROJECT),
    "政府性基金": ("2120899",),
    "国有资本经营": ("2239999",),
    "其他资金": ("2010302", "2010350", "2010399"),
}
FISCAL = ("一般公共预算", "政府性基金", "国有资本经营")
SOURCES = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
APART = ("上缴上级支出", "经营支出", "对附属单位补助支出")
STAFF = ("30101", "30102", "30103", "30107", "30108", "30109", "30110", "30112", "30113", "30199", "30302")
SAME = {"2080505": "30108", "2080506": "30109", "2101101": "30110", "2101102": "30110", "2210201": "30113"}
"""Items of one payment by function and by economic item."""
OFFICE = (
    "30201", "30202", "30205", "30206", "30207", "30211", "30212", "30213", "30215", "30216", "30217", "30226", "30228",
    "30231", "30239", "31002", "31013",
)  # fmt: skip
LARGE, SLOW = 0.4, 0.95
"""A clerk gives a reason for a change of so much, and for spending below so much of the budget."""


@dataclass
class Row:
    """An item of expenditure (功能分类科目), in 分."""

    code: str
    basic: int = 0
    project: int = 0
    apart: dict[str, int] = field(default_factory=dict)
    opening: int = 0
    closing: int = 0
    at_hand: int = 0
    shared_out: int = 0
    source: str = ""
    initial: int = 0
    changed: int = 0
    last: int = 0

    @property
    def spent(self) -> int:
        return self.basic + self.project + sum(self.apart.values())

    def budget(self, kind: str, column: str) -> int:
        """What of a budget (initial, changed) is for basic expenditure, or for projects: as much as was spent on each."""
        if self.apart:
            return 0
        whole = getattr(self, column)
        basic = whole * self.basic // self.spent if self.spent else 0
        return int(basic if kind == "basic" else whole - basic)

    @property
    def income(self) -> int:
        return self.spent + self.closing + self.shared_out - self.opening - self.at_hand


@dataclass
class Fund:
    name: str
    rows: list[Row]
    staff: dict[str, int] = field(default_factory=dict)
    office: dict[str, int] = field(default_factory=dict)

    def total(self, column: str) -> int:
        return sum(getattr(row, column) for row in self.rows)


@dataclass
class Accounts:
    """Everything that is true of the year's money; what the file says of it is chosen afterwards."""

    funds: dict[str, Fund]
    last_shared: int
    last_opening: int

    def total(self, column: str, names: tuple[str, ...] = (*FISCAL, "其他资金")) -> int:
        return sum(fund.total(column) for name, fund in self.funds.items() if name in names)

    def incomes(self) -> dict[str, int]:
        found = {name: self.funds[name].total("income") for name in FISCAL if name in self.funds}
        for row in self.funds["其他资金"].rows if "其他资金" in self.funds else ():
            found[row.source] = found.get(row.source, 0) + row.income
        return found

    def apart(self, name: str) -> int:
        return sum(row.apart.get(name, 0) for fund in self.funds.values() for row in fund.rows)

    @property
    def grand(self) -> int:
        return sum(self.incomes().values()) + self.total("at_hand") + self.total("opening")

    @property
    def last_grand(self) -> int:
        """Last year's closing carry-over is this year's opening one."""
        return self.total("last") + self.total("opening") + self.last_shared

    @property
    def fiscal_grand(self) -> int:
        return self.total("income", FISCAL) + self.total("opening", FISCAL)

    @property
    def last_fiscal_grand(self) -> int:
        return self.total("last", FISCAL) + self.total("opening", FISCAL)


def true_accounts(ledger: Ledger) -> Accounts:
    funds = {"一般公共预算": _general(ledger)}
    for name in ("政府性基金", "国有资本经营"):
        if ledger.switches and ledger.on(f"有{name}"):
            funds[name] = Fund(
                name, [_carried(ledger, Row(code, project=ledger.amount(0, 3_000_000))) for code in ITEMS[name]]
            )
    if ledger.switches and ledger.on("有其他资金"):
        funds["其他资金"] = Fund("其他资金", _others(ledger))
    for fund in funds.values():
        for row in fund.rows:
            row.initial, row.last = ledger.about(row.spent), ledger.about(row.spent)
            row.changed = row.spent if ledger.chance() else row.spent + ledger.part(row.spent, 0, 0.4)
    return Accounts(funds, ledger.amount(0, 5000) if ledger.chance(0.2) else 0, 0)


def _general(ledger: Ledger) -> Fund:
    rows = [
        _carried(ledger, Row(code, **_kinds(ledger, code)))
        for code in ledger.some(ITEMS["一般公共预算"], ledger.most + 2)
    ]
    same: dict[str, int] = {}
    for row in rows:
        if row.code in SAME and row.basic:
            same[SAME[row.code]] = same.get(SAME[row.code], 0) + row.basic
    staff, office = ledger.split(sum(row.basic for row in rows) - sum(same.values()), 2)
    others = tuple(code for code in STAFF if code not in SAME.values())
    people = _economic(ledger, others, staff)
    for code, money in same.items():
        where = code if ledger.on("同一笔钱") else "30199"
        people[where] = people.get(where, 0) + money
    return Fund("一般公共预算", rows, dict(sorted(people.items())), _economic(ledger, OFFICE, office))


def _kinds(ledger: Ledger, code: str) -> dict[str, int]:
    money = ledger.amount(1_000, 5_000_000)
    if code in PROJECT:
        return {"project": money}
    return {"basic": money, "project": ledger.amount(0, 500_000) if code == "2010350" and ledger.chance(0.3) else 0}


def _economic(ledger: Ledger, codes: tuple[str, ...], total: int) -> dict[str, int]:
    chosen = ledger.some(codes, len(codes))
    return dict(zip(chosen, ledger.split(total, len(chosen)), strict=True))


def _carried(ledger: Ledger, row: Row) -> Row:
    if ledger.on("结转") and ledger.chance():
        row.closing = ledger.part(row.spent, 0, 0.3)
        row.opening = ledger.part(row.spent + row.closing, 0, 0.5)
    return row


def _others(ledger: Ledger) -> list[Row]:
    """Items of money that is no appropriation: one row for an item and a source."""
    rows = [_other(ledger) for _ in range(ledger.random.randint(1, ledger.most))]
    return list({(row.code, row.source): row for row in rows}.values())


def _other(ledger: Ledger) -> Row:
    code, money = ledger.random.choice(ITEMS["其他资金"]), ledger.amount(0, 300_000)
    kind = ledger.random.random()
    source = ledger.random.choice(SOURCES)
    if kind < 0.4:
        name = ledger.random.choice(APART)
        return Row(code, apart={name: money}, source="经营收入" if name == "经营支出" else source)
    row = _carried(ledger, Row(code, project=money, source=source))
    if ledger.on("使用非财政拨款结余") and ledger.chance():
        row.at_hand = ledger.part(row.income)
        row.shared_out = ledger.part(row.income + row.at_hand, 0, 0.2)
    return row


class Told:
    """What a file says of the accounts: the items always, everything else where the switches have it."""

    def __init__(self, ledger: Ledger, accounts: Accounts) -> None:
        self.ledger, self.accounts = ledger, accounts
        self.carried = any(row.opening or row.closing for fund in accounts.funds.values() for row in fund.rows)
        self.drawn = bool(accounts.total("at_hand") or accounts.total("shared_out"))

    def control(self, name: str, fen: int) -> Written | str | None:
        """A total that the program can compute: given or left out."""
        return self.ledger.money(fen) if self.ledger.on(f"控制数 {name}") and self.ledger.chance(0.7) else None

    def compared(self, name: str, spent: int, **against: int | None) -> Any:
        """A 数 with what it is compared with, the comparisons that the clerk worked out, and the reasons for large ones."""
        ledger = self.ledger
        given = {key: value for key, value in against.items() if value is not None}
        found: dict[str, Any] = filled(决算=self.control(name, spent))
        found |= {key: ledger.money(value) for key, value in given.items()}
        last, budget = given.get("上年"), given.get("年初预算", given.get("全年预算"))
        if last is not None:
            if ledger.chance(0.2):
                found["增减"] = self._signed(spent - last)
                found |= filled(增减率=ledger.rate(spent - last, last))
            if (abs(spent - last) >= LARGE * last and spent != last) or (spent != last and ledger.chance(0.3)):
                found["增减原因"] = "业务量与上年不同"
        if budget is not None:
            if ledger.chance(0.2):
                found |= filled(完成率=ledger.rate(spent, budget))
            apart = max(
                abs(spent - given[key]) / max(spent, given[key], 1) for key in ("年初预算", "全年预算") if key in given
            )
            if apart > 1 - SLOW or (spent != budget and ledger.on("差异原因都写")):
                found["差异原因"] = "年中调整了预算"
        return found

    def total(self, name: str, spent: int, **against: int | None) -> dict[str, Any]:
        """A 数 of which the program computes every column from its parts: some are left out, the reasons stay."""
        found: dict[str, Any] = self.compared(name, spent, **against)
        return {key: value for key, value in found.items() if key not in against or self.ledger.chance()}

    def _signed(self, fen: int) -> Written:
        return Written(f"{self.ledger.digits(fen):f}")

    def spending(self) -> dict[str, Any]:
        ledger, accounts = self.ledger, self.accounts
        asked = "支出.合计.全年预算" in ledger.required
        whole = self.compared(
            "支出合计",
            accounts.total("spent"),
            上年=accounts.total("last") if ledger.on("支出.合计.上年") else None,
            年初预算=accounts.total("initial") if asked else None,
            全年预算=accounts.total("changed") if asked else None,
        )
        found: dict[str, Any] = filled(
            合计=whole or None,
            项目支出=self.control("项目支出", accounts.total("project")),
            结余分配=ledger.money(accounts.total("shared_out")) if accounts.total("shared_out") else None,
            年末结转=self.control("年末结转", accounts.total("closing")) if accounts.total("closing") else None,
        )
        for name in APART:
            if accounts.apart(name):
                found |= filled(**{name: self.control(name, accounts.apart(name))})
        for name in ITEMS:
            fund = accounts.funds.get(name)
            if fund is not None:
                found[name] = self.fund(fund)
            elif f"支出.{name}" in ledger.required or ledger.on(f"支出.{name}"):
                found[name] = Written("无")
        return found

    def fund(self, fund: Fund) -> dict[str, Any]:
        ledger = self.ledger
        columns = {
            "上年": "last" if ledger.on(f"支出.{fund.name}.合计.上年") else "",
            "年初预算": "initial" if ledger.on(f"支出.{fund.name}.合计.年初预算") else "",
            "全年预算": "changed" if ledger.on(f"支出.{fund.name}.合计.全年预算") else "",
        }
        there = {key: name for key, name in columns.items() if name}
        said = {key: fund.total(name) for key, name in there.items()}
        carries = any(row.opening or row.closing for row in fund.rows)
        found: dict[str, Any] = filled(
            合计=self.total(f"{fund.name}合计", fund.total("spent"), **said) or None,
            年初结转=self.control(f"{fund.name}年初结转", fund.total("opening")) if carries else None,
            年末结转=self.control(f"{fund.name}年末结转", fund.total("closing")) if carries else None,
            项目支出=self.kind(fund, "project", f"支出.{fund.name}.项目支出") or None,
        )
        if fund.staff or fund.office:
            found["基本支出"] = self.basic(fund)
        rows = fund.rows if fund.name == "其他资金" else [*self.levels(fund), *fund.rows]
        ordered = sorted(rows, key=lambda row: row.code) if fund.name != "其他资金" else rows
        found["科目"] = [self.row(row, there, fund.name) for row in ordered]
        return found

    def kind(self, fund: Fund, kind: str, path: str) -> Any:
        """基本支出 or 项目支出 of a fund, which the program sums up; its budgets it does not."""
        columns = {"年初预算": "initial", "全年预算": "changed"}
        said = {
            key: sum(row.budget(kind, column) for row in fund.rows) // self.ledger.grain * self.ledger.grain
            for key, column in columns.items()
            if self.ledger.on(f"{path}.{key}")
        }
        if said:
            spent = {} if fund.total(kind) else {"决算": self.ledger.money(0)}
            return {**self.compared(path, fund.total(kind), **said), **spent}
        return self.control(path, fund.total(kind)) if fund.total(kind) else None

    def levels(self, fund: Fund) -> list[Row]:
        """Rows of classes and sections, which are control totals."""
        if not self.ledger.on(f"{fund.name} 类款"):
            return []
        codes = sorted({row.code[:length] for row in fund.rows for length in (3, 5)})
        return [self._level(fund, code) for code in codes if self.ledger.chance(0.6)]

    def _level(self, fund: Fund, code: str) -> Row:
        below = [row for row in fund.rows if row.code.startswith(code)]
        columns = ("basic", "project", "opening", "closing", "initial", "changed", "last")
        return Row(code, **{column: sum(getattr(row, column) for row in below) for column in columns})

    def row(self, row: Row, columns: dict[str, str], fund: str) -> dict[str, Any]:
        ledger = self.ledger
        level = len(row.code) < 7
        found: dict[str, Any] = {"科目": row.code}
        if row.basic:
            found["基本"] = ledger.money(row.basic)
        if row.project or not (row.basic or row.apart):
            found["项目"] = ledger.money(row.project)
        found |= {name: ledger.money(amount) for name, amount in row.apart.items()}
        if row.source:
            found["收入来源"] = row.source
        for key, amount in (("年初结转", row.opening), ("年末结转", row.closing)):
            if amount:
                found[key] = ledger.money(amount)
        if row.at_hand or row.shared_out or (self.drawn and fund == "其他资金"):
            found["收入"] = ledger.money(row.income)
        elif not level:
            found |= filled(收入=self.control("科目收入", row.income))
        told = self.compared("科目决算", row.spent, **{key: getattr(row, name) for key, name in columns.items()})
        if level:
            told = {key: value for key, value in told.items() if key in ("决算", "差异原因", "增减原因")}
        return {**found, **told}

    def basic(self, fund: Fund) -> dict[str, Any]:
        found: dict[str, Any] = filled(合计=self.kind(fund, "basic", f"支出.{fund.name}.基本支出.合计"))
        for name, items in (("人员经费", fund.staff), ("公用经费", fund.office)):
            total = sum(items.values())
            if self.ledger.on(f"支出.{fund.name}.基本支出.{name}.科目"):
                rows = [{"科目": code, "决算": self.ledger.money(amount)} for code, amount in items.items()]
                found[name] = {**filled(合计=self.control(name, total)), "科目": rows}
            else:
                found[name] = self.ledger.money(total)
        return found

    def income(self) -> dict[str, Any]:
        ledger, accounts = self.ledger, self.accounts
        incomes = accounts.incomes()
        total = sum(incomes.values())
        last = accounts.last_grand - accounts.last_opening
        found: dict[str, Any] = filled(
            合计=self.compared("收入合计", total, 上年=last if ledger.on("收入.合计.上年") else None) or None,
            使用非财政拨款结余=ledger.money(accounts.total("at_hand")) if accounts.total("at_hand") else None,
            年初结转=self.control("年初结转", accounts.total("opening")) if accounts.total("opening") else None,
        )
        for name, amount in incomes.items():
            told = self.control(f"收入 {name}", amount)
            if told is not None:
                share = ledger.rate(amount, total) if ledger.chance(0.2) else None
                found[name] = {"决算": told, "占比": share} if share is not None else told
        return found

    def grand(self, name: str, amount: int, last: int) -> Any:
        return self.compared(name, amount, 上年=last if self.ledger.on(f"{name}.上年") else None) or None
