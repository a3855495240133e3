"""A title's line, the room for it and a pack's words in, the same line broken where its meaning lets it be out.

GB/T 9704-2012 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当，标题排列应当使用梯形或菱形.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from ...document import Run, Runs, text_of
from ...extent import ems, pieces
from ...pattern import deferred
from ...style import Font, TitleBreaks

_ASIDE = deferred("[\uff08(][^\uff08\uff09()]{1,18}[\uff09)]")
"""What stands in brackets: another name, a year."""
_FULL = 0.98
"""How much of a line a title fills at most: type comes out a little wider than measured."""
_SHORT = 4.0
"""A line of less, in ems, is too short to stand alone."""
_NARROW_WAIST = 2.0
"""What a middle line shorter than both its neighbours costs, beside how uneven the lines are: neither 梯形 nor 菱形."""
_PLACES = 18
"""As many places in a title are tried; a longer one is broken wherever its lines are full."""


def broken(runs: Runs, font: Font, width: int, breaks: TitleBreaks) -> Runs:
    """`width` in twentieths of a point; the line comes back as it is where it needs no break."""
    text, room = text_of(runs), width / 20 / font.size * _FULL
    if "\n" in text or ems(text) <= room:
        return runs
    for places in _places(text, breaks):
        found = _best(text, places, room)
        if found is not None:
            return _with_breaks(runs, found)
    return runs


def _places(text: str, breaks: TitleBreaks) -> list[list[int]]:
    """Where lines may end, at best and ever worse: between the words of the title, within a name, between characters."""
    before, inside = _words(text, (*breaks.before, *breaks.whole), frozenset(breaks.before))
    between = before | _behind(text, breaks.after)
    within = between | (_behind(text, breaks.within) - _behind(text, set(breaks.whole) - set(breaks.within)))
    edges, at = set(), 0
    for piece in pieces(text):
        edges.add(at)
        at += len(piece)
    # a number, a mark and what it belongs to stay together everywhere
    aside = {at for found in _ASIDE.finditer(text) for at in range(found.start() + 1, found.end())}
    kept = [sorted((places & edges) - inside - aside - {0}) for places in (between, within)]
    return [*kept, sorted(edges - inside - {0}), sorted(edges - {0})]


def _words(text: str, words: Sequence[str], breaking: frozenset[str]) -> tuple[set[int], set[int]]:
    """Where words that may begin a line begin, and the places inside words, which no line breaks."""
    before: set[int] = set()
    inside: set[int] = set()
    by_length = sorted(words, key=len, reverse=True)
    at = 0
    while at < len(text):
        word = next((word for word in by_length if word and text.startswith(word, at)), "")
        if word in breaking:
            before.add(at)
        inside.update(range(at + 1, at + len(word)))
        at += max(len(word), 1)
    return before, inside


def _behind(text: str, words: Iterable[str]) -> set[int]:
    return {at for word in words if word for at in range(len(word), len(text)) if text.endswith(word, 0, at)}


def _best(text: str, places: Sequence[int], room: float) -> tuple[int, ...] | None:
    """The fewest lines that hold the text, and of these the most even; None where no line can end in time."""
    fewest = math.ceil(ems(text) / room)
    if len(places) > _PLACES:
        places = _likely(text, places, fewest)
    for count in range(fewest, min(len(places) + 1, fewest + 2) + 1):
        found = []
        for ends in combinations(places, count - 1):
            lengths = [ems(text[start:end]) for start, end in pairwise((0, *ends, len(text)))]
            if max(lengths) <= room:
                found.append((_unevenness(lengths, room), ends))
        if found:
            return min(found)[1]
    return None


def _likely(text: str, places: Sequence[int], fewest: int) -> list[int]:
    """The places nearest to where even lines would end."""
    even = ems(text) / fewest
    near = {min(places, key=lambda place: abs(ems(text[:place]) - even * line)) for line in range(1, fewest)}
    around = sorted({place for at in near for place in places if abs(place - at) <= _PLACES // (2 * fewest)})
    return around[:_PLACES]


def _unevenness(lengths: Sequence[float], room: float) -> float:
    waist = any(one > two < three for one, two, three in zip(lengths, lengths[1:], lengths[2:], strict=False))
    short = sum(max(_SHORT - length, 0) for length in lengths) / _SHORT
    return round((max(lengths) - min(lengths)) / room + _NARROW_WAIST * waist + short, 6)


def _with_breaks(runs: Runs, ends: Sequence[int]) -> Runs:
    """Each run with a line break at those of `ends`, offsets into the whole text, that fall into it."""
    found, at = [], 0
    for run in runs:
        inner = [end - at for end in ends if at < end <= at + len(run.text)]
        parts = [run.text[start:end] for start, end in pairwise((0, *inner, len(run.text)))]
        found.append(Run("\n".join(parts), run.bold))
        at += len(run.text)
    return tuple(found)
