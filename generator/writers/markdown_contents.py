"""The blocks of a report in, its contents (目录) as a list of links to GitHub's anchors out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ..document import (
    Attachment,
    Block,
    Cover,
    Heading,
    Landscape,
    Run,
    Runs,
    Title,
    attachment_title,
    contents_entries,
    is_listed,
    outline_level,
    text_of,
)
from .markdown_inline import link_text

_KEPT = ("Nd", "Nl", "Pc")
_OTHER_LETTERS = range(0x24B6, 0x24EA)
"""Ⓐ to ⓩ: symbols that Unicode counts as alphabetic."""


def contents_text(blocks: tuple[Block, ...], depth: int) -> str:
    """One line an entry, indented below the entry that it belongs to."""
    lines: list[str] = []
    above: list[int] = []
    for entry, slug in zip(contents_entries(blocks), _anchors(blocks), strict=True):
        if not is_listed(entry, depth):
            continue
        text = link_text(_entry(entry, blocks))
        if not text:
            continue
        level = outline_level(entry)
        while above and above[-1] >= level:
            above.pop()
        lines.append(f"{'  ' * len(above)}- [{text}](#{slug})")
        above.append(level)
    return "\n".join(lines)


def _entry(entry: Heading | Attachment, blocks: tuple[Block, ...]) -> Runs:
    if isinstance(entry, Heading):
        return (Run(entry.number or entry.listed), *entry.runs)
    lines = attachment_title(entry, blocks)
    label = (Run(f"{entry.label} "),) if entry.label and lines else (Run(entry.label),)
    return (*label, *(run for line in lines for run in line))


def names_attachment(cover: Cover, blocks: tuple[Block, ...]) -> bool:
    """Whether the cover's title is printed as the heading of the attachment before it."""
    return any(one is cover and isinstance(above, Attachment) and not above.lines for above, one in pairwise(blocks))


def _anchors(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The anchor of each block that contents can list, in order: that of its first line.

    GitHub makes an anchor of the words of every heading line and sets -1, -2 behind one that it has given already.
    """
    given: dict[str, int] = {}
    for block, texts in _headings(blocks):
        slugs = [_next(anchor(text), given) for text in texts if text.strip()]
        if not isinstance(block, Title):
            yield slugs[0] if slugs else ""


def _next(first: str, given: dict[str, int]) -> str:
    slug = first
    while slug in given:
        given[first] += 1
        slug = f"{first}-{given[first]}"
    given[slug] = 0
    return slug


def _headings(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, list[str]]]:
    """Every block that comes to heading lines, with their words."""
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _headings(block.blocks)
        elif isinstance(block, Heading):
            yield block, [block.number + text_of(block.runs)]
        elif isinstance(block, (Title, Attachment)):
            lines = attachment_title(block, blocks) if isinstance(block, Attachment) else block.lines
            yield block, [text_of(line) for line in lines]


def anchor(text: str) -> str:
    """GitHub's rule: letters, marks, digits, _ and - in lower case, a space as a hyphen, nothing else."""
    return "".join(filter(_is_kept, text.strip().lower())).replace(" ", "-")


@lru_cache(maxsize=4096)
def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in _KEPT or character in " -" or ord(character) in _OTHER_LETTERS
