"""What was read and the report's figures in, amounts and counts that sentences give of what the keys say is none out.

国有资本经营: 无 beside 国有资本经营预算财政拨款支出10万元; 因公出国境费: 0 beside 因公出国（境）团组1个.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import retold as codes
from ...figure import Figure, Item, Nothing, Value
from ...pack import Pack
from ...pattern import deferred
from .mention import Mention, alone, mentions
from .numbers import Sort
from .reading import Reading
from .slip import Slip
from .told import AMOUNTS, COUNTS, Known

COSTS = {"三公经费.因公出国境费.团组": "三公经费.因公出国境费", "三公经费.因公出国境费.人次": "三公经费.因公出国境费"}
"""Counts that are none where nothing was paid for them, unless they are filled in."""

PAID_BY_OTHERS = deferred(
    r"[^。；\n\f]*?(?:承担|负担|自理|自费|组团单位|邀请方|没有?(?:经费|费用|发生|产生|使用|安排)|不(?:发生|产生|需)|未(?:发生|产生|使用))"
)
BEHIND = 40
"""Characters behind a journey in which it says who paid for it."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    known = Known(figures, pack)
    for mention in mentions(reading):
        one = mention.number
        if not one.value or (mention.ahead and not alone(reading.text, one.end)):
            continue
        name, paths = next(
            ((name, paths) for name in mention.names(reading.year, known.own) if (paths := _paths(name, mention))),
            ("", ()),
        )
        if not paths or known.of_others(reading, mention) or not all(_none(figures, path) for path in paths):
            continue
        if paths[0] in COSTS and PAID_BY_OTHERS.match(reading.text, one.end, one.end + BEHIND):
            continue
        reading.held.add(one.start)
        yield Slip(
            codes.FILLED,
            one.start,
            one.end,
            f"“{name}”文字里是{one.written}，填的是没有",
            "核对哪一个对；有的，填在栏目里",
        )


def _paths(name: str, mention: Mention) -> tuple[str, ...]:
    if mention.number.sort == Sort.MONEY:
        return AMOUNTS.get(name, ())
    return next((paths for names in COUNTS.values() if (paths := names.get(name)) and _fits(paths, mention)), ())


def _fits(paths: tuple[str, ...], mention: Mention) -> bool:
    """Whether a count is of what its measure word counts: 团组1个、3人次."""
    return paths[0].endswith("人次") == (mention.number.piece == "人次")


def _none(figures: Item, path: str) -> bool:
    """Whether a key says 无 on the way to a figure, or the cost of what is counted is 0."""
    value: Value | None = figures
    for key in path.split("."):
        value = value.entries.get(key) if isinstance(value, Item) else None
        if isinstance(value, Nothing):
            return not value.blank
    cost = figures.entries.get("三公经费") if value is None and path in COSTS else None
    paid = cost.entries.get(COSTS[path].rpartition(".")[2]) if isinstance(cost, Item) else None
    paid = paid.entries.get("决算") if isinstance(paid, Item) else paid
    return isinstance(paid, Figure) and not paid.value
