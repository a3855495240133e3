"""A key that its record does not have in, where it most likely belongs and what to say of it out."""

from __future__ import annotations

import re
from collections.abc import Mapping as Names
from dataclasses import dataclass, field

from ..codes import filling
from ..figure import Faulty, Item, Value
from ..model import Record, paths
from ..nodes import Entry, Mapping, Scalar
from ..source import Place, nearest
from .scalars import Fault, shorten

SUMS = frozenset({"合计", "小计", "总计", "共计"})
_DIGITS = re.compile(r"[0-9０-９][0-9０-９,.]*(?:[元千百万亿]*元)?")
MOST_HOMES = 3
DECLARED = (("文字",), ("补充",), ("版式",))
"""The records whose keys a pack declares."""


@dataclass(frozen=True)
class Frame:
    """A record that is being read: its keys in the file, and those that were written elsewhere by mistake."""

    kind: Record
    path: tuple[str, ...]
    present: frozenset[str]
    displaced: dict[tuple[str, ...], Place] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The key that the record stands behind; a row stands behind its table's."""
        return next((name for name in reversed(self.path) if not name.startswith("\0")), "")


def place_stray(entry: Entry, frames: list[Frame], where: str) -> Fault:
    """Say where an unknown key of the innermost frame belongs, and note it there, so that nothing misses it."""
    name, here = entry.key.text, frames[-1]
    homes = sorted((path for path, field in paths(here.kind) if field.name == name), key=lambda path: path.count("."))
    outer = next((frame for frame in reversed(frames[:-1]) if name in frame.kind.by_name), None)
    near = nearest(name, [known for known in here.kind.by_name if known not in here.present])
    if not here.path and (name,) in DECLARED:
        return Fault(
            filling.UNDECLARED, f"所用的模板包没有“{name}”栏", "核对“模板”写的是不是要用的那一个；不用就整段删去"
        )
    if outer is not None and name not in outer.present:
        outer.displaced[(name,)] = entry.key.place
        advice = (
            f"“{name}”与“{here.name}”同一层，缩进要对齐"
            if outer.name == _owner(here)
            else f"“{name}”应写在{_inside(outer.name)}"
        )
    elif homes:
        here.displaced.update({tuple(home.split(".")): entry.key.place for home in homes})
        places = [f"“{home.rpartition('.')[0]}”" for home in homes[:MOST_HOMES]]
        advice = f"“{name}”应写在{'或'.join(places)}下面，比它多缩进两格"
    elif outer is not None:
        advice = f"“{name}”应写在{_inside(outer.name)}，那里已经有了，核对后删去一处"
    elif near:
        here.displaced[(near,)] = entry.key.place
        advice = f"是不是“{near}”？"
    else:
        advice = f"这里可以写：{'、'.join(here.kind.by_name)}"
    if here.path in DECLARED:
        return Fault(filling.UNDECLARED, f"所用的模板包没有“{shorten(name)}”这个{where[1:3]}栏", advice)
    return Fault(filling.UNKNOWN, f"{where}没有“{shorten(name)}”这个键", advice)


def _inside(name: str) -> str:
    return f"“{name}”下面" if name else "文件最外层，顶格"


def _owner(frame: Frame) -> str:
    """The key that the record around this one stands behind."""
    names = [name for name in frame.path if not name.startswith("\0")]
    return names[-2] if len(names) > 1 else ""


def mark_displaced(frame: Frame, entries: dict[str, Value]) -> None:
    """A key that was written in the wrong place is there, only unread: whoever needs it keeps silent."""
    for names, place in frame.displaced.items():
        _mark(entries, names, place)


def _mark(entries: Names[str, Value], names: tuple[str, ...], place: Place) -> None:
    value = entries.get(names[0])
    if isinstance(value, Item) and len(names) > 1:
        _mark(value.entries, names[1:], place)
    elif value is None and isinstance(entries, dict):
        entries[names[0]] = Faulty(place)


def cut_number(node: Mapping, at: int) -> Place | None:
    """The place of a number that a comma within braces cut in two: {全年预算: 2,91.54} has a key 91.54."""
    entry = node.entries[at]
    before = node.entries[at - 1].value if at else None
    if not isinstance(before, Scalar) or not isinstance(entry.value, Scalar) or not entry.value.empty:
        return None
    if not _DIGITS.fullmatch(entry.key.text) or not _DIGITS.fullmatch(before.text):
        return None
    return Place(before.place.source, before.place.start, entry.key.place.end)
