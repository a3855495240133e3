"""Figures in, their sum, product, share and comparison out, with the bounds of what was written (区间算术)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Context as DecimalContext
from decimal import Decimal

from ..amount import PRECISION
from ..figure import NUMBER, Figure, Unit
from .context import Absent, Context, TooLarge

PERCENT = Unit("rate", "%")
_QUOTIENTS = DecimalContext(prec=PRECISION + 12)
"""Longer than what comes of them, so that a third taken three times is the whole again."""
_NOUGHT = Decimal(0)
MOST_POWER = 85
"""Digits before the point of anything computed, so that it can be printed with its decimals (amount.PRECISION); the product
of three of the longest written figures in 元 has 84."""


Sign = Callable[[Figure, Figure], bool]

COMPARE: dict[str, Sign] = {
    "=": lambda a, b: a.agrees(b),
    "!=": lambda a, b: not a.agrees(b),
    ">": lambda a, b: a.value > b.value and not a.agrees(b),
    "<": lambda a, b: a.value <= b.value and not a.agrees(b),
    ">=": lambda a, b: a.value > b.value or a.agrees(b),
    "<=": lambda a, b: a.value <= b.value or a.agrees(b),
}
"""Equal means that both can be the same figure; greater and less mean beyond what rounding explains."""


def _result_unit(a: Figure, b: Figure, context: Context) -> Unit:
    if a.unit is b.unit or a.unit == b.unit:
        return a.unit
    if a.unit.dimension == b.unit.dimension == "money":
        return Unit("money", context.money_unit)
    if a.unit.dimension == b.unit.dimension:
        return a.unit if a.unit.name else b.unit
    if _nothing(a) or _nothing(b):
        return b.unit if _nothing(a) else a.unit
    raise TypeError("单位不同的数不能加减")


def _nothing(figure: Figure) -> bool:
    """A plain 0, which is nothing of whatever is counted."""
    return figure.unit == NUMBER and figure.low == figure.high == 0


def add(a: Figure, b: Figure, context: Context) -> Figure:
    return Figure(a.value + b.value, a.low + b.low, a.high + b.high, _result_unit(a, b, context), None, None, (a, b))


def subtract(a: Figure, b: Figure, context: Context) -> Figure:
    return Figure(a.value - b.value, a.low - b.high, a.high - b.low, _result_unit(a, b, context), None, None, (a, b))


def multiply(a: Figure, b: Figure, context: Context) -> Figure:
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    unit = b.unit if a.unit.dimension in ("count", "rate") else a.unit
    return Figure(_bounded(a.value * b.value), min(corners), max(corners), unit, None, None, (a, b))


def divide(a: Figure, b: Figure, context: Context) -> Figure:
    """A share of the same dimension is a rate; the base 0, or one that rounding cannot tell from 0, has no quotient."""
    if b.value == 0 or b.low <= 0 <= b.high:
        raise Absent
    divided, low, high = _QUOTIENTS.divide, a.low, a.high
    if b.low > 0:  # the usual base: which two of the four corners are the outermost is known
        low, high = divided(low, b.high if low > 0 else b.low), divided(high, b.low if high > 0 else b.high)
    else:
        low, high = divided(high, b.high if high > 0 else b.low), divided(low, b.low if low > 0 else b.high)
    unit = PERCENT if a.unit is b.unit or a.unit.dimension == b.unit.dimension else a.unit
    return Figure(_bounded(divided(a.value, b.value)), low, high, unit, None, None, (a, b))


def _bounded(value: Decimal) -> Decimal:
    """A result that can still be printed: written ones have few digits, but products of products have no end."""
    if value.adjusted() > MOST_POWER:
        raise TooLarge(f"算出的数超过 {MOST_POWER} 位")
    return value


ARITHMETIC = {"+": add, "-": subtract, "*": multiply, "/": divide}


def add_up(figures: Sequence[Figure], context: Context) -> Figure:
    """The sum of one figure or more."""
    unit = figures[0].unit
    other = next((figure for figure in figures if figure.unit is not unit and figure.unit != unit), None)
    if other is not None:
        unit = _result_unit(figures[0], other, context)
    value = low = high = _NOUGHT
    for figure in figures:
        value, low, high = value + figure.value, low + figure.low, high + figure.high
    return Figure(value, low, high, unit, None, None, tuple(figures))
