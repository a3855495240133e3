"""The bytes of a roster in, its rows of cells as text out, or why there are none: CSV in UTF-8 or GBK, or an Excel file."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from ..codes.taking import ROSTER, SHORT_OF
from ..container import Flaw, ZipBounds, Zipped, opened
from ..diagnostic import Diagnostic, Label
from ..source import whole_file

WORKBOOK = ZipBounds(packed=20_000_000, entries=2_000, unpacked=200_000_000, ratio=400)
"""Of a roster: that of ten thousand units has some 600 KB."""
MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_CELLS = 5_000_000
"""Of a sheet from its first cell to its last: the library makes room for all that lie between, and dies where there is none."""
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_OLD = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
Rows = list[list[str]]


def rows(path: Path) -> Rows | Diagnostic:
    """The first sheet, or the lines of the CSV."""
    try:
        size = path.stat().st_size
        if size > WORKBOOK.packed:
            return fault(path, f"有 {size / 1_000_000:.0f} MB，超过 20 MB，没有读")
        data = path.read_bytes()
    except OSError as error:
        return fault(path, f"读不了（{error.strerror or error}）")
    if data.startswith((_ZIP, _OLD)):
        return _workbook(path, data)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = (data.removeprefix(codecs.BOM_UTF8) if encoding == "utf-8-sig" else data).decode(encoding)
        except UnicodeDecodeError:
            continue
        return _lines(path, text)
    return fault(path, "既不是 UTF-8、GBK 的 CSV，也不是 Excel 文件")


def _lines(path: Path, text: str) -> Rows | Diagnostic:
    if "\0" in text:
        return fault(path, "不是文本；Excel 里另存为“CSV UTF-8”或 .xlsx 再用")
    head = text.partition("\n")[0]
    sign = max(",\t;，", key=head.count)
    try:
        found = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=sign)]
    except csv.Error:
        return fault(path, "的引号不成对，读不成表")
    return [row[:MOST_COLUMNS] for row in found[:MOST_ROWS]]


def _workbook(path: Path, data: bytes) -> Rows | Diagnostic:
    if data.startswith(_ZIP):
        whole = opened(data, WORKBOOK)
        if isinstance(whole, Flaw):
            return fault(path, whole.fact)
        if (far := _far(whole)) is not None:
            return fault(path, f"的 {far} 还有内容，离表太远；删去表外的行和列再存")
    try:
        import python_calamine
    except ImportError:
        return Diagnostic(
            SHORT_OF, "读 Excel 名册要用的 python-calamine 没有装", Label(whole_file(str(path))), help=EXTRA
        )
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MOST_ROWS)
    except BaseException as error:  # a panic of the library is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return fault(path, "是 Excel 文件，但读不出来（坏了，或者加了密）")
    return [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in sheet]


def _far(whole: Zipped) -> str | None:
    """The last cell of a sheet that reaches too far."""
    for name, entry in whole.entries.items():
        data = whole.read(entry) if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name) else b""
        wide, long, last = 0, 0, ""
        for letters, row in _CELL.findall(data) if isinstance(data, bytes) else ():
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            if column > wide or int(row) > long:
                wide, long, last = max(wide, column), max(long, int(row)), f"{letters.decode()}{row.decode()}"
        if wide * long > MOST_CELLS:
            return last
    return None


EXTRA = '运行 pip install "zipingbao[bureau]"；没有联网的机器，向技术人员要带这一项的安装包'


def _text(cell: object) -> str:
    """A code that Excel keeps as a number has no point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def fault(path: Path, fact: str) -> Diagnostic:
    return Diagnostic(
        ROSTER,
        f"名册 {path.name} {fact}",
        Label(whole_file(str(path))),
        help="名册是一张表：一行一个单位，有“预算编码”“单位名称”两列，存成 .csv 或 .xlsx",
    )


def filled(row: Sequence[str]) -> list[str]:
    """A row of a heading with the text of a merged cell in all of its columns."""
    found: list[str] = []
    for cell in row:
        found.append(cell or (found[-1] if found else ""))
    return found
