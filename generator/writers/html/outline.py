"""The blocks of a report in, the level and anchor of each heading, and the contents as nested lists, out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ...document import (
    Attachment,
    Block,
    Heading,
    Landscape,
    Title,
    attachment_title,
    contents_entries,
    is_listed,
    outline_level,
    text_of,
)
from .text import attribute

_DEEPEST = 6
_GAP = "\u3000"


class Entry(Struct, frozen=True):
    """A heading or an attachment: which of h1 to h6 it is, and where links to it lead."""

    block: Heading | Attachment
    level: int
    anchor: str


class Outline:
    """No level is left out on the way down: whoever hears the page goes by them."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.titled = _titled(blocks)
        """Whether the report has its h1."""
        self.all = tuple(self._entries())
        self._reached = 0

    def following(self) -> Entry:
        """The next heading, in order."""
        self._reached += 1
        return self.all[self._reached - 1]

    def contents(self, depth: int) -> Iterator[str]:
        """One link an entry, indented below the entry that it belongs to."""
        above: list[int] = []
        for entry in self.all:
            text = self._text(entry.block)
            if not is_listed(entry.block, depth) or not text:
                continue
            level = outline_level(entry.block)
            deeper = not above or level > above[-1]
            if deeper:
                yield "<ol>"
            else:
                yield "</li>"
            while above and above[-1] >= level:
                above.pop()
                if above and above[-1] >= level:
                    yield "</ol></li>"
            above.append(level)
            yield f'<li><a href="#{entry.anchor}">{text}</a>'
        yield from ("</li></ol>" for _ in above)

    def _entries(self) -> Iterator[Entry]:
        above: list[int] = []
        for number, block in enumerate(contents_entries(self.blocks), 1):
            level = outline_level(block)
            while above and above[-1] >= level:
                above.pop()
            yield Entry(block, min(len(above) + 2, _DEEPEST), f"s{number}")
            above.append(level)

    def _text(self, entry: Heading | Attachment) -> str:
        if isinstance(entry, Heading):
            return attribute(entry.number + text_of(entry.runs))
        title = "".join(map(text_of, attachment_title(entry, self.blocks)))
        return attribute(_GAP.join(text for text in (entry.label, title) if text))


def _titled(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(one, Title) or (isinstance(one, Landscape) and _titled(one.blocks)) for one in blocks)
