"""Figures in, totals that other parts of the report contradict out: columns against their parts, 历年 against 上年."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import orders as codes
from ..codes.relations import ACCOUNT
from ..derive.accounts import FUNDS, INCOMES
from ..derive.sums import Unknown, figure_at, sum_if_all
from ..derive.unread import unread
from ..diagnostic import Diagnostic
from ..figure import Figure, Item, Text
from ..pack import Pack
from ..wording import with_unit
from .comparing import places
from .explained import Unexplained
from .following import contradicted
from .given import difference

LAST = "上年"
COLUMNS = ("年初预算", "全年预算", LAST)
"""What a total has beside 决算, which derive works out."""


def columns(figures: Item, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    """Of its own shape, a sum of whatever funds and kinds of income there are: budgets and 上年 of a total that was given."""
    for whole, called, column, given, total in compared_columns(figures):
        yield from _column(whole, f"{called}.{column}", column, given, total, pack)


def compared_columns(figures: Item) -> Iterator[tuple[Item, str, str, Figure, Figure]]:
    """Each column of a total that was given, with the total's record and name and with the sum of the column's parts."""
    spending, income = figures.item("支出"), figures.item("收入")
    totals = [(spending, "支出", [one for name in FUNDS if (one := _fund_total(spending, name)) is not None])]
    totals += [(income, "收入", [one for name in INCOMES if income and (one := income.item(name)) is not None])]
    for name in FUNDS if spending is not None else ():
        fund = spending.item(name) if spending is not None else None
        if fund is not None:
            totals.append((fund, f"支出.{name}", list(fund.rows("项"))))
    for holder, called, parts in totals:
        whole = holder.item("合计") if holder is not None and parts else None
        typed = _typed(whole) if whole is not None else []
        if whole is None or not typed or unread(holder):
            continue
        for column, given in typed:
            total = _sum(parts, column)
            if total is not None:
                yield whole, f"{called}.合计", column, given, total


def _typed(whole: Item) -> list[tuple[str, Figure]]:
    """The columns of a total that somebody filled in."""
    columns = [(column, whole.figure(column)) for column in COLUMNS]
    return [(column, one) for column, one in columns if one is not None and one.place is not None]


def _fund_total(spending: Item | None, name: str) -> Item | None:
    fund = spending.item(name) if spending is not None else None
    return fund.item("合计") if fund is not None else None


def _sum(parts: list[Item], column: str) -> Figure | None:
    try:
        return sum_if_all([figure_at(part, column) for part in parts])
    except Unknown:
        return None


def _column(
    whole: Item, called: str, column: str, given: Figure, total: Figure, pack: Pack
) -> Iterator[Diagnostic | Unexplained]:
    if total.agrees(given) or contradicted(total.parts) or any(map(_inferred, total.parts)):
        return
    at, labels = places(given, total)
    if at is None:
        return
    said = (
        f"“{called}”{with_unit(given, pack.wording)}，各分项之和是{with_unit(total, pack.wording)}，"
        f"相差{difference(given, total)}"
    )
    if column == LAST and given.value > total.value:
        advice = "核对上年数；上年有、今年没有的，在合计处写“说明: ……”"
        yield Unexplained(whole, Diagnostic(codes.GONE, said, at, labels, help=advice))
    else:
        yield Diagnostic(ACCOUNT, said, at, labels, help="核对合计和各分项，看是否漏了一项")


def _inferred(part: Figure) -> bool:
    """Whether a part was taken over from another total, which says nothing of this one."""
    return part.place is None and part.working is None


def years(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, a row against a chapter of the same name: 历年 of the year before says what 上年 of the totals says."""
    before = figures.entries.get("上年度")
    for row in figures.rows("历年"):
        if not isinstance(before, Text) or row.text("年度") != before.text:
            continue
        for key in ("收入", "支出"):
            try:
                listed, last = figure_at(row, key), figure_at(figures, key, "合计", "上年")
            except Unknown:
                continue
            if listed is None or last is None or listed.agrees(last):
                continue
            at, labels = places(listed, last)
            if at is not None:
                yield Diagnostic(
                    codes.YEARS,
                    f"“历年”里 {before.text} 年的{key}{with_unit(listed, pack.wording)}"
                    f"与{key}合计的上年数{with_unit(last, pack.wording)}不一致，相差{difference(listed, last)}",
                    at,
                    labels,
                    help="以批复的决算为准，改成一个数",
                )
