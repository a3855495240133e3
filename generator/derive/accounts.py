"""收入, 支出 and what hangs on them in; every total of the accounts out (01–05, 08 and 09 表 and their sentences).

Expenditure is entered once per fund and item; income is what the carry-over leaves of it (年初 + 收入 = 支出 + 年末).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..codes import relations as codes
from ..figure import Figure, Item, Rows, Text, Working
from ..subjects import Subjects
from .comparisons import shares
from .extra import ECONOMIC_ROW
from .subjects import (
    OTHER_SPENDING,
    complete_rows,
    given_names,
    income_of,
    income_of_levels,
    leaves,
    name_rows,
    sum_classes,
)
from .sums import Unknown, figure_at, minus, plus, sum_if_all, sum_of, without_residue
from .tree import assign, inner, put, set_at

FISCAL = ("一般公共预算", "政府性基金", "国有资本经营")
FUNDS = (*FISCAL, "其他资金")
BY_CLASS = ("人员经费", "公用经费")
"""The parts of 基本支出; where one that is there has no figure, the other alone is not all of it."""
INCOMES = (*FISCAL, "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SUM = Working(codes.ACCOUNT.id, "各分项之和")
CARRY = Working(codes.CARRY.id, "支出加年末结转减年初结转", "-", ("支出与年末结转", "年初结转"))
NO_OPENING = Working(codes.CARRY.id, "支出加年末结转", "+", ("支出", "年末结转"))
OPENING = Working(codes.CARRY.id, "支出加年末结转减收入", "-", ("支出与年末结转", "收入"))


def accounts(root: Item, names: Subjects) -> None:
    """Complete 支出, 收入 and the grand totals, as far as what was given reaches."""
    spending = root.item("支出")
    if spending is None:
        return
    income = inner(root, "收入")
    funds = [fund for name in FUNDS if (fund := spending.item(name)) is not None]
    own = given_names([row for fund in funds for row in fund.rows("科目")])
    for fund in funds:
        _fund(fund, names, own)
    try:
        if spending.item("基本支出") is not None:
            _name_basic(spending, names)
            _basic(spending, [], names)
        _spending(spending)
        if income is not None:
            _income(income, spending)
            _grand_totals(root, income, spending)
    except Unknown:
        return


def _fund(fund: Item, names: Subjects, own: Mapping[str, Text]) -> None:
    """`own` are the names that the file gives to classes and sections in rows of their own."""
    _name_basic(fund, names)
    try:
        rows = fund.rows("科目")
        name_rows(rows, names.functions, names.shared, own)
        if rows:
            complete_rows(fund)
        items = leaves(rows)
        _basic(fund, items, names)
        projects = sum_of(figure_at(row, "项目") for row in items)
        if projects is not None:
            set_at(fund, ("项目支出", "决算"), projects, SUM)
        spent = sum_if_all([figure_at(row, "决算") for row in items]) if items else None
        if spent is None:
            spent = sum_of([figure_at(fund, "基本支出"), figure_at(fund, "项目支出")])
        if spent is not None:
            set_at(fund, ("合计", "决算"), spent, SUM)
        _columns(fund, items)
        if projects is None and figure_at(fund, "基本支出") is not None:
            rest = minus(figure_at(fund, "合计"), figure_at(fund, "基本支出"))
            if rest is not None and figure_at(fund, "项目支出") is None:
                set_at(fund, ("项目支出", "决算"), rest, Working(codes.ACCOUNT.id, "合计减基本支出", "-"))
    except Unknown:
        return


def _columns(holder: Item, parts: Sequence[Item]) -> None:
    """预算 and 上年 of a total from its parts, where every part has its own.

    What was spent last year on something that is gone this year is in the total alone: a larger one stands.
    """
    for column in ("年初预算", "全年预算", "上年"):
        figure = sum_if_all([figure_at(part, column) for part in parts])
        if figure is None:
            continue
        given = figure_at(holder, "合计", column) if column == "上年" else None
        if given is None or given.low <= figure.high:
            set_at(holder, ("合计", column), figure, SUM)


def _name_basic(fund: Item, names: Subjects) -> None:
    """Before anything is added up: a figure that is not known leaves no row without its code."""
    basic = fund.item("基本支出")
    for name in BY_CLASS:
        part = basic.item(name) if basic is not None else None
        if part is not None:
            name_rows(part.rows("科目"), names.economic)


def _basic(fund: Item, items: list[Item], names: Subjects) -> None:
    """基本支出: the sums of its economic classes, or of the items' own 基本."""
    basic = fund.item("基本支出")
    if basic is not None:
        for name in BY_CLASS:
            part = basic.item(name)
            if part is not None:
                lowest = sum_classes(part.rows("科目"))
                assign(part, "项", Rows(ECONOMIC_ROW, _with_money(lowest), part.place))
                total = sum_if_all([figure_at(row, "决算") for row in lowest])
                if total is not None:
                    put(part, "合计", total, SUM)
    parts = sum_if_all([figure_at(basic, name) for name in BY_CLASS if name in basic.entries]) if basic else None
    total = parts or sum_of(figure_at(row, "基本") for row in items)
    if total is not None:
        set_at(fund, ("基本支出", "合计", "决算"), total, SUM)
    basic = fund.item("基本支出")
    costs = [basic.item(name) for name in BY_CLASS] if basic is not None else []
    shares(figure_at(basic), iter([part for part in costs if part is not None]))


def _spending(spending: Item) -> None:
    """支出.基本支出 (with 人员 and 公用), 项目支出 and 合计 over all funds, and each fund's share."""
    funds = [fund for name in FUNDS if (fund := spending.item(name)) is not None]
    for path in (("基本支出", "人员经费"), ("基本支出", "公用经费"), ("基本支出",), ("项目支出",)):
        total = sum_of(figure_at(fund, *path) for fund in funds)
        if total is not None and not any(_undivided(fund, path[:-1]) for fund in funds):
            leaf = ("合计",) if len(path) == 2 else ("合计", "决算") if path == ("基本支出",) else ("决算",)
            set_at(spending, (*path, *leaf), total, SUM)
    apart = _apart(spending, funds)
    if not funds and figure_at(spending, "项目支出") is not None:
        apart.append(sum_if_all([figure_at(spending, "基本支出"), figure_at(spending, "项目支出")]))
    total = sum_of([*(figure_at(fund, "合计") for fund in funds), *apart])
    if total is not None:
        set_at(spending, ("合计", "决算"), total, SUM)
    whole = figure_at(spending, "合计")
    basic = spending.item("基本支出")
    holders = [
        basic.item("合计") if basic is not None else None,
        spending.item("项目支出"),
        *(fund.item("合计") for fund in funds),
    ]
    shares(whole, (holder for holder in holders if holder is not None))
    for fund in funds:
        shares(figure_at(fund, "合计"), iter(fund.rows("层级")))


def _undivided(fund: Item, path: tuple[str, ...]) -> bool:
    """Whether a part of a fund was not told apart, so that the sum over all funds would say too little."""
    whole = figure_at(fund, *path) if path else figure_at(fund, "合计")
    parts = BY_CLASS if path else ("基本支出", "项目支出")
    holder = fund.item(path[0]) if path else fund
    if whole is None or not whole.value or any(figure_at(holder, part) is not None for part in parts):
        return False
    return bool(path) or all(figure_at(row, name) is None for row in fund.rows("科目") for name in OTHER_SPENDING)


def _apart(spending: Item, funds: list[Item]) -> list[Figure | None]:
    """上缴上级, 经营 and 补助附属: the sum of the items that say them, or what stands beside the funds."""
    beside: list[Figure | None] = []
    for name in OTHER_SPENDING:
        within = sum_of(figure_at(row, name) for fund in funds for row in leaves(fund.rows("科目")))
        if within is None:
            beside.append(figure_at(spending, name))
        else:
            put(spending, name, within, SUM)
    return beside


def _income(income: Item, spending: Item) -> None:
    for name in FISCAL:
        fund = spending.item(name)
        if fund is not None:
            _fiscal_income(income, fund, name)
    other = spending.item("其他资金")
    if other is not None:
        _other_total(income, other)
        _other_income(income, other, figure_at(income, "使用非财政拨款结余"), figure_at(spending, "结余分配"))
        income_of_levels(other)
        for column in ("年初结转", "年末结转"):
            carried = sum_of(figure_at(row, column) for row in leaves(other.rows("科目")))
            if carried is not None:
                put(other, column, carried, SUM)
    opening = sum_of(figure_at(spending, name, "年初结转") for name in FUNDS)
    if opening is not None and opening.value:
        put(income, "年初结转", opening, SUM)
    closing = sum_of(figure_at(spending, name, "年末结转") for name in FUNDS)
    if closing is not None and closing.value:
        put(spending, "年末结转", closing, SUM)
    total = sum_of(figure_at(income, name) for name in INCOMES)
    if total is not None:
        set_at(income, ("合计", "决算"), total, SUM)
    parts = (part for name in INCOMES if (part := income.item(name)) is not None)
    shares(figure_at(income, "合计"), parts)


def _fiscal_income(income: Item, fund: Item, name: str) -> None:
    """A fund's income from its spending and carry-over; or its opening carry-over, where the income was given alone."""
    items = leaves(fund.rows("科目"))
    for column in ("年初结转", "年末结转"):
        carried = sum_of(figure_at(row, column) for row in items)
        if carried is not None:
            put(fund, column, carried, SUM)
    spent, closing, opening = figure_at(fund, "合计"), figure_at(fund, "年末结转"), figure_at(fund, "年初结转")
    given = figure_at(income, name)
    left = minus(plus(spent, closing), given) if opening is None and given is not None and spent is not None else None
    if left is not None and not _nought(left):
        put(fund, "年初结转", left, OPENING)
    elif spent is not None:
        evened = [income_of(row) for row in items]
        income_of_levels(fund)
        come = without_residue(minus(plus(spent, closing), opening), opening)
        by_item = sum_if_all([figure_at(row, "收入") for row in items]) if any(evened) else None
        if by_item is not None:
            set_at(income, (name, "决算"), by_item, SUM)
        elif come is not None:
            set_at(income, (name, "决算"), come, NO_OPENING if opening is None else CARRY)


def _with_money(items: list[Item]) -> tuple[Item, ...]:
    """Those that something was spent on; all, where only their names are listed."""
    spent = [figure_at(row, "决算") for row in items]
    if not any(figure is not None for figure in spent):
        return tuple(items)
    return tuple(row for row, figure in zip(items, spent, strict=True) if figure is not None and figure.value)


def _nought(figure: Figure) -> bool:
    return figure.low <= 0 <= figure.high


def _other_income(income: Item, other: Item, at_hand: Figure | None, shared_out: Figure | None) -> None:
    """Income that is no appropriation, by the source that its items name.

    Where 使用非财政拨款结余 or 结余分配 comes between, an item's income does not follow from its carry-over and is taken.
    """
    by_source: dict[str, list[Figure]] = {}
    drawn = any(figure is not None and figure.value for figure in (at_hand, shared_out))
    for row in leaves(other.rows("科目")):
        if not drawn or figure_at(row, "收入") is None:
            income_of(row)
        come, source = figure_at(row, "收入"), row.text("收入来源") or "其他收入"
        if come is not None:
            by_source.setdefault(source if source in INCOMES else "其他收入", []).append(come)
    for source, figures in by_source.items():
        total = sum_of(figures)
        if total is not None:
            set_at(income, (source, "决算"), total, SUM)


def _other_total(income: Item, other: Item) -> None:
    """A fund of which only the total was given: its income is 其他收入, unless the file says where it comes from."""
    spent = figure_at(other, "合计")
    named = any(figure_at(income, name) is not None for name in INCOMES if name not in FISCAL)
    if spent is None or named or other.rows("科目"):
        return
    opening = figure_at(other, "年初结转")
    come = without_residue(minus(plus(spent, figure_at(other, "年末结转")), opening), opening)
    if come is not None:
        set_at(income, ("其他收入", "决算"), come, NO_OPENING if opening is None else CARRY)


def _grand_totals(root: Item, income: Item, spending: Item) -> None:
    come = sum_of([figure_at(income, "合计"), figure_at(income, "使用非财政拨款结余"), figure_at(income, "年初结转")])
    gone = sum_of(figure_at(spending, name) for name in ("合计", "结余分配", "年末结转"))
    if come is not None:
        set_at(root, ("收支总计", "决算"), _larger(come, gone, come), SUM)
    funds = [name for name in FISCAL if spending.item(name) is not None]
    gone = sum_of(plus(figure_at(spending, name, "合计"), figure_at(spending, name, "年末结转")) for name in funds)
    come = sum_of(plus(figure_at(income, name), figure_at(spending, name, "年初结转")) for name in funds)
    if gone is not None:
        set_at(root, ("财政拨款总计", "决算"), _larger(come, gone, gone), SUM)
    _same_as_all(root)


def _larger(come: Figure | None, gone: Figure | None, otherwise: Figure) -> Figure:
    """The total of two sides that rounding alone tells apart: no part of either is then more than the whole."""
    if come is None or gone is None or not come.agrees(gone):
        return otherwise
    return max(come, gone, key=lambda side: side.value)


def _same_as_all(root: Item) -> None:
    """Where all money is appropriation, what was said of the one total holds for the other (said once).

    Where nothing was carried over and there is one fund, it holds for that fund's expenditure as well, unless its 科目
    begin to tell of the year before themselves.
    """
    every, fiscal, income = root.item("收支总计"), root.item("财政拨款总计"), root.item("收入")
    _said_of(every, fiscal)
    carried = figure_at(income, "年初结转")
    spending = root.item("支出") if carried is None or carried.value == 0 else None
    general = spending.item("一般公共预算") if spending is not None else None
    spent = spending.item("合计") if spending is not None else None
    nearest = spent if spent is not None and "上年" in spent.entries else fiscal
    if general is not None and not any("上年" in row.entries for row in general.rows("科目")):
        _said_of(nearest, general.item("合计"))


def _said_of(one: Item | None, other: Item | None) -> None:
    first, second = figure_at(one), figure_at(other)
    if one is None or other is None or first is None or second is None or first.value != second.value:
        return
    for name in ("上年", "增减原因"):
        value = one.entries.get(name)
        if name not in other.entries and value is not None:
            assign(other, name, value._replace(place=None, parts=(value,)) if isinstance(value, Figure) else value)


__all__ = ["FISCAL", "FUNDS", "INCOMES", "accounts"]
