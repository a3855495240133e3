"""The rows of a pasted table in, which of them are totals of which others, and whose key each belongs to, out.

A total may stand above or below what it adds up, of the whole table, of a half or since the total before: where that
cannot be told, it is right if one of these holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence as Many
from typing import NamedTuple

from msgspec.structs import replace

from ..model import Field, Record, Table
from ..nodes import Control, Entry, Mapping, Scalar, Sequence
from ..pattern import deferred
from ..source import Place

GRAND = ("合计", "总计", "共计", "总额", "总分")
TOTALS = (*GRAND, "小计")
_NUMBERED = deferred(r"^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．]\s*)+")
_OF_WHICH = deferred(r"^\s*其\s*中\s*[:：]\s*(?=\S)")


class Line(NamedTuple):
    """A row of a half, by key."""

    name: str
    total: bool
    half: int
    heads: tuple[str, ...]
    entries: tuple[Entry, ...]
    place: Place
    at: Place
    """Its name."""
    top: Place
    """The first heading of its half."""
    within: bool = False
    """A part of the item above it (其中)."""


def bare(name: str) -> str:
    """A name without the number before it and without blanks: （一）人员经费 合计：."""
    return _NUMBERED.sub("", re.sub(r"\s", "", name)).strip("：:")


def is_total(name: str, above: tuple[str, ...] = ()) -> bool:
    """Whether a row is named 合计 or the like, or as the key around the table is (人员经费)."""
    word = bare(name)
    return word.endswith(TOTALS) or word in above


def is_sum_of(name: str, groups: Many[str]) -> bool:
    """Whether a name below a group's is nothing but 小计, or the group's with it (产出指标小计)."""
    word = bare(name)
    return any(word == bare(group) + total for group in groups for total in TOTALS)


def of_which(lines: Many[Line], title: str) -> list[Line]:
    """其中： begins the parts of a total, which are items; behind an item it tells a part that is counted in that one."""
    told: list[Line] = []
    parts = False
    for line in lines:
        opened = _OF_WHICH.match(line.name) if not line.total else None
        same = bool(told) and told[-1].half == line.half
        if opened is None:
            parts = line.total
            told.append(line)
        elif (same and parts) or not same:
            parts = True
            entries = tuple(_renamed(one, opened.end()) if one.key.text == title else one for one in line.entries)
            told.append(line._replace(entries=entries, name=line.name[opened.end() :]))
        else:
            told.append(line._replace(total=True, within=True))
    return told


def _renamed(entry: Entry, start: int) -> Entry:
    value = entry.value
    return Entry(entry.key, replace(value, text=value.text[start:])) if isinstance(value, Scalar) else entry


def controls(lines: Many[Line], above: tuple[str, ...] = ()) -> tuple[Control, ...]:
    """Each total with the items that it may add up, by their numbers."""
    order = _Order(lines)
    return tuple(
        Control(
            Scalar(line.name, line.at),
            Mapping(line.entries, line.place),
            order.last(at) if line.within else order.spans(at, above),
            line.within,
        )
        for at, line in enumerate(lines)
        if line.total
    )


class _Order:
    """The numbers of rows, in order: of the items, of each half's rows and totals, of the totals with the same word."""

    def __init__(self, lines: Many[Line]) -> None:
        self.lines = lines
        self.items: list[int] = []
        self.halves: dict[int, list[int]] = {}
        self.totals: dict[int, list[int]] = {}
        self.like: dict[str, dict[int, list[int]]] = {}
        for number, one in enumerate(lines):
            self.halves.setdefault(one.half, []).append(number)
            if not one.total:
                self.items.append(number)
                continue
            self.like.setdefault(bare(one.name)[-2:], {}).setdefault(one.half, []).append(number)
            if not one.within:
                self.totals.setdefault(one.half, []).append(number)

    def last(self, at: int) -> tuple[tuple[int, int], ...]:
        """The item above a row."""
        before = bisect_left(self.items, at)
        return ((before - 1, before),) if before else ()

    def spans(self, at: int, above: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """The likeliest first; none is empty."""
        line, word = self.lines[at], bare(self.lines[at].name)
        half, like = self.halves[line.half], self.like.get(word[-2:], {})
        named = any(one in word for one in above)
        whole, beside = (-1, len(self.lines)), (half[0] - 1, half[-1] + 1)
        near = [
            span
            for group in (self.totals.get(line.half, []), like.get(line.half, []))
            for span in _either_side(group, at, beside)
        ]
        grand = word in GRAND and sum(map(len, like.values())) == 1
        asked = [whole] if named else [whole, beside] if grand else [*near, beside, whole]
        found = ((bisect_right(self.items, first), bisect_left(self.items, last)) for first, last in asked)
        return tuple(dict.fromkeys(span for span in found if span[0] < span[1]))


def _either_side(group: Many[int], at: int, beside: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """From the nearest row of a group before it, and to the nearest one behind it."""
    before, behind = bisect_left(group, at), bisect_right(group, at)
    return (
        (group[before - 1] if before else beside[0], at),
        (at, group[behind] if behind < len(group) else beside[1]),
    )


def lists_of(kind: Record) -> dict[str, Table]:
    """The lists below the keys of a record that tell the codes of their rows (人员经费, 公用经费)."""
    return {field.name: table for field in kind.fields if field.codes and (table := _list(field)) is not None}


def _list(field: Field) -> Table | None:
    inner = field.kind.fields if isinstance(field.kind, Record) else ()
    return next((one.kind for one in inner if isinstance(one.kind, Table)), None)


def shared_out(lines: Many[Line], kind: Record, place: Place) -> tuple[tuple[Entry, ...], list[Line]]:
    """The keys of a record with the rows that belong to each, and the rows of which that cannot be told."""
    fields = [field for field in kind.fields if field.name in lists_of(kind)]
    owned: dict[str, list[Line]] = {field.name: [] for field in fields}
    entries: list[Entry] = []
    homeless: list[Line] = []
    last: dict[int, str] = {}
    halves = len({line.half for line in lines})
    for line in lines:
        owner = _owner(line, fields) or (None if _is_grand(line) else last.get(line.half))
        if owner is None and not line.total and halves > 1:
            owner = fields[min(line.half, len(fields) - 1)].name
        if owner is None and line.total and _is_grand(line) and halves > 1 and _in_both(line, lines):
            owner = last.get(line.half)
        if owner is not None:
            owned[owner].append(line)
            last[line.half] = owner
        elif line.total and not any(one.key.text == kind.main for one in entries):
            figures = tuple(one for one in line.entries if one.value.place != line.at)
            entries += [Entry(Scalar(kind.main, line.at), Mapping(figures, line.place))] if figures else []
        elif not line.total:
            homeless.append(line)
    for field in fields:
        rows = owned[field.name]
        if rows:
            items = tuple(Mapping(one.entries, one.place) for one in rows if not one.total)
            listed = Sequence(items, place, controls(rows, (field.name,)))
            key = next(one.name for one in _fields(field) if isinstance(one.kind, Table))
            entries.append(Entry(Scalar(field.name, place), Mapping((Entry(Scalar(key, place), listed),), place)))
    return tuple(entries), homeless


def _fields(field: Field) -> tuple[Field, ...]:
    return field.kind.fields if isinstance(field.kind, Record) else ()


def _owner(line: Line, fields: Many[Field]) -> str | None:
    """By the code of an item, by the name of a total, by the heading above the half."""
    for field in fields:
        if not line.total and line.name.startswith(field.codes):
            return field.name
        if line.total and field.name in bare(line.name):
            return field.name
    if line.total:
        return None
    return next((field.name for field in fields if field.name in line.heads), None)


def _is_grand(line: Line) -> bool:
    return line.total and not line.within and bare(line.name).endswith(GRAND)


def _in_both(line: Line, lines: Many[Line]) -> bool:
    """Whether another half has a total on the same line of the table: then each is its half's."""
    return any(one.half != line.half and one.total and one.place.line == line.place.line for one in lines)
