"""This year's tree and last year's in; 上年 of every figure out of last year's 决算, where this file leaves it out.

Where both say it, the two must be the same figure; a check tells both places.
"""

from __future__ import annotations

from ..codes import relations as codes
from ..figure import Item, Rows, Text, Working
from .extra import COMPARED
from .sums import Unknown, figure_at
from .tree import put

LAST = Working(codes.LAST_YEAR.id, "上年文件里的决算数", "+", ("上年文件",))


def carry_over(item: Item, last: Item) -> None:
    """Set 上年 from the same place of last year's report, through records and rows of one name."""
    if item.kind.by_name.keys() >= COMPARED:
        _carry(item, last)
    for name, value in tuple(item.entries.items()):
        then = last.entries.get(name)
        if isinstance(value, Item) and isinstance(then, Item):
            carry_over(value, then)
        elif isinstance(value, Rows) and isinstance(then, Rows) and not value.named:
            before = {_key(row): row for row in then.items}
            for row in value.items:
                if _key(row) in before:
                    carry_over(row, before[_key(row)])


def _carry(item: Item, last: Item) -> None:
    try:
        figure = figure_at(last, "决算")
        if figure is not None and figure_at(item, "决算") is not None:
            put(item, "上年", figure._replace(parts=(figure,), control=None), LAST)
    except Unknown:
        return


def _key(row: Item) -> str:
    """What a row is known by from year to year: its code, else its name."""
    for name in ("编码", "科目", "名称", "机构", "任务", "指标", "标准", "类别"):
        text = row.entries.get(name)
        if isinstance(text, Text) and text.text:
            return text.text
    return ""
