"""A document and its style in, one HTML file out: no script, nothing from outside, ready to be published as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ...document import (
    Addressee,
    Attachment,
    Attachments,
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Landscape,
    Numbered,
    PageBreak,
    Paragraph,
    RunIn,
    Signature,
    Table,
    Title,
    attachment_lines,
    text_of,
)
from ...exhaustive import assert_never
from ...extent import ems
from ...style import Style
from .drawing import drawing
from .look import look
from .outline import Outline
from .sheets import Sheets
from .tables import table
from .text import attribute, numbered, titled, words

_GUARD = "default-src 'none'; style-src 'unsafe-inline'"
"""A second lock: whatever stood in a report, a browser would run and fetch nothing."""


def write_html(document: Document, style: Style) -> str:
    """The whole report; the look of the page is in it."""
    page = _Page(document, style)
    page.write(document.blocks)
    author = f'<meta name="author" content="{attribute(document.author)}">\n' if document.author else ""
    date = f'<meta name="date" content="{attribute(document.date)}">\n' if document.date else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_GUARD}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="zipingbao">\n'
        f"{author}{date}<title>{attribute(document.title) or '报告'}</title>\n"
        f"<style>\n{look(style)}</style>\n</head>\n<body>\n<main>\n{page.sheets.finished()}</main>\n</body>\n</html>\n"
    )


class _Page:
    """Writes the blocks of one document."""

    def __init__(self, document: Document, style: Style) -> None:
        self.style, self.sheets, self.outline = style, Sheets(style), Outline(document.blocks)
        self.under, self.charts, self.tables = "", 0, 0

    def write(self, blocks: Sequence[Block]) -> None:
        for block, following in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Landscape):
                self.sheets.begin("landscape")
                self.write(block.blocks)
                self.sheets.ended = True
                continue
            if isinstance(block, Cover) or (isinstance(block, Attachment) and isinstance(following, Cover)):
                self.sheets.cover()
            elif isinstance(block, (PageBreak, Attachment)) or (isinstance(block, Heading) and block.new_page):
                self.sheets.break_page()
            for line in self._block(block):
                self.sheets.add(line)
            self.sheets.ended |= isinstance(block, Cover)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Title(lines):
                self.under = "".join(map(text_of, lines))
                yield f"<h1>{'<br>'.join(titled(self.sheets.broken(line, self.style.title.font)) for line in lines)}</h1>"
            case Heading():
                yield self._heading(block)
            case RunIn(level, number, heading, runs):
                lead = f"lead{min(level, len(self.style.headings))}"
                yield f'<p class="indent"><span class="{lead}">{words(numbered(number, heading))}</span>{words(runs)}</p>'
            case Paragraph(runs, indent, align):
                kinds = [*(["indent"] if indent else []), *([align] if align != "justify" else [])]
                yield f"<p{_classes(kinds)}>{words(runs)}</p>"
            case Addressee(runs):
                yield f'<p class="addressee">{words(runs)}</p>'
            case Numbered(number, runs):
                yield f'<p class="indent">{words(numbered(number, runs))}</p>'
            case Table():
                self.tables += 1
                yield from table(block, self.tables, self.under, self.style.table)
            case Signature(body, date, seal):
                kind = "sealed" if seal else "unsealed"
                yield f'<div class="signature {kind}"><p>{attribute(body)}</p><p class="date">{attribute(date)}</p></div>'
            case Attachments():
                yield from self._attached(block)
            case Attachment() | Contents() | Cover() | Chart() | PageBreak():
                yield from self._part(block)
            case Landscape():
                raise AssertionError("its blocks are written in its place")
            case _:
                assert_never(block)

    def _part(self, block: Attachment | Contents | Cover | Chart | PageBreak) -> Iterator[str]:
        match block:
            case Attachment():
                yield from self._attachment(block)
            case Contents(title, depth):
                yield f'<nav aria-label="{attribute(title) or "目录"}">'
                yield f'<p class="contents">{attribute(title)}</p>'
                yield from self.outline.contents(depth)
                yield "</nav>"
            case Cover():
                yield from self._cover(block)
            case Chart(_, caption):
                self.charts += 1
                yield from drawing(block, self.charts, self.style)
                yield f"<figcaption>{words(caption)}</figcaption>"
                yield "</figure>"
            case PageBreak():
                pass
            case _:
                assert_never(block)

    def _heading(self, block: Heading) -> str:
        text = numbered(block.number, block.runs)
        self.under = text_of(block.runs)
        entry = self.outline.following()
        kind = "part" if block.centered else f"h{min(block.level, len(self.style.headings))}"
        shown = titled(self.sheets.broken(text, self.style.part.font)) if block.centered else words(text)
        # a heading that says nothing leads nowhere
        tag = f"h{entry.level}" if text_of(text).strip() else "p"
        return f'<{tag} class="{kind}" id="{entry.anchor}">{shown}</{tag}>'

    def _attachment(self, block: Attachment) -> Iterator[str]:
        """The label alone is the heading where a cover below it has the title."""
        entry = self.outline.following()
        opening = f'h{entry.level} id="{entry.anchor}"'
        lines = [titled(self.sheets.broken(line, self.style.attachment.title)) for line in block.lines]
        self.under = "".join(map(text_of, block.lines)) or block.label
        if block.label:
            label = attribute(block.label)
            yield f'<p class="label">{label}</p>' if lines else f'<{opening} class="label">{label}</h{entry.level}>'
        if lines:
            yield f'<{opening} class="attachment">{"<br>".join(lines)}</h{entry.level}>'

    def _attached(self, block: Attachments) -> Iterator[str]:
        """Wrapped lines begin under the name's first character (GB/T 9704-2012 7.3.4)."""
        label = ems("附件：")
        for n, (name, line) in enumerate(zip(block.names, attachment_lines(block), strict=True)):
            lead = ems(line.removesuffix(name))
            left = self.style.indent + (label if n else 0) + lead
            kind = "attached" if n else "attached first"
            yield f'<p class="{kind}" style="padding-left:{left:.2f}em;text-indent:{-lead:.2f}em">{attribute(line)}</p>'

    def _cover(self, block: Cover) -> Iterator[str]:
        tag = "p" if self.outline.titled else "h1"
        self.outline.titled = True
        lines = "<br>".join(titled(self.sheets.broken(line, self.style.cover.title)) for line in block.title)
        if lines:
            yield f'<{tag} class="cover-title">{lines}</{tag}>'
        if block.fields:
            rows = (f"<div><dt>{attribute(name)}</dt><dd>{words(value)}</dd></div>" for name, value in block.fields)
            yield f"<dl>{''.join(rows)}</dl>"
        for n, line in enumerate(block.foot):
            yield f'<p class="{"foot" if n else "foot first"}">{words(line)}</p>'


def _classes(kinds: Sequence[str]) -> str:
    return f' class="{" ".join(kinds)}"' if kinds else ""
