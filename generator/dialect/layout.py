"""A Document and its style in, the same out as it goes onto pages: columns, forms of one page, labels told again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from msgspec.structs import replace

from ..document import Attachment, Block, Cover, Document, Heading, Landscape, PageBreak, Table, Title, opens
from ..grid import LINE, text_block
from ..style import Style
from .columns import fitted, sizes
from .filling import Filling
from .labels import told_again

_TALL = 1.45
"""Height of a line in type whose maker left more between lines, of its size: what LibreOffice puts for fonts that a
machine lacks."""
_SURE = 0.985
"""The share of a page's height that is filled at most."""


def laid_out(document: Document, style: Style) -> Document:
    """Once for every format, so that all have the same words."""
    return replace(document, blocks=tuple(_laid_out(document.blocks, style)))


def _laid_out(blocks: Sequence[Block], style: Style, *, across: bool = False) -> list[Block]:
    """`across` where the blocks stand on landscape pages."""
    inner = [
        Landscape(tuple(_laid_out(block.blocks, style, across=True))) if isinstance(block, Landscape) else block
        for block in _headed(blocks)
    ]
    out: list[Block] = []
    for page in _pages(inner):
        form = _form(page, style, across=across)
        out += form or told_again(_columns(page, style, across=across), style, across=across)
    return out


def _headed(blocks: Sequence[Block]) -> list[Block]:
    """A heading that begins a page, and has nothing below it but landscape pages, goes onto the first of them."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Landscape) and out and opens(out[-1]):
            block = Landscape((out.pop(), *block.blocks))
        out.append(block)
    return out


def _pages(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks from one certain beginning of a page to the next; what only parts pages stands alone."""
    page: list[Block] = []
    for block in blocks:
        if isinstance(block, PageBreak | Cover | Landscape):
            yield page
            yield [block]
            page = []
        elif (isinstance(block, Attachment) or opens(block)) and not (len(page) == 1 and opens(page[0])):
            yield page
            page = [block]
        else:
            page.append(block)
    yield page


def _form(blocks: Sequence[Block], style: Style, *, across: bool) -> list[Block] | None:
    """Tables that are a page of their own, under no more than a title, set so that they end on it; None if they cannot."""
    head = list(takewhile(lambda block: isinstance(block, Title | Heading | Attachment), blocks))
    if len(head) == len(blocks) or not all(isinstance(block, Table) for block in blocks[len(head) :]):
        return None
    usual = _columns(blocks, style, across=across)
    if _fits(usual, style, _TALL, across=across):
        return usual
    own = max((block.type_size for block in blocks if isinstance(block, Table)), default=0)
    for size in sizes(style, own or style.table.font.size):
        smaller = _columns(blocks, style, across=across, size=size)
        if _fits(smaller, style, LINE, across=across):
            return smaller
    return None


def _columns(blocks: Sequence[Block], style: Style, *, across: bool, size: float = 0) -> list[Block]:
    """The blocks with the columns of their tables fitted, those of one form together."""
    out: list[Block] = []
    forms = groupby(blocks, key=lambda block: block.widths if isinstance(block, Table) else None)
    for widths, found in forms:
        if widths is None:
            out += found
            continue
        form: list[Table] = []
        for table in found:
            if not isinstance(table, Table):
                continue
            if form and table.caption:
                out += fitted(form, style, across=across, size=size)
                form = []
            form.append(table)
        out += fitted(form, style, across=across, size=size)
    return out


def _fits(blocks: Sequence[Block], style: Style, line: float, *, across: bool) -> bool:
    """Whether the blocks end on the page that they begin, with lines of a table as high as `line` of its type."""
    page = Filling(style, across=across)
    room = text_block(style, across=across)[1] * _SURE
    for block in blocks:
        height = page.height(block, line)
        if height is None:
            return False
        room -= height
    return room >= 0
