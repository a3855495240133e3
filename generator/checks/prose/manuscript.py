"""The prose of a report in, one text of all of it out, with the way back from its characters to those of the file.

Values stand behind one another, parted by END, their paragraphs by a line end. A project's text is a part of its own:
what is said of one project is no contradiction to what is said of another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ...figure import Item, Rows, Text, Texts, Words
from ...model import Choice, Kind, Line, Lines, Named, Passage, Record, Year, inner_record
from ...source import Place, Source
from .places import located, referred

END = "\f"
CODES = frozenset(("科目", "编码", "预算编码", "模板", "联系电话", "邮编", "收入来源"))
"""Keys of single lines that are no sentence: codes, numbers and names from a list."""
APART = "核对说明"
"""The key whose sentences are printed nowhere."""
SHORTEST = 6
"""A single line of fewer characters is a choice, a name or a unit, and has no sentence in it."""


class Piece(NamedTuple):
    """A paragraph, title or line: where it begins in the whole, and where it stands in the file."""

    start: int
    text: str
    place: Place


class Manuscript(NamedTuple):
    """`starts` is where each paragraph, title or line begins, `lines` its text and `places` where it stands.

    `parts` are the offsets at which another project begins; `year` is the report's, "" where there is none; `aims` are the
    places at which paragraphs of a goal begin.
    """

    text: str
    starts: Sequence[int]
    lines: Sequence[str]
    places: Sequence[Place]
    parts: tuple[int, ...]
    year: str = ""
    aims: frozenset[Place] = frozenset()

    def piece(self, at: int) -> Piece:
        number = max(0, bisect_right(self.starts, at) - 1)
        return Piece(self.starts[number], self.lines[number], self.places[number])

    def place(self, start: int, end: int) -> Place:
        """The very characters in the file; of a stretch over several paragraphs, its beginning in the first."""

        piece = self.piece(start)
        stop = min(end, piece.start + len(piece.text))
        return located(piece.text, piece.place, start - piece.start, max(stop, start + 1) - piece.start)

    def referred(self, start: int, end: int) -> bool:
        """Whether these characters were printed by a reference ({{ … }}) and not typed."""

        piece = self.piece(start)
        return referred(piece.text, piece.place, start - piece.start, end - piece.start)

    def part(self, at: int) -> int:
        """Which project's text, or the report's own (0), a character belongs to."""
        return bisect_right(self.parts, at)

    def aimed(self, at: int) -> bool:
        """Whether a character belongs to a goal: what came of it may be otherwise."""
        return bool(self.aims) and self.piece(at).place in self.aims

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
    lines = source.text.split("\n")
    *starts, _ = _bounds(lines)
    places = [Place(source, at, at + len(line)) for at, line in zip(starts, lines, strict=True)]
    return Manuscript(source.text, starts, lines, places, (), year)


def of_figures(root: Item) -> Manuscript:
    """All prose of a report in reading order; what derive copied into its tables is read where it was written."""
    gathered = _Gathered()
    gathered.item(root)
    texts: list[str] = []
    lines: list[str] = []
    places: list[Place] = []
    firsts: list[int] = []
    for values in (gathered.root, *gathered.projects):
        firsts.append(len(lines))
        for paragraphs, where in values:
            texts.append(paragraphs[0] if len(paragraphs) == 1 else "\n".join(paragraphs))
            lines += paragraphs
            places += where
    bounds = _bounds(lines)
    parts = tuple([bounds[first] for first in firsts[1:]])
    return Manuscript(
        END.join(texts), bounds[:-1], lines, places, parts, root.text("年度") or "", frozenset(gathered.aims)
    )


def _bounds(lines: Sequence[str]) -> list[int]:
    """Where each begins that stands behind the others and a sign between them, and where the next would."""
    return [0, *accumulate([len(line) + 1 for line in lines])]


class _Gathered:
    """Walks the tree once; `value` is the list that a value found goes to, as its paragraphs and their places.

    What has no place was put together by derive, of words that stand elsewhere too.
    """

    def __init__(self) -> None:
        self.root: list[tuple[Sequence[str], Sequence[Place]]] = []
        self.projects: list[list[tuple[Sequence[str], Sequence[Place]]]] = []
        self.value = self.root
        self.seen: set[int] = set()
        self.aims: list[Place] = []

    def item(self, item: Item) -> None:
        known = _TOLD.get(id(item.kind))
        told = known[1] if known is not None else _told(item.kind)
        entries = item.made
        if told.isdisjoint(entries):
            return
        for name, value in entries.items():
            if name not in told:
                continue
            if isinstance(value, Words):
                self.words(value)
                self.aims += value.lines if _aims(item.kind, name) else ()
            elif isinstance(value, Text):
                if len(value.text) >= SHORTEST:
                    self.line(value)
                    self.aims += (value.place,) if _aims(item.kind, name) else ()
            elif isinstance(value, Item):
                if value.place is not None:
                    self.item(value)
            elif isinstance(value, Rows):
                if value.place is not None and not value.named:
                    self.rows(name, value)
            elif isinstance(value, Texts):
                for text in value.items:
                    self.line(text)

    def rows(self, name: str, rows: Rows) -> None:
        for row in rows.items:
            if name != "项目":
                self.item(row)
                continue
            outer, self.value = self.value, []
            self.item(row)
            self.projects.append(self.value)
            self.value = outer

    def line(self, value: Text) -> None:
        if self.new(value.place):
            self.value.append(((value.text,), (value.place,)))

    def words(self, value: Words) -> None:
        if self.new(value.place):
            blocks, places = value.prose.blocks, value.lines
            if len(blocks) == len(places) == 1 and isinstance(blocks[0], str):  # most are
                self.value.append(((blocks[0],), places))
                return
            paragraphs = tuple(value.prose.paragraphs())
            known = min(len(paragraphs), len(places))
            self.value.append((paragraphs[:known], places[:known]))

    def new(self, place: Place) -> bool:
        """Whether nothing was read from there yet."""
        start = place.start
        if start in self.seen:
            return False
        self.seen.add(start)
        return True


_TOLD: dict[int, tuple[Record, frozenset[str]]] = {}


def _told(kind: Record) -> frozenset[str]:
    """The keys of a record below which sentences can stand; what only derive gives was typed elsewhere."""
    known = _TOLD.get(id(kind))
    if known is None:
        typed = kind.base or kind
        told = frozenset([field.name for field in typed.fields if _holds(field.name, field.kind)])
        known = _TOLD[id(kind)] = kind, told  # kept with its record, so that no other one ever has its id
    return known[1]


def _aims(kind: Record, name: str) -> bool:
    return kind.by_name[name].aims


def _holds(name: str, kind: Kind) -> bool:
    if isinstance(kind, (Line, Choice, Year)):
        return name not in CODES
    record = inner_record(kind) if name != APART else None
    return isinstance(kind, (Passage, Lines)) or (
        record is not None and not isinstance(kind, Named) and bool(_told(record))
    )
