"""What was read in, one quantity that is written with two values a slip apart out.

Two figures of four digits or more that differ as by a slip of the finger (one digit, two swapped, the last place) and
that are called the same: their names are compared without words that say nothing (总, 目前, 人数).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import combinations

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Number, Sort
from .reading import Reading, named
from .slip import Mark, Slip
from .words import EARLIER, WITHIN

ENOUGH = 4
MANY = 60
SHORT = 4
"""Characters of a name that is one of what stands before it: 合格, 投资."""
EMPTY = deferred(
    "截至|目前|当前|基于|平台|系统|累计|总计|共计|合计|总数|人数|户数|数量|用户|全市|全区|全县|全年|本年|实际"
    r"|[总共数为达到是约已的了按以年月日底末“”‘’（）()\s\d]"
)
FINANCE = deferred("支出|决算|预算|收入|年初|全年|执行|合计|总额|项目|经费|资金|金额|财政|拨款|完成|其中|一般公共")
OTHER = deferred(f"{EARLIER}|增加|减少|新增|增长|下降|比|较|计划|目标|力争|预计|季度|半年|至")
HAN = deferred("[一-鿿]{2,6}")


def find(reading: Reading) -> Iterator[Slip]:
    groups: dict[tuple[str, int], list[Number]] = {}
    for mark in reading.of(Sort.MONEY, Sort.COUNT):
        if mark[1] - mark[0] >= ENOUGH:
            one = reading.number(mark)
            if not one.rough and len(one.digits.replace(".", "").replace(",", "")) >= ENOUGH:
                groups.setdefault((one.unit, len(one.digits)), []).append(one)
    for group in groups.values():
        if len(group) > MANY:
            for alike in _called_alike(reading, group):
                yield from _group(reading, alike)
        elif len(group) > 1:
            yield from _group(reading, group)


def _called_alike(reading: Reading, group: list[Number]) -> Iterable[list[Number]]:
    """The figures by what they are called: too many to hold each against each."""
    named: dict[str, list[Number]] = {}
    for one in group:
        named.setdefault(EMPTY.sub("", _name(reading.text, one)), []).append(one)
    return [alike[:MANY] for alike in named.values()]


def _group(reading: Reading, group: list[Number]) -> Iterator[Slip]:
    told: set[str] = set()
    for one, other in combinations(group, 2):
        if one.digits == other.digits or not _slipped(one.digits, other.digits) or other.digits in told:
            continue
        script = reading.script
        if script.part(one.start) != script.part(other.start) or script.aimed(one.start) != script.aimed(other.start):
            continue
        name = _named_alike(reading, one, other)
        if name:
            told.add(other.digits)
            yield Slip(
                codes.TWO_VALUES,
                other.start,
                other.end,
                f"“{name}”前面是{one.written}，这里是{other.written}",
                "核对哪一个对，两处写成一样；在“数据:”下面写一次，两处都引用它，就不会不一样",
                others=(Mark(one.start, one.end, "前面"),),
            )


def _slipped(one: str, other: str) -> bool:
    """One digit off, or two neighbours swapped."""
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return True
    if len(places) != 2 or places[1] - places[0] != 1:
        return False
    first, second = places
    return one[first] == other[second] and one[second] == other[first]


def _named_alike(reading: Reading, one: Number, other: Number) -> str:
    first, second = (_name(reading.text, each) for each in (one, other))
    if OTHER.search(first) or OTHER.search(second) or _year(reading, one) != _year(reading, other):
        return ""
    cores = [EMPTY.sub("", name) for name in (first, second)]
    if len(cores[0]) <= SHORT and _of_two(_ahead(reading, one, first), _ahead(reading, other, second)):
        return ""
    return second if cores[0] == cores[1] and len(FINANCE.sub("", cores[0])) >= 2 else ""


def _ahead(reading: Reading, one: Number, name: str) -> str:
    """What stands in the sentence, or behind its last semicolon, before the figure's clause, without digits."""
    start = reading.sentence(one.start).start
    lead = reading.text[start : one.start].removesuffix(name)
    return "".join(HAN.findall(lead.rpartition("；")[2].rpartition(";")[2]))


def _of_two(one: str, other: str) -> bool:
    """抽检食品1260批次，合格1252批次；抽检药品1280批次，合格1253批次: both are told of something, and not of the same."""
    return bool(one) and bool(other) and one != other


def _name(text: str, one: Number) -> str:
    """The clause before the figure; for 45个部门 the word behind it as well."""
    name = named(text, one.start, WITHIN + "、")
    if one.sort == Sort.COUNT and not EMPTY.sub("", name):
        behind = HAN.match(text, one.end, one.end + 6)
        name += behind[0] if behind else ""
    return name


def _year(reading: Reading, one: Number) -> str:
    """The year that the sentence names last before the figure, else the report's."""
    years = reading.of(Sort.YEAR)
    at = bisect_left(years, (one.start,))
    last = years[at - 1] if at else None
    if last is None or last.start < reading.sentence(one.start).start:
        return reading.year
    return reading.text[last.start : last.stop]
