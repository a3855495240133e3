"""A number in, what people write in its place out: one slip of each kind that fits it, the same ones every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from .numbers import AMOUNTS, Number

SLIPS = ("两位对调", "错一位", "小数点移位", "元与万元", "正负号", "抄邻行", "抄上年")
_UNITS = {"元": "万元", "万元": "元"}


@dataclass(frozen=True, slots=True)
class Slip:
    """`text` stands from `start` to `end` instead of what was there."""

    kind: str
    start: int
    end: int
    text: str


def slips(number: Number, unit: str, seed: str) -> Iterator[Slip]:
    """Of each kind one; those that leave the value as it is are left out."""
    for kind in SLIPS:
        random = Random(f"{seed} {number.start} {kind}")  # noqa: S311 - sample data
        slip = _MAKERS[kind](number, unit, random)
        if slip is not None:
            yield Slip(kind, *slip)


def extremes(number: Number) -> Iterator[Slip]:
    """What no clerk writes: a thousand times as much, and nothing; it tells whether anything bounds a number at all."""
    for text in (f"{_value(number.text) * 1000:f}", "0"):
        yield Slip("", number.start, number.end, text)


_Made = tuple[int, int, str] | None


def _instead(number: Number, text: str) -> _Made:
    if _value(text) == _value(number.text) and len(text) == len(number.text):
        return None
    return number.start, number.end, text


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _swapped(number: Number, unit: str, random: Random) -> _Made:
    text = number.text
    places = [at for at in range(len(text) - 1) if text[at] != text[at + 1] and text[at : at + 2].isdecimal()]
    made = [text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in places]
    made = [one for one in made if _written(one, text)]
    return _instead(number, random.choice(made)) if made else None


def _mistyped(number: Number, unit: str, random: Random) -> _Made:
    text = number.text
    at = random.choice([at for at, character in enumerate(text) if character.isdecimal()])
    made = [text[:at] + digit + text[at + 1 :] for digit in "0123456789" if digit != text[at]]
    made = [one for one in made if _written(one, text)]
    return _instead(number, random.choice(made)) if made else None


def _written(text: str, before: str) -> bool:
    """Nobody writes 05.3; a code or 0.5 begins with a nought as before."""
    return len(text) < 2 or text[0] != "0" or text[1] == "." or before[0] == "0"


def _shifted(number: Number, unit: str, random: Random) -> _Made:
    """The point one place to the left or right; a whole number gains or loses a nought."""
    digits, _, decimals = number.text.partition(".")
    if number.kind in ("日期", "科目编码") or _value(number.text) == 0:
        return None
    if not decimals:
        return _instead(number, digits[:-1] if digits.endswith("0") and random.random() < 0.5 else digits + "0")
    right = digits.lstrip("0") + decimals[0] + (f".{decimals[1:]}" if decimals[1:] else "")
    left = f"{digits[:-1] or '0'}.{digits[-1]}{decimals}"
    return _instead(number, random.choice((left, right)))


def _other_unit(number: Number, unit: str, random: Random) -> _Made:
    behind = next((name for name in ("万元", "元") if number.after.startswith(name)), "")
    if _value(number.text) == 0 or (not behind and number.kind not in AMOUNTS):
        return None
    return number.start, number.end + len(behind), number.text + _UNITS.get(behind or unit, "元")


def _signed(number: Number, unit: str, random: Random) -> _Made:
    if not number.signed or _value(number.text) == 0:
        return None
    return number.start, number.start, "-"


def _neighbour(number: Number, unit: str, random: Random) -> _Made:
    return _instead(number, number.neighbour) if number.neighbour else None


def _last_year(number: Number, unit: str, random: Random) -> _Made:
    year = number.kind in ("日期", "文字里的数") and number.after.startswith("年") and len(number.text) == 4
    last = str(int(number.text) - 1) if year and number.text.isdecimal() else number.last_year
    return _instead(number, last) if last else None


_MAKERS: dict[str, Callable[[Number, str, Random], _Made]] = dict(
    zip(SLIPS, (_swapped, _mistyped, _shifted, _other_unit, _signed, _neighbour, _last_year), strict=True)
)
