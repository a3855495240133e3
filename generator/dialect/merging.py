"""A table's rows and the columns to merge in, the rows with equal neighbours as one cell out (合并单元格)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..document import Cell, Row, text_of

Starts = Sequence[Sequence[int]]
"""For each row the grid column at which each of its cells begins."""


def merged(rows: tuple[Row, ...], starts: Starts, columns: Sequence[int]) -> tuple[Row, ...]:
    """Cells of a column that stand below each other and say the same become one; empty ones do not.

    A later column merges only within a cell of the one before it (二级指标 within its 一级指标), and no cell
    reaches out of the header rows.
    """
    cells = [dict(zip(begin, row.cells, strict=True)) for begin, row in zip(starts, rows, strict=True)]
    groups = [int(row.header) - 2 for row in rows]
    for column in columns:
        groups = _merge(cells, column, groups)
    return tuple(Row(tuple(found.values()), row.header) for found, row in zip(cells, rows, strict=True))


def _merge(cells: list[dict[int, Cell]], column: int, groups: list[int]) -> list[int]:
    """Merge one column in place; the groups that bound the next one: the row where each row's cell begins."""
    inner: list[int] = []
    top = until = -1
    for at, row in enumerate(cells):
        cell = row.get(column)
        if cell is None:
            inner.append(top if at < until else at)
            continue
        end = at + cell.rowspan
        above = cells[top].get(column) if until == at else None
        if above and groups[top] == groups[at] == groups[end - 1] and _alike(above, cell):
            cells[top][column] = replace(above, rowspan=end - top)
            del row[column]
        else:
            top = at
        until = end
        inner.append(top)
    return inner


def _alike(above: Cell, cell: Cell) -> bool:
    texts = [text_of(runs).strip() for runs in cell.paragraphs]
    return any(texts) and above.colspan == cell.colspan and texts == [text_of(r).strip() for r in above.paragraphs]
