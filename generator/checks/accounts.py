"""Figures in, what does not agree between two tables of the accounts (决算表) out."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import relations as codes
from ..derive.accounts import FUNDS
from ..derive.sums import Unknown, figure_at, sum_if_all, sum_of
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


def basic_twice(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """基本支出 by function (05 表) = by economic class (06 表), for each fund that tells both."""
    spending = figures.item("支出")
    for name in FUNDS:
        fund = spending.item(name) if spending is not None else None
        basic = fund.item("基本支出") if fund is not None else None
        if fund is None or basic is None:
            continue
        try:
            items = sum_of(figure_at(row, "基本") for row in fund.rows("项"))
            costs = sum_if_all([figure_at(basic, "人员经费"), figure_at(basic, "公用经费")])
        except Unknown:
            continue
        if items is None or costs is None or items.agrees(costs):
            continue
        places = [*_written(costs), *_written(items)]
        if not places:
            continue
        yield Diagnostic(
            codes.BASIC_TWICE,
            f"“{name}”的基本支出，各科目之和是{with_unit(items, pack.wording)}，"
            f"人员经费与公用经费之和是{with_unit(costs, pack.wording)}",
            Label(places[0]),
            tuple(Label(place) for place in places[1:6]),
            help="核对各科目的“基本”和经济分类的各项",
        )


def _written(figure: Figure) -> list[Place]:
    """Where the figures that a sum comes from were written."""
    if figure.place is not None:
        return [figure.place]
    return [place for part in figure.parts for place in _written(part)]
