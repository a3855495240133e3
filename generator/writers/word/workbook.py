"""Columns of a chart's data in, the bytes of an Excel workbook out: what Word opens when the chart's data is edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .package import zipped

SHEET = "Sheet1"
_MADE = datetime(1980, 1, 1)  # XlsxWriter would ask the clock


@dataclass(frozen=True, slots=True)
class Formula:
    text: str
    result: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its head; the first column's head may be empty."""

    head: str
    cells: Sequence[str | Decimal | Formula]


def workbook(columns: Sequence[Column]) -> bytes:
    """One sheet of columns.

    The entries are stored, not deflated: the document around them deflates once, and no version of zlib changes them.
    """
    import xlsxwriter  # takes 45 ms, for which a report without charts does not wait

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(SHEET)
    for position, column in enumerate(columns):
        if column.head:
            sheet.write_string(0, position, column.head)
        for row, cell in enumerate(column.cells, 1):
            if isinstance(cell, Formula):
                sheet.write_formula(row, position, cell.text, None, cell.result)
            elif isinstance(cell, Decimal):
                sheet.write_number(row, position, float(cell))
            else:
                sheet.write_string(row, position, cell)
    book.close()
    with zipfile.ZipFile(buffer) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)
