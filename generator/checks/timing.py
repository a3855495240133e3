"""Rules on dates: the report's year against the days on which it was signed and filled in."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import relations as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Day, Item, Text
from ..pack import Pack
from ..wording import date_text

LATEST = 2
"""A report of a year is signed by the end of the second year after it: accounts are published within twenty days of
their approval in the following year (预算法 art. 14), corrections take longer."""


def dates(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Signed and filled in from December of its own year on; founded no later than its year."""
    year = figures.entries.get("年度")
    if not isinstance(year, Text):
        return
    number = int(year.text)
    for owner, key, name in (("落款", "日期", "成文日期"), ("报送", "填报日期", "填报日期")):
        item = figures.item(owner)
        day = item.get(key) if item is not None else None
        if isinstance(day, Day) and not (number, 12) <= (day.year, day.month) <= (number + LATEST, 12):
            yield Diagnostic(
                codes.DATES,
                f"{name}{date_text(day)}与年度 {number} 不合",
                Label(day.place, name),
                (Label(year.place, "年度"),),
                help=f"{number} 年度的报告在 {number} 年 12 月到 {number + LATEST} 年底之间署名",
            )
    body = figures.item("单位")
    founded = body.get("成立") if body is not None else None
    if isinstance(founded, Day) and founded.year > number:
        yield Diagnostic(
            codes.DATES,
            f"单位成立于{date_text(founded)}，晚于年度 {number}",
            Label(founded.place, "成立"),
            (Label(year.place, "年度"),),
            help="核对成立的年月和年度",
        )
