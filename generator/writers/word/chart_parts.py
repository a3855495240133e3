"""A chart in, its two parts out: the chart in DrawingML, which Word, WPS and LibreOffice draw, and its workbook."""

from __future__ import annotations

from msgspec import Struct

from ...document import Chart
from ...style import Style
from .bars import bars
from .namespaces import CHART, CHART_TYPE, DRAWING, RELATIONS, WORKBOOK_TYPE, relation
from .package import Part, PartLink, xml
from .pie import pie
from .shapes import text_properties
from .workbook import workbook


class ChartParts(Struct, frozen=True):
    chart: Part
    workbook: Part


def chart_parts(block: Chart, number: int, style: Style, width: int) -> ChartParts:
    """The parts of the document's `number`-th chart, `width` twentieths of a point wide."""
    drawn = pie(block, style, width) if block.kind == "pie" else bars(block, style, width)
    book = Part(f"word/embeddings/workbook{number}.xlsx", WORKBOOK_TYPE, workbook(drawn.columns))
    text = (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{RELATIONS}"><c:date1904 val="0"/>'
        '<c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f'<c:plotArea>{drawn.layout}{drawn.plot}</c:plotArea>{drawn.legend}<c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></c:spPr>{text_properties(style.chart.font)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    relations = (PartLink("rId1", relation("package"), book.name),)
    return ChartParts(Part(f"word/charts/chart{number}.xml", CHART_TYPE, xml(text), relations), book)
