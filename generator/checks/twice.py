"""One fact in two places of a file in, those that contradict each other out: what no relation works out from the other."""

from __future__ import annotations

from collections.abc import Iterator

from ..amount import RATES, Amount, read_amount
from ..codes import orders as codes
from ..derive.spending import WHOLES
from ..derive.sums import Unknown, figure_at, sum_of
from ..diagnostic import Diagnostic, Label, Severity
from ..figure import Figure, Item, Text
from ..pack import Pack
from ..wording import with_unit
from .naming import projects_of

COLUMNS = ("年初预算", "全年预算", "上年")
SATISFACTION = "满意度"


def satisfaction(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """How satisfied people are, as the text has it and as the only indicator of it."""
    for project, name in projects_of(figures):
        told = project.item("绩效")
        rate = told.figure(SATISFACTION) if told is not None else None
        rows = [row for row in project.rows("指标") if (row.text("一级") or "").startswith(SATISFACTION)]
        done = rows[0].entries.get("完成") if len(rows) == 1 else None
        if rate is None or rate.place is None or not isinstance(done, Text):
            continue
        read = read_amount(done.text.strip())
        if isinstance(read, Amount) and read.unit in RATES and read.value * RATES[read.unit] != rate.value:
            yield Diagnostic(
                codes.TWICE,
                f"{name}“绩效.满意度”{with_unit(rate, pack.wording)}与指标“{rows[0].text('指标')}”的完成{done.text}不一致",
                Label(rate.place, SATISFACTION),
                (Label(done.place, "完成"),),
                help="核对两处，改成一个数；说的不是一回事的，在“满意度说明”里写明、不写“满意度”",
                severity=Severity.WARNING,
            )


def columns(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, a sum of which parts are missing: a budget or last year's figure of 三公 that some part lacks."""
    costs = figures.item("三公经费")
    for whole, parts in WHOLES if costs is not None else ():
        for column in COLUMNS:
            there = [part for part in parts if costs is not None and costs.item(part) is not None]
            try:
                given = figure_at(costs, whole, column)
                told = {part: figure_at(costs, part, column) for part in there}
                open_ = [one for part in there if told[part] is None for one in _open(costs, part, column)]
                sum_ = sum_of(told.values())
            except Unknown:
                continue
            if given is None or given.place is None or sum_ is None or not open_ or sum_.agrees(given):
                continue
            yield Diagnostic(
                codes.DIVIDED,
                f"“三公经费.{whole}.{column}”{with_unit(given, pack.wording)}，各项里只有{with_unit(sum_, pack.wording)}："
                f"{'、'.join(open_)}没有写{column}",
                Label(given.place, column),
                tuple(Label(one.place, column) for one in told.values() if one is not None and one.place is not None),
                help=f"表上分项列{column}：在{'、'.join(f'“{part}”' for part in open_)}里写上“{column}: ……”",
            )


def _open(costs: Item | None, part: str, column: str) -> list[str]:
    """The expenses without that column: a part, or what a part that nobody wrote is the sum of."""
    holder = costs.item(part) if costs is not None else None
    inner = dict(WHOLES).get(part, ()) if holder is not None and holder.place is None else ()
    parts = [one for one in inner if figure_at(costs, one, column) is None] or [part]
    return [one for one in parts if _spent(figure_at(costs, one))]


def _spent(figure: Figure | None) -> bool:
    return figure is not None and bool(figure.value)
