"""An expression of a template in, what it stands for out: a key of the report, a text that is known, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes
from msgspec import Struct, field

from ..derive.tree import widened
from ..model import Choice, Count, Field, Kind, Line, Lines, Money, Named, Passage, Record, Table, Year
from .pieces import NOTHING, Mark, Path, Piece, Slot, Text, choice, joined

NAME, AMOUNT = "名称", "金额"
"""What a row under a name that the clerk chose is asked for."""
POINTS = "条目"
"""The points of prose that was written as a list."""
TRIMMED = "去尾"
SIGNS = frozenset("。；，、：")
SHORTENED = "~"
"""Behind the path of a value that may have lost its end in print, with that end where it is known."""
SAME = frozenset({TRIMMED, "金额", "日期", "文号"})
"""Filters that print the value that they are given."""
LISTED = "连接"
ONLY = "其中"
_TENS = "一二三四五六七八九十"
NUMERALS = (*_TENS, *(f"十{one}" for one in _TENS[:9]), "二十")
"""The numbers from one on as points are numbered by them."""
_ORDINALS: Mapping[str, Kind] = {
    "1": Count(),
    "一": Choice(NUMERALS),
    "①": Choice(tuple(chr(ord("①") + at) for at in range(20))),
}
"""What points are numbered by, by the first of each."""
WITHOUT_SIGN = "绝对值"
BARE = frozenset({"数", "格"})
"""Filters that print a figure without its unit, which is given to them."""
ANY_UNIT = "?"
NUMBERED = "序号"
RATE = "率"


class Key(Struct, frozen=True):
    """What the report has under a path; `points` says that these are its prose, point by point."""

    path: Path
    kind: Kind | None
    points: bool = False
    picked: bool = False
    """Whether rows were left out of the list."""
    unit: str = ""
    """That of an amount which is printed without it; ? is the report's own."""


class Known(Struct, frozen=True):
    value: object


class Items(Struct, frozen=True):
    items: tuple[Symbol, ...]


class Either(Struct, frozen=True):
    """One of several; `ordered` where it is the last of them that is told."""

    of: tuple[Symbol, ...]
    ordered: bool = False


class Words(Struct, frozen=True, eq=False):
    """Texts under names (用语)."""

    entries: Mapping[str, str]


class Made(Struct, frozen=True):
    """What no key says: a text, or a number where `digits`."""

    digits: bool = False


class Printed(Struct, frozen=True):
    """What a macro or a joined text prints."""

    piece: Piece


class Callee(Struct, frozen=True, eq=False):
    node: nodes.Macro
    scope: Scope


Symbol = Key | Known | Items | Either | Words | Made | Printed | Callee
MADE = Made()


class Scope(Struct, eq=False):
    """Names, those around them, and what signs amounts can have here."""

    outer: Scope | None = None
    names: dict[str, Symbol] = field(default_factory=dict)
    signs: dict[Path, frozenset[str]] = field(default_factory=dict)

    def get(self, name: str) -> Symbol | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def sign(self, path: Path) -> frozenset[str]:
        scope: Scope | None = self
        while scope is not None:
            if path in scope.signs:
                return scope.signs[path]
            scope = scope.outer
        return ANY_SIGN

    def within(self) -> Scope:
        return Scope(self)


ANY_SIGN = frozenset("+-0")


def leaf(key: Key) -> Key:
    """The key that a bare value stands for."""
    path, kind = key.path, key.kind
    while isinstance(kind, Record) and kind.main:
        path, kind = (*path, kind.main), kind.by_name[kind.main].kind
    return Key(path, kind, unit=key.unit)


def below(symbol: Symbol, name: str) -> Symbol:
    """What `.name` is."""
    match symbol:
        case Either(of):
            return either([below(one, name) for one in of])
        case Key(path, Passage()) if name == POINTS:
            return Key(path, Passage(), points=True)
        case Key(path, Record() as record):
            found = widened(record).by_name.get(name)
            return Key((*path, name), found.kind) if found is not None else MADE
        case Words(entries):
            return Known(entries[name]) if name in entries else MADE
        case _:
            return MADE


def word_of(words: Words, key: Symbol) -> Symbol:
    """The word for a choice: each of them tells which was chosen."""
    inner = leaf(key) if isinstance(key, Key) else None
    if inner is None or not isinstance(inner.kind, Choice):
        return MADE
    options = [one for one in inner.kind.options if one in words.entries]
    return Printed(choice([joined([Mark(inner.path, one), Text(words.entries[one])]) for one in options]))


def either(found: list[Symbol], ordered: bool = False) -> Symbol:
    distinct = list(dict.fromkeys(one for part in found for one in (part.of if isinstance(part, Either) else (part,))))
    return distinct[0] if len(distinct) == 1 else Either(tuple(distinct), ordered)


def each(symbol: Symbol, number: int, picked: bool) -> tuple[Symbol, Path] | None:
    """What a loop's variable is, and the list that has it; [?n] is a row of a list that others were left out of."""
    step = f"[?{number}]" if picked or (isinstance(symbol, Key) and symbol.picked) else f"[*{number}]"
    match symbol:
        case Key(path, Table(record)):
            return Key((*path, step), record), path
        case Key(path, Lines()):
            return Key((*path, step), Line()), path
        case Key(path, Named(kind)):
            title = Field(NAME, Line(), "")
            inner = (kind.fields, kind.main) if isinstance(kind, Record) else ((Field(AMOUNT, kind, ""),), AMOUNT)
            named = Record((title, *inner[0]), inner[1])
            return Key((*path, step), named), path
        case _:
            return None


def row_of_list(over: Key, number: int) -> Symbol:
    """The row that a loop over something else looks up, one for each of its turns."""
    return Key((*over.path, f"[?{number}]"), over.kind.record) if isinstance(over.kind, Table) else MADE


def printed(symbol: Symbol, scope: Scope) -> Piece:
    """What it leaves on the page."""
    match symbol:
        case Known(value):
            return Text(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else NOTHING
        case Printed(piece):
            return piece
        case Made(digits):
            return Slot((), Count()) if digits else Slot((), Line())
        case Key():
            inner = leaf(symbol)
            return Slot(inner.path, inner.kind, scope.sign(inner.path) == frozenset("-"), inner.unit)
        case Either(of, ordered):
            return _of_several([printed(one, scope) for one in of], ordered)
        case _:
            return Slot((), Line())


def _of_several(options: list[Piece], ordered: bool) -> Piece:
    """Which of several keys was printed nobody can tell, unless the other ones are known to be something else."""
    slots = [one for one in options if isinstance(one, Slot)]
    if ordered and len(slots) == len(options) > 1 and all(one.path and isinstance(one.kind, Line) for one in slots):
        *others, first = slots
        return Slot(first.path, first.kind, others=tuple(one.path for one in others))
    if len(slots) > 1 and len({one.path for one in slots}) > 1:
        options = [*(one for one in options if not isinstance(one, Slot)), Slot((), slots[0].kind, unit=slots[0].unit)]
    return choice(options)


def filtered(symbol: Symbol, name: str, scope: Scope, given: Symbol | None = None) -> Symbol:
    if isinstance(symbol, Either):
        return either([filtered(one, name, scope, given) for one in symbol.of], symbol.ordered)
    if name == TRIMMED and isinstance(symbol, Key) and not (isinstance(given, Known) and given.value in SIGNS):
        inner = leaf(symbol)
        return Key((*inner.path, f"{SHORTENED}{given.value if isinstance(given, Known) else ''}"), inner.kind)
    if name in SAME or (name == LISTED and isinstance(symbol, Key)):
        return symbol
    if name in BARE and isinstance(symbol, Key):
        inner = leaf(symbol)
        unit = str(given.value) if isinstance(given, Known) else ANY_UNIT
        return Key(inner.path, inner.kind, unit=unit if isinstance(inner.kind, Money) else "")
    if name == ONLY and isinstance(symbol, Key):
        return Key(symbol.path, symbol.kind, picked=True)
    if name == WITHOUT_SIGN and isinstance(symbol, Key):
        inner = leaf(symbol)
        told = scope.sign(inner.path), scope.sign((*inner.path[:-1], inner.path[-1].removesuffix(RATE)))
        negative = frozenset("-") in told  # a rate falls with its amount
        return Printed(Slot(inner.path if negative else (), inner.kind, negative))
    if name == NUMBERED:
        path = leaf(symbol).path if isinstance(symbol, Key) else ()
        return Printed(_ordinal(str(given.value) if isinstance(given, Known) else "", path))
    return Made(digits=name != "大写")


def _ordinal(style: str, path: Path) -> Piece:
    """The number of a point, as it is written: one that begins a paragraph is not of its text."""
    for one, kind in _ORDINALS.items():
        before, found, behind = style.partition(one)
        if found:
            piece = joined([Text(before), Slot(path, kind), Text(behind)])
            return piece if path else choice([NOTHING, piece])
    return choice([NOTHING, Slot((), Line())])


def constant(value: Any) -> Symbol:
    return Known(value)


def added(one: Symbol, other: Symbol, scope: Scope) -> Symbol:
    """Two texts behind each other."""
    return Printed(joined([printed(one, scope), printed(other, scope)]))


def root_names(record: Record, extra: tuple[Any, ...], words: Mapping[str, str], title: str) -> dict[str, Symbol]:
    names: dict[str, Symbol] = {one.name: Key((one.name,), one.kind) for one in (*record.fields, *extra)}
    names["年度"] = Key(("年度",), Year())
    return {**names, "用语": Words(words), "报告名": Known(title)}
