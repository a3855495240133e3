"""Rows of years (历年), sources of money and contracts in; their sums and changes out."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from ..codes import relations as codes
from ..figure import NUMBER, Figure, Item, Working, exact
from ..subjects import Subjects
from .comparisons import change
from .subjects import name_rows
from .sums import Unknown, figure_at, minus, sum_if_all, sum_of
from .tree import assign, put
from .unread import unknown

SUM = Working(codes.ACCOUNT.id, "各分项之和")
THIS_YEAR = Working(codes.ACCOUNT.id, "本年度的合计", "", ("合计",))
LEFT = Working(codes.BALANCE.id, "收入减支出", "-", ("收入", "支出"))
SPENT = "执行"
SOURCES = ("年初预算", "全年预算", "到位", SPENT)


def years(root: Item, names: Subjects) -> None:
    """历年: sums by class, balances, and each year's budget against the year before it in the list."""
    before: Item | None = None
    for year in root.rows("历年"):
        with suppress(Unknown):
            if year.text("年度") == root.text("年度"):
                _this_year(year, root)
            _year(year, before, names)
        before = year


def _this_year(year: Item, root: Item) -> None:
    """The report's own year: what its accounts (收入, 支出) say need not be written twice."""
    for name in ("收入", "支出"):
        total = figure_at(root.item(name), "合计")
        if total is not None:
            put(year, name, total._replace(parts=(total,), control=None), THIS_YEAR)


def _year(year: Item, before: Item | None, names: Subjects) -> None:
    for name in ("收入预算", "支出预算"):
        budget = year.item(name)
        if budget is None:
            continue
        rows = budget.rows("科目")
        name_rows(rows, names.functions, names.shared)
        total = sum_if_all([figure_at(row, "金额") for row in rows])
        if total is not None:
            put(budget, "合计", total, SUM)
        this, last = figure_at(budget, "合计"), figure_at(before, name)
        if this is not None and last is not None:
            change(budget, this.shown, last.shown)
    left = minus(figure_at(year, "收入"), figure_at(year, "支出")) if figure_at(year, "支出") is not None else None
    if left is not None:
        put(year, "结余", left, LEFT)


def sources_and_contracts(root: Item) -> None:
    """资金 from its 来源, and the contracts' sums."""
    for project in root.rows("项目"):
        funds = project.item("资金")
        with suppress(Unknown):
            if funds is not None:
                _sources(funds)
        for contract in project.rows("合同"):
            with suppress(Unknown):
                _contract(contract)


def _sources(funds: Item) -> None:
    rows = funds.rows("来源")
    for name in SOURCES:
        try:
            total = sum_of(figure_at(row, name) for row in rows)
            if total is not None and not (name != SPENT and _left_open(rows, name)):
                put(funds, name, total, Working(codes.ACCOUNT.id, "各来源之和"))
        except Unknown:
            unknown(funds, name)
    for row in rows:
        spent, come = figure_at(row, "执行"), figure_at(row, "到位") or figure_at(row, "全年预算")
        if spent is not None and come is not None:
            left = minus(come, spent)
            if left is not None:
                put(row, "结余", left, Working(codes.BALANCE.id, "到位减执行", "-", ("到位", "执行")))


def _left_open(rows: tuple[Item, ...], name: str) -> bool:
    """Whether a source was spent of which nobody says what it had: the others' sum is not what the project had."""
    spent = (figure_at(row, SPENT) for row in rows if figure_at(row, name) is None)
    return any(figure is not None and figure.value for figure in spent)


def _contract(contract: Item) -> None:
    yearly = {
        int(n.value): figure_at(row, "金额") for row in contract.rows("分年") if (n := row.figure("年")) is not None
    }
    total = sum_if_all(list(yearly.values()))
    if total is not None:
        put(contract, "金额", total, Working(codes.ACCOUNT.id, "各年之和"))
    paid: list[Figure] = []
    for number, payment in enumerate(contract.rows("付款"), 1):
        assign(payment, "期", exact(Decimal(number), NUMBER))
        year, rate = payment.figure("年"), figure_at(payment, "比例")
        base = yearly.get(int(year.value)) if year is not None else figure_at(contract, "金额")
        if base is not None and rate is not None:
            put(
                payment,
                "应付",
                _portion(base, rate),
                Working(codes.ACCOUNT.id, "当年合同额乘比例", "×", ("合同额", "比例")),
            )
        given = figure_at(payment, "已付")
        if given is not None:
            paid.append(given)
            assign(payment, "已付合计", sum_of(paid) or given)


def _portion(base: Figure, rate: Figure) -> Figure:
    """A share of a contract: the rate is exact, as contracts state it (30%), unless its decimals are those of a quotient."""
    value, quotient = base.value * rate.value, (rate.decimals or 0) > 1
    low, high = (rate.low, rate.high) if quotient else (rate.value, rate.value)
    return Figure(value, base.low * low, base.high * high, base.unit, None, None, (base, rate))
