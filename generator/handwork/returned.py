"""A DOCX's parts in, its text as it was left out: each paragraph with the changes that were tracked in it and its comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from .. import ooxml
from ..imprint import ImprintStep, paragraphs
from ..numbered import Span, cleaned, numbered, spans
from ..ooxml import DELETED, INSERTED, UNREAD, W
from .comments import author
from .opened import OpenedDocx
from .places import Places
from .shown import shown

_STARTS, _REFERENCE = f"{W}commentRangeStart", f"{W}commentReference"
_ANCHORS = (_STARTS, _REFERENCE)
_TOUCHED = (*INSERTED, *DELETED, *_ANCHORS)
_DAY = 10


class Touch(Struct, frozen=True):
    """Who did something, and when, as the DOCX tells it; `text` is what was deleted, or what a comment says."""

    kind: Literal["inserted", "deleted", "comment"]
    who: str
    when: str
    text: str = ""


class ReturnedParagraph(Struct, frozen=True):
    """`touched` are stretches of the text by the number of their touch; what was deleted stands at one without width."""

    text: str
    place: str
    touched: tuple[Span, ...]


class Returned(Struct, frozen=True):
    paragraphs: tuple[ReturnedParagraph, ...]
    touches: tuple[Touch, ...]


def returned(document: OpenedDocx) -> Returned:
    """The paragraphs that have text, or where something was deleted or said."""
    reader = _Reader(document)
    places = Places(document)
    found = []
    for text in paragraphs(reader.steps(places)):
        plain, touched = spans(text)
        if plain.strip() or touched:
            found.append(ReturnedParagraph(plain, places.here(), touched))
    return Returned(tuple(found), tuple(reader.touches))


class _Reader:
    def __init__(self, document: OpenedDocx) -> None:
        self._main = document.main
        self._comments = {str(one.get(f"{W}id")): one for root in document.of("comments") for one in root}
        self.touches: list[Touch] = []

    def steps(self, places: Places) -> Iterator[ImprintStep]:
        for paragraph in ooxml.paragraphs(self._main):
            places.at(paragraph)
            yield from self._steps(paragraph, None)
            if not any(paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in DELETED):
                yield ImprintStep("end")

    def _steps(self, element: Any, number: int | None) -> Iterator[ImprintStep]:
        for one in element:
            if one.tag in UNREAD:
                continue
            if one.tag in DELETED:
                text = "".join(piece.text or "" for piece in one.iter(f"{W}delText", f"{W}t"))
                yield ImprintStep("text", numbered(self._touch("deleted", one, text), ""))
            elif one.tag in INSERTED:
                yield from self._steps(one, self._touch("inserted", one))
            elif one.tag in _ANCHORS:
                yield from self._comment(one)
            elif next(one.iter(*_TOUCHED), None) is not None:
                yield from self._steps(one, number)
            else:
                yield from (_under(number, step) for step in ooxml.token(one, before=False))

    def _touch(self, kind: Literal["inserted", "deleted", "comment"], element: Any, text: str = "") -> int:
        self.touches.append(Touch(kind, author(element), _when(element), text))
        return len(self.touches) - 1

    def _comment(self, anchor: Any) -> Iterator[ImprintStep]:
        """Where its range begins, or where it is referred to: whichever comes first."""
        comment = self._comments.pop(str(anchor.get(f"{W}id")), None)
        if comment is not None:
            text = "\n".join(map(shown, ooxml.paragraphs(comment))).strip()
            yield ImprintStep("text", numbered(self._touch("comment", comment, text), ""))


def _under(number: int | None, step: ImprintStep) -> ImprintStep:
    if step.kind != "text":
        return step
    text = cleaned(step.text)
    return ImprintStep("text", text if number is None or not text else numbered(number, text))


def _when(element: Any) -> str:
    """`2025-03-01T09:00:00Z` as a reader writes it: the offices write local time, whatever stands behind it."""
    day, _, time = str(element.get(f"{W}date") or "").partition("T")
    return f"{day[:_DAY]} {time[:5]}".strip()
