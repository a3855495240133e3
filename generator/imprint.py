"""A report's paragraphs in, what its DOCX keeps of them out: marks that tell later which sentences a hand changed.

A mark is the beginning of a hash: a sentence that somebody struck out cannot be read back from a file that is published.
"""

from __future__ import annotations

import hashlib
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from .pattern import deferred

SIZE = 3
"""Bytes of a mark: four letters in base64; two sentences of a paragraph are taken for one in 1 of 16 million cases."""
_END = deferred("(?<=[。；！？\n])")
_RECOUNTED = frozenset({"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
"""Fields whose results Word works out anew; they are nobody's text."""


class ImprintStep(NamedTuple):
    """A step through a document's text: a `text`, a `field` begun, told (its instruction), parted or ended, an `end`."""

    kind: str
    text: str = ""


def paragraphs(tokens: Iterable[ImprintStep]) -> Iterator[str]:
    """The text of every paragraph in order, empty ones too, without the results of fields that count pages."""
    pieces: list[str] = []
    fields: list[str] = []
    hidden = 0
    for kind, text in tokens:
        if kind == "text":
            if not hidden:
                pieces.append(text)
        elif kind == "end":
            yield "".join(pieces)
            pieces.clear()
        elif kind == "begin":
            fields.append("")
        elif kind == "told" and fields:
            fields[-1] += text
        elif kind == "separate" and fields:
            if recounted(fields[-1]):
                fields[-1], hidden = "-", hidden + 1
        elif kind == "finish" and fields:
            hidden -= fields.pop() == "-"


def recounted(instruction: str) -> bool:
    """Whether a field's result is worked out from the pages."""
    return (instruction.split() or [""])[0].upper() in _RECOUNTED


def sentences(text: str) -> list[str]:
    """A paragraph's sentences with their ends; a cell of a table is one."""
    return [one for one in _END.split(text) if one.strip()]


def mark(sentence: str) -> bytes:
    return hashlib.sha256(sentence.strip().encode("utf-8", "surrogatepass")).digest()[:SIZE]


def marks(text: str) -> bytes:
    """The marks of a paragraph's sentences, one behind the other."""
    return b"".join([mark(one) for one in sentences(text)])


class Imprint(Struct, frozen=True):
    """The marks of a report: of the sentences of each paragraph that has text, of its charts, and of its footers."""

    text: tuple[bytes, ...]
    charts: tuple[bytes, ...] = ()
    margins: tuple[bytes, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of the text's marks, which stays where only properties of the file outlive a save."""
        return hashlib.sha256(b" ".join(self.text)).hexdigest()

    def encoded(self) -> str:
        """As letters: three groups parted by strokes, in them paragraphs parted by blanks."""
        groups = (self.text, self.charts, self.margins)
        return "|".join(" ".join([b2a_base64(one, newline=False).decode("ascii") for one in group]) for group in groups)


def imprint(text: Iterable[str], charts: Iterable[Iterable[str]], margins: Iterable[str]) -> Imprint:
    """Of paragraphs, the texts and figures of each chart, and the texts above and below the pages."""
    return Imprint(
        tuple([made for one in text if (made := marks(one))]),
        tuple(sorted({chart_mark(values) for values in charts})),
        tuple(sorted({mark(bare(one)) for one in margins if bare(one)})),
    )


def chart_mark(values: Iterable[str]) -> bytes:
    """Of what a chart holds, however its figures are spelt and in whatever order they stand."""
    return mark("\n".join(sorted({_plain(value) for value in values if value.strip()})))


def bare(text: str) -> str:
    """A line above or below the page without its blanks, which programs set as they like."""
    return "".join(text.split())


def _plain(value: str) -> str:
    """12.50 as 12.5: a program that saves a chart spells its figures anew."""
    try:
        return repr(round(float(value), 6) + 0.0)
    except ValueError:
        return value.strip()


def decoded(text: str) -> Imprint | None:
    """What `encoded` gave; None where it is something else."""
    try:
        read = [tuple(a2b_base64(one) for one in group.split()) for group in text.split("|")]
    except (Error, ValueError):
        return None
    sound = len(read) == 3 and not any(len(one) % SIZE for group in read for one in group)
    return Imprint(*read) if sound else None
