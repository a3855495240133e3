"""The state of one document while its blocks are written: pens of the style, body XML so far, section, what must be kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct, field

from ...document import Block
from ...style import HeadingStyle, Style
from . import measure
from .chart_parts import ChartParts
from .marks import Marks
from .properties import properties
from .runs import Pen, pen
from .sections import Kind, section, section_width


class Sheet(Struct, dict=True):
    """Writers of blocks add to it; `keep` asks that the paragraph being written stays with what follows it."""

    style: Style
    blocks: tuple[Block, ...] = ()
    """All blocks of the document, for the contents."""
    marks: Marks = field(default_factory=Marks)
    keep: bool = False
    following: Block | None = None
    """The block after the one being written."""
    under: str = ""
    """The title or heading that was written last."""
    below: int = 0
    """Blank lines that the last block wants below itself."""
    table_last: bool = False
    xml: list[str] = field(default_factory=list)
    kind: Kind = "portrait"
    ended: bool = False
    """Whether what follows belongs to a section of its own."""
    kinds: set[Kind] = field(default_factory=set)
    """The kinds of section written so far."""
    charts: list[ChartParts] = field(default_factory=list)
    opened: bool = False
    """Whether the page holds nothing yet but the heading that began it."""
    _start: int = 0
    """Where in `xml` the current section begins."""
    _new_page: bool = False
    _last: tuple[tuple[str, ...], str] = ((), "")
    """The children of the properties of the paragraph that was written last, and its runs."""

    @cached_property
    def body(self) -> Pen:
        return pen(self.style.body, justified=True)

    @cached_property
    def title(self) -> Pen:
        return pen(self.style.title.font)

    @cached_property
    def headings(self) -> tuple[Pen, ...]:
        return tuple(pen(heading.font, justified=True) for heading in self.style.headings)

    @property
    def width(self) -> int:
        """Width of the text block of the current section, twentieths of a point."""
        return section_width(self.style.page, self.kind)

    @property
    def written(self) -> int:
        """Paragraphs and tables in the current section so far."""
        return len(self.xml) - self._start

    def heading(self, level: int) -> tuple[int, HeadingStyle]:
        """A level that the style has, and its look: deeper ones look like the deepest."""
        known = min(level, len(self.style.headings))
        return known, self.style.headings[known - 1]

    def break_page(self) -> None:
        """What follows begins a page; nothing to do at the top of one, or below the heading that it began with."""
        self._new_page = not self.ended and self.written > 0 and not self.opened
        if self._new_page:
            self.below = 0

    def begin(self, kind: Kind) -> None:
        """A section of `kind`, which begins a page; the one before is closed if it holds anything."""
        if self.written:
            self.close_table()
            # the section's last paragraph carries its properties: one of their own would take a line, or a page
            children, runs = self._last
            self.xml[-1] = _paragraph((*children, self._section()), runs)
        self.kind, self.ended, self._start = kind, False, len(self.xml)
        self.below, self._new_page = 0, False

    def close_table(self) -> None:
        """Word joins two tables that nothing parts, and neither a body nor a section ends with one."""
        if self.table_last:
            self.paragraph("TableEnd", "")

    def before_table(self) -> None:
        """A table itself can ask neither for a new page nor for lines above it."""
        if self.table_last or self._new_page or self.below:
            self.paragraph("TableEnd", "", keep=self.below > 0)

    def finished(self) -> list[str]:
        """The body's XML with the properties of its last section, piece by piece."""
        self.close_table()
        if not self.written:
            self.paragraph("TableEnd", "")
        return [*self.xml, self._section()]

    def _section(self) -> str:
        self.kinds.add(self.kind)
        return section(self.style, self.kind)

    def paragraph(
        self, style_id: str, runs: str, *own: str, lines: float = 0, keep: bool = False, spaced: str = ""
    ) -> None:
        """Add a paragraph, `lines` blank lines below the last one; `own` are further elements of its properties.

        `spaced` is more of w:spacing: its own distance of lines.
        """
        lines, self.below, self.table_last = max(lines, self.below), 0, False
        kept = "<w:keepNext/>" if keep or self.keep else ""
        begun, self._new_page = "<w:pageBreakBefore/>" if self._new_page else "", False
        before = f'w:before="{round(lines * measure.from_pt(self.style.page.pitch))}"' if lines else ""
        gap = (
            f"<w:spacing {before} {spaced}/>".replace("  ", " ")
            if spaced
            else f"<w:spacing {before}/>"
            if lines
            else ""
        )
        self._last = (f'<w:pStyle w:val="{style_id}"/>', kept, begun, gap, *own), runs
        self.xml.append(_paragraph(*self._last))


def _paragraph(children: Iterable[str], runs: str) -> str:
    return f"<w:p>{properties('pPr', children)}{runs}</w:p>"
