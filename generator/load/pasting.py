"""A stumble in in a table, or in lines of text, that were pasted where no `|` lets them stand; the finding and the edits out."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from ..pattern import deferred
from .mending import Edit, Sheet, Slip
from .wording import shown

_OPEN = deferred(r"(?P<before> *(?:- +)*)(?P<key>[^\s'\":#,{}\[\]|][^:#{}\[\]|]{0,30}?)[ ]*:[ ]*(?P<bar>\|?)[ ]*(?:#.*)?$")
_KEY = deferred(r" *(?:- +)*[一-鿿][一-鿿A-Za-z0-9_（）]{0,19}[ ]*:(?: |$)")
_NOTE = ("注：", "注:", "备注：", "说明：")
FARTHEST = 200
"""Lines above the stumble among which the key of the table is looked for."""


def is_row(text: str) -> bool:
    """Whether a line has cells between tabs or |."""
    return "\t" in text.strip() or text.count("|") > 1


def outside(sheet: Sheet, line: int) -> Slip | None:
    """The table or text around a line, below `键:` or `键: |` but not indented below it."""
    head = _head(sheet, line)
    if head is None:
        return None
    opened = _OPEN.match(sheet.line_text(head))
    if opened is None:
        return None
    lines = _lines(sheet, head)
    rows = sum(is_row(sheet.line_text(one)) for one in lines)
    barred = bool(opened["bar"])
    if not lines or line > lines[-1] or (rows == 0 if not barred else False) or (not barred and rows < 2):
        return None
    column = opened.end("before") + 2
    edits = _indents(sheet, lines, column)
    if not edits and barred:
        return None
    return _finding(sheet, head, lines, opened["key"], column, edits, rows > 0, barred)


def _finding(
    sheet: Sheet, head: int, lines: list[int], key: str, column: int, edits: list[Edit], table: bool, barred: bool
) -> Slip:
    what = "粘贴的表" if table else "“|”下面的文字"
    if barred:
        at, length = sheet.line_start(lines[0]), len(sheet.line_text(lines[0]).rstrip())
        fact = f"{what}没有缩进，不在“{shown(key)}”的下面"
        advice = f"这 {len(lines)} 行的行首都空 {column} 格，第一行改为“{' ' * column}{shown(sheet.line_text(lines[0]), 40)}”"
        place = sheet.place(at, at + length)
    else:
        text = sheet.line_text(head)
        start = sheet.line_start(head)
        end = start + len(re.split(r"\s+#", text)[0].rstrip())
        edits = [sheet.edit(end, end, " |"), *edits]
        fact = f"“{shown(key)}”下面粘贴了一张表，冒号后面却没有“|”"
        more = f"；下面 {len(lines)} 行的行首都空 {column} 格" if len(edits) > 1 else ""
        advice = f"第 {head} 行改为 {shown(sheet.text[start:end])} |{more}"
        first = sheet.line_start(lines[0])
        place = sheet.place(first, first + len(sheet.line_text(lines[0]).rstrip()))
    code = codes.TABLE if table else codes.BLOCK_TEXT
    return Slip(Diagnostic(code, fact, Label(place), help=advice), tuple(edits), told=True)


def _head(sheet: Sheet, line: int) -> int | None:
    """The line `键:` or `键: |` above; only rows and lines without a key stand between."""
    for above in range(line, max(0, line - FARTHEST), -1):
        text = sheet.line_text(above)
        if _OPEN.match(text) and not is_row(text):
            return above if above < line else None
        if _KEY.match(text):
            return None
    return None


def _lines(sheet: Sheet, head: int) -> list[int]:
    """The lines of the table: up to the next key, without what is blank at its end."""
    found: list[int] = []
    for number in range(head + 1, len(sheet.mended.line_starts) + 1):
        text = sheet.line_text(number)
        if not text.strip():
            continue
        if _KEY.match(text) and not is_row(text) and not text.lstrip().startswith(_NOTE):
            break
        if text.lstrip().startswith("#"):
            break
        found.append(number)
    return found


def _indents(sheet: Sheet, lines: list[int], column: int) -> list[Edit]:
    """Each line that stands too far left, moved below its key; blanks that Excel pasted before a first cell stay."""
    made = []
    for number in lines:
        text, start = sheet.line_text(number), sheet.line_start(number)
        depth = len(text) - len(text.lstrip(" "))
        if depth < column:
            made.append(sheet.edit(start, start, " " * (column - depth)))
    return made
