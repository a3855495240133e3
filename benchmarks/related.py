"""A sample that was read in, the numbers in its sentences that something else in the file must agree with out.

It is told by the values alone, whatever the checks look at: the number stands among the figures of the report as well,
as far as it is written, or it is what two others of its sentence make. A number of two digits is found everywhere, so
that only those of three and more say something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from generator.checks.prose.manuscript import of_figures
from generator.checks.prose.numbers import Number, Sort
from generator.checks.prose.reading import Reading, alike
from generator.figure import Figure, Item

DIGITS = 3
MOST = 14
"""Numbers of a sentence that are tried against each other; a longer list is one of many things."""
_DIMENSIONS = {Sort.MONEY: "money", Sort.RATE: "rate", Sort.COUNT: "count"}


def related(root: Item, figures: Sequence[Figure]) -> frozenset[int]:
    """Where these begin in the file, of one report and every figure of it."""
    reading = Reading(of_figures(root))
    known = {name: [one for one in figures if one.unit.dimension == name] for name in _DIMENSIONS.values()}
    found: set[int] = set()
    for mark in reading.of(Sort.MONEY, Sort.COUNT, Sort.RATE):
        one = reading.number(mark)
        if one.significant < DIGITS or reading.script.referred(mark.start, mark.stop):
            continue
        others = [other for other in reading.sentence(mark.start).numbers if other.start != one.start]
        if any(_same(one, figure) for figure in known[_DIMENSIONS[one.sort]]) or _made(one, others[:MOST]):
            found.add(reading.script.place(mark.start, mark.stop).start)
    return frozenset(found)


def _same(one: Number, figure: Figure) -> bool:
    return figure.low - one.half <= one.value <= figure.high + one.half and abs(one.value - figure.value) <= one.half


def _made(one: Number, others: Sequence[Number]) -> bool:
    return any(abs(value - one.value) <= one.half for value in _values(one, others))


def _values(one: Number, others: Sequence[Number]) -> Iterator[Decimal]:
    """Sums and differences of two of its kind, and of a rate shares and rates of growth."""
    for first, second in permutations(others, 2):
        if not alike(first, second) or max(first.significant, second.significant) < DIGITS:
            continue
        if one.sort == Sort.RATE:
            if second.value:
                yield first.value / second.value
                yield abs(first.value / second.value - 1)
        elif alike(one, first):
            yield first.value + second.value
            yield first.value - second.value
