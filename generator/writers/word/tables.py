"""A table in, its caption, unit line, rows and notes added to the sheet as XML."""

from __future__ import annotations

from collections.abc import Sequence

from ...document import Align, Cell, Row, Runs, Table
from ...grid import place, space
from . import measure
from .breaks import Breaks
from .runs import Pen, pen
from .sheet import Sheet


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


class _Writer:
    """Writes one table."""

    def __init__(self, block: Table, sheet: Sheet) -> None:
        style = sheet.style.table
        self.block, self.style = block, style
        self.widths = measure.shared_out(sheet.width, block.widths)
        self.plain, self.header = pen(style.font), pen(style.header)
        self.placed = place(block.rows, len(self.widths))
        self.breaks = Breaks(block, self.placed, space(block, sheet.style, across=sheet.kind == "landscape"))

    def table(self) -> str:
        grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in self.widths])
        rows = "".join([self.row(number, row) for number, row in enumerate(self.block.rows)])
        return f"<w:tbl>{self._properties()}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _properties(self) -> str:
        style = self.style
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
        whole = "" if self.breaks.splits(number) else "<w:cantSplit/>"
        repeated = "<w:tblHeader/>" if number < self.breaks.leading else ""
        properties = f"<w:trPr>{whole}{repeated}</w:trPr>" if whole or repeated else ""
        keep = "<w:keepNext/>" if self.breaks.kept[number] else ""
        cells = []
        for cell, column, span in self.placed[number]:
            # LibreOffice takes a label's word for all rows under it, and would move a tall group whole
            own = "" if cell is not None and self.breaks.apart(number, cell) else keep
            cells.append(self._cell(cell, column, span, row.header, own))
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

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
