"""A pie chart in, its slices in DrawingML out: every share in the legend, the large ones at their slices too.

Labels of small neighbouring slices would lie on each other, and no program moves all of them apart; a legend cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ...document import Chart
from ...source import width as display_width
from ...style import Style
from ..shares import given_in_percent, printed_shares, shares
from . import measure
from .shapes import Drawn, fill, layout, legend, number_form, numbers, shown, texts
from .workbook import Formula, SheetColumn

_LABELLED = Decimal("0.07")
"""A smaller slice's label would touch its neighbour's: 7 % of a circle of 30 mm is as long as the label is wide."""
_PLOT = layout(0.06, 0.12, 0.36, 0.76, inner=True)
_LEGEND, _MOST = 0.5, 0.49
"""Where the legend begins and its widest: the longest kind of income (国有资本经营预算财政拨款收入) takes one line."""
_EDGE = 0.02
_KEY, _LEADING = 3, 1.7
"""Room for an entry's key, and from entry to entry, in the type's size."""
_TWENTIETHS = 20


def pie(block: Chart, style: Style, width: int) -> Drawn:
    """The first series alone."""
    series = block.series[0]
    values = [*series.values, *[Decimal(0)] * len(block.categories)][: len(block.categories)]
    given, printed = given_in_percent(block), printed_shares(block)
    labels = [f"{name} {share}" for name, share in zip(block.categories, printed, strict=True)]
    slices = "".join(f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/>{fill(n)}</c:dPt>' for n in range(len(values)))
    form = number_form(values)
    plot = (
        '<c:pieChart><c:varyColors val="1"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:tx>{texts(1, 1, [series.name])}</c:tx>{slices}{_labels(shares(values), given, form)}"
        f"<c:cat>{texts(0, 2, labels)}</c:cat><c:val>{numbers(1, values, form)}</c:val></c:ser>"
        '<c:firstSliceAng val="0"/></c:pieChart>'
    )
    formulas = [Formula(_formula(n, len(values), given, form), label) for n, label in enumerate(labels, 2)]
    columns = (SheetColumn("", formulas), SheetColumn(series.name, values), SheetColumn("", block.categories))
    return Drawn(_PLOT, plot, legend("r", _placed(labels, style, width)), columns)


def _placed(labels: Sequence[str], style: Style, width: int) -> str:
    """As wide as its longest entry, so that it stays one column, and in the middle."""
    size = style.chart.font.size
    longest = max((display_width(label) / 2 + _KEY for label in labels), default=0) * size * _TWENTIETHS / width
    height = min(len(labels) * _LEADING * size * _TWENTIETHS / measure.from_mm(style.chart.height), 1 - 2 * _EDGE)
    return layout(_LEGEND, round((1 - height) / 2, 4), round(min(longest, _MOST), 4), round(height, 4))


def _labels(parts: Sequence[Decimal], given: bool, form: str) -> str:
    left_out = "".join(
        f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>' for n, share in enumerate(parts) if share < _LABELLED
    )
    # the quotes make the sign a letter: a bare one would multiply by a hundred
    code = f"{form}&quot;%&quot;" if given else "0.00%"
    return (
        f'<c:dLbls>{left_out}<c:numFmt formatCode="{code}" sourceLinked="0"/><c:dLblPos val="outEnd"/>'
        f'{shown(value=given, percent=not given)}<c:showLeaderLines val="0"/></c:dLbls>'
    )


def _formula(row: int, count: int, given: bool, form: str) -> str:
    """Makes a legend's entry anew when a figure is edited."""
    if given:
        return f'=C{row}&" "&TEXT(B{row},"{form}")&"%"'
    return f'=C{row}&" "&TEXT(B{row}/SUM(B$2:B${count + 1}),"0.00%")'
