"""A text with the marks of a merge that was not finished in (<<<<<<<, =======, >>>>>>>), a finding for each conflict out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label
from ..source import Place, Source
from .wording import shown

_MARK = re.compile(r"(?m)^[ \t]*(<{7}|>{7}|\|{7}|={7})(?:[ \t]+([^\n]*))?$")
_ROLES = {"=": "以下是另一边", "|": "以下是改动之前的", ">": "到这里为止"}


def conflicts(source: Source) -> tuple[Diagnostic, ...]:
    """A line of seven = or | is a mark only between those of a conflict: a text may hold one of its own."""
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return ()
    return tuple(_finding(source, marks) for marks in _grouped(source.text))


def _grouped(text: str) -> Iterator[list[re.Match[str]]]:
    """The marks of each conflict; where somebody deleted some of them, those that are left."""
    group: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if mark[1][0] == "<" and group:
            yield group
            group = []
        group.append(mark)
        if mark[1][0] == ">":
            yield group
            group = []
    if any(mark[1][0] in "<>" for mark in group):
        yield group


def _finding(source: Source, marks: list[re.Match[str]]) -> Diagnostic:
    first, *others = [mark for mark in marks if mark[1][0] in "<>"][:1] + [
        mark for mark in marks if mark[1][0] not in "<"
    ]
    sides = [shown(mark[2].rstrip()) for mark in marks if mark[1][0] in "<>" and mark[2]]
    whose = f"（{'与'.join(sides)}）" if sides else ""
    advice = "留下要用的一边，删去另一边和 <<<<<<<、=======、>>>>>>> 这几行"
    labels = tuple(Label(_place(source, mark), _ROLES[mark[1][0]]) for mark in others if mark is not first)
    fact = f"这里有版本合并时没有解决的冲突{whose}：两边的内容都在文件里"
    return Diagnostic(codes.CONFLICT, fact, Label(_place(source, first)), labels, help=advice)


def _place(source: Source, mark: re.Match[str]) -> Place:
    return Place(source, mark.start(1), mark.start(2) + len(mark[2].rstrip()) if mark[2] else mark.end(1))
