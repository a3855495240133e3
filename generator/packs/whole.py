"""What packs declare in (their own fields and columns), the vocabulary of a report with them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from ..model import Field, Record, Table, inner_record
from ..pack import Pack
from ..vocabulary import REPORT

LAYOUT = "版式"
WAIVED, BLANK = "不需要", "可空"
HELPS = {"文字": "模板包的文字栏", "补充": "模板包的其他栏目", LAYOUT: "可以选择的版式"}
"""The blocks of declared fields; what is declared elsewhere are columns of the list that stands there."""

_Declared = tuple[tuple[str, Record], ...]


def full_record(declared: Mapping[str, Record] | Sequence[Pack], known: Sequence[Pack] = ()) -> Record:
    """The vocabulary with what is declared added, of one pack or of all packs that a file names.

    `known` are packs that the file names beside the wanted ones: their fields may be filled in, none must.
    """
    waived = blank = frozenset[str]()
    if not isinstance(declared, Mapping):
        waived = _all_of([pack.waived for pack in declared], [pack.waived for pack in known])
        blank = _all_of([pack.blank for pack in declared], [pack.blank for pack in known])
        blocks: dict[str, Record] = {}
        for pack in (*known, *declared):
            for block, record in pack.declared.items():
                own = (replace(field, required=False) for field in record.fields) if pack in known else record.fields
                fields = {field.name: field for field in blocks.get(block, Record(())).fields}
                fields |= {field.name: _together(fields.get(field.name), field) for field in own}
                blocks[block] = Record(tuple(fields.values()))
        declared = blocks
    grown = _extended(REPORT, tuple((block, one) for block, one in declared.items() if one.fields))
    grown = _marked(grown, waived, WAIVED) if waived else grown
    return _marked(grown, blank, BLANK) if blank else grown


def _together(one: Field | None, other: Field) -> Field:
    """A field that two packs declare: tables of the same name have the columns of both, none of which only one needs."""
    if one is None or not isinstance(one.kind, Table) or not isinstance(other.kind, Table):
        return other
    ours, theirs = one.kind.record.by_name, other.kind.record.by_name
    columns = {
        name: replace(field, required=field.required and name in ours and name in theirs)
        for name, field in (ours | theirs).items()
    }
    return replace(other, kind=Table(Record(tuple(columns.values()), inline=True), other.kind.what))


def _all_of(wanted: Sequence[Sequence[str]], known: Sequence[Sequence[str]]) -> frozenset[str]:
    """What every wanted pack of a file says; what any says where none is wanted."""
    if not wanted:
        return frozenset(path for paths in known for path in paths)
    return frozenset.intersection(*map(frozenset, wanted))


@lru_cache(maxsize=256)
def _extended(record: Record, declared: _Declared) -> Record:
    """A record with what is declared in it and below; one object for each set, however many files use it."""
    columns = tuple(field for path, one in declared if not path for field in one.fields)
    blocks = tuple(_block(path, one) for path, one in declared if path in HELPS)
    below: dict[str, list[tuple[str, Record]]] = {}
    for path, one in declared:
        first, _, rest = path.partition(".")
        if path and path not in HELPS:
            below.setdefault(first, []).append((rest, one))
    if not columns and not blocks and not below:
        return record
    fields = tuple(
        _within(field, tuple(below[field.name])) if field.name in below else field for field in record.fields
    )
    return Record((*fields, *columns, *blocks), record.main, record.inline, stem=record.stem or record)


@lru_cache(maxsize=256)
def _marked(record: Record, paths: frozenset[str], mark: str) -> Record:
    """A record in which the keys at some paths need not be given (WAIVED), or may be 空 (BLANK)."""
    below: dict[str, set[str]] = {}
    for path in paths:
        first, _, rest = path.partition(".")
        below.setdefault(first, set()).add(rest)
    fields = tuple(
        _mark(field, frozenset(below[field.name]), mark) if field.name in below else field for field in record.fields
    )
    return Record(fields, record.main, record.inline, stem=record.stem or record)


def _mark(field: Field, paths: frozenset[str], mark: str) -> Field:
    if "" in paths:
        field = replace(field, required=False) if mark == WAIVED else replace(field, blank=True)
    inner = inner_record(field.kind)
    if inner is None or not (below := paths - {""}):
        return field
    marked = _marked(inner, below, mark)
    return replace(field, kind=Table(marked, field.kind.what) if isinstance(field.kind, Table) else marked)


def _within(field: Field, declared: _Declared) -> Field:
    inner = inner_record(field.kind)
    if inner is None:
        return field
    grown = _extended(inner, declared)
    return replace(field, kind=Table(grown, field.kind.what) if isinstance(field.kind, Table) else grown)


def _block(name: str, record: Record) -> Field:
    required = any(field.required for field in record.fields)
    return Field(name, record, HELPS[name], required=required, guides=name == LAYOUT)
