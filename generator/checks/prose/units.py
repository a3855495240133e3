"""What was read in, one amount written with two units (343.54万元 and 343.54元) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, named
from .slip import Mark, Slip

ENOUGH = 3
"""Significant digits from which on two figures do not come out the same by chance (100元 and 100万元 do)."""
PRICE = deferred("[每均]|单价|标准|定额")
"""每块标志牌486元 is no slip for 486万元."""
EMPTY = frozenset(("支出", "收入", "资金", "全年", "共计", "合计", "金额", "万元", "其中"))
TIMES = {10_000: "一万", 1000: "一千", 100: "一百", 10: "十"}


def find(reading: Reading) -> Iterator[Slip]:
    seen: dict[str, Number] = {}
    for mark in reading.of(Sort.MONEY):
        if mark.stop - mark.start < ENOUGH:
            continue
        one = reading.number(mark)
        if one.rough or one.significant < ENOUGH:
            continue
        if PRICE.search(named(reading.text, one.start)):
            continue
        before = seen.setdefault(one.digits, one)
        if (
            before.unit == one.unit
            or (one.significant == ENOUGH and not _called_alike(before, one))
            or reading.script.part(before.start) != reading.script.part(one.start)
        ):
            continue
        times = int(max(one.factor, before.factor) / min(one.factor, before.factor))
        yield Slip(
            codes.UNIT,
            one.start,
            one.end,
            f"前面是{before.written}，这里是{one.written}：差{TIMES.get(times, str(times))}倍",
            f"单位是不是写错了？看是不是{one.digits}{before.unit}",
            others=(Mark(before.start, before.end, "前面"),),
        )


def _called_alike(one: Number, other: Number) -> bool:
    """Whether the clauses of both share a word: three digits come out the same by chance where a report has hundreds."""
    first, second = (named(each.text, each.start) for each in (one, other))
    return any(first[at : at + 2] in second and first[at : at + 2] not in EMPTY for at in range(len(first) - 1))
