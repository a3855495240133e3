"""A reader and what a table was pasted for in, the nodes that it stands for out; the rows of 合计 with their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..exhaustive import assert_never
from ..figure import Faulty, Item, Total, Value
from ..model import Field, Named, Record, Table
from ..nodes import Control, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from .records import Reader

ROW = "\0"


def takes_table(kind: Record) -> bool:
    """Whether a table may be pasted over the lists of a record (人员经费 beside 公用经费)."""
    return any(field.codes for field in kind.fields)


def unpasted(
    reader: Reader, kind: Table | Named | Record, node: Scalar, path: tuple[str, ...]
) -> Mapping | Sequence | Faulty | None:
    """What a table that was pasted under `键: |` holds; None where the text is no table."""
    from .pasted import is_pasted, pasted_names, pasted_over, pasted_rows  # few files have one
    from .records import spell

    if not is_pasted(node):
        return None
    above, beside = _beside(reader, path)
    made: Mapping | Sequence | None
    unit = reader.file_unit or ""
    match kind:
        case Table():
            made, faults = pasted_rows(
                kind, node, above, beside, unit, reader.frames[-1].kind if reader.frames else None
            )
        case Named():
            made, faults = pasted_names(kind, node, above, unit)
        case Record():
            made, faults = pasted_over(kind, node, above, unit)
        case _:
            assert_never(kind)
    for fault, place in faults:
        reader.fault(fault.code, f"{spell(path)}{fault.message}", place, fault.help)
    return made if made is not None else Faulty(node.place)


def _beside(reader: Reader, path: tuple[str, ...]) -> tuple[tuple[str, ...], list[Field]]:
    """The keys around a list, and the keys beside the one that it stands in which have other codes."""
    above = tuple(name for name in path if not name.startswith(ROW))
    around = next((frame for frame in reversed(reader.frames) if takes_table(frame.kind)), None)
    if around is None or len(above) < 3 or not (own := around.kind.by_name.get(above[-2])) or not own.codes:
        return above[-2:], []
    return above[-3:], [field for field in around.kind.fields if field.codes and field is not own]


def totals(reader: Reader, kind: Record, controls: tuple[Control, ...], path: tuple[str, ...]) -> tuple[Total, ...]:
    """The rows of 合计: their figures by key, whatever else they hold."""
    return tuple(
        Total(one.name.text, Item(kind, _figures(reader, kind, one, path), one.row.place), one.spans, one.within)
        for one in controls
    )


def _figures(reader: Reader, kind: Record, control: Control, path: tuple[str, ...]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for entry in control.row.entries:
        field = kind.by_name.get(entry.key.text)
        if field is not None and isinstance(entry.value, Scalar) and entry.value.place != control.name.place:
            found[field.name] = reader.filled(field, entry, (*path, f"{ROW}{control.name.text}", field.name))
    return found
