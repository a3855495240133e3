"""Texts whose stretches bear numbers in, the plain texts and these stretches out: noncharacters part them, which no file can hold."""

from __future__ import annotations

import re
from typing import NamedTuple

OPEN, MIDDLE, CLOSE = "\ufdd2", "\ufdd3", "\ufdd4"
MARKS = re.compile(f"{OPEN}([0-9]+){MIDDLE}|{CLOSE}")
_FOREIGN = {ord(one): None for one in (OPEN, MIDDLE, CLOSE)}


class Span(NamedTuple):
    """`text[start:end]` bears the number."""

    start: int
    end: int
    number: int


def numbered(number: int, text: str) -> str:
    return f"{OPEN}{number}{MIDDLE}{text}{CLOSE}"


def without_numbers(text: str) -> str:
    return MARKS.sub("", text)


def cleaned(text: str) -> str:
    """A text of others, which may hold anything."""
    return text.translate(_FOREIGN)


def spans(text: str) -> tuple[str, tuple[Span, ...]]:
    """The plain text, and its stretches in order."""
    pieces: list[str] = []
    found: list[Span] = []
    opened: list[tuple[int, int]] = []
    at = length = 0
    for mark in MARKS.finditer(text):
        pieces.append(text[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1] is not None:
            opened.append((length, int(mark[1])))
        elif opened:
            start, number = opened.pop()
            found.append(Span(start, length, number))
    return "".join((*pieces, text[at:])), tuple(sorted(found))
