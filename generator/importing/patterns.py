"""A block of an outline in, what finds it again in a text out: whole, or sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..backwards import Block, Machine, Path, Reading
from ..backwards.lines import loops_in
from ..backwards.pieces import Alt, Many, Piece, Seq, Slot, Text, leaves
from ..model import Money
from .paragraphs import ENDS, normal

SURE = 8
"""Characters of a fixed sentence that is known wherever it stands."""
LEAST = 4
YEAR = ("年度",)


class Pattern:
    """A block with its machines: for all of a paragraph, and for single sentences of it."""

    def __init__(self, block: Block) -> None:
        self.block = block
        piece = _with_or_without_year(block.piece) if block.level else block.piece
        self.machine = Machine(piece, _heading if block.level else normal, bool(block.table))
        self.lists = any(_is_list(one) for one in loops_in(block.piece))
        """Whether a row of it is told by its name and a figure alone."""
        self._parts: list[Machine] | None = None

    @property
    def parts(self) -> list[Machine]:
        if self._parts is None:
            made = [Machine(one, normal) for one in _cut(self.block.piece)] if not self.block.table else []
            self._parts = [one for one in made if one.weight >= LEAST and one.has_slots]
        return self._parts


def _with_or_without_year(piece: Piece) -> Piece:
    """A heading whose year hands leave out, where enough else tells it."""
    parts = piece.parts if isinstance(piece, Seq) else ()
    if len(parts) < 3 or not isinstance(parts[0], Slot) or parts[0].path != YEAR or not isinstance(parts[1], Text):
        return piece
    behind = parts[1].text.removeprefix("年").removeprefix("度")
    year = Seq((parts[0], Text(parts[1].text[: len(parts[1].text) - len(behind)])))
    rest: list[Piece] = [Text(behind)] if behind else []
    told = sum(len(one.text) for one in (*rest, *parts[2:]) if isinstance(one, Text))
    sure = parts[1].text.startswith("年") and told >= SURE
    return Seq((Alt((year, Seq(()))), *rest, *parts[2:])) if sure else piece


def _is_list(loop: Many) -> bool:
    return any(isinstance(one, Slot) and isinstance(one.kind, Money) for one in leaves(loop.body))


def _heading(text: str) -> str:
    return normal(text).rstrip(ENDS)


def _cut(piece: Piece) -> Iterator[Piece]:
    """The sentences of a paragraph; those of a branch that is one, by themselves."""
    line: list[Piece] = []
    for part in piece.parts if isinstance(piece, Seq) else (piece,):
        if isinstance(part, Text):
            *whole, last = part.text.split("。")
            for text in whole:
                yield Seq((*line, Text(f"{text}。")))
                line = []
            line.append(Text(last))
        elif isinstance(part, Alt) and any(_ends(one) for one in part.options):
            for one in part.options:
                if _ends(one):
                    yield from _cut(one)
        else:
            line.append(part)
    if line:
        yield Seq(tuple(line))


def _ends(piece: Piece) -> bool:
    last = piece.parts[-1] if isinstance(piece, Seq) and piece.parts else piece
    return isinstance(last, Text) and last.text.endswith("。")


def of_parts(parts: Sequence[Machine], at: int, text: str, begun: bool, firm: bool) -> tuple[int, Reading] | None:
    """The sentence of a block that a text is, and the number of the next; a weak one only right behind the one before it."""
    fits: list[tuple[int, Reading]] = []
    for later in range(at, len(parts)):
        machine = parts[later]
        weak = machine.weight < SURE
        if (weak and not (begun and firm)) or not machine.has_anchor(text):
            continue
        reading = machine.read(text, in_part=True)
        if reading is not None and (reading.end == len(text) or reading.given >= SURE):
            fits.append((later + 1, reading))
    if not fits:
        return None
    first = fits[0]
    weak = parts[first[0] - 1].weight < SURE
    if weak and (first[0] - 1 != at or any({*_paths(one)} != {*_paths(first[1])} for _, one in fits[1:])):
        return None
    return first


def _paths(reading: Reading) -> list[Path]:
    return [one.path for one in reading.captures]
