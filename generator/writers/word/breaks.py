"""A table with its cells on their grid in, which rows stay with the next and which may go on overleaf out."""

from __future__ import annotations

from itertools import accumulate

from ...document import Cell, Table
from ...grid import Grid, Space, crossing, heights

_WHOLE = 0.45
"""What a row takes of a page's height that stays whole; a taller one may go on overleaf, or half a page stays empty."""


class Breaks:
    """Where a table may break: within very long rows, and between rows that neither a label nor a head holds together."""

    def __init__(self, table: Table, placed: Grid, page: Space) -> None:
        rows, self.whole = table.rows, page.high * _WHOLE
        self.leading = next((n for n, row in enumerate(rows) if not row.header), len(rows))
        self.heights = heights(placed, page)
        reaching = crossing(rows, placed)
        self.kept = [number < self.leading for number in range(len(rows))]
        """Whether each row stays with the next."""
        reached = [0.0, *accumulate(self.heights)]
        until = 0
        for number, row in enumerate(rows):
            for cell in row.cells:
                if cell.rowspan == 1:
                    continue
                last = min(number + cell.rowspan, len(rows)) - 1
                if reached[last + 1] - reached[number] <= page.most:
                    until = max(until, last)
                elif last > number:
                    # a text alone at the end of a page may have no room; the last row alone lacks it
                    self.kept[number] = self.kept[last - 1] = True
            self.kept[number] |= number < until or (number + 1 < len(rows) and reaching[number + 1] > 0)
        if rows:
            self.kept[-1] = bool(table.notes)
        self.kept = [kept and not self.splits(number) for number, kept in enumerate(self.kept)]

    def splits(self, number: int) -> bool:
        """Whether the row may go on overleaf."""
        return self.heights[number] > self.whole

    def apart(self, number: int, cell: Cell) -> bool:
        """Whether the rows beside a merged cell may break apart."""
        return not all(self.kept[number : number + cell.rowspan - 1])
