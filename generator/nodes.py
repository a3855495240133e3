"""What a YAML file holds, as the reader hands it on: texts, mappings and lists, each with its place.

Texts and entries are named tuples, which are made in half the time of a frozen dataclass: a file has many.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from .frozen import dataclass
from .source import Place

ScalarStyle = Literal["plain", "single", "double", "literal", "folded"]


class Scalar(NamedTuple):
    """A text as written: 011500, 12:30, 否 and 2023-04-28 stay text; the field that takes it decides."""

    text: str
    place: Place
    style: ScalarStyle = "plain"

    @property
    def empty(self) -> bool:
        """Nothing was written behind the key (未填); "" in quotes is not empty."""
        return self.style == "plain" and not self.text

    def part(self, start: int, end: int) -> Place:
        """The place of `text[start:end]` in the file; the whole scalar's where it cannot be told."""
        raw = self.place.text
        inside = raw.find(self.text)
        if inside >= 0:
            return self.place.part(inside + start, inside + end)
        if self.style == "literal":
            return self._literal_part(start, end)
        piece = self.text[start:end]
        if piece and self.text.count(piece) == 1 and raw.count(piece) == 1:
            found = raw.index(piece)
            return self.place.part(found, found + len(piece))
        return self.place

    def _literal_part(self, start: int, end: int) -> Place:
        """A literal's line k stands in the file on the k-th line behind its `|`, indented."""
        begin, stop = self._literal_offset(start), self._literal_offset(end)
        return self.place if begin is None or stop is None or stop < begin else self.place.part(begin, stop)

    def _literal_offset(self, at: int) -> int | None:
        line = self.text.count("\n", 0, at)
        column = at - (self.text.rfind("\n", 0, at) + 1)
        lines = self.text.split("\n")
        raw = self.place.text.split("\n")
        if line + 1 >= len(raw) or not raw[line + 1].endswith(lines[line]):
            return None
        before = sum(len(one) + 1 for one in raw[: line + 1])
        return before + len(raw[line + 1]) - len(lines[line]) + column


class Entry(NamedTuple):
    """A key and what stands behind it."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys in the order of the file; a key that stands twice is reported and kept once (the first)."""

    entries: tuple[Entry, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list (列表), written with dashes or in brackets."""

    items: tuple[Node, ...]
    place: Place


Node = Scalar | Mapping | Sequence
