"""A Document in, the bytes of a file in one of the formats out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..exhaustive import assert_never

if TYPE_CHECKING:
    from ..document import Document
    from ..formats import Written
    from ..style import Style
    from .word.kept import Properties


def write(
    document: Document, style: Style, properties: Properties, format: Written, source: bytes | None = None
) -> bytes:
    """A document in the page style of its pack; `properties` are shown among those of a file that has any, and a file
    that can carries its `source`."""
    match format:
        case "docx":
            from .word import write_docx

            return write_docx(document, style, properties, source)
        case "md":
            from .markdown import write_markdown

            return write_markdown(document).encode("utf-8")
        case "html":
            from .html import write_html

            return write_html(document, style).encode("utf-8")
        case _:
            assert_never(format)
