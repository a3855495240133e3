"""Headings and attachments in, the bookmarks that contents and references point at out: unique names and numbers."""

from __future__ import annotations

from msgspec import Struct

from ...document import Attachment, Block, Contents, Heading, Landscape, contents_entries, is_listed


class Bookmark(Struct, frozen=True):
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
        entries = contents_entries(blocks)
        self.all = [Bookmark(position, _name(entry, position, depth)) for position, entry in enumerate(entries)]
        self._at = 0

    def following(self) -> Bookmark:
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


def _name(entry: Heading | Attachment, position: int, depth: int) -> str:
    """Word's own kind of name for what contents list, "" for what they do not."""
    return f"_Toc{position + 1:08}" if depth and is_listed(entry, depth) else ""
