"""A source and edits in, the text that the parser reads out, with every index of it traced back to the source.

An edit takes out what is only seen by a machine (zero-width characters) or sets right a slip that has been reported
(a full-width colon), so that one run finds what comes behind it. Line ends are never edited: line numbers agree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from ..diagnostic import Diagnostic
from ..source import Place, Source


class Edit(NamedTuple):
    """Replace the source's characters from `start` to `end` by `text`; sorted by place."""

    start: int
    end: int
    text: str


class Mend(Struct, frozen=True):
    """A fault and, where what was meant is certain enough to read on, the edits that set it right.

    `safe`: what was meant is certain, so that `check --fix` may write it; `told`: the help shows the line already.
    """

    diagnostic: Diagnostic
    edits: tuple[Edit, ...] = ()
    safe: bool = True
    told: bool = False


class MendedText(Struct, frozen=True):
    """The text to parse; the i-th kept stretch begins at index `starts[i]`, which is `origins[i]` in the source."""

    source: Source
    mended: Source
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    @property
    def text(self) -> str:
        return self.mended.text

    def place(self, start: int, end: int) -> Place:
        """The place in the user's file of the stretch from `start` to `end`."""
        if len(self.starts) == 1:
            last = len(self.source.text)
            return Place(self.source, start, end) if end <= last else Place(self.source, min(start, last), last)
        at = bisect_right(self.starts, start) - 1
        if at + 1 < len(self.starts) and start <= end <= self.starts[at + 1]:  # mostly: within one kept stretch
            shift = self.origins[at] - self.starts[at]
            most = self.origins[at + 1]
            return Place(self.source, min(start + shift, most), min(end + shift, most))
        begin = self.offset(start)
        return Place(self.source, begin, max(begin, self._behind(end - 1)) if end > start else begin)

    def offset(self, index: int) -> int:
        """The source offset of an index; inside an edit it is where the edit stands."""
        at = bisect_right(self.starts, index) - 1
        offset = self.origins[at] + index - self.starts[at]
        if at + 1 < len(self.starts):
            return min(offset, self.origins[at + 1])
        return min(offset, len(self.source.text))

    def _behind(self, index: int) -> int:
        """The source offset behind the character at an index; of an edit's text it is the edit's end."""
        at = bisect_right(self.starts, index) - 1
        offset = self.origins[at] + index - self.starts[at] + 1
        return min(offset, self.origins[at + 1] if at + 1 < len(self.starts) else len(self.source.text))

    def line(self, index: int) -> int:
        return self.mended.line_column(index)[0]

    def column(self, index: int) -> int:
        return self.mended.line_column(index)[1]

    def line_start(self, line: int) -> int:
        return self.mended.line_starts[line - 1]

    def line_text(self, line: int) -> str:
        return self.mended.line_text(line)

    def edit(self, start: int, end: int, text: str) -> Edit:
        """An edit of the source for the stretch from `start` to `end` of this sheet."""
        place = self.place(start, end)
        return Edit(place.start, place.end, text)


def sheet(source: Source, edits: Iterable[Edit]) -> MendedText:
    """The source with the edits made; they must not overlap (see `clashes`)."""
    ordered = sorted(edits)
    if not ordered:
        return MendedText(source, source)
    pieces: list[str] = []
    starts, origins, length, at = [0], [0], 0, 0
    for edit in ordered:
        pieces += (source.text[at : edit.start], edit.text)
        length += edit.start - at + len(edit.text)
        at = edit.end
        starts.append(length)
        origins.append(at)
    pieces.append(source.text[at:])
    return MendedText(source, Source(source.name, "".join(pieces)), tuple(starts), tuple(origins))


def within_lines(source: Source, edits: Iterable[Edit]) -> bool:
    """Whether no edit touches a line end: what is said of a line is shown with the line of the same number."""
    return all("\n" not in edit.text and source.text.find("\n", edit.start, edit.end) < 0 for edit in edits)


def clashes(edits: Iterable[Edit], new: Iterable[Edit]) -> bool:
    """Whether a new edit overlaps one already made, or repeats it: then reading on would go in circles."""
    made = list(edits)
    return any(
        (one.start < other.end and other.start < one.end) or (one.start, one.end) == (other.start, other.end)
        for one in new
        for other in made
    )
