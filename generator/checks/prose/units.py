"""What was read in, one amount written with two units (343.54万元 and 343.54元) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from .numbers import Number, Sort
from .reading import Reading
from .slip import Mark, Slip

ENOUGH = 3
"""Significant digits from which on two figures do not come out the same by chance (100元 and 100万元 do)."""
TIMES = {10_000: "一万", 1000: "一千", 100: "一百", 10: "十"}


def find(reading: Reading) -> Iterator[Slip]:
    seen: dict[str, Number] = {}
    for mark in reading.of(Sort.MONEY):
        if mark.stop - mark.start < ENOUGH:
            continue
        one = reading.number(mark)
        if one.rough or one.significant < ENOUGH:
            continue
        before = seen.setdefault(one.digits, one)
        if before.unit == one.unit or reading.script.part(before.start) != reading.script.part(one.start):
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
