"""A manuscript in, its figures and sentences out, found in one pass and each read when a check first asks for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from .manuscript import Manuscript
from .numbers import DIGITS, FURTHER, SIGNS, Number, Sort, number, sort_at

CODES = frozenset("-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""Digits behind these are a part of a code: JZ-02, A3."""
LONGEST = 2000
"""Characters of a sentence at most: a pasted table has no 。 and is no sentence."""
STOPS = "。！？"
WITHIN = "，。；：,;\n\f"
"""Signs that end a clause."""


class Digits(NamedTuple):
    """Where digits stand, and what they count; the figure itself is read later."""

    start: int
    stop: int
    sort: str


@dataclass(frozen=True)
class Sentence:
    """`numbers` are its amounts, rates and counts in order."""

    text: str
    start: int
    end: int
    numbers: tuple[Number, ...]

    def lead(self, at: int) -> str:
        """What stands between the figure number `at` and the one before it."""
        return self.text[self.numbers[at - 1].end if at else self.start : self.numbers[at].start]

    def clause(self, at: int) -> str:
        """The words of the figure's own clause before it."""
        lead = self.lead(at)
        return lead[max(lead.rfind(sign) for sign in WITHIN) + 1 :]


class Reading:
    """What the checks share."""

    def __init__(self, script: Manuscript) -> None:
        self.script = script
        self.text = script.text
        self.year = script.year
        self._sentences: dict[int, Sentence] = {}
        self._numbers: dict[int, Number] = {}

    @cached_property
    def marks(self) -> list[Digits]:
        """All digits but for those of a code (JZ-02, A3) and of a title (《…》)."""
        text, found = self.text + " ", []  # so that there is a character behind the last figure and before the first
        titles = list(self._titles())
        sorts = SIGNS.get
        for match in DIGITS.finditer(text):
            start, stop = match.span()
            if text[start - 1] in CODES:
                continue
            while titles and titles[-1][1] < start:
                titles.pop()
            if titles and titles[-1][0] < start:
                continue
            sort = sorts(text[stop], Sort.BARE)
            if sort == FURTHER:
                sort = sort_at(text, stop)
            elif sort == Sort.YEAR and stop - start > 5 and text[stop - 5] == ".":
                found.append(Digits(start, stop - 5, Sort.BARE))  # 1.2021年度: a point of a list and a year
                start = stop - 4
            found.append(Digits(start, stop, sort))
        return found

    def _titles(self) -> Iterator[tuple[int, int]]:
        """《…》 from the last to the first: what stands in a title is another paper's."""
        at = self.text.rfind("《")
        while at >= 0:
            end = self.text.find("》", at, at + 120)
            if end >= 0:
                yield at, end
            at = self.text.rfind("《", 0, at)

    @cached_property
    def sorts(self) -> frozenset[str]:
        return frozenset([mark.sort for mark in self.marks])

    @cached_property
    def starts(self) -> list[int]:
        return [mark.start for mark in self.marks]

    def of(self, *sorts: str) -> Iterator[Digits]:
        return (mark for mark in self.marks if mark.sort in sorts)

    def number(self, mark: Digits) -> Number:
        found = self._numbers.get(mark.start)
        if found is None:
            found = self._numbers[mark.start] = number(self.text, mark.start, mark.stop, mark.sort)
        return found

    def between(self, start: int, end: int) -> Iterator[Number]:
        """The amounts, rates and counts of a stretch."""
        for at in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            if self.marks[at].sort in (Sort.MONEY, Sort.RATE, Sort.COUNT):
                yield self.number(self.marks[at])

    def at(self, start: int) -> Number | None:
        """The amount, rate or count that begins there."""
        return next(self.between(start, start + 1), None)

    @cached_property
    def bounds(self) -> list[int]:
        """Where sentences begin: behind 。 and its like, and with each paragraph."""
        found = sorted({*self.script.starts, *(at + 1 for at in self.found(*STOPS)), len(self.text) + 1})
        if any(last - first > LONGEST for first, last in pairwise(found)):
            found = [at for first, last in pairwise(found) for at in range(first, last, LONGEST)] + found[-1:]
        return found

    def sentence(self, offset: int) -> Sentence:
        at = bisect_right(self.bounds, offset)
        start = self.bounds[at - 1]
        found = self._sentences.get(start)
        if found is None:
            end = self.bounds[at] - 1
            found = self._sentences[start] = Sentence(self.text, start, end, tuple(self.between(start, end)))
        return found

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before, over an empty line too; None at the beginning of a value."""
        at = sentence.start - 1
        while at > 0 and self.text[at] in STOPS + "\n ":
            at -= 1
        return self.sentence(at) if at > 0 and self.text[at] != "\f" else None

    def found(self, *words: str) -> Iterator[int]:
        """Where these words stand, word by word."""
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                yield at
                at = self.text.find(word, at + len(word))


def alike(one: Number, other: Number) -> bool:
    """Whether both count the same: money, or pieces of one kind."""
    if one.sort != other.sort or one.sort == Sort.RATE:
        return False
    return one.sort == Sort.MONEY or one.piece == other.piece


def fits(rate: Number, low: Decimal, high: Decimal) -> bool:
    """Whether a written rate can be a quotient between both: off by one in its last place is rounding.

    Nobody writes 100% for 98.9%, so that 100% has no such slack.
    """
    slack = rate.half if rate.value == 1 else rate.half * 2
    return low - slack <= rate.value <= high + slack


def percent(value: Decimal, like: Number) -> str:
    """A quotient as the rate beside it is written, with two decimals at least."""
    from ...wording import round_half_up

    return f"{round_half_up(value * 100, max(2, like.decimals))}%"


def amount(value: Decimal, like: Number) -> str:
    """A value in the unit and with the decimals of a figure beside it, more where they are needed."""
    scaled = value / like.factor
    plain = f"{scaled:.6f}".rstrip("0")
    short = f"{scaled:.{like.decimals}f}"
    return (plain if len(plain.partition(".")[2]) > like.decimals else short) + like.unit
