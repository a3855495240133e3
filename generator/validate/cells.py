"""A text that was pasted under `键: |` in, its rows of cells out, each cell with its place in the file.

Cells stand between tabs or |, as Excel, WPS and Markdown give them, or between runs of blanks, as a PDF or an editor does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ..nodes import Node, Scalar
from ..pattern import deferred
from ..source import Place

LEFT_EMPTY = "空"
"""What says that a value is left empty on purpose."""
TOP = 8
"""Rows from the top that tell whether a text is a table."""
SPREAD = frozenset({"合计", "小计", "总计", "共计"})
"""Words that are written with blanks inside (合  计)."""
_RULE = deferred(r"[\s|:]*-[\s|:\-]*")
LONGEST = 10_000
"""Characters of a cell of several lines; in one that is longer a quotation mark is none of Excel's."""
_WIDE = deferred(r"(?: {2,}|　)[ 　]*")
_ANY = deferred(r"[ 　]+")
_FIGURE = deferred(r"[ 　][-−]?[0-9０-９][0-9０-９,.]*(?:[ 　]+[-－—–/／\\＼]+)*$")
_DASH = deferred(r"[-－—–―−─﹣/／\\＼]+")


class PastedCell(Struct, frozen=True):
    text: str
    place: Place

    @property
    def empty(self) -> bool:
        """Blank, or a dash that says that nothing can stand here."""
        return not self.text or _DASH.fullmatch(self.text) is not None


Row = list[PastedCell]


def is_pasted(node: Node) -> bool:
    """Whether a value looks like a table: several lines, with cells."""
    if not isinstance(node, Scalar) or "\n" not in node.text.strip("\n"):
        return False
    lines = [line for line in node.text.split("\n") if line.strip()][:TOP]
    if sum(map(_signed, lines)) > 1 or sum(_WIDE.search(line.strip()) is not None for line in lines) > 1:
        return True
    return any(_FIGURE.search(line.rstrip()) for line in lines) and all(" " in line.strip() for line in lines[:2])


def spaced(node: Scalar) -> bool:
    """Whether only blanks stand between the cells: one that is empty cannot be seen there."""
    return not any(map(_signed, node.text.split("\n")))


def rows_of(node: Scalar) -> list[Row]:
    """The cells of each line; the number of a line's blanks says nothing where another has tabs or |."""
    blank = None
    if spaced(node):
        blank = _WIDE if sum(_WIDE.search(line.strip()) is not None for line in node.text.split("\n")) > 1 else _ANY
    return list(_rows(node, blank))


def _signed(line: str) -> bool:
    return "\t" in line or "|" in line or "｜" in line


def _rows(node: Scalar, blank: re.Pattern[str] | None) -> Iterator[Row]:
    """A literal's line k stands in the file on the k-th line behind its `|`."""
    source, at = node.place.source, node.place.start
    framed = _framed(node.text.split("\n"))
    lines, raw = node.text.split("\n"), node.place.text.split("\n")
    open_row: Row = []
    for number, line in enumerate(lines):
        if number + 1 >= len(raw):
            break
        at += len(raw[number]) + 1
        written = raw[number + 1]  # the last one lacks the blanks at its end
        start = at + len(written) - len(written.lstrip(" ")) - len(line) + len(line.lstrip(" "))
        if not line.strip() or _RULE.fullmatch(line):
            continue
        parts = _between(line, framed) if blank is None else _split(line, blank)
        row = [PastedCell(text, Place(source, start + begin, start + end)) for text, begin, end in parts]
        if open_row:  # Excel puts a cell of several lines in quotes
            broken = open_row[-1]
            row = [*open_row[:-1], PastedCell(broken.text + row[0].text, broken.place), *row[1:]]
        if row and row[-1].text.startswith('"') and len(row[-1].text) <= LONGEST and row[-1].text.count('"') % 2:
            open_row = row
            continue
        open_row = []
        yield [_unquoted(cell) for cell in row]
    if open_row:
        yield open_row


def _unquoted(cell: PastedCell) -> PastedCell:
    text = cell.text
    whole = len(text) > 1 and text[0] == text[-1] == '"' and text.count('"') % 2 == 0
    return PastedCell(text[1:-1].replace('""', '"').strip(), cell.place) if whole else cell


def _framed(lines: list[str]) -> bool:
    """Whether | stands before the first cells too: else a line that begins with one has an empty cell there."""
    barred = [line.lstrip() for line in lines if "\t" not in line and _signed(line)]
    return 2 * sum(line.startswith(("|", "｜")) for line in barred) > len(barred)


def _between(line: str, framed: bool) -> Iterator[tuple[str, int, int]]:
    """The text of each cell between tabs or |, with where it begins and ends in the line."""
    sign = "\t" if "\t" in line else "|" if "|" in line else "｜"
    begin, stop = 0, len(line)
    if sign != "\t":
        begin += line.index(sign) + 1 if framed and line.lstrip().startswith(sign) else 0
        stop = len(line.rstrip(" ")) - (1 if framed and line.rstrip().endswith(sign) else 0)
    while begin <= stop:
        end = line.find(sign, begin, stop)
        end = stop if end < 0 else end
        cell = line[begin:end]
        text = cell.strip()
        start = begin + (cell.index(text) if text else 0)
        yield text, start, start + len(text)
        begin = end + 1


def _split(line: str, blank: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """The same between runs of blanks."""
    begin, stop = len(line) - len(line.lstrip()), len(line.rstrip())
    for gap in blank.finditer(line, begin, stop):
        if gap.end() < stop and line[begin : gap.start()] + line[gap.end()] in SPREAD:
            continue
        yield line[begin : gap.start()], begin, gap.start()
        begin = gap.end()
    yield line[begin:stop], begin, stop
