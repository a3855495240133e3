"""A place and what should stand there in, the whole corrected line for a message out."""

from __future__ import annotations

from ..source import Place, excerpt

WIDE = 80
"""Characters of a line that a help shows; of a longer one it shows what surrounds the change."""


def line_with(place: Place, text: str) -> str:
    """The line of a place as it should stand, with `text` in the place; "" where the place spans several lines."""
    if "\n" in place.text:
        return ""
    line, begin = place.source.line_text(place.line), place.column - 1
    head, tail = line[:begin].lstrip(), line[begin + place.end - place.start :].rstrip()
    return excerpt(head + text + tail, len(head), WIDE)


def line_at(place: Place, column: int) -> str:
    """The line of a place as it should be indented."""
    line = place.source.line_text(place.line).strip()
    return f"{excerpt(line, 0, WIDE)}（{f'行首空 {column - 1} 格' if column > 1 else '顶格写'}）"
