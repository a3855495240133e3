"""What was read in, amounts in words (大写) that differ from the figures beside them out."""

from __future__ import annotations

from collections.abc import Iterator

from ...capitals import MOST, capitals
from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Sort
from .reading import Reading
from .slip import Mark, Slip

WORDS = deferred(r"大写[:：]? ?(?:人民币)?([零壹贰叁肆伍陆柒捌玖拾佰仟万萬亿元圆角分整正]{3,})")


def find(reading: Reading) -> Iterator[Slip]:
    for match in WORDS.finditer(reading.text):
        before = [one for one in reading.between(match.start() - 40, match.start()) if one.sort == Sort.MONEY]
        if not before:
            continue
        written = before[-1]
        if written.value >= MOST or written.value != round(written.value, 2):
            continue
        right = capitals(written.value)
        if _plain(match[1]) != _plain(right):
            yield Slip(
                codes.CAPITALS,
                match.start(1),
                match.end(1),
                f"大写与{written.written}不符，应为{right}",
                f"写成“{right}”，或改正小写的数",
                others=(Mark(written.start, written.end, "小写"),),
            )


def _plain(words: str) -> str:
    return words.replace("圆", "元").replace("正", "整").replace("萬", "万").removesuffix("整")
