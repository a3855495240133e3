"""A text in, the widths that it takes in print out: of the whole, and of the pieces that no line breaks, in ems.

No font of the machine is read: Chinese type is one em wide, and digits and Latin letters have the widths of Times New
Roman, so that the same report gets the same columns everywhere.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from .pattern import deferred

GAP = 0.22
"""What word processors leave between a Chinese character and a Latin letter or digit: measured in LibreOffice, which
knows no paragraph without it; Word leaves about as much."""
_SEAM = deferred("[0-9A-Za-z](?=[\u4e00-\u9fff])|[\u4e00-\u9fff](?=[0-9A-Za-z])")
_WIDTHS = {
    0.19: "'|",
    0.25: " ,.",
    0.278: "/:;\\ijlt",
    0.333: "!()-I[]`fr",
    0.389: "Js",
    0.408: '"',
    0.444: "?acez",
    0.469: "^",
    0.48: "{}",
    0.5: "#$*0123456789_bdghknopquvxy",
    0.541: "~",
    0.556: "FPS",
    0.564: "+<=>",
    0.611: "ELTZ",
    0.667: "BCR",
    0.722: "ADGHKNOQUVXYw",
    0.778: "&m",
    0.833: "%",
    0.889: "M",
    0.921: "@",
    0.944: "W",
}
_EMS = {character: em for em, characters in _WIDTHS.items() for character in characters} | {"\u00a0": 0.25}
"""What is not here is set in the Chinese font, “ ” — … ≥ □ among it: one em."""
_PIECE = deferred(
    "[\uff08\u300a\u3008\u201c\u2018\u3010\u3014\u2265\u2264\uff1e\uff1c\u00b1\u2248\uff1d\uffe5]*"
    "(?:[!-.0-~]+/*|/+|\u2014+|\u2026+|.)"
    "[\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\uff09\u300b\u3009\u201d\u2019\u3011\u3015\uff05%\u2030\u2103]*"
)
"""A number with its sign and its %, a Latin word, a character with the marks that neither end nor begin a line."""
_CLOSE = deferred("[\uff08(][^\uff08\uff09()\\s]{1,4}(?=[\uff09)])|[0-9%](?=[\u4e00-\u9fff])")
"""Places where a line may end but better does not: within （10分）, between a figure and its unit."""
_FINELY = 0.25
_CLOSELY = 120
"""The longest text whose lines are broken piece by piece; those of a longer one are told by its width."""
_RAGGED = 0.5
"""What a line of prose leaves free at its end, on the average."""


class Extent(NamedTuple):
    """The width of a text on one line, and the widths of its pieces."""

    whole: float
    pieces: tuple[float, ...]
    bound: tuple[bool, ...]
    """Whether each piece would rather stay with the one before it."""


def ems(text: str) -> float:
    """The width of a text on one line."""
    total = sum([_EMS.get(character, 1.0) for character in text])
    return total if len(text) < 2 else total + GAP * len(_SEAM.findall(text))


def pieces(text: str) -> list[str]:
    """The text in the pieces that no line breaks."""
    return _PIECE.findall(text)


@lru_cache(maxsize=4096)
def extent(text: str) -> Extent:
    found = pieces(text)
    close = {at for match in _CLOSE.finditer(text) for at in range(match.start() + 1, match.end() + 1)}
    starts = accumulate([len(piece) for piece in found], initial=0)
    bound = tuple([at in close and at > 0 for at, _ in zip(starts, found, strict=False)])
    return Extent(ems(text), tuple([ems(piece) for piece in found]), bound)


def lines(text: str, room: float) -> int:
    """How many lines of `room` ems a text takes."""
    return 1 if len(text) <= room else wrapped(extent(text), len(text), room).lines


class Wrapped(NamedTuple):
    """A text in lines: how many, the width of the last, and how many end where they better did not."""

    lines: int
    last: float
    parted: int


def wrapped(measured: Extent, length: int, room: float) -> Wrapped:
    """The lines of `room` ems that a text of `length` characters takes."""
    whole = measured.whole
    if whole <= room:
        return Wrapped(1, whole, 0)
    if length > _CLOSELY:
        count = math.ceil(whole / max(room - _RAGGED, 1))
        return Wrapped(count, room, 0)
    # the gaps between the pieces are spread over them
    gap = max(whole - sum(measured.pieces), 0) / len(measured.pieces)
    count, reached, parted = 1, 0.0, 0
    for piece, bound in zip(measured.pieces, measured.bound, strict=True):
        wide = piece + gap
        if reached and reached + wide > room:
            count, reached, parted = count + 1, 0.0, parted + bound
        reached += wide
        if reached > room:
            more = math.ceil(reached / room) - 1
            count, reached = count + more, reached - more * room
    return Wrapped(count, reached, parted)


def unparted(measured: Extent, length: int, least: float) -> float:
    """The least room, of at least `least` ems, in which no line ends where it better did not."""
    room = least
    while room < measured.whole and wrapped(measured, length, room).parted:
        room += _FINELY
    return room
