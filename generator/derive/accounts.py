"""收入, 支出 and what hangs on them in; every total of the accounts out (01–05, 08 and 09 表 and their sentences).

Expenditure is entered once per fund and item; income is what the carry-over leaves of it (年初 + 收入 = 支出 + 年末).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..codes import relations as codes
from ..figure import Figure, Item, Working
from .comparisons import shares
from .subjects import complete_rows, income_of, leaves, name_rows
from .sums import Unknown, figure_at, minus, plus, sum_if_all, sum_of
from .tree import assign, inner, put, set_at

FISCAL = ("一般公共预算", "政府性基金", "国有资本经营")
FUNDS = (*FISCAL, "其他资金")
OTHER_SPENDING = ("上缴上级支出", "经营支出", "对附属单位补助支出")
INCOMES = (*FISCAL, "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SUM = Working(codes.ACCOUNT.id, "各分项之和")
CARRY = Working(codes.CARRY.id, "支出加年末结转减年初结转", "-", ("支出与年末结转", "年初结转"))
NO_OPENING = Working(codes.CARRY.id, "支出加年末结转", "+", ("支出", "年末结转"))
OPENING = Working(codes.CARRY.id, "支出加年末结转减收入", "-", ("支出与年末结转", "收入"))


def accounts(root: Item, names: Mapping[str, str]) -> None:
    """Complete 支出, 收入 and the grand totals, as far as what was given reaches."""
    spending = root.item("支出")
    if spending is None:
        return
    income = inner(root, "收入")
    for name in FUNDS:
        fund = spending.item(name)
        if fund is not None:
            _fund(fund, names)
    try:
        _spending(spending)
        if income is not None:
            _income(income, spending)
            _grand_totals(root, income, spending)
    except Unknown:
        return


def _fund(fund: Item, names: Mapping[str, str]) -> None:
    try:
        rows = fund.rows("科目")
        name_rows(rows, names)
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
        for column in ("年初预算", "全年预算", "上年"):
            figure = sum_if_all([figure_at(row, column) for row in items]) if items else None
            if figure is not None:
                set_at(fund, ("合计", column), figure, SUM)
        if projects is None and figure_at(fund, "基本支出") is not None:
            rest = minus(figure_at(fund, "合计"), figure_at(fund, "基本支出"))
            if rest is not None and figure_at(fund, "项目支出") is None:
                set_at(fund, ("项目支出", "决算"), rest, Working(codes.ACCOUNT.id, "合计减基本支出", "-"))
    except Unknown:
        return


def _basic(fund: Item, items: list[Item], names: Mapping[str, str]) -> None:
    """基本支出: the sums of its economic classes, or of the items' own 基本."""
    basic = fund.item("基本支出")
    if basic is not None:
        for name in ("人员经费", "公用经费"):
            part = basic.item(name)
            if part is not None:
                name_rows(part.rows("科目"), names)
                total = sum_if_all([figure_at(row, "决算") for row in part.rows("科目")])
                if total is not None:
                    put(part, "合计", total, SUM)
    parts = sum_of([figure_at(basic, "人员经费"), figure_at(basic, "公用经费")]) if basic is not None else None
    total = parts or sum_of(figure_at(row, "基本") for row in items)
    if total is not None:
        set_at(fund, ("基本支出", "合计", "决算"), total, SUM)


def _spending(spending: Item) -> None:
    """支出.基本支出 (with 人员 and 公用), 项目支出 and 合计 over all funds, and each fund's share."""
    funds = [fund for name in FUNDS if (fund := spending.item(name)) is not None]
    for path in (("基本支出", "人员经费"), ("基本支出", "公用经费"), ("基本支出",), ("项目支出",)):
        total = sum_of(figure_at(fund, *path) for fund in funds)
        if total is not None:
            leaf = ("合计",) if len(path) == 2 else ("合计", "决算") if path == ("基本支出",) else ("决算",)
            set_at(spending, (*path, *leaf), total, SUM)
    total = sum_of(
        [*(figure_at(fund, "合计") for fund in funds), *(figure_at(spending, name) for name in OTHER_SPENDING)]
    )
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


def _income(income: Item, spending: Item) -> None:
    for name in FISCAL:
        fund = spending.item(name)
        if fund is not None:
            _fiscal_income(income, fund, name)
    other = spending.item("其他资金")
    if other is not None:
        _other_income(income, other)
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
    if opening is None and given is not None and spent is not None:
        left = minus(plus(spent, closing), given)
        if left is not None and not _nought(left):
            put(fund, "年初结转", left, OPENING)
    elif spent is not None:
        for row in items:
            income_of(row)
        come = minus(plus(spent, closing), opening)
        if come is not None:
            set_at(income, (name, "决算"), come, NO_OPENING if opening is None else CARRY)


def _nought(figure: Figure) -> bool:
    return figure.low <= 0 <= figure.high


def _other_income(income: Item, other: Item) -> None:
    """Income that is no appropriation, by the source that its items name."""
    by_source: dict[str, list[Figure]] = {}
    for row in leaves(other.rows("科目")):
        income_of(row)
        come, source = figure_at(row, "收入"), row.text("收入来源") or "其他收入"
        if come is not None:
            by_source.setdefault(source if source in INCOMES else "其他收入", []).append(come)
    for source, figures in by_source.items():
        total = sum_of(figures)
        if total is not None:
            set_at(income, (source, "决算"), total, SUM)


def _grand_totals(root: Item, income: Item, spending: Item) -> None:
    left = sum_of([figure_at(income, "合计"), figure_at(income, "使用非财政拨款结余"), figure_at(income, "年初结转")])
    if left is not None:
        set_at(root, ("收支总计", "决算"), left, SUM)
    fiscal = sum_of(
        plus(figure_at(spending, name, "合计"), figure_at(spending, name, "年末结转"))
        for name in FISCAL
        if spending.item(name) is not None
    )
    if fiscal is not None:
        set_at(root, ("财政拨款总计", "决算"), fiscal, SUM)
    _same_as_all(root)


def _same_as_all(root: Item) -> None:
    """Where all money is appropriation, what was said of the one total holds for the other (said once)."""
    every, fiscal = root.item("收支总计"), root.item("财政拨款总计")
    one, other = figure_at(every), figure_at(fiscal)
    if every is None or fiscal is None or one is None or other is None or one.value != other.value:
        return
    for name in ("上年", "增减原因"):
        value = every.entries.get(name)
        if name not in fiscal.entries and value is not None:
            assign(fiscal, name, replace(value, place=None) if isinstance(value, Figure) else value)


__all__ = ["FISCAL", "FUNDS", "INCOMES", "accounts"]
