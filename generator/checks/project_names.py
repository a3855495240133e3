"""Names of projects, where they stand and where they are listed, in; one that is written in two ways out."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import names as codes
from ..derive.spending import ALL, STAGES
from ..diagnostic import Diagnostic, Label
from ..exhaustive import assert_never
from ..figure import Day, Faulty, Figure, Flag, Item, Nothing, Rows, Text, Texts, Words
from ..pack import Pack
from ..pattern import deferred
from ..source import Place, nearest
from .likeness import plain, slipped

_YEAR = deferred(r"(20[0-9]{2})(年度|年)?")
_ENOUGH = 6
"""So many characters behind a year tell a name from another: the text seldom repeats the whole of it."""


def lists(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Names in 预算绩效 that no project has; a list with an amount of its own may go by other names."""
    names = _names(figures)
    stages = figures.item("预算绩效")
    for key in STAGES if stages is not None and names else ():
        stage = stages.item(key) if stages is not None else None
        listed = stage.entries.get("项目") if stage is not None else None
        if stage is None or not isinstance(listed, Texts) or [one.text for one in listed.items] == [ALL]:
            continue
        money = stage.figure("金额")
        for one in listed.items:
            if one.text in names:
                continue
            near = slipped(one.text, names)
            if near is None and money is not None and money.place is not None:
                continue
            near = near or nearest(one.text, names)
            yield Diagnostic(
                codes.LISTED,
                f"“预算绩效.{key}”里的“{one.text}”不在项目里",
                Label(one.place),
                (Label(names[near], "项目"),) if near else (),
                help=f"是不是“{near}”？" if near else f"项目有：{'、'.join(names)}",
            )


def alike(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Two projects whose names differ in punctuation alone."""
    seen: dict[str, Text] = {}
    for project in figures.rows("项目"):
        name = project.entries.get("名称")
        if not isinstance(name, Text):
            continue
        first = seen.setdefault(plain(name.text), name)
        if first.text != name.text:
            yield Diagnostic(
                codes.LISTED,
                f"项目“{name.text}”与“{first.text}”只差标点",
                Label(name.place, "又写了一次"),
                (Label(first.place, "先写在这里"),),
                help="是一个项目的，合成一个；是两个的，名称照预算批复写清",
            )


def _names(figures: Item) -> dict[str, Place]:
    """The projects by name; none where one of the names cannot be read."""
    values = [project.entries.get("名称") for project in figures.rows("项目")]
    if any(isinstance(value, Faulty) for value in values):
        return {}
    return {value.text: value.place for value in values if isinstance(value, Text)}


def years(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A name with another year than the report's, which the text or a list calls by a different year.

    A project may keep the year in which it was approved: only a report that writes the name in two ways is told.
    """
    year, names = figures.text("年度"), _names(figures)
    for name, place in names.items():
        match = _YEAR.search(name)
        if match is None or match[1] == year:
            continue
        start = name[match.end() :][:_ENOUGH]
        if len(start) < 2 or any(start in one for one in names if one != name):
            continue
        for other, where in _written(figures):
            found = _other_year(start, match[1], other)
            if found is not None and other != name:
                yield Diagnostic(
                    codes.YEAR_IN_NAME,
                    f"项目“{name}”写的是{match[1]}年，另一处写的是“{found}……”",
                    Label(place, "名称"),
                    (Label(where, "另一处"),),
                    help=f"报告年度是 {year}；核对是哪一年的，两处写成一样",
                )
                break


def _other_year(start: str, own: str, text: str) -> str | None:
    """The year and the beginning of the name, where a text has that beginning behind another year."""
    at = text.find(start)
    while at >= 0:
        before = text[:at]
        match = next((one for one in _YEAR.finditer(before) if one.end() == at), None)
        if match is not None and match[1] != own:
            return match[0] + start
        at = text.find(start, at + 1)
    return None


def _written(item: Item) -> Iterator[tuple[str, Place]]:
    """Every text of the report with its place."""
    for value in item.entries.values():
        match value:
            case Text():
                yield value.text, value.place
            case Texts():
                yield from ((one.text, one.place) for one in value.items)
            case Words():
                yield from zip(value.prose.paragraphs(), value.lines, strict=False)
            case Item():
                yield from _written(value)
            case Rows():
                for row in value.items:
                    yield from _written(row)
            case Figure() | Day() | Flag() | Nothing() | Faulty():
                continue
            case _:
                assert_never(value)
