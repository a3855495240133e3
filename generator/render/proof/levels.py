"""The text of a template in the order in which it may be printed in; a heading that surely jumps a level is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...codes.templates import SKIPPED_LEVEL
from ...pack import Pack
from ..mistakes import source_of
from .reader import Findings

_HEADING = re.compile(r"(#{1,6})[ \t]")
_BEFORE = re.compile(r"(?:\s|\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\})*$")
FREE = -1
"""Behind a heading with a number of its own, whose parts are counted as it likes."""


class Levels:
    """`last` are the levels that the heading above may have: 0 is a title."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.last: frozenset[int] = frozenset({FREE})
        self.known: dict[tuple[str, int, str], tuple[tuple[int, bool, int], ...]] = {}

    def apart(self, read: Callable[[], None]) -> None:
        """What is read there prints nothing here."""
        before = self.last
        read()
        self.last = before

    def text(self, data: str, line: int, pack: Pack) -> None:
        if "#" not in data:
            return
        key = (self.findings.template, line, data)
        if key not in self.known:
            self.known[key] = tuple(self.headings(data, line, pack))
        for level, numbered, at in self.known[key]:
            self.heading(level, numbered, at)

    def headings(self, data: str, line: int, pack: Pack) -> Iterator[tuple[int, bool, int]]:
        """Each heading's level, whether it has a number of its own, and its line."""
        source = source_of(pack, self.findings.template)
        for offset, piece in enumerate(data.split("\n")):
            match = _HEADING.match(piece.lstrip())
            if match is None or line + offset > len(source.line_starts):
                continue
            written = source.line_text(line + offset)
            at = written.find(match[0])
            if at >= 0 and _BEFORE.match(written[:at]):
                yield len(match[1]) - 1, "编号" in written[at:], line + offset

    def heading(self, level: int, numbered: bool, line: int) -> None:
        if numbered:
            self.last = frozenset({FREE})
            return
        if all(FREE < above < level - 1 for above in self.last):
            above = max(self.last)
            marks = "#" * (above + 2)
            message = f"标题跳了一级：上面最低的是 {'#' * (above + 1)}，这里是 {'#' * (level + 1)}"
            self.findings.say(SKIPPED_LEVEL, message, line, "", f"改成 {marks}，或补上中间的一级")
        self.last = frozenset({level})
