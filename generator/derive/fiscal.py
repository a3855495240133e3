"""Completed accounts in, what of them is 财政拨款 (the three fiscal funds) out: the year's 收入, 支出, 基本支出 and 项目支出.

What was carried over into the year stands beside them.
"""

from __future__ import annotations

from contextlib import suppress

from ..figure import Figure, Item
from .accounts import FISCAL, INCOMES
from .sums import Unknown, figure_at, share_of, sum_of
from .tree import assign

PARTS = {
    "财政拨款收入": ("收入", ""),
    "财政拨款支出": ("支出", "合计"),
    "财政拨款基本支出": ("支出", "基本支出"),
    "财政拨款项目支出": ("支出", "项目支出"),
}
"""Each sum's side, and the key of its part in a fund."""


def fiscal(root: Item) -> None:
    """The year's own, without what was carried over; a faulty part leaves its sum out."""
    for key, (side, part) in PARTS.items():
        try:
            total = sum_of(figure_at(root.item(side), *filter(None, (fund, part))) for fund in FISCAL)
        except Unknown:
            continue
        if total is not None:
            assign(root, key, total)
    with suppress(Unknown):
        rate = share_of(root.figure("财政拨款收入"), figure_at(root.item("收入"), "合计"))
        if rate is not None:
            assign(root, "财政拨款收入占比", rate)
    with suppress(Unknown):
        closing = sum_of(figure_at(root.item("支出"), fund, "年末结转") for fund in FISCAL)
        if closing is not None:
            assign(root, "财政拨款年末结转", closing)
    with suppress(Unknown):
        opening = _opening(root)
        if opening is not None:
            assign(root, "财政拨款年初结转", opening)


def _opening(root: Item) -> Figure | None:
    """What the three funds carried over; all that was carried over, where there is no other money."""
    spending, income = root.item("支出"), root.item("收入")
    carried = sum_of(figure_at(spending, fund, "年初结转") for fund in FISCAL)
    if carried is not None:
        return carried
    others = (figure_at(income, name) for name in INCOMES if name not in FISCAL)
    mixed = figure_at(spending, "其他资金") is not None or any(one is not None and one.value for one in others)
    return None if mixed else figure_at(income, "年初结转")
