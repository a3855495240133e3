"""A paragraph as printed, its place in the file and a stretch of its characters in; where those stand in the file out.

The file may write the paragraph in quotes, with escapes, folded over several lines, or with references that were
printed since: characters are matched one by one, and what a reference printed stands at the reference. Where that
fails, the whole paragraph's place is the answer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from msgspec import Struct

from ...expression.written import reference_end
from ...expression.written import references as marks_in
from ...pattern import deferred
from ...source import Place

ESCAPE = deferred(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)|''", re.DOTALL)
BLANK = " \t\r\n　"
EFFORT = 20
"""Characters that are compared to find a paragraph in what was written, for each character of both; most take one."""


def located(printed: str, place: Place, start: int, end: int) -> Place:
    """The place of `printed[start:end]`."""
    return _written(printed, place).part(start, end)


def referred(printed: str, place: Place, start: int, end: int) -> bool:
    """Whether a reference printed some character of `printed[start:end]`."""
    return _written(printed, place).referred(start, end)


class _Written(Struct, frozen=True, dict=True):
    """A paragraph as printed and its place: matched once, however many findings there are in it."""

    printed: str
    place: Place

    @cached_property
    def raw(self) -> str:
        return self.place.text

    @cached_property
    def same(self) -> bool:
        return self.raw == self.printed

    @cached_property
    def offsets(self) -> list[tuple[int, int]] | None:
        return _offsets(self.printed, self.raw)

    def part(self, start: int, end: int) -> Place:
        if self.same:
            return self.place.part(start, end)
        if self.offsets is None:
            return self.place
        first = self.offsets[start][0]
        last = self.offsets[max(start, end - 1)][1]
        return self.place.part(first, last) if first < last else self.place

    @cached_property
    def references(self) -> list[tuple[int, int]]:
        """The stretches of `printed` that references printed, as start and end.

        All of it where one printed nothing: it was reported, and what is left of its sentence says nothing.
        """
        raw = self.raw
        if self.same or ("{{" not in raw and "｛｛" not in raw):
            return []
        if self.offsets is None:
            return [(0, len(self.printed))]
        first, last = self.offsets[0][0], self.offsets[-1][1]  # of a folded text this may be one paragraph of several
        marks = {mark for mark in marks_in(raw) if first <= mark[0] < last}
        if not marks <= set(self.offsets):
            return [(0, len(self.printed))]
        return [(at, at + 1) for at, span in enumerate(self.offsets) if span in marks]

    def referred(self, start: int, end: int) -> bool:
        at = bisect_right(self.references, (start, len(self.printed)))
        return any(first < end and start < last for first, last in self.references[max(at - 1, 0) : at + 1])


@lru_cache(maxsize=16)
def _written(printed: str, place: Place) -> _Written:
    """Findings come paragraph by paragraph, check by check."""
    return _Written(printed, place)


def _offsets(printed: str, raw: str) -> list[tuple[int, int]] | None:
    """For each printed character the stretch of `raw` that it came from; None where they do not fit together."""
    units = _units(raw)
    left = EFFORT * (len(units) + len(printed))
    for begin in range(len(units)):
        if units[begin][2] not in ("", printed[:1], None):
            continue
        found, spent = _aligned(printed, units, begin)
        left -= spent
        if found is not None:
            return found
        if left < 0:
            return None
    return None


Unit = tuple[int, int, "str | None"]


def _units(raw: str) -> list[Unit]:
    """Start, end and the character that each stretch of `raw` stands for; None for a reference, "" for an escape."""
    units: list[Unit] = []
    at = 0
    escaping = {'"': "\\", "'": "'"}.get(raw[:1], "")
    closed = True
    while at < len(raw):
        sign = raw[at]
        if closed and sign in "{｛":
            end = reference_end(raw, at)
            if end is not None:
                units.append((at, end, None))
                at = end
                continue
            closed = not raw.startswith(("{{", "｛｛"), at)  # none of those behind it is closed either
        escape = ESCAPE.match(raw, at) if sign == escaping else None
        if escape is not None:
            units.append((at, escape.end(), _meant(escape[0])))
            at = escape.end()
            continue
        units.append((at, at + 1, sign))
        at += 1
    return units


def _meant(escape: str) -> str:
    if escape == "''":
        return "'"
    if escape[1] in "xuU":
        return chr(int(escape[2:], 16))
    return {"n": "\n", "t": "\t", "\n": "", "\r": ""}.get(escape[1], escape[1])


def _aligned(printed: str, units: list[Unit], at: int) -> tuple[list[tuple[int, int]] | None, int]:
    """`printed` matched from unit `at` on: blanks of the file are passed over, a reference takes what fits.

    With how many were compared.
    """
    begin, done = at, list[tuple[int, int]]()
    here = 0
    while here < len(printed):
        while (
            at < len(units)
            and units[at][2] != printed[here]
            and units[at][2] is not None
            and units[at][2] in ("", *BLANK)
        ):
            at += 1
        if at == len(units):
            return None, at - begin
        start, end, meant = units[at]
        if meant is None:
            length = _printed_by(printed, here, units, at + 1)
            if length is None:
                return None, at - begin + len(printed)
            done += [(start, end)] * length
            here += length
        elif meant == printed[here]:
            done.append((start, end))
            here += 1
        elif printed[here] == " ":
            done.append((start, start))
            here += 1
            continue
        else:
            return None, at - begin + 1
        at += 1
    return done, at - begin


def _printed_by(printed: str, here: int, units: list[Unit], behind: int) -> int | None:
    """How many characters a reference printed: up to where the next typed ones come (at most eight are compared)."""
    following = ""
    for _, _, meant in units[behind : behind + 24]:
        if meant is None or len(following) == 8:
            break
        following += "" if meant in ("", *BLANK) else meant
    if not following.strip('"'):
        return len(printed) - here if behind >= len(units) or units[behind][2] is not None else None
    plain = printed
    found = plain.find(following.rstrip('"'), here)
    while found >= 0:
        return found - here
    if len(printed) - here <= 40:
        return len(printed) - here
    return None
