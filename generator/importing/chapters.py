"""A file's paragraphs and the outline of a pack in, which of them is which heading, fixed sentence or prose out.

The order of both is kept: the way through the outline that recognises most is taken. Nothing is put under a heading that
was not found, nor behind one that the outline does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from ..backwards import CELL, Capture, Outline, Path
from ..model import Line, Money, Passage
from .labels import Labels
from .likely import SHORT, is_salutation, may_be, names_row, signs
from .paragraphs import ENDS, Paragraph, sentences
from .patterns import LEAST, SURE, Pattern, of_parts

PROJECT = "项目"
"""How the number of a heading begins that is called by its project alone (项目1：……）."""
LONGEST = 6_000
"""Characters of a paragraph that may be a fixed sentence; what is longer is prose or nothing."""
BEGINNING = 3
"""Blocks of a loop by which it may begin anew: its heading may be one that cannot be told."""
TELLING = 6
"""Characters of a fixed text that no prose has by chance."""
HEADING, PROSE, WEIGHT, WEAK = 8.0, 1.0, 0.34, 0.5


class Matched(Struct, frozen=True):
    """A paragraph and what it was recognised as; `turns` say which round of the outline's loops this is."""

    paragraph: Paragraph
    block: int
    captures: tuple[Capture, ...]
    prose: Path
    turns: dict[int, int]
    rest: tuple[tuple[int, int], ...] = ()
    """Sentences of it that were not recognised."""
    rounds: Mapping[int, int] = {}
    """How many turns of each loop of a sentence's own it told."""


class _Link(Struct, frozen=True):
    """The best way to a block: the way before it, and the paragraph that it was recognised in."""

    before: _Link | None
    at: int
    block: int
    score: float
    rank: int | None
    """How the heading over it is numbered."""
    closed: bool = False
    """Whether a heading that the outline does not have came since."""
    taken_in: bool = False
    """Whether it is prose, or goes on with a block that was there before."""
    table: tuple[int, int] | None = None
    """The table whose row it is."""


class Aligner:
    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.patterns = [Pattern(one) for one in outline.blocks]
        self.labels = Labels(outline.blocks)
        self._beside: dict[int, frozenset[str]] = {}
        self._names: dict[int, frozenset[str]] = {}
        last = -1
        self.heads: list[int] = []
        """The heading over each block, -1 where there is none."""
        for number, one in enumerate(outline.blocks):
            last = number if one.level else last
            self.heads.append(last)

    # what a paragraph may be

    def fits(self, paragraph: Paragraph, number: int) -> float:
        """How much speaks for it; 0 where it does not fit."""
        one = self.patterns[number]
        level = one.block.level
        if len(paragraph.text) > LONGEST or bool(one.block.table) != paragraph.is_row:
            return 0
        text = paragraph.text.rstrip(ENDS) if level else paragraph.text
        reading = one.machine.read(text) if not one.block.prose and may_be(one, paragraph) else None
        if reading is None:
            return 0
        if paragraph.is_row:
            if not self.labels.is_sound(number, one.block, paragraph, reading.captures):
                return 0
            said = sum(capture.known is None for capture in reading.captures)
            return WEAK + (reading.given - paragraph.text.count(CELL) + said) * WEIGHT
        if level:
            return HEADING if one.machine.anchor or paragraph.number.startswith(PROJECT) else 0
        listed = one.lists and reading.given + reading.tokens >= LEAST and reading.tokens > 0
        if one.block.salutation:
            return 1 if is_salutation(paragraph) else 0
        if reading.given + reading.tokens == len(text) or reading.given >= LEAST or listed:
            return 1 + reading.given * WEIGHT
        told = all(names_row(capture) for capture in reading.captures) or (
            paragraph.rank is not None and bool(one.block.loops) and self.tells_row(number, paragraph, reading.captures)
        )
        return WEAK if told else 0

    def tells_row(self, number: int, paragraph: Paragraph, captures: Sequence[Capture]) -> bool:
        """Whether all of it are one row's name and its amount or its text; of no name that the chapter itself has."""
        rows = {capture.path[:-1] for capture in captures}
        kinds = {type(capture.kind) for capture in captures}
        in_row = len(rows) == 1 and any(step.startswith("[") for step in rows.pop()[-1:])
        if not in_row or len(captures) != len(kinds) or kinds not in ({Line, Money}, {Line, Passage}):
            return False
        name = next(paragraph.text[one.start : one.end] for one in captures if isinstance(one.kind, Line))
        return all(sign not in name for sign in ENDS) and not any(name in text for text in self.names(number))

    def names(self, number: int) -> frozenset[str]:
        """Fixed texts of the chapter of a block, whatever their length."""
        head = self.heads[number]
        if head not in self._names:
            under = [one.machine for at, one in enumerate(self.patterns) if self.heads[at] == head and at != number]
            self._names[head] = frozenset(text for one in under for text in one.texts)
        return self._names[head]

    def fits_in_part(self, paragraph: Paragraph, number: int) -> float:
        one = self.patterns[number]
        if one.block.level or one.block.prose or len(paragraph.text) > LONGEST or paragraph.is_row:
            return 0
        if not any(part.weight >= SURE and part.has_anchor(paragraph.text) for part in one.parts):
            return 0
        found, _ = self.part(paragraph, number)
        return found

    def part(
        self, paragraph: Paragraph, number: int
    ) -> tuple[float, tuple[tuple[Capture, ...], tuple[tuple[int, int], ...]]]:
        """Its sentences one by one; the first that is known must be known by more than a word."""
        captures: list[Capture] = []
        rest: list[tuple[int, int]] = []
        weight = at = 0
        firm = False
        parts = self.patterns[number].parts
        left = list(reversed(list(sentences(paragraph.text))))
        while left:
            start, end = left.pop()
            found = of_parts(parts, at, paragraph.text[start:end], weight > 0, firm)
            if found is None:
                rest.append((start, end))
                firm = False
                continue
            at, reading = found
            captures += (_moved(one, start) for one in reading.captures)
            weight += reading.given
            firm = True
            if start + reading.end < end:
                left.append((start + reading.end, end))
        return (1 + weight * WEIGHT * 0.9 if weight else 0.0), (tuple(captures), tuple(rest))

    # the way through

    def align(self, paragraphs: Sequence[Paragraph]) -> list[Matched]:
        best: list[_Link | None] = [None] * len(self.patterns)
        prose = [number for number, one in enumerate(self.patterns) if one.block.prose or one.block.tail]
        for at, paragraph in enumerate(paragraphs):
            found = self.candidates(paragraph)
            new: list[_Link] = []
            before = list(accumulate(best, _better))
            for number, score in found.items():
                link = self.step(best, before, at, paragraph, number, score)
                if link is not None:
                    new.append(link)
            known_heading = any(self.patterns[number].block.level for number in found)
            for number in prose:
                link = self.absorbed(best, paragraphs, at, number, known_heading)
                if link is not None:
                    new.append(link)
            self.close(best, paragraph)
            for link in new:
                best[link.block] = _better(best[link.block], link)
        final = None
        for one in best:
            final = _better(final, one)
        return list(self.told(paragraphs, final))

    def candidates(self, paragraph: Paragraph) -> dict[int, float]:
        found = {number: score for number in range(len(self.patterns)) if (score := self.fits(paragraph, number))}
        if paragraph.rank is not None and not any(self.patterns[number].block.level for number in found):
            found |= self.nearly(paragraph)
        if not any(score > 1 for score in found.values()):
            found |= {
                number: score for number in range(len(self.patterns)) if (score := self.fits_in_part(paragraph, number))
            }
        return found

    def nearly(self, paragraph: Paragraph) -> dict[int, float]:
        """The heading of which the paragraph's is the beginning or the end, or the other way, if it is the only one."""
        text = paragraph.text.rstrip(ENDS)
        if not TELLING <= len(text) <= SHORT or paragraph.is_row:
            return {}
        found: dict[str, list[int]] = {}
        for number, one in enumerate(self.patterns):
            whole = one.machine.anchor
            if one.block.level and not one.machine.has_slots and len(whole) >= TELLING:
                short, long = sorted((whole, text), key=len)
                if long.startswith(short) or long.endswith(short):
                    found.setdefault(whole, []).append(number)
        return dict.fromkeys(next(iter(found.values())), HEADING / 2) if len(found) == 1 else {}

    def step(
        self,
        best: Sequence[_Link | None],
        before: Sequence[_Link | None],
        at: int,
        paragraph: Paragraph,
        number: int,
        score: float,
    ) -> _Link | None:
        """From the best of those that come before it; back to the beginning of a loop from any block of that."""
        block = self.patterns[number].block
        link = before[number - 1] if number else None
        for one in self.round(number):
            link = _better(link, best[one])
        if block.level:
            return _Link(link, at, number, score + (link.score if link else 0), paragraph.rank)
        if block.table:
            return self.row(best, link, at, paragraph, number, score)
        if block.salutation and not any(one is not None and one.at == at - 1 and one.block < number for one in best):
            return None  # it stands right behind the title
        head = self.heads[number]
        under = [one for other in (*range(max(head, 0), number), *self.round(number)) if (one := best[other])]
        if link is None or self.patterns[number].machine.weight < SURE:
            link = None
            for one in under:
                sure = score >= 1 or (one.at == at - 1 and paragraph.rank is not None and bool(block.loops))
                link = _better(link, one) if sure and not one.closed else link
            sure = head < 0 or self.patterns[number].machine.weight >= SURE
            if link is None and not (sure and score >= 1):
                return None
        return _Link(link, at, number, score + (link.score if link else 0), link.rank if link else None)

    def row(
        self, best: Sequence[_Link | None], link: _Link | None, at: int, paragraph: Paragraph, number: int, score: float
    ) -> _Link | None:
        """From a row of the same table; the first one that is known must be known by its words."""
        table = self.patterns[number].block.table
        over: _Link | None = None
        for other in (*range(number), *self.round(number)):
            one = best[other]
            apart = one is not None and paragraph.stream > 0 and one.at != at - 1
            if (
                one is not None
                and not apart
                and one.table == paragraph.grid
                and self.patterns[other].block.table == table
            ):
                over = _better(over, one)
        if over is None and number in self.labels.first and self.patterns[number].machine.weight >= LEAST:
            over = link
        return (
            _Link(over, at, number, score + over.score, over.rank, table=paragraph.grid) if over is not None else None
        )

    def round(self, number: int) -> Iterator[int]:
        """The blocks from which a loop may begin anew with a block: all from it on that stand in its innermost loop."""
        loops = self.patterns[number].block.loops
        first = number
        while loops and first and loops[-1] in self.patterns[first - 1].block.loops:
            first -= 1
        if loops and number - first < BEGINNING:
            for other in range(number, len(self.patterns)):
                if loops[-1] not in self.patterns[other].block.loops:
                    break
                yield other

    def absorbed(
        self, best: Sequence[_Link | None], paragraphs: Sequence[Paragraph], at: int, number: int, known_heading: bool
    ) -> _Link | None:
        """As prose below the heading of its place, while no heading of the same rank comes."""
        head = self.heads[number]
        paragraph = paragraphs[at]
        if head < 0 or paragraph.is_row or signs(paragraphs, at):
            return None
        if any(one in paragraph.text for one in self.beside(number)) or self.is_doubtful(number, best, paragraphs, at):
            return None
        link: _Link | None = None
        for other in range(head if self.patterns[number].block.prose else number, number + 1):
            one = best[other]
            over = (
                one is not None and paragraph.rank is not None and one.rank is not None and paragraph.rank <= one.rank
            )
            apart = one is not None and not self.patterns[number].block.prose and one.at != at - 1
            if one is not None and not one.closed and not over and not apart:
                link = _better(link, one)
        if link is None:
            return None
        worth = PROSE if not known_heading else PROSE / 4
        return _Link(link, at, number, link.score + worth, link.rank, taken_in=True)

    def is_doubtful(self, number: int, best: Sequence[_Link | None], paragraphs: Sequence[Paragraph], at: int) -> bool:
        """Whether a paragraph may go on with the prose before it, or begin the one that comes next."""
        if self.patterns[number].block.prose:
            before = self.patterns[number - 1] if number else None
            if before is None or not before.block.tail or best[number] is not None:
                return False
            link = best[number - 1]
            reading = before.machine.read(paragraphs[at - 1].text) if link is not None and link.at == at - 1 else None
            return reading is None or any(one.path == before.block.tail for one in reading.captures)
        return number + 1 < len(self.patterns) and bool(self.patterns[number + 1].block.prose)

    def beside(self, number: int) -> frozenset[str]:
        """Fixed texts of the same chapter: what has one of them is no prose, but a sentence told otherwise."""
        head = self.heads[number]
        if head not in self._beside:
            under = [
                one.machine
                for other, one in enumerate(self.patterns)
                if self.heads[other] == head and not one.block.table
            ]
            self._beside[head] = frozenset(text for one in under for text in one.texts if len(text) >= TELLING)
        return self._beside[head]

    @staticmethod
    def close(best: list[_Link | None], paragraph: Paragraph) -> None:
        """A heading that is passed by unknown ends what stands under one of its rank or below."""
        if paragraph.rank is None:
            return
        for number, one in enumerate(best):
            if one is not None and not one.closed and one.rank is not None and paragraph.rank <= one.rank:
                best[number] = _Link(one.before, one.at, one.block, one.score, one.rank, True, one.taken_in)

    def told(self, paragraphs: Sequence[Paragraph], link: _Link | None) -> Iterator[Matched]:
        way: list[_Link] = []
        while link is not None:
            way.append(link)
            link = link.before
        turns: dict[int, int] = {}
        last = -1
        for one in reversed(way):
            block = self.patterns[one.block].block
            entered = [loop for loop in block.loops if loop not in turns or loop not in self.loops(last)]
            turns = {loop: turn for loop, turn in turns.items() if loop in block.loops}
            turns |= dict.fromkeys(entered, 1)
            if one.block <= last and block.loops and not one.taken_in and not entered:
                turns = {**turns, block.loops[-1]: turns[block.loops[-1]] + 1}
            last = one.block
            yield self.matched(paragraphs[one.at], one.block, dict(turns))

    def loops(self, number: int) -> tuple[int, ...]:
        return self.patterns[number].block.loops if number >= 0 else ()

    def matched(self, paragraph: Paragraph, number: int, turns: dict[int, int]) -> Matched:
        one = self.patterns[number]
        if one.block.prose:
            return Matched(paragraph, number, (), one.block.prose, turns)
        found = one.machine.read(paragraph.text.rstrip(ENDS) if one.block.level else paragraph.text)
        if found is not None and not (one.block.tail and found.given < LEAST and found.given < len(paragraph.text)):
            return Matched(paragraph, number, found.captures, (), turns, rounds=found.rounds)
        value, (captures, rest) = self.part(paragraph, number)
        if not value:
            return Matched(paragraph, number, (), one.block.tail, turns)
        return Matched(paragraph, number, captures, (), turns, rest)


def _moved(one: Capture, by: int) -> Capture:
    return Capture(one.path, one.kind, one.start + by, one.end + by, one.negative, one.known, one.turns)


def _better(one: _Link | None, other: _Link | None) -> _Link | None:
    if one is None or other is None:
        return one or other
    return other if other.score > one.score else one
