"""机构收支 in, columns whose sum is not what the accounts say out."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import relations as codes
from ..derive.organisations import ELSEWHERE
from ..derive.sums import Unknown, figure_at, sum_of
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item
from ..pack import Pack
from ..wording import with_unit


def sums(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of several organisations; what the only one gives is compared as any given figure."""
    rows = figures.rows("机构收支")
    if len(rows) < 2:
        return
    for column, path in ELSEWHERE.items():
        try:
            given = [row.figure(column) for row in rows]
            total, account = sum_of(given), figure_at(figures, *path)
        except Unknown:
            continue
        if total is None or account is None or total.agrees(account):
            continue
        places = [figure.place for figure in given if isinstance(figure, Figure) and figure.place is not None]
        yield Diagnostic(
            codes.ACCOUNT,
            f"各机构的“{column}”之和{with_unit(total, pack.wording)}"
            f"不等于“{'.'.join(path)}”{with_unit(account, pack.wording)}",
            Label(places[0], column),
            tuple(Label(place, column) for place in places[1:]),
            help="核对各机构的数，看是否漏了一个机构",
        )
