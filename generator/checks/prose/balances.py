"""What was read in, sentences that tell what was there, came in, went out and is left, which do not balance, out.

年初结转10万元，本年收入50万元，本年支出55万元，年末结转5万元; 预算200万元，支出180万元，结余20万元; 编制20人，实有25人，超编5人:
only where these are told one after the other, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from re import Pattern
from typing import NamedTuple

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Sort
from .reading import Reading, Sentence, alike, amount
from .slip import Mark, Slip

CARRIED = r"结转(?:和结余|结余|资金)?|结余(?:资金)?"
_IS = r"(?:资金|合计|总额|数|额)?(?:共计?|为|是|了)?[:：]? ?$"


class _Row(NamedTuple):
    """Figures that follow one another: what each is called, and what each counts to the last, which is left."""

    names: tuple[Pattern[str], ...]
    signs: tuple[int, ...]
    sort: str


ROWS = (
    _Row(
        (
            deferred(rf"(?:年初|上年)(?:{CARRIED}){_IS}"),
            deferred(rf"(?<!经营)(?<!事业)收入{_IS}"),
            deferred(rf"支出(?:决算)?{_IS}"),
            deferred(rf"(?:年末|期末|当年|累计|滚存)?(?:{CARRIED}){_IS}"),
        ),
        (1, 1, -1),
        Sort.MONEY,
    ),
    _Row(
        (
            deferred(rf"(?:预算|安排|到位|下达|拨付|收入){_IS}"),
            deferred(rf"(?:支出|执行|使用|支付|完成){_IS}"),
            deferred(rf"(?:结余|节余|剩余|结转|节约){_IS}"),
        ),
        (1, -1),
        Sort.MONEY,
    ),
    _Row(
        (
            deferred(rf"(?:合同价?|预算价|控制价|招标价|概算|送审){_IS}"),
            deferred(rf"(?:结算价?|中标价?|成交价?|审定){_IS}"),
            deferred(rf"(?:节约|节省|核减|审减){_IS}"),
        ),
        (1, -1),
        Sort.MONEY,
    ),
    _Row(
        (deferred(rf"编制(?:人)?{_IS}"), deferred(rf"(?:实有|在编|在职|在岗)(?:人员|人)?{_IS}"), deferred(r"超编 ?$")),
        (-1, 1),
        Sort.COUNT,
    ),
    _Row(
        (
            deferred(rf"编制(?:人)?{_IS}"),
            deferred(rf"(?:实有|在编|在职|在岗)(?:人员|人)?{_IS}"),
            deferred(r"(?:空编|缺编|空缺) ?$"),
        ),
        (1, -1),
        Sort.COUNT,
    ),
)
OTHERWISE = (
    "分配",
    "弥补",
    "缴",
    "调",
    "其中",
    "提取",
    "收回",
    "核减",
    "归还",
    "借",
    "含",
    "上年",
    "累计",
    "另",
    "追加",
)


def find(reading: Reading) -> Iterator[Slip]:
    done: set[int] = set()
    for at in reading.found(
        "结转", "结余", "节余", "剩余", "节约", "节省", "核减", "审减", "超编", "空编", "缺编", "空缺"
    ):
        sentence = reading.sentence(at)
        if sentence.start not in done:
            done.add(sentence.start)
            yield from next((found for row in ROWS if (found := list(_held(sentence, row)))), [])


def _held(sentence: Sentence, row: _Row) -> Iterator[Slip]:
    """A row of the sentence, which tells no other figures of its kind."""
    numbers = [(index, one) for index, one in enumerate(sentence.numbers) if one.sort == row.sort]
    if len(numbers) != len(row.names) or any(one.rough or not alike(one, numbers[0][1]) for _, one in numbers):
        return
    if not all(name.search(sentence.clause(at)) for name, (at, _) in zip(row.names, numbers, strict=True)):
        return
    text = sentence.text[sentence.start : sentence.end].replace("上年结", "年初结")
    if any(word in text for word in OTHERWISE):
        return
    *parts, left = (one for _, one in numbers)
    right = sum((sign * one.value for sign, one in zip(row.signs, parts, strict=True)), Decimal(0))
    if abs(right - left.value) <= sum(one.fine for _, one in numbers):
        return
    # the first is added, or what is there counts before what may be
    terms = sorted(zip(row.signs, parts, strict=True), key=lambda term: -term[0])
    shown = " ".join((("+ " if sign > 0 else "- ") + one.written) for sign, one in terms).removeprefix("+ ")
    yield Slip(
        codes.PARTS,
        left.start,
        left.end,
        f"{shown} = {amount(right, left)}，写的是{left.written}",
        "核对这几个数；还有别的，写清楚",
        others=tuple(Mark(one.start, one.end) for one in parts),
    )
