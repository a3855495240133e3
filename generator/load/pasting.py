"""A stumble in in a table, or in lines of text, that were pasted where no `|` lets them stand; the finding and the edits out."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from ..pattern import deferred
from ..source import Place
from . import levels
from .mending import Edit, Mend, MendedText
from .wording import shown

_OPEN = deferred(
    r"(?P<before> *(?:- +)*)(?P<key>[^\s'\":#,{}\[\]|][^:#{}\[\]|]{0,30}?)[ ]*:[ ]*(?:(?P<bar>[|｜])[ ]*)?(?:#.*)?$"
)
_KEY = deferred(rf" *(?:- +)*{levels.KEY}[ ]*:(?: |$)")
_WIDE_KEY = deferred(rf"[ 　]*({levels.KEY}?)[ 　]*：")
_NOTE = ("注：", "注:", "备注：", "说明：")
FARTHEST = 200
"""Lines above the stumble among which the key of the table is looked for."""


def is_row(text: str) -> bool:
    """Whether a line has cells between tabs or |."""
    return "\t" in text.strip() or text.count("|") > 1 or text.count("｜") > 1


def outside(sheet: MendedText, line: int) -> Mend | None:
    """The table or text around a line, below `键:` or `键: |` but not indented below it."""
    head = _head(sheet, line)
    if head is None:
        return None
    opened = _OPEN.match(sheet.line_text(head))
    if opened is None:
        return None
    lines = _lines(sheet, head, levels.depth(sheet, head) + 1)
    rows = sum(is_row(sheet.line_text(one)) for one in lines)
    barred = bool(opened["bar"])
    if not lines or line > lines[-1] or rows < (0 if barred else 2):
        return None
    column = max(opened.end("before") + 2, levels.depth(sheet, lines[0]))
    edits = _indents(sheet, lines, column)
    if opened["bar"] == "｜":
        at = sheet.line_start(head) + opened.start("bar")
        edits.append(sheet.edit(at, at + 1, "|"))
    if not edits and barred:
        return None
    slip = _finding(sheet, head, lines, opened["key"], column, edits, rows > 0, barred)
    return replace(slip, safe=False) if barred and not rows and _may_be_keys(sheet, lines, column) else slip


def _may_be_keys(sheet: MendedText, lines: list[int], column: int) -> bool:
    """Whether a line may be a key of its own: lines before it stand where text should, or others stand below it."""
    depths = [levels.depth(sheet, one) for one in lines]
    first = next((at for at, depth in enumerate(depths) if depth < column), 0)
    return first > 0 or any(later > depth for depth, later in pairwise(depths) if depth < column)


def unbarred(sheet: MendedText, line: int) -> Mend | None:
    """The table that begins on a line, indented below its key: without a `|` it is one line of text."""
    head = _head(sheet, line)
    if head is None or not levels.takes_table(sheet, head):
        return None
    return outside(sheet, line)


def _finding(
    sheet: MendedText, head: int, lines: list[int], key: str, column: int, edits: list[Edit], table: bool, barred: bool
) -> Mend:
    what = "粘贴的表" if table else "“|”下面的文字"
    if barred:
        first = next(one for one in lines if levels.depth(sheet, one) < column)
        line = sheet.line_text(first)
        fact = f"{what}没有缩进，不在“{shown(key)}”的下面"
        several = f"；这 {len(edits)} 行都这样改" if len(edits) > 1 else ""
        advice = f"改为 {shown(line, 60)}（行首空 {column} 格）{several}"
        place = _first_word(sheet, first)
    else:
        text = sheet.line_text(head)
        start = sheet.line_start(head)
        end = start + len(re.split(r"\s+#", text)[0].rstrip())
        edits = [sheet.edit(end, end, " |"), *edits]
        fact = f"“{shown(key)}”下面粘贴了一张表，冒号后面却没有“|”"
        more = f"；下面 {len(lines)} 行的行首都空 {column} 格" if len(edits) > 1 else ""
        advice = f"第 {head} 行改为 {shown(sheet.text[start:end])} |{more}"
        place = _first_word(sheet, lines[0])
    code = codes.TABLE if table else codes.BLOCK_TEXT
    return Mend(Diagnostic(code, fact, Label(place), help=advice), tuple(edits), told=True)


def _first_word(sheet: MendedText, line: int) -> Place:
    """Where a table begins: what is wrong with its other cells is told there."""
    start, word = sheet.line_start(line), re.search(r"[^\s|]+|\S", sheet.line_text(line))
    return sheet.place(start + word.start(), start + word.end()) if word else sheet.place(start, start + 1)


def _head(sheet: MendedText, line: int) -> int | None:
    """The line `键:` or `键: |` above; only rows and lines without a key stand between."""
    for above in range(line, max(0, line - FARTHEST), -1):
        text = sheet.line_text(above)
        if _OPEN.match(text) and not is_row(text):
            return above if above < line else None
        if _KEY.match(text):
            return None
    return None


def _lines(sheet: MendedText, head: int, inside: int) -> list[int]:
    """The lines of the table or text: up to the next key, be it without its marks, and without what is blank at its end."""
    found: list[int] = []
    for number in range(head + 1, len(sheet.mended.line_starts) + 1):
        text = sheet.line_text(number)
        if not text.strip():
            continue
        if _KEY.match(text) and not is_row(text) and not text.lstrip().startswith(_NOTE):
            break
        wide = _WIDE_KEY.match(text)
        if wide and levels.known_key(wide[1]):
            break
        if text.lstrip().startswith("#"):
            break
        if levels.depth(sheet, number) < inside and not is_row(text) and levels.bare_key(sheet, number, head):
            break
        found.append(number)
    return found


def _indents(sheet: MendedText, lines: list[int], column: int) -> list[Edit]:
    """Each line that stands too far left, moved below its key; blanks that Excel pasted before a first cell stay."""
    made = []
    for number in lines:
        text, start = sheet.line_text(number), sheet.line_start(number)
        depth = len(text) - len(text.lstrip(" "))
        wide = len(text) - len(text.lstrip(" 　"))
        if depth < column and wide > depth:
            made.append(sheet.edit(start, start + wide, " " * column))
        elif depth < column:
            made.append(sheet.edit(start, start, " " * (column - depth)))
    return made
