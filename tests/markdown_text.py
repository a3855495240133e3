"""GFM in, the texts of its paragraphs out, read by GitHub's own parser; and a Document's, to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options
from msgspec.structs import replace

from generator.document import Block, Chart, Document, Landscape, Paragraph, Run, paragraphs_of

_BREAKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "tr",
    "table",
    "br",
    "li",
    "ol",
    "ul",
    "pre",
    "hr",
    "blockquote",
}
"""Tags at which a paragraph ends; those that the writer must never cause are told apart by `foreign_tags`."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CORNER = re.compile("(?:单位：.*)?")


class _Reader(HTMLParser):
    """`texts` without the entries of contents; `entries` are those, with the anchors that they lead to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = [""]
        self.tags: set[str] = set()
        self.entries: list[tuple[str, str]] = []
        self.headings: list[str] = []
        self.open: list[str] = []
        self.anchor: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.open.append(tag)
        if tag in _BREAKS:
            self.texts.append("")
        if tag == "a" and "li" in self.open and (dict(attrs).get("href") or "").startswith("#"):
            self.anchor = unquote((dict(attrs)["href"] or "")[1:])
            self.entries.append(("", self.anchor))
        if tag in _HEADINGS:
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]
        if tag in _BREAKS:
            self.texts.append("")
        if tag == "a":
            self.anchor = None

    def handle_data(self, data: str) -> None:
        if self.anchor is not None:
            self.entries[-1] = (self.entries[-1][0] + data, self.anchor)
            return
        self.texts[-1] += data
        if any(tag in _HEADINGS for tag in self.open):
            self.headings[-1] += data


def _read(markdown: str) -> _Reader:
    reader = _Reader()
    # Without the option, cmark drops raw HTML; GitHub keeps tables and <strong>.
    reader.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
    reader.close()
    return reader


def folded(texts: list[str]) -> list[str]:
    """White space folded, as every Markdown reader does; texts of nothing but white space left out."""
    return [text for text in (" ".join(text.split()) for text in texts) if text]


def paragraphs_of_markdown(markdown: str) -> list[str]:
    """Every printed paragraph, cell by cell, but the entries of contents; a line break (<br>) ends one too."""
    return folded(_read(markdown).texts)


def without_charts(markdown: str) -> str:
    """The figures of charts left out: pipes with 单位 or nothing in the corner, and a bold caption below."""
    blocks = markdown.rstrip("\n").split("\n\n")
    below = [*blocks[1:], ""]
    return "\n\n".join(block for block, after in zip(blocks, below, strict=True) if not _is_chart(block, after)) + "\n"


def _is_chart(block: str, below: str) -> bool:
    if not block.startswith("| ") or not re.fullmatch(r"(?s)(?:\*\*|<strong>).+(?:\*\*|</strong>)", below):
        return False
    return _CORNER.fullmatch(block[2:].split(" | ")[0].strip(" |")) is not None


def contents_of_markdown(markdown: str) -> list[tuple[str, str]]:
    """The entries of a report's contents, each with the anchor that it leads to."""
    return [(" ".join(text.split()), anchor) for text, anchor in _read(markdown).entries]


def headings_of_markdown(markdown: str) -> list[str]:
    return _read(markdown).headings


def paragraphs_of_document(document: Document) -> list[str]:
    """What `paragraphs_of_markdown` must give for the Markdown of this document: the figures of charts too."""
    shown = replace(document, blocks=tuple(_with_figures(document.blocks)))
    return folded([line for text in paragraphs_of(shown) for line in text.split("\n")])


def _with_figures(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _with_figures(block.blocks)
            continue
        if isinstance(block, Chart):
            texts = [f"单位：{block.unit}" if block.unit else "", *(one.name for one in block.series)]
            for at, category in enumerate(block.categories):
                texts += [category, *(str(one.values[at]) for one in block.series)]
            yield from (Paragraph((Run(text),)) for text in texts)
        yield block


def foreign_tags(markdown: str, *, contents: bool = False) -> set[str]:
    """Tags that stand in the HTML but for those that a report's Markdown may come to."""
    ours = {"h1", "h2", "h3", "h4", "h5", "p", "br", "strong", "a", *(("ul", "li") if contents else ())}
    return _read(markdown).tags - ours - {"table", "thead", "tbody", "tr", "th", "td"}
