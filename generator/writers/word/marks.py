"""Headings and attachments in, the bookmarks that contents and references point at out: unique names and numbers."""

from __future__ import annotations

import re

from msgspec import Struct

from ...document import Attachment, Block, Contents, Heading, Landscape, contents_entries

_BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")
"""What Word takes as the name of a bookmark."""
EVERY_LEVEL = 99


class Mark(Struct, frozen=True):
    """A bookmark; without a name there is none."""

    number: int
    name: str

    def around(self, runs: str) -> str:
        if not self.name:
            return runs
        begin = f'<w:bookmarkStart w:id="{self.number}" w:name="{self.name}"/>'
        return f'{begin}{runs}<w:bookmarkEnd w:id="{self.number}"/>'


class Marks:
    """The bookmarks of all headings and attachments in reading order, handed out one by one as these are written."""

    def __init__(self, blocks: tuple[Block, ...] = ()) -> None:
        depth = max((block.depth for block in _contents(blocks)), default=0)
        taken: set[str] = set()
        self.all: list[Mark] = []
        self._at = 0
        for position, entry in enumerate(contents_entries(blocks, EVERY_LEVEL)):
            name = _name(entry, position, depth, taken)
            taken.add(name.casefold())
            self.all.append(Mark(position, name))

    def following(self) -> Mark:
        self._at += 1
        return self.all[self._at - 1]


def _contents(blocks: tuple[Block, ...]) -> list[Contents]:
    found = []
    for block in blocks:
        if isinstance(block, Landscape):
            found += _contents(block.blocks)
        elif isinstance(block, Contents):
            found.append(block)
    return found


def _name(entry: Heading | Attachment, position: int, depth: int, taken: set[str]) -> str:
    """The anchor where Word takes it and no other has it (case aside), else Word's own kind of name for contents."""
    anchor = entry.anchor if isinstance(entry, Heading) else ""
    listed = isinstance(entry, Attachment) or entry.level <= depth
    if anchor and _BOOKMARK.fullmatch(anchor) and anchor.casefold() not in taken and not anchor.startswith("_Toc"):
        return anchor
    return f"_Toc{position + 1:08}" if anchor or (listed and depth) else ""
