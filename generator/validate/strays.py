"""A key that its record does not have in, where it most likely belongs and what to say of it out."""

from __future__ import annotations

import re
from collections.abc import Mapping as Names
from functools import lru_cache

from msgspec import Struct, field

from ..amount import Amount, Misread, read_amount
from ..codes import filling
from ..figure import Faulty, Item, Value
from ..model import Choice, Count, Date, Field, Money, Rate, Record, Score, Table, Year, YesNo
from ..nodes import Entry, Mapping, Node, Scalar
from ..source import Place, nearest, shorten
from .lines import line_at, line_with
from .scalars import Fault

SUMS = frozenset({"合计", "小计", "总计", "共计"})
_nearest = lru_cache(maxsize=256)(nearest)
"""The same slip stands in every row of a list."""
_DIGITS = re.compile(r"[¥￥＄$]?\s*[0-9０-９][0-9０-９,.]*(?:[元千百万亿]*元)?")
MOST_HOMES = 3
MOST_STRAYS = 100
"""Unknown keys of one record that are told one by one."""
MOST_KEYS = 12
"""More keys than that are not listed in a message."""
DECLARED = (("文字",), ("补充",), ("版式",), ("项目", "文字"), ("项目", "补充"))
"""The records whose keys a pack declares."""
SINGLE = (Money, Rate, Count, Score, Year, Date, Choice, YesNo)
"""Kinds whose value is no prose and no name, so that a key of this kind among names is most likely out of place."""


class RecordSoFar(Struct, frozen=True):
    """A record that is being read: its keys in the file, whether they stand in braces, and those written elsewhere."""

    kind: Record
    path: tuple[str, ...]
    present: frozenset[str]
    braces: bool = False
    place: Place | None = None
    displaced: dict[tuple[str, ...], Place] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """The path without the rows that it passes."""
        return tuple(name for name in self.path if not name.startswith("\0"))

    @property
    def name(self) -> str:
        """The key that the record stands behind; a row stands behind its table's."""
        return self.keys[-1] if self.path else ""


def place_stray(entry: Entry, frames: list[RecordSoFar], where: str) -> Fault:
    """Say where an unknown key of the innermost frame belongs, and note it there, so that nothing misses it."""
    name, here = entry.key.text, frames[-1]
    homes = _homes(here.kind).get(name, [])
    outer = next((frame for frame in reversed(frames[:-1]) if name in frame.kind.by_name), None)
    near = _nearest(name, tuple(known for known in here.kind.by_name if known not in here.present))
    if (*here.keys, name) in DECLARED:
        column = ".".join((*here.keys, name))
        return Fault(
            filling.UNDECLARED, f"所用的模板包没有“{column}”栏", "核对“模板”写的是不是要用的那一个；不用就整段删去"
        )
    if outer is not None and name not in outer.present:
        outer.displaced[(name,)] = entry.key.place
        advice = (
            f"“{name}”与“{here.name}”同一层，缩进要对齐"
            if outer.name == _owner(here)
            else f"“{name}”应写在{_inside(outer.name)}"
        )
        advice += _moved(entry, here, outer.place.column if outer.place and not outer.braces else 0)
    elif homes:
        here.displaced.update({tuple(home.split(".")): entry.key.place for home in homes})
        places = [f"“{home.rpartition('.')[0]}”" for home in _likely(homes, here)[:MOST_HOMES]]
        advice = f"“{name}”应写在{'或'.join(places)}下面，比它多缩进两格"
        likely = _likely(homes, here)
        if len(likely) == 1 and likely[0].partition(".")[0] in here.present and here.place:
            advice += _moved(entry, here, here.place.column + 2 * likely[0].count("."))
    elif outer is not None:
        advice = f"“{name}”应写在{_inside(outer.name)}，那里已经有了，核对后删去一处"
    elif near:
        here.displaced[(near,)] = entry.key.place
        advice = f"是不是“{near}”？是就改为 {line_with(entry.key.place, near)}"
    else:
        known = [known for known in here.kind.by_name if known not in here.present] or list(here.kind.by_name)
        advice = f"这里可以写：{'、'.join(known[:MOST_KEYS])}{'等' if len(known) > MOST_KEYS else ''}"
    if here.keys in DECLARED:
        return Fault(filling.UNDECLARED, f"所用的模板包没有“{shorten(name)}”这个{here.name}栏", advice)
    return Fault(filling.UNKNOWN, f"{where}没有“{shorten(name)}”这个键", advice)


def _moved(entry: Entry, here: RecordSoFar, column: int) -> str:
    """The line as it should be indented; what stands in braces cannot be moved so."""
    return "" if here.braces or not column else f"：改为 {line_at(entry.key.place, column)}"


def _inside(name: str) -> str:
    return f"“{name}”下面" if name else "文件最外层，顶格"


def _owner(frame: RecordSoFar) -> str:
    """The key that the record around this one stands behind."""
    return frame.keys[-2] if len(frame.keys) > 1 else ""


@lru_cache(maxsize=64)
def _homes(record: Record) -> dict[str, list[str]]:
    """Where keys stand below a record, by name, the nearest first; not below names that a clerk chooses."""
    found: dict[str, list[str]] = {}
    for one in record.fields:
        found.setdefault(one.name, []).append(one.name)
        inner = one.kind.record if isinstance(one.kind, Table) else one.kind
        if isinstance(inner, Record):
            for name, paths in _homes(inner).items():
                found.setdefault(name, []).extend(f"{one.name}.{path}" for path in paths)
    return {name: sorted(paths, key=lambda path: path.count(".")) for name, paths in found.items()}


def _likely(homes: list[str], here: RecordSoFar) -> list[str]:
    """Of the places that a key may belong to (nearest first), the nearest below each key, if one is there below that."""
    present = [home for home in homes if home.partition(".")[0] in here.present] or homes
    depth: dict[str, int] = {}
    return [home for home in present if home.count(".") == depth.setdefault(home.partition(".")[0], home.count("."))]


def displaced(known: Field | None, value: Node) -> bool:
    """Whether an entry among a clerk's own names is a key of the record around them, and no name (其他: 2.5)."""
    if known is None:
        return False
    number = isinstance(value, Scalar) and isinstance(read_amount(value.text), Amount)
    return isinstance(known.kind, SINGLE) or not number


def mark_displaced(frame: RecordSoFar, entries: dict[str, Value]) -> None:
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


def cut_advice(place: Place) -> str:
    """Such a number as it should stand; one or two figures behind the comma may be decimals."""
    plain = "".join(place.text.split()).lstrip("¥￥＄$")
    whole, decimal = (line_with(place, plain.replace(",", sign)) for sign in ("", "."))
    if isinstance(found := read_amount(plain), Misread) and found.other:
        return f"若逗号是小数点，改为 {decimal}；若只是分节号，改为 {whole}"
    return f"改为 {whole}，并核对位数：花括号里的数不能有逗号"
