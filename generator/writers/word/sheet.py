"""The state of one document while its blocks are written: pens of the style, body XML so far, what must be kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from ...style import HeadingStyle, Style
from . import measure
from .runs import Pen, pen

_BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")
"""What Word takes as the name of a bookmark."""


@dataclass
class Sheet:
    """Writers of blocks add to it; `keep` asks that the paragraph being written stays with what follows it."""

    style: Style
    width: int
    """Width of the text block of the current section, twentieths of a point."""
    keep: bool = False
    below: int = 0
    """Blank lines that the last block wants below itself."""
    table_last: bool = False
    xml: list[str] = field(default_factory=list)
    bookmarks: dict[str, str] = field(default_factory=dict)

    @cached_property
    def body(self) -> Pen:
        return pen(self.style.body)

    @cached_property
    def title(self) -> Pen:
        return pen(self.style.title.font)

    @cached_property
    def headings(self) -> tuple[Pen, ...]:
        return tuple(pen(heading.font) for heading in self.style.headings)

    def heading(self, level: int) -> tuple[int, HeadingStyle]:
        """A level that the style has, and its look: deeper ones look like the deepest."""
        known = min(level, len(self.style.headings))
        return known, self.style.headings[known - 1]

    def paragraph(self, style_id: str, runs: str, *, lines: int = 0, keep: bool = False, indent: str = "") -> None:
        """Add a paragraph, `lines` blank lines below the last one; `indent` holds its own w:ind and w:jc."""
        lines, self.below, self.table_last = max(lines, self.below), 0, False
        kept = "<w:keepNext/>" if keep or self.keep else ""
        gap = f'<w:spacing w:before="{lines * measure.from_pt(self.style.page.pitch)}"/>' if lines else ""
        self.xml.append(f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{kept}{gap}{indent}</w:pPr>{runs}</w:p>')

    def bookmarked(self, anchor: str, runs: str) -> str:
        """Runs inside a bookmark that contents and references point at."""
        if not anchor:
            return runs
        name, number = self.bookmark(anchor), len(self.bookmarks) - 1
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'

    def bookmark(self, anchor: str) -> str:
        """The bookmark's name of a heading's anchor."""
        fits = _BOOKMARK.fullmatch(anchor) and anchor not in self.bookmarks.values()
        return self.bookmarks.setdefault(anchor, anchor if fits else f"_Toc{len(self.bookmarks) + 1:08}")
