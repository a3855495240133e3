"""The tree of a DOCX's body in, its paragraphs, cells and runs in reading order, and what they say, out.

What is said is read as it is seen now, or as it was before changes were tracked (修订).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from .imprint import ImprintStep

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same once more, for older programs."""
IMPRINT = "{urn:zipingbao:imprint:1}imprint"
_TEXTS = {f"{W}t", f"{W}delText", f"{M}t"}
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
UNREAD = {f"{W}pPr", f"{W}rPr", f"{W}p", FALLBACK}
"""Properties, paragraphs within a shape (they are read for themselves), and what is said twice."""
INSERTED = {f"{W}ins", f"{W}moveTo"}
DELETED = {f"{W}del", f"{W}moveFrom"}
_FIELD = {"begin": "begin", "separate": "separate", "end": "finish"}


class DocxRun(Struct, frozen=True):
    """A run's text, and the element of its properties, None where it has none."""

    text: str
    properties: Any


def paragraphs(root: Any) -> Iterator[Any]:
    """Every paragraph, those within cells and shapes too."""
    for paragraph in root.iter(f"{W}p"):
        if not any(one.tag == FALLBACK for one in paragraph.iterancestors()):
            yield paragraph


def cells(row: Any) -> Iterator[Any]:
    yield from row.iterchildren(f"{W}tc")


def runs(paragraph: Any) -> Iterator[DocxRun]:
    """A paragraph's own runs; those of a shape in it belong to the paragraphs of the shape."""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p")) is paragraph:
            yield DocxRun("".join(one.text or "" for one in run.iterfind(f"{W}t")), run.find(f"{W}rPr"))


def said(element: Any) -> str:
    """The text as it is seen: with what was inserted, without what was deleted."""
    return "".join(token.text for token in tokens(element, before=False) if token.kind == "text")


def tokens(element: Any, *, before: bool) -> Iterator[ImprintStep]:
    """What an element says, step by step, with its fields; `before`: as it was before changes were tracked."""
    absent = INSERTED if before else DELETED
    for one in element:
        if one.tag not in UNREAD and one.tag not in absent:
            yield from token(one, before=before)


def token(one: Any, *, before: bool) -> Iterator[ImprintStep]:
    """What one element within a paragraph says, itself included."""
    tag = one.tag
    if tag in _TEXTS:
        yield ImprintStep("text", one.text or "")
    elif tag in _SIGNS:
        yield ImprintStep("text", _SIGNS[tag])
    elif tag == f"{W}br":
        if one.get(f"{W}type") in (None, "textWrapping"):
            yield ImprintStep("text", "\n")
    elif tag == f"{W}sym":
        yield ImprintStep("text", _symbol(str(one.get(f"{W}char"))))
    elif tag == f"{W}fldChar":
        yield ImprintStep(_FIELD.get(str(one.get(f"{W}fldCharType")), "begin"))
    elif tag == f"{W}instrText":
        yield ImprintStep("told", one.text or "")
    elif tag == f"{W}fldSimple":
        yield from (ImprintStep("begin"), ImprintStep("told", str(one.get(f"{W}instr"))), ImprintStep("separate"))
        yield from tokens(one, before=before)
        yield ImprintStep("finish")
    else:
        yield from tokens(one, before=before)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return code
