"""Cells of several lines and the room of a table in, the width of each column out: the fewest lines, as even as asked.

Widths are whole numbers of steps, a quarter of an em each, so that they come out the same on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct, field

from ..extent import Extent, wrapped

STEP = 0.25
"""Ems."""
_LABEL = 8.0
"""The longest text that is a label, in ems: one that wraps looks worse than prose that does."""
_LABEL_WRAPS, _PROSE_WRAPS = 0.15, 0.1
"""What the further lines of a label, ever more, and each of other texts cost beside what they add to the height."""
_PARTED = 2.0
"""What a figure that is parted from its unit costs, in lines."""
_ALONE = 1.5
"""A last line of less, in ems, is a character alone."""
_LEFT_ALONE = 0.6
_ROUNDS = 6
_STRIDES = (1, 2, 4, 8, 16)


class Asking(Struct, eq=False):
    """A cell that may take several lines: its place, and its texts with their lengths; `beside` adds to its columns."""

    row: int
    column: int
    span: int
    rows: int
    texts: tuple[tuple[Extent, int], ...]
    beside: float

    def cost(self, steps: int) -> tuple[int, float]:
        """Its lines in so much room, and how bad it looks."""
        room = max(steps * STEP + self.beside, STEP)
        count, bad = 0, 0.0
        for extent, length in self.texts:
            found = wrapped(extent, length, room)
            count += found.lines
            if found.lines > 1:
                label = extent.whole <= _LABEL
                more = found.lines - 1
                bad += more * (more + 4) * _LABEL_WRAPS if label else more * _PROSE_WRAPS
                bad += found.parted * (_PARTED if extent.whole <= 2 * _LABEL else _PROSE_WRAPS)
                bad += _LEFT_ALONE if found.last < _ALONE and length > 2 else 0
        return count, bad


class _Cost(Struct, frozen=True):
    """What rows take beyond one line each, the labels beside several rows that are higher than those, and how bad it looks."""

    further: dict[int, int]
    labels: tuple[tuple[Asking, int], ...]
    bad: float


class _Column(Struct, eq=False):
    """The cells that cover the same columns: what they cost depends on nothing but the room of these."""

    column: int
    span: int
    cells: list[Asking]
    known: dict[int, _Cost] = field(default_factory=dict)

    def cost(self, widths: Sequence[int]) -> _Cost:
        steps = widths[self.column] if self.span == 1 else sum(widths[self.column : self.column + self.span])
        found = self.known.get(steps)
        if found is None:
            found = self.known[steps] = self._cost(steps)
        return found

    def _cost(self, steps: int) -> _Cost:
        further: dict[int, int] = {}
        labels = []
        bad = 0.0
        for cell in self.cells:
            count, worse = cell.cost(steps)
            bad += worse
            if cell.rows == 1 and count > 1:
                further[cell.row] = max(further.get(cell.row, 0), count - 1)
            elif count > cell.rows:
                labels.append((cell, count))
        return _Cost(further, tuple(labels), bad)


def _by_columns(cells: Sequence[Asking]) -> list[_Column]:
    found: dict[tuple[int, int], _Column] = {}
    for cell in cells:
        found.setdefault((cell.column, cell.span), _Column(cell.column, cell.span, [])).cells.append(cell)
    return list(found.values())


class Columns(Struct, frozen=True):
    """What each column takes at least and at most, and its share as its template has it; all may take `room`."""

    least: tuple[float, ...]
    most: tuple[float, ...]
    shares: tuple[float, ...]
    room: float


def shared(columns: Columns, cells: Sequence[Asking]) -> tuple[float, ...]:
    """The width of each column in ems; together they are the room."""
    if sum(columns.least) >= columns.room:
        return tuple(columns.room * least / sum(columns.least) for least in columns.least)
    least, most = ([math.ceil(width / STEP) for width in widths] for widths in (columns.least, columns.most))
    room = int(columns.room / STEP)
    if sum(least) > room:
        return shared(Columns(columns.least, columns.least, columns.shares, columns.room), ())
    widths = [max(pair) for pair in zip(least, most, strict=True)]
    if sum(widths) > room:
        asking = _by_columns(cells)
        _give_way(widths, least, columns.shares, room, asking)
        _trade(widths, least, asking)
    return _filled([width * STEP for width in widths], columns.shares, columns.room)


def _cost(widths: Sequence[int], columns: Sequence[_Column]) -> float:
    """What the rows take beyond one line each, and how bad it looks."""
    further: dict[int, int] = {}
    labels: list[tuple[Asking, int]] = []
    bad = 0.0
    for column in columns:
        found = column.cost(widths)
        bad += found.bad
        labels += found.labels
        for row, more in found.further.items():
            if further.get(row, 0) < more:
                further[row] = more
    for cell, count in labels:
        reached = range(cell.row, cell.row + cell.rows)
        lacking = count - cell.rows - sum([further.get(row, 0) for row in reached])
        if lacking > 0:
            further[reached[-1]] = further.get(reached[-1], 0) + lacking
    return round(sum(further.values()) + bad, 6)


def _give_way(
    widths: list[int], least: Sequence[int], shares: Sequence[float], room: int, columns: Sequence[_Column]
) -> None:
    """Narrow the columns until they fit, each time the one to which it costs least for what it gives."""
    spare, now = sum(widths) - room, _cost(widths, columns)
    while spare > 0:
        best: tuple[float, float, int, int] | None = None
        for at, width in enumerate(widths):
            for stride in _STRIDES:
                given = min(stride, width - least[at], spare)
                if given <= 0:
                    break
                widths[at] = width - given
                price = (_cost(widths, columns) - now) / given
                widths[at] = width
                found = (round(price, 6), -width / shares[at], at, given)
                best = found if best is None else min(best, found)
                if price <= 0 or given < stride:
                    break
        if best is None:
            return
        widths[best[2]] -= best[3]
        spare -= best[3]
        now = _cost(widths, columns)


def _trade(widths: list[int], least: Sequence[int], columns: Sequence[_Column]) -> None:
    """Let one column give to another as long as that saves lines."""
    now = _cost(widths, columns)
    for _ in range(_ROUNDS):
        best: tuple[float, int, int, int] | None = None
        for giver, width in enumerate(widths):
            for taker in range(len(widths)):
                for stride in _STRIDES if taker != giver else ():
                    if width - stride < least[giver]:
                        break
                    widths[giver] -= stride
                    widths[taker] += stride
                    found = (_cost(widths, columns), giver, taker, stride)
                    widths[giver] += stride
                    widths[taker] -= stride
                    if found[0] < now:
                        best = found if best is None else min(best, found)
        if best is None:
            return
        now = best[0]
        widths[best[1]] -= best[3]
        widths[best[2]] += best[3]


def _filled(widths: Sequence[float], shares: Sequence[float], room: float) -> tuple[float, ...]:
    """What is left goes to the columns that are narrowest beside their shares."""
    filling = sorted(range(len(widths)), key=lambda at: widths[at] / shares[at])
    left = room - sum(widths)
    level, whole = 0.0, 0.0
    for position, at in enumerate(filling):
        level = widths[at] / shares[at]
        whole += shares[at]
        ahead = widths[filling[position + 1]] / shares[filling[position + 1]] if position + 1 < len(filling) else None
        if ahead is None or (ahead - level) * whole >= left:
            level += left / whole
            break
        left -= (ahead - level) * whole
    return tuple(max(width, level * share) for width, share in zip(widths, shares, strict=True))
