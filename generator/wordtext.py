"""A DOCX's bytes in, its text out, a line a paragraph and a row: what git compares instead of a zip archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any


def text_of_docx(data: bytes) -> str | None:
    """The body in reading order, cells parted by ` | `; None where it is no DOCX that can be read."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        return None
    return "".join(f"{line}\n" for line in _lines(body))


def _lines(body: Any) -> Iterator[str]:
    from docx.oxml.ns import qn

    for block in body:
        if block.tag == qn("w:p"):
            yield _paragraph(block)
        elif block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                cells = (" ".join(map(_paragraph, cell.iter(qn("w:p")))) for cell in row.iterchildren(qn("w:tc")))
                yield " | ".join(cells)
        elif block.tag == qn("w:sdt"):  # 目录
            yield from map(_paragraph, block.iter(qn("w:p")))


def _paragraph(paragraph: Any) -> str:
    from docx.oxml.ns import qn

    marks = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    parts = (one.text or "" if one.tag == qn("w:t") else marks.get(one.tag, "") for one in paragraph.iter())
    return "".join(parts).rstrip()
