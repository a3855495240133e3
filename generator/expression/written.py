"""A text in, where references ({{ … }}) stand in it out; a text with many that are never closed is read once."""

from __future__ import annotations

from collections.abc import Iterator

from ..pattern import deferred

_OPEN, _CLOSE = deferred(r"\{\{|｛｛"), deferred(r"\}\}|｝｝")


def reference_end(text: str, at: int) -> int | None:
    """Where the reference ends that may begin at `at`; None where none does."""
    if not text.startswith(("{{", "｛｛"), at):
        return None
    close = _CLOSE.search(text, at + 2)
    return close.end() if close is not None else None


def references(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every reference; behind an opening that is never closed there can be none."""
    at = 0
    while (begin := _OPEN.search(text, at)) is not None and (close := _CLOSE.search(text, begin.end())) is not None:
        yield begin.start(), close.end()
        at = close.end()
