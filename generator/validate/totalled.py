"""The rows of a pasted table in, which of them are totals of which others out.

A total may stand above or below what it adds up, of the whole table, of a half or since the total before: where that
cannot be told, it is right if one of these holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence as Many
from typing import NamedTuple

from msgspec.structs import replace

from ..nodes import Control, Entry, Mapping, Scalar
from ..pattern import deferred
from ..source import Place

GRAND = ("合计", "总计", "共计", "总额", "总分", "总金额", "机构汇总", "单位汇总")
SO_FAR = "累计"
"""The sum from the first row on, below every month's own."""
TOTALS = (*GRAND, "小计", SO_FAR)
IN_WORDS = "大写"
"""A row with its figure in capitals as well (合计人民币（大写）壹佰元整) is a total, whatever else it is named."""
_NUMBERED = deferred(r"^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．]\s*)+")
_COUNTED = deferred(
    r"(合计|总计|共计|小计|累计|总额|总分)(?:支出|执行|完成|支付|发生)?(?:金额|数额|额|数)?(?:人民币)?"
    r"(?:[（(][^（）()]*(?:元|大写|小写)[^（）()]*[)）])?[:：]?$"
)
_OF_WHICH = deferred(r"^\s*其\s*中\s*[:：]\s*(?=\S)")


class TotalRow(NamedTuple):
    """A row of a half, by key."""

    name: str
    total: bool
    half: int
    heads: tuple[str, ...]
    entries: tuple[Entry, ...]
    place: Place
    at: Place
    """Its name."""
    top: Place
    """The first heading of its half."""
    within: bool = False
    """A part of the item above it (其中)."""
    number: str = ""
    """What stands in the column of numbers before it."""
    level: int = 0
    """How deep that number stands, from 1 on; 0 where it tells none."""


def bare(name: str) -> str:
    """A name without the number before it, blanks and what says how it is counted: （一）人员经费 合计金额（元）：."""
    word = _NUMBERED.sub("", re.sub(r"\s", "", name)).strip("：:")
    return _COUNTED.sub(r"\1", word)


def is_total(name: str, above: tuple[str, ...] = ()) -> bool:
    """Whether a row is named 合计 or the like, or as the key around the table is (人员经费)."""
    word = bare(name)
    return word.endswith(TOTALS) or word in above or IN_WORDS in word


def kind_of(name: str) -> str:
    """合计 of 人员经费合计."""
    return next((one for one in TOTALS if bare(name).endswith(one)), GRAND[0])


def is_sum_of(name: str, groups: Many[str]) -> bool:
    """Whether a name below a group's is nothing but 小计, or the group's with it (产出指标小计)."""
    word = bare(name)
    return any(word == bare(group) + total for group in groups for total in TOTALS)


def of_which(lines: Many[TotalRow], title: str) -> list[TotalRow]:
    """其中： begins the parts of a total, which are items; behind an item it tells a part that is counted in that one."""
    told: list[TotalRow] = []
    parts = False
    for line in lines:
        opened = _OF_WHICH.match(line.name) if not line.total else None
        same = bool(told) and told[-1].half == line.half
        if opened is None:
            parts = line.total
            told.append(line)
        elif (same and parts) or not same:
            parts = True
            told.append(renamed(line, title, opened.end()))
        else:
            told.append(line._replace(total=True, within=True))
    return told


def renamed(line: TotalRow, title: str, start: int) -> TotalRow:
    """A row without the beginning of its name."""
    entries = tuple(_renamed(one, start) if one.key.text == title else one for one in line.entries)
    return line._replace(entries=entries, name=line.name[start:])


def _renamed(entry: Entry, start: int) -> Entry:
    value = entry.value
    return Entry(entry.key, replace(value, text=value.text[start:])) if isinstance(value, Scalar) else entry


def controls(lines: Many[TotalRow], above: tuple[str, ...] = ()) -> tuple[Control, ...]:
    """Each total with the items that it may add up, by their numbers."""
    order = _Order(lines)
    return tuple(
        Control(
            Scalar(line.name, line.at),
            Mapping(line.entries, line.place),
            order.last(at) if line.within else order.spans(at, above),
            line.within,
        )
        for at, line in enumerate(lines)
        if line.total
    )


class _Order:
    """The numbers of rows, in order: of the items, of each half's rows and totals, of the totals with the same word."""

    def __init__(self, lines: Many[TotalRow]) -> None:
        self.lines = lines
        self.items: list[int] = []
        self.halves: dict[int, list[int]] = {}
        self.totals: dict[int, list[int]] = {}
        self.like: dict[str, dict[int, list[int]]] = {}
        for number, one in enumerate(lines):
            self.halves.setdefault(one.half, []).append(number)
            if not one.total:
                self.items.append(number)
                continue
            self.like.setdefault(bare(one.name)[-2:], {}).setdefault(one.half, []).append(number)
            if not one.within:
                self.totals.setdefault(one.half, []).append(number)

    def last(self, at: int) -> tuple[tuple[int, int], ...]:
        """The item above a row."""
        before = bisect_left(self.items, at)
        return ((before - 1, before),) if before else ()

    def spans(self, at: int, above: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """The likeliest first; none is empty."""
        line, word = self.lines[at], bare(self.lines[at].name)
        if line.level:
            return self.between(self.below(at))
        half, like = self.halves[line.half], self.like.get(word[-2:], {})
        named = any(one in word for one in above)
        whole, beside = (-1, len(self.lines)), (half[0] - 1, half[-1] + 1)
        near = [
            span
            for group in (self.totals.get(line.half, []), like.get(line.half, []))
            for span in _either_side(group, at, beside)
        ]
        grand = word in GRAND and sum(map(len, like.values())) == 1
        asked = [whole] if named else [whole, beside] if grand else [*near, beside, whole]
        if word.endswith(SO_FAR):
            asked = [(beside[0], at), (-1, at)]
        return self.between(*asked)

    def between(self, *rows: tuple[int, int]) -> tuple[tuple[int, int], ...]:
        """The items between two rows, each once; none is empty."""
        found = ((bisect_right(self.items, first), bisect_left(self.items, last)) for first, last in rows)
        return tuple(dict.fromkeys(span for span in found if span[0] < span[1]))

    def below(self, at: int) -> tuple[int, int]:
        """From a numbered row down to the next that is none of its parts."""
        line, end = self.lines[at], at + 1
        while (
            end < len(self.lines)
            and self.lines[end].half == line.half
            and (self.lines[end].level > line.level or self.lines[end].within)
        ):
            end += 1
        return at, end


def _either_side(group: Many[int], at: int, beside: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """From the nearest row of a group before it, and to the nearest one behind it."""
    before, behind = bisect_left(group, at), bisect_right(group, at)
    return (
        (group[before - 1] if before else beside[0], at),
        (at, group[behind] if behind < len(group) else beside[1]),
    )
