"""Columns of a chart's data in, the bytes of an Excel workbook out: what Word opens when the chart's data is edited."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from .namespaces import RELATIONS, relation
from .package import Part, PartLink, pack, xml
from .parts import THEME
from .runs import attribute

SHEET = "Sheet1"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOOK = Part(
    "xl/workbook.xml",
    f"{_MEDIA}.sheet.main+xml",
    xml(
        f'<workbook xmlns="{_SHEETS}" xmlns:r="{RELATIONS}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/>'
        '</sheets><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    ),
    (
        PartLink("rId1", relation("worksheet"), "xl/worksheets/sheet1.xml"),
        PartLink("rId2", relation("styles"), "xl/styles.xml"),
        PartLink("rId3", relation("sharedStrings"), "xl/sharedStrings.xml"),
        PartLink("rId4", relation("theme"), "xl/theme/theme1.xml"),
    ),
)
_THEME = replace(THEME, name="xl/theme/theme1.xml")
# Excel repairs a workbook without a style sheet; these are the fewest formats that it takes.
_STYLES = Part(
    "xl/styles.xml",
    f"{_MEDIA}.styles+xml",
    xml(
        f'<styleSheet xmlns="{_SHEETS}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
        '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
)


class Formula(Struct, frozen=True):
    text: str
    result: str


class SheetColumn(Struct, frozen=True):
    """A column under its head; the first column's head may be empty."""

    head: str
    cells: Sequence[str | Decimal | Formula]


def workbook(columns: Sequence[SheetColumn]) -> bytes:
    """One sheet of columns.

    The entries are stored, not deflated: the document around them deflates once, and no version of zlib changes them.
    """
    texts: dict[str, int] = {}
    rows = [_row(0, [column.head or None for column in columns], texts)]
    for at in range(max((len(column.cells) for column in columns), default=0)):
        cells = [column.cells[at] if at < len(column.cells) else None for column in columns]
        rows.append(_row(at + 1, cells, texts))
    sheet = f'<worksheet xmlns="{_SHEETS}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    shared = "".join(f'<si><t xml:space="preserve">{attribute(text)}</t></si>' for text in texts)
    parts = (
        _BOOK,
        _STYLES,
        _THEME,
        Part("xl/worksheets/sheet1.xml", f"{_MEDIA}.worksheet+xml", xml(sheet)),
        Part("xl/sharedStrings.xml", f"{_MEDIA}.sharedStrings+xml", xml(f'<sst xmlns="{_SHEETS}">{shared}</sst>')),
    )
    return pack(parts, (PartLink("rId1", relation("officeDocument"), _BOOK.name),), deflate=False)


def _row(at: int, cells: Sequence[str | Decimal | Formula | None], texts: dict[str, int]) -> str:
    written = [_cell(f"{letter(column)}{at + 1}", cell, texts) for column, cell in enumerate(cells) if cell is not None]
    return f'<row r="{at + 1}">{"".join(written)}</row>' if written else ""


def _cell(name: str, cell: str | Decimal | Formula, texts: dict[str, int]) -> str:
    if isinstance(cell, Formula):
        formula = cell.text.removeprefix("=")
        return f'<c r="{name}" t="str"><f>{attribute(formula)}</f><v>{attribute(cell.result)}</v></c>'
    if isinstance(cell, Decimal):
        return f'<c r="{name}"><v>{cell:f}</v></c>'
    return f'<c r="{name}" t="s"><v>{texts.setdefault(cell, len(texts))}</v></c>'


def letter(column: int) -> str:
    """The letters that a sheet calls a column by, the first being 0."""
    return chr(ord("A") + column) if column < 26 else chr(ord("A") + column // 26 - 1) + chr(ord("A") + column % 26)
