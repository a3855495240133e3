"""The accounts in; the public tables by code, and that of 三公, with the sums that each must keep, out (02, 03, 05–09)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..figure import Figure, Item, Nothing, Rows, Text
from ..model import Record, Table
from ..pack import Pack, TableRow
from ..source import Place
from .public_kinds import (
    CARRIED,
    FISCAL,
    FUND_ROW,
    HALVES,
    INCOME_ROW,
    OTHER_INCOME,
    PUBLIC,
    PUBLIC_ROW,
    SHEETS,
    SPENDING_ROW,
    SPENT,
)
from .public_rows import below, figures_of, filled, fund_rows, income_rows, received, spending_rows
from .sums import figure_at, sum_of

Some = Figure | None
PUBLIC_COSTS = (PUBLIC[1], *PUBLIC[3:])
"""What is spent, without totals."""
SPENT_OF_FUND = ("决算", "基本", "项目")


class Balance(Struct, frozen=True):
    """Figures of a row or column whose sums on both sides are the same."""

    left: tuple[Some, ...]
    right: tuple[Some, ...]


class FilledTable(Struct, frozen=True):
    """A table, and what must add up in it as it is printed."""

    item: Item
    balances: tuple[Balance, ...]
    empty: bool = False


class Accounts(Struct, frozen=True):
    """What all sheets are made of."""

    root: Item
    pack: Pack
    place: Place
    year: int

    def at(self, *path: str) -> Some:
        return figure_at(self.root, *path)

    def now(self, rows: Sequence[TableRow]) -> list[TableRow]:
        """The rows that serve the report's year."""
        return [row for row in rows if row.span.holds(self.year)]

    @property
    def spending(self) -> Item | None:
        return self.root.item("支出")


def coded_sheet(
    name: str, rows: Sequence[Item], total: Item, place: Place, balances: Sequence[Balance], *, none: bool = False
) -> FilledTable:
    """`none` says that the file has 无 where the figures would stand."""
    kind = SHEETS[name]
    assert isinstance(kind, Record)  # noqa: S101 # SHEETS is data of ours
    listed = kind.by_name["行"].kind
    assert isinstance(listed, Table)  # noqa: S101 # likewise
    empty = none or all_nothing(figure for row in (*rows, total) for figure in figures_of(row))
    item = Item(kind, {"行": Rows(listed.record, tuple(rows), place), "合计": total}, place)
    return FilledTable(item, tuple(balances), empty)


def all_nothing(figures: Iterable[Some]) -> bool:
    """Whether there are figures and all are 0: of what was left out nobody may say that there was none."""
    there = [figure for figure in figures if figure is not None]
    return bool(there) and not any(figure.value for figure in there)


def down(rows: Sequence[Item], total: Item, columns: Sequence[str]) -> list[Balance]:
    """Each column: the total is its classes, a class its sections, a section its items."""
    found = []
    for whole, code in [(total, ""), *((row, row.text("编码") or "") for row in rows)]:
        parts = below(rows, code)
        if parts:
            found += [
                Balance((whole.figure(column),), tuple(part.figure(column) for part in parts)) for column in columns
            ]
    return found


def _across(rows: Sequence[Item], whole: str, columns: Sequence[str]) -> list[Balance]:
    return [Balance((row.figure(whole),), tuple(row.figure(column) for column in columns)) for row in rows]


def income_sheet(name: str, accounts: Accounts) -> FilledTable:
    rows = income_rows(accounts.spending, accounts.place)
    figures = {
        "合计": accounts.at("收入", "合计"),
        "财政拨款": received(sum_of(accounts.at("收入", fund) for fund in FISCAL)),
        **{source: received(accounts.at("收入", source)) for source in OTHER_INCOME},
    }
    total, columns = filled(INCOME_ROW, accounts.place, {}, figures), ("财政拨款", *OTHER_INCOME)
    balances = down(rows, total, ("合计", *columns)) + _across((*rows, total), "合计", columns)
    return coded_sheet(name, rows, total, accounts.place, balances)


def spending_sheet(name: str, accounts: Accounts) -> FilledTable:
    rows = spending_rows(accounts.spending, accounts.place)
    figures = {
        "合计": accounts.at("支出", "合计"),
        "基本": accounts.at("支出", "基本支出"),
        "项目": accounts.at("支出", "项目支出"),
        **{column: accounts.at("支出", column) for column in SPENT[2:]},
    }
    total = filled(SPENDING_ROW, accounts.place, {}, figures)
    balances = down(rows, total, ("合计", *SPENT)) + _across((*rows, total), "合计", SPENT)
    return coded_sheet(name, rows, total, accounts.place, balances)


def fund_sheet(name: str, accounts: Accounts) -> FilledTable:
    """What one fund spent: 支出 = 基本 + 项目."""
    rows, total = _fund(name, accounts)
    balances = down(rows, total, SPENT_OF_FUND) + _across((*rows, total), "决算", SPENT_OF_FUND[1:])
    return coded_sheet(name, rows, total, accounts.place, balances, none=_has_none(name, accounts))


def project_sheet(name: str, accounts: Accounts) -> FilledTable:
    """What one fund spent on projects."""
    rows, total = _fund(name, accounts)
    rows = tuple(row for row in rows if (figure := row.figure("项目")) is not None and figure.value)
    total = filled(FUND_ROW, accounts.place, {}, {"项目": total.figure("项目")})
    return coded_sheet(name, rows, total, accounts.place, down(rows, total, ("项目",)))


def carried_sheet(name: str, accounts: Accounts) -> FilledTable:
    """One fund with its carry-over: 年初 + 收入 = 支出 + 年末 as well."""
    rows, total = _fund(name, accounts)
    balances = down(rows, total, CARRIED) + _across((*rows, total), "决算", SPENT_OF_FUND[1:])
    for row in (*rows, total):
        before, after = ("年初结转", "收入"), ("决算", "年末结转")
        balances.append(Balance(tuple(map(row.figure, before)), tuple(map(row.figure, after))))
    return coded_sheet(name, rows, total, accounts.place, balances, none=_has_none(name, accounts))


def _fund_named(name: str) -> str:
    return next((fund for fund in FISCAL if name.startswith(fund)), FISCAL[0])


def _has_none(name: str, accounts: Accounts) -> bool:
    spending = accounts.spending
    return spending is not None and isinstance(spending.entries.get(_fund_named(name)), Nothing)


def _fund(name: str, accounts: Accounts) -> tuple[tuple[Item, ...], Item]:
    """The rows and the total of the fund that a table is named after."""
    fund = _fund_named(name)
    figures = {
        "年初结转": accounts.at("支出", fund, "年初结转"),
        "收入": received(accounts.at("收入", fund)),
        "决算": accounts.at("支出", fund, "合计"),
        "基本": accounts.at("支出", fund, "基本支出"),
        "项目": accounts.at("支出", fund, "项目支出"),
        "年末结转": accounts.at("支出", fund, "年末结转"),
    }
    return fund_rows(accounts.spending, fund, accounts.place), filled(FUND_ROW, accounts.place, {}, figures)


def public_costs(name: str, accounts: Accounts) -> FilledTable:
    """三公: 预算 and 决算, each with its subtotal and total."""
    column = accounts.pack.tables.public_budget
    sides = {"预算": public_row(accounts, column), "决算": public_row(accounts, "决算")}
    kind = SHEETS[name]
    assert isinstance(kind, Record)  # noqa: S101 # SHEETS is data of ours
    empty = all_nothing(figure for row in sides.values() for figure in figures_of(row))
    return FilledTable(Item(kind, dict(sides), accounts.place), public_balances(sides), empty)


def public_balances(sides: Mapping[str, Item]) -> tuple[Balance, ...]:
    """What must add up in the two rows of 三公."""
    return tuple(
        Balance((row.figure(whole),), tuple(row.figure(part) for part in parts))
        for row in sides.values()
        for whole, parts in ((PUBLIC[0], (PUBLIC[1], PUBLIC[2], PUBLIC[5])), (PUBLIC[2], PUBLIC[3:5]))
    )


def public_row(accounts: Accounts, column: str) -> Item:
    """The budget of a cost is the one that the table prints, or the first one where it was never adjusted."""

    def at(name: str) -> Some:
        figure = accounts.at("三公经费", name, column)
        return figure or accounts.at("三公经费", name, "年初预算") if column == "全年预算" else figure

    total, abroad, cars, bought, run, meals = PUBLIC
    figures = {name: at(name) for name in (abroad, bought, run, meals)}
    figures[cars] = _whole(accounts.at("三公经费", cars, column), (figures[bought], figures[run]))
    parts = (figures[abroad], figures[cars], figures[meals])
    figures[total] = _whole(accounts.at("三公经费", total, column), parts)
    return filled(PUBLIC_ROW, accounts.place, {}, figures)


def _whole(known: Some, parts: tuple[Some, ...]) -> Some:
    """What is known of a total, unless each part is known and it says less: one has only its first budget."""
    total = sum_of(parts)
    if known is None or (total is not None and None not in parts and not known.agrees(total)):
        return total
    return known


class Half(Struct, frozen=True):
    """One half of the table of basic expenditure: a line a code, and its total."""

    lines: tuple[Mapping[str, str], ...]
    subjects: tuple[tuple[Text, ...], ...]
    figures: tuple[Some, ...]
    total: Some
    balances: tuple[Balance, ...]


def basic_sheet(name: str, accounts: Accounts) -> FilledTable:
    """一般公共预算的基本支出 by economic class: 人员经费 on the left, 公用经费 on the right."""
    tables = accounts.pack.tables
    left, right = _half(accounts, "人员经费", tables.people), _half(accounts, "公用经费", tables.office)
    rows = []
    for at in range(max(len(left.lines), len(right.lines))):
        texts = {key: text for line in left.lines[at : at + 1] for key, text in line.items()}
        texts.update({f"右{key}": text for line in right.lines[at : at + 1] for key, text in line.items()})
        figures = {"决算": _nth(left.figures, at), "右决算": _nth(right.figures, at)}
        subjects = tuple(one for half in (left, right) for each in half.subjects[at : at + 1] for one in each)
        rows.append(filled(HALVES, accounts.place, texts, figures, subjects))
    totals = {"人员经费": left.total, "公用经费": right.total}
    kind = SHEETS[name]
    assert isinstance(kind, Record)  # noqa: S101 # SHEETS is data of ours
    entries = {"行": Rows(HALVES, tuple(rows), accounts.place)}
    item = Item(kind, {**entries, **{key: one for key, one in totals.items() if one is not None}}, accounts.place)
    return FilledTable(item, left.balances + right.balances, all_nothing(totals.values()))


def _nth(figures: Sequence[Some], at: int) -> Some:
    return figures[at] if at < len(figures) else None


def _half(accounts: Accounts, part: str, classes: Sequence[str]) -> Half:
    spending = accounts.spending
    fund = spending.item(FISCAL[0]) if spending is not None else None
    basic = fund.item("基本支出") if fund is not None else None
    costs = basic.item(part) if basic is not None else None
    given = {
        row.text("编码") or row.text("名称") or "": row for row in (costs.rows("科目") if costs is not None else ())
    }
    names = accounts.pack.subjects.economic
    lines: list[Mapping[str, str]] = []
    subjects: list[tuple[Text, ...]] = []
    figures: list[Some] = []
    balances: list[Balance] = []
    sums: list[Some] = []
    shown = [code for code in names if accounts.pack.tables.empty_rows or code in given]
    for one in (*classes, *sorted({code[:3] for code in given} - set(classes))):
        codes = sorted({code for code in (*shown, *given) if code.startswith(one) and code != one})
        parts = tuple(figure_at(given.get(code), "决算") for code in codes)
        whole = figure_at(given.get(one), "决算") or sum_of(parts)
        if whole is None and not accounts.pack.tables.empty_rows:
            continue
        for code, figure in ((one, whole), *zip(codes, parts, strict=True)):
            row = given.get(code)
            lines.append({"编码": code, "名称": (row.text("名称") if row is not None else "") or names.get(code, code)})
            subjects.append((written,) if row is not None and isinstance(written := row.get("科目"), Text) else ())
            figures.append(figure)
        balances.append(Balance((whole,), parts))
        sums.append(whole)
    total = figure_at(costs, "合计")
    return Half(tuple(lines), tuple(subjects), tuple(figures), total, (*balances, Balance((total,), tuple(sums))))
