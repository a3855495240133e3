"""A Document in, clean GitHub-flavoured Markdown (GFM) out: one line a paragraph, tables with pipes or in HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import (
    Addressee,
    Align,
    Attachment,
    Attachments,
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Landscape,
    Numbered,
    PageBreak,
    Paragraph,
    Row,
    Run,
    RunIn,
    Runs,
    Signature,
    Table,
    Title,
    attachment_lines,
    attachment_title,
    text_of,
)
from ..exhaustive import assert_never
from .markdown_contents import contents_text, names_attachment
from .markdown_inline import heading_text, line_text
from .markdown_table import table_text


def write_markdown(document: Document) -> str:
    """The whole report; it ends with a line end, and an empty document is an empty text."""
    paragraphs = [text for block in document.blocks for text in _block(block, document) if text]
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def _block(block: Block, document: Document) -> Iterator[str]:
    match block:
        case Title(lines):
            # A line each, as on the page: GitHub's outline then shows both, and a diff says which one changed.
            yield from _titles(lines)
        case Heading(level, number, runs):
            text = heading_text((Run(number), *runs))
            yield f"{'#' * (level + 1)} {text}" if text else ""
        case RunIn(_, number, heading, runs):
            yield line_text((Run(number + text_of(heading), bold=True), *runs))
        case Paragraph(runs) | Addressee(runs):
            yield line_text(runs)
        case Numbered(number, runs):
            yield line_text((Run(number), *runs))
        case Signature(body, date):
            yield line_text((Run(body),))
            yield line_text((Run(date),))
        case Attachments():
            yield from (line_text((Run(line),)) for line in attachment_lines(block))
        case Table():
            yield from _table(block)
        case Attachment() | Contents() | Cover() | Chart() | Landscape() | PageBreak():
            yield from _part(block, document)
        case _:
            assert_never(block)


def _part(block: Attachment | Contents | Cover | Chart | Landscape | PageBreak, document: Document) -> Iterator[str]:
    """What parts a long report: attachments, contents, cover, charts, landscape pages."""
    match block:
        case Attachment(label):
            yield _bold((Run(label),))
            yield from _titles(attachment_title(block, document.blocks))
        case Contents(title, depth):
            yield _bold((Run(title),))
            yield contents_text(document.blocks, depth)
        case Cover(title, fields, foot):
            if not names_attachment(block, document.blocks):
                yield from map(_bold, title)
            yield from (line_text((Run(name), *value)) for name, value in fields)
            yield from map(line_text, foot)
        case Chart():
            yield table_text(_figures(block))
            yield _bold(block.caption)
        case Landscape(blocks):
            for inner in blocks:
                yield from _block(inner, document)
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _titles(lines: Sequence[Runs]) -> Iterator[str]:
    yield from (f"# {text}" for line in lines if (text := heading_text(line)))


def _bold(runs: Runs) -> str:
    return line_text((Run(text_of(runs), bold=True),))


def _table(table: Table) -> Iterator[str]:
    yield _bold(table.caption)
    yield line_text(table.unit)
    yield table_text(table)
    yield from map(line_text, table.notes)


def _figures(chart: Chart) -> Table:
    """A chart's figures as a small table: Mermaid has no bars side by side and prints no figures of bars."""
    unit = f"单位：{chart.unit}" if chart.unit else ""
    rows = [(unit, *(series.name for series in chart.series))]
    rows += [(name, *(f"{series.values[at]:f}" for series in chart.series)) for at, name in enumerate(chart.categories)]
    right: Align = "right"
    aligns: tuple[Align, ...] = ("left", *(right for _ in chart.series))
    cells = (tuple(Cell(((Run(text),),), header=at == 0) for text in row) for at, row in enumerate(rows))
    return Table((1 / len(aligns),) * len(aligns), aligns, tuple(Row(row, at == 0) for at, row in enumerate(cells)))
