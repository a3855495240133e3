"""What was read in, one item with two accounts in a paragraph (职业年金缴费57.20万元。……支出决算为45.60万元) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading
from .slip import Mark, Slip
from .words import BREAKS, EARLIER

HEAD = deferred(
    r"[ \u3000]{0,9}(?:\d{1,2}[.．、]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、])?[ \u3000]{0,9}([^，。；,;：:、\d\n\f]{3,40}?)[:：]?(?:为|共)?(?=\d)"
)
"""A paragraph that begins with its item and the item's amount."""
FINAL = deferred(r"(?:^|[，。；,; ])(?:其?支出)?决算数?(?:为|是)?[:：]? ?$")
"""支出决算为, of nothing but what the paragraph is about."""
FULL = deferred(r"(?<![^，。；,;：:、（(.）\n\f])([^，。；,;：:、（(\d\n\f]{3,24}?)(?:支出)?决算数?(?:为|是)[:：]? ?$")
OTHERWISE = deferred(
    f"{EARLIER}|预算|收入|结转|结余|计划|年初|比|较|增|减|合计|总计|其中|累计|我局|单位|中心|本级|补助|下达|到位|\\d{{4}}年"
)
EMPTY = deferred("支出|的|经费$|本年|全年|年度|（[类款项]）|[()（） ]")
LEAST = 3


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    paragraphs: dict[int, list[Number]] = {}
    for mark in reading.of(Sort.MONEY):
        paragraphs.setdefault(reading.script.piece(mark.start).start, []).append(reading.number(mark))
    for start, amounts in paragraphs.items():
        if len(amounts) > 1:
            yield from _head(text, start, amounts)
            yield from _full(text, amounts)


def _head(text: str, start: int, amounts: list[Number]) -> Iterator[Slip]:
    head = HEAD.match(text, start)
    first = amounts[0]
    if head is None or head.end() != first.start or first.rough or OTHERWISE.search(head[1]) or "决算" in head[1]:
        return
    if text[first.end : first.end + 1] not in tuple(BREAKS):
        return
    finals = [one for one in amounts[1:] if FINAL.search(text, max(start, one.start - 16), one.start) and not one.rough]
    if len(finals) == 1 and not _agree(first, finals[0]):
        yield _slip(head[1].strip(), first, finals[0])


def _full(text: str, amounts: list[Number]) -> Iterator[Slip]:
    """公务接待费支出决算为1.64万元，……公务接待费支出决算为1.46万元."""
    seen: dict[str, Number] = {}
    for one in amounts:
        named = FULL.search(text, max(0, one.start - 40), one.start)
        if named is None or one.rough or OTHERWISE.search(named[1]):
            continue
        name = EMPTY.sub("", named[1])
        before = seen.setdefault(name, one) if len(name) >= LEAST else one
        if before is not one and not _agree(before, one):
            yield _slip(named[1].strip(), before, one)


def _agree(one: Number, other: Number) -> bool:
    """Whether one is the other, or the other rounded."""
    return abs(one.value - other.value) <= max(one.half, other.half)


def _slip(name: str, one: Number, other: Number) -> Slip:
    return Slip(
        codes.TWO_VALUES,
        other.start,
        other.end,
        f"“{name}”前面是{one.written}，这里的决算是{other.written}",
        "核对哪一个对，两处写成一样",
        others=(Mark(one.start, one.end, "前面"),),
    )
