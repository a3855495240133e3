"""What was read in, shares of a named whole (达到进驻事项的44%) that the count of that whole elsewhere contradicts out.

The whole is told by the share's own words: right before or behind a count, or of what is gathered in one place by any
of the words for that (331项服务事项集中在中心办理). A whole of which the report has more than one count is left alone,
and so is a share that any other count of its kind gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ...codes import prose as codes
from ...pattern import deferred
from .mention import elsewhere, in_a_part_of_the_year
from .numbers import Number, Sort
from .portions import pair
from .reading import LEAD, Reading, alike, fits, percent
from .slip import Mark, Slip
from .words import EARLIER

SHARE = deferred(
    r"^[^，。；,;：:\d]{0,4}[，,（( ]*(?:占到?|达到?|相当于)(?:了|全部|所有|全市|全县|全区)*([^，。；,;：:\d（(“”]{4,20}?)(?:总数|总量)?的$"
)
"""What stands between a part and its share, and what it is a share of."""
GATHERED = r"(?:进驻|入驻|集中|纳入|进厅)"
NAME = deferred(rf"^(?:已|应)?{GATHERED}(?:[在到至于])?([一-鿿]{{0,12}}?)的?([一-鿿]{{2}})$")
"""进驻政务服务中心事项: the place, if it is said, and what is gathered there."""
AHEAD = deferred(rf"{GATHERED}[一-鿿]{{0,16}}$")
BEHIND = deferred(rf"^(?:已|均|都|全部|统一)*{GATHERED}[在到至于]?")
"""What stands before and behind the things that are gathered."""
MOST = 12
"""Characters between a count and the things, which say of what kind they are."""
TAIL = deferred(r"(?:共计?|总计|合计|总数|数量|达到?|已|有|为|是|：|:| ){0,4}$")
OTHERWISE = deferred(f"{EARLIER}|预算|计划|目标|预计|应办|任务")
PLACE = 2
"""Characters at the end of a place's name that tell it: 中心, 大厅."""
STRETCH = 32
"""Characters before or behind a count in which its name stands."""
STOPS = "，。；：！？,;:\n\f"
CHANGED = 2
"""What was counted in a part of the year may have become so many times as many at its end."""


class _Whole(Struct, frozen=True):
    """What a share is of, as it is said; of what is gathered in a place, that place and the things."""

    name: str
    place: str = ""
    things: str = ""

    def counted(self, reading: Reading, one: Number) -> bool:
        """Whether a figure is its count."""
        text = reading.text
        ahead = text[_begin(text, one.start) : one.start]
        behind = text[one.end : _end(text, one.end)]
        plain = TAIL.sub("", ahead)
        if plain.endswith(self.name) or behind.startswith(self.name):
            return True
        return bool(self.things) and (self.gathered(plain, "") or self.gathered("", behind))

    def gathered(self, ahead: str, behind: str) -> bool:
        """进驻大厅的服务事项, or 审批及服务事项集中在中心办理, of the same place as far as it is said."""
        told = ahead or behind
        if self.things not in told or self.place not in told:
            return False
        if ahead:
            return ahead.endswith(self.things) and AHEAD.search(ahead.removesuffix(self.things)) is not None
        before, _, after = behind.partition(self.things)
        found = BEHIND.match(after) if len(before) <= MOST else None
        return found is not None and self.place in after[found.end() :]


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for mark in reading.of(Sort.RATE):
        lead = text[max(0, mark.start - LEAD) : mark.start]
        if not lead.endswith("的") or not any(sign in lead for sign in "占达相"):
            continue
        sentence = reading.sentence(mark.start)
        at = next((at for at, one in enumerate(sentence.numbers) if one.start == mark.start), 0)
        told = SHARE.match(sentence.lead(at)) if at else None
        part, rate = sentence.numbers[at - 1], sentence.numbers[at]
        if told is None or part.sort != Sort.COUNT or part.rough or rate.rough or OTHERWISE.search(sentence.lead(at)):
            continue
        if pair(reading, sentence, at) is None:
            yield from _held(reading, part, rate, _whole(told[1]))


def _whole(name: str) -> _Whole:
    gathered = NAME.match(name)
    return _Whole(name, gathered[1][-PLACE:], gathered[2]) if gathered is not None else _Whole(name)


def _held(reading: Reading, part: Number, rate: Number, whole: _Whole) -> Iterator[Slip]:
    mine = reading.script.part(part.start)
    counts = [
        one
        for mark in reading.of(Sort.COUNT)
        if mark.start != part.start and reading.script.part(mark.start) == mine
        if alike(one := reading.number(mark), part)
    ]
    if any(_is(rate, part, one) for one in counts):
        return
    named = [one for one in counts if not one.rough and whole.counted(reading, one)]
    named = [one for one in named if not elsewhere(reading, one.start)]
    if len({one.value for one in named}) != 1 or named[0].value < part.value:
        return
    there = named[0]
    implied = part.value / rate.value if rate.value else there.value
    slack = CHANGED if in_a_part_of_the_year(reading, rate.start) else 1
    if there.value <= implied * slack and implied <= there.value * slack:
        return
    yield Slip(
        codes.RATE,
        rate.start,
        rate.end,
        f"写作“{whole.name}”的{rate.written}，报告里写的是{there.written}，{part.written} ÷ {there.written} = {percent(part.value / there.value, rate)}",
        "核对这几个数；分母不是这个数的，写清是什么的百分之几；比率不用自己算，写成 {{ 占比(甲, 乙) }} 就由程序算出",
        others=(Mark(part.start, part.end, "分子"), Mark(there.start, there.end, "分母")),
    )


def _is(rate: Number, part: Number, whole: Number) -> bool:
    return whole.low > 0 and fits(rate, part.low / whole.high, part.high / whole.low)


def _begin(text: str, at: int) -> int:
    start = at
    while start > max(0, at - STRETCH) and text[start - 1] not in STOPS:
        start -= 1
    return start


def _end(text: str, at: int) -> int:
    end = at
    while end < min(len(text), at + STRETCH) and text[end] not in STOPS:
        end += 1
    return end
