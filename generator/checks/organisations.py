"""机构收支 in, columns whose sum is not what the accounts say out."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import relations as codes
from ..derive.accounts import INCOMES
from ..derive.organisations import ELSEWHERE
from ..derive.subjects import OTHER_SPENDING
from ..derive.sums import Unknown, figure_at, plus, sum_of
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item
from ..pack import Pack
from ..wording import with_unit
from .comparing import written
from .following import contradicted
from .given import difference

INCOME, SPENDING = ("收入", "合计"), ("支出", "合计")
TOTALS: dict[str, tuple[str, ...]] = {
    "基本支出": ("支出", "基本支出"),
    "支出合计": SPENDING,
    "收入合计": INCOME,
}
"""What the columns come to: told where no column is reported."""

OPENING = "年初结转"


def sums(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of several organisations; what the only one gives is compared as any given figure."""
    rows = figures.rows("机构收支")
    if len(rows) < 2:
        return
    wrong = False
    for column, path in (ELSEWHERE | TOTALS).items():
        try:
            total, account = sum_of(row.figure(column) for row in rows), _account(figures, path, rows)
        except Unknown:
            continue
        if total is None or account is None or total.agrees(account) or (wrong and column in TOTALS):
            continue
        if contradicted((account, *total.parts)):
            continue
        wrong = True
        places = [place for part in total.parts for place in written(part)]
        yield Diagnostic(
            codes.ACCOUNT,
            f"各机构的“{column}”之和{with_unit(total, pack.wording)}"
            f"不等于“{'.'.join(path)}”{with_unit(account, pack.wording)}，相差{difference(total, account)}",
            Label(places[0], column),
            tuple(Label(place, column) for place in places[1:6]),
            help="核对各机构的数，看是否漏了一个机构",
        )


def _account(figures: Item, path: tuple[str, ...], rows: tuple[Item, ...]) -> Figure | None:
    """What the accounts say of a column; the year's own income where no organisation tells what was carried over."""
    if path == INCOME:
        opening = figure_at(figures, "收入", "年初结转") if _told(rows, OPENING) else None
        open_ = [name for name in INCOMES if not (name in ELSEWHERE and _told(rows, name))]
        return None if _some(figures, "收入", open_) else plus(figure_at(figures, "收入", "合计"), opening)
    if path == SPENDING:
        open_ = [*OTHER_SPENDING, *(name for name in ("基本支出", "项目支出") if not _told(rows, name))]
        return None if _some(figures, "支出", open_) else figure_at(figures, *path)
    return figure_at(figures, *path)


def _told(rows: tuple[Item, ...], column: str) -> bool:
    return any(row.figure(column) is not None for row in rows)


def _some(figures: Item, side: str, names: list[str]) -> bool:
    """Whether the accounts have money that no organisation's column tells: the columns' total says nothing."""
    there = (figure_at(figures, side, name) for name in names)
    return any(figure is not None and bool(figure.value) for figure in there)
