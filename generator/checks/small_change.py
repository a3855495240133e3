"""Money that was written in 元 where all around it is in 万元, and that comes to next to nothing, in; what to ask of it out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..amount import MONEY
from ..codes import orders as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Value
from ..pack import Pack
from ..wording import with_unit
from .explained import Unexplained
from .survey import Survey, survey

CHAPTERS = frozenset(("支出", "政府采购", "项目", "未自评项目", "项目合计", "预算绩效"))
"""What is told in tens of thousands; a meal, interest and the like come to small change."""
ITEMISED = frozenset(("支出明细", "合同", "人员经费", "公用经费"))
"""What may be small change: an item of expenses."""
LEAST = Decimal(200)
"""In 元: below it no budget is made and no report is told."""
MANY = 3
"""So many figures in the file's own unit for each in another tell that this one is the stranger."""
SMALL_UNIT = "元"


def amounts(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, by how a figure was written: 5.00元 in a table of 万元 is most likely 5.00万元."""
    own = figures.text("金额单位") or SMALL_UNIT
    if MONEY.get(own, Decimal(1)) <= 1:
        return
    if not any(_in_small_unit(value) for item in survey(figures).records for value in item.entries.values()):
        return
    told = list(_written(figures))
    others = [one for one in told if one[2].unit.name == SMALL_UNIT]
    if not others or len(told) - len(others) < MANY * len(others):
        return
    for item, key, figure in others:
        if 0 < figure.value < LEAST and figure.place is not None:
            amount = with_unit(figure, pack.wording)
            said = f"{survey(figures).called(item, key)}{amount}，别的金额都以{own}计，多半是单位写错"
            advice = f"核对单位：是{own}的，去掉数后的“元”；真是{amount}的，在同一处加“说明: ……”"
            found = Diagnostic(codes.UNIT, said, Label(figure.place), help=advice)
            yield Unexplained(item, found, own=True)


def _in_small_unit(value: Value) -> bool:
    return type(value) is Figure and value.shown.unit.name == SMALL_UNIT


def _written(figures: Item) -> Iterator[tuple[Item, str, Figure]]:
    """Every amount of these chapters as it was written, with what it stands in and its key there."""
    report = survey(figures)
    for item in report.records:
        if report.chapter(item, "") not in CHAPTERS or _itemised(item, report):
            continue
        for key, value in item.entries.items():
            figure = value.shown if isinstance(value, Figure) else None
            if figure is not None and figure.unit.dimension == "money" and figure.place is not None:
                yield item, key, figure


def _itemised(item: Item, report: Survey) -> bool:
    outer: Item | None = item
    while outer is not None:
        if report.key(outer) in ITEMISED:
            return True
        outer = report.around(outer)
    return False
