"""The document tree that templates are parsed into and every output format is written from.

Numbers of headings are computed before a writer sees them and are part of the text. A writer dispatches on the
class of a block; `text_of` gives the words that every format must print.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from .exhaustive import assert_never

Align = Literal["left", "center", "right", "justify"]


class Run(Struct, frozen=True):
    """A stretch of text of one weight; a newline in `text` is a line break within the paragraph (cells only)."""

    text: str
    bold: bool = False


Runs = tuple[Run, ...]


class Title(Struct, frozen=True):
    """The report's title (标题): one or more lines, broken where the template broke them."""

    lines: tuple[Runs, ...]


class Heading(Struct, frozen=True):
    """A heading of level 1 to 4 (一、 （一） 1. （1） by default); `number` is printed before the runs, "" for none.

    A `centered` one opens a part of the report (第一部分), on a new page where `new_page` says so.
    """

    level: int
    number: str
    runs: Runs
    centered: bool = False
    new_page: bool = False
    listed: str = ""
    """The number that is printed in the contents alone."""


class Attachment(Struct, frozen=True):
    """An attachment's beginning (GB/T 9704-2012 7.3.8): a new page, `label` (附件1, "" for none) flush left, its title."""

    label: str
    lines: tuple[Runs, ...]


class Contents(Struct, frozen=True):
    """目录: a title and an entry for every heading down to `depth` (and attachments), each linked; no page number is invented."""

    title: str
    depth: int


class PageBreak(Struct, frozen=True):
    """What follows begins on a new page."""


class Cover(Struct, frozen=True):
    """A form's cover (封面): a title, rows of label and value, and lines at the foot; what follows begins a new page."""

    title: tuple[Runs, ...]
    fields: tuple[tuple[str, Runs], ...]
    foot: tuple[Runs, ...]


class Series(Struct, frozen=True):
    name: str
    values: tuple[Decimal, ...]


class Chart(Struct, frozen=True):
    """A native chart (图): bars to compare years, a pie for a structure; `caption` with its number stands below."""

    kind: Literal["bar", "pie"]
    caption: Runs
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


class Landscape(Struct, frozen=True):
    """Blocks on landscape pages of their own (横排), for wide tables (GB/T 9704-2012 8)."""

    blocks: tuple[Block, ...]


class RunIn(Struct, frozen=True):
    """A heading that runs in with the paragraph it opens: （1）产出指标方面：大厅搬迁…"""

    level: int
    number: str
    heading: Runs
    runs: Runs


class Paragraph(Struct, frozen=True):
    """A paragraph of body text; `indent` says whether its first line is indented by two characters."""

    runs: Runs
    indent: bool = True
    align: Align = "justify"


class Numbered(Struct, frozen=True):
    """A paragraph with a number of its own from a list of the template: `number` is text such as 1. or （1）."""

    number: str
    runs: Runs


class Addressee(Struct, frozen=True):
    """主送机关: flush left below the title; the full-width colon is part of the runs."""

    runs: Runs


class Cell(Struct, frozen=True):
    """A table cell: its paragraphs, and how many rows and columns of the grid it covers."""

    paragraphs: tuple[Runs, ...]
    rowspan: int = 1
    colspan: int = 1
    align: Align | None = None
    header: bool = False


class Row(Struct, frozen=True):
    """Cells that begin in this row, left to right; grid columns covered from above have no cell here."""

    cells: tuple[Cell, ...]
    header: bool = False


class Table(Struct, frozen=True):
    """A table on a grid of `len(widths)` columns; `widths` are shares of the text width that add to 1.

    The first rows with `header` repeat on every page. `caption` stands centred above, `unit` right-aligned above
    (金额单位：万元), `notes` below, one paragraph each. `type_size` and `row_height` are what its template asks for, in
    points, 0 where the style says it; `size` is that of the type, in points, in a table that has to
    be set smaller or closer than usual, 0 in others; `padding` what is left free beside its text, in millimetres, where
    that is less than usual.
    """

    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    rows: tuple[Row, ...]
    caption: Runs = ()
    unit: Runs = ()
    notes: tuple[Runs, ...] = ()
    size: float = 0
    padding: float | None = None
    type_size: float = 0
    row_height: float = 0


class Signature(Struct, frozen=True):
    """落款: the body's name and the date of signing, laid out by GB/T 9704-2012 7.3.5.1 with a seal, 7.3.5.2 without."""

    body: str
    date: str
    seal: bool


class Attachments(Struct, frozen=True):
    """附件说明 (GB/T 9704-2012 7.3.4): the names of the attachments, below the text and above the signature."""

    names: tuple[str, ...]


Block = (
    Title | Heading | RunIn | Paragraph | Numbered | Addressee | Table | Signature | Attachments
    | Attachment | Contents | PageBreak | Cover | Chart | Landscape
)  # fmt: skip


class Document(Struct, frozen=True):
    """A whole report: what its file is called in the properties, who wrote it, and its blocks in order."""

    title: str
    author: str
    date: str
    """ISO date of the report (成文日期), "" where it has none; nothing of it comes from a clock."""
    blocks: tuple[Block, ...]


def opens(block: Block) -> bool:
    """Whether it is a heading that begins a page; what begins one right below it goes onto the same."""
    return isinstance(block, Heading) and block.new_page


def text_of(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def attachment_lines(block: Attachments) -> tuple[str, ...]:
    """附件：1.甲 / 2.乙; a single attachment has no number (GB/T 9704-2012 7.3.4)."""
    if len(block.names) == 1:
        return (f"附件：{block.names[0]}",)
    return tuple(f"{'附件：' if n == 1 else ''}{n}.{name}" for n, name in enumerate(block.names, 1))


def contents_entries(blocks: tuple[Block, ...]) -> Iterator[Heading | Attachment]:
    """What a table of contents can list, in order."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield from contents_entries(block.blocks)
        elif isinstance(block, (Attachment, Heading)):
            yield block


def is_listed(entry: Heading | Attachment, depth: int) -> bool:
    """Whether a table of contents of `depth` levels lists it: attachments always are."""
    return isinstance(entry, Attachment) or entry.level <= depth


def outline_level(entry: Heading | Attachment) -> int:
    """Attachments are outermost, and what opens a part, beside them, is above the headings of its own level."""
    return 2 * entry.level - (entry.centered and not entry.listed) if isinstance(entry, Heading) else 1


def attachment_title(block: Attachment, blocks: tuple[Block, ...]) -> tuple[Runs, ...]:
    """An attachment that has none goes by the title of the cover that follows it."""
    if block.lines:
        return block.lines
    covers = (two for one, two in pairwise(blocks) if one is block and isinstance(two, Cover))
    return next((cover.title for cover in covers), ())


def paragraphs_of(document: Document) -> Iterator[str]:
    """Every printed paragraph as plain text, in reading order, cells row by row: what all formats must agree on.

    A table of contents repeats headings and a chart is a drawing with its data inside: both are each format's own.
    """
    yield from _paragraphs(document.blocks)


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Title(lines):
                yield from (text_of(line) for line in lines)
            case Attachment(label, lines):
                yield from ([label] if label else [])
                yield from (text_of(line) for line in lines)
            case Cover(title, fields, foot):
                yield from (text_of(line) for line in title)
                yield from (name + text_of(value) for name, value in fields)
                yield from (text_of(line) for line in foot)
            case Contents(title):
                yield title
            case Chart(_, caption):
                yield text_of(caption)
            case Landscape(inner):
                yield from _paragraphs(inner)
            case Heading(_, number, runs) | Numbered(number, runs):
                yield number + text_of(runs)
            case RunIn(_, number, heading, runs):
                yield number + text_of(heading) + text_of(runs)
            case Paragraph(runs) | Addressee(runs):
                yield text_of(runs)
            case Signature(body, date):
                yield body
                yield date
            case Attachments():
                yield from attachment_lines(block)
            case Table():
                yield from (text_of(runs) for runs in (block.caption, block.unit) if runs)
                for row in block.rows:
                    for cell in row.cells:
                        yield from (text_of(runs) for runs in cell.paragraphs)
                yield from (text_of(runs) for runs in block.notes)
            case PageBreak():
                pass
            case _:
                assert_never(block)
