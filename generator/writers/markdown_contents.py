"""The blocks of a report in, its contents (目录) as a list of links to GitHub's anchors out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ..document import Attachment, Block, Heading, Landscape, Run, Runs, Title, contents_entries, text_of
from .markdown_inline import link_text

_KEPT = ("Nd", "Nl", "Pc")
_OTHER_LETTERS = range(0x24B6, 0x24EA)
"""Ⓐ to ⓩ: symbols that Unicode counts as alphabetic."""


def contents_text(blocks: tuple[Block, ...], depth: int) -> str:
    """One line an entry, indented below the entry that it belongs to."""
    anchors: dict[int, str] = {}
    for block, slug in _anchors(blocks):
        anchors.setdefault(id(block), slug)
    lines: list[str] = []
    above: list[int] = []
    for entry in contents_entries(blocks, depth):
        text = link_text(_entry(entry))
        if not text:
            continue
        level = _depth(entry)
        while above and above[-1] >= level:
            above.pop()
        lines.append(f"{'  ' * len(above)}- [{text}](#{anchors.get(id(entry), '')})")
        above.append(level)
    return "\n".join(lines)


def _depth(entry: Heading | Attachment) -> int:
    """What opens a part stands above the headings of its own level."""
    return 2 * entry.level - entry.centered if isinstance(entry, Heading) else 0


def _entry(entry: Heading | Attachment) -> Runs:
    if isinstance(entry, Heading):
        return (Run(entry.number), *entry.runs)
    label = (Run(f"{entry.label} "),) if entry.label and entry.lines else (Run(entry.label),)
    return (*label, *(run for line in entry.lines for run in line))


def _anchors(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """The anchor of every heading line that the report's Markdown has, in order.

    GitHub makes an anchor of a heading's words and sets -1, -2 behind one that it has given already.
    """
    given: dict[str, int] = {}
    for block, text in _headings(blocks):
        if not text.strip():
            continue
        first = slug = anchor(text)
        while slug in given:
            given[first] += 1
            slug = f"{first}-{given[first]}"
        given[slug] = 0
        yield block, slug


def _headings(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _headings(block.blocks)
        elif isinstance(block, Heading):
            yield block, block.number + text_of(block.runs)
        elif isinstance(block, (Title, Attachment)):
            yield from ((block, text_of(line)) for line in block.lines)


def anchor(text: str) -> str:
    """GitHub's rule: letters, marks, digits, _ and - in lower case, a space as a hyphen, nothing else."""
    return "".join(filter(_is_kept, text.strip().lower())).replace(" ", "-")


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in _KEPT or character in " -" or ord(character) in _OTHER_LETTERS
