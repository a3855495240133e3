"""The report as it was filled in, and a pack, in; Figures out: every given and computed value under its Chinese name.

Figures is read by checks, templates, references and diffs, so that nothing is computed twice.
"""

from __future__ import annotations

from decimal import Decimal

from ..diagnostic import Diagnostic
from ..expression import Absent, Context, Silent, evaluate
from ..figure import NUMBER, Faulty, Figure, Item, Nothing, Rows, Text, Unit, exact
from ..model import Record
from ..pack import BAND, RULES, Pack
from ..source import Place
from .accounts import accounts
from .comparisons import compare_all
from .extra import GRADE_COUNT, ROOT
from .last_year import carry_over
from .listed import organisations, sources_and_contracts, years
from .references import resolve
from .relations import RELATIONS, Relation
from .spending import spending
from .tree import assign, given_at, grow, inner, items_at, set_at

__all__ = ["derive"]


def derive(root: Item, pack: Pack, last: Item | None = None) -> tuple[Item, tuple[Diagnostic, ...]]:
    """Complete a report: totals, balances, rates, grades and counts, then the references in its prose.

    `last` is last year's report, completed as well: its 决算 are this one's 上年.
    """
    figures = grow(Item(Record((*root.kind.fields, *ROOT)), root.entries, root.place, root.keys))
    _defaults(figures, pack)
    unit = root.text("金额单位") or ""
    if root.rows("项目"):
        inner(figures, "项目合计")
    sources_and_contracts(figures)
    constants = _constants(pack)
    for relation in RELATIONS:
        for item in items_at(figures, relation.scope):
            _fill(relation, Context((item, figures, constants), unit))
    _grades(figures, pack)
    years(figures, pack.subjects)
    organisations(figures)
    accounts(figures, pack.subjects)
    spending(figures)
    if last is not None:
        carry_over(figures, last)
    compare_all(figures)
    return resolve(figures, pack.wording, unit)


def _defaults(root: Item, pack: Pack) -> None:
    """What the pack's declared fields are where the file does not say (版式.支出明细: 文字)."""
    if root.place is None:
        return
    for path, text in pack.defaults.items():
        block, name = path.split(".")
        if root.get(block) is None:
            assign(root, block, Item(pack.declared[block], {}, root.place))
        holder = root.item(block)
        if holder is not None and name not in holder.entries:
            assign(holder, name, Text(text, root.place))


def _constants(pack: Pack) -> Item:
    """The pack's numbers that relations name: 满分 and 执行率分值."""
    score = Unit("score", "分")
    values = {"满分": pack.rules.full_score, "执行率分值": pack.rules.execution_weight}
    return Item(RULES, {name: exact(value, score) for name, value in values.items()}, None)


def _fill(relation: Relation, context: Context) -> None:
    item = context.scopes[0]
    given = given_at(item, relation.target)
    if isinstance(given, (Faulty, Nothing)):
        return
    try:
        value = evaluate(relation.formula, context)
    except Silent:
        if given is None and item.place is not None:
            _unknown(item, relation.target, item.place)
        return
    except Absent:
        return
    if isinstance(value, Figure):
        set_at(item, relation.target, value, relation.working(len(value.parts)))


def _unknown(item: Item, target: tuple[str, ...], place: Place) -> None:
    """What cannot be computed from a faulty value is faulty too, so that nobody misses it as well."""
    holder: Item | None = item
    for name in target[:-1]:
        holder = holder.item(name) if holder is not None else None
    if holder is not None:
        assign(holder, target[-1], Faulty(place))


def _grades(root: Item, pack: Pack) -> None:
    """等级 of every project that has a score, and how many have each grade."""
    counts = {band.name: 0 for band in pack.rules.bands}
    for number, project in enumerate(root.rows("项目"), 1):
        assign(project, "序号", exact(Decimal(number), NUMBER))
        score = project.figure("自评得分")
        band = next((band for band in pack.rules.bands if score is not None and score.value >= band.lowest), None)
        if band is not None and score is not None:
            counts[band.name] += 1
            place = score.place or project.place
            if place is not None:
                assign(project, "等级", _band(band.name, band.full, place))
    totals, place = root.item("项目合计"), root.place
    if totals is not None and place is not None:
        rows = []
        for band in pack.rules.bands:
            if counts[band.name]:
                row = _band(band.name, band.full, place)
                rows.append(
                    Item(GRADE_COUNT, {**row.entries, "个数": exact(Decimal(counts[band.name]), NUMBER)}, place)
                )
        assign(totals, "等级", Rows(GRADE_COUNT, tuple(rows), place))


def _band(name: str, full: str, place: Place) -> Item:
    return Item(BAND, {"名称": Text(name, place), "全称": Text(full, place)}, place)
