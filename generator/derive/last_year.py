"""This year's tree and last year's in; 上年 of every figure out of last year's 决算, where this file leaves it out.

Where both say it, the two must be the same figure; a check tells both places. A file of another year has no figure of
last year: what would be taken from it is not known.
"""

from __future__ import annotations

from ..codes import relations as codes
from ..codes.unsaid import LAST_FILE
from ..diagnostic import Diagnostic, Label
from ..figure import Faulty, Item, Rows, Text, Working
from ..source import Place
from .extra import COMPARED
from .sums import Unknown, figure_at
from .tree import assign, put

LAST = Working(codes.LAST_YEAR.id, "上年文件里的决算数", "+", ("上年文件",))


def of_another_year(root: Item, last: Item) -> Diagnostic | None:
    """Last year's file is of the year before this one's."""
    file, now, then = (root.get("上年文件"), root.get("年度"), last.get("年度"))
    if not (isinstance(file, Text) and isinstance(now, Text) and isinstance(then, Text)):
        return None
    before = int(now.text) - 1
    if int(then.text) == before:
        return None
    return Diagnostic(
        LAST_FILE,
        f"上年文件“{file.text}”是 {then.text} 年度的，本文件是 {now.text} 年度的，它的上年是 {before} 年度",
        Label(file.place, "上年文件"),
        (Label(now.place, "本文件"), Label(then.place, "上年文件")),
        help=f"写 {before} 年度的那份文件；哪一份的“年度”没有改，就改哪一份",
    )


def carry_over(item: Item, last: Item, unknown: Place | None = None) -> None:
    """Set 上年 from the same place of last year's report, through records and rows of one name. `unknown` is the
    place of what makes last year's figures unknown: those that would be set are faulty."""
    if item.kind.by_name.keys() >= COMPARED:
        _carry(item, last, unknown)
    for name, value in tuple(item.entries.items()):
        then = last.entries.get(name)
        if isinstance(value, Item) and isinstance(then, Item):
            carry_over(value, then, unknown)
        elif isinstance(value, Rows) and isinstance(then, Rows) and not value.named:
            before = {_key(row): row for row in then.items}
            for row in value.items:
                if _key(row) in before:
                    carry_over(row, before[_key(row)], unknown)


def _carry(item: Item, last: Item, unknown: Place | None) -> None:
    try:
        figure = figure_at(last, "决算")
        if figure is None or figure_at(item, "决算") is None:
            return
        if unknown is None:
            put(item, "上年", figure._replace(parts=(figure,), control=None), LAST)
        elif "上年" not in item.entries:
            assign(item, "上年", Faulty(unknown))
    except Unknown:
        return


def _key(row: Item) -> str:
    """What a row is known by from year to year: its code, else its name."""
    for name in ("编码", "科目", "名称", "机构", "任务", "指标", "标准", "类别"):
        text = row.entries.get(name)
        if isinstance(text, Text) and text.text:
            return text.text
    return ""
