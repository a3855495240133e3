"""Rules between the two sides of the accounts (收入支出决算总表)."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import relations as codes
from ..derive.sums import Unknown, figure_at, sum_of
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item
from ..pack import Pack
from ..source import Place
from ..wording import with_unit


def both_sides(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """收入总计 = 支出总计 (财决01表 31=88)."""
    spending = figures.item("支出")
    try:
        left = figure_at(figures, "收支总计")
        right = sum_of([figure_at(spending, "合计"), figure_at(spending, "结余分配"), figure_at(spending, "年末结转")])
    except Unknown:
        return
    if spending is None or left is None or right is None or left.agrees(right):
        return
    places = [place for figure in (left, right) for place in _written(figure)]
    at = places[0] if places else spending.place
    if at is not None:
        yield Diagnostic(
            codes.BOTH_SIDES,
            f"收入总计{with_unit(left, pack.wording)}不等于支出总计{with_unit(right, pack.wording)}",
            Label(at),
            tuple(Label(place) for place in places[1:6]),
            help="核对年初结转、年末结转和各项收入",
        )


def _written(figure: Figure) -> list[Place]:
    """Where the figures that a sum comes from were written."""
    if figure.place is not None:
        return [figure.place]
    return [place for part in figure.parts for place in _written(part)]
