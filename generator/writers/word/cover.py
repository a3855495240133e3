"""A cover (封面) in, its page added to the sheet: title in the upper third, rows of label and value, lines at the foot."""

from __future__ import annotations

import math

from ...document import Cover, Runs, text_of
from ...style import Font
from . import measure
from .runs import pen
from .sheet import Sheet

_SIDE = 0.06
"""What is left free at either side of the rows, of the text's width."""
_LABELS = 0.45
"""The most that the labels take of the text's width."""
_ABOVE_ROWS = 0.4
"""The share of the free height that is above the rows; the rest is above the foot."""
_SLACK = 1
"""Lines that stay free at the foot."""
_FULL = 0.96
"""How much of a line counts as full: type comes out a little wider than measured, and a word may wrap early."""
_SHORT = 40
"""What a row's last tab stops short of its end, twentieths of a point: LibreOffice wraps a tab that reaches it."""
_UNDERLINED = '<w:u w:val="single"/></w:rPr>'


def write_cover(block: Cover, sheet: Sheet) -> None:
    """One page, a section of its own without a page number; it counts as a page all the same."""
    if sheet.kind != "cover" or sheet.ended:
        sheet.begin("cover")
    style, rows = sheet.style.cover, _Rows(block, sheet)
    # a label above the title (附件1) takes one of its blank lines
    before = max(style.before - sheet.written, sheet.below)
    free = max(_free(block, rows, sheet) - before, 2)
    above = free * _ABOVE_ROWS if block.fields else 0
    for position, line in enumerate(block.title):
        sheet.paragraph("CoverTitle", pen(style.title).runs(line), lines=0 if position else before)
    for position, (label, value) in enumerate(block.fields):
        runs = rows.runs(label, value)
        sheet.paragraph("CoverField", runs, lines=0 if position else above, tabs=rows.tabs, indent=rows.placed)
    for position, line in enumerate(block.foot):
        sheet.paragraph("CoverFoot", pen(style.font).runs(line), lines=0 if position else free - above)
    if not sheet.written:
        sheet.paragraph("CoverFoot", "")
    sheet.ended = True


def _free(block: Cover, rows: _Rows, sheet: Sheet) -> float:
    """What title, rows, foot and a label above leave of the page, in lines of the body."""
    style = sheet.style.cover
    title = sum(_height(line, style.title, sheet.width, sheet) for line in block.title) * style.pitch
    count = sum(_height(value, style.font, rows.room, sheet) for _, value in block.fields)
    foot = sum(_height(line, style.font, sheet.width, sheet) for line in block.foot)
    printed = (title + (count + foot) * style.row) / sheet.style.page.pitch
    return sheet.style.page.lines - _SLACK - sheet.written - printed


def _extent(text: str, font: Font, sheet: Sheet) -> float:
    style = sheet.style
    return measure.extent(text, style.page, style.body) * font.size / style.body.size


def _height(line: Runs, font: Font, width: int, sheet: Sheet) -> int:
    return max(math.ceil(_extent(text_of(line), font, sheet) / (width * _FULL)), 1)


class _Rows:
    """Labels and values in two columns that tabs align; a line runs below each value to the end of its row."""

    def __init__(self, block: Cover, sheet: Sheet) -> None:
        self.sheet, self.pen = sheet, pen(sheet.style.cover.font)
        side = round(sheet.width * _SIDE)
        gap = measure.characters(1, sheet.style.page, sheet.style.body)
        longest = max((_extent(label, sheet.style.cover.font, sheet) for label, _ in block.fields), default=0)
        value = side + min(round(longest) + gap, round(sheet.width * _LABELS))
        end = sheet.width - side
        self.room = end - value
        stops = "".join(f'<w:tab w:val="left" w:pos="{at}"/>' for at in (value, end - _SHORT))
        self.tabs = f"<w:tabs>{stops}</w:tabs>"
        self.placed = f'<w:ind w:left="{value}" w:right="{side}" w:hanging="{value - side}"/>'

    def runs(self, label: str, value: Runs) -> str:
        last = _extent(text_of(value), self.sheet.style.cover.font, self.sheet) % self.room
        # a tab behind a full line would begin another
        rest = self.pen.text("\t") if last < self.room * (1 - _SIDE) else ""
        underlined = (self.pen.runs(value) + rest).replace("</w:rPr>", _UNDERLINED)
        return self.pen.text(f"{label}\t") + underlined
