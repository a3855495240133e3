"""The rows of a table in, each row's cells with their grid columns out, and which rows may break from the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from ...document import Cell, Row, Table, text_of
from ...source import width

_KEPT_LINES = 12
"""Lines under one merged label that stay on one page; a taller group breaks, or it would leave half a page empty."""
_WHOLE_LINES = 20
"""The most lines of a row that stays whole; a longer one may go on overleaf, or it would leave half a page empty."""
_MISFIT = "a table row does not fit its grid"
_EMPTY = Cell(())
"""Fills up a row that ends before its grid does."""


class Placed(NamedTuple):
    """A cell at its first grid column, or None where one above reaches in with `span` columns."""

    cell: Cell | None
    column: int
    span: int


def place(rows: Sequence[Row], count: int) -> list[list[Placed]]:
    """Every row filled up to `count` grid columns."""
    reaching: dict[int, list[int]] = {}
    return [_place(row, count, reaching) for row in rows]


def _place(row: Row, count: int, reaching: dict[int, list[int]]) -> list[Placed]:
    """`reaching` holds, by first grid column, span and rows to go of the cells that reach in from above."""
    placed: list[Placed] = []
    cells, column = iter(row.cells), 0
    while column < count:
        above = reaching.get(column)
        if above is not None:
            placed.append(Placed(None, column, above[0]))
            column += above[0]
            above[1] -= 1
            if above[1] == 0:
                del reaching[column - above[0]]
            continue
        cell = next(cells, _EMPTY)
        placed.append(Placed(cell, column, cell.colspan))
        if any(covered in reaching for covered in range(column + 1, column + cell.colspan)):
            raise ValueError(_MISFIT)
        if cell.rowspan > 1:
            reaching[column] = [cell.colspan, cell.rowspan - 1]
        column += cell.colspan
    if column > count or next(cells, None) is not None:
        raise ValueError(_MISFIT)
    return placed


class Breaks:
    """Where a table may break: within very long rows, and between rows that neither a label nor a head holds together.

    Heights are lines as the widths of characters make them; `room` is how many halves of a character each column takes.
    """

    def __init__(self, block: Table, placed: Sequence[Sequence[Placed]], room: Sequence[float]) -> None:
        rows = block.rows
        self.leading = next((n for n, row in enumerate(rows) if not row.header), len(rows))
        self.heights = [_height(row, room) for row in placed]
        self.kept = [number < self.leading for number in range(len(rows))]
        """Whether each row stays with the next."""
        reached = [0, *accumulate(self.heights)]
        until = 0
        for number, row in enumerate(rows):
            for cell in row.cells:
                if cell.rowspan == 1:
                    continue
                last = min(number + cell.rowspan, len(rows)) - 1
                if reached[last + 1] - reached[number] <= _KEPT_LINES:
                    until = max(until, last)
                elif last > number:
                    # a label alone at the end of a page may have no room; the last row alone lacks it
                    self.kept[number] = self.kept[last - 1] = True
            self.kept[number] |= number < until
        if rows:
            self.kept[-1] = bool(block.notes)
        self.kept = [kept and height <= _WHOLE_LINES for kept, height in zip(self.kept, self.heights, strict=True)]

    def splits(self, number: int) -> bool:
        """Whether the row may go on overleaf."""
        return self.heights[number] > _WHOLE_LINES

    def tall(self, number: int, cell: Cell) -> bool:
        """Whether the rows under a label may break apart."""
        return cell.rowspan > 1 and sum(self.heights[number : number + cell.rowspan]) > _KEPT_LINES


def _height(row: Sequence[Placed], room: Sequence[float]) -> int:
    return max([_lines(one, room) for one in row if one.cell is not None and one.cell.rowspan == 1], default=1)


def _lines(one: Placed, room: Sequence[float]) -> int:
    cell, fitting = one.cell or _EMPTY, sum(room[one.column : one.column + one.span])
    lines = 0
    for runs in cell.paragraphs:
        for line in text_of(runs).split("\n"):
            # no character is wider than two, so that most cells need no closer look
            lines += 1 if 2 * len(line) <= fitting else math.ceil(width(line) / fitting)
    return lines
