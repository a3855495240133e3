"""A table in, its caption, unit line, rows and notes added to the sheet as XML."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ...document import Align, Cell, Row, Runs, Table, text_of
from ...grid import LINE, place, space
from ...style import Font, Mm, Pt, TableStyle
from . import measure
from .alternative import described
from .breaks import Breaks
from .runs import Pen, pen
from .sheet import Sheet
from .titles import broken


def write_table(block: Table, sheet: Sheet) -> None:
    style = sheet.style.table
    if block.caption:
        caption = broken(block.caption, style.caption, sheet.width, sheet.style.breaks)
        sheet.paragraph("Caption", pen(style.caption).runs(caption))
    if block.unit:
        sheet.paragraph("TableUnit", pen(style.note).runs(block.unit))
    sheet.before_table()
    sheet.xml.append(_Writer(block, sheet).table())
    sheet.below, sheet.table_last = 0, True


class _Writer:
    """Writes one table."""

    def __init__(self, block: Table, sheet: Sheet) -> None:
        style = sheet.style.table
        self.block, self.style, self.under = block, style, sheet.under
        self.widths = measure.shared_out(sheet.width, block.widths)
        self.plain, self.header, self.note = (
            _pen(font, block, style) for font in (style.font, style.header, style.note)
        )
        self.closer = _closer(block)
        self.placed = place(block.rows, len(self.widths))
        self.breaks = Breaks(block, self.placed, space(block, sheet.style, across=sheet.kind == "landscape"))

    def table(self) -> str:
        grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in self.widths])
        rows = "".join([self.row(number, row) for number, row in enumerate(self.block.rows)])
        notes = self._notes() if self.block.notes else ""
        return f"<w:tbl>{self._properties()}<w:tblGrid>{grid}</w:tblGrid>{rows}{notes}</w:tbl>"

    def _properties(self) -> str:
        style = self.style
        edge, own = measure.from_mm(style.padding) // 2, self.block.padding
        side = measure.from_mm(style.padding if own is None else Mm(own))
        line = f'w:val="single" w:sz="{measure.eighths(style.border)}" w:space="0" w:color="000000"'
        borders = "".join(f"<w:{name} {line}/>" for name in ("top", "left", "bottom", "right", "insideH", "insideV"))
        margins = f'<w:top w:w="{edge}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        margins += f'<w:bottom w:w="{edge}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
        return (
            f'<w:tblPr><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar>{described(self.block, self.under)}</w:tblPr>"
        )

    def _notes(self) -> str:
        """A row without borders: the last row goes overleaf with it, which LibreOffice grants to no paragraph below."""
        open_sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
        flush = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
        opening = f'<w:p><w:pPr><w:pStyle w:val="TableNote"/>{self.closer}</w:pPr>'
        paragraphs = "".join([f"{opening}{self.note.runs(runs)}</w:p>" for runs in self.block.notes])
        return (
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:gridSpan w:val="{len(self.widths)}"/><w:tcBorders>{open_sides}</w:tcBorders>{flush}</w:tcPr>'
            f"{paragraphs}</w:tc></w:tr>"
        )

    def row(self, number: int, row: Row) -> str:
        whole = "" if self.breaks.splits(number) else "<w:cantSplit/>"
        repeated = "<w:tblHeader/>" if number < self.breaks.leading else ""
        tall = self.block.row_height
        height = f'<w:trHeight w:val="{measure.from_pt(Pt(tall))}" w:hRule="atLeast"/>' if tall else ""
        properties = f"<w:trPr>{whole}{height}{repeated}</w:trPr>" if whole or height or repeated else ""
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
            content = f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{keep}{self.closer}</w:pPr></w:p>'
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
        align: Align = cell.align or self._usual(cell, column, header)
        style_id, usual = ("TableHeader", "center") if header else ("TableText", "left")
        placed = "" if align == usual else f'<w:jc w:val="{"both" if align == "justify" else align}"/>'
        opening = f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{keep}{self.closer}{placed}</w:pPr>'
        paragraphs: Sequence[Runs] = cell.paragraphs or ((),)
        return "".join([f"{opening}{writer.runs(runs)}</w:p>" for runs in paragraphs])

    def _usual(self, cell: Cell, column: int, header: bool) -> Align:
        if header or (len(cell.paragraphs) == 1 and text_of(cell.paragraphs[0]) in self.style.centred):
            return "center"
        return self.block.aligns[column]


def _pen(font: Font, block: Table, style: TableStyle) -> Pen:
    """The pen of a font of tables, as much smaller as the table is set smaller."""
    if not block.size or block.size == style.font.size:
        return pen(font)
    return pen(replace(font, size=Pt(font.size * block.size / style.font.size)), within=font)


def _closer(block: Table) -> str:
    """Lines at a fixed distance in a table that has to end on its page: fonts leave more or less between lines."""
    return f'<w:spacing w:line="{measure.from_pt(Pt(block.size * LINE))}" w:lineRule="exact"/>' if block.size else ""
