"""What was read and a pack's hotlines in, numbers of a hotline whose digits are those of a known one in another order out.

Public service numbers (公共服务热线) have five digits and begin with 123. Only a number that does not is asked about, so
that a list which is a part misleads nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import retold as codes
from ...figure import Item
from ...pack import Pack
from ...pattern import deferred
from .numbers import Sort
from .reading import Reading
from .slip import Slip

NUMBER = deferred(
    r"热线(?:电话|号码)?[“”\"：:（(]?(1\d{4})(?![\d件个次条人]|[.,]\d)|(?<![\d.])(1\d{4})(?![\d件个次条人])[^，。；、\d\s]{0,8}热线"
)
PREFIX = "123"
LENGTH = 5


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    known = {"".join(sorted(number)): number for number in pack.rules.hotlines}
    text = reading.text
    for mark in reading.of(Sort.BARE):
        if mark[1] - mark[0] != LENGTH:
            continue
        written = text[mark.start : mark.stop]
        meant = known.get("".join(sorted(written)))
        if meant is None or written.startswith(PREFIX):
            continue
        match = NUMBER.search(text, max(0, mark.start - 8), mark.stop + 12)
        if match is not None and match.start(match.lastindex or 1) == mark.start:
            yield Slip(
                codes.HOTLINE,
                mark.start,
                mark.stop,
                f"没有“{written}”这样的热线号码，多半是{meant}的数字写颠倒了",
                f"核对号码，改成{meant}",
            )
