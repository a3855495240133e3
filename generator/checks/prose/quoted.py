"""What was read and the report's own sentences in, figures of typed ones that begin word for word the same but say another out.

A sentence that was copied from the printed report, or from last year's, says of its figures what the report says of them:
which figure is meant is told by all that stands before it in its sentence and by what goes on with it, whatever the
region's words are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ...codes import retold as codes
from ...pattern import deferred
from .manuscript import of_paragraphs
from .numbers import DIGITS, Number, Sort
from .reading import Digits, Reading
from .slip import Slip

STOPS = ("。！？\n\f；", "。！？\n\f")
"""A figure is told by what stands before it in its part of the sentence, or else in the sentence."""
LONG = 120
"""Characters before a figure that tell which it is at most."""
LEAST, OF_A_PROJECT = 4, 6
"""Chinese characters of them at least; a project's own text may speak of one part of it."""
BEHIND = deferred(r"[^，。；：、！？（）(),;:0-9\n\f]*")
"""What goes on with a figure: 用于, 由, 为 and a count's noun."""
OPENS = "（("
MASKED = deferred(r"[0-9]+(?:[.,][0-9]+)*(?!年)|(?<![0-9])[0-9]{1,3}(?=年)")
"""Any figure but a year, which tells of another year's figures."""
NUMBERED = deferred(
    r"^(?:[0-9]{1,2}[.．、]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第?[一二三四五六七八九十]{1,3}[是、，])"
)

_Meaning = tuple[str, str, bool]


class PrintedLine(NamedTuple):
    """A line of the printed report, and the stretches of it that somebody typed, whose figures are no news."""

    text: str
    typed: tuple[tuple[int, int], ...]


def find(reading: Reading, lines: Iterable[PrintedLine]) -> Iterator[Slip]:
    typed: list[tuple[Number, tuple[str, ...]]] = []
    for mark in reading.of(Sort.MONEY, Sort.COUNT, Sort.RATE):
        number = reading.number(mark)
        if not number.rough and not reading.script.referred(mark.start, mark.stop):
            least = OF_A_PROJECT if reading.script.part(mark.start) else LEAST
            leads = tuple([lead for lead in _leads(reading.text, mark.start) if _characters(lead) >= least])
            if leads:
                typed.append((number, leads))
    printed = _printed(lines, frozenset(lead for _, leads in typed for lead in leads)) if typed else {}
    for number, leads in typed:
        there = next((printed[lead] for lead in leads if lead in printed), {})
        meant = there.get(_meaning(number), ())
        if not meant:
            continue
        reading.held.add(number.start)
        if not any(abs(one.value - number.value) <= one.half + 2 * number.half for one in meant):
            yield Slip(
                codes.QUOTED,
                number.start,
                number.end,
                f"写作{number.written}，报告里印的同一句话是{meant[0].written}",
                "核对哪一个对；报告自己会印的话，不用再写一遍，要写的用 {{ }} 引用填的数",
            )


def _printed(lines: Iterable[PrintedLine], asked: frozenset[str]) -> dict[str, dict[_Meaning, list[Number]]]:
    """The printed figures by what stands before them, of what is asked for alone, and by what they mean."""
    found: dict[str, dict[_Meaning, list[Number]]] = {}
    for text, typed in lines:
        if DIGITS.search(text) is None:  # as most are
            continue
        reading, led = _figures(text)
        for mark, leads in led:
            if any(start <= mark.start < end for start, end in typed):
                continue
            for lead in leads:
                if lead in asked:
                    number = reading.number(mark)
                    found.setdefault(lead, {}).setdefault(_meaning(number), []).append(number)
    return found


@lru_cache(maxsize=1024)
def _figures(text: str) -> tuple[Reading, tuple[tuple[Digits, tuple[str, ...]], ...]]:
    """The figures of a printed line, each with what stands before it; while somebody types, most lines are printed again as they were."""
    reading = Reading(of_paragraphs("", text, ""))
    marks = reading.of(Sort.MONEY, Sort.COUNT, Sort.RATE)
    return reading, tuple((mark, tuple(_leads(text, mark.start))) for mark in marks)


def _meaning(one: Number) -> _Meaning:
    """What a figure counts and goes on with, and whether a bracket says more of it: 20万元用于大厅 and 20万元（财政拨款） are of a part."""
    told = BEHIND.match(one.text, one.end)
    end = told.end() if told is not None else one.end
    counted = one.piece if one.sort == Sort.COUNT else one.sort
    return counted, one.text[one.end : end].strip(), one.text[end : end + 1] in tuple(OPENS)


def _leads(text: str, start: int) -> Iterator[str]:
    """What stands before a figure, of its whole sentence first, without other figures and what numbers a point."""
    first = max(0, start - LONG)
    told = -1
    for stops in reversed(STOPS):
        begin = max(first, *(text.rfind(sign, first, start) + 1 for sign in stops))
        if begin != told:
            told = begin
            lead = text[begin:start].replace(" ", "").replace("\u3000", "")
            yield MASKED.sub("#", NUMBERED.sub("", lead))


def _characters(lead: str) -> int:
    return sum("一" <= sign <= "鿿" for sign in lead)
