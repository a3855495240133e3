"""A DOCX's path in, its text out, a line a paragraph and a row: what git compares instead of a zip archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .container import DOCX, Flaw, in_file, main_part
from .ooxml import W, cells, paragraphs, said


def text_of_docx(path: Path) -> str | Flaw:
    """The body in reading order, cells parted by ` | `; or why it is no DOCX that can be read."""
    zipped = in_file(path, DOCX)
    if isinstance(zipped, Flaw):
        return zipped
    root = main_part(zipped)
    return root if isinstance(root, Flaw) else "".join(f"{line}\n" for line in _lines(root.find(f"{W}body")))


def _lines(body: Any) -> Iterator[str]:
    for block in body:
        if block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                yield " | ".join(" ".join(map(_line, paragraphs(cell))) for cell in cells(row))
        else:
            yield from map(_line, paragraphs(block))


def _line(paragraph: Any) -> str:
    return said(paragraph).rstrip()
