"""Digits found in a text in; the figure that they begin out: its value, unit, and what its digits can stand for."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from ...amount import MONEY, RATES
from ...pattern import deferred

DIGITS = deferred("[0-9０-９]+(?:[.,](?![0-9]{4} ?年)[0-9０-９]+)*")
"""Where a figure begins; what is counted is told by the character behind it. 1.2021年 is a point of a list and a year."""


class Sort:
    """What a figure counts; a bare number counts nothing. Plain words: an Enum is slow to hash."""

    MONEY = "money"
    RATE = "rate"
    COUNT = "count"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    BARE = ""


PIECES = "项个件条家人名次批台辆套户场篇份宗起张本座所间期处笔支部班册幅盏亩吨"
"""Measure words by which a count is told from a code or an ordinal."""
SORTS = {
    "元": Sort.MONEY,
    "%": Sort.RATE,
    "％": Sort.RATE,
    "‰": Sort.RATE,
    "年": Sort.YEAR,
    "月": Sort.MONTH,
    "日": Sort.DAY,
    **dict.fromkeys(PIECES, Sort.COUNT),
}
LARGE = "万亿千百余多 "
"""What may stand between the digits and the unit."""
FURTHER = "further"
"""The unit is told by more than one character: 2.97万件, 2个百分点."""
SIGNS = {**SORTS, **dict.fromkeys(LARGE + "个", FURTHER)}
BEFORE = (
    "近",
    "约",
    "超",
    "过",
    "第",
    "逾",
    "不足",
    "至少",
    "最高",
    "最低",
    "不少于",
    "不低于",
    "≥",
    "≤",
    "＞",
    "＜",
    ">",
    "<",
)
"""Words right before a figure that make it a bound, an estimate or an ordinal."""
EXACTLY = frozenset(("节约", "预约", "签约", "履约", "违约", "通过", "经过", "附近"))
"""Words that end as one of them does and say nothing of the kind."""
BEHIND = ("以上", "以下", "以内", "左右", "多", "余", "（含", "(含", "（不含", "(不含", "/", "起步", "月", "每")
"""The same, right behind it."""

TIMES_OF = ("人次", "台次", "户次", "家次", "辆次")
"""Units of two characters: 检验电梯1.98万台次 is no part of 电梯2.1万台."""
BETWEEN = frozenset(LARGE)
AHEAD = frozenset(word[-1] for word in BEFORE)
BEYOND = frozenset(word[0] for word in BEHIND)
EXACT = Decimal(0)


@cache
def _factor(unit: str) -> Decimal:
    known = MONEY.get(unit) or RATES.get(unit)
    return known or {"万": Decimal(10_000), "亿": Decimal(10**8)}.get(unit[:1], Decimal(1))


@cache
def _half(unit: str, decimals: int) -> Decimal:
    return _factor(unit).scaleb(-decimals) / 2


class _Written(NamedTuple):
    text: str
    start: int
    stop: int
    end: int
    digits: str
    decimals: int
    sort: str
    unit: str
    rough: bool


class Number(_Written):
    """A figure as written at `start` to `end`, its digits up to `stop`; money in 元, 100% as 1."""

    @property
    def written(self) -> str:
        return self.text[self.start : self.end]

    @property
    def factor(self) -> Decimal:
        """What one of the unit is in 元, as a plain number, or in pieces."""
        return _factor(self.unit)

    @cached_property
    def value(self) -> Decimal:
        return Decimal(self.digits.replace(",", "")) * self.factor

    @cached_property
    def half(self) -> Decimal:
        """Half a unit of the last place written; a whole count without 万 is exact."""
        decimals = self.decimals
        if self.sort == Sort.COUNT and not decimals and self.unit[:1] not in "万亿":
            return EXACT
        return _half(self.unit, decimals)

    @cached_property
    def low(self) -> Decimal:
        return self.value - self.half

    @cached_property
    def high(self) -> Decimal:
        """The most that the written digits can stand for."""
        return self.value + self.half

    @property
    def fine(self) -> Decimal:
        """The same as accounts are kept: 8万元 beside 291.54万元 is not rounded to ten thousand (小数位 two)."""
        return _half(self.unit, max(self.decimals, 2)) if self.sort == Sort.MONEY else self.half

    @property
    def piece(self) -> str:
        """What is counted by: 件 of 万件."""
        return self.unit.lstrip("万亿") if self.sort == Sort.COUNT else self.unit

    @property
    def significant(self) -> int:
        """Digits that say something: three of 0.0250万元, two of 25000元."""
        plain = self.digits.replace(",", "").lstrip("0.")
        return len(plain.replace(".", "")) if "." in plain else len(plain.rstrip("0"))


def sort_at(text: str, at: int) -> str:
    """What a figure whose digits end at `at` counts: 万, 余 and one blank may stand before the unit."""
    if text.startswith("个百分点", at):
        return Sort.BARE
    for sign in text[at : at + 4]:
        if sign not in LARGE:
            return SORTS.get(sign, Sort.BARE)
    return Sort.BARE


def number(text: str, start: int, stop: int, sort: str) -> Number:
    """The figure whose digits stand at `start` to `stop`."""
    end = stop
    while text[end : end + 1] in BETWEEN:
        end += 1
    end += 2 if text.startswith(TIMES_OF, end) else 1
    unit = text[stop:end]
    rough = (text[end : end + 1] in BEYOND and text.startswith(BEHIND, end)) or (
        text[start - 1 : start] in AHEAD
        and text[max(0, start - 3) : start].endswith(BEFORE)
        and text[start - 2 : start] not in EXACTLY
    )
    if len(unit) > 1:
        rough = rough or "余" in unit or "多" in unit
        unit = unit.replace(" ", "").replace("余", "").replace("多", "")
    unit = unit.replace("％", "%")
    if sort == Sort.MONEY and unit not in MONEY:
        rough, unit = True, "元"
    digits = text[start:stop]
    point = digits.find(".")
    decimals = len(digits) - point - 1 if point >= 0 else 0
    return _new(Number, (text, start, stop, end, digits, decimals, sort, unit, rough))


_new = tuple.__new__
