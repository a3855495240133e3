"""What was read in, percentage points (满意率97%，比上年95%提高3个百分点) that the two rates beside them contradict out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading
from .slip import Mark, Slip
from .words import LAST_YEAR, UP, WAYS

UNIT = "个百分点"
HIGHER = ("高", "高出", "多")
POINTS = deferred(rf"[，,]?(?:相比|同比|共)?({WAYS}|高出?|低|多)(?:了|约|达)?([0-9]{{1,3}}(?:\.[0-9]{{1,4}})?)$")
BASE = deferred(
    rf"[，,（(]?(?:[比较与](?:{LAST_YEAR}|\d{{4}}年|目标值?|预期目标|计划|全[国省市县区]平均)(?:度|同期|的|为){{0,2}}) ?"
)
MOVE = deferred(rf"(?:{WAYS}|增|升|涨|减|降)(?:到|至|为)了? ?")
FAR = 24
"""Characters of a change in points at most."""


def find(reading: Reading) -> Iterator[Slip]:
    for at in reading.found(UNIT):
        sentence = reading.sentence(at)
        rates = [index for index, one in enumerate(sentence.numbers) if one.end <= at]
        if len(rates) < 2 or at - sentence.numbers[rates[-1]].end > FAR:
            continue
        first, last = sentence.numbers[rates[-2] : rates[-1] + 1]
        match = POINTS.fullmatch(reading.text, last.end, at)
        between = reading.text[first.end : last.start]
        if match is None or not _plain(first) or not _plain(last):
            continue
        if BASE.fullmatch(between):
            yield from _held(last, first, match[1], match[2], match.start(2), at)
        elif MOVE.fullmatch(between):
            yield from _held(first, last, match[1], match[2], match.start(2), at)


def _plain(one: Number) -> bool:
    return one.sort == Sort.RATE and one.unit == "%" and not one.rough


def _held(base: Number, rate: Number, word: str, written: str, start: int, end: int) -> Iterator[Slip]:
    gap = (rate.value - base.value) * 100
    slack = (rate.half + base.half) * 100 + Decimal(5).scaleb(-1 - len(written.partition(".")[2]))
    if abs((gap if word in UP or word in HIGHER else -gap) - Decimal(written)) <= slack:
        return
    way = "提高" if gap > 0 else "降低"
    yield Slip(
        codes.CHANGE,
        start,
        end + len(UNIT),
        f"写作{word}{written}{UNIT}，而{base.written}到{rate.written}是{way}{abs(gap).normalize():f}{UNIT}",
        "核对这三个数",
        others=(Mark(rate.start, rate.end, "本数"), Mark(base.start, base.end, "所比的数")),
    )
