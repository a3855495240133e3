"""A value and a pack's wording in, the characters that a report prints out; rounding half up is done here only.

Digits are set by Babel in one locale (zh_CN); how many of them is ours: a written figure keeps the decimals it was
written with, a computed one takes the pack's.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from .amount import MONEY
from .figure import Day, Figure
from .pack import DATES, TYPED, Wording

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern


@lru_cache(maxsize=1)
def chinese() -> Locale:
    from babel import Locale

    return Locale.parse(
        "zh_Hans_CN"
    )  # as Babel calls zh_CN: what it does not call so, it looks for among a thousand files


@lru_cache(maxsize=64)
def _pattern(decimals: int, trim: bool, grouped: bool = False) -> NumberPattern:
    from babel.numbers import parse_pattern

    return parse_pattern(("#,##0" if grouped else "0") + ("." + ("#" if trim else "0") * decimals if decimals else ""))


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """四舍五入, also for negative figures away from zero (GB/T 8170 leaves half-even to measuring)."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@lru_cache(maxsize=1024)
def digits(value: Decimal, decimals: int, trim: bool, grouped: bool = False) -> str:
    rounded = round_half_up(value, decimals)
    text: str = _pattern(decimals, trim, grouped).apply(
        rounded + 0, chinese(), decimal_quantization=False, group_separator=grouped
    )
    return text.replace("-0", "0", 1) if rounded == 0 else text


def number(figure: Figure, wording: Wording, unit: str = "", decimals: int | None = None) -> str:
    """The digits alone, in `unit` (a unit of money) or in the figure's own.

    A computed sum has the decimals of its longest term where that was written with more than the pack's, so that no
    part is told more exactly than the whole.
    """
    shown = figure.shown
    unit = wording.printed_in(unit) if shown.unit.dimension == "money" else unit
    factor = MONEY[unit] if unit else shown.unit.factor
    value = shown.value / factor
    grouped = wording.grouped and shown.unit.dimension == "money"
    if decimals is not None:
        return digits(value, decimals, False, grouped)
    if wording.rates_fixed and shown.unit.dimension == "rate" and (shown.decimals is None or shown.place is not None):
        return digits(value, wording.rate_decimals, False)
    if shown.decimals is not None and (not unit or unit == shown.unit.name):
        return digits(value, shown.decimals, False, grouped)
    if shown.unit.dimension == "money":
        places = max(wording.money_decimals, _longest(shown) if unit in ("", shown.unit.name) else 0)
        return digits(value, places, wording.trim or (value == 0 and wording.money_unit != ""), grouped)
    if shown.unit.dimension == "rate":
        even = wording.trim_even and value == round_half_up(value, wording.rate_decimals)
        return digits(value, wording.rate_decimals, wording.trim or even)
    return digits(
        value,
        max(-int(value.normalize().as_tuple().exponent), 0)
        if value == value.to_integral_value()
        else wording.money_decimals,
        trim=True,
    )


def _longest(figure: Figure) -> int:
    """The most decimals that a term of a sum or a difference was written with, in the unit of the whole."""
    if figure.decimals is not None or (figure.working is not None and figure.working.sign not in ("+", "-")):
        return figure.decimals or 0
    terms = (part.shown for part in figure.parts if part.unit.dimension == "money")
    return max((_longest(term) for term in terms if term.unit.name == figure.unit.name), default=0)


def points(value: Decimal) -> str:
    """A score as it is told: 8.5分, 10分."""
    return f"{value.normalize():f}分"


def is_trace(figure: Figure, wording: Wording) -> bool:
    """Whether a figure that is not 0 is printed as 0, or is a difference that rounding explains (尾差): it is none."""
    shown = figure.shown
    if not shown.value or abs(shown.value) >= shown.unit.factor:
        return False
    difference = shown.working is not None and shown.working.sign == "-"
    return (difference and shown.low < 0 < shown.high) or not number(figure, wording).strip("-0.")


def with_unit(figure: Figure, wording: Wording, unit: str = "", decimals: int | None = None) -> str:
    """291.54万元, 95%, 3: the digits with the unit behind them."""
    unit = wording.printed_in(unit) if figure.shown.unit.dimension == "money" else unit
    return number(figure, wording, unit, decimals) + (unit or figure.shown.unit.name)


_DATES = dict(
    zip(
        DATES,
        (
            ("{.year}年", "{.month}月", "{.day}日"),
            ("{.year}年", "{.month:02}月", "{.day:02}日"),
            ("{.year}", "-{.month}", "-{.day}"),
        ),
        strict=True,
    )
)
"""What stands for the year, the month and the day, by the name of the form."""


def date_text(day: Day, form: str = DATES[0]) -> str:
    """2023年4月28日 (GB/T 9704-2012 7.3.5.4: Arabic numerals, no leading zeros); a month without its day, a year alone likewise."""
    if form == TYPED and day.written:
        return day.written
    parts = _DATES.get(form, _DATES[DATES[0]])[: 3 if day.day else 2 if day.month else 1]
    return "".join(part.format(day) for part in parts)
