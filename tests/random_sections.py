"""A ledger and true accounts in; the other sections of a statement out: 三公, 采购, 资产, 机构, 历年, 单位 and what belongs to it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ledger import Ledger, Written, filled
from random_accounts import Told
from random_prose import paragraphs

ECONOMIC = {"因公出国境费": "30212", "公务用车购置费": "31013", "公务用车运行维护费": "30231", "公务接待费": "30217"}
ENOUGH = 400
"""So many persons for what any department here spends on its own."""
NATURES = ("行政单位", "参公事业单位", "事业单位")
LEAST_A_GUEST, MOST_A_GUEST = 500, 59_000
MOST_A_FOREIGN_GUEST, LEAST_A_CAR = 190_000, 2_000_000
MOST_A_TRAVELLER, MOST_A_CAR, MOST_A_RUN = 29_000_000, 79_000_000, 11_000_000
"""分 a person or a car, within what is taken for a slip."""


def three_public(told: Told) -> tuple[dict[str, Any], dict[str, int]]:
    """三公经费 as the file says it, and the true spending of each part: at least what basic expenditure has of it."""
    ledger, office = told.ledger, told.accounts.funds["一般公共预算"].office
    extra = ledger.part(told.accounts.total("project"), 0, 0.02)
    true = {name: office.get(code, 0) + (extra if ledger.chance(0.2) else 0) for name, code in ECONOMIC.items()}
    columns = [key for key in ("年初预算", "全年预算", "上年") if ledger.on(f"三公 {key}")]
    others = {name: _columns(ledger, amount) for name, amount in true.items()}
    found: dict[str, Any] = {"范围": "一般公共预算"}
    for name, amount in true.items():
        here = told.compared(name, amount, **{key: others[name][key] for key in columns})
        found[name] = {**here, "决算": ledger.money(amount), **_counts(ledger, name, amount)}
    for name, parts in (
        ("公务用车", ("公务用车购置费", "公务用车运行维护费")),
        ("合计", tuple(true)),
    ):
        sums = {key: sum(others[part][key] for part in parts) for key in columns}
        told_here = told.total(f"三公 {name}", sum(true[part] for part in parts), **sums)
        if told_here:
            found[name] = told_here
    return found, true


def _columns(ledger: Ledger, spent: int) -> dict[str, int]:
    """Budgets that were kept to, and any year before."""
    changed = spent + ledger.part(spent, 0, 0.5)
    return {"全年预算": changed, "年初预算": changed + ledger.part(spent, 0, 0.2), "上年": ledger.about(spent)}


def _at_least(amount: int, most: int) -> int:
    """How many an amount is spent on that is no more than so much for each."""
    return max(1, -(-amount // most))


def _counts(ledger: Ledger, name: str, amount: int) -> dict[str, Any]:
    random, amount = ledger.random, amount if ledger.digits(amount) else 0
    if name == "公务接待费":
        least, most = _at_least(amount, MOST_A_GUEST), amount // LEAST_A_GUEST
        people = random.randint(least, max(least, min(most, least * 20))) if amount else 0
        batches = random.randint(-(-people // 20), min(people, 90)) if people <= 1800 else people // 20
        found: dict[str, Any] = {"批次": batches, "人次": people}
        if amount and ledger.on("外事接待"):
            part = ledger.part(amount)
            few = _at_least(part, MOST_A_FOREIGN_GUEST)
            if ledger.digits(part) and part >= LEAST_A_GUEST * few:
                found["外事"] = {"金额": ledger.money(part), "批次": random.randint(1, few), "人次": few}
        return found
    if name == "因公出国境费":
        groups = random.randint(1, 3) if amount else 0
        least = max(groups, _at_least(amount, MOST_A_TRAVELLER)) if amount else 0
        return {"团组": groups, "人次": random.randint(least, least * 4)}
    if name == "公务用车购置费":
        cheap = {"说明": "付清上年购车的尾款。"} if 0 < amount < LEAST_A_CAR else {}
        return {"购置数": _at_least(amount, MOST_A_CAR) if amount else 0, **cheap}
    return {}


def vehicles(ledger: Ledger, costs: dict[str, Any], true: dict[str, int]) -> dict[str, Any]:
    """国有资产, and the same number of vehicles beside what they cost."""
    used = any(ledger.digits(true[name]) for name in ("公务用车购置费", "公务用车运行维护费"))
    least = _at_least(true["公务用车运行维护费"], MOST_A_RUN)
    counts = [ledger.random.randint(least, least + 4) for _ in range(ledger.random.randint(1, 3))] if used else []
    kinds = ledger.random.sample(("机要通信用车", "应急保障用车", "其他用车"), len(counts))
    if ledger.on("三公经费.公务用车运行维护费.保有量") or ledger.digits(true["公务用车运行维护费"]):
        costs["公务用车运行维护费"]["保有量"] = sum(counts)
    rows = [{"类别": kind, "数量": count} for kind, count in zip(kinds, counts, strict=True)]
    return {"车辆": rows or Written("无"), "大型设备": Written("无")}


def purchases(told: Told) -> dict[str, Any]:
    ledger = told.ledger
    true = dict(zip(("货物", "工程", "服务"), ledger.split(ledger.part(told.accounts.total("spent")), 3), strict=True))
    small = {name: ledger.part(amount) for name, amount in true.items()}
    each = ledger.on("政府采购.授予中小企业")
    total, smaller = sum(true.values()), sum(small.values())
    found: dict[str, Any] = filled(合计=told.control("政府采购", total))
    for name, amount in true.items():
        share = filled(占比=ledger.rate(amount, total)) if ledger.chance(0.2) else {}
        given = {"授予中小企业": ledger.money(small[name])} if each else {}
        found[name] = {"决算": ledger.money(amount), **given, **share} if given or share else ledger.money(amount)
    found |= filled(中小企业=told.control("中小企业", smaller) if each else ledger.money(smaller))
    found["小微企业"] = ledger.money(ledger.part(smaller))
    return found


def body(ledger: Ledger) -> dict[str, Any]:
    """单位 with its staff and what is subordinate to it."""
    random, nature = ledger.random, ledger.random.choice(NATURES)
    posts = random.randint(1, 300), random.randint(0, 300)
    staff: dict[str, Any] = {"行政编制": posts[0], "事业编制": posts[1], "实有": random.randint(0, sum(posts))}
    if ledger.on("单位.人员.编制") and ledger.chance():
        staff["编制"] = sum(posts)
    below: list[dict[str, Any]] = []
    for _ in range(random.randint(1, 3) if ledger.on("有所属单位") else 0):
        held = random.randint(1, 60)
        one = {
            "名称": ledger.name("中心"),
            "性质": random.choice(NATURES),
            "编制": held,
            "实有": random.randint(0, held),
        }
        if ledger.asked("单位.所属单位.纳入决算"):
            one["纳入决算"] = Written("是")
        below.append(one)
    if not below and staff["实有"] < ENOUGH:  # whoever is paid is counted here
        staff |= {"行政编制": ENOUGH, "实有": ENOUGH}
        staff |= {"编制": ENOUGH + posts[1]} if "编制" in staff else {}
    found = {
        "名称": "示例市" + ledger.name("局"), "简称": "市局", "自称": "我局", "口径": "部门" if below else "单位", "级次": "市级",
        "性质": nature, "预算编码": "115001", "主管部门": "示例市人民政府办公室", "职能": paragraphs(ledger),
        "内设机构": [ledger.name("科") for _ in range(random.randint(1, 4))], "人员": staff,
        "所属单位": below or Written("无"),
    }  # fmt: skip
    asked = ("名称", "性质", "所属单位")
    return {key: value for key, value in found.items() if key in asked or ledger.on(f"单位.{key}")}


def running_costs(told: Told, unit: dict[str, Any]) -> Any:
    """机关运行经费: the 公用经费 where every unit is an administration; 无 where none is."""
    below = unit["所属单位"] if isinstance(unit["所属单位"], list) else []
    natures = {one["性质"] for one in (unit, *below)}
    if natures == {"事业单位"}:
        return Written("无")
    office = sum(told.accounts.funds["一般公共预算"].office.values())
    found = told.compared("机关运行经费", office, 上年=told.ledger.about(office))
    return {**found, "决算": told.ledger.money(office)}


def years(told: Told, year: int, told_this_year: bool) -> list[dict[str, Any]]:
    """历年: three years, the last of which is the report's own and need not say what its accounts say.

    A figure some 10,000 times the one written before it would be asked about, and rightly.
    """
    ledger, accounts = told.ledger, told.accounts
    rows: list[dict[str, Any]] = []
    before: dict[str, int] = {}
    written = 0
    for one in range(year - 2, year + 1):
        row: dict[str, Any] = {"年度": one}
        income, spent = (ledger.part(amount, 0.5, 1.5) for amount in (accounts.last_grand, accounts.total("last")))
        if one == year - 1 and told_this_year:
            income, spent = accounts.last_grand - accounts.last_opening, accounts.total("last")
        if one == year:
            income, spent = sum(accounts.incomes().values()), accounts.total("spent")
        near = written or income or 100_000_00
        for name in ("收入预算", "支出预算"):
            parts = [ledger.part(near, 0.1, 5) for _ in range(ledger.random.randint(1, 4))]
            row[name] = _yearly(ledger, parts, before.get(name))
            before[name] = near = sum(parts)
        if _near(near, income, spent) and (one < year or not told_this_year or ledger.chance()):
            row |= {"收入": ledger.money(income), "支出": ledger.money(spent)}
            near = spent or income or near
            if ledger.chance():
                row["结余"] = Written(f"{ledger.digits(income - spent):f}")
        written = near
        rows.append(row)
    return rows


def _near(*amounts: int) -> bool:
    """Whether none is a thousand times the one before."""
    there = [one for one in amounts if one]
    return all(one < 1000 * other and other < 1000 * one for one, other in pairwise(there))


def _yearly(ledger: Ledger, parts: list[int], last: int | None) -> Any:
    total = sum(parts)
    found: dict[str, Any] = filled(合计=ledger.money(total) if ledger.chance() or len(parts) == 1 else None)
    if "合计" not in found or ledger.chance():
        codes = ("201", "208", "210", "221")
        found["科目"] = [{"科目": code, "金额": ledger.money(part)} for code, part in zip(codes, parts, strict=False)]
    if last is not None and total != last:
        found["增减原因"] = "人员变动"
        if ledger.chance():
            found["增减"] = Written(f"{ledger.digits(total - last):f}")
            found |= filled(增减率=ledger.rate(total - last, last))
    return found


def organisations(told: Told, unit: dict[str, Any], costs: dict[str, int], meetings: int) -> list[dict[str, Any]]:
    """机构收支: one row, of which the accounts say everything, or several that add to the accounts."""
    ledger, accounts = told.ledger, told.accounts
    below = unit["所属单位"] if isinstance(unit.get("所属单位"), list) else []
    rows: list[dict[str, Any]] = [
        {"机构": name, "在用固定资产": ledger.money(ledger.amount(0, 900_000))}
        for name in ("局机关", *(one["名称"] for one in below))
    ]
    count = len(rows)
    if count == 1:
        return rows
    general, incomes = accounts.funds["一般公共预算"], accounts.incomes()
    columns = {
        **{name: incomes[name] for name in ("一般公共预算", "政府性基金", "其他收入") if name in incomes},
        **({"年初结转": accounts.total("opening")} if accounts.total("opening") else {}),
        "人员经费": sum(general.staff.values()), "公用经费": sum(general.office.values()),
        "项目支出": accounts.total("project"), "会议费": meetings, **costs,
    }  # fmt: skip
    for column, whole in columns.items():
        for row, part in zip(rows, ledger.split(whole, count), strict=True):
            row[column] = ledger.money(part)
    return rows
