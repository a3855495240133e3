"""A file of which another one names its items (文件) in, that whole, and by which keys the part is filled, out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from ..model import Record, Table, field_at
from ..nodes import Mapping, Node
from ..nodes import Sequence as Items
from ..pack import Pack
from ..packs import full_record
from ..schema import json_schema
from ..wholes import may_be_part, wholes
from .hints import Schema


class Whole(Struct, frozen=True):
    """The file that names a part, and how both are called in the opened folder."""

    path: Path
    name: str
    part: str


def whole_of(path: Path, name: str, root: Path) -> Whole | None:
    """None for a file that stands by itself, and where the one that names it lies outside the folder."""
    for one in wholes(path) if may_be_part(path) else ():
        real = Path(os.path.realpath(one))
        if real.is_relative_to(root):
            return Whole(real, real.relative_to(root).as_posix(), name)
    return None


def same_file(one: str, other: str) -> bool:
    return Path(one) == Path(other)


def parts_in(node: Node | None) -> dict[str, str]:
    """The files that items of lists stand in, with the key of the list (项目, 项目.合同)."""
    return dict(_parts(node, "")) if node is not None else {}


def _parts(node: Node, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _parts(entry.value, f"{path}.{entry.key.text}".removeprefix("."))
    elif isinstance(node, Items):
        for item in node.items:
            if item.place.source is not node.place.source:
                yield item.place.file, path
            yield from _parts(item, path)


def is_one(node: Node | None, at: str) -> bool:
    """Whether a file holds one mapping of keys, and no list of items, with the key of the list or without."""
    if not isinstance(node, Mapping):
        return False
    only = node.entries[0] if len(node.entries) == 1 else None
    return not (at and only is not None and only.key.text == at.rpartition(".")[2] and isinstance(only.value, Items))


def record_of(packs: tuple[Pack, ...], at: str) -> Record:
    """The keys of a file: of the whole, or of an item of the list at a path."""
    record = full_record(packs)
    field = field_at(record, at) if at else None
    return field.kind.record if field is not None and isinstance(field.kind, Table) else record


def schema_of(packs: Sequence[Pack], at: str = "") -> Schema:
    return _schema(tuple(packs), at)


@lru_cache(maxsize=8)
def _schema(packs: tuple[Pack, ...], at: str) -> Schema:
    """A part holds an item, a list of them, or that list behind its key."""
    own = json_schema(record_of(packs, at), packs[0].title)
    if not at:
        return own
    item = {name: one for name, one in own.items() if name != "definitions"}
    rows = {"type": "array", "items": item}
    return {"definitions": own["definitions"], "anyOf": [item, rows, {"properties": {at.rpartition(".")[2]: rows}}]}
