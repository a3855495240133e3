"""Figures in, their sum, difference, share or change out, with the bounds of what was written and the parts kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..expression import Absent, Context
from ..expression.arithmetic import add, add_up, divide, subtract
from ..figure import Faulty, Figure, Item, Value

_NOWHERE = Context((), "万元")
"""Sums of one report are in one unit; where they are not, 万元 is what accounts are published in."""


class Unknown(Exception):
    """A faulty figure is among the parts: nothing can be computed, and nothing is said."""


def figure_at(item: Item | None, *path: str) -> Figure | None:
    """The figure at a path as it is printed; a record with a main key stands for it. None where there is none.

    What was written is gone on with where it agrees with what was computed: a report's sentences then fit each other.
    """
    value: Value | None = item
    for name in path:
        if not isinstance(value, Item):
            if isinstance(value, Faulty):
                raise Unknown
            return None
        value = value.entries.get(name)
    if isinstance(value, Figure):
        return value if value.control is None else value.shown
    while isinstance(value, Item) and value.kind.main:
        holder, value = value, value.entries.get(value.kind.main)
        if value is None and any(isinstance(one, Faulty) for one in holder.entries.values()):
            raise Unknown  # the list that it is the sum of could not be read
    if isinstance(value, Faulty):
        raise Unknown
    return value.shown if isinstance(value, Figure) else None


def sum_of(figures: Iterable[Figure | None]) -> Figure | None:
    """The sum of those that are there; None where there is none."""
    there = [figure for figure in figures if figure is not None]
    return add_up(there, _NOWHERE) if there else None


def sum_if_all(figures: Sequence[Figure | None]) -> Figure | None:
    """The sum where every one is there."""
    return sum_of(figures) if figures and all(figure is not None for figure in figures) else None


def plus(a: Figure | None, b: Figure | None) -> Figure | None:
    """a + b; the one that is there where the other is not."""
    if a is None or b is None:
        return a or b
    return add(a, b, _NOWHERE)


def minus(a: Figure | None, b: Figure | None) -> Figure | None:
    """a - b; a where there is no b, None where there is no a."""
    if a is None or b is None:
        return a
    return subtract(a, b, _NOWHERE)


def without_residue(figure: Figure | None, carried: Figure | None) -> Figure | None:
    """What is left beside carried-over money: no more than the rounding of its terms is nothing at all."""
    if figure is None or carried is None or not carried.value or not figure.low <= 0 <= figure.high:
        return figure
    return figure._replace(value=Decimal(0))


def share_of(a: Figure | None, b: Figure | None) -> Figure | None:
    """a ÷ b, None where the base is zero or cannot be told from it."""
    if a is None or b is None:
        return None
    try:
        return divide(a, b, _NOWHERE)
    except Absent:
        return None
