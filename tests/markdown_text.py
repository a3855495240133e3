"""GFM in, the texts of its paragraphs out, read by GitHub's own parser; and a Document's, to compare with."""

from __future__ import annotations

from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

from generator.document import Document, paragraphs_of

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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = [""]
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in _BREAKS:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


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
    """Every printed paragraph, cell by cell; a line break (<br>) ends one too."""
    return folded(_read(markdown).texts)


def paragraphs_of_document(document: Document) -> list[str]:
    """What `paragraphs_of_markdown` must give for the Markdown of this document."""
    return folded([line for text in paragraphs_of(document) for line in text.split("\n")])


def foreign_tags(markdown: str) -> set[str]:
    """Tags that stand in the HTML but for those that a report's Markdown may come to."""
    ours = {"h1", "h2", "h3", "h4", "h5", "p", "br", "strong", "a"}
    return _read(markdown).tags - ours - {"table", "thead", "tbody", "tr", "th", "td"}
