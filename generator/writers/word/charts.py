"""A chart (图) in, its drawing and caption added to the sheet, and the parts behind it."""

from __future__ import annotations

from ...document import Chart, text_of
from .chart_parts import chart_parts
from .namespaces import CHART, DRAWING, PLACED
from .runs import attribute, pen
from .sheet import Sheet

_TWIP = 635
_MM = 36_000
"""English metric units, in which drawings are measured."""


def write_chart(block: Chart, sheet: Sheet) -> None:
    """In the line of a paragraph of its own, its caption below on the same page."""
    number = len(sheet.charts) + 1
    sheet.charts.append(chart_parts(block, number, sheet.style, sheet.width))
    width, height = sheet.width * _TWIP, round(sheet.style.chart.height * _MM)
    described = attribute(text_of(block.caption))
    drawing = (
        f'<w:drawing><wp:inline xmlns:wp="{PLACED}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr="{described}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" '
        f'r:id="{chart_id(number)}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    opening = sheet.body.openings[0].partition("<w:t ")[0]
    sheet.paragraph("Figure", f"{opening}{drawing}</w:r>")
    if block.caption:
        sheet.paragraph("FigureCaption", pen(sheet.style.chart.caption).runs(block.caption))


def chart_id(number: int) -> str:
    """The relationship's id of a chart."""
    return f"chart-{number}"
