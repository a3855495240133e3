"""A pack in, how what its templates print is read back out: headings and paragraphs with the keys of their values.

Followed through Jinja's syntax tree: every branch is a choice, every loop a repetition, every printed key a place for its
value. Nothing is run, so that a stranger's templates cost no more than their length.
"""

from __future__ import annotations

from functools import lru_cache

from ..model import Record
from ..pack import Pack
from .automaton import Capture, Machine, Reading
from .cells import BREAK, CELL
from .lines import Block, Outline, outline_of
from .pieces import Path, Slot
from .templates import report_piece

__all__ = ["BREAK", "CELL", "Block", "Capture", "Machine", "Outline", "Path", "Reading", "Slot", "outline"]


def outline(pack: Pack, record: Record) -> Outline:
    """None of anything where the templates cannot be followed."""
    return _outline(_Kept(pack, record))


class _Kept:
    """A pack as a key: the same texts print the same."""

    def __init__(self, pack: Pack, record: Record) -> None:
        self.pack, self.record, self.digest = pack, record, pack.digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@lru_cache(maxsize=8)
def _outline(kept: _Kept) -> Outline:
    report = report_piece(kept.pack, kept.record)
    return outline_of(report) if report is not None else Outline((), {})
