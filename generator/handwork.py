"""Two DOCX files in, the paragraphs in which they differ out: what somebody changed in Word since a report was built."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Iterator

MOST = 5
LONGEST = 36


def changes(old: bytes, new: bytes) -> tuple[str, ...]:
    """The first few differences as sentences; none where either is no readable DOCX."""
    before, after = _paragraphs(old), _paragraphs(new)
    if before is None or after is None:
        return ()
    found = list(_differences(before, after))
    more = (f"另有 {len(found) - MOST} 处不同",) if len(found) > MOST else ()
    return (*found[:MOST], *more)


def _paragraphs(data: bytes) -> list[str] | None:
    """Every paragraph of the body in order, those in table cells too."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.oxml.ns import qn
    from lxml.etree import XMLSyntaxError

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        return None
    texts = ("".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p")))
    return [text for text in texts if text.strip()]


def _differences(before: list[str], after: list[str]) -> Iterator[str]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            continue
        for number in range(max(j - i, m - k)):
            old = before[i + number] if i + number < j else None
            new = after[k + number] if k + number < m else None
            if old is None:
                yield f"文件里没有“{_around(new or '', '')}”这一段"
            elif new is None:
                yield f"文件第 {i + number + 1} 段“{_around(old, '')}”是后加的"
            else:
                yield f"文件第 {i + number + 1} 段是“{_around(old, new)}”，这次要写“{_around(new, old)}”"


def _around(text: str, other: str) -> str:
    """A text for one line, cut to where it first differs from the other."""
    start = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    begin = max(0, start - LONGEST // 3) if len(text) > LONGEST else 0
    piece = text[begin : begin + LONGEST]
    return ("…" if begin else "") + piece + ("…" if begin + LONGEST < len(text) else "")
