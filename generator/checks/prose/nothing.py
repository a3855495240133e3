"""What was read in, rates of growth from nothing (上年为0万元……增长300%) out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...codes import sentences as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike
from .slip import Mark, Slip
from .words import BREAKS, LAST_YEAR, UP

GROWN = deferred(rf"(?:{'|'.join(UP)})(?:了|率|幅度|比例|比率)?(?:约|达到|达|为|是)?[:：]? ?$")
RISEN = deferred(r"(?:增加|增长|上升)(?:了|额)?(?:为|约)?(?:人民币)? ?$")
LAST = deferred(rf"(?:{LAST_YEAR}|同期|前一年)(?!末|底|结转|结余|年末)[^{BREAKS}]{{0,14}}$")
NONE = deferred(
    rf"(?:{LAST_YEAR})[^{BREAKS}\d]{{0,8}}(?:没有|未发生|未安排|无)(?:此|该|这)?[^{BREAKS}\d]{{0,8}}[，；,;]"
)
COMPARED = deferred(rf"[比较](?:{LAST_YEAR}|年初|同期|20\d\d年)")
FAR = 12
"""Characters between an amount and the rate of the same comparison at most."""
ENOUGH = Decimal("20")
"""A rate above this (2000%) may be of a base that rounds to nothing."""


def find(reading: Reading) -> Iterator[Slip]:
    for mark in reading.of(Sort.RATE):
        if not GROWN.search(reading.text, max(0, mark.start - FAR), mark.start):
            continue
        rate = reading.number(mark)
        if not rate.value or rate.rough or rate.value > ENOUGH:
            continue
        sentence = reading.sentence(mark.start)
        at = next((at for at, one in enumerate(sentence.numbers) if one.start == rate.start), None)
        base = _stated(sentence, at) or _implied(sentence, at) if at is not None else None
        if base is not None:
            yield _slip(rate, *base)


def _stated(sentence: Sentence, at: int) -> tuple[int, int, str] | None:
    """Where the base stands that is nothing, and what is said of it: 上年为0万元，本年3万元，增长300%, and 上年无此项支出，本年3万元，增长100%."""
    numbers = sentence.numbers
    last = [
        one
        for index, one in enumerate(numbers[:at])
        if LAST.search(sentence.clause(index)) and not _changed(sentence, index)
    ]
    last = [one for one in last if one.sort != Sort.RATE]
    behind = numbers[:at]
    if len(last) == 1 and not last[0].value and any(one.value for one in behind if alike(one, last[0])):
        return last[0].start, last[0].end, f"上年是{last[0].written}"
    none = NONE.search(sentence.text, sentence.start, numbers[at].start)
    if none is not None and not last and any(one.value for one in behind if one.start > none.start()):
        return none.start(), none.end() - 1, f"“{none[0][:-1]}”"
    return None


def _implied(sentence: Sentence, at: int) -> tuple[int, int, str] | None:
    """慰问支出0.30万元，比上年增加0.30万元，增长100%: this year's is all growth."""
    if at < 2:
        return None
    subject, change, rate = sentence.numbers[at - 2 : at + 1]
    lead = sentence.lead(at - 1)
    if not alike(subject, change) or subject.rough or change.rough or subject.written != change.written:
        return None
    if not subject.value or not RISEN.search(lead) or COMPARED.search(lead) is None:
        return None
    if any(sign in lead for sign in "。；;") or rate.start - change.end > FAR:
        return None
    most = subject.half + change.half
    if most and rate.value >= change.low / most:
        return None
    return change.start, change.end, f"本年{subject.written}、增加{change.written}，上年就是0"


def _changed(sentence: Sentence, index: int) -> bool:
    """Whether a figure is a change itself: 比上年增加0万元."""
    clause = sentence.clause(index)
    return any(sign in clause for sign in "增减升降")


def _slip(rate: Number, start: int, end: int, said: str) -> Slip:
    return Slip(
        codes.FROM_NOTHING,
        rate.start,
        rate.end,
        f"{said}，除以0没有意义，不能写{rate.written}",
        "核对这几个数；基数确实是0的，删去百分数，写“不可比”",
        others=(Mark(start, end, "基数"),),
    )
