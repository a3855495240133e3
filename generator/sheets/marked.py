"""A Markdown file in, its tables (of bars and of HTML) and its paragraphs out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from ..container import Flaw
from ..load.decoding import LIMIT, decode
from ..pattern import deferred
from .sheet import FAR, OpenedFile, Sheet, Told, note_below

NEAR = 4
"""Lines above a table that may tell its name and its unit."""
MOST_COLUMNS = 400
_ROW = deferred(r"<tr[^>]*>(.*?)</tr>")
_CELL = deferred(r"<t[hd]([^>]*)>(.*?)</t[hd]>")
_SPAN = deferred(r'(col|row)span="(\d{1,3})"')
_END = deferred(r"<br\s*/?>")
_RULE = deferred(r"\|?[\s|:]*-[\s|:\-]*")
_MARKS = deferred(r"<[^>]*>|\*\*|\\(?=[*_|\\<>`\[\]#])")


def of_markdown(path: Path) -> OpenedFile | Flaw:
    if path.stat().st_size > LIMIT:
        return Flaw(f"超过 {LIMIT // 1_000_000} MB，没有读")
    source, found = decode(path.read_bytes(), path.name)
    if source is None:
        return Flaw(found[0].message if found else "不是文本")
    lines = source.text.split("\n")
    sheets: list[Sheet] = []
    told: list[str] = []
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        if end == at:
            told.append(_plain(lines[at].lstrip("#").strip()))
            at += 1
            continue
        near = [one for one in told[-NEAR:] if one]
        told += [""] * (end - at)
        sheets.append(_sheet(path.name, lines[at:end], at, near, len(sheets) + 1))
        sheets[-1].note = note_below([_plain(one) for one in lines[end : end + FAR * 2]])
        at = end
    return OpenedFile(path.name, tuple(sheets), Told(path.name, told, lambda line: f"第{line + 1}行"))


def _end_of_table(lines: list[str], at: int) -> int:
    """The line behind the table that begins on a line; the line itself where none does."""
    if lines[at].lstrip().startswith("<table"):
        return next((n + 1 for n in range(at, len(lines)) if "</table>" in lines[n]), len(lines))
    end = at
    while end < len(lines) and lines[end].lstrip().startswith("|") and lines[end].strip() != "|":
        end += 1
    return end  # a bar alone is what is left of a table whose cells stand each in a line of its own


def _sheet(file: str, lines: list[str], first: int, near: list[str], number: int) -> Sheet:
    rows: list[list[str]] = []
    numbers: list[int] = []
    below: set[tuple[int, int]] = set()
    if lines[0].lstrip().startswith("<table"):
        rows, numbers, below = _spanned(lines)
    else:
        for at, line in enumerate(lines):
            if not _RULE.fullmatch(line.strip()):
                cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
                rows.append([_cell(cell) for cell in cells[:MOST_COLUMNS]])
                numbers.append(at)

    def naming(row: int, column: int) -> str:
        return f"第{first + numbers[row] + 1}行第{column + 1}列" if row < len(numbers) else f"表{number}"

    return Sheet(file, f"表{number}", rows, naming, near, after=first, below=below, broken=True)


def _spanned(lines: list[str]) -> tuple[list[list[str]], list[int], set[tuple[int, int]]]:
    """The rows of HTML with each cell in its column; a merged one stands in its first, with what is below it."""
    below: set[tuple[int, int]] = set()
    rows: list[list[str]] = []
    numbers: list[int] = []
    held: dict[int, int] = {}
    for at, line in enumerate(lines):
        for inner in _ROW.findall(line):
            row: list[str] = []
            for marks, text in _CELL.findall(inner):
                begun = len(row)
                row += _below(held, len(row))
                below |= {(len(rows), column) for column in range(begun, len(row))}
                spans = {kind: int(count) for kind, count in _SPAN.findall(marks)}
                for offset in range(spans.get("col", 1)):
                    if spans.get("row", 1) > 1:
                        held[len(row)] = spans["row"] - 1
                    row.append(_cell(text) if not offset else "")
            begun = len(row)
            row += _below(held, len(row))
            below |= {(len(rows), column) for column in range(begun, len(row))}
            rows.append(row)
            numbers.append(at)
    return rows, numbers, below


def _below(held: dict[int, int], at: int) -> Iterator[str]:
    """Empty cells below one that was merged over several rows."""
    while held.get(at, 0):
        held[at] -= 1
        yield ""
        at += 1


def _cell(text: str) -> str:
    """With its line ends."""
    return "\n".join(_plain(one) for one in _END.split(text))


def _plain(text: str) -> str:
    return unescape(_MARKS.sub("", text)).strip()
