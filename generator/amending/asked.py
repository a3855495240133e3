"""What a tree says and what is wanted of it in, what it is to say then out: without places, to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model import Kind, Lines, Named, Record, Table, bare_kind
from ..nodes import Mapping, Node, Scalar

Step = str | int
Want = str | dict[Step, "Want"]
"""The text of a value, or what is wanted below keys (by name) and rows (by number); of what is not named nothing is wanted."""
NONE = "无"


class Cannot(Exception):  # no fault: the text has to be edited by hand there
    """What stands there is of another shape than the one that is wanted."""


def said(node: Node | None) -> Any:
    """Texts, mappings and lists; a list of texts is what its lines say."""
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return node.text.rstrip("\n")
    if isinstance(node, Mapping):
        return {entry.key.text: said(entry.value) for entry in node.entries}
    inner = [said(one) for one in node.items]
    return "\n".join(inner) if inner and all(isinstance(one, Scalar) for one in node.items) else inner


def kind_of(kind: Kind, name: Step) -> Kind:
    """The kind of what stands below a kind."""
    if isinstance(kind, Record):
        field = kind.by_name.get(str(name))
        if field is not None:
            return field.kind
    elif isinstance(kind, Named):
        return kind.kind
    elif isinstance(kind, Table) and isinstance(name, int):
        return kind.record
    raise Cannot


def ordered(kind: Kind, want: dict[Step, Want]) -> list[Step]:
    """Keys as the vocabulary has them, names as they were given, rows by number."""
    if isinstance(kind, Record):
        return [field.name for field in kind.fields if field.name in want]
    return sorted(want, key=lambda one: one if isinstance(one, int) else 0)


def wished(kind: Kind, now: Any, want: Want) -> Any:
    """What is said where something was said already, or nothing ("")."""
    if isinstance(want, str):
        return want
    if isinstance(now, str):
        main = kind.main if isinstance(kind, Record) else ""
        if not now or now == NONE:
            return fresh(kind, want)
        if not main:
            raise Cannot
        below = {str(name): wished(kind_of(kind, name), now if name == main else "", want[name]) for name in want}
        bare = set(below) == {main} and isinstance(below[main], str)
        return below[main] if bare else {main: now, **below}
    if isinstance(now, list):
        rows = list(now)
        for name in ordered(kind, want):
            one = kind_of(kind, name)
            if isinstance(name, int) and name < len(rows):
                rows[name] = wished(one, rows[name], want[name])
            else:
                rows.append(fresh(one, want[name], row=True))
        return rows
    there = {name: one for name, one in want.items() if name in now or one != "" or isinstance(kind, Named)}
    return {
        **now,
        **{str(name): wished(kind_of(kind, name), now.get(str(name), ""), one) for name, one in there.items()},
    }


def fresh(kind: Kind, want: Want, row: bool = False) -> Any:
    """What is said where nothing was; a figure that has nothing beside it stands bare."""
    if isinstance(want, str):
        return want
    inner = {name: fresh(kind_of(kind, name), want[name], isinstance(kind, Table)) for name in ordered(kind, want)}
    if isinstance(kind, Table):
        return list(inner.values())
    if not row and isinstance(kind, Record) and set(inner) == {kind.main} and isinstance(inner[kind.main], str):
        return inner[kind.main]
    return {str(name): one for name, one in inner.items()}


def without(now: Any, path: Sequence[Step]) -> Any:
    """The same without a row or a name; of the last nothing is left."""
    first, *rest = path
    if rest:
        return _with(now, first, without(_below(now, first), rest))
    if isinstance(now, list) and isinstance(first, int) and first < len(now):
        return [*now[:first], *now[first + 1 :]] or ""
    if isinstance(now, dict) and first in now:
        return {name: one for name, one in now.items() if name != first} or ""
    raise Cannot


def renamed(now: Any, path: Sequence[Step], name: str) -> Any:
    first, *rest = path
    if rest:
        return _with(now, first, renamed(_below(now, first), rest, name))
    if not isinstance(now, dict) or first not in now or name in now:
        raise Cannot
    return {name if key == first else key: one for key, one in now.items()}


def _below(now: Any, step: Step) -> Any:
    if isinstance(now, dict) and step in now:
        return now[step]
    if isinstance(now, list) and isinstance(step, int) and step < len(now):
        return now[step]
    raise Cannot


def _with(now: Any, step: Step, one: Any) -> Any:
    if isinstance(now, dict):
        return {**now, step: one}
    return [*now[:step], one, *now[int(step) + 1 :]]


def is_listed(kind: Kind) -> bool:
    """Whether lines of a text are written as items of a list."""
    return isinstance(bare_kind(kind), Lines)
