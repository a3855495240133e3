"""A list or mapping that is being read in, its node and what is wrong with its keys out."""

from __future__ import annotations

from msgspec import Struct, field

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from ..nodes import Entry, Mapping, Node, Scalar, Sequence
from ..source import Place
from .mending import MendedText
from .wording import shown


class Frame(Struct):
    """A collection being filled; `key` is the key that waits for its value."""

    start: int
    flow: bool
    mapping: bool
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    key_span: tuple[int, int] = (0, 0)


def collection(frame: Frame, sheet: MendedText, end: int) -> Mapping | Sequence:
    """A block ends with its last entry: libyaml's own end is where the next thing begins."""
    inner: Node | None = None
    if frame.mapping and frame.entries:
        inner = frame.entries[-1].value
    elif frame.items:
        inner = frame.items[-1]
    if frame.flow or inner is None:
        place = sheet.place(frame.start, end)
    else:
        start = sheet.offset(frame.start)
        place = Place(sheet.source, start, max(start, inner.place.end))
    return Mapping(tuple(frame.entries), place) if frame.mapping else Sequence(tuple(frame.items), place)


def duplicate(key: Scalar, first: Scalar) -> Diagnostic:
    return Diagnostic(
        codes.DUPLICATE,
        f"键“{shown(key.text)}”在这一层写了两次，先按第一个读",
        Label(key.place, "又写了一次"),
        (Label(first.place, "第一次"),),
        help="删去一个；若是两项，写成列表",
    )
