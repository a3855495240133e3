"""A Document in, the bytes of a file in one of the formats out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from ..document import Document
    from ..style import Style
    from .word.kept import Properties

Format = Literal["docx", "md"]
"""The endings of the files that a report is written in."""
FORMATS: tuple[Format, ...] = get_args(Format)


def write(document: Document, style: Style, properties: Properties, format: Format) -> bytes:
    """A document in the page style of its pack; `properties` are shown among those of a file that has any."""
    # the command knows the formats before it needs their writers
    from ..exhaustive import assert_never
    from .markdown import write_markdown
    from .word import write_docx

    match format:
        case "docx":
            return write_docx(document, style, properties)
        case "md":
            return write_markdown(document).encode("utf-8")
        case _:
            assert_never(format)
