"""A text of several lines that YAML folds into one in; whether its lines were numbered to stand apart out."""

from __future__ import annotations

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from ..model import Lines, bare_kind
from ..pattern import deferred
from . import levels, rows
from .mending import MendedText
from .showing import spaces
from .wording import shown

_NUMERAL = "一二三四五六七八九十"
_MARKS = (
    deferred(r"[0-9０-９]{1,2}(?:、|[.．](?![0-9０-９]))"),
    deferred(r"[(（]?[0-9０-９]{1,2}[)）]"),
    deferred(rf"[{_NUMERAL}]{{1,3}}[、.．]"),
    deferred(rf"[(（][{_NUMERAL}]{{1,3}}[)）]"),
    deferred(rf"[{_NUMERAL}]{{1,2}}(?:是|要|来)"),
    deferred(rf"第[{_NUMERAL}]{{1,2}}(?:[，,、：:]|是)"),
    deferred(rf"其[{_NUMERAL}][，,、：:是]"),
    deferred(r"(?:首先|其次|再次|再者|此外|最后)[，,、：:]?"),
    deferred(r"(?:一方面|另一方面)"),
    deferred(r"[①-⑳⑴-⒇⒈-⒛㈠-㈩]"),
    deferred(r"[•●·○▪‧∙◦■□◆◇►➢➤★☆※✓✔] ?|[*+] +"),
)
"""How the lines of one series begin."""
_LATER = deferred(r"^[^1１一首]*[2-9２-９二三四五六七八九②-⑳]|其次|再|此外|最后|另")
"""A series that does not begin at a line's head runs on within its sentence: 主要措施：一是……，二是…… folded."""


def glued(sheet: MendedText, start: int, end: int, style: str) -> Diagnostic | None:
    """Two lines and more of one series, of which YAML makes one paragraph; in a list of lines validate says so itself."""
    texts = [line.strip(" \t　\"'") for line in sheet.text[start:end].split("\n")]
    if style == "folded":
        texts = texts[1:]
    marks = _series(texts)
    if len(marks) < 2 or _of_lines(sheet, sheet.line(start)):
        return None
    fact = f"这段文字分 {sum(map(bool, texts))} 行写，“{shown(marks[0])}”“{shown(marks[1])}”几行会接成一段"
    first = sheet.place(start, start + len(sheet.text[start:end].split("\n", 1)[0].rstrip()))
    return Diagnostic(codes.GLUED, fact, Label(first), help=_advice(sheet, start, style))


def _series(texts: list[str]) -> list[str]:
    """The marks of the longest series; a blank line parts paragraphs, so that what stands behind it is not glued."""
    best: list[str] = []
    for pattern in _MARKS:
        found: list[str] = []
        glued = 0
        for before, text in zip(["", *texts], texts, strict=False):
            match = pattern.match(text)
            if match is not None:
                found.append(match.group().strip())
                glued += bool(before)
        if glued and len(found) > len(best) and not _LATER.search(found[0]):
            best = found
    return best


def _of_lines(sheet: MendedText, line: int) -> bool:
    around = [level.key for level in levels.owners(sheet, line, levels.column(sheet, line))]
    if own := levels.key_at(sheet, line):
        around.append(own)
    kind = rows.kind_at(sheet, around)
    return kind is not None and isinstance(bare_kind(kind), Lines)


def _advice(sheet: MendedText, start: int, style: str) -> str:
    """The line of the key with a | behind it; what stood there goes to a line of its own."""
    line = sheet.line(start)
    head = sheet.text[sheet.line_start(line) : start]
    if style == "folded":
        return f"要分段印，改为 {shown(head.strip())} |"
    item = "；或写成列表，每项一行，前面加“- ”"
    if head.strip(" -"):
        text = sheet.line_text(line)[len(head) :].strip().strip("\"'")
        depth = levels.column(sheet, line) + 1
        return f"要分段印，改为两行：“{shown(head.strip())} |”，下一行{spaces(depth)}写“{shown(text, 40)}”{item}"
    above = next((one for one in range(line - 1, 0, -1) if sheet.line_text(one).strip()), 0)
    key = sheet.line_text(above).strip() if above else ""
    if head.strip() or not key.endswith(":"):
        return "要分段印，写成列表，每项一行，前面加“- ”"
    return f"要分段印，第 {above} 行改为 {shown(key)} |{item}"
