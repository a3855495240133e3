"""A table with its cells on their grid in, which rows stay with the next and which may go on overleaf out."""

from __future__ import annotations

from itertools import accumulate

from ...document import Cell, Table
from ...grid import Grid, Space, crossing, heights

_WHOLE = 0.45
"""What a row takes of a page's height that stays whole; a taller one may go on overleaf, or half a page stays empty."""

_WITH_NOTES, _WITH_LAST = 2, 1
"""Rows that stay with the last one where notes stand below it, and where none do."""
_MOST_ALONG = 0.5
"""The most that these rows take, of what stays whole."""


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
            self._keep_last(table)
        self.kept = [kept and not self.splits(number) for number, kept in enumerate(self.kept)]

    def _keep_last(self, table: Table) -> None:
        """No last row, and no notes below it, stand alone on a page: that looks like a mistake."""
        last = len(table.rows) - 1
        along = _WITH_NOTES if table.notes else _WITH_LAST
        for number in range(last - 1, max(last - along, self.leading) - 1, -1):
            if sum(self.heights[number:]) > _MOST_ALONG * self.whole:
                return
            self.kept[number] = True

    def splits(self, number: int) -> bool:
        """Whether the row may go on overleaf."""
        return self.heights[number] > self.whole

    def apart(self, number: int, cell: Cell) -> bool:
        """Whether the rows beside a merged cell may break apart."""
        return not all(self.kept[number : number + cell.rowspan - 1])
