"""What was read in, classes (类) that are not the sum of the items (项) told below them out.

The wording is that of the ministry's disclosure: 某支出（类）某事务（款）某事项（项）：支出决算为X万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, amount
from .slip import Mark, Slip

CLASS = deferred(r"([^\s，。；：、:;,.\d（(]{2,20})[（(]类[）)]")
FINAL = deferred(r"决算数?(?:为|是|：|:)? ?(?=\d)")
FAR = 300
"""Characters from one item to the next at most: reasons for a difference stand between them."""


class _Item(Struct, frozen=True):
    name: str
    start: int
    figure: Number


def find(reading: Reading) -> Iterator[Slip]:
    groups: dict[str, list[_Item]] = {}
    for item in _items(reading):
        groups.setdefault(item.name, []).append(item)
    for name, items in groups.items():
        if len(items) > 1:
            yield from _class(reading, name, items, groups)


def _items(reading: Reading) -> Iterator[_Item]:
    text = reading.text
    heads = list(CLASS.finditer(text))
    for at, head in enumerate(heads):
        end = min(heads[at + 1].start() if at + 1 < len(heads) else len(text), head.end() + FAR)
        stretch = text[head.end() : end]
        named = max(stretch.find(word) for word in ("(项)", "（项）", "支出\n"))
        final = FINAL.search(text, head.end() + named, end) if named >= 0 else None
        figure = reading.at(final.end()) if final is not None else None
        if figure is not None and figure.sort == Sort.MONEY:
            yield _Item(head[1].removesuffix("支出"), head.start(), figure)


def _class(reading: Reading, name: str, items: list[_Item], groups: dict[str, list[_Item]]) -> Iterator[Slip]:
    form = rf"{re.escape(name)}(?:支出)?(?:[（(]类[）)])?(?:支出)?(?:决算)?(?:为)?(?=\d)"
    totals = [
        figure
        for match in re.finditer(form, reading.text)
        if (figure := reading.at(match.end())) is not None and figure.sort == Sort.MONEY
    ]
    if len({one.value for one in totals}) != 1:
        return
    whole = totals[0]
    found = [item.figure for item in items]
    total = sum((one.value for one in found), Decimal(0))
    if abs(total - whole.value) <= whole.fine + sum(one.fine for one in found):
        return
    others = [
        other[0]
        for other in groups.values()
        if len(other) == 1
        and abs(total + other[0].figure.value - whole.value) <= whole.fine + sum(one.fine for one in found)
    ]
    at = others[0] if others else None
    place = (at.start, at.start + len(at.name)) if at is not None else (whole.start, whole.end)
    fact = f"“{name}”（类）是{whole.written}，其下各项之和是{amount(total, whole)}，相差{amount(abs(total - whole.value), whole)}"
    yield Slip(
        codes.PARTS,
        *place,
        fact + (f"，正是“{at.name}（类）”的{at.figure.written}" if at is not None else ""),
        "“类”写错了？看是不是属于“" + name + "”" if at is not None else "核对各项：有没有把合计写到一项里，或漏了一项",
        others=(
            *((Mark(whole.start, whole.end, "类"),) if at is not None else ()),
            *(Mark(one.start, one.end, "项") for one in found),
        ),
    )
