"""A cell of a table in, the row or the column that it is known by out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any

from ..ooxml import W, cells, paragraphs
from ..source import cut
from .shown import SHORT, shown

FARTHEST = 200
"""Rows above a cell among which its heading is looked for, where none is repeated on every page."""
LONGEST = 5
"""Digits of a number of columns: Word has 63 at most."""


def in_table(row: Any, cell: Any) -> str:
    """`“数量指标”一行`, or `“存在问题”一列` where the row's label is not the cell's; nothing where neither is named."""
    beside = list(cells(row))
    own = _merge(cell) == "restart"
    leads = own and next(filter(_words, beside), None) is cell
    label = _words(cell) if leads else _label(beside)
    first = beside[0] if beside else None
    under_another = _merge(first) == "continue" and (len(label) > SHORT or label.endswith("。"))
    if ((own and not leads) or under_another) and (head := _head(row, cell)):
        return f"“{cut(head, SHORT)}”一列"
    return f"“{cut(label, SHORT)}”一行" if label else ""


def _label(beside: list[Any]) -> str:
    """The first cell with words in it, of those of this row alone where there is one."""
    own = (text for one in beside if _merge(one) is None and (text := _words(one)))
    return next(own, next(filter(None, map(_words, beside)), ""))


def _head(row: Any, cell: Any) -> str:
    """What stands over a cell: in the rows that are repeated on every page, else in the nearest one above."""
    at = next((start for one, start, _ in _placed(row) if one is cell), 0)
    heads = list(takewhile(_is_head, row.getparent().iterchildren(f"{W}tr")))
    above = islice(row.itersiblings(f"{W}tr", preceding=True), FARTHEST)
    for other in heads[::-1] if heads and row not in heads else above:
        found = (_words(one) for one, start, end in _placed(other) if start <= at < end and _merge(one) is None)
        if text := next(filter(None, found), ""):
            return text
    return ""


def _is_head(row: Any) -> bool:
    return row.find(f"{W}trPr/{W}tblHeader") is not None


def _placed(row: Any) -> Iterator[tuple[Any, int, int]]:
    """A row's cells with the columns from and to which they go."""
    at = 0
    for cell in cells(row):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        wide = str(span.get(f"{W}val")) if span is not None else "1"
        start, at = at, at + (int(wide) if wide.isdecimal() and len(wide) < LONGEST else 1)
        yield cell, start, at


def _merge(cell: Any) -> str | None:
    """Whether a cell of several rows begins or goes on here."""
    one = cell.find(f"{W}tcPr/{W}vMerge") if cell is not None else None
    return None if one is None else str(one.get(f"{W}val") or "continue")


def _words(cell: Any) -> str:
    text = " ".join(map(shown, paragraphs(cell))).strip()
    return text if any("一" <= sign <= "鿿" for sign in text) else ""
