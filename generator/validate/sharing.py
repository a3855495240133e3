"""The rows of a table that was pasted over several lists (人员经费 beside 公用经费) in, each list with its own rows out."""

from __future__ import annotations

from collections.abc import Sequence as Many

from ..model import Field, Record, Table
from ..nodes import Entry, Mapping, Scalar, Sequence
from ..source import Place
from .headings import title_of
from .idle import is_filled, without_idle
from .numbered import is_nought
from .totalled import GRAND, TotalRow, bare, controls


def lists_of(kind: Record) -> dict[str, Table]:
    """The lists below the keys of a record that tell the codes of their rows (人员经费, 公用经费)."""
    return {field.name: table for field in kind.fields if field.codes and (table := _list(field)) is not None}


def _list(field: Field) -> Table | None:
    inner = field.kind.fields if isinstance(field.kind, Record) else ()
    return next((one.kind for one in inner if isinstance(one.kind, Table)), None)


def shared_out(lines: Many[TotalRow], kind: Record, place: Place) -> tuple[tuple[Entry, ...], list[TotalRow]]:
    """The keys of a record with the rows that belong to each, and the rows of which that cannot be told."""
    lists = lists_of(kind)
    fields = [field for field in kind.fields if field.name in lists]
    owned: dict[str, list[TotalRow]] = {field.name: [] for field in fields}
    entries: list[Entry] = []
    homeless: list[TotalRow] = []
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
    some = any(is_filled(one, lists[field.name].record) for field in fields for one in owned[field.name])
    entries += [
        Entry(Scalar(field.name, place), Mapping(_part(field, lists[field.name].record, rows, some, place), place))
        for field in fields
        if (rows := owned[field.name])
    ]
    return tuple(entries), homeless


def _part(field: Field, record: Record, rows: Many[TotalRow], some: bool, place: Place) -> tuple[Entry, ...]:
    """The list of a key; where none of its items has a figure, its total with the names, or nothing spent at all.

    `some` says that the table has figures elsewhere: where it has none, names are all that it lists.
    """
    kept = without_idle(rows, record)
    key = next(one.name for one in _fields(field) if isinstance(one.kind, Table))
    whole = field.kind.main if isinstance(field.kind, Record) else ""
    total: list[Entry] = []
    if some and whole and not any(is_filled(one, record) for one in kept if not one.total):
        value = _total(kept, record) or Scalar("0", place)
        total = [Entry(Scalar(whole, value.place), value)]
        kept = [one for one in kept if not one.total] if not is_nought(value.text) else []
    items = tuple(Mapping(one.entries, one.place) for one in kept if not one.total)
    listed = [Entry(Scalar(key, place), Sequence(items, place, controls(kept, (field.name,))))] if items else []
    return (*total, *listed)


def _total(rows: Many[TotalRow], record: Record) -> Scalar | None:
    """The figure of the last total of a list, by the first of the keys that tell figures."""
    named = title_of(record).name
    for row in reversed([one for one in rows if one.total and not one.within]):
        for entry in row.entries:
            if entry.key.text != named and isinstance(entry.value, Scalar) and entry.value.place != row.at:
                return entry.value
    return None


def _fields(field: Field) -> tuple[Field, ...]:
    return field.kind.fields if isinstance(field.kind, Record) else ()


def _owner(line: TotalRow, fields: Many[Field]) -> str | None:
    """By the code of an item, by the name of a total, by the heading above the half."""
    for field in fields:
        if not line.total and line.name.startswith(field.codes):
            return field.name
        if line.total and field.name in bare(line.name):
            return field.name
    if line.total:
        return None
    return next((field.name for field in fields if field.name in line.heads), None)


def _is_grand(line: TotalRow) -> bool:
    return line.total and not line.within and bare(line.name).endswith(GRAND)


def _in_both(line: TotalRow, lines: Many[TotalRow]) -> bool:
    """Whether another half has a total on the same line of the table: then each is its half's."""
    return any(one.half != line.half and one.total and one.place.line == line.place.line for one in lines)
