"""A place inside braces, or a line, in; the keys around it and what the vocabulary lets stand there out.

A full-width comma and colon part nothing in YAML. Whether `，词：` was meant to is only certain where the value before it
is no text: a sentence may hold both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ..model import Choice, Date, Kind, Line, Lines, Named, Passage, Record, Table, YesNo, bare_kind
from ..pattern import deferred
from ..vocabulary import PROJECT, REPORT
from . import levels
from .mending import MendedText

COLONS = "：∶︰﹕︓꞉ː"
"""What is typed or pasted for a colon behind a key: full-width, the sign of a ratio, vertical and small forms."""
COMMAS = "，、﹐﹑︐︑､"
FARTHEST = 50
"""Lines above a place among which the bracket around it is looked for."""
_SLOTS = Named(Passage(), "文字")
"""The texts of a pack, whose names only the pack knows."""
TITLED = ("标题", "内容")
_OPENED = deferred(r"[ ]*(?:- +)*(?:['\"]?(?P<key>[^\s'\":#,{}\[\]][^:#{}\[\]]{0,30}?)['\"]?[ ]*:[ ]+)?(?=[\[{])")
_PART = deferred(r"(?m)^名称[ ]*:[ ]")
_WHOLE = deferred(r"(?m)^(?:版本|模板|年度|金额单位)[ ]*[:：]")
_NEXT = deferred(rf"[{COMMAS};；|][ 　]*(?=({levels.KEY})[ 　]*[{COLONS}:])")
_DAY = deferred(r"[12][0-9]{3}(?:年[01]?[0-9]月(?:[0-3]?[0-9]日)?|-[01]?[0-9](?:-[0-3]?[0-9])?)")
_KEY_BEHIND = deferred(rf",[ ]*({levels.KEY}): ")


class RowSoFar(Struct, frozen=True):
    """`last` is the key of the entry before the place or around it, `keys` are those that the row has written."""

    container: Record | Named | Passage | None
    last: str
    keys: frozenset[str]

    @property
    def is_text(self) -> bool | None:
        """Whether the value of the last key is a text; None where a pack says what it is."""
        return _is_text(_kind(self.container, self.last))

    def holds_whole(self, text: str) -> bool:
        """Whether a text is the whole of what the last key can hold: a date, or one of the words to choose from."""
        kind = bare_kind(found) if (found := _kind(self.container, self.last)) is not None else None
        if isinstance(kind, Date):
            return _DAY.fullmatch(text) is not None
        return text in (kind.options if isinstance(kind, Choice) else ("是", "否") if isinstance(kind, YesNo) else ())

    def takes(self, word: str) -> bool | None:
        """Whether the row can have a further key of that name; None where a pack says which keys there are."""
        if self.container is None or self.container is _SLOTS:
            return None
        if isinstance(self.container, Record):
            return word in self.container.by_name and word not in self.keys
        return word not in self.keys and (isinstance(self.container, Named) or word in TITLED)


def row_at(sheet: MendedText, at: int) -> RowSoFar | None:
    """The braces that are open at an index; None where none are."""
    line = sheet.line(at)
    for first in range(line, max(line - FARTHEST, 0), -1):
        start = sheet.line_start(first)
        opened = _OPENED.match(sheet.text, start)
        if opened is None or opened.end() >= at:
            continue
        stack = list(_open(sheet.text, opened.end(), at))
        if not stack or not stack[-1].mapping:
            continue
        around = [level.key for level in levels.owners(sheet, first, levels.column(sheet, first))]
        path = [*around, *([opened["key"]] if opened["key"] else []), *(one.key for one in stack[:-1] if one.key)]
        rest = sheet.text[at : sheet.line_start(line) + len(sheet.line_text(line))].partition("}")[0]
        return RowSoFar(
            _container(sheet, path), stack[-1].key, frozenset((*stack[-1].keys, *_KEY_BEHIND.findall(rest)))
        )
    return None


def text_slot(sheet: MendedText, line: int) -> bool:
    """Whether a line stands below a key that holds a text, so that `词：` at its beginning is no key."""
    key = re.match(r"[ 　]*(?:- +)*(标题|内容)", sheet.line_text(line))
    return key is None and _is_text(kind_around(sheet, line)) is True


def kind_around(sheet: MendedText, line: int) -> Kind | None:
    """The kind of the value that a line without a key of its own is a part of."""
    column = levels.depth(sheet, line) + 1
    listed = sheet.line_text(line).lstrip(" ").startswith("-")  # a list may begin below the first sign of its key
    return kind_at(sheet, [level.key for level in levels.owners(sheet, line, column + listed)])


def kind_of_value(sheet: MendedText, start: int) -> Kind | None:
    """The kind of the value that begins at an index: behind its key, below it, or in braces."""
    row = row_at(sheet, start)
    if row is not None:
        return _kind(row.container, row.last)
    line = sheet.line(start)
    key = levels.key_at(sheet, line)
    if not key or sheet.line_start(line) + levels.column(sheet, line) - 1 >= start:
        return kind_around(sheet, line)
    return kind_at(sheet, [*(level.key for level in levels.owners(sheet, line, levels.column(sheet, line))), key])


def is_text(sheet: MendedText, start: int) -> bool | None:
    """Whether the value that begins at an index is a text; None where a pack says what it is."""
    return _is_text(kind_of_value(sheet, start))


def asks(sheet: MendedText, start: int, end: int) -> bool:
    """Whether a text in braces that YAML cannot read as one may hold a further key of its row."""
    row = row_at(sheet, start)
    if row is None:
        return False
    return any(row.takes(match[1]) is True for match in _NEXT.finditer(sheet.text, start, end))


def kind_at(sheet: MendedText, path: list[str]) -> Kind | None:
    """The kind of the value behind a row of keys; None where the vocabulary does not say."""
    return _kind(_container(sheet, path[:-1]), path[-1]) if path else None


class _Opened(Struct):
    mapping: bool
    key: str
    keys: list[str]


def _open(text: str, start: int, end: int) -> Iterator[_Opened]:
    """The brackets that are open at `end`, the outermost first, each with its keys so far."""
    stack: list[_Opened] = []
    at = word = start
    while at < end:
        sign = text[at]
        if sign in "\"'" and not text[word:at].strip():
            close = text.find(sign, at + 1, end)
            at = end if close < 0 else close + 1
            continue
        if sign in "[{":
            stack.append(_Opened(sign == "{", "", []))
            word = at + 1
        elif sign in "]}":
            if stack:
                stack.pop()
            word = at + 1
        elif sign == ",":
            word = at + 1
        elif sign == ":" and stack and stack[-1].mapping and text[at + 1 : at + 2] in (" ", "\n", "[", "{", '"', "'"):
            key = text[word:at].strip(" \n\"'")
            stack[-1].key = key
            stack[-1].keys.append(key)
            word = at + 1
        at += 1
    yield from stack


def _container(sheet: MendedText, path: list[str]) -> Record | Named | Passage | None:
    """What stands behind a row of keys, if it holds keys itself; rows of a list have none in the path.

    A file of its own for one project (文件) has that project's keys at its margin, its 名称 among them.
    """

    found: Record | Named | Passage | None = PROJECT if _is_part(sheet.text) else REPORT
    for name in path:
        kind = _kind(found, name)
        kind = kind.record if isinstance(kind, Table) else kind
        found = kind if isinstance(kind, (Record, Named, Passage)) else None
    return found


@lru_cache(maxsize=1)
def _is_part(text: str) -> bool:
    return _PART.search(text) is not None and _WHOLE.search(text) is None


def _kind(container: Record | Named | Passage | None, name: str) -> Kind | None:
    if isinstance(container, Record):
        field = container.by_name.get(name)
        if field is None:
            return _SLOTS if name == _SLOTS.what else None
        return field.kind
    return container.kind if isinstance(container, Named) else container


def _is_text(kind: Kind | None) -> bool | None:
    return None if kind is None else isinstance(bare_kind(kind), (Line, Lines, Passage))
