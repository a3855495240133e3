"""What was read in, figures of two years side by side (去年1000人次，今年1200人次，增长20%) that the change behind them contradicts out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from ...pattern import deferred
from .changes import GOES_ON, apart, percent_of
from .numbers import Number, Sort
from .reading import Reading, Sentence, alike, amount
from .slip import Mark, Slip
from .words import LAST_YEAR, UP

LAST, THIS = tuple(LAST_YEAR.split("|")), ("今年", "本年", "当年", "本年度")
YEAR = deferred(r"(\d{4})年")
CHANGED = "增减升降涨多少比较超"
"""In the clause of a figure that is a change itself, or compared with another one."""


def find(reading: Reading) -> Iterator[Slip]:
    done: set[int] = set()
    for at in reading.found(*LAST, "20"):
        sentence = reading.sentence(at)
        if sentence.start not in done and len(sentence.numbers) > 2:
            done.add(sentence.start)
            for index in range(2, len(sentence.numbers)):
                yield from _held(sentence, index)


def _held(sentence: Sentence, at: int) -> Iterator[Slip]:
    match = GOES_ON.fullmatch(sentence.lead(at))
    one, other, change = sentence.numbers[at - 2 : at + 1]
    if match is None or any(each.rough for each in (one, other, change)) or not alike(one, other):
        return
    pair = _pair(sentence, at)
    if pair is None:
        return
    subject, base = pair
    gap = subject.value - base.value
    up = match[1] in UP
    if change.sort == Sort.RATE:
        if base.value <= 0:
            return
        right, shown = apart(change, subject, base, exact=True), percent_of(gap, base, change)
    elif alike(change, base):
        right = abs(abs(gap) - change.value) <= subject.fine + base.fine + change.fine
        shown = amount(abs(gap), change)
    else:
        return
    if right and (up == (gap > 0) or not gap):
        return
    yield Slip(
        codes.CHANGE,
        change.start,
        change.end,
        f"写作{match[1]}{change.written}，而{base.written}到{subject.written}是{'增加' if gap > 0 else '减少'}{shown}",
        "核对这三个数；本年和上年的数写在“上年”等键里，增减由程序算出",
        others=(Mark(subject.start, subject.end, "本数"), Mark(base.start, base.end, "所比的数")),
    )


def _pair(sentence: Sentence, at: int) -> tuple[Number, Number] | None:
    """This year's figure and last year's: the clauses say which is which, and nothing else of them differs."""
    first, second = (sentence.clause(index) for index in (at - 2, at - 1))
    if any(sign in clause for clause in (first, second) for sign in CHANGED):
        return None
    one, other = sentence.numbers[at - 2 : at]
    years = [int(match[1]) if (match := YEAR.search(clause)) is not None else 0 for clause in (first, second)]
    if all(years):
        if abs(years[0] - years[1]) != 1:
            return None
        later = years[1] > years[0]
    else:
        last = [any(word in clause for word in LAST) for clause in (first, second)]
        this = [any(word in clause for word in THIS) for clause in (first, second)]
        if last == [True, False] and this == [False, True]:
            later = True
        elif last == [False, True] and this == [True, False]:
            later = False
        else:
            return None
    return (other, one) if later else (one, other)
