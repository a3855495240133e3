"""A report's HTML in, the texts of its paragraphs in reading order out, without the entries of contents and drawings."""

from __future__ import annotations

from html.parser import HTMLParser

_BREAKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "div", "br", "figcaption", "table", "caption"}
_SILENT = {"head", "svg", "a"}
"""A link stands in contents alone."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = [""]
        self.silent = 0
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.silent += tag in _SILENT
        if tag in _BREAKS:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT
        if tag in _BREAKS:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts[-1] += data


def html_paragraphs(page: str) -> list[str]:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return ["".join(text.split()) for text in reader.texts if text.split()]
