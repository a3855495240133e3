"""A file of others and the findings on it in, a copy with each of them at its place out: Word comments, highlights in a PDF.

The place is looked up anew in the file as it was read: the table, row and cell, the paragraph, the line of a page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from .diagnostic import Diagnostic, Severity
from .ooxml import W
from .pattern import deferred
from .sheets import EXTRA, Missing, Sheet, Told
from .source import Place

KINDS = (".docx", ".pdf")
WHO, SHORT = "zipingbao", "核"
_CELL = deferred(r"表(\d+)第(\d+)行第(\d+)列")
_PARAGRAPH = deferred(r"第(\d+)段")
_PAGE = deferred(r"第(\d+)页")
WORDS: Mapping[Severity, str] = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
COLOUR = "ffd24d"


def annotated(path: Path, found: Sequence[Diagnostic]) -> bytes | Missing:
    """Those findings that have a place in it; `KINDS` are the files that can be written in."""
    notes = [one for one in found if isinstance(one.at.place.source, Sheet | Told)]
    return _in_word(path, notes) if path.suffix.lower() == ".docx" else _in_pdf(path, notes)


def told(one: Diagnostic) -> str:
    """A finding as a comment says it: without the place, where it stands already."""
    message = one.message.removeprefix(f"{where(one.at.place)}：")
    return f"{WORDS[one.weight]}[{one.code.id}] {message}"


def where(place: Place) -> str:
    source = place.source
    return source.where(place) if isinstance(source, Sheet | Told) else ""


# Word


def _in_word(path: Path, notes: Sequence[Diagnostic]) -> bytes:
    from docx import Document
    from docx.text.paragraph import Paragraph

    document = Document(str(path))
    body = document.element.body
    blocks = [
        one for one in body.iter(f"{W}p", f"{W}tbl") if not any(over.tag == f"{W}tbl" for over in one.iterancestors())
    ]
    paragraphs = [one for one in blocks if one.tag == f"{W}p"]
    tables = [one for one in blocks if one.tag == f"{W}tbl"]
    for one in notes:
        element = _element(where(one.at.place), paragraphs, tables)
        if element is None:
            continue
        paragraph = Paragraph(element, document._body)
        runs = paragraph.runs or [paragraph.add_run("")]
        document.add_comment(runs, told(one), author=WHO, initials=SHORT)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _element(spot: str, paragraphs: Sequence[Any], tables: Sequence[Any]) -> Any | None:
    """The paragraph, or the first one of the cell."""
    if (match := _PARAGRAPH.search(spot)) is not None:
        at = int(match[1]) - 1
        return paragraphs[at] if at < len(paragraphs) else None
    if (match := _CELL.search(spot)) is None or int(match[1]) > len(tables):
        return None
    rows = list(tables[int(match[1]) - 1].iterchildren(f"{W}tr"))
    row, column = int(match[2]) - 1, int(match[3]) - 1
    cell = next((one for at, one in _cells(rows[row]) if at == column), None) if row < len(rows) else None
    return next(cell.iter(f"{W}p"), None) if cell is not None else None


def _cells(row: Any) -> Iterator[tuple[int, Any]]:
    at = 0
    for cell in row.iterchildren(f"{W}tc"):
        yield at, cell
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        digits = str(span.get(f"{W}val")) if span is not None else "1"
        at += int(digits) if digits.isdecimal() and len(digits) < 4 else 1


# PDF


def _in_pdf(path: Path, notes: Sequence[Diagnostic]) -> bytes | Missing:
    try:
        from pdfplumber.pdf import PDF
        from pypdf import PdfReader, PdfWriter
    except ImportError as error:
        return Missing("pypdf" if "pypdf" in str(error) else "pdfplumber")
    data = path.read_bytes()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    by_page: dict[int, list[Diagnostic]] = {}
    for one in notes:
        match = _PAGE.search(where(one.at.place))
        if match is not None:
            by_page.setdefault(int(match[1]), []).append(one)
    with PDF(io.BytesIO(data)) as opened:
        for number, there in by_page.items():
            page = opened.pages[number - 1]
            height = float(page.height)
            for one in there:
                box = _box(page, one.at.place)
                if box is not None:
                    _mark(writer, number - 1, (box[0], height - box[3], box[2], height - box[1]), told(one))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _box(page: Any, place: Place) -> tuple[float, float, float, float] | None:
    """Where a cell or a line stands on its page, from the top; None where it is not found again."""
    match = _CELL.search(where(place))
    if match is None:
        line = place.source.line_text(place.line)
        same = (
            one
            for one in page.extract_text_lines(strip=True, return_chars=False)
            if _squeezed(one["text"]) == _squeezed(line)
        )
        found = next(same, None)
        return (found["x0"], found["top"], found["x1"], found["bottom"]) if found is not None else None
    tables = sorted(page.find_tables(), key=lambda one: one.bbox[1])
    if int(match[1]) > len(tables) or int(match[2]) > len(tables[int(match[1]) - 1].rows):
        return None
    row = tables[int(match[1]) - 1].rows[int(match[2]) - 1]
    cells = row.cells[int(match[3]) - 1 : int(match[3])]
    box: tuple[float, float, float, float] = next(
        (one for one in chain(cells, [row.bbox]) if one is not None), row.bbox
    )
    return box


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _mark(writer: Any, page: int, box: tuple[float, float, float, float], text: str) -> None:
    from pypdf.annotations import Highlight
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    left, low, right, high = box
    corners = [left, high, right, high, left, low, right, low]
    mark = Highlight(
        rect=box, quad_points=ArrayObject(FloatObject(one) for one in corners), highlight_color=COLOUR, printing=True
    )
    mark[NameObject("/Contents")] = TextStringObject(text)
    mark[NameObject("/T")] = TextStringObject(WHO)
    writer.add_annotation(page, mark)


__all__ = ["EXTRA", "KINDS", "annotated"]
