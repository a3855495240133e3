"""Located YAML and a vocabulary in, the report's values under their Chinese names out, one diagnostic a fault.

What is sound is handed on: a faulty or unfilled value is a `Faulty`, and rules that touch it keep silent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from msgspec import Struct

from ..codes import filling
from ..diagnostic import Diagnostic, Label
from ..figure import Faulty, Figure, Item, Nothing, Rows, Value
from ..model import Named, Record, Table
from ..nodes import Mapping, Node, Scalar
from ..source import Place, nearest, shorten
from .records import ROW, Reader, scalar_of, spell, suggestion

__all__ = ["header_text", "missing", "validate"]


def validate(node: Node, record: Record, required: Iterable[str] = ()) -> tuple[Item, tuple[Diagnostic, ...]]:
    """Read a file's tree as a record; every fault in one run. `required` are the keys that the packs in use require."""
    unit = header_text(node, "金额单位")
    known = unit is not None and unit.text.strip() in _money_units(record)
    told = not known and _attempted(node, record, "金额单位")
    reader = Reader(unit.text.strip() if unit is not None and known else None, told, frozenset(required))
    value = reader.record(record, node, ())
    root = value if isinstance(value, Item) else Item(record, {}, node.place)
    return root, tuple(reader.found)


def _money_units(record: Record) -> tuple[str, ...]:
    field = record.by_name.get("金额单位")
    return getattr(field.kind, "options", ()) if field is not None else ()


def header_text(node: Node, name: str) -> Scalar | None:
    """The scalar behind a top-level key, before anything is validated."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            if entry.key.text == name:
                return scalar_of(entry.value)
    return None


def _attempted(node: Node, record: Record, name: str) -> bool:
    """Whether a top-level key is `name` or was most likely meant to be: then its own fault says enough."""
    keys = [entry.key.text for entry in node.entries] if isinstance(node, Mapping) else []
    return any(key == name or (key not in record.by_name and nearest(key, record.by_name) == name) for key in keys)


def missing(root: Item, required: Collection[str], given: Item | None = None) -> tuple[Diagnostic, ...]:
    """What a pack requires (单位.职能, 项目.资金.全年预算) and the file leaves out; said where the parent stands.

    `given` is the report as it was filled in: what it says 无 of has been answered.
    """
    found: list[Diagnostic] = []
    asked = _Required(frozenset(required), root)
    for path in required:
        if given is None or not _answered(given, path.split(".")):
            _missing(root, path.split("."), (), root.place, asked, found)
    return tuple(found)


def _answered(given: Item, names: list[str]) -> bool:
    value: Value | None = given
    for name in names:
        value = value.entries.get(name) if isinstance(value, Item) else None
        if isinstance(value, Nothing):
            return True
    return False


class _Required(Struct, frozen=True, dict=True):
    """The paths that packs require, of the whole file: a blank anywhere may be what a computed one is worked out from."""

    paths: frozenset[str]
    root: Item

    @cached_property
    def unread(self) -> bool:
        return _unread(self.root)


def _missing(
    item: Item,
    names: list[str],
    within: tuple[str, ...],
    at: Place | None,
    required: _Required,
    found: list[Diagnostic],
) -> None:
    name, rest = names[0], names[1:]
    value: Value | None = item.entries.get(name)
    if isinstance(value, (Faulty, Nothing)):
        return
    if value is None:
        place, field = at or item.place, item.kind.by_name[name]
        nought = isinstance(field.kind, (Table, Named)) and _is_nought(item)
        if place is not None and not nought and not (field.computed and required.unread):
            where = f"{spell(within)}里" if within else "文件"
            found.append(
                Diagnostic(
                    filling.MISSING,
                    f"{where}缺少“{name}”（{field.help}），所用的模板要印它",
                    Label(first_line(place)),
                    help=suggestion(field, _asked_below((*within, name), required.paths)),
                )
            )
        return
    if not rest:
        return
    if isinstance(value, Item):
        _missing(value, rest, (*within, name), item.keys.get(name) or at or item.place, required, found)
    elif isinstance(value, Rows):
        for number, row in enumerate(value.items, 1):
            title = row.text("名称") or f"第{number}项"
            _missing(row, rest, (*within, name, ROW + shorten(title, 16)), row.place, required, found)


def _is_nought(item: Item) -> bool:
    """Whether a record stands for a figure of 0, which has no rows."""
    main = item.entries.get(item.kind.main) if item.kind.main else None
    while isinstance(main, Item):
        main = main.entries.get(main.kind.main)
    return isinstance(main, Figure) and not main.value


def _unread(value: Value) -> bool:
    """Whether something below was not filled in or could not be read."""
    if isinstance(value, Rows):
        return any(_unread(row) for row in value.items)
    return isinstance(value, Faulty) or (isinstance(value, Item) and any(map(_unread, value.entries.values())))


def _asked_below(path: tuple[str, ...], required: frozenset[str]) -> frozenset[str]:
    """The keys below a path that are required as well."""
    head = ".".join(name for name in path if not name.startswith(ROW)) + "."
    return frozenset(one.removeprefix(head).partition(".")[0] for one in required if one.startswith(head))


def first_line(place: Place) -> Place:
    """The first line of a place that may span many."""
    length = len(place.text.split("\n", 1)[0].rstrip())
    return place.part(0, length)
