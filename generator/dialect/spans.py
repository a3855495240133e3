"""The rows of a table that is not even in; the cells that are said to span more rows than there is room for out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..document import Row


class Overlong(Struct, frozen=True):
    """A cell by its row and its place there, and how many rows it can span."""

    row: int
    cell: int
    room: int


class _Reaching(Struct):
    row: int
    cell: int
    columns: int
    ends: int
    """The first row that it does not cover."""


def overlong(rows: Sequence[Row]) -> tuple[Overlong, ...]:
    """Cells without which every row is as wide as the first; none where the fault is another one."""
    if not rows:
        return ()
    wide = sum(cell.colspan for cell in rows[0].cells)
    reaching: list[_Reaching] = []
    found: list[Overlong] = []
    for at, row in enumerate(rows):
        reaching = [one for one in reaching if one.ends > at]
        surplus = sum(one.columns for one in reaching) + sum(cell.colspan for cell in row.cells) - wide
        blamed = _blamed(reaching, surplus, rows, at) if surplus else []
        if blamed is None:
            return ()
        found += [Overlong(one.row, one.cell, at - one.row) for one in blamed]
        reaching = [one for one in reaching if one not in blamed]
        reaching += [_Reaching(at, number, cell.colspan, at + cell.rowspan) for number, cell in enumerate(row.cells)]
    beyond = [one for one in reaching if one.ends > len(rows)]
    return (*found, *(Overlong(one.row, one.cell, len(rows) - one.row) for one in beyond))


def _blamed(reaching: list[_Reaching], surplus: int, rows: Sequence[Row], at: int) -> list[_Reaching] | None:
    """Which of the cells above take the columns that are too many: one of a heading first, then the longest."""
    if surplus < 0:
        return None
    ordered = sorted(reaching, key=lambda one: (rows[one.row].header == rows[at].header, -one.ends))
    for one in ordered:
        if one.columns == surplus:
            return [one]
    blamed: list[_Reaching] = []
    for one in ordered:
        if one.columns <= surplus:
            blamed.append(one)
            surplus -= one.columns
    return blamed if not surplus else None
