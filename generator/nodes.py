"""What a YAML file holds, as the reader hands it on: texts, mappings and lists, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from .source import Place

ScalarStyle = Literal["plain", "single", "double", "literal", "folded", "unread"]
"""`unread` is a cell of a pasted table that could not be read, which has been told."""


class Scalar(Struct, frozen=True):
    """A text as written: 011500, 12:30, 否 and 2023-04-28 stay text; the field that takes it decides."""

    text: str
    place: Place
    style: ScalarStyle = "plain"
    unit: str = ""
    """What the heading of its column says, for a figure without a unit of its own."""

    @property
    def empty(self) -> bool:
        """Nothing was written behind the key (未填); "" in quotes is not empty."""
        return self.style == "plain" and not self.text

    def part(self, start: int, end: int) -> Place:
        """The place of `text[start:end]` in the file; the whole scalar's where it cannot be told."""
        if self.style == "literal" and "\n" in self.text:
            return _literal(self).part(start, end)
        raw = self.place.text
        inside = raw.find(self.text)
        if inside >= 0:
            return self.place.part(inside + start, inside + end)
        if self.style == "literal":
            return _literal(self).part(start, end)
        piece = self.text[start:end]
        if piece and self.text.count(piece) == 1 and raw.count(piece) == 1:
            found = raw.index(piece)
            return self.place.part(found, found + len(piece))
        return self.place


class _Literal:
    """A literal's line k stands in the file on the k-th line behind its `|`, indented; they are counted once."""

    def __init__(self, scalar: Scalar) -> None:
        self.place = scalar.place
        raw = scalar.place.text
        self.inside = raw.find(scalar.text)
        self.lines, self.raw = scalar.text.split("\n"), raw.split("\n")
        self.starts = [0, *accumulate([len(line) + 1 for line in self.lines])]
        self.raw_starts = [0, *accumulate([len(line) + 1 for line in self.raw])]

    def part(self, start: int, end: int) -> Place:
        if self.inside >= 0:
            return self.place.part(self.inside + start, self.inside + end)
        begin, stop = self.offset(start), self.offset(end)
        return self.place if begin is None or stop is None or stop < begin else self.place.part(begin, stop)

    def offset(self, at: int) -> int | None:
        line = bisect_right(self.starts, at, hi=len(self.lines)) - 1
        if line + 1 >= len(self.raw) or not self.raw[line + 1].endswith(self.lines[line]):
            return None
        return self.raw_starts[line + 1] + len(self.raw[line + 1]) - len(self.lines[line]) + at - self.starts[line]


@lru_cache(maxsize=1)
def _literal(scalar: Scalar) -> _Literal:
    """Its paragraphs are asked for one after the other."""
    return _Literal(scalar)


class Entry(Struct, frozen=True):
    """A key and what stands behind it."""

    key: Scalar
    value: Node


class Mapping(Struct, frozen=True):
    """Keys in the order of the file; a key that stands twice is reported and kept once (the first)."""

    entries: tuple[Entry, ...]
    place: Place
    controls: tuple[Control, ...] = ()


class Sequence(Struct, frozen=True):
    """A list (列表), written with dashes or in brackets, or pasted with its totals; `blank` are keys whose column was left empty."""

    items: tuple[Node, ...]
    place: Place
    controls: tuple[Control, ...] = ()
    blank: tuple[Scalar, ...] = ()


class Control(Struct, frozen=True):
    """A row of 合计 in a pasted table: its figures by key, and the items (from, to) of which it may be the sum.

    `within` says that it tells a part of the one item (其中).
    """

    name: Scalar
    row: Mapping
    spans: tuple[tuple[int, int], ...]
    within: bool = False


Node = Scalar | Mapping | Sequence


def end_of(node: Node) -> int:
    """Where the last of a value stands."""
    if isinstance(node, Scalar) or node.place.text.lstrip().startswith(("{", "[")):
        return node.place.start + len(node.place.text.rstrip())
    inner: tuple[Node, ...] = tuple(one.value for one in node.entries) if isinstance(node, Mapping) else node.items
    keys = [one.key.place.end for one in node.entries] if isinstance(node, Mapping) else []
    return max([*map(end_of, inner), *keys, node.place.start])


def is_blank(node: Node) -> bool:
    """Whether nothing was filled in: keys and rows of the blank form."""
    if isinstance(node, Scalar):
        return node.empty
    inner = [one.value for one in node.entries] if isinstance(node, Mapping) else node.items
    return all(map(is_blank, inner))
