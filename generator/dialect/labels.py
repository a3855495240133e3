"""Blocks and the page in, the same blocks out, each merged label that may reach over a page break told again there.

No format repeats a merged label after a page break. So a label beside more rows than stay on one page is told in
pieces: pages break between pieces, and every piece begins with the label.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec.structs import replace

from ..document import Block, Cell, Row, Table
from ..grid import Grid, crossing, heights, is_label, place, space
from ..style import Style
from .filling import Filling

_LEAST = 0.25
"""What a piece takes at least, of the most that it may take."""


def told_again(blocks: Sequence[Block], style: Style, *, across: bool = False) -> list[Block]:
    """Once for every format, so that all have the same words; `across` where the blocks stand on landscape pages."""
    out: list[Block] = []
    page = Filling(style, across=across)
    for block in blocks:
        if isinstance(block, Table):
            block = _table(block, style, page)
        page.add(block)
        out.append(block)
    return out


def _table(table: Table, style: Style, page: Filling) -> Table:
    if not any(cell.rowspan > 1 for row in table.rows if not row.header for cell in row.cells):
        return table
    placed = place(table.rows, len(table.widths))
    offered = space(table, style, across=page.across)
    tall = heights(placed, offered)
    begun = pieces(crossing(table.rows, placed), tall, offered.most)
    if not begun or page.holds(table, placed, offered, tall):
        return table
    return replace(table, rows=_divided(table.rows, placed, begun))


def pieces(reaching: Sequence[int], tall: Sequence[float], most: float) -> list[int]:
    """The rows at which labels are told again, by how many reach into each row from above and how tall each row is.

    Labels stay whole beside rows that take at most `most` together.
    """
    reached = [0.0, *accumulate(tall)]
    begun: list[int] = []
    start = 0
    for end in (*(n for n in range(1, len(tall)) if not reaching[n]), len(tall)):
        at = start
        while reached[end] - reached[at] > most:
            at = _next(at, end, reached, reaching, most)
            if at == end:
                break
            begun.append(at)
        start = end
    return begun


def _next(start: int, end: int, reached: Sequence[float], reaching: Sequence[int], most: float) -> int:
    """Where the piece that begins at `start` ends: where the fewest labels have to be told again, then evenly.

    It may be too tall where a row is: what stands above that row would be too little to stand alone.
    """
    rest = reached[end] - reached[start]
    even = rest / math.ceil(rest / most)
    best: tuple[int, float, int] | None = None
    for row in range(start + 1, end):
        height = reached[row] - reached[start]
        if height > most:
            return best[2] if best is not None else row
        if height >= most * _LEAST:
            found = (reaching[row], abs(height - even), row)
            best = found if best is None else min(best, found)
    return best[2] if best is not None else end


def _divided(rows: Sequence[Row], placed: Grid, begun: Sequence[int]) -> tuple[Row, ...]:
    """The rows with every label that reaches into one of `begun` in that row too."""
    found = [{one.column: one.cell for one in row if one.cell is not None} for row in placed]
    for number, (row, cells) in enumerate(zip(rows, placed, strict=True)):
        for one in cells if not row.header else ():
            if one.cell is not None and is_label(one, cells):
                _divide(found, number, one.column, one.cell, begun)
    return tuple(Row(tuple(row[at] for at in sorted(row)), old.header) for row, old in zip(found, rows, strict=True))


def _divide(found: list[dict[int, Cell]], number: int, column: int, cell: Cell, begun: Sequence[int]) -> None:
    end = number + cell.rowspan
    within = begun[bisect_right(begun, number) : bisect_left(begun, end)]
    for first, last in pairwise((number, *within, end)):
        found[first][column] = replace(cell, rowspan=last - first)
