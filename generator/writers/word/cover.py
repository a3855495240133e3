"""A cover (封面) in, its page added to the sheet: title in the upper third, rows of label and value, lines at the foot."""

from __future__ import annotations

import re

from ...document import Cover, Run, Runs, text_of
from ...pattern import deferred
from ...style import Font, Pt
from . import measure
from .runs import pen
from .sheet import Sheet
from .titles import broken

_SIDE = 0.06
"""What is left free at either side of the rows, of the text's width."""
_LABELS = 0.45
"""The most that the labels take of the text's width."""
_ABOVE_ROWS = 0.4
"""The share of the free height that is above the rows; the rest is above the foot."""
_SLACK = 1
"""Lines that stay free at the foot."""
_GAPS = 2
"""Lines that stay free above the rows and above the foot."""
_CLOSEST = 1.25
"""How close rows and foot lines may be set that would not go on the page, of the type's size."""
_FULL = 0.96
"""How much of a line counts as full: type comes out a little wider than measured, and a word may wrap early."""
_SHORT = 40
"""What a row's last tab stops short of its end, twentieths of a point: LibreOffice wraps a tab that reaches it."""
_UNBROKEN = deferred("[（《〈“‘【〔]*(?:[!-.0-~]+/*|/+|—+|…+|.)[，。、；：？！）》〉”’】〕]*", re.DOTALL)
"""What stays on one line: a number, a Latin word, a part of an address, with marks that neither end nor begin one."""


def write_cover(block: Cover, sheet: Sheet) -> None:
    """One page, a section of its own without a page number; it counts as a page all the same."""
    if sheet.kind != "cover" or sheet.ended:
        sheet.begin("cover")
    style, rows = sheet.style.cover, _Rows(block, sheet)
    # a label above the title (附件1) takes one of its blank lines
    before: float = max(style.before - sheet.written, sheet.below)
    count, room = _lines(block, rows, sheet), _room(block, sheet)
    pitch, closer = sheet.style.page.pitch, ""
    row = min(style.row, max((room - before - _GAPS) * pitch / max(count, 1), style.font.size * _CLOSEST))
    if row < style.row:
        closer = f'w:line="{measure.from_pt(Pt(row))}" w:lineRule="exact"'
    before = min(before, max(room - count * row / pitch - _GAPS, 0))
    free = max(room - before - count * row / pitch, _GAPS)
    above = free * _ABOVE_ROWS if block.fields else 0
    for position, line in enumerate(block.title):
        whole = broken(line, style.title, sheet.width, sheet.style.breaks)
        sheet.paragraph("CoverTitle", pen(style.title).runs(whole), lines=0 if position else before)
    for position, (label, value) in enumerate(block.fields):
        runs, gap = rows.runs(label, value), 0 if position else above
        sheet.paragraph("CoverField", runs, rows.tabs, rows.placed, lines=gap, spaced=closer)
    for position, line in enumerate(block.foot):
        gap = 0 if position else free - above
        sheet.paragraph("CoverFoot", pen(style.font).runs(line), lines=gap, spaced=closer)
    if not sheet.written:
        sheet.paragraph("CoverFoot", "")
    sheet.ended = True


def _lines(block: Cover, rows: _Rows, sheet: Sheet) -> int:
    """The lines of the rows and of the foot."""
    foot = sum(_height(line, sheet.style.cover.font, sheet.width, sheet) for line in block.foot)
    return foot + sum(rows.lines(label, value) for label, value in block.fields)


def _room(block: Cover, sheet: Sheet) -> float:
    """What the title and a label above it leave of the page, in lines of the body."""
    style = sheet.style.cover
    title = sum(_height(line, style.title, sheet.width, sheet) for line in block.title) * style.pitch
    return sheet.style.page.lines - _SLACK - sheet.written - title / sheet.style.page.pitch


def _extent(text: str, font: Font, sheet: Sheet) -> float:
    style = sheet.style
    return measure.extent(text, style.page, style.body) * font.size / style.body.size


def _wrapped(line: Runs, font: Font, width: int, sheet: Sheet) -> list[float]:
    """The widths of the lines that a text is broken into, at least one."""
    lines, written = [0.0], ""
    for piece in _UNBROKEN.findall(text_of(line)):
        longer = _extent(written + piece, font, sheet)
        if longer <= width * _FULL or not written:
            written += piece
        else:
            written, longer = piece, _extent(piece, font, sheet)
            lines.append(0)
        full, lines[-1] = divmod(longer, width)
        lines[-1:-1] = [float(width)] * int(full)
    return lines


def _height(line: Runs, font: Font, width: int, sheet: Sheet) -> int:
    return len(_wrapped(line, font, width, sheet))


class _Rows:
    """Labels and values in two columns that tabs align; a line runs below each value to the end of its row."""

    def __init__(self, block: Cover, sheet: Sheet) -> None:
        self.sheet, self.pen = sheet, pen(sheet.style.cover.font)
        self.lined = pen(sheet.style.cover.font, underlined=True)
        side = round(sheet.width * _SIDE)
        gap = measure.characters(1, sheet.style.page, sheet.style.body)
        longest = max((_extent(label, sheet.style.cover.font, sheet) for label, _ in block.fields), default=0)
        value = side + min(round(longest) + gap, round(sheet.width * _LABELS))
        end = sheet.width - side
        self.whole, self.label, self.room = end - side, value - side, end - value
        stops = "".join(f'<w:tab w:val="left" w:pos="{at}"/>' for at in (value, end - _SHORT))
        self.tabs = f"<w:tabs>{stops}</w:tabs>"
        self.placed = f'<w:ind w:left="{value}" w:right="{side}" w:hanging="{value - side}"/>'

    def lines(self, label: str, value: Runs) -> int:
        """The lines of a row; a label that is longer than its column has lines of its own."""
        font = self.sheet.style.cover.font
        above = _height((Run(label),), font, self.whole, self.sheet) if self.overlong(label) else 0
        return above + _height(value, font, self.room, self.sheet)

    def overlong(self, label: str) -> bool:
        return _extent(label, self.sheet.style.cover.font, self.sheet) > self.label * _FULL

    def runs(self, label: str, value: Runs) -> str:
        last = _wrapped(value, self.sheet.style.cover.font, self.room, self.sheet)[-1]
        # a tab behind a full line would begin another
        rest = self.lined.text("\t") if last < self.room * (1 - _SIDE) else ""
        # a tab behind an overlong label would go past the column, and over the end of the line
        return self.pen.text(label + ("\n" if self.overlong(label) else "\t")) + self.lined.runs(value) + rest
