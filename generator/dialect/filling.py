"""Blocks in, in order, and whether a table that comes next certainly ends on the page that it begins on out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from ..document import (
    Addressee,
    Attachment,
    Attachments,
    Block,
    Chart,
    Contents,
    Cover,
    Heading,
    Landscape,
    Numbered,
    PageBreak,
    Paragraph,
    RunIn,
    Runs,
    Signature,
    Table,
    Title,
    text_of,
)
from ..exhaustive import assert_never
from ..grid import LINE, Grid, Space, heights, lines_in, place, space, text_block
from ..source import width
from ..style import Style

_SURE = 0.9
"""The share of a page that certainly has room for what is estimated to take as much."""


class Filling:
    """What stands on one page so far, from where a new one must begin; `across` for landscape pages."""

    def __init__(self, style: Style, *, across: bool) -> None:
        self.style, self.across = style, across
        self.wide, self.high = text_block(style, across=across)
        self.blocks: list[Block] = []

    def add(self, block: Block) -> None:
        if isinstance(block, PageBreak | Cover | Landscape):
            self.blocks = []
            return
        if isinstance(block, Heading) and block.new_page:
            self.blocks = []
        self.blocks.append(block)

    def holds(self, table: Table, placed: Grid, offered: Space, tall: Sequence[float]) -> bool:
        """Forms begin a page, and mostly end on it."""
        room = self.high * _SURE - self._table(table, placed, offered, tall)
        for block in self.blocks:
            height = self.height(block) if room > 0 else None
            if height is None:
                return False
            room -= height
        return room > 0

    def height(self, block: Block, line: float = LINE) -> float | None:
        """In points, with lines of a table as high as `line` of its type; None where only the layout knows."""
        style, pitch = self.style, self.style.page.pitch
        match block:
            case Title(lines):
                blank = (style.title.before + style.title.after) * pitch
                return sum(self._lines(line, style.title.font.size) for line in lines) * style.title.pitch + blank
            case Attachment(label, lines):
                head, blank = style.attachment, style.attachment.before + style.attachment.after + bool(label)
                return sum(self._lines(one, head.title.size) for one in lines) * head.pitch + blank * pitch
            case Table():
                placed, offered = place(block.rows, len(block.widths)), space(block, style, across=self.across)
                offered = replace(offered, line=offered.line / LINE * line)
                return self._table(block, placed, offered, heights(placed, offered))
            case Heading(_, number, runs) | Numbered(number, runs):
                return (self._lines(runs, style.body.size, number) + style.part.after) * pitch
            case RunIn(_, number, heading, runs):
                return self._lines((*heading, *runs), style.body.size, number) * pitch
            case Paragraph(runs) | Addressee(runs):
                return self._lines(runs, style.body.size) * pitch
            case Signature() | Attachments() | Contents() | Chart() | Cover() | PageBreak() | Landscape():
                return None
            case _:
                assert_never(block)

    def _lines(self, runs: Runs, size: float, number: str = "") -> int:
        """Lines of a paragraph whose first line is indented by two characters."""
        return math.ceil((width(number + text_of(runs)) / 2 + 2) * size / self.wide)

    def _table(self, table: Table, placed: Grid, offered: Space, tall: Sequence[float]) -> float:
        """A merged cell that is taller than the rows beside it makes them taller."""
        style = self.style.table
        more = 0.0
        for number, row in enumerate(placed):
            for one in row:
                if one.cell is not None and one.cell.rowspan > 1:
                    own = lines_in(one, offered) * offered.line + offered.edge
                    more += max(own - sum(tall[number : number + one.cell.rowspan]), 0)
        above = self._lines(table.caption, style.caption.size) * self.style.page.pitch if table.caption else 0
        beside = sum(self._lines(runs, style.note.size) for runs in (table.unit, *table.notes) if runs)
        return sum(tall) + more + above + beside * offered.line
