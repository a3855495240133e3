"""A table in, its caption, unit line, rows and notes added to the sheet as XML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...document import Align, Cell, Row, Runs, Table
from . import measure
from .runs import Pen, pen
from .sheet import Sheet

_KEPT_TOGETHER = 4
"""Rows under one merged label that stay on one page; a longer group breaks, or it would leave half a page empty."""


def write_table(block: Table, sheet: Sheet) -> None:
    style = sheet.style.table
    if block.caption:
        sheet.paragraph("Caption", pen(style.caption).runs(block.caption))
    if block.unit:
        sheet.paragraph("TableUnit", pen(style.note).runs(block.unit))
    sheet.before_table()
    sheet.xml.append(_Writer(block, sheet).table())
    sheet.below, sheet.table_last = 0, True
    note = pen(style.note)
    for runs in block.notes:
        sheet.paragraph("TableNote", note.runs(runs))


@dataclass(slots=True)
class _Merge:
    """A cell that reaches further down: its grid columns, how many rows it still covers, and how many in all."""

    span: int
    rows: int
    total: int

    def keeps(self) -> bool:
        """Whether the row just written stays with the next: always in a short group, else its first and last pair.

        A label alone in the last row of a page has no room and is cut through; the last row alone lacks it.
        """
        return self.total <= _KEPT_TOGETHER or self.rows in (1, self.total - 1)


@dataclass
class _Writer:
    block: Table
    sheet: Sheet
    open: dict[int, _Merge] = field(default_factory=dict)
    """Merges that reach into the next row, by their first grid column."""

    def __post_init__(self) -> None:
        style = self.sheet.style.table
        self.widths = measure.shared_out(self.sheet.width, self.block.widths)
        self.plain, self.header = pen(style.font), pen(style.header)
        self.leading = next((n for n, row in enumerate(self.block.rows) if not row.header), len(self.block.rows))

    def table(self) -> str:
        grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in self.widths])
        rows = "".join([self.row(number, row) for number, row in enumerate(self.block.rows)])
        return f"<w:tbl>{self._properties()}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _properties(self) -> str:
        style = self.sheet.style.table
        side, edge = measure.from_mm(style.padding), measure.from_mm(style.padding) // 2
        line = f'w:val="single" w:sz="{measure.eighths(style.border)}" w:space="0" w:color="000000"'
        borders = "".join(f"<w:{name} {line}/>" for name in ("top", "left", "bottom", "right", "insideH", "insideV"))
        margins = f'<w:top w:w="{edge}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        margins += f'<w:bottom w:w="{edge}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
        return (
            f'<w:tblPr><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        )

    def row(self, number: int, row: Row) -> str:
        repeated = "<w:tblHeader/>" if number < self.leading else ""
        columns = self._columns(row)
        keep = self._kept(number)
        cells = "".join([self._cell(cell, column, span, row.header, keep) for cell, column, span in columns])
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"

    def _columns(self, row: Row) -> list[tuple[Cell | None, int, int]]:
        """The row's cells from left to right with first column and span; None where one above reaches in."""
        placed: list[tuple[Cell | None, int, int]] = []
        cells, column, count = iter(row.cells), 0, len(self.widths)
        while column < count:
            merge = self.open.get(column)
            if merge is not None:
                placed.append((None, column, merge.span))
                merge.rows -= 1
                if merge.rows == 0:
                    del self.open[column]
                column += merge.span
                continue
            cell = next(cells, _EMPTY)
            placed.append((cell, column, cell.colspan))
            if any(covered in self.open for covered in range(column + 1, column + cell.colspan)):
                raise ValueError(_MISFIT)
            if cell.rowspan > 1:
                self.open[column] = _Merge(cell.colspan, cell.rowspan - 1, cell.rowspan)
            column += cell.colspan
        if column > count or next(cells, None) is not None:
            raise ValueError(_MISFIT)
        return placed

    def _kept(self, number: int) -> str:
        """Rows that stay with the next: the header, those that a merged label holds together, the notes' row."""
        last = number == len(self.block.rows) - 1
        merged = any(merge.keeps() for merge in self.open.values())
        keep = bool(self.block.notes) if last else number < self.leading or merged
        return "<w:keepNext/>" if keep else ""

    def _cell(self, cell: Cell | None, column: int, span: int, header: bool, keep: str) -> str:
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        width = sum(self.widths[column : column + span])
        if cell is None:
            content = f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{keep}</w:pPr></w:p>'
            merged = "<w:vMerge/>"
        else:
            content = self._content(cell, column, header or cell.header, keep)
            merged = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}<w:vAlign w:val="center"/></w:tcPr>'
            f"{content}</w:tc>"
        )

    def _content(self, cell: Cell, column: int, header: bool, keep: str) -> str:
        writer: Pen = self.header if header else self.plain
        align: Align = cell.align or ("center" if header else self.block.aligns[column])
        style_id, usual = ("TableHeader", "center") if header else ("TableText", "left")
        placed = "" if align == usual else f'<w:jc w:val="{"both" if align == "justify" else align}"/>'
        opening = f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{keep}{placed}</w:pPr>'
        paragraphs: Sequence[Runs] = cell.paragraphs or ((),)
        return "".join([f"{opening}{writer.runs(runs)}</w:p>" for runs in paragraphs])


_MISFIT = "a table row does not fit its grid"
_EMPTY = Cell(())
"""Fills up a row that ends before its grid does."""
