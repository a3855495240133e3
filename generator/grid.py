"""The rows of a table and its page in, each row's cells with their grid columns, its height and its labels out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from .document import Cell, Row, Table, text_of
from .extent import lines
from .source import width
from .style import Style

LINE = 1.3
"""Height of a line in a table, of the type's size: what Word gives Chinese type; other fonts have more."""
_LONGEST = 120
"""Width of the longest text that is a label, in halves of a character; what is longer is prose, not said again."""
POINTS = 72 / 25.4
_MISFIT = "a table row does not fit its grid"
_EMPTY = Cell(())
"""Fills up a row that ends before its grid does."""


class Placed(NamedTuple):
    """A cell at its first grid column, or None where one above reaches in with `span` columns."""

    cell: Cell | None
    column: int
    span: int


_column = attrgetter("column")


Grid = Sequence[Sequence[Placed]]


def columns_of(row: Row, below: list[int]) -> list[int] | None:
    """The grid columns at which a row's cells begin, each in the first that is free, or None where two overlap.

    `below` counts by column for how many rows it stays covered, this one included; it grows where the row is longer.
    """
    at = 0
    starts: list[int] = []
    for cell in row.cells:
        while at < len(below) and below[at]:
            at += 1
        starts.append(at)
        for _ in range(cell.colspan):
            if at == len(below):
                below.append(0)
            if below[at]:
                return None
            below[at] = cell.rowspan
            at += 1
    return starts


def row_done(below: list[int]) -> list[int]:
    """What `columns_of` the next row begins with."""
    return [rest - 1 if rest else 0 for rest in below]


def place(rows: Sequence[Row], count: int) -> list[list[Placed]]:
    """Every row filled up to `count` grid columns."""
    found: list[list[Placed]] = []
    below = [0] * count
    reaching: dict[int, int] = {}
    """The spans of what reaches in from above, by the column where it begins."""
    for row in rows:
        reaching = {column: span for column, span in reaching.items() if below[column]}
        starts = columns_of(row, below)
        if starts is None or len(below) > count:
            raise ValueError(_MISFIT)
        placed = [Placed(cell, column, cell.colspan) for cell, column in zip(row.cells, starts, strict=True)]
        placed += [Placed(None, column, span) for column, span in reaching.items()]
        placed += [Placed(_EMPTY, column, 1) for column, rest in enumerate(below) if not rest]
        placed.sort(key=_column)
        reaching |= {one.column: one.span for one in placed if one.cell is not None and one.cell.rowspan > 1}
        below = row_done(below)
        found.append(placed)
    return found


class Space(Struct, frozen=True):
    """What a page has for a table, in points; `room` is how many characters of its type each column takes."""

    room: tuple[float, ...]
    beside: float
    """What each further column that a cell covers adds to its room."""
    line: float
    """Height of a line."""
    edge: float
    """What a row takes beside its lines."""
    high: float
    """Height of the text block (版心)."""
    least: float = 0
    """The least height of a row."""

    @property
    def most(self) -> float:
        """The most that rows take which stay together: more would leave too much of a page empty, less tells labels
        again too often."""
        return self.high / 3


def space(table: Table, style: Style, *, across: bool) -> Space:
    """`across` where the table stands on a landscape page."""
    wide, high = text_block(style, across=across)
    size, usual = table.size or style.table.font.size, style.table.padding
    beside = 2 * POINTS * (usual if table.padding is None else table.padding)
    whole = sum(table.widths)
    ems = [(wide * share / whole - beside) / size for share in table.widths]
    return Space(
        tuple([max(em, 1) for em in ems]),
        beside / size,
        size * LINE,
        usual * POINTS + style.table.border,
        high,
        table.row_height,
    )


def text_block(style: Style, *, across: bool) -> tuple[float, float]:
    """Width and height of the text block (版心) in points; that of a landscape page is turned."""
    page = style.page
    level, upright = page.width - page.left - page.right, page.height - page.top - page.bottom
    wide, high = (upright, level) if across else (level, upright)
    return wide * POINTS, high * POINTS


def heights(placed: Grid, page: Space) -> list[float]:
    """The height of each row, as the widths of characters make it; merged cells find room somewhere."""
    return [max(page.least, page.edge + page.line * _lines_of(row, page)) for row in placed]


def _lines_of(row: Sequence[Placed], page: Space) -> int:
    return max([lines_in(one, page) for one in row if one.cell is not None and one.cell.rowspan == 1], default=1)


def lines_in(one: Placed, page: Space) -> int:
    """The lines that a cell's text takes."""
    room = sum(page.room[one.column : one.column + one.span]) + (one.span - 1) * page.beside
    return sum([lines(line, room) for runs in (one.cell or _EMPTY).paragraphs for line in text_of(runs).split("\n")])


def is_label(one: Placed, row: Sequence[Placed]) -> bool:
    """Whether a cell names the rows beside it: it is merged, short, and a cell of one row stands to its right."""
    cell = one.cell
    if cell is None or cell.rowspan == 1:
        return False
    if not 0 < sum(width(text_of(runs)) for runs in cell.paragraphs) <= _LONGEST:
        return False
    return any(other.cell is not None and other.cell.rowspan == 1 and other.column > one.column for other in row)


def crossing(rows: Sequence[Row], placed: Grid) -> list[int]:
    """How many labels reach into each row from the one above; those of a header count as none."""
    steps = [0] * (len(rows) + 1)
    for number, (row, cells) in enumerate(zip(rows, placed, strict=True)):
        if row.header:
            continue
        for one in cells:
            if one.cell is not None and one.cell.rowspan > 1 and is_label(one, cells):
                steps[min(number + 1, len(rows))] += 1
                steps[min(number + one.cell.rowspan, len(rows))] -= 1
    return list(accumulate(steps))[:-1]
