"""A report's YAML as plain values: each leaf that a clerk filled, each key that could be added, and one put in its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from generator.model import (
    Choice,
    Count,
    Date,
    Field,
    Line,
    Lines,
    Money,
    Named,
    Passage,
    Rate,
    Record,
    Score,
    Table,
    Year,
    YesNo,
    inner_record,
)

MARK = "独特事项丁戊己"
"""What no report says by itself."""
TEXTS = (Line, Passage, Lines)
EXAMPLES = {
    Line: MARK, Passage: f"{MARK}。", Lines: [MARK], Money: "53.37万元", Rate: "73.19%", Count: "137", Score: "7.5",
    Year: "2024", Date: "2024年3月7日", YesNo: "是",
}  # fmt: skip


class Plain(yaml.CSafeLoader):
    """Every scalar as text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 # PyYAML's own table, emptied


def read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(text, Plain)  # noqa: S506 # a safe loader
    return found


def write(report: dict[str, Any]) -> str:
    return yaml.safe_dump(report, allow_unicode=True, sort_keys=False, width=10_000)


def leaves(value: Any, record: Record, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Field]]:
    """Where each single value stands, and the field that it is for; keys that only guide are left out."""
    for key, inner in value.items():
        field = record.by_name.get(key)
        if field is not None and not field.guides:
            yield from _leaf(inner, field, (*path, key))


def _leaf(value: Any, field: Field, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Field]]:
    below = inner_record(field.kind)
    if isinstance(field.kind, Passage):
        yield from ((where, field) for where in _paragraphs(value, path))
    elif isinstance(field.kind, Named) and isinstance(value, dict):
        for name, one in value.items():
            if isinstance(one, dict) and below is not None:
                yield from leaves(one, below, (*path, name))
            else:
                yield (*path, name), Field(name, field.kind.kind, "")
    elif below is not None and isinstance(value, dict):
        yield from leaves(value, below, path)
    elif below is not None and isinstance(field.kind, Table) and isinstance(value, list):
        for at, row in enumerate(value):
            yield from leaves(row, below, (*path, at)) if isinstance(row, dict) else iter(())
    elif isinstance(field.kind, Lines) and isinstance(value, list):
        yield from (((*path, at), field) for at in range(len(value)))
    elif value != "无":
        yield path, field


def _paragraphs(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from _paragraphs(one, (*path, at))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _paragraphs(one, (*path, key))
    elif value != "无":
        yield path


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def changed(report: dict[str, Any], path: tuple[Any, ...], field: Field) -> bool:
    """Another value is put there: a text with the mark, another figure; whether there is one."""
    holder, old = at(report, path[:-1]), at(report, path)
    kind = field.kind
    while isinstance(kind, Record) and kind.main:
        kind = kind.by_name[kind.main].kind
    new = EXAMPLES.get(type(kind))
    if isinstance(kind, TEXTS):
        new = f"{MARK}{old}"
    elif isinstance(kind, (Choice, YesNo)) or new is None or new == old:
        return False
    holder[path[-1]] = new
    return True


def added(report: dict[str, Any], path: str, record: Record) -> Field | None:
    """The key is put in with a value, into the first row of each list on the way; None where it is there already."""
    *up, last = path.split(".")
    holder, kind, field = report, record, record.by_name[up[0] if up else last]
    for name in up:
        field = kind.by_name[name]
        below = inner_record(field.kind)
        if below is None or isinstance(field.kind, Named) or field.guides:
            return None
        held = holder.get(name)
        if isinstance(held, list) and held and isinstance(held[0], dict):
            inner = held[0]
        elif isinstance(held, dict):
            inner = held
        elif held is None:
            row = {one.name: _filled(one) for one in below.fields if one.required and inner_record(one.kind) is None}
            holder[name] = [row] if isinstance(field.kind, Table) else {}
            inner = row if isinstance(field.kind, Table) else holder[name]
        else:
            return None
        holder, kind = inner, below
    field = kind.by_name[last]
    value = _filled(field)
    if value is None or last in holder or field.guides:
        return None
    holder[last] = value
    return field


def _filled(field: Field) -> Any:
    return EXAMPLES.get(type(field.kind))
