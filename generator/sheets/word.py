"""A DOCX that anybody may have made in, its tables, each with the lines above it, and its paragraphs out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..carried import SOURCE, decoded
from ..container import DOCX, Flaw, in_file, main_part, trees
from ..handwork import was_changed
from ..ooxml import W, paragraphs, said
from .sheet import OpenedFile, Sheet, Told, note_below

NEAR = 4
"""Lines above a table that may tell its name and its unit."""
CHANGED = "生成以后改过里面的文字，没有用它带的填报文件，只读了表"
MOST_COLUMNS = 400


def of_docx(path: Path) -> OpenedFile | Flaw:
    zipped = in_file(path, DOCX)
    if isinstance(zipped, Flaw):
        return zipped
    parts = trees(zipped)
    if isinstance(parts, Flaw):
        return parts
    root = main_part(zipped, parts)
    if isinstance(root, Flaw):
        return root
    source = _source(parts)
    changed = source is not None and was_changed(path.read_bytes())
    sheets: list[Sheet] = []
    told: list[str] = []
    since = 0
    for block in root.find(f"{W}body").iter(f"{W}p", f"{W}tbl"):
        if any(one.tag == f"{W}tbl" for one in block.iterancestors()):
            continue  # of a cell: its table has it
        if block.tag == f"{W}p":
            told.append(said(block).strip())
        else:
            _noted(sheets, told)
            near = [one for one in told[since:] if one][-NEAR:]
            since = len(told)
            sheets.append(_sheet(path.name, block, near, len(sheets) + 1, since))
    _noted(sheets, told)
    prose = Told(path.name, told, lambda line: f"第{line + 1}段")
    unread = (CHANGED,) if changed else ()
    return OpenedFile(path.name, tuple(sheets), prose, unread, None if changed else source)


def _noted(sheets: list[Sheet], told: list[str]) -> None:
    """The last table with what was told since."""
    if sheets:
        sheets[-1].note = note_below(told[sheets[-1].after :])


def _source(parts: Mapping[str, Any]) -> bytes | None:
    text = next((root.text for root in parts.values() if root.tag == f"{{{SOURCE}}}source"), None)
    return decoded(text) if text else None


def _sheet(file: str, table: Any, near: list[str], number: int, after: int) -> Sheet:
    def naming(row: int, column: int) -> str:
        return f"表{number}第{row + 1}行第{column + 1}列"

    rows = [list(_cells(row)) for row in table.iterchildren(f"{W}tr")]
    below = {(at, column) for at, row in enumerate(rows) for column, text in enumerate(row) if text is None}
    cells = [[text or "" for text in row] for row in rows]
    return Sheet(file, f"表{number}", cells, naming, near, after=after, below=below, broken=True)


def _cells(row: Any) -> Iterator[str | None]:
    """A row's cells by column: one that is merged stands in its first column, in its first row; None below that."""
    count = 0
    for cell in row.iterchildren(f"{W}tc"):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        below = merged is not None and merged.get(f"{W}val") in (None, "continue")
        yield None if below else "\n".join(said(one) for one in paragraphs(cell))
        digits = str(span.get(f"{W}val")) if span is not None else "1"
        wide = int(digits) if digits.isdecimal() and len(digits) < 4 else 1
        count += wide
        if count > MOST_COLUMNS:
            return
        yield from [""] * (wide - 1)
