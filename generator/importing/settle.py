"""All values that were read in, one for each path out; where two places say what cannot both be right, neither is taken."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from ..amount import MONEY, Amount, read_amount
from .found import Found, Path, Value

FINEST = 2
"""Decimals that a figure has at least: a spreadsheet may hide zeros behind its point."""


class Disagreement(Struct, frozen=True):
    """A path of which two places say different figures."""

    path: Path
    one: Value
    other: Value


class Settled(Struct):
    values: dict[Path, Value] = field(default_factory=dict)
    titles: dict[Path, Value] = field(default_factory=dict)
    doubled: list[Disagreement] = field(default_factory=list)
    working: dict[Path, str] = field(default_factory=dict)
    """How a value that no table says outright follows from several."""
    unit: str = ""

    def put(self, path: Path, value: Value) -> None:
        self.values[path] = value

    def at(self, path: Path) -> Value:
        return self.values[path]

    def titled(self, row: Path) -> Value:
        return self.titles[row]


def settled(found: Found) -> Settled:
    """The finest figure of those that agree."""
    made = Settled(titles=dict(found.titles))
    for path, values in found.values.items():
        first = values[0]
        other = next((one for one in values[1:] if not agree(first, one)), None)
        if other is not None:
            made.doubled.append(Disagreement(path, first, other))
        else:
            made.values[path] = max(values, key=lambda one: (fineness(one), one is first))
    counted: dict[str, int] = {}
    for value in made.values.values():
        if value.unit:
            counted[value.unit] = counted.get(value.unit, 0) + 1
    made.unit = max(counted, key=lambda one: counted[one], default="")
    return made


def agree(one: Value, other: Value) -> bool:
    """Whether both may be the same figure, each rounded as it is written."""
    a, b = one.amount, other.amount
    if a is None or b is None or one.unit not in MONEY or other.unit not in MONEY:
        return one.text == other.text
    return abs(a - b) <= max(_half(one), _half(other)) if fineness(one) != fineness(other) else a == b


def fineness(value: Value) -> int:
    """The place of the last digit in 元: 2 for fen, -2 for 万元 with two decimals; 0 for a text."""
    read = read_amount(value.text)
    decimals = read.decimals if isinstance(read, Amount) else 0
    decimals = max(decimals, FINEST) if value.padded else decimals
    return decimals - MONEY.get(value.unit, Decimal(1)).adjusted()


def _half(value: Value) -> Decimal:
    return Decimal(5).scaleb(-fineness(value) - 1)
