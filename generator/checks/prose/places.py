"""A paragraph as printed, its place in the file and a stretch of its characters in; where those stand in the file out.

The file may write the paragraph in quotes, with escapes, folded over several lines, or with references that were
printed since: characters are matched one by one, and what a reference printed stands at the reference. Where that
fails, the whole paragraph's place is the answer.
"""

from __future__ import annotations

import re

from ...source import Place

REFERENCE = re.compile(r"(?:\{\{|｛｛).*?(?:\}\}|｝｝)", re.DOTALL)
ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)|''", re.DOTALL)
BLANK = " \t\r\n　"


def located(printed: str, place: Place, start: int, end: int) -> Place:
    """The place of `printed[start:end]`."""
    raw = place.text
    if raw == printed:
        return place.part(start, end)
    offsets = _offsets(printed, raw)
    if offsets is None:
        return place
    first = offsets[start][0]
    last = offsets[max(start, end - 1)][1]
    return place.part(first, last) if first < last else place


def references(printed: str, place: Place) -> list[tuple[int, int]]:
    """The stretches of `printed` that references printed, as start and end.

    All of it where one printed nothing: it was reported, and what is left of its sentence says nothing.
    """
    raw = place.text
    if raw == printed or ("{{" not in raw and "｛｛" not in raw):
        return []
    offsets = _offsets(printed, raw)
    if offsets is None:
        return [(0, len(printed))]
    first, last = offsets[0][0], offsets[-1][1]  # of a folded text this may be one paragraph of several
    marks = {mark.span() for mark in REFERENCE.finditer(raw) if first <= mark.start() < last}
    if not marks <= set(offsets):
        return [(0, len(printed))]
    return [(at, at + 1) for at, span in enumerate(offsets) if span in marks]


def _offsets(printed: str, raw: str) -> list[tuple[int, int]] | None:
    """For each printed character the stretch of `raw` that it came from; None where they do not fit together."""
    units = _units(raw)
    for begin in range(len(units)):
        if units[begin][2] not in ("", printed[:1], None):
            continue
        found = _aligned(printed, units, begin)
        if found is not None:
            return found
    return None


Unit = tuple[int, int, "str | None"]


def _units(raw: str) -> list[Unit]:
    """Start, end and the character that each stretch of `raw` stands for; None for a reference, "" for an escape."""
    units: list[Unit] = []
    at = 0
    quoted = raw[:1] == '"'
    single = raw[:1] == "'"
    while at < len(raw):
        mark = REFERENCE.match(raw, at)
        if mark is not None:
            units.append((at, mark.end(), None))
            at = mark.end()
            continue
        escape = ESCAPE.match(raw, at)
        if escape is not None and ((quoted and escape[0] != "''") or (single and escape[0] == "''")):
            units.append((at, escape.end(), _meant(escape[0])))
            at = escape.end()
            continue
        units.append((at, at + 1, raw[at]))
        at += 1
    return units


def _meant(escape: str) -> str:
    if escape == "''":
        return "'"
    if escape[1] in "xuU":
        return chr(int(escape[2:], re.DOTALL))
    return {"n": "\n", "t": "\t", "\n": "", "\r": ""}.get(escape[1], escape[1])


def _aligned(printed: str, units: list[Unit], at: int) -> list[tuple[int, int]] | None:
    """`printed` matched from unit `at` on: blanks of the file are passed over, a reference takes what fits."""
    done: list[tuple[int, int]] = []
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
            return None
        start, end, meant = units[at]
        if meant is None:
            length = _printed_by(printed, here, units, at + 1)
            if length is None:
                return None
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
            return None
        at += 1
    return done


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
