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
from .reading import Digits, Reading
from .slip import Slip

WHOLE = "整体自评"
COUNTING = deferred(r"(?:总?数量?|次数|人次|人数|件数|个数|户数|场次|情况|金额|总额)$")
"""Ends of a name that a sentence leaves out: the measure word behind the figure says it."""
SHORTEST = 4
"""Characters of a name at least: a shorter one is a word like others."""
OTHERWISE = ("其中", "目标", "计划", "平均", "预期", "力争", "不低于", "以上")
GOALS = deferred(
    "(?:年度|预期|计划|绩效)?目标值?(?:为|是|：|:|设定为|达到)?$|(?:年初|年度)?(?:预期|计划)指标值(?:为|是|：|:)?$"
)
"""Behind a name of what is aimed at: 接听来电数量目标值5500件."""
OTHERS = deferred(
    "乡|镇|街道|村|社区|(?<![全我本])区|厅(?!全年)|部门|单位|企业|中心|第三方|抽[查样检测]|测评|暗访|核查|[市省县]级|全[市省县国]|"
    "[一二三四五]期|[前后]，|季度|月|其[他余]|另"
)
"""Words before it in a sentence that speaks of another body, another survey or another time."""
AT_LEAST = "以上"
"""满意度达95%以上 says that it was no less."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    whole = figures.item(WHOLE)
    projects = figures.rows("项目")
    holders = [whole, *projects]
    named = [_by_name(holder.rows("指标")) if holder is not None else {} for holder in holders]
    if not any(named):
        return
    titles = [name for project in projects if len(name := project.text("名称") or "") >= SHORTEST]
    own = [*titles, *_called(figures.item("单位"))]
    for mark in reading.of(Sort.MONEY, Sort.COUNT, Sort.RATE):
        part = reading.script.part(mark.start)
        rows = named[part] if part < len(named) else {}
        if not part and not rows:
            rows = _of_project(reading, mark, projects, named)
        if not rows or reading.script.aimed(mark.start):
            continue
        one = reading.number(mark)
        least = one.rough and reading.text.startswith(AT_LEAST, one.end)
        end = one.end + len(AT_LEAST) if least else one.end
        mention = clause_before(reading, one) if (least or not one.rough) and alone(reading.text, end) else None
        row = _row(mention, rows, reading.year, titles) if mention else None
        if mention is None or row is None:
            continue
        goal = GOALS.search(mention.clause)
        if _of_something_else(reading, mention, goal.start() if goal is not None else len(mention.clause), own):
            continue
        found = _reached(one, row) if least else _agrees(one, row, (GOAL,) if goal is not None else (GOAL, "完成"))
        if found is None:
            continue
        reading.held.add(one.start)
        if not found:
            key = GOAL if goal is not None else "完成"
            yield Slip(
                codes.FILLED,
                one.start,
                end,
                f"指标“{row.text('指标')}”文字里是{reading.text[one.start : end]}，填的{'目标' if key == GOAL else key}是{row.text(key) or ''}",
                "核对哪一个对；文字和表说的是同一件事，写成一样",
            )


def _called(body: Item | None) -> Sequence[str]:
    names = [body.text(key) for key in ("名称", "简称", "自称")] if body is not None else []
    return [name for name in names if name]


def _row(mention: Mention, rows: Mapping[str, Item], year: str, own: Sequence[str]) -> Item | None:
    """The indicator that a clause names, with 目标值 behind its name or without."""
    plain = mention._replace(clause=GOALS.sub("", mention.clause))
    return next((row for one in (mention, plain) for name in one.names(year, own) if (row := rows.get(name))), None)


def _of_project(
    reading: Reading, mark: Digits, projects: Sequence[Item], named: Sequence[Mapping[str, Item]]
) -> Mapping[str, Item]:
    """In the report's own text, the indicators of the one project that the sentence names before."""
    said = reading.text[reading.sentence(mark.start).start : mark.start]
    names = [project.text("名称") or "" for project in projects]
    told = [number for number, name in enumerate(names, 1) if len(name) >= SHORTEST and name in said]
    return named[told[0]] if len(told) == 1 else {}


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


def _of_something_else(reading: Reading, mention: Mention, length: int, own: Sequence[str]) -> bool:
    before = reading.text[reading.sentence(mention.start).start : mention.start]
    said = before + mention.clause[:length]
    for name in own:
        before = before.replace(name, "")
    return any(word in said for word in OTHERWISE) or OTHERS.search(before) is not None


def _reached(one: Number, row: Item) -> bool | None:
    """Whether what was done is no less than what is said, or that is the goal; None where nothing can be compared."""
    pair = compared(row.text("完成") or "", one.written)
    if pair is None or one.sort != Sort.RATE:
        return None
    there, told = pair
    return there >= told or _agrees(one, row, (GOAL,)) is not False


def _agrees(one: Number, row: Item, keys: tuple[str, ...]) -> bool | None:
    """Whether the figure is what was done or aimed at, as exact as it was written; None where nothing can be compared."""
    texts = [value.text for key in keys if isinstance(value := row.entries.get(key), Text)]
    ends = [end for text in texts for end in (span_of(read_target(text).text) or (read_target(text).text,))]
    pairs = [pair for end in ends if (pair := compared(end, one.written)) is not None]
    if not pairs or compared(row.text("完成") or "", one.written) is None:
        return None
    whole = one.sort == Sort.RATE and not one.decimals and not any("." in end for end in ends)
    slack = 0 if whole else one.half * 2  # nobody writes 97% for 98%
    return any(abs(there - told) <= slack for there, told in pairs)
