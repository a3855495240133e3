"""A DOCX's parts in, its text out: every paragraph as it was before tracked changes, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from .. import ooxml
from ..imprint import ImprintStep, paragraphs
from ..ooxml import A, C, W, tokens
from .opened import OpenedDocx
from .places import Places

MARGINS = ("hdr", "ftr", "footnotes", "endnotes")


class DocxParagraph(Struct, frozen=True):
    """A paragraph that has text, and where it stands in words."""

    text: str
    place: str


class DocxText(Struct, frozen=True):
    """A document's text, the texts and figures of each of its charts, and the lines above and below its pages."""

    passages: tuple[DocxParagraph, ...]
    charts: tuple[tuple[str, ...], ...]
    margins: tuple[str, ...]


def read(document: OpenedDocx) -> DocxText:
    charts = (root for root in document.parts.values() if root.tag == f"{C}chartSpace")
    margins = (text for tag in MARGINS for root in document.of(tag) for text in paragraphs(_tokens(root)))
    return DocxText(
        tuple(_passages(document)),
        tuple(tuple(one.text or "" for one in chart.iter(f"{C}v", f"{A}t")) for chart in charts),
        tuple(text for text in margins if text.strip()),
    )


def _passages(document: OpenedDocx) -> Iterator[DocxParagraph]:
    places = Places(document)
    for text in paragraphs(_tokens(document.main, places)):
        if text.strip():
            yield DocxParagraph(text, places.here())


def _tokens(root: Any, places: Places | None = None) -> Iterator[ImprintStep]:
    for paragraph in ooxml.paragraphs(root):
        if places is not None:
            places.at(paragraph)
        yield from tokens(paragraph, before=True)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is None:  # else it was one paragraph with the next
            yield ImprintStep("end")
