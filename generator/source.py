"""Text of one file in, places in it out: line and column from 1, columns in characters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple


class Source:
    """A file's decoded text with line ends made ``\\n``; `name` is the path as the user wrote it.

    No Struct: the help pages measure their lines with this module, and import nothing but click.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name: Final = name
        self.text: Final = text

    def __reduce__(self) -> tuple[type[Source], tuple[str, str]]:
        """Between processes: without what was worked out of it."""
        return Source, (self.name, self.text)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Offset of a line and column that count from 1; past the end it is the end."""
        if line > len(self.line_starts):
            return len(self.text)
        return min(self.line_starts[line - 1] + column - 1, len(self.text))

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its line end."""
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


class Place(NamedTuple):
    """A stretch of a source: `start` is its first character's offset, `end` the one behind its last.

    A named tuple and no Struct, though that is made twice as fast: help pages print by `width`, and import click alone.
    """

    source: Source
    start: int
    end: int

    @property
    def file(self) -> str:
        return self.source.name

    @property
    def line(self) -> int:
        return self.source.line_column(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.line_column(self.start)[1]

    @property
    def end_line(self) -> int:
        return self.source.line_column(self.end)[0]

    @property
    def end_column(self) -> int:
        return self.source.line_column(self.end)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def overlaps(self, other: Place) -> bool:
        """Whether both share a character of one source."""
        return self.source is other.source and self.start < other.end and other.start < self.end

    def part(self, start: int, end: int) -> Place:
        """The stretch from `start` to `end`, counted from this place's own first character."""
        return Place(self.source, self.start + start, self.start + end)

    def __repr__(self) -> str:
        return f"Place({self.file}:{self.line}:{self.column}-{self.end_line}:{self.end_column})"


class Stretches:
    """Places of one source, to be asked many times whether any of them shares a character with another place."""

    def __init__(self, places: Iterable[Place]) -> None:
        ordered = sorted((place.start, place.end) for place in places)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate([end for _, end in ordered], max))
        """How far the stretches up to each one reach."""

    def meet(self, place: Place) -> bool:
        """As `overlaps`: of those that begin before its end, whether one reaches beyond its start."""
        at = bisect_left(self._starts, place.end)
        return at > 0 and self._reach[at - 1] > place.start


def whole_file(name: str) -> Place:
    """The place of a finding on a file as a whole (1:1), also where no text could be read."""
    return Place(Source(name, ""), 0, 0)


def width(text: str) -> int:
    """Columns that a text takes on a terminal: wide and full-width characters (GB 18030's Chinese) take two."""
    total = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        total += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return total


def cut(text: str, most: int) -> str:
    """At most `most` characters of a text, the last of them … where it has more."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shorten(text: str, most: int = 24) -> str:
    """A text for a message: one line, cut where it is long."""
    return cut(" ".join(text.split()), most)


def excerpt(text: str, at: int, most: int) -> str:
    """`most` characters of a text, those about `at` among them, with … for what stands before and behind them."""
    begin = max(0, min(at - most // 3, len(text) - most))
    return ("…" if begin else "") + text[begin : begin + most] + ("…" if begin + most < len(text) else "")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None where none is near.

    Chinese keys are short: one wrong, missing or swapped character of two to four must still be caught, so
    similarity is counted over characters and a shared head or tail breaks ties.
    """
    import difflib

    signs = frozenset(word)
    best: tuple[float, str] | None = None
    for candidate in known:
        if signs.isdisjoint(candidate):  # as most are: nothing need be compared
            continue
        score = difflib.SequenceMatcher(None, word, candidate, autojunk=False).ratio()
        if sorted(word) == sorted(candidate):
            score = max(score, 0.95)
        if score >= 0.5 and (best is None or score > best[0]):
            best = (score, candidate)
    return best[1] if best else None
