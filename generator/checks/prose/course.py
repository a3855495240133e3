"""What was read in, works that end before they begin (2024年9月开工，2024年6月竣工) out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...codes import prose as codes
from ...pattern import deferred
from .dates import Date, dates
from .reading import Reading
from .slip import Slip

ADVERB = "(?:正式|全面|已|全部|顺利|如期|建成并|通过)?"
BEGUN = deferred(
    rf"{ADVERB}(?:开工(?:建设)?|动工|启动(?:实施|建设)?|开始(?:实施|建设|施工)?|立项|招标|签订合同|进场(?:施工)?)"
    r"[，,、；;]?(?:并|且)?(?:于|在|至|到)?"
)
ENDED = deferred(rf"{ADVERB}(?:竣工|完工|建成|验收|交付|投用|投入使用|结束|完成|销号)(?!的)")


STAGES = (
    ("发布招标公告", "发布采购公告", "发布公告", "挂网招标"),
    ("开标", "评标", "定标"),
    ("签订合同", "合同签订"),
    ("开工建设", "开工", "动工", "进场施工"),
    ("竣工", "完工"),
    ("竣工验收", "验收", "通过验收"),
)
"""What follows what, in works of one project; what is begun before its contract is signed is a fault of another kind."""
FREE = frozenset(((2, 3),))
RANKS = {word: rank for rank, words in enumerate(STAGES) for word in words}
_EVENT = "|".join(sorted(RANKS, key=len, reverse=True))
AFTER = deferred(rf"(?:正式|全面|已|全部|顺利|如期|完成|通过)?({_EVENT})[，,；;、](?:并|且)?(?:于|在|至)?")
THEN = deferred(rf"(?:正式|全面|已|全部|顺利|如期|完成|通过)?({_EVENT})(?=[，。；,;、]|$)")
LABEL = deferred(rf"({_EVENT})(?:的?日期|的?时间)(?:为|是|：|:)?$")
NEXT = deferred(rf"[，,；;、]({_EVENT})(?:的?日期|的?时间)(?:为|是|：|:)?")


def _stages(reading: Reading, first: Date, last: Date) -> tuple[int, int] | None:
    """The stages of two dates that follow each other with nothing else between: 6月竣工，5月验收; 签订日期为……，竣工日期为……"""
    text = reading.text
    one, other = AFTER.fullmatch(text, first.end, last.start), THEN.match(text, last.end)
    if one is None:
        one, other = (
            LABEL.search(text, max(0, first.start - 16), first.start),
            NEXT.fullmatch(text, first.end, last.start),
        )
    return (RANKS[one[1]], RANKS[other[1]]) if one is not None and other is not None else None


def find(reading: Reading) -> Iterator[Slip]:
    for first, last in pairwise(dates(reading)):
        if not (first.year and last.year):
            continue
        if (
            _before(last, first)
            and BEGUN.fullmatch(reading.text, first.end, last.start)
            and ENDED.match(reading.text, last.end)
        ):
            shown = reading.text[first.start : last.end]
            fact = f"先后写反了：“{shown}……”，{last.said}在{first.said}之前"
            yield Slip(codes.CALENDAR, first.start, last.end, fact, "核对开始和完成的日期")
            continue
        stages = _stages(reading, first, last)
        if stages is None or stages[0] == stages[1] or (min(stages), max(stages)) in FREE:
            continue
        early, late = (first, last) if stages[0] < stages[1] else (last, first)
        if _before(late, early):
            shown = reading.text[first.start : last.end]
            fact = f"先后写反了：“{shown}……”，{late.said}在{early.said}之前"
            yield Slip(codes.CALENDAR, first.start, last.end, fact, "核对这两个日期")


def _before(one: Date, other: Date) -> bool:
    """As far as both tell: a year alone is before another year."""
    known = [(a, b) for a, b in zip(one.key, other.key, strict=True) if a and b]
    return [a for a, _ in known] < [b for _, b in known]
