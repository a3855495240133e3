"""A YAML text and what some of its keys are to say in, the few edits that make it say just that out; they are tried first.

All else that the text says stays, and every byte that is not of an edit: comments, quotes, the order of keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ..load import LoadedText, read_source
from ..load.mending import Edit, sheet
from ..model import Record
from ..nodes import Mapping
from .asked import Cannot, Step, Want, kind_of, renamed, said, wished, without
from .placing import Placer

Placing = Callable[[Placer, Mapping], None]


def put(reading: LoadedText, record: Record, want: Want) -> list[Edit] | None:
    """The edits by which a text says what is wanted below its keys; None where they would not do just that."""
    root = reading.node
    if not isinstance(root, Mapping) or not isinstance(want, dict):
        return None
    asked = want
    return _tried(
        reading, lambda: wished(record, said(root), asked), lambda placer, node: placer.mapping(record, node, asked)
    )


def remove(reading: LoadedText, path: Sequence[Step]) -> list[Edit] | None:
    """A row of a list, or a name that the writer chose, taken out."""
    root = reading.node
    return _tried(
        reading, lambda: without(said(root), path), lambda placer, node: placer.remove(node, path)
    ) if isinstance(root, Mapping) else None  # fmt: skip


def rename(reading: LoadedText, path: Sequence[Step], name: str) -> list[Edit] | None:
    """Another name in the place of one that the writer chose."""
    root = reading.node
    return _tried(
        reading, lambda: renamed(said(root), path, name), lambda placer, node: placer.rename(node, path, name)
    ) if isinstance(root, Mapping) else None  # fmt: skip


def amended(reading: LoadedText, edits: Sequence[Edit]) -> LoadedText:
    """The text with edits made, read again."""
    return read_source(sheet(reading.source, edits).mended)


def _tried(reading: LoadedText, wanted: Callable[[], object], placing: Placing) -> list[Edit] | None:
    """Plain first, then with all that is new in quotes."""
    root = reading.node
    if not isinstance(root, Mapping) or reading.stop is not None:
        return None
    for quotes in (False, True):
        placer = Placer(reading.source, quotes)
        try:
            placing(placer, root)
            target = wanted()
        except Cannot:
            return None
        edits = placer.finished()
        after = amended(reading, edits)
        known = Counter(one.code.id for one in reading.found)
        new = Counter(one.code.id for one in after.found) - known
        if after.stop is None and not new and after.node is not None and said(after.node) == target:
            return edits
    return None


__all__ = ["Cannot", "Step", "Want", "amended", "kind_of", "put", "remove", "rename"]
