"""Two sequences in, the stretches in which they differ out, in bounded time however alike their elements are.

Common ends go first; where much is left, elements that stand once in both are what it is parted at (patience diff), and
only what stands between two of those is compared element by element.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

SMALL = 40_000
"""Pairs of elements that are compared one by one: 200 changed paragraphs beside 200, in less than half a second."""
DEEPEST = 8
"""Times that a stretch is parted again; what is still large then is told as one change."""


class Stretch(NamedTuple):
    """`old[start:stop]` became `new[begin:end]`."""

    start: int
    stop: int
    begin: int
    end: int


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Stretch]:
    """Where they differ, in order."""
    left = [(Stretch(0, len(old), 0, len(new)), DEEPEST)]
    while left:
        stretch, depth = left.pop()
        one = _without_ends(old, new, stretch)
        size = (one.stop - one.start) * (one.end - one.begin)
        if not size and one.stop - one.start == one.end - one.begin:
            continue
        if 0 < size <= SMALL:
            yield from _compared(old, new, one)
        elif not size or not depth or not (met := _met(old, new, one)):
            yield one
        else:
            left += [(part, depth - 1) for part in reversed(list(_parted(one, met)))]


def compared(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Stretch]:
    """As `aligned`, element by element from the beginning where they are few."""
    few = len(old) * len(new) <= SMALL
    return _compared(old, new, Stretch(0, len(old), 0, len(new))) if few else aligned(old, new)


def _without_ends(old: Sequence[Hashable], new: Sequence[Hashable], at: Stretch) -> Stretch:
    start, stop, begin, end = at
    while start < stop and begin < end and old[start] == new[begin]:
        start, begin = start + 1, begin + 1
    while start < stop and begin < end and old[stop - 1] == new[end - 1]:
        stop, end = stop - 1, end - 1
    return Stretch(start, stop, begin, end)


def _compared(old: Sequence[Hashable], new: Sequence[Hashable], at: Stretch) -> Iterator[Stretch]:
    import difflib

    matcher = difflib.SequenceMatcher(None, old[at.start : at.stop], new[at.begin : at.end], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield Stretch(at.start + i, at.start + j, at.begin + k, at.begin + m)


def _met(old: Sequence[Hashable], new: Sequence[Hashable], at: Stretch) -> list[tuple[int, int]]:
    """Where the same element stands once in both, as many as keep their order."""
    before, after = Counter(old[at.start : at.stop]), Counter(new[at.begin : at.end])
    places = {one: number for number, one in enumerate(new[at.begin : at.end], at.begin) if after[one] == 1}
    pairs = [
        (number, places[one])
        for number, one in enumerate(old[at.start : at.stop], at.start)
        if before[one] == 1 and one in places
    ]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs in which the second number rises too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [place]
        last[at : at + 1] = [number]
    found, number = [], last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _parted(at: Stretch, met: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    """What stands between the pairs that met."""
    start, begin = at.start, at.begin
    for one, other in met:
        yield Stretch(start, one, begin, other)
        start, begin = one + 1, other + 1
    yield Stretch(start, at.stop, begin, at.end)
