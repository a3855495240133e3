"""A paragraph in, where it stands in words out: under which heading, in which row of a table."""

from __future__ import annotations

from typing import Any

from ..ooxml import W
from ..source import cut
from .cells import in_table
from .opened import OpenedDocx
from .shown import SHORT, shown

BEGINNING = 11
"""Characters by which a paragraph is known."""


class Places:
    """Goes through a document's paragraphs in order and remembers the last heading."""

    def __init__(self, document: OpenedDocx) -> None:
        self._headings = document.headings
        self._paragraph: Any = None
        self._heading = ""

    def at(self, paragraph: Any) -> None:
        """Go on to the next paragraph."""
        self._paragraph = paragraph
        if self._is_heading(paragraph):
            self._heading = shown(paragraph).strip() or self._heading

    def here(self) -> str:
        """`“一、概况”下`, `“三、绩效”下的表“数量指标”一行`, `开头的表“存在问题”一列` of a cell that spans rows."""
        under = f"“{cut(self._heading, SHORT)}”下" if self._heading else "开头"
        row = next(self._paragraph.iterancestors(f"{W}tr"), None) if self._paragraph is not None else None
        if row is None:
            return "标题" if self._paragraph is not None and self._is_heading(self._paragraph) else under
        cell = next(self._paragraph.iterancestors(f"{W}tc"), None)
        return f"{under}的表{in_table(row, cell)}"

    def within(self) -> str:
        """The same, with the paragraph's first words where it is no row that tells."""
        text = shown(self._paragraph).strip() if self._paragraph is not None else ""
        here = self.here()
        return here if here.endswith(("一行", "一列")) or not text else f"{here}“{cut(text, BEGINNING)}”一段"

    def _is_heading(self, paragraph: Any) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = style is not None and style.get(f"{W}val") in self._headings
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        return own.get(f"{W}val") != "9" if own is not None else named
