"""Figures that differ from the sum of others in, each fault once out: a row that is missing tells in every column and level.

A table without one of its rows differs from its total in each column, from the class above that row, and from whatever
the total goes into. All of them differ by the same, and what stands further out adds up the same rows and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..diagnostic import Diagnostic, Label, Severity
from .explained import Unexplained

AS_MUCH = "也差这么多"


class Apart(Struct, frozen=True):
    """A finding that a figure is not the sum of others.

    `row` tells which figures stand in one row, `gap` is how much more was written than the sum, in the base unit, `said` the
    same as it is printed, and `lines` are those of what was added up; `bare` is a column in which nothing was. `other` is the
    gap where it may be taken another way; what is `last` is only told where no sum of the same rows differs.
    """

    finding: Diagnostic
    row: int
    column: str
    gap: Decimal
    said: str
    lines: frozenset[int]
    bare: bool = False
    other: Decimal | None = None
    last: bool = False

    def is_gap(self, gap: Decimal) -> bool:
        return gap in (self.gap, self.other)


Row = list[Apart]


class _Told(NamedTuple):
    """A row that is told, the lines that it adds up, and the rows that differ for the same reason."""

    row: Row
    lines: frozenset[int]
    more: list[Row]


def once(found: Iterable[Diagnostic | Unexplained | Apart]) -> Iterator[Diagnostic | Unexplained]:
    """The findings with one for all that a single row explains."""
    rows: dict[int, Row] = {}
    for one in found:
        if isinstance(one, Apart) and one.finding.weight is Severity.ERROR:
            rows.setdefault(one.row, []).append(one)
        else:
            yield one.finding if isinstance(one, Apart) else one
    told: list[_Told] = []
    for row in sorted((one for each in rows.values() for one in _of_one_fault(each)), key=_closeness):
        lines = _lines(row)
        within = [one for one in told if one.lines and one.lines <= lines]
        if _follows(row, [one.row for one in within]):
            within[-1].more.append(row)
        else:
            told.append(_Told(row, lines, []))
    yield from (_finding(one.row, one.more) for one in told)


def _of_one_fault(row: Row) -> Iterator[Row]:
    """A row that is above the sum in one column and below it in another has two faults."""
    if len({one.gap > 0 for one in row}) == 1 and len({one.finding.code.id for one in row}) == 1:
        yield row
    else:
        yield from ([one] for one in row)


def _lines(row: Row) -> frozenset[int]:
    return frozenset().union(*(one.lines for one in row))


def _closeness(row: Row) -> tuple[bool, int, int, int]:
    """The innermost sum first, of those the one that stands nearest to what it adds up."""
    lines, own = _lines(row), row[0].finding.place.line
    return row[0].last, len(lines), min((abs(own - line) for line in lines), default=0), own


def _follows(row: Row, told: list[Row]) -> bool:
    """Whether rows that were told already explain each column; one in which nothing was added up may be the missing row's."""
    gaps: dict[str, Decimal] = {}
    for one in (each for found in told for each in found):
        gaps[one.column] = gaps.get(one.column, Decimal(0)) + one.gap
    known = [one for one in row if one.column in gaps]
    return bool(known) and all(one.is_gap(gaps[one.column]) if one.column in gaps else one.bare for one in row)


def _finding(row: Row, more: list[Row]) -> Diagnostic:
    first, others = row[0], row[1:]
    if not others and not more:
        return first.finding
    what = "多半漏了一行，或一行抄错了" if first.gap > 0 else "多半多了一行，或一行抄错了"
    told = "、".join(f"“{one.column}”也不等，相差{one.said}" for one in others)
    labels = [*(one.finding.at for one in others), *(Label(one[0].finding.place, AS_MUCH) for one in more)]
    found = first.finding
    seen = {found.place, *(one.place for one in labels)}
    help_ = (
        f"{what}，对照原表核对；{found.help}"
        if not others
        else f"{what}，对照原表核对；各行无误的，删去这几个数，由程序算出"
    )
    return replace(
        found,
        message=f"{found.message}；{told}" if told else found.message,
        labels=(*labels, *(one for one in found.labels if one.place not in seen)),
        help=help_,
    )
