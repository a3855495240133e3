"""Rows of 科目 as the clerk wrote them and the pack's list of codes in; codes, names, classes and their sums out.

A code's length is its level (类 3, 款 5, 项 7 digits for functions; 类 3, 款 5 for economic classes). A row whose code
begins another row's code is that one's total and serves as a control.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..codes import relations as codes
from ..figure import Figure, Item, Rows, Text, Working
from ..source import Place
from .comparisons import compare_all
from .extra import SUBJECT
from .sums import figure_at, minus, plus, sum_if_all, sum_of
from .tree import assign, put

LEVELS = {3: "类", 5: "款", 7: "项"}
OTHER_SPENDING = ("上缴上级支出", "经营支出", "对附属单位补助支出")
COLUMNS = ("基本", "项目", *OTHER_SPENDING, "年初结转", "收入", "年末结转", "年初预算", "全年预算", "上年")
"""What a class sums up beside 决算: a missing figure of an item counts as none where another item has one."""
SAME_FOR_ALL = frozenset({"年初预算", "全年预算", "上年", "基本", "项目"})
"""Sums of which every item must have its part, or the sum would say too little."""
PARTS = Working(codes.ACCOUNT.id, "其下各项之和")
KINDS = Working(codes.ACCOUNT.id, "基本支出加项目支出")
INCOME = Working(codes.CARRY.id, "支出加年末结转减年初结转", "-", ("支出与年末结转", "年初结转"))
NO_OPENING = Working(codes.CARRY.id, "支出加年末结转", "+", ("支出", "年末结转"))

_CODE = re.compile(r"(\d{3,7})\s*(.*)")


def name_rows(rows: Iterable[Item], names: Mapping[str, str]) -> None:
    """Split 2010301 行政运行 into code and name, or complete what was left out by the pack's list."""
    by_name = {name: code for code, name in names.items()}
    for row in rows:
        written = row.entries.get("科目")
        if not isinstance(written, Text):
            continue
        match = _CODE.fullmatch(written.text)
        code = match[1] if match else by_name.get(written.text, "")
        name = (match[2] if match else written.text) or names.get(code, code)
        found = {
            "编码": code,
            "名称": name,
            "级": LEVELS.get(len(code), "项"),
            "类名": names.get(code[:3], ""),
            "款名": names.get(code[:5], ""),
        }
        for key, text in found.items():
            assign(row, key, Text(text, written.place))


def leaves(rows: Iterable[Item]) -> list[Item]:
    """The rows that are no total of other rows."""
    every = list(rows)
    written = [row.text("编码") or "" for row in every]
    return [
        row
        for row, code in zip(every, written, strict=True)
        if not code or not any(other != code and other.startswith(code) for other in written)
    ]


def complete_rows(fund: Item) -> None:
    """决算 of each item from 基本 and 项目, its income from the carry-over, then every level above it."""
    rows = fund.rows("科目")
    items = leaves(rows)
    for row in items:
        spent = _by_kind(row)
        if spent is not None:
            put(row, "决算", spent, KINDS)
    _sum_up(fund, rows, items)


def _by_kind(row: Item) -> Figure | None:
    return sum_of(figure_at(row, column) for column in ("基本", "项目", *OTHER_SPENDING))


def _sum_up(fund: Item, rows: tuple[Item, ...], items: list[Item]) -> None:
    coded = [row for row in items if row.text("编码")]
    written = {row.text("编码") or "": row for row in rows}
    levels: dict[str, Item] = {}
    for row in coded:
        code = row.text("编码") or ""
        for length in (3, 5):
            if len(code) > length and code[:length] not in levels:
                levels[code[:length]] = _level(code[:length], length, row, coded, written)
        levels[code] = row
    ordered = tuple(levels[code] for code in sorted(levels))
    classes = tuple(row for row in ordered if len(row.text("编码") or "") == 3)
    assign(fund, "项", Rows(SUBJECT, tuple(items), fund.place))
    assign(fund, "层级", Rows(SUBJECT, ordered, fund.place))
    assign(fund, "类", Rows(SUBJECT, classes, fund.place))


def _level(code: str, length: int, sample: Item, items: list[Item], written: dict[str, Item]) -> Item:
    """A class or section with the sums of the items below it; what was given of it is its control."""
    below = [row for row in items if (row.text("编码") or "").startswith(code)]
    given = written.get(code)
    place = sample.place
    name = sample.text("类名" if length == 3 else "款名") or code
    level = given if given is not None else Item(SUBJECT, {}, place)
    if given is None and place is not None:
        for key, text in {"编码": code, "名称": name, "级": LEVELS[length], "类名": sample.text("类名") or ""}.items():
            assign(level, key, Text(text, _at(sample, place)))
    spent = sum_if_all([figure_at(row, "决算") for row in below])
    if spent is not None:
        put(level, "决算", spent, PARTS)
    for column in COLUMNS:
        figures = [figure_at(row, column) for row in below]
        some = sum_of(figures) if column not in SAME_FOR_ALL or _split(below, column) else sum_if_all(figures)
        if some is not None:
            put(level, column, some, PARTS)
    compare_all(level)
    return level


def _split(rows: list[Item], column: str) -> bool:
    """基本 and 项目 are known of every item where each gives one of them."""
    return column in ("基本", "项目") and all(_by_kind(row) is not None for row in rows)


def _at(row: Item, fallback: Place) -> Place:
    written = row.entries.get("科目")
    return written.place if isinstance(written, Text) else fallback


def income_of(row: Item) -> None:
    """收入 of an item: 支出 + 年末结转 - 年初结转, where it was not given."""
    opening = figure_at(row, "年初结转")
    income = minus(plus(figure_at(row, "决算"), figure_at(row, "年末结转")), opening)
    if income is not None:
        put(row, "收入", income, NO_OPENING if opening is None else INCOME)


def income_of_levels(fund: Item) -> None:
    """收入 of each class and section, once its items have theirs."""
    items = leaves(fund.rows("科目"))
    for level in fund.rows("层级"):
        total = sum_if_all([figure_at(row, "收入") for row in _under(level, items)])
        if total is not None:
            put(level, "收入", total, PARTS)


def _under(level: Item, items: list[Item]) -> list[Item]:
    code = level.text("编码") or ""
    return [row for row in items if code and (own := row.text("编码") or "") != code and own.startswith(code)]


def sum_classes(rows: Iterable[Item]) -> list[Item]:
    """The economic items of a list; a class that stands among them (301) becomes their sum."""
    every = list(rows)
    items = leaves(every)
    for row in every:
        total = sum_if_all([figure_at(one, "决算") for one in _under(row, items)])
        if total is not None:
            put(row, "决算", total, PARTS)
    return items
