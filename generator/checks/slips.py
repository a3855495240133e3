"""Two figures that should be one in, the slip that makes one of the other out: a unit, a decimal point, two digits swapped.

Only asked once a relation has failed: the words go into its help.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from ..figure import Figure
from ..pack import Wording
from ..wording import with_unit

UNIT_STEP = 10_000
"""万元 is so many 元."""
SMALL = 1000
"""In 元: figures below that are small change, and may be any number of times one another."""
STEPS = {UNIT_STEP: "", 1000: "三位", 100: "两位", 10: "一位"}
CLOSE = Decimal("0.005")
"""A scaled figure of few digits stands for a wide range; so near must its own value come."""
MOST = 40
"""Among so many parts at most the one that was mistyped is looked for."""


def far(one: Figure, other: Figure) -> bool:
    """Whether one is between 5,000 and 20,000 times the other: a unit that was mistaken rather than a change."""
    small, large = sorted((one.shown.value, other.shown.value))
    if small <= 0 or large < SMALL or large.adjusted() - small.adjusted() < 3:
        return False
    return UNIT_STEP * small <= large * 2 and large <= UNIT_STEP * small * 2


def slip(written: Figure, right: Figure) -> str:
    """What most likely happened to `right` when it was `written`; "" where nothing known did."""
    if not written.value or not right.value or written.unit.dimension not in ("money", "rate"):
        return ""
    for step, places in STEPS.items():
        for larger, factor in ((True, Decimal(step)), (False, 1 / Decimal(step))):
            if _same(written, _times(right, factor)):
                return f"小数点多半错了{places}" if places else _wrong_unit(written, larger=larger)
    return "多半是相邻两位数字颠倒了" if swapped(written, right) else ""


def slip_in_parts(figure: Figure, control: Figure, sign: str, wording: Wording) -> str:
    """Which one part of a sum or difference, mistyped, explains that it is not the figure that was written."""
    if sign == "÷" and len(figure.parts) == 2 and swapped(*figure.parts):
        return "两个数多半有一个相邻两位数字颠倒了"
    if sign not in ("+", "-") or not 1 < len(figure.parts) <= MOST:
        return ""
    for number, part in enumerate(figure.parts):
        gap = control.value - figure.value
        wanted = part.value + (-gap if sign == "-" and number else gap)
        low, high = wanted - (figure.high - figure.low), wanted + (figure.high - figure.low)
        found = slip(part.shown, part._replace(value=wanted, low=low, high=high, control=None)) if wanted > 0 else ""
        if found:
            return f"分项{with_unit(part._replace(control=None), wording)}{found}"
    return ""


def _times(figure: Figure, factor: Decimal) -> Figure:
    return figure._replace(
        value=figure.value * factor, low=figure.low * factor, high=figure.high * factor, control=None
    )


def _same(one: Figure, other: Figure) -> bool:
    return one.agrees(other) and abs(one.value - other.value) <= CLOSE * abs(one.value)


def _wrong_unit(written: Figure, *, larger: bool) -> str:
    if larger and written.unit.name == "万元":
        return "多半是把元写成了万元"
    if not larger and written.unit.name == "元":
        return "多半是把万元写成了元"
    return "多半是金额单位写错，差一万倍"


def swapped(written: Figure, right: Figure) -> bool:
    """Whether two neighbouring digits changed places: 236.61 for 263.61."""
    one, other = (_digits(figure, written) for figure in (written, right))
    if len(one) != len(other):
        return False
    wrong = [number for number, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(wrong) == 2 and any(
        pair == (wrong[0], wrong[1]) and one[pair[0]] == other[pair[1]] and one[pair[1]] == other[pair[0]]
        for pair in pairwise(range(len(one)))
    )


def _digits(figure: Figure, like: Figure) -> str:
    return f"{abs(figure.value) / like.unit.factor:.{like.decimals or 0}f}".replace(".", "")
