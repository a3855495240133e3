"""An .xls or .xlsx that anybody may have made in, its sheets out: figures as exact decimals, nothing worked out anew."""

from __future__ import annotations

import datetime
import io
import math
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..container import Flaw, ZipBounds, Zipped, flaw_of_size, opened
from .bounded import quiet
from .sheet import Missing, OpenedFile, Sheet, column_name

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

BOOK = ZipBounds(packed=30_000_000, entries=2_000, unpacked=150_000_000, ratio=200)
"""Of a workbook: one of 1,000 rows by 40 columns has 0.3 MB, 2 MB unpacked: 100 and 75 times more."""
MOST_CELLS = 2_000_000
"""Cells of the rectangle that a sheet's figures span: the reader takes some 30 bytes for each, empty ones too. The
largest of the ministry's tables has 200 columns; one of 1,000 rows by 40 columns is a fiftieth of it."""
MOST_SHEETS = 300
MOST_EMPTY = 20
"""Empty rows that are kept one after the other."""
LONGEST = 2_000
"""Characters of a cell that are read as a value; what is longer is prose of no table."""
_OLE = b"\xd0\xcf\x11\xe0"
_CELL = rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>'
_DIGITS = 15
"""Significant digits of a number in a spreadsheet (Excel's own bound): those behind them are a float's, not a clerk's."""
_DECIMALS = 10
_HIDDEN = "隐藏的工作表“{}”没有读"


def of_workbook(path: Path) -> OpenedFile | Flaw | Missing:
    """All sheets that are shown and hold anything."""
    if path.stat().st_size > BOOK.packed:
        return flaw_of_size(path.stat().st_size, BOOK)
    data = path.read_bytes()
    if not data.startswith(_OLE):
        flaw = _unfit(data)
        if flaw is not None:
            return flaw
    try:
        import python_calamine
    except ImportError:
        return Missing("python-calamine")
    try:
        with quiet(), python_calamine.load_workbook(io.BytesIO(data)) as book:
            return _sheets(path.name, book)
    except python_calamine.PasswordError:
        return Flaw("加了密码，打开后另存为不加密码的再用")
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError, MemoryError):
        return _broken(data)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a fault in the reader's Rust is raised as
            raise
        return _broken(data)


def _broken(data: bytes) -> Flaw:
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
        return Flaw("加了密码，打开后另存为不加密码的再用")
    return Flaw("不是完好的 Excel 文件")


def _unfit(data: bytes) -> Flaw | None:
    """What is wrong with the zip of an .xlsx, and with the rectangles that its sheets span."""
    zipped = opened(data, BOOK)
    if isinstance(zipped, Flaw):
        return zipped
    if not any(name.startswith("xl/") for name in zipped.entries):
        return Flaw("里面没有工作簿")
    for name in zipped.entries:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            flaw = _too_wide(zipped, name)
            if flaw is not None:
                return flaw
    return None


def _too_wide(zipped: Zipped, name: str) -> Flaw | None:
    data = zipped.read(zipped.entries[name])
    if isinstance(data, Flaw):
        return data
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return Flaw("里面带有 DTD（实体定义），没有读")
    rows = columns = 0
    for letters, digits in re.findall(_CELL, data):
        rows = max(rows, int(digits))
        columns = max(columns, _number(letters))
    if rows * columns > MOST_CELLS:
        return Flaw(f"有一张表从第 1 行排到第 {rows} 行、共 {columns} 列，超过 {MOST_CELLS // 10_000} 万格，没有读")
    return None


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheets(name: str, book: Any) -> OpenedFile | Flaw:
    if len(book.sheet_names) > MOST_SHEETS:
        return Flaw(f"有 {len(book.sheet_names)} 张工作表，超过 {MOST_SHEETS} 张，没有读")
    found: list[Sheet] = []
    unread: list[str] = []
    cells = 0
    for one in book.sheets_metadata:
        if not str(one.typ).endswith("WorkSheet"):
            continue
        sheet = book.get_sheet_by_name(one.name)
        if not sheet.height or not sheet.width:
            continue
        if not str(one.visible).endswith("Visible"):
            unread.append(_HIDDEN.format(one.name))
            continue
        cells += sheet.height * sheet.width
        if cells > MOST_CELLS:
            return Flaw(f"各表共有 {cells} 格，超过 {MOST_CELLS // 10_000} 万格，没有读")
        found.append(_sheet(name, sheet))
    return OpenedFile(name, tuple(found), unread=tuple(unread))


def _sheet(file: str, sheet: CalamineSheet) -> Sheet:
    top, left = sheet.start or (0, 0)
    short = sheet.name.split()[0] if sheet.name.split() else sheet.name
    rows, numbers = _rows(sheet)

    def naming(row: int, column: int) -> str:
        number = numbers[min(row, len(numbers) - 1)] if numbers else 0
        return f"{short} {column_name(left + column)}{top + number + 1}"

    return Sheet(file, short, rows, naming, (sheet.name,), exact=True, top=top)


def _rows(sheet: CalamineSheet) -> tuple[list[list[str]], list[int]]:
    """The rows with their numbers; of many empty ones some are kept, so that a table's end is seen."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    empty = 0
    for number, values in enumerate(sheet.to_python(skip_empty_area=True)):
        filled = any(value != "" for value in values)
        empty = 0 if filled else empty + 1
        if empty <= MOST_EMPTY:
            rows.append([_text(value) for value in values] if filled else [])
            numbers.append(number)
    return rows, numbers


def _text(value: object) -> str:
    """A number with the digits that a spreadsheet keeps; a date as Chinese offices write it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return _figure(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)[:LONGEST] if value is not None else ""


def _figure(value: float) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    exact = Decimal(format(value, f".{_DIGITS}g"))
    if exact.as_tuple().exponent < -_DECIMALS:  # type: ignore[operator] # a finite number has a number there
        exact = round(exact, _DECIMALS)
    text = f"{exact:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
