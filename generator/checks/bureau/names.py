"""The names of an expression and the records around it in, the kind of what they lead to out; or what was meant.

It follows the same steps as the evaluator, over the vocabulary instead of a report, so that a name that no report will
ever have is found when the pack is read.
"""

from __future__ import annotations

from functools import lru_cache

from ...derive.extra import whole_record
from ...derive.tree import widened
from ...model import Kind, Named, Record, Table
from ...pack import Pack
from ...packs import full_record, nearest_path
from ...source import nearest


class Misnamed(Exception):
    """A name that leads nowhere, and the one that was most likely meant."""

    def __init__(self, name: str, meant: str | None) -> None:
        super().__init__(name)
        self.name, self.meant = name, meant


@lru_cache(maxsize=32)
def root_record(pack: Pack) -> Record:
    """A whole report with all that derive adds."""
    return whole_record(full_record((pack,)))


def scope_records(names: tuple[str, ...], root: Record) -> tuple[Record, ...] | None:
    """The records from a scope outward to the report; None where a name is no record or table of records."""
    found: tuple[Record, ...] = (root,)
    for name in names:
        field = found[0].by_name.get(name)
        if field is None:
            near = nearest(name, found[0].by_name) or nearest_path(".".join(names), root)
            raise Misnamed(".".join(names), near)
        inner = field.kind.record if isinstance(field.kind, Table) else field.kind
        if not isinstance(inner, Record):
            return None
        found = (widened(inner), *found)
    return found


def leads_to(names: tuple[str, ...], scopes: tuple[Record, ...]) -> tuple[Kind, bool]:
    """What stands at a path, and whether it is one in each row of a table; a record stands for its main key."""
    scope = next((one for one in scopes if names[0] in one.by_name), None)
    if scope is None:
        known = dict.fromkeys(name for one in scopes for name in one.by_name)
        raise Misnamed(".".join(names), nearest(names[0], known) or nearest_path(".".join(names), scopes[-1]))
    kind: Kind = scope
    many = False
    for number, name in enumerate(names):
        if isinstance(kind, Table):
            kind, many = kind.record, True
        found = _step(kind, name)
        if found is None:
            before = ".".join(names[:number])
            near = nearest(name, widened(kind).by_name) if isinstance(kind, Record) else None
            path = f"{before}.{near}" if near else nearest_path(".".join(names), scopes[-1])
            raise Misnamed(".".join(names), path if path != ".".join(names) else None)
        kind = found
    while isinstance(kind, Record) and kind.main:
        kind = kind.by_name[kind.main].kind
    return kind, many


def _step(kind: Kind, name: str) -> Kind | None:
    """The kind behind one name; a name that the clerk chooses is any."""
    if isinstance(kind, Named):
        return kind.kind
    if not isinstance(kind, Record):
        return None
    field = widened(kind).by_name.get(name)
    if field is None:
        return _step(kind.by_name[kind.main].kind, name) if kind.main else None
    return field.kind
