"""A line and the columns that it may stand at in; the keys above it, where it belongs, and the edits to move it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from ..model import Field, Named, Record, Table
from ..pattern import deferred
from ..source import Source
from ..vocabulary import REPORT
from .mending import Edit, MendedText

KEY = r"[一-鿿][一-鿿A-Za-z0-9_（）]{0,19}"
_LINE = deferred(
    r"(?P<before>[ ]*(?P<dashes>(?:- +)*))(?:['\"]?(?P<key>[^\s'\":#,{}\[\]][^:#{}\[\]]{0,30}?)['\"]?[ ]*:(?= |$))?"
)


class Level(Struct, frozen=True):
    """A key that stands above a line: where, and what it is called."""

    line: int
    column: int
    key: str


class _Line(NamedTuple):
    """A line that is neither blank nor a comment; `outer` is the nearest one above that begins further left."""

    number: int
    dash: int
    column: int
    dashes: bool
    key: str
    outer: int


@lru_cache(maxsize=1)
def _outline(source: Source) -> tuple[list[int], list[_Line]]:
    """How many such lines stand above each line, and they: read once, whatever asks how often."""
    above: list[int] = [0]
    lines: list[_Line] = []
    for number in range(1, len(source.line_starts) + 1):
        above.append(len(lines))
        parsed = _parsed(source.line_text(number))
        if parsed is None:
            continue
        outer = len(lines) - 1
        while outer >= 0 and lines[outer].dash >= parsed[0]:
            outer = lines[outer].outer
        lines.append(_Line(number, *parsed, outer))
    return above, lines


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> tuple[int, int, bool, str] | None:
    """What is known of a line; those that were not mended stand in the next sheet again."""
    match, content = _LINE.match(text), text.strip()
    if match is None or not content or content.startswith("#"):
        return None
    return _depth(text) + 1, match.end("before") + 1, bool(match["dashes"]), match["key"] or ""


def owners(sheet: MendedText, line: int, column: int) -> tuple[Level, ...]:
    """The keys that a line belongs to if it stands at `column`, the outermost first; rows of a list have none."""
    above, lines = _outline(sheet.mended)
    found: list[Level] = []
    at = above[line] - 1
    while at >= 0 and column > 1:
        one = lines[at]
        if one.dash >= column:
            at = one.outer
            continue
        if one.column < column:
            if one.key:
                found.append(Level(one.number, one.column, one.key))
            column = one.column
        if one.dashes and one.dash < column:
            column = one.dash + 1
        at -= 1
    return tuple(found[::-1])


def sibling(sheet: MendedText, line: int, column: int) -> Level | None:
    """The nearest key above a line that stands at `column`."""
    for above in range(line - 1, 0, -1):
        text = sheet.line_text(above)
        match = _LINE.match(text)
        if match is None or not text.strip() or text.lstrip().startswith("#"):
            continue
        if match.end("before") + 1 == column and match["key"]:
            return Level(above, column, match["key"])
    return None


def key_at(sheet: MendedText, line: int) -> str:
    match = _LINE.match(sheet.line_text(line))
    return (match["key"] or "") if match else ""


def belongs(sheet: MendedText, start: int) -> bool:
    """Whether the key that begins at an index, in quotes or not, is one that the vocabulary has there."""
    match = re.compile(r"['\"“‘]?([一-鿿][一-鿿A-Za-z0-9_]*)").match(sheet.text, start)
    line, column = sheet.line(start), sheet.column(start)
    return match is not None and known(owners(sheet, line, column), match.group(1)) is True


_BARE_KEY = deferred(
    r"[ 　]*(?:[-－•●][ 　]*)*['\"“”‘’＂]?([一-鿿][一-鿿A-Za-z0-9_]*)['\"“”‘’＂]?[ 　]*(?P<behind>$|[^一-鿿A-Za-z0-9_（）])"
)


def bare_key(sheet: MendedText, line: int, head: int) -> str:
    """What a line below the value of the key on line `head` is called if its marks were lost: a key of a record around it.

    "" where it is no such key: 改进措施 alone, 成立=2019年2月, 内设机构; […], - 名称 热线.
    """
    match = _BARE_KEY.match(sheet.line_text(line))
    if match is None:
        return ""
    around = owners(sheet, head, column(sheet, head))
    chains = (around[:length] for length in range(len(around), -1, -1))
    return match[1] if any(known(chain, match[1]) for chain in chains) else ""


def known_key(key: str) -> bool:
    """Whether the vocabulary has a key of that name anywhere."""

    return key in _names(REPORT)


def _names(record: Record) -> frozenset[str]:
    below = (_record(field) for field in record.fields)
    return frozenset(record.by_name).union(*(_names(one) for one in below if one is not None))


def takes_table(sheet: MendedText, line: int) -> bool:
    """Whether the key of a line holds a list, or figures under names, which can be pasted as a table."""
    found = owners(sheet, line, column(sheet, line))
    record: Record | None = _records(found)
    field = record.by_name.get(key_at(sheet, line)) if record is not None else None
    return field is not None and isinstance(field.kind, (Table, Named))


def known(above: tuple[Level, ...], key: str) -> bool | None:
    """Whether the vocabulary has a key below those; None where it leaves the choice to the clerk or to a pack."""
    record = _records(above)
    return None if record is None else key in record.by_name


def _records(above: tuple[Level, ...]) -> Record | None:
    """The record that stands behind a row of keys."""

    record: Record = REPORT
    for level in above:
        inner = _record(record.by_name.get(level.key))
        if inner is None:
            return None
        record = inner
    return record


def _record(field: Field | None) -> Record | None:
    kind = field.kind if field is not None else None
    kind = kind.record if isinstance(kind, Table) else kind.kind if isinstance(kind, Named) else kind
    return kind if isinstance(kind, Record) else None


def shift(sheet: MendedText, line: int, by: int) -> tuple[Edit, ...]:
    """Edits that move a line, and all that stands below it, by so many columns."""
    return tuple(_shifted(sheet, line, by))


def _shifted(sheet: MendedText, line: int, by: int) -> Iterator[Edit]:
    depth = _depth(sheet.line_text(line))
    for number in range(line, len(sheet.mended.line_starts) + 1):
        text, start = sheet.line_text(number), sheet.line_start(number)
        if number > line and (not text.strip() or (text.lstrip().startswith("#") and _depth(text) <= depth)):
            continue
        if number > line and _depth(text) <= depth:
            return
        yield sheet.edit(start, start, " " * by) if by > 0 else sheet.edit(start, start + min(-by, _depth(text)), "")


def column(sheet: MendedText, line: int) -> int:
    """Where a line's key begins, behind the dashes of its item; a row's text begins with its dash."""
    match = _LINE.match(sheet.line_text(line))
    if match is None or not match["key"]:
        return depth(sheet, line) + 1
    return match.end("before") + 1


def depth(sheet: MendedText, line: int) -> int:
    return _depth(sheet.line_text(line))


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
