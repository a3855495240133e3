"""Figures that are compared (数) in, those that stand above their budget, or look written in another unit, out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..codes import orders as codes
from ..derive.sums import Unknown, figure_at
from ..diagnostic import Diagnostic, Severity
from ..figure import Figure, Item, Rows
from ..pack import Pack
from ..wording import with_unit
from .comparing import above, places
from .explained import Unexplained
from .increases import compared
from .naming import projects_of
from .slips import UNIT_STEP, far

COMING_IN = ("收入", "收支总计", "财政拨款总计")
"""More of these than was planned is no spending without a budget."""
KEPT = "三公经费"
MANIFOLD = 100
"""So many times the budget no project spends on one thing."""
SPENT = (("决算", "年初预算"), ("决算", "全年预算"), ("决算", "上年"))
FUNDS = (("执行", "全年预算"), ("到位", "全年预算"), ("年初预算", "全年预算"), ("执行", "年初预算"))
YEARLY = ("收入预算", "支出预算", "收入", "支出")
PAYMENT = (("已付", "应付"),)
CONTRACT = (("金额", "审定"), ("金额", "控制价"), ("审定", "控制价"))


def amounts(figures: Item, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    """Of its own shape, factors of 10,000: every 数, then what projects and contracts tell of money; one figure is told once."""
    for item, name in compared(figures):
        spent = item.figure("决算")
        if spent is None:
            continue
        found = _apart(item, SPENT, f"“{name}”", pack) or _over_budget(item, spent, name, pack)
        if found is not None:
            yield found
    for project, name in projects_of(figures):
        funds = project.item("资金")
        for item in (funds, *funds.rows("来源")) if funds is not None else ():
            found = _apart(item, FUNDS, name, pack)
            if found is not None:
                yield found
        for contract in project.rows("合同"):
            for item in (contract, *contract.rows("付款")):
                found = _apart(item, CONTRACT if item is contract else PAYMENT, f"{name}合同", pack)
                if found is not None:
                    yield found
        yield from _details(project, name, pack)
    yield from _years(figures, pack)


def _over_budget(item: Item, spent: Figure, name: str, pack: Pack) -> Unexplained | None:
    """决算 above 全年预算, the budget as it was changed; a total that is explained explains what is below it.

    The budget of 三公经费 is not raised during the year, so that 年初预算 will do for it, if there was one.
    """
    column = "全年预算" if "全年预算" in item.entries or not name.startswith(KEPT) else "年初预算"
    budget = item.figure(column)
    if budget is None or name.startswith(COMING_IN) or not above(spent, budget):
        return None
    if column == "年初预算" and not budget.value:
        return None
    at, labels = places(spent, budget)
    if at is None:
        return None
    said = f"“{name}”决算数{with_unit(spent, pack.wording)}大于{column}{with_unit(budget, pack.wording)}"
    advice = (
        "全年预算填调整后的数；" if column == "全年预算" else "核对两个数；"
    ) + "情况属实的，在同一处加“差异原因: ……”"
    return Unexplained(item, Diagnostic(codes.ABOVE, said, at, labels, help=advice), ("差异原因",))


def _apart(item: Item, pairs: tuple[tuple[str, str], ...], name: str, pack: Pack) -> Diagnostic | Unexplained | None:
    """Two figures of one thing that are some 10,000 times apart, and no sum to tell it by.

    Where one was written in 元 and the other in 万元, what was explained of them (a budget not spent) is something else.
    """
    for key, other in pairs:
        one, base = item.figure(key), item.figure(other)
        if one is None or base is None or not far(one, base):
            continue
        at, labels = places(one, base)
        if at is not None:
            said = (
                f"{name}的“{key}”{with_unit(one, pack.wording)}与“{other}”{with_unit(base, pack.wording)}"
                "相差约一万倍，多半是单位写错"
            )
            two = one.shown.unit.name != base.shown.unit.name
            where = "写在“核对说明”里" if two else "在同一处加“说明: ……”"
            found = Diagnostic(codes.UNIT, said, at, labels, help=f"核对两个数的单位（元、万元）；确实如此的，{where}")
            return found if two else Unexplained(item, found)
    return None


def _years(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """历年: a year's four figures, each against the one before it in its row, or the last row's."""
    before: Figure | None = None
    for row in figures.rows("历年"):
        for key in YEARLY:
            try:
                figure = figure_at(row, key)
            except Unknown:
                continue
            if figure is None or not figure.value:
                continue
            at, labels = places(figure, before) if before is not None and far(figure, before) else (None, ())
            if at is not None and before is not None:
                said = (
                    f"“历年”{row.text('年度')}年的“{key}”{with_unit(figure, pack.wording)}"
                    f"与前一个数{with_unit(before, pack.wording)}相差约一万倍，多半是单位写错"
                )
                yield Diagnostic(codes.UNIT, said, at, labels, help="核对两个数的单位（元、万元）")
                return
            before = figure


def _details(project: Item, name: str, pack: Pack) -> Iterator[Diagnostic]:
    """An item of 支出明细 that alone is far above the year's budget, and would be within it in the other unit.

    Where the project's spending was given too, the sum tells it (P101).
    """
    for row, figure, budget in mistyped(project):
        at, labels = places(figure, budget)
        if at is not None:
            yield Diagnostic(
                codes.UNIT,
                f"{name}支出明细“{row.text('名称')}”{with_unit(figure, pack.wording)}"
                f"大于全年预算{with_unit(budget, pack.wording)}，多半是单位写错",
                at,
                labels,
                help="核对单位：把元写成了万元的，在数后写“元”",
                severity=Severity.ERROR,
            )


def mistyped(project: Item) -> Iterator[tuple[Item, Figure, Figure]]:
    """Rows of 支出明细 that alone make the project's spending too much, with their figure and the budget."""
    funds, rows = project.item("资金"), project.entries.get("支出明细")
    budget, spent = (funds.figure("全年预算"), funds.figure("执行")) if funds is not None else (None, None)
    if budget is None or spent is None or spent.control is not None or not isinstance(rows, Rows) or not budget.value:
        return
    for row in rows.items:
        figure = row.figure(row.kind.main or "金额")
        if figure is None or figure.value < budget.value * MANIFOLD:
            continue
        if spent.value - figure.value + figure.value / Decimal(UNIT_STEP) <= budget.high:
            yield row, figure, budget
