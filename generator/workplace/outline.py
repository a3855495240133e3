"""The packs of a file in, its form's keys with what they mean out; its text in, what stands behind each of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ..exhaustive import assert_never
from ..forms import Wanted, wanted_of
from ..load import LoadedText
from ..model import (
    Choice,
    Count,
    Date,
    Field,
    Kind,
    Length,
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
)
from ..nodes import Mapping, Node, Scalar
from ..pack import Pack
from .belonging import record_of
from .judging import Offsets

Drawn = dict[str, Any]


def values(reading: LoadedText) -> Drawn:
    """A text's tree for the browser: what was written, and from where to where (with its key, `k`); offsets count in UTF-16."""
    offsets = Offsets(reading.source.text)

    def drawn(node: Node) -> Drawn:
        at = {"a": offsets[node.place.start], "b": offsets[node.place.end]}
        if isinstance(node, Scalar):
            return {"s": node.text.rstrip("\n"), **at}
        if isinstance(node, Mapping):
            keys = {one.key.text: {**drawn(one.value), "k": offsets[one.key.place.start]} for one in node.entries}
            return {"e": keys, **at}
        return {"i": [drawn(one) for one in node.items], **at}

    return drawn(reading.node) if reading.node is not None else {"e": {}, "a": 0, "b": 0}


@lru_cache(maxsize=8)
def keys_of(packs: tuple[Pack, ...], at: str = "") -> list[Drawn]:
    """Every key that the vocabulary and the packs have, of a file or of an item of a list; those that a form has are marked."""
    wanted = tuple(map(wanted_of, packs))
    return [_key(one, f"{at}.".removeprefix("."), wanted) for one in record_of(packs, at).fields]


def _key(field: Field, prefix: str, wanted: Sequence[Wanted]) -> Drawn:
    path = prefix + field.name
    required = field.required or any(one.requires(path) for one in wanted)
    drawn: Drawn = {"n": field.name, "h": _meaning(field), "e": field.example, **_kind(field.kind, path, wanted)}
    flags = {
        "r": required,
        "w": required or any(one.uses(path) for one in wanted),
        "c": field.computed,
        "z": field.none,
    }
    return drawn | {name: True for name, is_so in flags.items() if is_so}


def _meaning(field: Field) -> str:
    parts = [field.help, f"见{field.source}" if field.source else "", "可以不填，由程序算" if field.computed else ""]
    if isinstance(field.kind, Passage) and field.kind.limit:
        parts.append(f"{field.kind.limit} 字以内")
    return "；".join(part for part in parts if part)


def _kind(kind: Kind, path: str, wanted: Sequence[Wanted]) -> Drawn:
    match kind:
        case Record():
            keys = [_key(one, f"{path}.", wanted) for one in kind.fields]
            return {"k": "record", "f": keys, "m": kind.main, "i": kind.inline}
        case Table(record=record, what=what):
            return {**_kind(record, path, wanted), "k": "table", "what": what}
        case Named(kind=inner, what=what):
            return {"k": "named", "what": what, "of": _kind(inner, path, wanted)}
        case Choice(options=options):
            return {"k": "choice", "o": options}
        case YesNo():
            return {"k": "choice", "o": ("是", "否")}
        case Passage():
            return {"k": "area"}
        case Lines():
            return {"k": "lines"}
        case Line() | Money() | Rate() | Count() | Score() | Year() | Date() | Length():
            return {"k": "text"}
        case _:
            assert_never(kind)


__all__ = ["keys_of", "values"]
