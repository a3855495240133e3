"""Items (科目) of one table in, those that have the very same amount several times over out: a cell that was filled down."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import explained as codes
from ..derive.accounts import FUNDS
from ..derive.spending import economic_rows
from ..derive.subjects import leaves
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item
from ..pack import Pack
from ..wording import with_unit
from .comparing import written
from .explained import Unexplained

MANY = 3
"""Two items may have come to the same by chance, or by rule (half of another)."""
DIGITS = 3
"""Round amounts are often the same: a figure tells something from so many digits on."""


def amounts(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, one column of a table against itself: the same digits in three items and more."""
    spending = figures.item("支出")
    for name in FUNDS if spending is not None else ():
        fund = spending.item(name) if spending is not None else None
        if fund is not None:
            yield from _same(list(leaves(fund.rows("科目"))), pack, "在其中一行加“说明: ……”")
            yield from _same(list(economic_rows(fund)), pack, "写在“核对说明”里")


def _same(rows: list[Item], pack: Pack, where: str) -> Iterator[Unexplained]:
    by_amount: dict[object, list[tuple[Item, Figure]]] = {}
    for row in rows:
        figure = row.figure("决算")
        if figure is not None and len(figure.value.normalize().as_tuple().digits) >= DIGITS and written(figure):
            by_amount.setdefault(figure.value, []).append((row, figure))
    for same in by_amount.values():
        if _apart([row for row, _ in same], pack) < MANY:
            continue
        places = [written(figure)[0] for _, figure in same]
        names = "、".join(f"“{row.text('名称') or row.text('科目') or ''}”" for row, _ in same[:MANY])
        more = f"等{len(same)}个科目" if len(same) > MANY else ""
        found = Diagnostic(
            codes.IDENTICAL,
            f"{names}{more}都是{with_unit(same[0][1], pack.wording)}",
            Label(places[0]),
            tuple(Label(place) for place in places[1:6]),
            help=f"核对各行，看是否向下填充时带错了；属实的，{where}",
        )
        told = next((row for row, _ in same if row.get("说明") is not None), same[0][0])
        yield Unexplained(told, found)


def _apart(rows: list[Item], pack: Pack) -> int:
    """How many items of their own there are: those that come to one rate of the wages (工会经费、福利费) are one."""
    own = sum(not (row.text("编码") or "").startswith(pack.rules.by_rate) for row in rows)
    return own + (own < len(rows))
