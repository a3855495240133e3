"""A report's own sentences in, what contradicts itself or the figures in them out (文字).

Every check is a module of this package with a function `find` from what was read to slips; here they get their
places. `in_paragraphs` reads plain text as well, without any figures beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import NamedTuple

from ...codes.prose import OTHER_YEAR
from ...diagnostic import Diagnostic, Label
from ...figure import Item, Text
from ...pack import Pack
from . import (
    above,
    accounts,
    altogether,
    balances,
    bodies,
    brackets,
    capital,
    changes,
    compared,
    contrary,
    course,
    data,
    dates,
    denied,
    digits,
    disclaimed,
    documents,
    doubled,
    enumerated,
    equipment,
    filled,
    graded,
    hotlines,
    indicated,
    itemised,
    items,
    leftovers,
    lists,
    marked,
    marks,
    moved,
    named,
    nothing,
    of_wholes,
    own,
    parts,
    pasted,
    points,
    portions,
    products,
    purposes,
    quoted,
    rates,
    same,
    scored,
    series,
    shares,
    signs,
    stationed,
    subordinate,
    sums,
    told,
    twice,
    two_years,
    units,
    wholes,
    years,
)  # fmt: skip
from .manuscript import Manuscript, of_figures, of_paragraphs
from .numbers import Sort
from .reading import Reading
from .slip import Slip


class Check(NamedTuple):
    """A module; one of its `words` must occur, if it has any, and a figure of one of its `sorts`, if it has any."""

    module: ModuleType
    words: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()


COUNTED, MONEY, RATE = (Sort.MONEY, Sort.COUNT), (Sort.MONEY,), (Sort.RATE,)
CHECKS = (
    Check(brackets, tuple("“”‘（(）)《》【】〔〕「」『』〈〉")),
    Check(leftovers, tuple("、，；：。（(×X_[【{｛ \u3000")),
    Check(series, ("二是", "三是", "2", "3", "第二", "第三", "二、", "二）", "二)")),
    Check(dates, (), (Sort.YEAR, Sort.MONTH, Sort.RATE)),
    Check(course, ("工", "立项", "招标", "启动", "开始", "签订", "进场", "标", "验收"), (Sort.YEAR,)),
    Check(years, (), (Sort.YEAR,)),
    Check(units, (), MONEY),
    Check(same, (), COUNTED),
    Check(bodies, ("下属", "所属", "直属"), (Sort.COUNT,)),
    Check(marked, ("得分", "总分", "评分", "满分")),
    Check(lists, ("分别", "依次", "等", "”", "》"), COUNTED),
    Check(shares, ("，占", ",占", "；占"), MONEY),
    Check(accounts, ("类）", "类)"), MONEY),
    Check(capital, ("大写",), MONEY),
    Check(rates, (), RATE),
    Check(changes, ("增", "减", "升", "降", "涨", "提高"), COUNTED),
    Check(moved, ("从", "由")),
    Check(
        balances,
        (
            "结",
            "余",
            "节约",
            "编",
            "正在",
            "还有",
            "尚有",
            "在办",
            "未整改",
            "未付",
            "尚欠",
            "审",
            "年末",
            "年底",
            "期末",
            "目前",
            "现有",
        ),
        COUNTED,
    ),
    Check(sums, ("共", "合计", "总计", "四季度"), COUNTED),
    Check(two_years, ("增", "减", "升", "降", "涨", "提"), COUNTED),
    Check(enumerated, ("一是",)),
    Check(points, ("百分点",), RATE),
    Check(products, ("每", "单价", "均"), COUNTED),
    Check(above, (), RATE),
    Check(signs, ("占", "率", "百分点", "-", "－", "−")),
    Check(documents, tuple(f"{sign}{century}" for sign in "（([［【〈<" for century in ("19", "20"))),
    Check(digits, ("年", *"OoIl")),
    Check(doubled),
    Check(named, ("（", "("), ()),
    Check(twice, ("决算",), MONEY),
    Check(portions, ("占",), RATE),
    Check(wholes, ("其中", "（", "(", "共", "总计", "合计", "：", ":"), COUNTED),
    Check(stationed, ("占", "达", "相当于"), (Sort.COUNT,)),
    Check(nothing, ("增", "上升", "提高", "完成"), RATE),
    Check(
        contrary,
        ("持平", "大于", "高于", "多于", "超过", "小于", "低于", "少于", "等于", "增", "上升", "未", "超"),
        (*COUNTED, *RATE, Sort.BARE),
    ),
    Check(parts, ("其中", "包括", "分别", "共计", "合计", "总计", "项目支出"), COUNTED),
)
TYPED = (*CHECKS, Check(pasted), Check(marks, tuple(',;:?!"')))
"""Those of what a clerk typed: a finished report may be Markdown itself."""
HELD = (
    Check(filled, ("支出", "费", "单位", "内设"), COUNTED),
    Check(told, (), COUNTED),
    Check(disclaimed, (), COUNTED),
    Check(equipment, ("设备",), COUNTED),
    Check(altogether, ("项目",), MONEY),
    Check(of_wholes, ("占",), RATE),
    Check(compared, ("比", "较", "与", "同"), (*MONEY, *RATE)),
    Check(denied, denied.SAID),
    Check(indicated, (), (*COUNTED, *RATE)),
    Check(itemised, (), (*MONEY, *RATE)),
    Check(data, (), (*COUNTED, *RATE)),
    Check(hotlines, ("热线",), (Sort.BARE,)),
    Check(scored, ("自评",)),
    Check(graded, ("自评",)),
    Check(own),
    Check(subordinate, subordinate.UNDER),
    Check(items),
    Check(purposes, ("用于",)),
)
"""Those that hold what was read against the report's own figures and its pack."""


def prose(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Everything that was typed in one report; what a reference printed is the program's own."""
    script, named = of_figures(figures), _named(figures)
    reading = Reading(script)
    told: set[int] = set()
    for slip in (*_held(reading, figures, pack), *_slips(reading, TYPED)):
        found = _diagnostic(script, slip)
        if script.referred(slip.start, slip.end) or (slip.code is OTHER_YEAR and found.place.start in named):
            continue
        if slip.start not in told:  # what the data say against it comes first
            told.add(slip.start)
            yield found


def _named(figures: Item) -> frozenset[int]:
    """Where projects' names begin: a year in one is told of the name (L163), wherever the other one stands."""
    names = (project.entries.get("名称") for project in figures.rows("项目"))
    return frozenset(name.place.start for name in names if isinstance(name, Text))


def in_paragraphs(title: str, text: str, year: str = "") -> Iterator[Diagnostic]:
    """Plain text, a paragraph a line, as one value of a report of that year."""
    script = of_paragraphs(title, text, year)
    for slip in _slips(Reading(script), CHECKS):
        yield _diagnostic(script, slip)


def _slips(reading: Reading, checks: Iterable[Check]) -> Iterator[Slip]:
    for check in _due(reading, checks):
        yield from check.module.find(reading)


def _held(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    for check in _due(reading, HELD):
        yield from check.module.find(reading, figures, pack)


def retold(figures: Item, lines: Iterable[quoted.PrintedLine], told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What was typed against the report's own sentences, which are only there when it is rendered; not what is told already."""
    script, places = of_figures(figures), {one.place for one in told}
    for slip in quoted.find(Reading(script), lines):
        found = _diagnostic(script, slip)
        if found.place not in places:
            yield found


def held(reading: Reading, figures: Item, pack: Pack) -> frozenset[int]:
    """Where figures of the sentences begin that are held against what is filled in."""
    for _ in _held(reading, figures, pack):
        pass
    return frozenset(reading.held)


def _due(reading: Reading, checks: Iterable[Check]) -> Iterator[Check]:
    """The checks that can have something to say: most reports need few."""
    for check in checks:
        if check.sorts and reading.sorts.keys().isdisjoint(check.sorts):
            continue
        if not check.words or reading.has(check.words):
            yield check


def _diagnostic(script: Manuscript, slip: Slip) -> Diagnostic:
    return Diagnostic(
        slip.code,
        slip.message,
        Label(script.place(slip.start, slip.end)),
        (*(Label(script.place(mark.start, mark.end), mark.text) for mark in slip.others), *_data(slip)),
        help=slip.help,
    )


def _data(slip: Slip) -> Iterator[Label]:
    if slip.figure is not None and slip.figure.place is not None:
        yield Label(slip.figure.place, "数据")


__all__ = ["held", "in_paragraphs", "prose", "retold"]
