"""Where an expression looks its names up, what evaluating it may cost, and the ways in which it gives no value."""

from __future__ import annotations

from msgspec import Struct

from ..figure import Item


class Silent(Exception):
    """The expression touches a faulty or unfilled value: whoever asked says nothing."""


class Exhausted(Exception):
    """The expressions of a stranger's pack go through more rows than any real ones."""


class Work:
    """What may still be done: rows that are gone through, names and signs that are looked at."""

    __slots__ = ("left",)

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise Exhausted


class Absent(Exception):
    """The expression touches a value that does not apply: there is nothing to compute."""


class TooLarge(TypeError):
    """A result beyond MOST_POWER."""


class Context(Struct, frozen=True):
    """Where names are looked up, innermost item first, and the unit of money that a mixed sum is in."""

    scopes: tuple[Item, ...]
    money_unit: str
    work: Work | None = None
    """What evaluating may cost; None where the expressions are the program's own."""
