"""Findings of the rules in, those that no explanation (说明) closes out: the one place that looks for an explanation.

A rule of kind 核实性 yields `Unexplained(holder, Diagnostic(...))` where another yields a Diagnostic. `holder` is the
Item (mapping or row of a table) in which the figure stands; the rule itself never looks for 说明. The finding is closed
by `说明` in the holder or, failing that, in the nearest mapping or row around it, or at the total (合计) of one of
these; `also` names further keys that explain this finding there (`("增减原因",)` for a comparison with last year); with `own` only
the holder's own words count. An empty 说明 closes it too: that it is not filled in yet is told already. Where a total is reported, its parts are not
reported for the same. The rule's code is made by `codes.examples.explain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..derive.none import says_nothing
from ..diagnostic import Code, Diagnostic
from ..figure import Item
from .idle import EXPLANATION, idle
from .survey import Survey, survey

TOTAL = "合计"


class Unexplained(Struct, frozen=True):
    """A 核实性 finding with the item at whose place an explanation closes it."""

    holder: Item
    finding: Diagnostic
    also: tuple[str, ...] = ()
    own: bool = False
    """Whether what explains the figures around it says nothing of this one."""
    unless: tuple[Code, ...] = ()
    """What asks the same of the holder: where one of these is told, this is not."""


def close(found: Iterable[Diagnostic | Unexplained], figures: Item) -> Iterator[Diagnostic]:
    """What no explanation closes, and the explanations that close nothing and have nothing else to explain."""
    waiting: list[Unexplained] = []
    for one in found:
        if isinstance(one, Unexplained):
            waiting.append(one)
        else:
            yield one
    used = {id(one.holder) for one in waiting if _explains(one.holder, one.also)}
    waiting = [one for one in waiting if not _explains(one.holder, one.also)]
    left: list[tuple[Unexplained, list[Item]]] = []
    for waits in waiting:
        chain = [waits.holder] if waits.own else list(_outward(waits.holder, survey(figures)))
        explains = next((item for item in chain if _explains(item, waits.also)), None)
        if explains is None:
            left.append((waits, chain))
        else:
            used.add(id(explains))
    reported = {(id(waits.holder), waits.finding.code.id) for waits, _ in left}
    for waits, chain in left:
        if any((id(waits.holder), code.id) in reported for code in waits.unless):
            continue
        if not any((id(item), waits.finding.code.id) in reported for item in chain[1:]):
            yield waits.finding
    yield from idle(figures, used)


def _explains(item: Item, also: tuple[str, ...]) -> bool:
    """A 说明 that says 无 explains nothing; a reason that does is told of itself (L180)."""
    said = item.get(EXPLANATION)
    return (said is not None and not says_nothing(said)) or any(item.get(name) is not None for name in also)


def _outward(item: Item, report: Survey) -> Iterator[Item]:
    """The item itself, then each one around it, and that one's total, which stands for it."""
    yield item
    inside, outer = item, report.around(item)
    while outer is not None:
        yield outer
        total = outer.item(TOTAL)
        if total is not None and total is not inside:
            yield total
        inside, outer = outer, report.around(outer)
