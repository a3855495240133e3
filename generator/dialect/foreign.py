"""A paragraph's text in; faults out for marks of Markdown at the start of a line that would be printed as they are."""

from __future__ import annotations

import re

from ..codes.dialect import BROKEN_HEADING, BROKEN_TABLE, FOREIGN_MARK, TOO_DEEP, UNCLOSED_BLOCK
from .faults import Faults, quote

_MARK = re.compile(
    r"""^[^\S\n]*(?:
    (?P<hashes>\#+)
    | (?P<quote>>)
    | (?P<code>```|~~~)
    | (?P<rule>([-*_=])[^\S\n]*(?:\5[^\S\n]*)+$)
    | (?P<colons>[:：]{3,})
    | (?P<row>\|.*\|[^\S\n]*$)
    )""",
    re.VERBOSE | re.MULTILINE,
)
_SIGNS = frozenset("#>`~-*_=:：|")
_FOREIGN = {"quote": "引用", "code": "代码块", "rule": "分隔线"}


def check_paragraph(text: str, line: int, faults: Faults) -> None:
    """Report each kind once, at its first line."""
    if text[0] not in _SIGNS and "\n" not in text and not text[0].isspace():
        return
    seen: set[str] = set()
    for match in _MARK.finditer(text):
        kind = match.lastgroup or ""
        if match["rule"]:
            kind = "rule"
        if kind not in seen:
            seen.add(kind)
            _report(kind, match, line + text.count("\n", 0, match.start()), faults)


def _report(kind: str, match: re.Match[str], line: int, faults: Faults) -> None:
    rest = match.string[match.start() :].split("\n", 1)[0].strip()
    if kind == "hashes" and len(match["hashes"]) > 5:
        faults.report(TOO_DEEP, f"标题层次太深：{quote(rest)}", line, advice="最深写到 #####")
    elif kind == "hashes":
        marks = match["hashes"]
        written = f"{marks} {rest[len(marks) :].strip()}".rstrip()
        faults.report(
            BROKEN_HEADING,
            f"这一行不成标题：{quote(rest)}",
            line,
            advice=f"从行首写 {written}；要印 # 时写成 \\#",
        )
    elif kind == "colons":
        faults.report(UNCLOSED_BLOCK, f"::: 前面缺空行：{quote(rest)}", line, advice="前面空一行，从行首写起")
    elif kind == "row":
        faults.report(
            BROKEN_TABLE,
            f"表格缺少分隔行：{quote(rest)}",
            line,
            advice="表头下面写一行，如 | --- | ---: |",
        )
    else:
        faults.report(
            FOREIGN_MARK,
            f"模板里不能用{_FOREIGN[kind]}：{quote(rest)}",
            line,
            advice="只写文字；要原样印出来时在行首加反斜杠 \\",
        )
