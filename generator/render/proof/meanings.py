"""What stands behind a name of a template in, what stands behind its attributes and items out: kinds in place of values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from ...derive.tree import widened
from ...figure import NAMED_ROW
from ...model import Field, Kind, Line, Lines, Named, Passage, Record, Table, bare_kind
from ..faults import Mistake, Refused
from ..sandbox import LOOP

if TYPE_CHECKING:
    from jinja2 import nodes

    from .scope import Scope

POINTS = "条目"
"""The points of prose that was written as a list."""


class Anything(Struct, frozen=True):
    """What cannot be followed: nothing is said of it."""


class MadeText(Struct, frozen=True):
    """A text or number that the template itself puts together."""


class Constant(Struct, frozen=True):
    value: object


class Key(Struct, frozen=True):
    """What the report has under a key: `name` is its path, as messages give it."""

    kind: Kind
    name: str
    none: bool = False
    """Whether it may say 无."""


class Each(Struct, frozen=True):
    """A list of which only the items' meaning is known."""

    item: Meaning


class Items(Struct, frozen=True):
    """A list that the template writes out."""

    items: tuple[Meaning, ...]


class NamedTexts(Struct, frozen=True, eq=False):
    """A mapping with texts under names: 用语."""

    name: str
    entries: Mapping[str, str]


class LoopMeaning(Struct, frozen=True):
    """`loop` in a loop over items of that meaning."""

    item: Meaning


class Callee(Struct, frozen=True, eq=False):
    """A macro, the template that it stands in, and what its names mean there."""

    node: nodes.Macro
    template: str
    scope: Scope


class Module(Struct, frozen=True, eq=False):
    """What `{% import … as 名 %}` gives."""


class Either(Struct, frozen=True):
    """One of several, as the values of a report decide."""

    of: tuple[Meaning, ...]


Meaning = Anything | MadeText | Constant | Key | Each | Items | NamedTexts | LoopMeaning | Callee | Module | Either
ANY, MADE = Anything(), MadeText()
MOST_KINDS = 12
"""Of more possible meanings than that nothing is said."""


def either(*meanings: Meaning) -> Meaning:
    found: list[Meaning] = []
    for one in meanings:
        for inner in one.of if isinstance(one, Either) else (one,):
            if isinstance(inner, Anything):
                return ANY
            if inner not in found:
                found.append(inner)
    return found[0] if len(found) == 1 else Either(tuple(found)) if 0 < len(found) <= MOST_KINDS else ANY


def each_of(meaning: Meaning) -> tuple[Meaning, ...]:
    return meaning.of if isinstance(meaning, Either) else (meaning,)


def depth(meaning: Meaning) -> int:
    """How deep lists surely stand in each other; never much above what a template may write."""
    return 1 + max(map(depth, meaning.items), default=0) if isinstance(meaning, Items) else 0


def weight(meaning: Meaning) -> int:
    parts = meaning.items if isinstance(meaning, Items) else meaning.of if isinstance(meaning, Either) else ()
    return 1 + sum(map(weight, parts))


def of_field(field: Field, within: str) -> Key:
    return Key(field.kind, f"{within}.{field.name}" if within else field.name, field.none)


def named_row(kind: Named) -> Record:
    """A row under a name that the clerk chose: 名称 beside 金额, or beside the keys that a bare value can stand for."""
    if isinstance(kind.kind, Record) and kind.kind.main:
        return Record((NAMED_ROW.by_name["名称"], *kind.kind.fields), kind.kind.main)
    return Record((NAMED_ROW.by_name["名称"], Field("金额", kind.kind, "")), "金额")


def turns(meaning: Meaning) -> Meaning | None:
    """What a loop over it goes through; None where it is no list."""
    match meaning:
        case Anything():
            return ANY
        case Each(item):
            return item
        case Items(items):
            return either(*items) if items else ANY
        case NamedTexts():
            return MADE
        case Key(Table(record), name):
            return Key(record, name)
        case Key(Named() as kind, name):
            return Key(named_row(kind), name)
        case Key(Lines(), name):
            return Key(Line(), name)
        case _:
            return None


def attribute(meaning: Meaning, key: str) -> Meaning | Mistake | Refused:
    """What `.key` is, or the mistake that a report would raise there."""
    if isinstance(meaning, Anything):
        return ANY
    if key.startswith("_"):
        return Refused(f"模板不能取“.{key}”", key)
    match meaning:
        case Key(Record() as record, name):
            known = widened(record).by_name
            if key in known:
                return of_field(known[key], name)
            return Mistake(f"“{name}”下面没有“{key}”", key, tuple(known))
        case Key(Passage(), name) if key == POINTS:
            return Each(Key(Line(), name))
        case Key(Passage(), name):
            return Mistake(f"“{name}”是一段文字，没有“{key}”", key, (POINTS,))
        case Key(kind, name):
            what = "一个列表" if isinstance(kind, Table | Named | Lines) else "一个值"
            return Refused(f"“{name}”是{what}，模板不能取它的“.{key}”", key)
        case NamedTexts(name, entries):
            return Constant(entries[key]) if key in entries else Mistake(f"“{name}”里没有“{key}”", key, tuple(entries))
        case LoopMeaning(item):
            if key in ("previtem", "nextitem"):
                return item
            return MADE if key in LOOP else Refused(f"模板不能取“.{key}”", key)
        case _:
            return Refused(f"模板不能取“.{key}”", key)


def figure_kind(meaning: Meaning) -> Kind | None:
    """The kind of the one value that a key or a record with a main key stands for."""
    kind = bare_kind(meaning.kind) if isinstance(meaning, Key) else None
    return None if isinstance(kind, Record) else kind
