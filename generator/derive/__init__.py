"""The report as it was filled in, and a pack, in; Figures out: every given and computed value under its Chinese name.

Figures is read by checks, templates, references and diffs, so that nothing is computed twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..diagnostic import Diagnostic
from ..expression import Absent, Context, Silent, evaluate
from ..figure import NUMBER, Faulty, Figure, Item, Rows, Text, Unit, Value, exact
from ..model import Count, Field, Record, Table
from ..pack import BAND, RULES, Pack
from ..source import Place
from ..vocabulary import PROJECT, TOTALS
from .references import resolve
from .relations import RELATIONS, Relation

__all__ = ["RELATIONS", "Relation", "derive", "items_at"]

GRADE_COUNT = Record((*BAND.fields, Field("个数", Count(), "得到这一等的项目个数")))
EXTRA: dict[int, tuple[Field, ...]] = {
    id(PROJECT): (Field("等级", BAND, "自评得分所在的等级"), Field("序号", Count(), "第几个项目")),
    id(TOTALS): (Field("等级", Table(GRADE_COUNT, "等级"), "各等级的项目个数，没有的不列"),),
}
"""What only derive can give, by the record that it is added to."""


@dataclass(frozen=True, slots=True)
class _Grown:
    """An item being completed: its entries can still be set."""

    item: Item
    entries: dict[str, Value]


def derive(root: Item, pack: Pack) -> tuple[Item, tuple[Diagnostic, ...]]:
    """Complete a report: totals, balances, rates, grades and counts, then the references in its prose."""
    figures = _grow(root)
    _defaults(figures, pack)
    unit = root.text("金额单位") or ""
    _set(figures, ("项目合计",), Item(_widened(TOTALS), {}, None)) if root.rows("项目") and root.get(
        "项目合计"
    ) is None else None
    constants = _constants(pack)
    for relation in RELATIONS:
        for item in items_at(figures, relation.scope):
            _fill(relation, Context((item, figures, constants), unit))
    _grades(figures, pack)
    return resolve(figures, pack.wording, unit)


def _defaults(root: Item, pack: Pack) -> None:
    """What the pack's declared fields are where the file does not say (版式.支出明细: 文字)."""
    if root.place is None:
        return
    for path, text in pack.defaults.items():
        block, name = path.split(".")
        if root.get(block) is None:
            _set(root, (block,), Item(pack.declared[block], {}, root.place))
        inner = root.item(block)
        if inner is not None and name not in inner.entries:
            _set(root, (block, name), Text(text, root.place))


def _widened(record: Record) -> Record:
    extra = EXTRA.get(id(record))
    if extra is None:
        return record
    cached = _WIDE.get(id(record))
    if cached is None:
        cached = _WIDE[id(record)] = Record((*record.fields, *extra))
    return cached


_WIDE: dict[int, Record] = {}


def _grow(item: Item) -> Item:
    """A copy whose entries are dictionaries of its own, so that completing it leaves the report as it was."""
    entries: dict[str, Value] = {}
    for name, value in item.entries.items():
        if isinstance(value, Item):
            entries[name] = _grow(value)
        elif isinstance(value, Rows) and not value.named:
            entries[name] = replace(value, items=tuple(_grow(row) for row in value.items))
        else:
            entries[name] = value
    return Item(_widened(item.kind), entries, item.place, item.keys)


def _set(item: Item, path: tuple[str, ...], value: Value) -> None:
    for name in path[:-1]:
        inner = item.entries.get(name)
        if not isinstance(inner, Item):
            return
        item = inner
    entries = item.entries
    assert isinstance(entries, dict)  # noqa: S101 # _grow made it; a Mapping to every reader
    entries[path[-1]] = value


def items_at(root: Item, scope: tuple[str, ...]) -> Iterator[Item]:
    """The items at a path: the root, a record, or each row of a list."""
    if not scope:
        yield root
        return
    value = root.entries.get(scope[0])
    if isinstance(value, Item):
        yield from items_at(value, scope[1:])
    elif isinstance(value, Rows):
        for row in value.items:
            yield from items_at(row, scope[1:])


def _constants(pack: Pack) -> Item:
    """The pack's numbers that relations name: 满分 and 执行率分值."""
    score = Unit("score", "分")
    values = {"满分": pack.rules.full_score, "执行率分值": pack.rules.execution_weight}
    return Item(RULES, {name: exact(value, score) for name, value in values.items()}, None)


def _fill(relation: Relation, context: Context) -> None:
    item = context.scopes[0]
    given: Value | None = item
    for name in relation.target:
        given = given.entries.get(name) if isinstance(given, Item) else None
    if isinstance(given, Faulty):
        return
    try:
        value = evaluate(relation.formula, context)
    except Silent:
        if given is None:
            _unknown(relation, item)
        return
    except Absent:
        return
    if isinstance(value, Figure):
        _set(item, relation.target, replace(value, control=given) if isinstance(given, Figure) else value)


def _unknown(relation: Relation, item: Item) -> None:
    """What cannot be computed from a faulty value is faulty too, so that nobody misses it as well."""
    place = item.place
    if place is not None:
        _set(item, relation.target, Faulty(place))


def _grades(root: Item, pack: Pack) -> None:
    """等级 of every project that has a score, and how many have each grade."""
    counts = {band.name: 0 for band in pack.rules.bands}
    for number, project in enumerate(root.rows("项目"), 1):
        _set(project, ("序号",), exact(Decimal(number), NUMBER))
        score = project.figure("自评得分")
        band = next((band for band in pack.rules.bands if score is not None and score.value >= band.lowest), None)
        if band is not None and score is not None:
            counts[band.name] += 1
            place = score.place or project.place
            if place is not None:
                _set(project, ("等级",), _band(band.name, band.full, place))
    totals, place = root.item("项目合计"), root.place
    if totals is not None and place is not None:
        rows = []
        for band in pack.rules.bands:
            if counts[band.name]:
                row = _band(band.name, band.full, place)
                rows.append(
                    Item(GRADE_COUNT, {**row.entries, "个数": exact(Decimal(counts[band.name]), NUMBER)}, place)
                )
        _set(totals, ("等级",), Rows(GRADE_COUNT, tuple(rows), place))


def _band(name: str, full: str, place: Place) -> Item:
    return Item(BAND, {"名称": Text(name, place), "全称": Text(full, place)}, place)
