"""Rendered template text in, its blocks in order out: paragraphs, headings, titles, tables, `:::` lines and lists.

Lists nest as in CommonMark (0.31, 5.2 and 5.3): what is indented as far as an item's text belongs to it. Code, quotes,
headings underlined, references and HTML are no blocks: what looks like them is a paragraph, and `foreign` tells it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Literal, NamedTuple

from .limits import MOST_LEVELS

PARAGRAPH: Literal["paragraph"] = "paragraph"
HEADING: Literal["heading"] = "heading"
TITLE: Literal["title"] = "title"
FENCE: Literal["fence"] = "fence"
PIPE_TABLE: Literal["pipe table"] = "pipe table"
HTML_TABLE: Literal["HTML table"] = "HTML table"
LIST: Literal["list"] = "list"
ITEM: Literal["item"] = "item"
ITEM_END: Literal["item end"] = "item end"
LIST_END: Literal["list end"] = "list end"
Kind = Literal[
    "paragraph", "heading", "title", "fence", "pipe table", "HTML table", "list", "item", "item end", "list end"
]

ORDERED = ".)"
"""The signs of lists with numbers."""

_DELIMITER = re.compile(r"[^\S\n]*(?:\|[^\S\n]*)?:?-+:?[^\S\n]*(?:\|[^\S\n]*:?-+:?[^\S\n]*)*(?:\|[^\S\n]*)?")
_TITLE = re.compile(r"#[ \t]+\S")
_HEADING = re.compile(r"(#{1,6})(?![^ \t])")
_HEADING_END = re.compile(r"[ \t]#+[ \t]*$")
_MARKER = re.compile(r"(?:([0-9]{1,9})([.)])|([-+*]))(?=[ \t]|$)")
_SIGNS = frozenset("#:：<-+*0123456789")
"""What every block begins with that is no paragraph and needs no line below it."""
_BROKEN = re.compile(r"(?:\\|(?<! ) {2,}|<br\s*/?>\s*)$", re.IGNORECASE)
_FENCE = re.compile(r"[:：]{3,}")
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_BEYOND_TABLE = re.compile(r"^[^\S\n]*(?:[:：]{3}|#{1,6}[ \t]|<table[\s>])", re.MULTILINE | re.IGNORECASE)
_TAB = 4
_CODE = 4
"""Columns of indent from which a line goes on with the paragraph above, whatever it says."""


class Token(NamedTuple):
    """A block, or where a list or an item of one begins and ends.

    `markup` is the `#` of a heading and the sign of a list's items; `start` is the number of a list's first item.
    """

    kind: Kind
    line: int
    content: str = ""
    markup: str = ""
    start: int = 1


def block_tokens(text: str) -> list[Token]:
    """All blocks; lines that hold only white space (full-width too) count as blank."""
    reader = _Reader(text)
    reader.read()
    return reader.tokens


class _Line(NamedTuple):
    """A line from its first character that is neither space nor tab: its text, "" for a blank one, the columns before
    it, and where it begins in the source."""

    text: str
    width: int
    at: int


class _Marker(NamedTuple):
    """What an item of a list begins with: its characters, the sign that all items share, its number (1 for a bullet)."""

    length: int
    sign: str
    number: int


def _lines(source: str) -> list[_Line]:
    """The source's lines, and a blank one below them."""
    lines, start = [], 0
    for raw in source.split("\n"):
        text = raw.lstrip(" \t")
        before = len(raw) - len(text)
        lines.append(_Line(text if text.strip() else "", _columns(raw[:before], 0) if before else 0, start + before))
        start += len(raw) + 1
    lines.append(_Line("", 0, len(source)))
    return lines


def _columns(white: str, column: int) -> int:
    """The column that spaces and tabs lead to from another."""
    for character in white:
        column += _TAB - column % _TAB if character == "\t" else 1
    return column


class _Reader:
    """Reads from `line` on what begins at `margin` columns or further: all of a text, or of one item of a list."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = _lines(source)
        self.count = len(self.lines) - 1
        self.table_ends = [match.end() for match in _TABLE_END.finditer(source)]
        self.tokens: list[Token] = []
        self.line = self.margin = self.depth = 0
        self.list_margin = -1
        """The columns at which the list around begins."""

    def read(self) -> None:
        while self.line < self.count:
            line = self.lines[self.line]
            if not line.text:
                self.line += 1
            elif line.width < self.margin:
                return
            else:
                self.block(line)

    def block(self, line: _Line) -> None:
        if line.text[0] not in _SIGNS and self.alone(self.line + 1):
            self.take(PARAGRAPH, line.text.strip(), self.line + 1)
            return
        for begins, read in _BLOCKS:
            if begins(self, self.line):
                read(self, self.line)
                return
        if marker := self.list_marker(self.line):
            self.list(marker)
        else:
            self.paragraph(self.line)

    def take(self, kind: Kind, content: str, below: int, markup: str = "") -> None:
        self.tokens.append(Token(kind, self.line, content, markup))
        self.line = below

    def alone(self, below: int) -> bool:
        """Whether no line below goes on with a paragraph: it is blank, or the next item of the list around."""
        line = self.lines[below]
        if not line.text:
            return True
        return line.width < self.margin and line.width - self.list_margin < _CODE and bool(_MARKER.match(line.text))

    # Paragraphs and headings

    def paragraph(self, line: int) -> None:
        """What is nothing else, to the next blank line or block."""
        below = line + 1
        while self.lines[below].text and not self.interrupts(below):
            below += 1
        rows = (" " * (one.width - self.margin) + one.text for one in self.lines[line:below])
        self.take(PARAGRAPH, "\n".join(rows).strip(), below)

    def interrupts(self, line: int) -> bool:
        """Whether a paragraph ends above a line that is not blank."""
        if self.lines[line].width - self.margin >= _CODE:
            return False
        if any(begins(self, line) for begins, _ in _BLOCKS):
            return True
        marker = self.list_marker(line)
        if marker is None or self.lines[line].width < self.margin:
            return marker is not None
        return marker.number == 1 and bool(self.lines[line].text[marker.length :].strip(" \t"))

    def is_heading(self, line: int) -> bool:
        return _HEADING.match(self.lines[line].text) is not None

    def heading(self, line: int) -> None:
        text = self.lines[line].text
        marks = len(text) - len(text.lstrip("#"))
        self.take(HEADING, _HEADING_END.sub("", text[marks:]).strip(), line + 1, text[:marks])

    def is_title(self, line: int) -> bool:
        return _TITLE.match(self.lines[line].text) is not None

    def title(self, line: int) -> None:
        """A title goes on below where its line is broken: a heading of Markdown would end with its first line."""
        rows = [self.lines[line].text[1:].lstrip()]
        below = line + 1
        while _BROKEN.search(rows[-1]) and self.lines[below].text:
            rows.append(self.lines[below].text)
            below += 1
        rows[-1] = rows[-1].rstrip()
        self.take(TITLE, "\n".join(rows), below)

    # Blocks and tables

    def is_fence(self, line: int) -> bool:
        return _FENCE.match(self.lines[line].text) is not None

    def fence(self, line: int) -> None:
        self.take(FENCE, self.lines[line].text.strip(), line + 1)

    def is_pipe_table(self, line: int) -> bool:
        below = self.lines[line + 1]
        if "|" not in below.text or "|" not in self.lines[line].text or below.width < self.margin:
            return False
        return _DELIMITER.fullmatch(below.text) is not None

    def pipe_table(self, line: int) -> None:
        below = line + 2
        while "|" in self.lines[below].text and self.lines[below].width >= self.margin:
            below += 1
        self.take(PIPE_TABLE, "\n".join(one.text for one in self.lines[line:below]), below)

    def is_html_table(self, line: int) -> bool:
        return _TABLE.match(self.lines[line].text) is not None

    def html_table(self, line: int) -> None:
        """A `<table>` to its end, over blank lines; one without an end goes to the next block that it cannot hold."""
        start = self.lines[line].at
        at = bisect_right(self.table_ends, start)
        stop = self.table_ends[at] if at < len(self.table_ends) else len(self.source)
        beyond = _BEYOND_TABLE.search(self.source, start + 1, stop)
        if beyond:
            stop = beyond.start()
        below = line
        while below < self.count and self.lines[below].at < stop:
            below += 1
        last = self.lines[below - 1]
        self.take(HTML_TABLE, self.source[start : last.at + len(last.text)].rstrip(), below)

    # Lists

    def list_marker(self, line: int) -> _Marker | None:
        """The marker of a line that begins a list; lists deeper than any may be stay text."""
        width = self.lines[line].width
        if self.depth > MOST_LEVELS or (0 <= self.list_margin <= width - _CODE and width < self.margin):
            return None
        return self.marker(line)

    def marker(self, line: int) -> _Marker | None:
        match = _MARKER.match(self.lines[line].text)
        return match and _Marker(match.end(), match[2] or match[3], int(match[1] or 1))

    def list(self, marker: _Marker) -> None:
        """A list and all its items: those that begin with the same sign."""
        self.tokens.append(Token(LIST, self.line, markup=marker.sign, start=marker.number))
        item: _Marker | None = marker
        while item and item.sign == marker.sign:
            self.item(item)
            item = self.marker(self.line) if self.goes_on(self.line) else None
        self.tokens.append(Token(LIST_END, self.line))

    def goes_on(self, line: int) -> bool:
        """Whether a line below an item may be the next of its list."""
        within = line < self.count and self.lines[line].width >= self.margin
        return within and not any(begins(self, line) for begins, _ in _LIST_ENDS)

    def item(self, marker: _Marker) -> None:
        """An item: its marker, and what is indented as far as its text."""
        first = self.lines[self.line]
        text = first.text[marker.length :].lstrip(" \t")
        began = first.width + marker.length
        column = _columns(first.text[marker.length : len(first.text) - len(text)], began)
        indent = column - began if text and column - began <= _CODE else 1
        around = self.margin, self.list_margin
        self.margin, self.list_margin, self.depth = began + indent, self.margin, self.depth + 1
        self.lines[self.line] = _Line(text, column, first.at + len(first.text) - len(text))
        self.tokens.append(Token(ITEM, self.line))
        if text or self.lines[self.line + 1].text:
            self.read()
        else:  # an empty item with a blank line below holds nothing
            self.line = min(self.line + 2, self.count)
        self.tokens.append(Token(ITEM_END, self.line))
        (self.margin, self.list_margin), self.depth = around, self.depth - 1


_Blocks = tuple[tuple[Callable[[_Reader, int], bool], Callable[[_Reader, int], None]], ...]
_LIST_ENDS: _Blocks = (
    (_Reader.is_fence, _Reader.fence),
    (_Reader.is_html_table, _Reader.html_table),
    (_Reader.is_pipe_table, _Reader.pipe_table),
    (_Reader.is_title, _Reader.title),
)
_BLOCKS: _Blocks = (*_LIST_ENDS, (_Reader.is_heading, _Reader.heading))
