"""Text as a department wrote it: paragraphs, and sections with a title; every character as typed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class Section(Struct, frozen=True):
    """A numbered sub-heading and what stands under it ({标题, 内容}); the template's style numbers it."""

    title: str
    body: Prose


class Prose(Struct, frozen=True):
    """Paragraphs (str, never empty, no line ends) and sections in order."""

    blocks: tuple[str | Section, ...]

    def paragraphs(self) -> Iterator[str]:
        """All paragraphs and section titles in reading order."""
        for block in self.blocks:
            if isinstance(block, Section):
                yield block.title
                yield from block.body.paragraphs()
            else:
                yield block
