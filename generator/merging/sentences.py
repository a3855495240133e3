"""The paragraphs of two reports in, which sentence of the one became which of the other out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from msgspec import Struct

from ..alignment import aligned
from ..imprint import sentences

ALIKE = 0.4
"""What two sentences must have in common to be one that was changed."""
MOST = 400
"""Pairs that are held against each other."""
LONGEST = 1_000_000
"""Pairs of characters that are compared one by one: two sentences of a thousand each."""


class Sentence(Struct, frozen=True):
    """A sentence without the blanks around it: the number of its paragraph, and where it stands in that."""

    text: str
    paragraph: int
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Pair(Struct, frozen=True):
    """`old` became `new`; None where it was added or deleted. `after` is the old sentence that an added one follows."""

    old: Sentence | None
    new: Sentence | None
    after: Sentence | None = None


def parted(paragraphs: Iterable[str]) -> list[Sentence]:
    found: list[Sentence] = []
    for number, text in enumerate(paragraphs):
        at = 0
        for one in sentences(text):
            at = text.index(one, at)
            stripped = one.strip()
            found.append(Sentence(stripped, number, at + one.index(stripped)))
            at += len(one)
    return found


def differing(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Pair]:
    """In the order of the report."""
    for i, j, k, m in aligned([one.text for one in old], [one.text for one in new]):
        last = old[i - 1] if i else None
        for before, after in _paired(old[i:j], new[k:m]):
            yield Pair(before, after, last)
            last = before or last


def unchanged(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, Sentence]:
    """By the number of a new sentence: the old one that it is."""
    found: dict[int, Sentence] = {}
    i = k = 0
    for start, stop, begin, end in [*aligned([one.text for one in old], [one.text for one in new])]:
        found |= {begin - 1 - back: old[start - 1 - back] for back in range(start - i)}
        i, k = stop, end
    return found | dict(zip(range(k, len(new)), old[i:], strict=False))


def _paired(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    i = k = 0
    for at, met in _met(old, new) if len(old) * len(new) <= MOST else ():
        yield from ((one, None) for one in old[i:at])
        yield from ((None, one) for one in new[k:met])
        yield old[at], new[met]
        i, k = at + 1, met + 1
    yield from ((one, None) for one in old[i:])
    yield from ((None, one) for one in new[k:])


def _met(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The pairs in order that have most in common together."""
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, before in enumerate(old, 1):
        for k, after in enumerate(new, 1):
            like = _likeness(before.text, after.text)
            found = max(best[i - 1][k], best[i][k - 1], key=lambda one: one[0])
            score, pairs = best[i - 1][k - 1]
            if like >= ALIKE and score + like > found[0]:
                found = (score + like, [*pairs, (i - 1, k - 1)])
            best[i][k] = found
    return best[-1][-1][1]


@lru_cache(4096)
def _likeness(one: str, other: str) -> float:
    if len(one) * len(other) > LONGEST:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def regions(old: str, new: str) -> list[tuple[int, int, str]]:
    """What of a sentence was replaced, from where to where, by what."""
    if len(old) * len(new) > LONGEST:
        return [(0, len(old), new)]
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(i, j, new[k:m]) for kind, i, j, k, m in found if kind != "equal"]
