"""The pattern of a whole report in, its headings and paragraphs one by one out, in order, each with its own pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from ..exhaustive import assert_never
from ..model import Lines, Passage
from ..pattern import deferred
from .cells import (
    ABOVE,
    BELOW,
    BREAK,
    CELL,
    ROW_ENDS,
    attribute,
    in_one_line,
    is_row,
    merged_columns,
    open_row,
    row_of,
    widths_of,
)
from .pieces import Alt, Many, Mark, Path, Piece, Seq, Slot, Text, breaks, choice, joined, leaves

_MARKS = deferred(r"\*\*|\\$|[{][^{}\n]*[}]?\s*$|^\s*(?:[0-9]+\.|-)\s+|^\s+|<[^>]*>")
_HEADING = deferred(r"^(#+) ")
_NEW = deferred(r"\s*(?:#+ |[0-9]+\. |- |\||:::|</?t)")
_OPEN = deferred(r"\s[{][^{}]*$")
RUN_IN = "接排"
CHART = "图"
SALUTATION = "主送"
APART = ("封面", "落款", SALUTATION)
"""Blocks of which each line is a paragraph."""
MOST = 4_000
"""Headings and paragraphs of one pack; the longest of ours has some 300."""


class Block(Struct, frozen=True):
    """A heading (its depth; 0 for a paragraph) or a paragraph; `prose` is the key that all of it is, if it is one."""

    level: int
    piece: Piece
    loops: tuple[int, ...]
    """The loops that it stands in, the outermost first."""
    prose: Path = ()
    tail: Path = ()
    """The prose that it ends with, which may go on in the next paragraphs."""
    run_in: bool = False
    salutation: bool = False
    """Whether it is whom the report is sent to, which is printed with a colon."""
    table: int = 0
    """The table whose row it is, if it is one."""
    merged: int = 0
    """Columns at its left that may go on with what stands above."""
    widths: tuple[int, ...] = ()
    """How many columns each cell of a row takes; none where that is not sure."""


class Outline(Struct, frozen=True):
    blocks: tuple[Block, ...]
    rows: Mapping[int, Path]
    """The list that each loop goes through."""


def outline_of(report: Piece) -> Outline:
    cutter = _Cutter()
    cutter.feed(report)
    cutter.flush()
    blocks: list[Block] = []
    for one in cutter.blocks[:MOST]:
        same = blocks and one.prose and blocks[-1].prose == one.prose
        if not same:
            blocks.append(one)
    return Outline(tuple(blocks), cutter.rows)


class _Cutter(Struct):
    """Cuts at the ends of lines; where branches end lines, each goes on with what stood before it in its line."""

    line: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    loops: list[int] = field(default_factory=list)
    rows: dict[int, Path] = field(default_factory=dict)
    table: int = 0
    merged: int = 0
    below: list[Block] = field(default_factory=list)
    """The note below the table that is open, as a row of it or as a paragraph."""
    salutation: bool = False
    chart: bool = False
    """Whether what looks like a table is drawn."""
    apart: bool = False
    """Whether each line is a paragraph by itself."""
    row: bool = False
    """Whether a row of a table is open, in which a line's end says nothing."""
    soft: bool = False
    """Whether a line has ended, which the next one may go on with."""

    def feed(self, piece: Piece) -> None:
        match piece:
            case Text(text):
                first, *more = text.split("\n")
                self.write(first)
                for one in more:
                    if not self.row:
                        self.end_line()
                    self.write(one)
            case Seq(parts):
                for part in parts:
                    self.feed(part)
            case Alt(options):
                self.branch(options)
            case Many(number, rows, body):
                self.rows[number] = rows
                self.inner(body)
                if self.row and not _ends_row(body):
                    self.line.append(in_one_line(piece))
                elif (begun := _begins_lines(body)) is not None:
                    self.in_rounds(begun[0], Many(number, rows, begun[1]))
                elif breaks(body):
                    self.end_soft()
                    self.loops.append(number)
                    self.branch((body, Seq(())))
                    self.loops.pop()
                else:
                    self.line.append(piece)
            case Slot() | Mark():
                self.line.append(piece)
            case _:
                assert_never(piece)

    def inner(self, body: Piece) -> None:
        self.rows.update((one.number, one.rows) for one in loops_in(body))

    def branch(self, options: tuple[Piece, ...]) -> None:
        if not any(map(_ends_row if self.row else breaks, options)):
            for one in options:
                self.inner(one)
            self.line.append(in_one_line(Alt(options)) if self.row else Alt(options))
            return
        before, soft, row, tails = self.line, self.soft, self.row, list[Piece]()
        for option in options:
            self.line, self.soft, self.row = list(before), soft, row
            self.feed(option)
            if option != Seq(()):
                self.end_soft()
            tails.append(joined(self.line))
        left = [one for one in dict.fromkeys(tails) if not _is_blank(one)]
        self.line = [choice(left)] if left else []
        self.soft = self.soft and bool(left)

    def in_rounds(self, begins: Piece, turns: Many) -> None:
        """Lines of which each holds several turns of a loop: a round of its own for each line."""
        self.end_soft()
        before = self.line
        self.line = list(before)
        self.loops.append(-turns.number)
        self.feed(Seq((begins, turns)))
        self.flush()
        self.loops.pop()
        self.line = before

    def write(self, text: str) -> None:
        """A line that begins nothing new goes on with the paragraph of the one before it."""
        if self.soft and text.strip():
            if _NEW.match(text):
                self.flush()
            self.soft = False
        self.row = open_row(text, self.row)
        self.line.append(Text(text))

    def end_line(self) -> None:
        if self.is_heading() and self.goes_on():
            self.line.append(Text(BREAK))
        elif self.soft or self.apart or _is_blank(joined(self.line)) or self.is_heading():
            self.flush()
        else:
            self.soft = True

    def end_soft(self) -> None:
        if self.soft:
            self.flush()

    def is_heading(self) -> bool:
        first = next((one.text for one in leaves(joined(self.line)) if isinstance(one, Text)), "")
        return first.lstrip().startswith(("#", ":::", "|", "<t", "</t"))

    def goes_on(self) -> bool:
        """Whether a heading has another line."""
        last = self.line[-1] if self.line else None
        return isinstance(last, Text) and last.text.rstrip(" ").endswith("\\")

    def fence(self, piece: Piece) -> None:
        """What stands above a table, and below it, where it ends."""
        first = next(one.text for one in leaves(piece) if isinstance(one, Text))
        self.apart = any(name in first for name in APART)
        self.salutation = SALUTATION in first.split("{")[0]
        self.chart = CHART in first.split("{")[0]
        above, below = ([], []) if self.chart else (attribute(piece, ABOVE), attribute(piece, BELOW))
        self.blocks += [_block(one, tuple(self.loops)) for one in above]
        if not below:
            self.blocks += self.below
        self.below = [
            made
            for one in below
            for made in (
                Block(0, joined([Text(CELL), one]), tuple(self.loops), table=self.table),
                _block(one, tuple(self.loops)),
            )
        ]

    def flush(self) -> None:
        piece = joined(self.line)
        self.line, self.soft = [], False
        start = next((one.text for one in leaves(piece) if isinstance(one, Text)), "").lstrip()
        if start.startswith((":::", "<table")):
            self.table += 1
        if start.startswith(":::"):
            self.merged = merged_columns(piece)
            self.fence(piece)
        if start.startswith(":::") or _is_blank(piece):
            return
        if not start.startswith(("|", "<t", "</t")):
            piece = joined([piece, Text("：")]) if self.salutation else piece
            self.blocks.append(replace(_block(piece, tuple(self.loops)), salutation=self.salutation))
        elif not self.chart and is_row(piece) and (row := row_of(piece)) is not None:
            self.blocks.append(
                Block(0, row, tuple(self.loops), table=max(1, self.table), merged=self.merged, widths=widths_of(piece))
            )


def _block(piece: Piece, loops: tuple[int, ...]) -> Block:
    parts: list[Piece] = list(piece.parts) if isinstance(piece, Seq) else [piece]
    level, run_in = 0, False
    if (headed := _headed(parts[0])) is not None:
        level, parts[0] = headed
        run_in = isinstance(parts[-1], Text) and RUN_IN in parts[-1].text
        parts = _without_attributes(parts)
    plain = joined([_plain(one, not at, at == len(parts) - 1) for at, one in enumerate(parts)])
    slots = [one for one in leaves(plain) if not isinstance(one, Mark) and one not in (Text(""), Text("。"))]
    alone = slots[0] if slots and all(one == slots[0] for one in slots) else None
    prose = alone.path if isinstance(alone, Slot) and isinstance(alone.kind, Passage | Lines) and not level else ()
    return Block(level, plain, loops, prose, () if prose or level else _tail(plain), run_in)


def _begins_lines(body: Piece) -> tuple[Piece, Piece] | None:
    """What a turn of a loop may begin a line with, and the rest of it, which goes on in one line; None where it does not."""
    if not isinstance(body, Seq) or len(body.parts) < 2:
        return None
    first, rest = body.parts[0], joined(list(body.parts[1:]))
    return (first, rest) if isinstance(first, Alt) and breaks(first) and not breaks(rest) else None


def _headed(piece: Piece) -> tuple[int, Piece] | None:
    """How deep a heading is, and its beginning without the signs; of choices all must begin one."""
    if isinstance(piece, Text):
        match = _HEADING.match(piece.text)
        return (len(match[1]), Text(piece.text[match.end() :])) if match is not None else None
    if isinstance(piece, Seq) and piece.parts:
        first = _headed(piece.parts[0])
        return (first[0], joined([first[1], *piece.parts[1:]])) if first is not None else None
    if isinstance(piece, Alt):
        options = [_headed(one) for one in piece.options]
        known = [one for one in options if one is not None]
        if len(known) == len(options) and len({level for level, _ in known}) == 1:
            return known[0][0], Alt(tuple(one for _, one in known))
    return None


def _without_attributes(parts: list[Piece]) -> list[Piece]:
    """A heading up to the brace that is only closed behind a value."""
    for at, one in enumerate(parts):
        if isinstance(one, Text) and (match := _OPEN.search(one.text)) is not None:
            return [*parts[:at], Text(one.text[: match.start()])]
    return parts


def _ends_row(piece: Piece) -> bool:
    return any(isinstance(one, Text) and ROW_ENDS in one.text for one in leaves(piece))


def _tail(piece: Piece) -> Path:
    last = piece.parts[-1] if isinstance(piece, Seq) and piece.parts else piece
    if isinstance(last, Alt):
        found = {one.path for one in last.options if isinstance(one, Slot) and isinstance(one.kind, Passage)}
        return found.pop() if len(found) == 1 else ()
    return last.path if isinstance(last, Slot) and isinstance(last.kind, Passage) else ()


def _plain(piece: Piece, first: bool, last: bool) -> Piece:
    """Without the marks of the dialect: bold, numbers of lists, attributes."""
    if isinstance(piece, Text):
        text = piece.text if not (first or last) else _MARKS.sub("", piece.text)
        return Text(text.replace("**", "").replace(f"\\{BREAK}", BREAK).rstrip("\\"))
    if isinstance(piece, Seq):
        return joined([_plain(one, False, False) for one in piece.parts])
    return Alt(tuple(_plain(one, False, False) for one in piece.options)) if isinstance(piece, Alt) else piece


def _is_blank(piece: Piece) -> bool:
    return all(isinstance(one, Mark) or (isinstance(one, Text) and not one.text.strip()) for one in leaves(piece))


def loops_in(piece: Piece) -> Iterator[Many]:
    match piece:
        case Many(_, _, body):
            yield piece
            yield from loops_in(body)
        case Seq(parts) | Alt(parts):
            for one in parts:
                yield from loops_in(one)
        case Text() | Slot() | Mark():
            return
        case _:
            assert_never(piece)
