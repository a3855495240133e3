"""What was read and the report's projects in, amounts of all of them (2个项目共支出234万元) that their sums are not out.

Only where the sentence counts as many projects as are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...figure import Figure, Item
from ...pack import Pack
from ...pattern import deferred
from .filled import shown, slip
from .itemised import GOES_ON
from .mention import alone, elsewhere
from .numbers import Number, Sort
from .reading import Reading
from .slip import Slip
from .words import CLAUSE

COUNTED = deferred(
    r"(?:(?P<ahead>\d{1,3})个(?:预算|部门预算|支出|财政)*项目|项目(?:共|共有|有|总数)?(?P<behind>\d{1,3})个)"
    r"(?:(?:支出)?(?:全部|均|都)?(?:开展|进行|实施|纳入|编制|完成)?了?(?:绩效|预算绩效)?(?:目标|自评|监控|自评价)?(?:[，,]|$)?)"
    r"(?:全年|年初|总|共计?|合计|累计|涉及)*(?P<what>预算|资金|金额|支出|执行|投入)(?:数|总额|资金|金额|安排)?(?:共计?|合计|为|是|：)*"
)
LEAD = deferred(
    r"(?:\d{4}年度?|本年度?|全年)?(?:我局|本部门|本单位|我单位|部门)?(?:组织|年度)?(?:对|共有?|部门预算|预算支出|预算|列入|纳入|全部|支出)*"
)
ALL = deferred("自评|绩效|共|合计|全年预算|年初预算|部门预算|预算支出")
"""Words of a sentence that speaks of all projects."""
FAR = 24
SUMS = ("年初预算", "全年预算", "执行", "到位")


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    projects = figures.rows("项目")
    if len(projects) < 2:
        return
    sums: list[Figure] = []
    columns: dict[str, Figure] = {}
    done = -1
    for at in reading.found("项目"):
        match = next(
            (found for back in (4, 3, 2, 0, 6, 8) if (found := COUNTED.match(reading.text, max(0, at - back)))), None
        )
        if match is None or match.start() <= done or not match.start() <= at < match.end():
            continue
        done = match.start()
        count = int(match["ahead"] or match["behind"])
        one = reading.at(match.end())
        begin = max(reading.text.rfind(sign, max(0, match.start() - FAR), match.start()) for sign in CLAUSE) + 1
        lead = reading.text[begin : match.start()]
        if LEAD.fullmatch(lead) is None or not ALL.search(lead + match[0]):
            continue
        if count != len(projects) or reading.script.part(at) or elsewhere(reading, match.start()):
            continue
        columns = columns or _sums(projects)
        sums = sums or [*columns.values(), *_totals(figures)]
        while one is not None and one.sort == Sort.MONEY and not one.rough and alone(reading.text, one.end) and sums:
            reading.held.add(one.start)
            if not any(_agrees(one, total) for total in sums):
                right = "、".join(f"{name}{shown(total)}" for name, total in columns.items())
                yield slip(one.start, one.end, f"{count}个项目", one.written, f"合计{right}")
            gap = GOES_ON.match(reading.text, one.end)
            one = reading.at(gap.end()) if gap is not None else None


def _sums(projects: Sequence[Item]) -> dict[str, Figure]:
    """Each column of 资金, added up where every project has it."""
    found = {}
    for name in SUMS:
        column = [_of(project, name) for project in projects]
        told = [one for one in column if one is not None]
        if len(told) == len(projects):
            total = sum((one.value for one in told), Decimal(0))
            found[name] = told[0]._replace(value=total, low=total, high=total, decimals=None, place=None)
    return found


def _of(project: Item, name: str) -> Figure | None:
    funds = project.item("资金")
    figure = funds.figure(name) if funds is not None else None
    return figure.shown if figure is not None else None


def _totals(figures: Item) -> Iterator[Figure]:
    """What the accounts and the chapter on performance say of all projects."""
    spending, assessed = figures.item("支出"), figures.item("预算绩效")
    for holder in (spending, *(assessed.made.values() if assessed is not None else ())):
        for name in ("项目支出", "金额"):
            figure = holder.figure(name) if isinstance(holder, Item) else None
            if figure is not None:
                yield figure.shown


def _agrees(one: Number, total: Figure) -> bool:
    return abs(one.value - total.value) <= (one.half * 2 if one.decimals else one.half)
