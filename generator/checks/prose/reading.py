"""A manuscript in, its figures and sentences out, found in one pass and each read when a check first asks for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from itertools import pairwise
from operator import sub
from typing import NamedTuple

from ...amount import LONGEST as LONGEST_FIGURE
from ...wording import round_half_up
from .manuscript import Manuscript
from .numbers import DIGITS, FURTHER, SIGNS, Number, Sort, number, sort_at
from .words import WITHIN

POINT = "·"
"""As old print has it for a decimal point; it joins names as well."""
CODES = frozenset(f"{POINT}-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""Digits behind these are a part of a code: JZ-02, A3."""
TIMES = tuple("年月日")
"""Before a dash that joins two dates."""
COMMON = frozenset(
    "业的，、。；：（）一二三是年月人中务政公行项目工作服部门单位支出预算全市县局经费总合共分本所决数等于为行用额保障目"
)
LONGEST = 2000
"""Characters of a sentence at most: a pasted table has no 。 and is no sentence."""
SHORT = 8
"""Signs at the beginning of a word among which it is looked for."""
LEAD = 48
"""Characters before a figure in which its name stands."""
NAME = 60
"""Characters of the longest name that a message quotes whole."""
STOPS = "。！？"
BARE = Sort.BARE
FIGURES = frozenset((Sort.MONEY, Sort.RATE, Sort.COUNT))


class Digits(NamedTuple):
    """Where digits stand, and what they count; the figure itself is read later."""

    start: int
    stop: int
    sort: str


class Sentence(NamedTuple):
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
        start = len(lead)
        while start and lead[start - 1] not in WITHIN:
            start -= 1
        return lead[start:]


class Reading:
    """What the checks share."""

    def __init__(self, script: Manuscript) -> None:
        self.script = script
        self.text = script.text
        self.year = script.year
        self._sentences: dict[int, Sentence] = {}
        self._numbers: dict[int, Number] = {}
        self._signs: dict[str, list[int]] = {}
        self._of: dict[tuple[str, ...], Sequence[Digits]] = {}
        self.held: set[int] = set()
        """Where figures begin that a check held against what is filled in, whether they agreed or not."""

    @cached_property
    def marks(self) -> list[Digits]:
        """All digits but for those of a code (JZ-02, A3) and of a title (《…》)."""
        text = self.text + " "  # so that there is a character behind the last figure and before the first
        sort_of, new = SIGNS.get, tuple.__new__
        spans = [span for match in DIGITS.finditer(text) if not _coded(text, (span := match.span())[0])]
        sorts = [sort_at(text, stop) if (sort := sort_of(text[stop], BARE)) is FURTHER else sort for _, stop in spans]
        found = [new(Digits, (start, stop, sort)) for (start, stop), sort in zip(spans, sorts, strict=True)]
        for at, (start, stop, _) in enumerate(found):
            if stop - start > 4 and (text.count(".", start, stop) > 1 or stop - start > LONGEST_FIGURE):
                found[at] = Digits(start, stop, BARE)  # 3.1.2条, a code of forty digits: no figure
        for start, end in self._titles():
            del found[bisect_left(found, (start,)) : bisect_left(found, (end,))]
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
    def sorts(self) -> dict[str, list[Digits]]:
        """The figures by what they count."""
        found: dict[str, list[Digits]] = {}
        for mark in self.marks:
            if mark[2] in found:
                found[mark[2]].append(mark)
            else:
                found[mark[2]] = [mark]
        return found

    @cached_property
    def starts(self) -> list[int]:
        return [mark[0] for mark in self.marks]

    def of(self, *sorts: str) -> Sequence[Digits]:
        """The figures that count one of these, in order; many checks ask for the same."""
        if len(sorts) == 1:
            return self.sorts.get(sorts[0], ())
        found = self._of.get(sorts)
        if found is None:
            found = self._of[sorts] = sorted([mark for sort in sorts for mark in self.sorts.get(sort, ())])
        return found

    def number(self, mark: Digits) -> Number:
        found = self._numbers.get(mark.start)
        if found is None:
            found = self._numbers[mark.start] = number(self.text, mark.start, mark.stop, mark.sort)
        return found

    def between(self, start: int, end: int) -> Iterator[Number]:
        """The amounts, rates and counts of a stretch."""
        for at in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            if self.marks[at].sort in FIGURES:
                yield self.number(self.marks[at])

    def at(self, start: int) -> Number | None:
        """The amount, rate or count that begins there."""
        at = bisect_left(self.starts, start)
        mark = self.marks[at] if at < len(self.marks) else None
        return self.number(mark) if mark is not None and mark.start == start and mark.sort in FIGURES else None

    @cached_property
    def bounds(self) -> list[int]:
        """Where sentences begin: behind 。 and its like, and with each paragraph."""
        text = self.text
        bounds = {*self.script.starts, len(text) + 1}
        for stop in STOPS:
            at = text.find(stop) + 1
            while at:
                bounds.add(at)
                at = text.find(stop, at) + 1
        found = sorted(bounds)
        if max(map(sub, found[1:], found), default=0) > LONGEST:
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
        """Where these words stand, word by word, by their rarest sign: to look for two signs takes a hundred times longer."""
        text = self.text
        for word in words:
            ahead = _rare(word)
            if ahead < 0:
                at = text.find(word)
                while at >= 0:
                    yield at
                    at = text.find(word, at + len(word))
                continue
            for at in self._places(word[ahead]):
                if at >= ahead and text.startswith(word, at - ahead):
                    yield at - ahead

    def leads(self, *sorts: str) -> str:
        """What stands before each figure of these sorts: few names do, and whatever does not need not be looked for."""
        text = self.text
        return "\n".join([text[max(0, mark[0] - LEAD) : mark[0]] for mark in self.of(*sorts)])

    def has(self, words: Iterable[str]) -> bool:
        """Whether one of these words stands anywhere."""
        text = self.text
        for word in words:
            ahead = _rare(word)
            if ahead < 0 or len(word) == 1:
                if word in text:
                    return True
            elif word[ahead] in text and any(True for _ in self.found(word)):
                return True
        return False

    def _places(self, sign: str) -> Sequence[int]:
        """Where a sign stands: many words share theirs."""
        found = self._signs.get(sign)
        if found is None:
            found = self._signs[sign] = []
            find = self.text.find
            at = find(sign)
            while at >= 0:
                found.append(at)
                at = find(sign, at + 1)
        return found


def _coded(text: str, at: int) -> bool:
    """Whether digits are a part of a code (JZ-02, but not 2023年-2024年), or stand behind a point of another kind (7·1)."""
    before = text[at - 1]
    if before not in CODES:
        return False
    if before == POINT:
        return text[at - 2 : at - 1].isdecimal()
    return before != "-" or text[at - 2 : at - 1] not in TIMES


@cache
def _rare(word: str) -> int:
    """Which sign of a word is looked for: the first that is none of the commonest in reports, -1 for the whole."""
    if len(word) == 1:
        return 0
    return next((at for at, sign in enumerate(word[:SHORT]) if sign not in COMMON), -1)


def named(text: str, end: int, stops: str = WITHIN) -> str:
    """The words before `end` in their clause, as written; of a very long clause the last ones, marked as cut."""
    start = max(0, end - NAME)
    at = max(text.rfind(sign, start, end) for sign in stops) + 1
    if at == 0 and start:
        return "…" + text[start:end].lstrip()
    return text[at:end].strip()


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

    return f"{round_half_up(value * 100, max(2, like.decimals))}%"


def amount(value: Decimal, like: Number) -> str:
    """A value in the unit and with the decimals of a figure beside it, more where they are needed."""
    scaled = value / like.factor
    plain = f"{scaled:.6f}".rstrip("0")
    short = f"{scaled:.{like.decimals}f}"
    return (plain if len(plain.partition(".")[2]) > like.decimals else short) + like.unit


def spelt(terms: Sequence[Number]) -> str:
    """The terms of a sum as a message shows them: 20万元 + 30万元; of many only how many they are."""
    return " + ".join(one.written for one in terms) if len(terms) <= 5 else f"{len(terms)}项之和"
