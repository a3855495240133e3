"""The packs of a chain in, the keys that they require and have a use for out, with their own fields and columns."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item
from ..model import Record, field_at, inner_record, paths
from ..pack import UNWANTED, Derived
from ..source import nearest
from ..vocabulary import REPORT
from . import agreeing
from .columns import Columns, read_columns
from .declared import own_paths, read_declared, wanted
from .whole import full_record


class Keys(Struct, frozen=True):
    """What a pack asks of a file; `waived` are keys of the vocabulary that it does without although others need them."""

    declared: dict[str, Record]
    defaults: dict[str, str]
    derived: tuple[Derived, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    waived: tuple[str, ...]
    blank: tuple[str, ...]


def read_keys(merged: Item, packs: Sequence[Item], rules: Item, found: list[Diagnostic]) -> Keys:
    """Of a chain of packs, nearest first, and the same merged; what none of the vocabulary is is told."""
    declared, defaults = read_declared(merged, found)
    columns = read_columns(merged, found)
    declared |= columns.lists
    required, optional = _asked_keys(packs)
    _known_paths(merged, rules, declared, found)
    declared, defaults = wanted(packs, declared, defaults)
    derived, required, optional = _kept(columns, declared, required, optional)
    return Keys(declared, defaults, derived, required, optional, _waived(packs), _blank(packs))


def _waived(packs: Sequence[Item]) -> tuple[str, ...]:
    """Keys that every file must have unless its packs can do without, and that these can."""
    found: dict[str, None] = {}
    for pack in reversed(packs):
        found.update(dict.fromkeys(text for text in pack.texts(UNWANTED) if _waivable(text)))
        for text in pack.texts("需要"):
            found.pop(text, None)
    return tuple(found)


def _blank(packs: Sequence[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for pack in packs for text in pack.texts("可空")))


def _waivable(path: str) -> bool:
    field = field_at(REPORT, path)
    return field is not None and field.waivable


def _asked_keys(packs: Sequence[Item]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the packs of a chain require and have a use for, together: a pack adds to its parent's, or takes away."""
    required: dict[str, None] = {}
    optional: dict[str, None] = {}
    for pack in reversed(packs):
        required.update(dict.fromkeys(pack.texts("需要")))
        optional.update(dict.fromkeys(pack.texts("可选")))
        for dropped in pack.texts("不需要"):
            for keys in (required, optional):
                for key in [key for key in keys if key == dropped or key.startswith(dropped + ".")]:
                    del keys[key]
    return tuple(required), tuple(key for key in optional if key not in required)


def _kept(
    columns: Columns, declared: dict[str, Record], required: tuple[str, ...], optional: tuple[str, ...]
) -> tuple[tuple[Derived, ...], tuple[str, ...], tuple[str, ...]]:
    """The columns that are wanted: those that are worked out, and what is asked for with the others."""
    left = {path for path, _ in own_paths(declared)}
    derived = tuple(one for one in columns.derived if one.path in left)
    required = tuple(dict.fromkeys((*required, *(path for path in columns.required if path in left))))
    asked = (*optional, *(path for path in columns.optional if path in left))
    return derived, required, tuple(path for path in dict.fromkeys(asked) if path not in required)


def _known_paths(pack: Item, rules: Item, declared: dict[str, Record], found: list[Diagnostic]) -> None:
    """Every key that a pack requires or asks for must be one of the vocabulary or of its own declarations."""
    record = full_record(declared)
    texts = [*agreeing.unknown_paths(rules, record)]
    for key in ("需要", UNWANTED, "可选", "可空"):
        texts += pack.lines(key)
    for text in pack.lines(UNWANTED):
        always = field_at(REPORT, text.text)
        if always is not None and always.required and not always.waivable:
            message = f"“{UNWANTED}”里的“{text.text}”（{always.help}）是填报格式里必填的，去不掉"
            found.append(Diagnostic(codes.NEEDED, message, Label(text.place), help="从“不需要”里删去它"))
    for text in texts:
        if field_at(record, text.text) is None:
            near = nearest_path(text.text, record)
            advice = f"是不是“{near}”？" if near else ""
            found.append(Diagnostic(codes.BAD_PATH, f"填报格式里没有“{text.text}”", Label(text.place), help=advice))


def nearest_path(path: str, record: Record) -> str | None:
    """The path that was most likely meant: the same last key elsewhere, or a slip in the first key that is not known."""
    last = path.rpartition(".")[2]
    homes = [known for known, field in paths(record) if field.name == last]
    if near := nearest(path, homes):
        return near
    inner: Record | None = record
    known = ""
    for name in path.split("."):
        field = inner.by_name.get(name) if inner is not None else None
        if field is None:
            near = nearest(name, inner.by_name) if inner is not None else None
            return known + near if near else None
        known, inner = f"{known}{name}.", inner_record(field.kind)
    return None
