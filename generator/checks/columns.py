"""机构收支 of several organisations in, what the accounts say and no organisation has out: its column is printed empty."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import unsaid as codes
from ..derive.organisations import ELSEWHERE, INCOME, PUBLIC, TOTALS
from ..derive.sums import Unknown, figure_at
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Rows
from ..pack import Pack
from ..wording import with_unit
from .comparing import written
from .following import contradicted

LIST = "机构收支"
PARTS = {
    "基本支出": ("人员经费", "公用经费"),
    "支出合计": ("基本支出", "人员经费", "公用经费", "项目支出"),
    "收入合计": INCOME,
    "三公合计": PUBLIC,
}
"""The columns that a total is told by."""
TOGETHER = (INCOME, ("人员经费", "公用经费", "项目支出"), (*PUBLIC, "会议费"))
"""Columns that stand side by side in a table."""


def empty(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """The only organisation takes what it leaves out from the accounts; of several, nobody but the clerk knows whose it is."""
    rows = figures.rows(LIST)
    if len(rows) == 1:
        yield from _blank(figures, rows[0], pack)
    printed = _printed(rows, pack)
    if len(rows) < 2 or not printed or rows[0].place is None:
        return
    lost = {column: figure for column in ELSEWHERE if column in printed and (figure := _lost(figures, rows, column))}
    for total, told in PARTS.items():
        if not lost.keys().isdisjoint(told) or printed.isdisjoint(told):
            continue
        figure = _lost(figures, rows, total)
        if figure is not None:
            lost[total] = figure
    if not lost:
        return
    said = "、".join(f"“{name}”{with_unit(figure, pack.wording)}" for name, figure in lost.items())
    keys = ", ".join(f"{name}: ……" for column in lost for name in _written(column, printed))
    others = tuple(Label(one.place, name) for name, one in list(lost.items())[:5] if one.place is not None)
    yield Diagnostic(
        codes.COLUMN,
        f"正文里有的{said}，“{LIST}”没有一个机构写，表上空着",
        Label(rows[0].place, LIST),
        others,
        help=f"在有这项收支的机构那一行里写上“{keys}”",
    )


def _blank(figures: Item, row: Item, pack: Pack) -> Iterator[Diagnostic]:
    """The cells of the only organisation that were pasted empty beside others of their kind, and are something in the accounts."""
    listed = figures.entries.get(LIST)
    blank = listed.blank if isinstance(listed, Rows) else {}
    for column in ELSEWHERE if blank else ():
        group = next((one for one in TOGETHER if column in one), ())
        beside = [figure for name in group if name not in blank and (figure := row.figure(name)) is not None]
        if column not in blank or not any(figure.value and written(figure) for figure in beside):
            continue
        try:
            account = figure_at(figures, *ELSEWHERE[column])
        except Unknown:
            continue
        if account is None or not account.value or contradicted((account,)):
            continue
        said = f"“{'.'.join(ELSEWHERE[column])}”{with_unit(account, pack.wording)}"
        yield Diagnostic(
            codes.COLUMN,
            f"{said}，粘贴的“{LIST}”里“{column}”一栏空着",
            Label(blank[column], "空着"),
            tuple(Label(place, "数") for place in written(account)[:1]),
            help="核对两处：这一格补上数；表是照原样粘贴的，改正文的数；不想在表里填的，删去这一栏，由程序填上",
        )


def _printed(rows: tuple[Item, ...], pack: Pack) -> frozenset[str]:
    """The columns that the pack asks for: those that it names, or all where it names but the list or asks for nothing."""
    asked = (*pack.required, *pack.optional)
    named = frozenset(path.partition(".")[2] for path in asked if path.startswith(f"{LIST}."))
    if named or not rows or (pack.required and LIST not in asked):
        return named
    return frozenset(field.name for field in rows[0].kind.fields)


def _lost(figures: Item, rows: tuple[Item, ...], column: str) -> Figure | None:
    """What the accounts say of a column, other than none, where no organisation has a figure of it."""
    try:
        if any(figure_at(row, column) is not None for row in rows):
            return None
        account = figure_at(figures, *(ELSEWHERE | TOTALS)[column])
    except Unknown:
        return None
    return account if account is not None and account.value and not contradicted((account,)) else None


def _written(column: str, printed: frozenset[str]) -> tuple[str, ...]:
    """The keys of a row that a column is told by."""
    if column not in PARTS or column in printed:
        return (column,)
    return tuple(part for part in PARTS[column] if part in printed)
