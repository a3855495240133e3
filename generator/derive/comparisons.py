"""Figures with what they are compared with in; change, rate of change, completion and share of each out (数).

One place computes every comparison of a report. A base of zero has no rate (上年无此项，不可比), a missing one nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import relations as codes
from ..figure import Figure, Item, Rows, Working
from .extra import COMPARED
from .sums import Unknown, figure_at, minus, share_of
from .tree import assign, put

CHANGE = Working(codes.CHANGE.id, "决算数减上年数", "-", ("决算", "上年"))
DIFFERENCE = Working(codes.CHANGE.id, "决算数减预算数", "-", ("决算", "预算"))
GROWTH = Working(codes.CHANGE.id, "增减额除以上年数", "÷", ("增减", "上年"))
IMPLIED = Working(codes.CHANGE.id, "增减额除以决算减增减", "÷", ("增减", "决算减增减"))
COMPLETION = Working(codes.COMPLETION.id, "决算数除以预算数", "÷", ("决算", "预算"))
SHARE = Working(codes.SHARE.id, "本项除以合计", "÷", ("分项", "合计"))


AGAINST = frozenset({"上年", "年初预算", "全年预算", "增减"})
"""What a 数 may be compared with, or its change that was given without it."""


def compare_all(root: Item) -> None:
    """Complete every 数 of the tree."""
    for item in _figures(root):
        try:
            _compare(item)
        except Unknown:
            continue


def _figures(root: Item) -> list[Item]:
    """Every 数, once: a row of 科目 stands in the lists of its levels too."""
    found: dict[int, Item] = {}
    open_ = [root]
    for item in open_:
        if item.kind.by_name.keys() >= COMPARED:
            if id(item) in found:
                continue
            found[id(item)] = item
        for value in item.entries.values():
            if type(value) is Item:
                open_.append(value)
            elif type(value) is Rows and not value.named:
                open_ += value.items
    return list(found.values())


def _compare(item: Item) -> None:
    if "决算" not in item.entries or item.entries.keys().isdisjoint(AGAINST):
        return
    this = figure_at(item, "决算")
    last, budget = figure_at(item, "上年"), figure_at(item, "年初预算") or figure_at(item, "全年预算")
    if this is None:
        return
    if last is not None:
        change(item, this, last)
    elif item.entries.get("增减") is not None:
        _implied(item, this)
    difference = minus(this, budget) if budget is not None else None
    rate = share_of(difference, budget)
    for name, against in (("差异", difference), ("差异率", rate)):
        if against is not None:
            assign(item, name, against._replace(working=DIFFERENCE if name == "差异" else None))
    completion = share_of(this, budget)
    if completion is not None:
        put(item, "完成率", completion, COMPLETION)


def change(item: Item, this: Figure, last: Figure) -> None:
    """增减 and 增减率 of a figure against an earlier one; a base that is zero or negative has no rate."""
    difference = minus(this, last)
    if difference is not None:
        put(item, "增减", difference, CHANGE)
    growth = share_of(difference, last) if last.value > 0 else None
    if growth is not None:
        put(item, "增减率", growth, GROWTH)


def _implied(item: Item, this: Figure) -> None:
    """增减率 of a change that was given without the year before, which the change says."""
    difference = figure_at(item, "增减")
    last = minus(this, difference) if difference is not None else None
    growth = share_of(difference, last) if last is not None and last.value > 0 else None
    if growth is not None:
        put(item, "增减率", growth, IMPLIED)


def shares(whole: Figure | None, parts: Iterator[Item]) -> None:
    """占比 of each part that is a 数."""
    for part in parts:
        try:
            share = share_of(figure_at(part, part.kind.main or "决算"), whole)
        except Unknown:
            continue
        if share is not None and "占比" in part.kind.by_name:
            put(part, "占比", share, SHARE)
