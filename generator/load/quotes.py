"""A quote that is not as YAML has it in: not closed, closed in the other width, closed too early; what was meant out."""

from __future__ import annotations

import re

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from ..pattern import deferred
from . import levels, rows
from .mending import Mend, MendedText
from .scene import LastScalar, Scene, fault
from .showing import corrected
from .wording import shown


def in_brackets(sheet: MendedText, start: int) -> bool:
    """Whether a bracket of this line is open before `start`."""
    before = sheet.text[sheet.line_start(sheet.line(start)) : start]
    return sum(before.count(sign) for sign in "[{") > sum(before.count(sign) for sign in "]}")


def value_end(sheet: MendedText, start: int) -> int:
    """Where a value ends that was meant to be a text: at its line's end or comment; in brackets before the next item."""
    text = sheet.text[start : sheet.line_start(sheet.line(start)) + len(sheet.line_text(sheet.line(start)))]
    if not in_brackets(sheet, start):
        return start + len(re.split(r"\s+#\s", text)[0].rstrip())
    item = (_TEXT if rows.is_text(sheet, start) else _ITEM).match(text)
    return start + len(item.group().rstrip()) if item else start + len(text.rstrip())


_TEXT = deferred(r"(?:\{\{.*?\}\}|\\.|[^,\[\]{}])*")
_ITEM = deferred(r"(?:\{\{.*?\}\}|\\.|[^,，\[\]{}]|，(?![ ]*[一-鿿]{1,12}[:：]))*")


def open_quote(scene: Scene) -> Mend | None:
    return unfinished(scene, scene.since, "到最后也没有合上")


def unfinished(scene: Scene, start: int, until: str) -> Mend:
    """A quote that its own line does not close; closed there where the next line can be no part of the text."""
    sheet = scene.sheet
    closed = closed_wide(sheet, start)
    sign, end = sheet.text[start], closed or value_end(sheet, start)
    last = sheet.text[end - 1]
    wide = closed > 0
    fact = f"引号 {sign} 打开，却用全角的“{last}”合上" if wide else f"引号 {sign} {until}"
    change = (end - 1, end, sign) if wide else (end, end, sign)
    label = Label(sheet.place(start, start + 1), "在这里打开")
    whole = _WHOLE_VALUE.match(sheet.text, end) is not None  # [2023] in it: where it ends is not known
    if whole and _ends_here(sheet, sheet.line(start)) and end > start + 1:
        return Mend(Diagnostic(codes.OPEN_QUOTE, fact, label), (sheet.edit(*change),))
    return Mend(Diagnostic(codes.OPEN_QUOTE, fact, label, help=f"若这一行就是全部，改为 {corrected(sheet, change)}"))


def closed_wide(sheet: MendedText, start: int) -> int:
    """Behind the full-width quote that closes the text of a half-width one on its line; 0 where none does."""
    stop = sheet.line_start(sheet.line(start)) + len(sheet.line_text(sheet.line(start)))
    match = _WIDE_CLOSE.match(sheet.text, start + 1, stop)
    return match.end() if match is not None else 0


_WIDE_CLOSE = deferred(r"[^\n\"'“‘]*?[”’＂＇](?=[ 　]*(?:$|[,，}\]｝］]| #))")
_WHOLE_VALUE = deferred(r"[ 　]*(?:$|\n|[,，}\]｝］]|#)")


def _ends_here(sheet: MendedText, line: int) -> bool:
    """Whether the next line with something on it is not indented below this one."""
    for following in range(line + 1, len(sheet.mended.line_starts) + 1):
        if sheet.line_text(following).strip():
            return levels.depth(sheet, following) <= levels.column(sheet, line) - 1
    return True


def escape(scene: Scene) -> Mend | None:
    text = scene.sheet.text
    start = text.rfind("\\", scene.since, scene.at + 2)
    if start < 0:
        return None
    end = start + len(re.match(r"\\(?:[xuU][0-9A-Fa-f]*|.?)", text[start:]).group())  # type: ignore[union-attr]
    if re.match(r"\\[uU]0*[dD][89A-Fa-f]", text[start:end]):
        fact, advice = f"{text[start:end]} 写不全，不成一个字", "删去它，直接写出这个字"
        return fault(scene, codes.ESCAPE, fact, advice, scene.sheet.place(start, end))
    fact = f"{shown(text[start:end])} 读不出来：双引号里的 \\ 有别的用处"
    begin, stop = scene.since, value_end(scene.sheet, scene.since)
    place = scene.sheet.place(start, end)
    if text[begin] == '"' and text[stop - 1] == '"' and stop - begin > 2 and "'" not in text[begin:stop]:
        edits = (scene.sheet.edit(begin, begin + 1, "'"), scene.sheet.edit(stop - 1, stop, "'"))
        return Mend(Diagnostic(codes.ESCAPE, fact, Label(place), help="单引号里反斜杠就是反斜杠"), edits)
    advice = "改用单引号（单引号里反斜杠就是反斜杠），或把 \\ 写成 \\\\"
    return fault(scene, codes.ESCAPE, fact, advice, place)


def after_quote(scene: Scene, last: LastScalar) -> Mend:
    """Text behind a closed quote; or the quote closed lines later, where the next one was to open."""
    sheet = scene.sheet
    mark = sheet.text[last.start]
    if sheet.line(last.start) < scene.line:
        return unfinished(scene, last.start, f"在本行没有合上，直到第 {sheet.line(last.end - 1)} 行才遇到下一个")
    start, end = last.start, value_end(sheet, last.start)
    if not sheet.text[sheet.line_start(scene.line) : start].strip(" -"):
        end = start + len(sheet.text[start:end].partition(": ")[0])  # the quote opens a key
    value = sheet.text[start:end]
    fact = f"引号合上以后又有“{shown(scene.word().text)}”"
    place = scene.word()
    if value.endswith(mark) and value.count(mark) % 2:  # 'it's': the outer two were meant
        inner = value[1:-1]
        other = "'" if mark == '"' else '"'
        edits = (sheet.edit(start, start + 1, other), sheet.edit(end - 1, end, other))
        return Mend(Diagnostic(codes.AFTER_QUOTE, fact, Label(place)), edits if other not in inner else ())
    other = "'" if mark == '"' else '"'
    if other in value:
        advice = "文字里的引号改用全角的“”，或整段外面换另一种引号"
        return Mend(Diagnostic(codes.AFTER_QUOTE, fact, Label(place), help=advice))
    sure = scene.character not in ",，、;；:："
    edits = (sheet.edit(start, start, other), sheet.edit(end, end, other))
    if sure:
        return Mend(Diagnostic(codes.AFTER_QUOTE, fact, Label(place)), edits, safe=not rows.asks(sheet, start, end))
    line = corrected(sheet, (start, start, other), (end, end, other))
    advice = f"若是一段文字，改为 {line}；若是几项，外面加上方括号 [ ]"
    return Mend(Diagnostic(codes.AFTER_QUOTE, fact, Label(place), help=advice))
