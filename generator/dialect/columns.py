"""Tables and the page in, the same tables out with the widths that their texts ask for, within the pack's limits.

A table whose cells all stand on one line keeps the widths that its template gives. In others no column is narrower than
its short words and figures, and the one gives way to which it costs the fewest lines. Tables that follow each other with
the same widths are one form: their columns stay in line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from ..document import Cell, Row, Table, text_of
from ..extent import Extent, ems, extent, unparted
from ..grid import POINTS, Placed, place, text_block
from ..pattern import deferred
from ..style import Mm, Style

if TYPE_CHECKING:
    from .sharing import Asking

_SLACK = 0.2
"""Ems that a cell needs beyond its text: type comes out a little wider than measured."""
_WORD = 3.5
"""The longest text that is one word of a table, in ems: 执行率, 得分."""
_SHORT = 12.0
"""The longest text in which no figure is parted from its unit, and no brackets from what is in them, in ems."""
_FIGURE = 6.5
"""The longest figure that stands on one line with a unit of several characters, in ems."""
_MEASURE = deferred("[\u2265\u2264\uff1e\uff1c\uff1d<>=]?[0-9][0-9.,]*[%\uff05\u2030]?[^0-9\\s]{0,3}")
"""A figure with its sign and its unit: ≥32个, 14589件."""
_BLANK = 0.5
"""What a column that is to be filled in by hand keeps of its width."""
_MOST_OF_PIECE = 0.4
"""The most of a table's room that one piece of text may ask for: an address goes over several lines."""
_ROWS_OF_LABEL = 2
"""As many lines a label beside several rows may take without asking for more."""
_CELLS = 400
"""As many cells decide: those with the most text."""


def fitted(tables: Sequence[Table], style: Style, *, across: bool, size: float = 0) -> list[Table]:
    """Tables of one form with their widths, set in `size` if one is given, smaller where their figures do not fit."""
    size = size or tables[0].type_size
    usual, closest = style.table.padding, min(style.table.closest, style.table.padding)
    content, shares = _Content(tables, style), tables[0].widths
    form, padding = _Form(content, shares, style, size or style.table.font.size, usual, across=across), None
    if form.stands():
        return [replace(table, size=size) for table in tables]
    if closest < usual and form.crowded():
        form, padding = _Form(content, shares, style, form.size, closest, across=across), closest
    for smaller in sizes(style, form.size)[1:]:
        if form.holds():
            break
        form, size = _Form(content, shares, style, smaller, closest, across=across), smaller
    widths = form.widths()
    return [replace(table, widths=widths, size=size, padding=padding) for table in tables]


def sizes(style: Style, largest: float) -> list[float]:
    """The sizes that type may be set in, half a point apart."""
    found = [largest]
    while found[-1] - 0.5 >= style.table.smallest:
        found.append(found[-1] - 0.5)
    return found


class _Text(NamedTuple):
    """A cell that holds text: its place, and what its lines measure; `row` counts over all tables of the form."""

    row: int
    column: int
    span: int
    rows: int
    header: bool
    lines: tuple[tuple[Extent, int], ...]
    figure: bool
    """Whether it is a figure with its unit."""


class _Line(NamedTuple):
    """A cell that holds text, and its lines."""

    row: int
    at: Placed
    rows: int
    header: bool
    lines: list[str]


class _Content:
    """What the cells of a form hold, whatever the size that they are set in."""

    def __init__(self, tables: Sequence[Table], style: Style) -> None:
        self.larger = style.table.header.size / style.table.font.size
        rows = [(row, cells) for table in tables for row, cells in _rows(table)]
        self.cells = [
            _Line(number, one, one.cell.rowspan, row.header or one.cell.header, lines)
            for number, (row, cells) in enumerate(rows)
            for one in cells
            if one.cell is not None and (lines := _lines(one.cell))
        ]

    @cached_property
    def texts(self) -> list[_Text]:
        found = []
        for number, one, rows, header, lines in self.cells:
            scale = self.larger if header else 1
            measured = tuple([(_scaled(extent(line), scale), len(line)) for line in lines])
            figure = len(lines) == 1 and _MEASURE.fullmatch(lines[0]) is not None
            found.append(_Text(number, one.column, one.span, rows, header, measured, figure))
        return found


class _Form:
    """Tables whose columns stay in line, as they come out in one size of type."""

    def __init__(
        self, content: _Content, shares: Sequence[float], style: Style, size: float, padding: Mm, *, across: bool
    ) -> None:
        self.content, self.shares, self.style, self.size = content, tuple(shares), style, size
        self.padding = 2 * padding * POINTS / size
        self.whole = text_block(style, across=across)[0] / size
        self.room = self.whole - self.padding * len(self.shares)
        self.given = [self.whole * share - self.padding for share in self.shares]
        self.known: dict[bool, list[float]] = {}

    def stands(self) -> bool:
        """Whether every text stands on its line at the widths that the template gives."""
        for _, one, _, header, lines in self.content.cells:
            room = sum(self.given[one.column : one.column + one.span]) + (one.span - 1) * self.padding - _SLACK
            if header:
                room /= self.content.larger
            # no character is wider than an em, so that most cells need no closer look
            if any(len(line) > room and ems(line) > room for line in lines):
                return False
        return True

    def holds(self) -> bool:
        """Whether each column can be as wide as its widest figure."""
        return sum(self._least(words=False)) <= self.room

    def _least(self, *, words: bool) -> list[float]:
        """What each column takes so that no figure breaks; with `words`, no short word and no unit parts either."""
        if words not in self.known:
            self.known[words] = self._measured(words=words)
        return self.known[words]

    def _measured(self, *, words: bool) -> list[float]:
        least = [0.0] * len(self.shares)
        blank = [True] * len(self.shares)
        for text in self.content.texts:
            if text.span == 1:
                wide = max([self._piece(one, length, text.figure and words, words) for one, length in text.lines])
                least[text.column] = max(least[text.column], wide + _SLACK)
                blank[text.column] &= text.header
        return [
            max(wide, given * _BLANK) if empty else wide
            for wide, given, empty in zip(least, self.given, blank, strict=True)
        ]

    def _piece(self, measured: Extent, length: int, figure: bool, words: bool) -> float:
        longest = min(max(measured.pieces), self.room * _MOST_OF_PIECE)
        if words and measured.whole <= _SHORT and any(measured.bound):
            longest = max(longest, unparted(measured, length, longest))
        if words and (measured.whole <= _WORD or (figure and measured.whole <= _FIGURE)):
            return measured.whole
        return max(longest, min(self.style.table.narrowest, measured.whole)) if length > 1 else longest

    def crowded(self) -> bool:
        """Whether some column cannot have what it asks for."""
        return sum(self._asked(self._least(words=True))[1]) > self.room

    def _asked(self, least: Sequence[float]) -> tuple[list[float], list[float]]:
        """What each column takes so that all its texts stand on one line, and the same within the pack's limit."""
        asked = list(least)
        for text in self.content.texts:
            if text.span == 1:
                # a label has the lines of the rows beside it
                wide = max([measured.whole for measured, _ in text.lines]) / min(text.rows, _ROWS_OF_LABEL) + _SLACK
                asked[text.column] = max(asked[text.column], wide)
        widest = self.style.table.widest
        return asked, [max(low, min(wide, widest)) for low, wide in zip(least, asked, strict=True)]

    def widths(self) -> tuple[float, ...]:
        least = self._least(words=True)
        if sum(least) > self.room:
            least = self._least(words=False)
        asked, most = self._asked(least)
        if sum(most) < self.room:
            most = _grown(most, asked, self.room)
        from .sharing import Columns, shared  # few tables need it

        cells = [text for text in self.content.texts if self._may_wrap(text, least)]
        cells.sort(key=lambda text: -sum([measured.whole for measured, _ in text.lines]))
        columns = Columns(tuple(least), tuple(most), self.shares, self.room)
        ems = shared(columns, [self._asking(text) for text in cells[:_CELLS]])
        return tuple((em + self.padding) / self.whole for em in ems)

    def _may_wrap(self, text: _Text, least: Sequence[float]) -> bool:
        room = sum(least[text.column : text.column + text.span]) + (text.span - 1) * self.padding
        return any(measured.whole + _SLACK > room for measured, _ in text.lines)

    def _asking(self, text: _Text) -> Asking:
        from .sharing import Asking

        beside = (text.span - 1) * self.padding - _SLACK
        return Asking(text.row, text.column, text.span, text.rows, text.lines, beside)


def _grown(most: Sequence[float], asked: Sequence[float], room: float) -> list[float]:
    """What no other column asks for goes to those of prose."""
    lacking = [wide - have for wide, have in zip(asked, most, strict=True)]
    part = min((room - sum(most)) / sum(lacking), 1) if sum(lacking) > 0 else 0
    return [have + lack * part for have, lack in zip(most, lacking, strict=True)]


def _rows(table: Table) -> Iterator[tuple[Row, list[Placed]]]:
    return zip(table.rows, place(table.rows, len(table.widths)), strict=True)


def _lines(cell: Cell) -> list[str]:
    return [line for runs in cell.paragraphs for line in text_of(runs).split("\n") if line.strip()]


def _scaled(measured: Extent, scale: float) -> Extent:
    if scale == 1:
        return measured
    return Extent(measured.whole * scale, tuple([piece * scale for piece in measured.pieces]), measured.bound)
