"""Completed accounts in, what of them is 财政拨款 (the three fiscal funds) out: the year's 收入, 支出, 基本支出 and 项目支出."""

from __future__ import annotations

from ..figure import Item
from .accounts import FISCAL
from .sums import Unknown, figure_at, sum_of
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
