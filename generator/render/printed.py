"""What was rendered in, the lines of its sentences as a reader sees them, and what in them was typed as a text, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..pattern import deferred
from ..prose import Prose
from .desk import CLOSE, OPEN
from .endings import running

_VALUE = deferred(rf"{OPEN}(\d+){CLOSE}")
_FIGURE = deferred(r"-?[0-9][0-9,]*(?:\.[0-9]+)?\D{0,4}")
"""A figure as it is printed, with its unit."""

Line = tuple[str, tuple[tuple[int, int], ...]]
"""A line, and the stretches of it that somebody typed: all that was printed but for figures."""


def sentences(text: str, values: Sequence[str | Prose]) -> Iterator[Line]:
    """Tables and headings have no sentences."""
    for line in text.split("\n"):
        if not line.startswith(("|", "#", ":::", "<")):
            yield _filled(line, values)


def _filled(line: str, values: Sequence[str | Prose]) -> Line:
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
    return "".join(parts), tuple(typed)
