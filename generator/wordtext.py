"""A DOCX's path in, its text out, a line a paragraph and a row: what git compares instead of a zip archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .container import DOCX, Flaw, in_file, main_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n"}


def text_of_docx(path: Path) -> str | Flaw:
    """The body in reading order, cells parted by ` | `; or why it is no DOCX that can be read."""
    zipped = in_file(path, DOCX)
    if isinstance(zipped, Flaw):
        return zipped
    root = main_part(zipped)
    return root if isinstance(root, Flaw) else "".join(f"{line}\n" for line in _lines(root.find(f"{W}body")))


def _lines(body: Any) -> Iterator[str]:
    for block in body:
        if block.tag == f"{W}p":
            yield _paragraph(block)
        elif block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                cells = (" ".join(map(_paragraph, cell.iter(f"{W}p"))) for cell in row.iterchildren(f"{W}tc"))
                yield " | ".join(cells)
        elif block.tag == f"{W}sdt":  # 目录
            yield from map(_paragraph, block.iter(f"{W}p"))


def _paragraph(paragraph: Any) -> str:
    parts = (one.text or "" if one.tag == f"{W}t" else _MARKS.get(one.tag, "") for one in paragraph.iter())
    return "".join(parts).rstrip()
