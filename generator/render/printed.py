"""What was rendered in, the lines of its sentences as a reader sees them, and what in them was typed as a text, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..checks.prose.quoted import PrintedLine
from ..pattern import deferred
from ..prose import Prose
from .desk import CLOSE, OPEN
from .endings import running

_VALUE = deferred(rf"{OPEN}(\d+){CLOSE}")
_FIGURE = deferred(r"-?[0-9][0-9,]*(?:\.[0-9]+)?\D{0,4}")
"""A figure as it is printed, with its unit."""


def sentences(text: str, values: Sequence[str | Prose]) -> Iterator[PrintedLine]:
    """Tables and headings have no sentences; typed is all that was printed but for figures."""
    for line in text.split("\n"):
        if not line.startswith(("|", "#", ":::", "<")):
            yield _filled(line, values)


def _filled(line: str, values: Sequence[str | Prose]) -> PrintedLine:
    parts: list[str] = []
    typed: list[tuple[int, int]] = []
    at = length = 0
    for match in _VALUE.finditer(line):
        before, value = line[at : match.start()].replace("**", ""), values[int(match[1])]
        shown = value if isinstance(value, str) else running(value)
        length += len(before)
        if not isinstance(value, str) or not _FIGURE.fullmatch(shown):
            typed.append((length, length + len(shown)))
        parts += [before, shown]
        length += len(shown)
        at = match.end()
    parts.append(line[at:].replace("**", ""))
    return PrintedLine("".join(parts), tuple(typed))
