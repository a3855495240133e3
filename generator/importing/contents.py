"""The paragraphs of a file in, which of them are its contents (目录) or a table's caption out: nothing else is told there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..pattern import deferred
from ..sheets import Sheet
from .paragraphs import Paragraph, normal

CONTENTS = "目录"
LONGEST = 60
"""Characters of a line of contents."""
FEWEST = 2
PART = 3
"""One of so many lines comes again at least: what is attached is named there, too."""
MOST = 200
"""Lines of contents."""
TELLING = 4
"""Characters by which a shorter heading is known."""
ENDS = "。！？；"
_PAGE = deferred(r"[.．。·…‥⋯—\-]*[0-9]*$")


def without_contents(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """All but the lines that name, below 目录, the headings which come after them."""
    first, begin = _begin(paragraphs)
    if begin >= len(paragraphs):
        return list(paragraphs)
    entries = [_entry(one.text) if _may_be(one) else "" for one in paragraphs]
    kept = begin  # a line or two may stand above the first entry
    while begin < kept + FEWEST and not _recurs(entries, begin):
        begin += 1
    opening, end = entries[begin] if begin < len(paragraphs) else "", begin
    while end < len(paragraphs) and entries[end] and end - begin < MOST:
        if end > begin and _alike(entries[end], opening):
            break
        end += 1
    later = [one for one in entries[end:] if one]
    found = [one for one in entries[begin:end] if any(_alike(one, other) for other in later)]
    is_list = end < len(paragraphs) and len(found) >= FEWEST and len(found) * PART > end - begin
    return [*paragraphs[:first], *paragraphs[kept:begin], *paragraphs[end:]] if is_list else list(paragraphs)


def _begin(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """Where 目录 stands, its two signs in a line or in two, and the line behind it."""
    for at, one in enumerate(paragraphs):
        behind = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
        if one.text == CONTENTS or one.text + behind == CONTENTS:
            return at, at + (1 if one.text == CONTENTS else 2)
    return len(paragraphs), len(paragraphs)


def _recurs(entries: Sequence[str], at: int) -> bool:
    return at < len(entries) and bool(entries[at]) and any(_alike(entries[at], one) for one in entries[at + 1 :] if one)


def _entry(text: str) -> str:
    return _PAGE.sub("", text)


def _may_be(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= LONGEST and paragraph.text[-1] not in ENDS and not paragraph.is_row


def _alike(one: str, other: str) -> bool:
    """Whether one is the other, or its beginning or end: a heading is often named shorter in its chapter."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= TELLING and (long.startswith(short) or long.endswith(short)))


def captions(sheets: Iterable[Sheet]) -> frozenset[str]:
    """The short lines over tables that were recognised."""
    texts = (normal(one) for sheet in sheets for one in sheet.above)
    return frozenset(one for one in texts if len(one) <= LONGEST and one[-1:] not in (*ENDS, "：", "，"))
