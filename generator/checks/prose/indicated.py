"""What was read and the report's indicators in, what sentences tell of one (诉求办结率98%) otherwise than its row does out.

An indicator is told by its name, or its name without the word that only counts (接听来电 for 接听来电数量), as the whole
clause before a figure. What was aimed at is as right as what was done; in a goal's own text nothing is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...codes import retold as codes
from ...derive.extra import GOAL
from ...derive.targets import compared, read_target, span_of
from ...figure import Item, Text
from ...pack import Pack
from ...pattern import deferred
from .mention import Mention, alone, clause_before
from .numbers import Number, Sort
from .reading import Reading
from .slip import Slip

WHOLE = "整体自评"
COUNTING = deferred(r"(?:总?数量?|次数|人次|人数|件数|个数|户数|场次|情况|金额|总额)$")
"""Ends of a name that a sentence leaves out: the measure word behind the figure says it."""
SHORTEST = 4
"""Characters of a name at least: a shorter one is a word like others."""
OTHERWISE = ("其中", "目标", "计划", "平均", "预期", "力争", "不低于", "以上")


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    whole = figures.item(WHOLE)
    holders = [whole, *figures.rows("项目")]
    named = [_by_name(holder.rows("指标")) if holder is not None else {} for holder in holders]
    if not any(named):
        return
    for mark in reading.of(Sort.MONEY, Sort.COUNT, Sort.RATE):
        part = reading.script.part(mark.start)
        rows = named[part] if part < len(named) else {}
        if not rows or reading.script.aimed(mark.start):
            continue
        one = reading.number(mark)
        mention = clause_before(reading, one) if not one.rough and alone(reading.text, one.end) else None
        row = next((row for name in mention.names(reading.year) if (row := rows.get(name))), None) if mention else None
        if mention is None or row is None or _of_something_else(reading, mention):
            continue
        found = _agrees(one, row)
        if found is None:
            continue
        reading.held.add(one.start)
        if not found:
            done = row.text("完成") or ""
            yield Slip(
                codes.FILLED,
                one.start,
                one.end,
                f"指标“{row.text('指标')}”文字里是{one.written}，填的完成是{done}",
                "核对哪一个对；文字和表说的是同一件事，写成一样",
            )


def _by_name(rows: Sequence[Item]) -> Mapping[str, Item]:
    """The rows that a figure was filled in for, by their names; a name that two of them may have is none's."""
    found: dict[str, Item | None] = {}
    for row in rows:
        name, done = row.text("指标") or "", row.text("完成") or ""
        if read_target(done).value is None:
            continue
        for called in {name, COUNTING.sub("", name)}:
            if len(called) >= SHORTEST:
                found[called] = None if called in found else row
    return {name: row for name, row in found.items() if row is not None}


def _of_something_else(reading: Reading, mention: Mention) -> bool:
    said = reading.text[reading.sentence(mention.start).start : mention.number.start]
    return any(word in said for word in OTHERWISE)


def _agrees(one: Number, row: Item) -> bool | None:
    """Whether the figure is what was done or aimed at, as exact as it was written; None where nothing can be compared."""
    texts = [value.text for key in (GOAL, "完成") if isinstance(value := row.entries.get(key), Text)]
    ends = [end for text in texts for end in (span_of(read_target(text).text) or (read_target(text).text,))]
    pairs = [pair for end in ends if (pair := compared(end, one.written)) is not None]
    if not pairs or compared(row.text("完成") or "", one.written) is None:
        return None
    return any(abs(there - told) <= one.half * 2 for there, told in pairs)
