"""A bar chart in, its clustered columns with their axes in DrawingML out."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from ...document import Chart, Series
from ...style import Style
from .shapes import THIN, Drawn, axis_title, fill, legend, number_form, numbers, shown, text_properties, texts
from .workbook import SheetColumn

_CATEGORIES, _VALUES = 111_111_111, 222_222_222
"""The ids of the axes, unique within their part."""
_GAP = 80
"""Between clusters, percent of a bar's width."""
_PLOT = 0.85
"""The share of the chart's width that its plot takes."""
_TWENTIETHS = 20
_UPRIGHT = Decimal("1.3")
_DIGIT = 0.5
"""The width of a digit of the type's size; a point or a sign is narrower."""


def bars(block: Chart, style: Style, width: int) -> Drawn:
    figures = [value for series in block.series for value in series.values]
    form = number_form(figures)
    turned = _crowded(block, form, style, width)
    series = "".join(_series(block, number, one, form, turned, style) for number, one in enumerate(block.series))
    limits = f'<c:max val="{_room_above(max(figures)):f}"/>' if turned and max(figures) > 0 else ""
    limits += '<c:min val="0"/>' if all(figure >= 0 for figure in figures) else ""
    plot = (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{_GAP}"/><c:overlap val="0"/><c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/>'
        f"</c:barChart>{_category_axis()}{_value_axis(block, style, limits)}"
    )
    columns = (SheetColumn("", block.categories), *(SheetColumn(one.name, one.values) for one in block.series))
    return Drawn("<c:layout/>", plot, legend("b") if len(block.series) > 1 else "", columns)


def _room_above(largest: Decimal) -> Decimal:
    """The end of an axis with room for an upright label, at two figures: 1671.45 ends at 2200."""
    place = Decimal(1).scaleb(largest.adjusted() - 1)
    return (largest * _UPRIGHT / place).to_integral_value(ROUND_CEILING) * place


def _crowded(block: Chart, form: str, style: Style, width: int) -> bool:
    """Whether labels side by side would touch: then they stand upright on their bars."""
    clusters, count = len(block.categories), len(block.series)
    bar = width / _TWENTIETHS * _PLOT / max(clusters * (count + _GAP / 100), 1)
    places = len(form.partition(".")[2])
    longest = max((len(f"{value:.{places}f}") for one in block.series for value in one.values), default=0)
    room = bar if count > 1 else bar * (1 + _GAP / 100)
    return longest * _DIGIT * style.chart.font.size > room


def _series(block: Chart, number: int, series: Series, form: str, turned: bool, style: Style) -> str:
    count = len(block.categories)
    values = [*series.values, *[Decimal(0)] * (count - len(series.values))][:count]
    labels = (
        f'<c:dLbls><c:numFmt formatCode="{form}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{text_properties(style.chart.font, turned)}<c:dLblPos val="outEnd"/>{shown(value=True)}</c:dLbls>'
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>{texts(number + 1, 1, [series.name])}</c:tx>'
        f'{fill(number)}<c:invertIfNegative val="0"/>{labels}<c:cat>{texts(0, 2, block.categories)}</c:cat>'
        f"<c:val>{numbers(number + 1, values, form)}</c:val></c:ser>"
    )


def _category_axis() -> str:
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis(block: Chart, style: Style, limits: str) -> str:
    title = axis_title(block.unit, style.chart.font) if block.unit else ""
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr>{THIN}</c:spPr></c:majorGridlines>{title}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
