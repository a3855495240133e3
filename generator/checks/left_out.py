"""Items (科目) of spending in, the few out that differ from their budget and do not say why, where all others do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..codes import explained as codes
from ..codes.orders import ABOVE
from ..derive.accounts import FUNDS
from ..derive.none import says_nothing
from ..derive.subjects import leaves
from ..diagnostic import Diagnostic
from ..figure import Figure, Item
from ..pack import Pack
from ..wording import with_unit
from .comparing import places
from .explained import Unexplained
from .following import contradicted

REASONS = ("差异原因", "说明")
OTHERS = 3
"""So many items with their reason for each that has none tell that it was forgotten, or that a figure is wrong."""


def items(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, one row against the others: what a total explains does not say why this item alone is without a word."""
    spending = figures.item("支出")
    for name in FUNDS if spending is not None else ():
        fund = spending.item(name) if spending is not None else None
        told: list[Decimal] = []
        open_: list[tuple[Item, Figure, Figure, str]] = []
        for row in leaves(fund.rows("科目")) if fund is not None else ():
            pair = _different(row)
            if pair is None:
                continue
            if any((said := row.get(key)) is not None and not says_nothing(said) for key in REASONS):
                told.append(_share(*pair[:2]))
            elif row.get("差异原因") is None:  # a reason that is 无 is told of itself
                open_.append((row, *pair))
        if open_ and len(told) >= OTHERS * len(open_):
            for row, spent, budget, column in open_:
                if min(told) <= _share(spent, budget):  # smaller differences are explained
                    yield from _found(row, spent, budget, column, pack)


def _share(spent: Figure, budget: Figure) -> Decimal:
    """How far from the budget, as a share of the larger one."""
    return abs(spent.value - budget.value) / max(abs(spent.value), abs(budget.value))


def _different(row: Item) -> tuple[Figure, Figure, str] | None:
    """决算 and the budget that it is not, whatever was rounded: the one as it began, else as it was changed."""
    column = "年初预算" if row.figure("年初预算") is not None else "全年预算"
    spent, budget = row.figure("决算"), row.figure("年初预算") or row.figure("全年预算")
    if spent is None or budget is None or spent.agrees(budget) or contradicted((spent, budget)):
        return None
    return spent, budget, column


def _found(row: Item, spent: Figure, budget: Figure, column: str, pack: Pack) -> Iterator[Unexplained]:
    at, labels = places(spent, budget)
    if at is not None:
        name = row.text("名称") or row.text("科目") or ""
        said = (
            f"“{name}”决算数{with_unit(spent, pack.wording)}不等于{column}{with_unit(budget, pack.wording)}，"
            "没有写差异原因，别的科目都写了"
        )
        advice = "核对两个数，看是否抄错；没有错的，在同一行加“差异原因: ……”"
        found = Diagnostic(codes.LEFT_OUT, said, at, labels, help=advice)
        yield Unexplained(row, found, own=True, unless=(codes.SLOW, ABOVE))
