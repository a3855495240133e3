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
ENDED = deferred(rf"{ADVERB}(?:竣工|完工|建成|验收|交付|投用|投入使用|结束|完成|销号)")


def find(reading: Reading) -> Iterator[Slip]:
    for first, last in pairwise(dates(reading)):
        if not (first.year and last.year) or not _before(last, first):
            continue
        if BEGUN.fullmatch(reading.text, first.end, last.start) and ENDED.match(reading.text, last.end):
            shown = reading.text[first.start : last.end]
            fact = f"先后写反了：“{shown}……”，{last.said}在{first.said}之前"
            yield Slip(codes.CALENDAR, first.start, last.end, fact, "核对开始和完成的日期")


def _before(one: Date, other: Date) -> bool:
    """As far as both tell: a year alone is before another year."""
    known = [(a, b) for a, b in zip(one.key, other.key, strict=True) if a and b]
    return [a for a, _ in known] < [b for _, b in known]
