"""A report with figures that could not be read in, the totals of the accounts that nobody can know marked out.

What is worked out from an unreadable figure is unknown itself: rules that touch it keep silent as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..figure import Faulty, Figure, Item, Rows, Value
from ..model import Passage
from ..source import Place
from .accounts import FISCAL, FUNDS, INCOMES
from .tree import assign, inner

COSTS = (("基本支出", "人员经费"), ("基本支出", "公用经费"))
OF_A_FUND = (*COSTS, ("基本支出",), ("项目支出",), ("合计",), ("年初结转",), ("年末结转",))
OF_SPENDING = (*COSTS, ("基本支出",), ("项目支出",), ("合计",), ("年末结转",))
OF_INCOME = (("合计",), ("年初结转",))
GRAND = (("收支总计",), ("财政拨款总计",))


def unread(value: Value | None) -> Place | None:
    """Where something stands below that could not be read; a passage that is not filled in yet changes no figure."""
    if isinstance(value, Faulty):
        return value.place
    below: Iterable[Value] = ()
    if isinstance(value, Rows):
        below = value.items
    elif isinstance(value, Item):
        fields = value.kind.by_name
        below = [
            one
            for name, one in value.entries.items()
            if not isinstance(one, Figure) and not (name in fields and isinstance(fields[name].kind, Passage))
        ]
    for one in below:
        if (place := unread(one)) is not None:
            return place
    return None


def unknown(item: Item | None, *path: str, place: Place | None = None) -> None:
    """Mark the figure at a path, where the file does not give it: nobody can compute it."""
    place = place or (item.place if item is not None else None)
    holder, names = item, list(path)
    while holder is not None and place is not None and names:
        name = names.pop(0)
        value = holder.entries.get(name)
        if value is None and name in holder.kind.by_name:
            assign(holder, name, Faulty(place))
        holder = value if isinstance(value, Item) else None
        if holder is not None and not names and holder.kind.main:
            names.append(holder.kind.main)


def unknown_accounts(root: Item) -> None:
    """The totals of 支出 and 收入 that hang on a figure that could not be read."""
    spending, place = root.item("支出"), None
    income = inner(root, "收入") if spending is not None else root.item("收入")
    if spending is not None and (place := unread(spending)) is not None:
        for name in FUNDS:
            if (at := unread(spending.entries.get(name))) is not None:
                _of_fund(spending.item(name), name, income, at)
        _mark(spending, OF_SPENDING, place)
    if (place := place or unread(income)) is not None:
        _mark(income, OF_INCOME, place)
        _mark(root, GRAND, place)


def _of_fund(fund: Item | None, name: str, income: Item | None, place: Place) -> None:
    _mark(fund, OF_A_FUND, place)
    others = [(one,) for one in INCOMES if one not in FISCAL]
    _mark(income, [(name,)] if name in FISCAL else others, place)


def _mark(holder: Item | None, paths: Iterable[tuple[str, ...]], place: Place) -> None:
    for path in paths:
        unknown(holder, *path, place=place)
