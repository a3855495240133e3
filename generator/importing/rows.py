"""The tables of a file that no layout knows in, their rows as lines among its paragraphs out, as a template prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from ..backwards import BREAK, CELL, Capture, Machine
from ..backwards.symbols import NUMERALS
from ..model import Lines, Passage
from ..pattern import deferred
from ..sheets import Sheet, Told
from ..validate.cells import Row
from .paragraphs import Paragraph, normal
from .patterns import Pattern

_NUMBERED = deferred(r"([^0-9一二三四五六七八九十]{0,4})([0-9]{1,2}|[一二三四五六七八九十]{1,3})[、.：）]")
FEWEST = 2
POINT = 3
"""How the points of a cell are ranked."""
MOST = 2_000
"""Rows of the tables that a report prints by its templates; those behind that are not tried."""


def among(
    patterns: Sequence[Pattern], paragraphs: Sequence[Paragraph], sheets: Sequence[Sheet], told: Told
) -> list[Paragraph]:
    """The paragraphs with the rows of each table where it stands; of a table whose place nobody knows none."""
    made: list[Paragraph] = []
    printed = [one.machine for one in patterns if one.block.table]
    starts = [0, *(at + 1 for at, sign in enumerate(told.text) if sign == "\n")]
    few = [
        sheet for sheet, rows in zip(sheets, accumulate(len(one.rows) for one in sheets), strict=True) if rows <= MOST
    ]
    left = sorted(
        ((place, sheet) for sheet in few if (place := _place(sheet, told, starts)) is not None), key=lambda one: one[0]
    )
    for paragraph in paragraphs:
        while left and left[0][0] <= paragraph.before:
            made += rows_of(left.pop(0)[1], printed)
        made.append(paragraph)
    return [*made, *(row for _, sheet in left for row in rows_of(sheet, printed))]


def points_of(paragraph: Paragraph, capture: Capture) -> list[Paragraph]:
    """The points of prose in a cell: lines that are numbered one by one, without these numbers."""
    if not paragraph.is_row or capture.known is not None or not isinstance(capture.kind, Passage | Lines):
        return []
    lines = list(_lines(paragraph.cut(capture.start, capture.end)))
    matches = [_NUMBERED.match(one.text) for one in lines]
    numbers = [(match[1], match[2]) for match in matches if match is not None]
    counted = [str(at) for at in range(1, len(lines) + 1)], list(NUMERALS[: len(lines)])
    if len(lines) < FEWEST or len({lead for lead, _ in numbers}) != 1 or [one for _, one in numbers] not in counted:
        return []
    return [
        Paragraph(one.told, one.text[match.end() :], one.at[match.end() :], rank=POINT, before=one.before)
        for one, match in zip(lines, matches, strict=True)
        if match is not None and len(one.text) > match.end()
    ]


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    start = 0
    for text in paragraph.text.split(BREAK):
        if text:
            yield paragraph.cut(start, start + len(text))
        start += len(text) + 1


def _place(sheet: Sheet, told: Told, starts: Sequence[int]) -> int | None:
    """Where in the prose a table stands: behind as many lines as it says, or behind the line above it."""
    if sheet.after is not None:
        return starts[sheet.after] if sheet.after < len(starts) else len(told.text)
    above = sheet.above[-1] if sheet.above else ""
    at = told.text.find(above) if above else -1
    return at + len(above) if at >= 0 and told.text.find(above, at + 1) < 0 else None


def rows_of(sheet: Sheet, printed: Sequence[Machine]) -> Iterator[Paragraph]:
    """Each row as one line: a cell that goes on with the one above it says what that says, or is none of its row."""
    over: Row = []
    for at, row in enumerate(sheet.rows):
        cells = [
            over[column] if (at, column) in sheet.below and column < len(over) else cell
            for column, cell in enumerate(row)
        ]
        over = cells
        own = [cell for column, cell in enumerate(row) if (at, column) not in sheet.below]
        if not any(cell.text for cell in cells):
            continue
        made = _row(sheet, cells, row[0].place.start)
        other = _row(sheet, own, row[0].place.start) if own and len(own) < len(row) else None
        if other is not None and not any(one.read(made.text) for one in printed):
            made = other if any(one.read(other.text) for one in printed) else made
        yield made


def _row(sheet: Sheet, cells: Row, before: int) -> Paragraph:
    text, places = "", list[int]()
    for cell in cells:
        text += CELL
        places.append(cell.place.start)
        for offset, sign in enumerate(cell.text):
            if not sign.isspace() and sign != CELL:
                text += sign
                places.append(cell.place.start + offset)
                if (cell.place.start + offset + 1) in sheet.breaks and offset + 1 < len(cell.text):
                    text += BREAK
                    places.append(cell.place.start + offset)
    return Paragraph(sheet, normal(text), tuple(places), before=before)
