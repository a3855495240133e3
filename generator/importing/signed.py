"""The line below or above a form that says who filled it in (填报人：……　填报日期：……) in, its values out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model import Date, field_at
from ..pattern import deferred
from ..sheets import Sheet
from ..source import Place
from .found import Path, Value, path_of
from .layouts import Layout

if TYPE_CHECKING:
    from .tables import TableReader

MOST = 40
"""Characters of a name or a number."""
APART = "各表写的不一样"
_LABEL = deferred(r"([一-鿿]{2,8})[:：]")
_DATE = deferred(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?")


def signed(reader: TableReader, sheet: Sheet, layout: Layout) -> None:
    """What all forms say alike; where two differ, nobody can tell which is the report's."""
    for text, place in _lines(sheet):
        for label, told in _pairs(text):
            where = layout.signed.get(label)
            path = path_of(where) if where else ()
            value = _value(reader, path, told) if path else ""
            if value:
                _put(reader, path, Value(value, place))


def _put(reader: TableReader, path: Path, value: Value) -> None:
    before = reader.signed.setdefault(path, value)
    if before.text == value.text:
        reader.found.values.setdefault(path, [value])
    elif reader.found.values.get(path) == [before]:
        del reader.found.values[path]
        reader.found.miss(f"{path[-1]} {before.text}、{value.text}", value.place, APART)


def _lines(sheet: Sheet) -> Iterator[tuple[str, Place]]:
    """Lines beside the table, and rows of one cell."""
    yield from ((text, Place(sheet, 0, 0)) for text in (*sheet.above, sheet.note))
    for row in sheet.rows:
        told = [cell for cell in row if cell.text]
        if len(told) == 1:
            yield told[0].text, told[0].place


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each name with what stands between it and the next one."""
    labels = list(_LABEL.finditer(text))
    for at, match in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        yield match[1], text[match.end() : end].strip()


def _value(reader: TableReader, path: Path, told: str) -> str:
    """None of what was left blank to be filled in by hand, or has more than one word."""
    at = field_at(reader.names.record, ".".join(path))
    if at is not None and isinstance(at.kind, Date):
        told = "".join(told.split())
        return told if _DATE.fullmatch(told) else ""
    return told if len(told) <= MOST and len(told.split()) == 1 and "（" not in told else ""
