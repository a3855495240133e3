"""机构收支 in, columns whose sum is not what the accounts say out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..codes import relations as codes
from ..derive.accounts import INCOMES
from ..derive.organisations import DIVIDED, ELSEWHERE, TOTALS
from ..derive.subjects import OTHER_SPENDING
from ..derive.sums import Unknown, figure_at, plus, sum_of
from ..diagnostic import Diagnostic, Label, Severity
from ..figure import Figure, Item, exact
from ..pack import Pack
from ..source import Place
from ..wording import with_unit
from .comparing import written
from .following import contradicted
from .given import difference

INCOME, SPENDING = ("收入", "合计"), ("支出", "合计")
OPENING = "年初结转"


def sums(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, a column against what the accounts say of as many of its kinds as are told: of several organisations."""
    rows = figures.rows("机构收支")
    if not rows:
        return
    wrong = False
    for column, path in (ELSEWHERE | TOTALS if len(rows) > 1 else TOTALS).items():
        try:
            total, account = sum_of(_total(row, column) for row in rows), _account(figures, path, rows)
        except Unknown:
            continue
        if total is None or account is None or total.agrees(account) or (wrong and column in TOTALS):
            continue
        if contradicted((account, *total.parts)):
            continue
        places = [place for part in total.parts for place in written(part)]
        if not places:
            continue
        wrong = True
        yield _finding(column, ".".join(path), total, account, places, pack, len(rows) > 1)


def _total(row: Item, column: str) -> Figure | None:
    """A column of one organisation, as its own columns make it where they are all its parts."""
    return sum_of(figure_at(row, part) for part in DIVIDED[column]) if column in DIVIDED else figure_at(row, column)


def _finding(
    column: str, path: str, total: Figure, account: Figure, places: list[Place], pack: Pack, several: bool
) -> Diagnostic:
    whose = f"各机构的“{column}”之和" if several else f"“机构收支”各列的“{column}”"
    said = f"{whose}{with_unit(total, pack.wording)}不等于“{path}”{with_unit(account, pack.wording)}"
    less = not several and column in DIVIDED and total.value < account.value
    advice = (
        f"表上分列{'、'.join(DIVIDED[column])}，在“{path.partition('.')[0]}”里把各项都写上"
        if less
        else "核对各机构的数，看是否漏了一个机构"
        if several
        else "核对两处的数，改成一个数"
    )
    return Diagnostic(
        codes.ACCOUNT,
        f"{said}，相差{difference(total, account)}",
        Label(places[0], column),
        tuple(Label(place, column) for place in places[1:6]),
        help=advice,
        severity=Severity.WARNING if less else None,
    )


def _account(figures: Item, path: tuple[str, ...], rows: tuple[Item, ...]) -> Figure | None:
    """What the accounts say of a column; the year's own income where no organisation tells what was carried over."""
    if path == INCOME:
        opening = figure_at(figures, "收入", "年初结转") if _told(rows, OPENING) else None
        open_ = [name for name in INCOMES if not (name in ELSEWHERE and _told(rows, name))]
        return None if _some(figures, "收入", open_) else plus(figure_at(figures, "收入", "合计"), opening)
    if len(path) > 1 and path[1] in INCOMES and figure_at(figures, *path) is None:
        return _none(figures)
    if path == SPENDING:
        open_ = [*OTHER_SPENDING, *(name for name in ("基本支出", "项目支出") if not _told(rows, name))]
        return None if _some(figures, "支出", open_) else figure_at(figures, *path)
    return figure_at(figures, *path)


def _none(figures: Item) -> Figure | None:
    """A kind of income that is not told, where the others make up all of it."""
    income = figures.item("收入")
    whole, parts = figure_at(income, "合计"), sum_of(figure_at(income, name) for name in INCOMES)
    if whole is None or parts is None or not whole.agrees(parts):
        return None
    return exact(Decimal(0), whole.unit)


def _told(rows: tuple[Item, ...], column: str) -> bool:
    return any(row.figure(column) is not None for row in rows)


def _some(figures: Item, side: str, names: list[str]) -> bool:
    """Whether the accounts have money that no organisation's column tells: the columns' total says nothing."""
    there = (figure_at(figures, side, name) for name in names)
    return any(figure is not None and bool(figure.value) for figure in there)
