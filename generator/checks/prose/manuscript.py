"""The prose of a report in, one text of all of it out, with the way back from its characters to those of the file.

Values stand behind one another, parted by END, their paragraphs by a line end. A project's text is a part of its own:
what is said of one project is no contradiction to what is said of another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ...derive.extra import SUBJECT
from ...figure import Figure, Item, Later, Rows, Text, Texts, Words
from ...source import Place, Source

END = "\f"
CODES = frozenset(("科目", "编码", "预算编码", "模板", "联系电话", "邮编", "收入来源"))
"""Keys of single lines that are no sentence: codes, numbers and names from a list."""
SHORTEST = 6
"""A single line of fewer characters is a choice, a name or a unit, and has no sentence in it."""


class Piece(NamedTuple):
    """A paragraph, title or line: where it begins in the whole, and where it stands in the file."""

    start: int
    text: str
    place: Place


@dataclass(frozen=True)
class Manuscript:
    """`parts` are the offsets at which another project begins; `year` is the report's, "" where there is none."""

    text: str
    pieces: tuple[Piece, ...] = field(repr=False)
    parts: tuple[int, ...]
    year: str = ""

    @cached_property
    def starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def piece(self, at: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.starts, at) - 1)]

    def place(self, start: int, end: int) -> Place:
        """The very characters in the file; of a stretch over several paragraphs, its beginning in the first."""
        from .places import located  # only a finding needs it

        piece = self.piece(start)
        stop = min(end, piece.start + len(piece.text))
        return located(piece.text, piece.place, start - piece.start, max(stop, start + 1) - piece.start)

    def referred(self, start: int, end: int) -> bool:
        """Whether these characters were printed by a reference ({{ … }}) and not typed."""
        from .places import references

        piece = self.piece(start)
        return any(
            first < end - piece.start and start - piece.start < last
            for first, last in references(piece.text, piece.place)
        )

    def part(self, at: int) -> int:
        """Which project's text, or the report's own (0), a character belongs to."""
        return bisect_right(self.parts, at)

    def values(self) -> Iterator[tuple[int, int]]:
        """Start and end of each value."""
        start = 0
        while start < len(self.text):
            end = self.text.find(END, start)
            end = len(self.text) if end < 0 else end
            yield start, end
            start = end + 1


def of_paragraphs(title: str, text: str, year: str) -> Manuscript:
    """Plain text as one value, a paragraph a line; `title` is what findings call the file."""
    source = Source(title, text.replace(END, " "))
    pieces = []
    at = 0
    for line in source.text.split("\n"):
        pieces.append(Piece(at, line, Place(source, at, at + len(line))))
        at += len(line) + 1
    return Manuscript(source.text, tuple(pieces), (), year)


def of_figures(root: Item) -> Manuscript:
    """All prose of a report in reading order; what derive copied into its tables is read where it was written."""
    gathered = _Gathered()
    gathered.item(root)
    gathered.value = gathered.root
    order = [gathered.root, *gathered.projects]
    pieces: list[Piece] = []
    texts: list[str] = []
    parts: list[int] = []
    at = 0
    for number, values in enumerate(order):
        if number:
            parts.append(at)
        for paragraphs in values:
            for line, place in paragraphs:
                pieces.append(Piece(at, line, place))
                at += len(line) + 1
            texts.append("\n".join([line for line, _ in paragraphs]))
    year = root.text("年度") or ""
    return Manuscript(END.join(texts), tuple(pieces), tuple(parts), year)


Paragraphs = Sequence[tuple[str, Place]]


class _Gathered:
    """Walks the tree once; `value` is the list that a value found goes to.

    What has no place was put together by derive, of words that stand elsewhere too.
    """

    def __init__(self) -> None:
        self.root: list[Paragraphs] = []
        self.projects: list[list[Paragraphs]] = []
        self.value = self.root
        self.seen: set[int] = set()

    def item(self, item: Item) -> None:
        entries = item.entries
        if type(entries) is Later:  # an abstract base makes isinstance slow, and this is asked of every record
            entries = entries.now
        for name, value in entries.items():
            if isinstance(value, Figure):
                continue
            if isinstance(value, Text):
                if len(value.text) >= SHORTEST and name not in CODES:
                    self.words(value)
            elif isinstance(value, Words):
                self.words(value)
            elif isinstance(value, Item):
                if value.place is not None:
                    self.item(value)
            elif isinstance(value, Rows):
                if value.place is not None and not value.named and value.kind is not SUBJECT:
                    self.rows(name, value)
            elif isinstance(value, Texts):
                for text in value.items:
                    self.words(text)

    def rows(self, name: str, rows: Rows) -> None:
        for row in rows.items:
            if name != "项目":
                self.item(row)
                continue
            outer, self.value = self.value, []
            self.item(row)
            self.projects.append(self.value)
            self.value = outer

    def words(self, value: Words | Text) -> None:
        start = value.place.start
        if start in self.seen:
            return
        self.seen.add(start)
        if isinstance(value, Text):
            self.value.append(((value.text, value.place),))
        else:
            self.value.append(tuple(zip(value.prose.paragraphs(), value.lines, strict=False)))
