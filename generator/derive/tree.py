"""A report's tree in, a copy that can be completed out; values are set in it by path, and what was given is kept as control."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec.structs import replace

from ..figure import Faulty, Figure, Item, Nothing, Rows, Value, Working
from ..model import Field, Record, Table
from .extra import AGAINST_BUDGET, COMPARED, EXTRA, MADE_OF

_WIDENED: dict[int, tuple[Record, Record]] = {}


def widened(record: Record) -> Record:
    """The record with the keys that derive adds; the same object every time."""
    known = _WIDENED.get(id(record))
    if known is not None:
        return known[1]
    extra = _with_columns(record, EXTRA.get(id(record.origin), ()))
    if "增减率" in record.by_name and record.by_name.keys() >= COMPARED:
        extra = (*extra, *AGAINST_BUDGET)
    if not extra:
        return record
    wide = Record((*record.fields, *extra), record.main, record.inline, record)
    _WIDENED[id(record)] = record, wide  # kept with its record, so that no other one ever has its id
    return wide


def _with_columns(record: Record, extra: tuple[Field, ...]) -> tuple[Field, ...]:
    """Lists that are made of one to which a pack added columns have these too."""
    inners = [field.kind.record for field in record.fields if isinstance(field.kind, Table)]
    own = {id(inner.stem): inner for inner in inners if inner.stem is not None}
    if not own:
        return extra
    return tuple(
        replace(one, kind=Table(widened(own[id(made)]), one.kind.what))
        if isinstance(one.kind, Table) and id(made := MADE_OF.get(id(one.kind.record))) in own
        else one
        for one in extra
    )


def grow(item: Item, leaves: Callable[[str, Value], bool]) -> Item:
    """A copy whose entries are dictionaries of its own, so that completing it leaves the report as it was.

    What stands behind a key and `leaves` holds of is not taken along.
    """
    entries: dict[str, Value] = {}
    for name, value in item.entries.items():
        if isinstance(value, Item):
            entries[name] = grow(value, leaves)
        elif isinstance(value, Rows) and not value.named:
            rows = tuple([grow(row, leaves) for row in value.items])
            entries[name] = Rows(widened(value.kind), rows, value.place, False, value.totals, value.pasted, value.blank)
        elif not leaves(name, value):
            entries[name] = value
    return Item(widened(item.kind), entries, item.place, item.keys)


def items_at(root: Item, scope: tuple[str, ...]) -> Iterator[Item]:
    """The items at a path: the root, a record, or each row of a list."""
    if not scope:
        yield root
        return
    value = root.entries.get(scope[0])
    if isinstance(value, Item):
        yield from items_at(value, scope[1:])
    elif isinstance(value, Rows):
        for row in value.items:
            yield from items_at(row, scope[1:])


def assign(item: Item, name: str, value: Value) -> None:
    entries = item.entries
    assert isinstance(entries, dict)  # noqa: S101 # grow made it; a Mapping to every reader
    entries[name] = value


def inner(item: Item, name: str) -> Item | None:
    """The record behind a key, made empty where it is not there; None where it is 无, faulty or no record."""
    value = item.entries.get(name)
    if isinstance(value, Item):
        return value
    field = item.kind.by_name.get(name)
    if value is not None or field is None or not isinstance(field.kind, Record):
        return None
    made = Item(widened(field.kind), {}, None)
    assign(item, name, made)
    return made


def given_at(item: Item, path: tuple[str, ...]) -> Value | None:
    """What stands at a path, a record with a main key standing for that; None where nothing does."""
    value: Value | None = item
    for name in path:
        if not isinstance(value, Item):
            return value if isinstance(value, (Faulty, Nothing)) else None
        value = value.entries.get(name)
    return value


def put(item: Item, name: str, figure: Figure, working: Working) -> None:
    """Set a computed figure; one that was given becomes its control, a faulty one stays."""
    given = item.entries.get(name)
    if given is not None and isinstance(given, (Faulty, Nothing)):
        return
    control = _written(given) if given is not None else None
    if len(working.names) != len(figure.parts):
        working = _of_parts(working, len(figure.parts))
    # `replace` takes as long as the sum that is put here
    low, high, unit, decimals, place = figure.low, figure.high, figure.unit, figure.decimals, figure.place
    assign(item, name, Figure(figure.value, low, high, unit, decimals, place, figure.parts, control, working))


@lru_cache(maxsize=1024)
def _of_parts(working: Working, parts: int) -> Working:
    """The working of a figure that has so many parts of a kind; `replace` each time takes as long as the sum."""
    return replace(working, names=("分项",) * parts)


def _written(given: Value | None) -> Figure | None:
    """What the file says of a figure, also of one that was computed before, from less than is known now."""
    if not isinstance(given, Figure):
        return None
    written = given if given.working is None else given.control
    return written if written is not None and written.place is not None else None


def set_at(root: Item, path: tuple[str, ...], figure: Figure, working: Working) -> None:
    """`put` at a path, making the records on the way."""
    item: Item | None = root
    for name in path[:-1]:
        item = inner(item, name) if item is not None else None
    if item is not None:
        put(item, path[-1], figure, working)
