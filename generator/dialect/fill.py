"""Atoms and the values they hold places for in, runs out: every value character by character as it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from unicodedata import east_asian_width

from msgspec import Struct

from ..document import Run, Runs, text_of
from ..prose import Prose, Section
from .faults import Faults
from .inline import HELD, Atom, Break, Fragment, Held, inline_atoms, is_marked


class Effect(Enum):
    """What a break becomes: nothing (a space between Latin), a line break within the paragraph, a new paragraph."""

    JOIN = 1
    NEWLINE = 2
    SPLIT = 3


Policy = dict[Break, Effect]
_JOIN, _NEWLINE, _SPLIT = Effect.JOIN, Effect.NEWLINE, Effect.SPLIT
BODY: Policy = {Break.SOFT: _JOIN, Break.HARD: _SPLIT, Break.LINE: _SPLIT, Break.PARAGRAPH: _SPLIT}
CELL: Policy = {Break.SOFT: _JOIN, Break.HARD: _NEWLINE, Break.LINE: _NEWLINE, Break.PARAGRAPH: _SPLIT}
LINE: Policy = {Break.SOFT: _JOIN, Break.HARD: _JOIN, Break.LINE: _JOIN, Break.PARAGRAPH: _JOIN}
TITLE: Policy = {**LINE, Break.HARD: _SPLIT}
SIGNATURE: Policy = {**LINE, Break.HARD: _SPLIT, Break.SOFT: _SPLIT}


class SectionHead(Struct, frozen=True):
    """The heading of a section within a Prose; `depth` is 1 for the outermost."""

    title: str
    depth: int


Item = Runs | SectionHead
_Piece = Fragment | Break | SectionHead


def fill_written(text: str, line: int, faults: Faults, values: Sequence[str | Prose], policy: Policy) -> list[Item]:
    """As `fill`, for a paragraph, heading or cell as the template has it, which begins on `line`."""
    runs = None if is_marked(text) else _unmarked(text, values)
    return fill(inline_atoms(text, line, faults), values, policy) if runs is None else [runs]


def written_lines(
    text: str, line: int, faults: Faults, values: Sequence[str | Prose], policy: Policy
) -> tuple[Runs, ...]:
    """As `fill_written`, for the policies in which a section's title is words like others."""
    items = fill_written(text, line, faults, values, policy)
    return tuple([item for item in items if not isinstance(item, SectionHead)])


def written_text(text: str, line: int, faults: Faults, values: Sequence[str | Prose]) -> str:
    """As `fill_written`, everything as one line."""
    return text_of(written_lines(text, line, faults, values, LINE)[0])


def _unmarked(text: str, values: Sequence[str | Prose]) -> Runs | None:
    """The run of a text that holds words and values of one line, as most paragraphs and cells do; None for all else."""
    pieces: list[str] = HELD.split(text)
    for at in range(1, len(pieces), 2):
        value = _one_line_value(int(pieces[at]), values)
        if value is None:
            return None
        pieces[at] = value
    text = "".join(pieces)
    return (Run(text),) if text else ()


def fill(atoms: Sequence[Atom], values: Sequence[str | Prose], policy: Policy) -> list[Item]:
    """Paragraphs, and in BODY the headings of sections, in order; the first and last may be empty."""
    line = _one_line(atoms, values)
    if line is not None:
        return [line]
    gathered = _Gathered()
    for piece in _pieces(atoms, values):
        if isinstance(piece, Fragment):
            gathered.add(piece.text, piece.bold)
        elif isinstance(piece, Break):
            gathered.apply(policy[piece])
        elif policy is BODY:
            gathered.head(piece)
        else:
            gathered.add(piece.title, False)
    return gathered.finish()


def _one_line_value(index: int, values: Sequence[str | Prose]) -> str | None:
    """The value of that index where it is of one line: a text, or prose of one paragraph."""
    value = values[index] if index < len(values) else ""
    if isinstance(value, Prose):
        only = value.blocks[0] if len(value.blocks) == 1 else None
        return only if isinstance(only, str) else None
    return value if value and "\n" not in value else None


def _one_line(atoms: Sequence[Atom], values: Sequence[str | Prose]) -> Runs | None:
    """The runs of words and values of one line in one weight, as most paragraphs and cells are; None for all else."""
    pieces, bold = [], False
    for atom in atoms:
        if isinstance(atom, Fragment):
            pieces.append(atom.text)
        elif isinstance(atom, Held) and (value := _one_line_value(atom.number, values)) is not None:
            pieces.append(value)
        else:
            return None
        if len(pieces) > 1 and atom.bold != bold:
            return None
        bold = atom.bold
    text = "".join(pieces)
    return (Run(text, bold),) if text else ()


def fill_lines(atoms: Sequence[Atom], values: Sequence[str | Prose], policy: Policy) -> tuple[Runs, ...]:
    """As `fill`, for the policies in which a section's title is words like others."""
    return tuple([item for item in fill(atoms, values, policy) if not isinstance(item, SectionHead)])


def fill_line(atoms: Sequence[Atom], values: Sequence[str | Prose]) -> Runs:
    """Everything as one line."""
    return fill_lines(atoms, values, LINE)[0]


def fill_text(atoms: Sequence[Atom], values: Sequence[str | Prose]) -> str:
    if len(atoms) == 1 and isinstance(atoms[0], Fragment):
        return atoms[0].text
    return text_of(fill_line(atoms, values))


def joint(before: str, after: str) -> str:
    """What stands between two texts that a line break parted: a space between Latin words, else nothing."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return " " if _narrow(before[-1]) and _narrow(after[0]) else ""


def _narrow(character: str) -> bool:
    # “ ” — … and their like are "A" (ambiguous): in Chinese text they are Chinese.
    return character < "\u0080" or east_asian_width(character) in ("Na", "N", "H")


def _pieces(atoms: Sequence[Atom], values: Sequence[str | Prose]) -> Iterator[_Piece]:
    for atom in atoms:
        if not isinstance(atom, Held):
            yield atom
        elif atom.number >= len(values):
            yield Fragment(atom.mark, atom.bold)
        else:
            value = values[atom.number]
            yield from _prose(value, atom.bold, 1) if isinstance(value, Prose) else _text(value, atom.bold)


def _text(value: str, bold: bool) -> Iterator[_Piece]:
    first, *others = value.split("\n")
    yield Fragment(first, bold)
    for other in others:
        yield Break.LINE
        yield Fragment(other, bold)


def _prose(prose: Prose, bold: bool, depth: int) -> Iterator[_Piece]:
    for position, block in enumerate(prose.blocks):
        if position:
            yield Break.PARAGRAPH
        if isinstance(block, str):
            yield Fragment(block, bold)
            continue
        if not position:
            yield Break.PARAGRAPH
        yield from _section(block, bold, depth)


def _section(section: Section, bold: bool, depth: int) -> Iterator[_Piece]:
    yield SectionHead(section.title, depth)
    yield Break.PARAGRAPH
    yield from _prose(section.body, bold, depth + 1)


class _Gathered:
    """The paragraph under way and the items before it; pieces of one weight are put together once, at its end."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.pieces: list[tuple[str, bool]] = []
        self.joining = False

    def add(self, text: str, bold: bool) -> None:
        if not text:
            return
        if self.joining:
            text = joint(self.pieces[-1][0] if self.pieces else "", text) + text
            self.joining = False
        self.pieces.append((text, bold))

    def apply(self, effect: Effect) -> None:
        if effect is Effect.JOIN:
            self.joining = True
        elif effect is Effect.NEWLINE:
            self.joining = False
            self.add("\n", self.pieces[-1][1] if self.pieces else False)
        else:
            self.split()

    def split(self) -> None:
        runs = groupby(self.pieces, key=lambda piece: piece[1])
        self.items.append(tuple([Run("".join([text for text, _ in same]), bold) for bold, same in runs]))
        self.pieces = []
        self.joining = False

    def head(self, opened: SectionHead) -> None:
        self.split()
        self.items.append(opened)

    def finish(self) -> list[Item]:
        self.split()
        return self.items
