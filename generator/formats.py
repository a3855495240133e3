"""A file's name in, the format of a report that it is in out: the endings are known here alone."""

from __future__ import annotations

from typing import Literal, get_args

Written = Literal["docx", "md", "html"]
"""The endings of the files that a writer makes of a Document."""
Format = Literal["docx", "md", "html", "pdf"]
"""The endings of the files that a report is written in; a PDF is printed from its DOCX."""
FORMATS: tuple[Format, ...] = get_args(Format)
ENDINGS = tuple(f".{format}" for format in FORMATS)


def format_of(name: str) -> Format | None:
    """By its ending, whatever the case of its letters; None for what no report is written as."""
    return next((format for format in FORMATS if name.lower().endswith(f".{format}")), None)
