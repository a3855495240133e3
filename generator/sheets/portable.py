"""A PDF with text in, its tables, those that go on over pages joined, and its lines out; a scanned page is named."""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ..container import Flaw
from ..pattern import deferred
from .bounded import TooSlow, within
from .sheet import Missing, OpenedFile, Sheet, Told, note_below

MOST_BYTES = 60_000_000
MOST_PAGES = 400
MOST_SECONDS = 60
"""A sound PDF of forty pages takes some five; one that is broken may keep its parser going for ever."""
MOST_SIGNS = 20_000
"""Characters and lines of a page; a dense table of A3 has some 6,000."""
FEW = 8
"""Characters that a page with nothing but a picture and its number has at most."""
NEAR = 4
_COUNT = deferred(r"[—\-–\s0-9第页共/]{1,12}")
"""A page's number, which stands beside a table that lies across."""


class _Table(Struct):
    """A table as it goes on over pages: its rows, and where each stands (page, table of the page, row)."""

    near: list[str]
    note: str = ""
    rows: list[list[str]] = field(default_factory=list)
    at: list[tuple[int, int, int]] = field(default_factory=list)


def of_pdf(path: Path) -> OpenedFile | Flaw | Missing:
    if path.stat().st_size > MOST_BYTES:
        return Flaw(f"有 {path.stat().st_size // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB，没有读")
    data = path.read_bytes()
    if b"%PDF-" not in data[:1024]:
        return Flaw("不是 PDF 文件")
    try:
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfplumber.pdf import PDF
    except ImportError:
        return Missing("pdfplumber")
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is wrong with the file is told here
    try:
        with within(MOST_SECONDS), PDF(io.BytesIO(data)) as opened:
            return _read(path.name, opened)
    except TooSlow:
        return Flaw(f"{MOST_SECONDS} 秒还没有读完，没有读")
    except PDFPasswordIncorrect:
        return Flaw("加了密码，打开后另存为不加密码的再用")
    except Exception as error:
        if "Password" in f"{type(error).__name__}{error!r}":
            return Flaw("加了密码，打开后另存为不加密码的再用")
        return Flaw("不是完好的 PDF 文件")  # pdfminer raises whatever a damaged file brings about


def _read(name: str, opened: Any) -> OpenedFile | Flaw:
    if len(opened.pages) > MOST_PAGES:
        return Flaw(f"有 {len(opened.pages)} 页，超过 {MOST_PAGES} 页，没有读")
    tables: list[_Table] = []
    told: list[str] = []
    pages: list[int] = []
    unread: list[str] = []
    for number, page in enumerate(opened.pages, 1):
        if len(page.chars) <= FEW and page.images:
            unread.append(f"第{number}页是扫描的图片，没有文字，没有读")
            continue
        if len(page.chars) + len(page.rects) + len(page.lines) > MOST_SIGNS:
            unread.append(f"第{number}页太密，没有读")
            continue
        lines = _of_page(page, number, tables)
        told += lines
        pages += [number] * len(lines)
        page.close()
    sheets = tuple(_sheet(name, one) for one in tables)
    return OpenedFile(name, sheets, Told(name, told, lambda line: f"第{pages[line]}页"), tuple(unread))


def _of_page(page: Any, number: int, tables: list[_Table]) -> list[str]:
    """The lines outside of a page's tables; its tables are put behind the others, or to the last where they go on."""
    found = sorted(page.find_tables(), key=lambda one: one.bbox[1])
    lines = page.extract_text_lines(strip=True, return_chars=False)
    outside = [one for one in lines if not any(_within(one, table.bbox) for table in found)]
    for place, table in enumerate(found, 1):
        rows = [[cell or "" for cell in row] for row in table.extract()]
        above = [
            one["text"] for one in outside if one["bottom"] <= table.bbox[1] + 2 and not _COUNT.fullmatch(one["text"])
        ]
        if place == 1 and tables and _goes_on(tables[-1], number, rows, above):
            into = tables[-1]
        else:
            tables.append(into := _Table(above[-NEAR:]))
        into.rows += rows
        into.note = note_below(_between(outside, table, found[place:]))
        into.at += [(number, place, row + 1) for row in range(len(rows))]
    return [str(one["text"]) for one in outside]


def _between(outside: list[Any], table: Any, later: list[Any]) -> list[str]:
    """The lines below a table, down to the next one of its page."""
    top, end = table.bbox[3] - 2, min((one.bbox[1] for one in later), default=float("inf"))
    return [one["text"] for one in outside if top <= one["top"] < end and not _COUNT.fullmatch(one["text"])]


def _within(line: Any, box: tuple[float, float, float, float]) -> bool:
    middle = (line["top"] + line["bottom"]) / 2
    return bool(box[1] <= middle <= box[3] and line["x1"] > box[0] and line["x0"] < box[2])


def _goes_on(last: _Table, number: int, rows: list[list[str]], above: list[str]) -> bool:
    """Whether a page's first table is the last one's next part: the page after it, as wide, nothing new above it."""
    wide = max(map(len, rows), default=0)
    title = any("表" in one and "续" not in one for one in above)
    return last.at[-1][0] == number - 1 and wide == max(map(len, last.rows)) and not title and len(above) < NEAR


def _sheet(name: str, table: _Table) -> Sheet:
    def naming(row: int, column: int) -> str:
        page, place, line = table.at[row] if row < len(table.at) else table.at[-1]
        return f"第{page}页表{place}第{line}行第{column + 1}列"

    sheet = Sheet(name, "第{}页表{}".format(*table.at[0][:2]), table.rows, naming, table.near)
    sheet.note = table.note
    return sheet
