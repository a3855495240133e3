"""A DOCX's parts in, its text out: every paragraph as it was before tracked changes, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..imprint import Token, paragraphs, recounted
from .opened import Opened
from .places import Places
from .tags import FALLBACK, A, C, M, W

MARGINS = ("hdr", "ftr", "footnotes", "endnotes")
_TEXTS = {f"{W}t", f"{W}delText", f"{M}t"}
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_UNREAD = {f"{W}pPr", f"{W}rPr", f"{W}p", FALLBACK}
"""Properties, paragraphs within a shape (they are read for themselves), and what is said twice."""
_FIELD = {"begin": "begin", "separate": "separate", "end": "finish"}


class Passage(Struct, frozen=True):
    """A paragraph that has text, and where it stands in words."""

    text: str
    place: str


class Reading(Struct, frozen=True):
    """A document's text, the texts and figures of each of its charts, and the lines above and below its pages."""

    passages: tuple[Passage, ...]
    charts: tuple[tuple[str, ...], ...]
    margins: tuple[str, ...]


def read(document: Opened) -> Reading:
    charts = (root for root in document.parts.values() if root.tag == f"{C}chartSpace")
    margins = (text for tag in MARGINS for root in document.of(tag) for text in paragraphs(_tokens(root)))
    return Reading(
        tuple(_passages(document)),
        tuple(tuple(one.text or "" for one in chart.iter(f"{C}v", f"{A}t")) for chart in charts),
        tuple(text for text in margins if text.strip()),
    )


def _passages(document: Opened) -> Iterator[Passage]:
    places = Places(document)
    for text in paragraphs(_tokens(document.main, places)):
        if text.strip():
            yield Passage(text, places.here())


def _tokens(root: Any, places: Places | None = None) -> Iterator[Token]:
    for paragraph in root.iter(f"{W}p"):
        if any(one.tag == FALLBACK for one in paragraph.iterancestors()):
            continue
        if places is not None:
            places.at(paragraph)
        yield from _inner(paragraph)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is None:  # else it was one paragraph with the next
            yield Token("end")


def _inner(element: Any) -> Iterator[Token]:
    """What an element says; what was inserted with changes tracked is left out, what was deleted is there."""
    for one in element:
        tag = one.tag
        if tag in _UNREAD or tag in _INSERTED:
            continue
        if tag in _TEXTS:
            yield Token("text", one.text or "")
        elif tag in _SIGNS:
            yield Token("text", _SIGNS[tag])
        elif tag == f"{W}br":
            if one.get(f"{W}type") in (None, "textWrapping"):
                yield Token("text", "\n")
        elif tag == f"{W}sym":
            yield Token("text", _symbol(str(one.get(f"{W}char"))))
        elif tag == f"{W}fldChar":
            yield Token(_FIELD.get(str(one.get(f"{W}fldCharType")), "begin"))
        elif tag == f"{W}instrText":
            yield Token("told", one.text or "")
        elif tag != f"{W}fldSimple" or not recounted(str(one.get(f"{W}instr"))):
            yield from _inner(one)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return code
