"""What a template prints, as a pattern to be read back: texts, the places of values, choices and repetitions."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..exhaustive import assert_never
from ..model import Kind

Path = tuple[str, ...]
"""Keys from the top; a row of a list is [*n], n being the loop that goes through it."""


class Text(Struct, frozen=True):
    text: str


class Slot(Struct, frozen=True):
    """Where a value is printed; `path` is empty where no one key is printed. `negative` ones lost their sign in print.

    `unit` is that of an amount which stands without it, as in a table; ? where the report's own is meant.
    """

    path: Path
    kind: Kind | None
    negative: bool = False
    unit: str = ""
    others: tuple[Path, ...] = ()
    """The keys that are printed in its place where it is not told."""


class Mark(Struct, frozen=True):
    """What is true of a key where a branch is printed, though it is not printed itself; None takes that back."""

    path: Path
    value: str | None


class Seq(Struct, frozen=True):
    parts: tuple[Piece, ...]


class Alt(Struct, frozen=True):
    options: tuple[Piece, ...]


class Many(Struct, frozen=True):
    """A loop: `number` is its own, `rows` the list that it goes through, empty where no key has that list."""

    number: int
    rows: Path
    body: Piece


Piece = Text | Slot | Mark | Seq | Alt | Many
NOTHING = Seq(())


def leaves(piece: Piece) -> Iterator[Piece]:
    match piece:
        case Seq(parts) | Alt(parts):
            for one in parts:
                yield from leaves(one)
        case Many(_, _, body):
            yield from leaves(body)
        case Text() | Slot() | Mark():
            yield piece
        case _:
            assert_never(piece)


def breaks(piece: Piece) -> bool:
    """Whether a line ends within."""
    return any(isinstance(one, Text) and "\n" in one.text for one in leaves(piece))


def joined(parts: list[Piece]) -> Piece:
    """A sequence without sequences in it; texts that meet are one."""
    flat: list[Piece] = []
    for part in parts:
        for one in part.parts if isinstance(part, Seq) else (part,):
            if isinstance(one, Text) and flat and isinstance(flat[-1], Text):
                flat[-1] = Text(flat[-1].text + one.text)
            elif one != Text(""):
                flat.append(one)
    return flat[0] if len(flat) == 1 else Seq(tuple(flat))


def choice(options: list[Piece]) -> Piece:
    distinct = list(dict.fromkeys(options))
    return distinct[0] if len(distinct) == 1 else Alt(tuple(distinct))
