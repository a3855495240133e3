"""Rules on dates: the report's year, the days on which it was signed and published, spans of projects, years in a row."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import names
from ..diagnostic import Diagnostic, Label, Severity
from ..figure import Day, Item, Text
from ..pack import Pack
from ..wording import date_text
from .naming import projects_of

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
                names.DATES,
                f"{name}{date_text(day)}与年度 {number} 不合",
                Label(day.place, name),
                (Label(year.place, "年度"),),
                help=f"{number} 年度的报告在 {number} 年 12 月到 {number + LATEST} 年底之间署名",
            )
    body = figures.item("单位")
    founded = body.get("成立") if body is not None else None
    if isinstance(founded, Day) and founded.year > number:
        yield Diagnostic(
            names.DATES,
            f"单位成立于{date_text(founded)}，晚于年度 {number}",
            Label(founded.place, "成立"),
            (Label(year.place, "年度"),),
            help="核对成立的年月和年度",
        )


def spans(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """起止 does not run backwards and has some of the report's year in it; no project is older than its unit."""
    year, body = figures.entries.get("年度"), figures.item("单位")
    founded = body.get("成立") if body is not None else None
    for project, name in projects_of(figures):
        span = project.item("起止")
        first, last = (span.get("起"), span.get("止")) if span is not None else (None, None)
        if isinstance(first, Day) and isinstance(last, Day) and _months(first) > _months(last):
            yield Diagnostic(
                names.BACKWARDS,
                f"{name}从{date_text(first)}起，到{date_text(last)}止，起在止之后",
                Label(last.place, "止"),
                (Label(first.place, "起"),),
                help="核对起止的年月，多半有一个年份没有改",
            )
            continue
        for day, key in ((first, "起"), (last, "止")):
            if not isinstance(day, Day) or not isinstance(year, Text):
                continue
            if day.year > int(year.text) if key == "起" else day.year < int(year.text):
                yield Diagnostic(
                    names.OFF_YEAR,
                    f"{name}{key}于{date_text(day)}，不在报告年度 {year.text} 内",
                    Label(day.place, key),
                    (Label(year.place, "年度"),),
                    help="核对起止和年度；本年没有实施的项目不必列入",
                )
        if isinstance(first, Day) and isinstance(founded, Day) and _months(first) < _months(founded):
            yield Diagnostic(
                names.ORDER,
                f"{name}起于{date_text(first)}，单位{date_text(founded)}才成立",
                Label(first.place, "起"),
                (Label(founded.place, "成立"),),
                help="核对两处的年月；机构改革中由别的单位转来的，不必改",
                severity=Severity.NOTE,
            )


def _months(day: Day) -> tuple[int, int]:
    return day.year, day.month or 1


def in_a_row(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """历年 goes up year by year, each compared with the one before, to the report's year or the next one's budget."""
    before: Text | None = None
    for row in figures.rows("历年"):
        year = row.entries.get("年度")
        if not isinstance(year, Text):
            return
        if before is not None and int(year.text) != int(before.text) + 1:
            gap = int(year.text) > int(before.text)
            yield Diagnostic(
                names.YEARS,
                f"历年里 {before.text} 年之后是 {year.text} 年" + ("，中间缺年" if gap else "，没有按年递增"),
                Label(year.place, "年度"),
                (Label(before.place, "前一年"),),
                help="每一年的预算与前一行比，所以要逐年递增、各写一次" + ("；补上中间的年度" if gap else ""),
                severity=Severity.WARNING if gap else None,
            )
            return
        before = year
    report = figures.entries.get("年度")
    if before is not None and isinstance(report, Text) and int(before.text) - int(report.text) not in (0, 1):
        yield Diagnostic(
            names.YEARS,
            f"历年的最后一年是 {before.text}，报告年度是 {report.text}",
            Label(before.place, "最后一年"),
            (Label(report.place, "年度"),),
            help="历年写到报告年度为止，有下年预算的可以多写一年；核对哪个年度没有改",
            severity=Severity.WARNING,
        )


def published(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """公开 comes after 年度, and not before the report was filled in and signed."""
    year, block = figures.entries.get("年度"), figures.item("公开")
    day = block.get("日期") if block is not None else None
    if not isinstance(day, Day) or not isinstance(year, Text):
        return
    number = int(year.text)
    if not (number, 12) <= _months(day) <= (number + LATEST, 12):
        yield Diagnostic(
            names.ORDER,
            f"公开日期{date_text(day)}与年度 {number} 不合",
            Label(day.place, "公开"),
            (Label(year.place, "年度"),),
            help=f"{number} 年度的报告在 {number} 年 12 月到 {number + LATEST} 年底之间公开",
        )
        return
    for owner, key, called in (("落款", "日期", "成文日期"), ("报送", "填报日期", "填报日期")):
        item = figures.item(owner)
        other = item.get(key) if item is not None else None
        if isinstance(other, Day) and other.date > day.date and other.year <= number + LATEST:
            yield Diagnostic(
                names.ORDER,
                f"公开日期{date_text(day)}早于{called}{date_text(other)}",
                Label(day.place, "公开"),
                (Label(other.place, called),),
                help="先成文、后公开；核对哪个日期没有改",
            )
            return
