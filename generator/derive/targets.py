"""A target (目标) and an actual value (完成) as typed in; whether it is met, and what share of the weight it earns, out.

Share of a target that was missed: 财预〔2020〕10号 gives 定量 indicators their weight by completed over target; the
reverse quotient for an upper bound is how provincial forms print it. What has no such quotient has no share.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from ..amount import MONEY, RATES, Amount, read_amount
from ..pack import Qualitative
from ..pattern import deferred
from .denied import NOT_DONE, PARTLY_DONE, denies

WORDED = "定性"
_SIGNS = (
    (">=", "≥"), ("<=", "≤"), ("≥", "≥"), ("≧", "≥"), ("≤", "≤"), ("≦", "≤"), (">", ">"), ("＞", ">"), ("<", "<"),
    ("＜", "<"), ("=", "="), ("＝", "="), ("不低于", "≥"), ("不少于", "≥"), ("不高于", "≤"), ("不超过", "≤"),
)  # fmt: skip
_CALENDAR = ("年", "月", "日", "号")
"""A number of these without a sign is a date (9月底前): earlier is better, and a quotient says nothing."""
_SPAN = deferred(r"([0-9.]+)(%|[^0-9.\s~～—–至到-]{0,4})\s*(?:[~～—–至到-]|——)\s*([0-9.]+)(%|[^0-9.\s~～—–至到-]{1,4})")
"""100-120件, 90%~95%: two ends of one unit."""
_MULTIPLES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


class Target(Struct, frozen=True):
    """`sign` is one of ≥ ≤ = > <, 定性 for words, "" where a number stands alone; `text` is what follows it."""

    sign: str
    text: str
    value: Decimal | None = None
    unit: str = ""

    @property
    def number(self) -> str:
        """The digits without sign and unit; words as they are."""
        return self.text.removesuffix(self.unit).strip() if self.unit else self.text


class Outcome(Struct, frozen=True):
    """`met` and `share` are None where nobody but the writer can tell; `band` is the one that the words name.

    `unsigned` says that a number is not the target's, or not within it, and the target has no sign: whether more or
    less of it is better is not known.
    """

    met: bool | None = None
    share: Decimal | None = None
    band: Qualitative | None = None
    unsigned: bool = False


@lru_cache(maxsize=1024)
def read_target(written: str) -> Target:
    """Kept, as derive and several rules ask for the same one."""
    plain = written.strip()
    if plain.startswith(WORDED):
        return Target(WORDED, plain.removeprefix(WORDED).strip(" ：:，,（）()"))
    sign = next((pair for pair in _SIGNS if plain.startswith(pair[0])), ("", ""))
    rest = plain.removeprefix(sign[0]).strip()
    amount = read_amount(rest)
    if isinstance(amount, Amount) and (sign[1] or not amount.unit.startswith(_CALENDAR)):
        return Target(sign[1], rest, amount.value, amount.unit)
    return Target(sign[1] or WORDED, rest)


@lru_cache(maxsize=1024)
def span_of(written: str) -> tuple[str, str] | None:
    """The two ends of a target that is a span, each with its unit; None of any other, and of one between two dates."""
    match = _SPAN.fullmatch(written.strip())
    if match is None or match[4].startswith(_CALENDAR) or (match[2] and match[2] != match[4]):
        return None
    return match[1] + match[4], match[3] + match[4]


def outcome(written: str, done: str, bands: Sequence[Qualitative], scales: Sequence[Sequence[str]] = ()) -> Outcome:
    """What an actual value makes of a target; `bands` and `scales` are the pack's words for 定性 indicators."""
    target, actual = read_target(written), done.strip()
    if actual == target.text and target.sign not in (">", "<"):
        return Outcome(True, Decimal(1))
    span = span_of(target.text) if target.value is None else None
    if span is not None and (pairs := [pair for end in span if (pair := compared(end, done)) is not None]):
        inside = len(pairs) == len(span) and pairs[0][0] <= pairs[0][1] <= pairs[1][0]
        return Outcome(True, Decimal(1)) if inside else Outcome(unsigned=True)
    if target.value is None:
        band = next((band for band in bands if actual in band.words), None)
        if band is not None:
            return Outcome(band is bands[0], band.share, band)
        if denies(target.text, actual) or _below(target.text, actual, scales):
            return Outcome(False)
        return Outcome()
    pair = compared(written, done)
    if pair is None:
        return Outcome(False) if NOT_DONE.fullmatch(actual) or PARTLY_DONE.fullmatch(actual) else Outcome()
    if not target.sign and pair[0] != pair[1]:
        return Outcome(unsigned=True)
    return _measured(target.sign or "=", *pair)


def compared(written: str, done: str) -> tuple[Decimal, Decimal] | None:
    """The target's number and the actual one in one unit; None where one of them is none, or they have no unit together."""
    target, amount = read_target(written), _read(done.strip())
    if target.value is None or not isinstance(amount, Amount):
        return None
    goal, goal_unit = _scaled(target.value, target.unit or amount.unit)
    value, unit = _scaled(amount.value, amount.unit or target.unit)
    return (goal, value) if unit == goal_unit else None


def _below(goal: str, done: str, scales: Sequence[Sequence[str]]) -> bool:
    """Whether both are the same but for a word of degree, and what was done has the lower one: 明显提升, 有所提升.

    A target of the lower half (较低) may be the better for being lower.
    """
    return any(
        goal[:at] + low + goal[at + len(high) :] == done
        for scale in scales
        for place, high in enumerate(scale[: len(scale) // 2 + 1])
        for low in scale[place + 1 :]
        for at in range(len(goal) + 1)
        if goal.startswith(high, at)
    )


_read = lru_cache(maxsize=1024)(read_amount)


def _scaled(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """2万件 as 20000件, 50万元 in 元, 5‰ as a plain number: what can be compared."""
    if unit in MONEY:
        return value * MONEY[unit], "元"
    if unit in RATES:
        return value * RATES[unit], "%"
    factor = _MULTIPLES.get(unit[:1])
    return (value * factor, unit[1:]) if factor is not None else (value, unit)


def _measured(sign: str, goal: Decimal, value: Decimal) -> Outcome:
    met = {
        "≥": value >= goal,
        ">": value > goal,
        "≤": value <= goal,
        "<": value < goal,
        "=": value == goal,
    }[sign]
    if met:
        return Outcome(True, Decimal(1))
    if sign in ("≤", "<"):  # missed, so the value is at least the goal: no quotient where both are 0 or less
        return Outcome(False, max(goal, Decimal(0)) / value if value > 0 else None)
    if goal <= 0 or (sign == "=" and value > goal):
        return Outcome(False)
    return Outcome(False, min(max(value / goal, Decimal(0)), Decimal(1)))
