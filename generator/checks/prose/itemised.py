"""What was read and the report's projects in, amounts that sentences give a project or a line of its costs otherwise out.

A project is told by its whole name right before the amount; a line of 支出明细 by its name or the end of it (物业费 for
政务大厅物业费). Several names joined by 、 stand for the sum of their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from ...figure import Figure, Item, Rows, Value
from ...pack import Pack
from ...pattern import deferred
from .filled import fits, shown, slip
from .mention import alone, elsewhere, names_another_year
from .numbers import Number, Sort
from .reading import Reading
from .slip import Slip

BETWEEN = deferred(
    r"[”\"]?(?:项目|经费|专项)?(?:(?:年初|全年)?预算(?:数|安排)?|实际|安排|支出|执行数?|使用|结余|结转|到位|资金|共计?|为|是|：|:)*"
)
RATE_OF = deferred(
    r"[”\"]?(?:项目|经费|专项)?(?:(?:全年)?(?:预算|资金)(?:[^，。；,;\d]{0,12}[\d.,]{1,14}万?元[，,、；;]){0,3})?的?"
    r"(?:预算|资金|支出)?执行率(?:为|是|达到?|：|:)?"
)
"""大厅改造项目预算执行率90.91%."""
GOES_ON = deferred(
    r"[，,；;、](?:全年|本年|当年|累计|已|实际)*(?:执行|支出|使用|支付|到位|拨付|预算|安排)(?:数|资金|支出)?(?:为|是|了|共计?|：|:)*"
)
"""What stands between two amounts of one project: 预算136万元，实际执行136万元."""
SPENT = deferred(r"(?:执行数?|实际支出|实际执行)(?:为|是|了|：|:)?$")
"""Before an amount that can be no budget."""
LEADING = deferred(r"^(?:其中的?|本年度?|当年|全年|年度|累计|共|用于|支付|支出|列支|开支|发生|包括|主要是|和|及)+")
TRAILING = deferred(r"(?:共计?|合计|支出|为|是){1,9}$")
YEARS = 12
"""Characters of a bracket behind an amount in which its year stands."""
SHORTEST = 4
"""A project's name of fewer characters is a word like others."""


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    projects = figures.rows("项目")
    names = [project.text("名称") or "" for project in projects]
    leads = reading.leads(Sort.MONEY, Sort.RATE)
    for project, name in zip(projects, names, strict=True):
        if len(name) >= SHORTEST and name[-SHORTEST:] in leads and name in reading.text:
            longer = [other for other in names if name in other and name != other]
            yield from _project(reading, project, name, longer)
    starts = [*reading.script.parts, len(reading.text)]
    for project, start, end in zip(projects, starts, starts[1:], strict=False):
        lines = [line for row in project.rows("支出明细") if (line := _line(row)) is not None]
        if lines:
            yield from _costs(reading, lines, start, end)


def _project(reading: Reading, project: Item, name: str, longer: Sequence[str]) -> Iterator[Slip]:
    """甲项目10万元 is one of its figures; a longer name that has this one in it is another project's."""
    known: list[Figure] = []
    for at in reading.found(name):
        if any(reading.text.startswith(other, at - other.find(name)) for other in longer) or elsewhere(reading, at):
            continue
        for amount in _amounts(reading, at + len(name)):
            known = known or list(_money(project))
            reading.held.add(amount.start)
            spent = _spent(project) if SPENT.search(reading.text, max(0, amount.start - 8), amount.start) else None
            meant = known if spent is None else [one for one in known if not _budget(one, project)] or known
            if known and not any(fits(amount, one) for one in meant):
                yield slip(amount.start, amount.end, f"项目{name}", amount.written, _told(project))
        yield from _rate(reading, project, name, at + len(name))


def _spent(project: Item) -> Figure | None:
    funds = project.item("资金")
    return funds.figure("执行") if funds is not None else None


def _budget(figure: Figure, project: Item) -> bool:
    """Whether a figure is a budget of the project and not what was spent of it."""
    funds, spent = project.item("资金"), _spent(project)
    budgets = [funds.figure(name) for name in ("年初预算", "全年预算")] if funds is not None else []
    told = [one for one in budgets if one is not None]
    return any(one.value == figure.value for one in told) and spent is not None and spent.value != figure.value


def _rate(reading: Reading, project: Item, name: str, at: int) -> Iterator[Slip]:
    gap, funds = RATE_OF.match(reading.text, at), project.item("资金")
    rate = reading.at(gap.end()) if gap is not None else None
    right = funds.figure("执行率") if funds is not None else None
    if rate is None or right is None or rate.sort != Sort.RATE or rate.rough or not alone(reading.text, rate.end):
        return
    reading.held.add(rate.start)
    known = [right, *([right.control] if right.control is not None else [])]
    if not any(one.low - rate.half * 2 <= rate.value <= one.high + rate.half * 2 for one in known):
        yield slip(rate.start, rate.end, f"项目{name}的执行率", rate.written, shown(right.shown))


def _amounts(reading: Reading, at: int) -> Iterator[Number]:
    """The amount right behind a name, and those that go on with it."""
    gap = BETWEEN.match(reading.text, at)
    while gap is not None:
        amount = reading.at(gap.end())
        if amount is None or amount.sort != Sort.MONEY or amount.rough or not _whole(reading, amount.end):
            return
        yield amount
        gap = GOES_ON.match(reading.text, amount.end)


def _whole(reading: Reading, end: int) -> bool:
    """甲项目支出36万元用于窗口更新 is a part of it, 预算105万元（2025年） of another year."""
    text = reading.text
    bracket = text[end : end + 1] in ("（", "(")
    return alone(text, end) or (bracket and not names_another_year(reading, text[end : end + YEARS]))


def _money(value: Value) -> Iterator[Figure]:
    """Every amount below, as it is printed and as it was written."""
    if isinstance(value, Figure) and value.unit.dimension == "money":
        yield value
        if value.control is not None:
            yield value.control
    elif isinstance(value, Item):
        for one in value.entries.values():
            yield from _money(one)
    elif isinstance(value, Rows):
        for row in value.items:
            yield from _money(row)


def _told(project: Item) -> str:
    """全年预算221万元、执行221万元: what the reader would look for."""
    funds = project.item("资金")
    figures = [(name, funds.figure(name)) for name in ("全年预算", "执行")] if funds is not None else []
    return "、".join(f"{name}{shown(figure.shown)}" for name, figure in figures if figure is not None)


class _Line(Struct, frozen=True):
    """A line of 支出明细: its whole name, and its amount."""

    name: str
    figure: Figure

    @property
    def terms(self) -> list[str]:
        """The names that are joined in it."""
        return self.name.split("、")

    def means(self, told: str) -> str | None:
        """Which of its names a sentence means: the same, its end, or it behind other words of the line."""
        for term in self.terms:
            longer = told.endswith(term) and told[: -len(term)] in self.name
            if told == term or (len(told) > 1 and term.endswith(told)) or longer:
                return term
        return None


def _line(row: Item) -> _Line | None:
    name, figure = row.text("名称"), row.figure(row.kind.main)
    return _Line(name, figure.shown) if name is not None and figure is not None else None


def _costs(reading: Reading, lines: Sequence[_Line], start: int, end: int) -> Iterator[Slip]:
    for mark in reading.of(Sort.MONEY):
        amount = reading.number(mark) if start <= mark.start < end else None
        if amount is None or amount.rough or not alone(reading.text, amount.end):
            continue
        before = max(reading.text.rfind(sign, start, amount.start) for sign in "，。；：:,;（(\n\f") + 1
        told = TRAILING.sub("", LEADING.sub("", reading.text[max(before, start) : amount.start].strip()))
        meant = _meant(told, lines)
        if not meant:
            continue
        reading.held.add(amount.start)
        total = sum((line.figure.value for line in meant), Decimal(0))
        low, high = sum(line.figure.low for line in meant), sum(line.figure.high for line in meant)
        if low - amount.half <= amount.value <= high + amount.half:
            continue
        right = " + ".join(shown(line.figure) for line in meant)
        if len(meant) > 1:
            right += f" = {shown(meant[0].figure._replace(value=total))}"
        yield slip(amount.start, amount.end, told, amount.written, right)


def _meant(told: str, lines: Sequence[_Line]) -> list[_Line]:
    """The lines that joined names mean, where each name means one line and none of a line's names is left out."""
    found: dict[int, set[str]] = {}
    for name in re.split("[、和及与]", told):
        hits = [(at, term) for at, line in enumerate(lines) if name and (term := line.means(name)) is not None]
        if len(hits) != 1:
            return []
        found.setdefault(hits[0][0], set()).add(hits[0][1])
    whole = all(len(terms) == len(lines[at].terms) for at, terms in found.items())
    return [lines[at] for at in found] if whole else []
