"""Figures, texts and colours of a chart in, the pieces of DrawingML that bars and pies are both made of out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from ...style import Font
from ..shares import COLORS
from .runs import attribute, escaped
from .workbook import SHEET, SheetColumn, letter

_PATTERNS = ("", "wdUpDiag", "dkHorz", "smGrid")
"""Each round through the colours has its pattern."""
EDGE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
THIN = '<a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln>'


class Drawn(Struct, frozen=True):
    """A chart's plot with its place and legend in DrawingML, and the columns of its workbook."""

    layout: str
    plot: str
    legend: str
    columns: tuple[SheetColumn, ...]


def text_properties(font: Font, turned: bool = False) -> str:
    """Size and fonts of a chart's texts, named as in the rest of the report."""
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    return f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{_run(font)}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def _run(font: Font) -> str:
    latin, chinese = attribute(font.latin), attribute(font.chinese)
    return (
        f'<a:defRPr sz="{round(font.size * 100)}" b="{int(font.bold)}"><a:solidFill><a:srgbClr val="000000"/>'
        f'</a:solidFill><a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/></a:defRPr>'
    )


def axis_title(text: str, font: Font) -> str:
    """The unit, level at the head of its axis."""
    return (
        '<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr>'
        f'{_run(font)}</a:pPr><a:r><a:rPr lang="zh-CN"/><a:t>{escaped(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.01"/><c:y val="0.02"/>'
        '</c:manualLayout></c:layout><c:overlay val="0"/></c:title>'
    )


def fill(number: int) -> str:
    """The look of the `number`-th series or slice."""
    round_, place = divmod(number, len(COLORS))
    pattern, color = _PATTERNS[round_ % len(_PATTERNS)], f'<a:srgbClr val="{COLORS[place]}"/>'
    if not pattern:
        return f"<c:spPr><a:solidFill>{color}</a:solidFill>{EDGE}</c:spPr>"
    white = '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
    return f'<c:spPr><a:pattFill prst="{pattern}"><a:fgClr>{color}</a:fgClr>{white}</a:pattFill>{EDGE}</c:spPr>'


def cells(column: int, first: int, last: int) -> str:
    name = letter(column)
    end = f":${name}${last}" if last > first else ""
    return f"{SHEET}!${name}${first}{end}"


def texts(column: int, first: int, values: Sequence[str]) -> str:
    """A reference to cells of the workbook with the texts that they hold."""
    points = "".join(f'<c:pt idx="{n}"><c:v>{escaped(value)}</c:v></c:pt>' for n, value in enumerate(values))
    where = cells(column, first, first + len(values) - 1)
    return f'<c:strRef><c:f>{where}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'


def numbers(column: int, values: Sequence[Decimal], form: str) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{value:f}</c:v></c:pt>' for n, value in enumerate(values))
    where = cells(column, 2, len(values) + 1)
    return (
        f"<c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>{escaped(form)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def number_form(values: Sequence[Decimal]) -> str:
    """As many decimals as the figure with the most of them has."""
    places = max((max(-int(value.as_tuple().exponent), 0) for value in values), default=0)
    return "0." + "0" * places if places else "0"


def shown(*, value: bool = False, percent: bool = False) -> str:
    """What a data label says, in the order that the schema asks."""
    flags = (("LegendKey", False), ("Val", value), ("CatName", False), ("SerName", False), ("Percent", percent))
    return "".join(f'<c:show{name} val="{int(flag)}"/>' for name, flag in (*flags, ("BubbleSize", False)))


def legend(place: str, layout: str = "") -> str:
    return f'<c:legend><c:legendPos val="{place}"/>{layout}<c:overlay val="0"/></c:legend>'


def layout(x: float, y: float, width: float, height: float, inner: bool = False) -> str:
    """A place in shares of the chart's width and height."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x}"/><c:y val="{y}"/><c:w val="{width}"/><c:h val="{height}"/></c:manualLayout></c:layout>'
    )
