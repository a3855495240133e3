"""The rows that a pack's tables print in, by which words they are told apart out: a free label is never a fixed one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..backwards import BREAK, CELL, Block, Capture
from ..backwards.pieces import Alt, Piece, Seq, Text
from ..model import Line
from .layouts import label_of
from .paragraphs import Paragraph, normal


class Labels:
    """`doubtful` are rows of free cells alone that stand behind other such ones: whose a row is, nobody can tell."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.fixed: dict[int, set[str]] = {}
        self.doubtful: set[int] = set()
        tables: dict[tuple[int, tuple[str, ...]], set[int]] = {}
        words_of: dict[int, tuple[int, tuple[str, ...]]] = {}
        head = 0
        free: list[int] = []
        for number, block in enumerate(blocks):
            words = {label_of(one) for one in _fixed_cells(block.piece)} - {""} if block.table else set()
            self.fixed.setdefault(block.table, set()).update(words)
            head = number if block.level else head
            if words:
                words_of[number] = head, tuple(sorted(words))
                tables.setdefault(words_of[number], set()).add(block.table)
            same = bool(free) and blocks[free[-1]].table == block.table
            if not block.table or words or not same:
                free = []
            if block.table and not words:
                free.append(number)
                if len({blocks[one].loops for one in free}) > 1:
                    self.doubtful |= set(free)

        self.first = {number for number, told in words_of.items() if len(tables[told]) == 1}
        """Rows by whose words a table is known: no other one of the chapter has them."""

    def is_sound(self, number: int, block: Block, paragraph: Paragraph, captures: Sequence[Capture]) -> bool:
        """Whether what is read as the name of a row is none that the table itself prints."""
        if number in self.doubtful:
            return False
        fixed = self.fixed.get(block.table, set())
        named = (one for one in captures if isinstance(one.kind, Line) and one.known is None and one.path)
        return not any(label_of(paragraph.text[one.start : one.end]) in fixed for one in named)


def _fixed_cells(piece: Piece) -> Iterator[str]:
    """The cells that hold nothing but a text."""
    parts = piece.parts if isinstance(piece, Seq) else (piece,)
    text, fixed = "", True
    for one in parts:
        if not isinstance(one, Text):
            fixed = fixed and isinstance(one, Alt) and _are_texts(one)
            continue
        first, *more = normal(one.text).replace(BREAK, "").split(CELL)
        text += first
        for cell in more:
            if fixed:
                yield text
            text, fixed = cell, True
    if fixed:
        yield text


def _are_texts(piece: Alt) -> bool:
    return all(isinstance(one, Text) or one == Seq(()) for one in piece.options)
