"""The findings of one input after another in, those not told before out: what stands in a shared file is told once.

A pack serves a thousand files and a part several; its fault is one fault.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..diagnostic import Diagnostic
from ..source import Source


class Once:
    """Remembers what was told of files other than the inputs themselves."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str, str, int, int, str]] = set()

    def new(self, name: str, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings on an input (`name`) that were not told with one before it."""
        return tuple(one for one in found if one.place.file == name or self._first(one))

    def _first(self, one: Diagnostic) -> bool:
        source: Source = one.place.source
        key = (one.code.id, one.message, source.name, one.place.start, one.place.end, source.text)
        first = key not in self._told
        self._told.add(key)
        return first


def remark(found: Sequence[Diagnostic], new: Sequence[Diagnostic], of_packs: Collection[str]) -> tuple[str, ...]:
    """What a verdict says of findings that are not the input's own, or stand above, with another input."""
    packs = sum(one.place.file in of_packs for one in found)
    before = len(found) - len(new)
    return (
        *((f"其中 {packs} 个是模板包的",) if packs else ()),
        *((f"{'' if packs else '其中 '}{before} 个前面已列出",) if before else ()),
    )
