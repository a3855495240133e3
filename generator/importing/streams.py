"""Tables whose cells stand each in a line of its own (文字 |) in, their rows out, as far as a pack's own tables say them.

A line with the bar alone is an empty cell or the end of a row: which of them, the pattern of the row tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..backwards import CELL, Reading
from ..sheets import Told
from .labels import Labels
from .paragraphs import ENDS, Paragraph, normal, numbered
from .patterns import LEAST, Pattern

BAR = "|"
FEWEST = 6
"""Lines in a row that end with a bar."""
MOST = 4_000


class _Cell(Struct, frozen=True):
    text: str
    at: tuple[int, ...]
    before: int


class _Row(Struct, frozen=True):
    """A row that was found: its pattern, what of it was said, and how many lines it takes."""

    pattern: Pattern
    cells: tuple[_Cell, ...]
    taken: int
    worth: int


def with_streams(patterns: Sequence[Pattern], paragraphs: Sequence[Paragraph], told: Told) -> list[Paragraph]:
    """The paragraphs with the rows of such tables in place of their lines."""
    made: list[Paragraph] = []
    left = list(paragraphs)
    for number, (start, end, cells) in enumerate(_runs(told), 1):
        while left and left[0].before < start:
            made.append(left.pop(0))
        made += _Stream(patterns, told, number).rows(cells)
        left = [one for one in left if not start <= one.before < end]
    return [*made, *left]


def _runs(told: Told) -> Iterator[tuple[int, int, list[_Cell]]]:
    cells: list[_Cell] = []
    start = at = 0
    for line in [*told.text.split("\n"), ""]:
        text = line.rstrip()
        if text.endswith(BAR) and text.count(BAR) == 1:
            start = start if cells else at
            places = tuple(at + n for n, sign in enumerate(text[:-1]) if not sign.isspace())
            cells.append(_Cell(normal("".join(told.text[n] for n in places)), places, at))
        elif cells and text:
            if len(cells) >= FEWEST:
                yield start, at, cells
            cells = []
        at += len(line) + 1
    if len(cells) >= FEWEST:
        yield start, at, cells


class _Stream:
    def __init__(self, patterns: Sequence[Pattern], told: Told, number: int) -> None:
        self.told, self.number = told, number
        self.patterns = [one for one in patterns if one.block.table and one.block.widths]
        self.heads = [one for one in patterns if one.block.level and one.machine.anchor]
        self.labels = Labels([one.block for one in patterns])
        self.numbers = {id(one): at for at, one in enumerate(patterns)}
        self.first = [
            one for one in self.patterns if self.numbers[id(one)] in self.labels.first and one.machine.weight >= LEAST
        ]

    def rows(self, cells: Sequence[_Cell]) -> Iterator[Paragraph]:
        at, table = 0, 0
        over: tuple[_Cell, ...] = ()
        while at < min(len(cells), MOST):
            alone = at + 1 < len(cells) and cells[at].text and not cells[at + 1].text
            head = self.heading(cells[at : at + 1]) if alone else None
            if head is not None:
                yield head
                at, table, over = at + 2, 0, ()
                continue
            found = self.row(cells, at, table, over)
            if found is not None:
                table, over = found.pattern.block.table, found.cells
                yield self.printed(found)
                at += found.taken
                continue
            end = next((n for n in range(at, len(cells)) if not cells[n].text), len(cells))
            told = [one for one in cells[at:end] if one.text]
            table = 0
            if told:
                over = tuple(told)
                yield self.unknown(told)
            at = end + 1

    def row(self, cells: Sequence[_Cell], at: int, table: int, over: tuple[_Cell, ...]) -> _Row | None:
        own = [one for one in self.patterns if one.block.table == table]
        return self.best(own, cells, at, over) or self.best(self.first, cells, at, over)

    def best(
        self, patterns: Sequence[Pattern], cells: Sequence[_Cell], at: int, over: tuple[_Cell, ...]
    ) -> _Row | None:
        best: _Row | None = None
        for pattern in patterns:
            for merged in range(min(pattern.block.merged, len(over)) + 1):
                found = self.tried(pattern, cells, at, over[:merged])
                if found is not None and (best is None or found.worth > best.worth):
                    best = found
        return best

    def tried(self, pattern: Pattern, cells: Sequence[_Cell], at: int, over: tuple[_Cell, ...]) -> _Row | None:
        """The row at a place, if it ends where the pattern does."""
        count = len(pattern.block.widths) - len(over)
        if count < 1 or at + count >= len(cells) or cells[at + count].text or not cells[at].text:
            return None
        row = (*over, *cells[at : at + count])
        reading = pattern.machine.read(_text(pattern, row)[0])
        if reading is None or not self.sound(pattern, row, reading):
            return None
        worth = reading.given + reading.tokens + sum(one.known is None for one in reading.captures)
        return _Row(pattern, row, count + 1, worth)

    def sound(self, pattern: Pattern, row: tuple[_Cell, ...], reading: Reading) -> bool:
        text, at = _text(pattern, row)
        made = Paragraph(self.told, text, at)
        return self.labels.is_sound(self.numbers[id(pattern)], pattern.block, made, reading.captures)

    def printed(self, row: _Row) -> Paragraph:
        text, at = _text(row.pattern, row.cells)
        own = row.cells[-(row.taken - 1) :]
        return Paragraph(self.told, text, at, before=own[0].before, stream=self.number)

    def heading(self, cells: Sequence[_Cell]) -> Paragraph | None:
        """A heading of the pack that stands in a cell of its own."""
        made = numbered(self.told, cells[0].text, cells[0].at, cells[0].before)
        known = any(
            one.machine.has_anchor(made.text) and one.machine.read(made.text.rstrip(ENDS)) for one in self.heads
        )
        return made if known else None

    def unknown(self, cells: Sequence[_Cell]) -> Paragraph:
        text = "".join(f"{CELL}{one.text}" for one in cells)
        at = tuple(place for one in cells for place in (one.at[0], *one.at))
        return Paragraph(self.told, text, at, before=cells[0].before, stream=self.number)


def _text(pattern: Pattern, row: Sequence[_Cell]) -> tuple[str, tuple[int, ...]]:
    """A row as the pattern has it: a cell over several columns stands in the first of them."""
    text, at = "", list[int]()
    for cell, width in zip(row, pattern.block.widths, strict=True):
        here = cell.at[0] if cell.at else cell.before
        text += CELL + cell.text + CELL * (width - 1)
        at += [here, *cell.at, *[cell.at[-1] if cell.at else here] * (width - 1)]
    return text, tuple(at)
