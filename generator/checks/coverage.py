"""Figures and a Pack in, what was checked and what could not be, with the reason, out (核对了什么).

A relation counts once at every place where its scope is there and its condition holds. A figure is held against others
where a relation that could be judged names it, or where it was written although it can be computed; one that only goes
into computed figures, or that is only printed, can be wrong unnoticed, and that is what an author wants to know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from ..exhaustive import assert_never
from ..expression import Absent, Context, Expression, Silent, names_in, spell
from ..expression.evaluate import FORGIVING, Result, look_up
from ..expression.parse import Call, Literal, Not, Operation, Path, Word
from ..figure import Figure, Item, Rows
from ..pack import Pack
from ..relations import FAMILIES, Relation, family
from ..source import Place
from .comparing import written
from .given import figure_without_control
from .judge import named, sides, walk
from .prose import held
from .prose.manuscript import of_figures
from .prose.numbers import Sort
from .prose.reading import Reading
from .survey import Survey, survey
from .totals import compared_columns

OWN = "模板包另加的"
"""The chapter of the relations that a pack states itself."""
UNREAD = "里面有没读懂、还没有填的数"
NO_BASE = "没有可比的数（基数是 0）"


class Unjudged(Struct, frozen=True):
    """A relation that applies but could not be judged, why, and at how many places."""

    code: str
    relation: str
    why: str
    places: int


class Chapter(Struct, frozen=True):
    """How many relations of a chapter were judged, counted once a place, and those that could not be."""

    name: str
    judged: int
    unjudged: tuple[Unjudged, ...] = ()


class Coverage(Struct, frozen=True):
    """What a check of one report by one pack looked at.

    `typed` are the figures that were filled in, of which `held` were held against others, and others only went into
    computed ones; `printed` counts the rest by chapter. `numbers` are the amounts, counts and rates in sentences:
    `referred` of them were printed by a reference, `told` were held against what is filled in. `empty` are the chapters
    that the pack knows and the file has not; `unset` is what the pack has no rule for.
    """

    chapters: tuple[Chapter, ...]
    typed: int
    held: int
    printed: Mapping[str, int]
    computing: int
    numbers: int
    referred: int
    told: int
    empty: tuple[str, ...]
    unset: tuple[str, ...]

    @property
    def judged(self) -> int:
        return sum(one.judged for one in self.chapters)

    @property
    def unjudged(self) -> int:
        return sum(one.places for chapter in self.chapters for one in chapter.unjudged)


def coverage(figures: Item, pack: Pack) -> Coverage:
    report = survey(figures)
    tally = _Tally()
    unit = figures.text("金额单位") or "万元"
    for name in FAMILIES:
        for row in family(name) if name in figures.entries else ():
            if not row.working:
                tally.relation(name, row, figures, unit)
    for row in _own(pack):
        tally.relation(OWN, row, figures, unit)
    _written_and_computed(report, tally)
    typed = dict(_typed(report))
    used = {place for _, figure in _figures(report) for part in figure.parts for place in written(part)}
    computing = sum(place in used for place in typed if place not in tally.places)
    printed: dict[str, int] = {}
    for place, chapter in typed.items():
        if place not in tally.places and place not in used:
            printed[chapter] = printed.get(chapter, 0) + 1
    return Coverage(
        tally.chapters(),
        len(typed),
        sum(place in tally.places for place in typed),
        printed,
        computing,
        *_in_sentences(figures, pack),
        _empty(figures, pack),
        tuple(name for name, there in _rules(pack).items() if not there),
    )


class _Tally:
    """Relations by chapter, and the places of the figures that they held against others."""

    def __init__(self) -> None:
        self.places: set[Place] = set()
        self._judged: dict[str, int] = {}
        self._unjudged: dict[str, dict[tuple[str, str, str], int]] = {}

    def relation(self, chapter: str, relation: Relation, figures: Item, unit: str) -> None:
        for scopes in walk((figures,), relation.scope):
            context = Context(scopes, unit)
            there = {path: values for path, values in named(relation, context) if values}
            if not there or any(_vacant(side, there) for side in (relation.says.left, relation.says.right)):
                continue
            try:
                both = sides(relation, context)
            except (Absent, Silent) as fault:
                self._open(chapter, relation, _why(relation, context, isinstance(fault, Silent)))
                continue
            if both is not None:
                self.held(chapter, [*both, *(one for values in there.values() for one in values)])

    def held(self, chapter: str, values: Iterable[Result]) -> None:
        """One relation, and all that it named."""
        self._judged[chapter] = self._judged.get(chapter, 0) + 1
        for value in values:
            if isinstance(value, Figure):
                self.places.update(written(value))

    def _open(self, chapter: str, relation: Relation, why: str) -> None:
        scope = f"{'.'.join(relation.scope)}：" if relation.scope else ""
        key = relation.code.id, f"{scope}{spell(relation.says)}", why
        found = self._unjudged.setdefault(chapter, {})
        found[key] = found.get(key, 0) + 1

    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(
            Chapter(
                name,
                self._judged.get(name, 0),
                tuple(Unjudged(*key, places) for key, places in self._unjudged.get(name, {}).items()),
            )
            for name in dict.fromkeys((*self._judged, *self._unjudged))
        )


def _why(relation: Relation, context: Context, silent: bool) -> str:
    """The first name of a relation that leads nowhere."""
    if silent:
        return UNREAD
    trees: list[Expression] = [*([relation.asked] if relation.asked is not None else []), relation.says]
    for path in (path for tree in trees for path in _needed(tree)):
        try:
            look_up(path.names, context)
        except (Absent, Silent):
            return f"没有填“{'.'.join(path.names)}”"
    return NO_BASE


def _vacant(side: Expression, there: Collection[Path]) -> bool:
    """Whether a side may be left out and is: 合计(无则零(合同.付款.已付)) of a project without a contract."""
    paths = set(names_in(side))
    return bool(paths) and paths.isdisjoint(there) and not any(_needed(side))


def _needed(tree: Expression) -> Iterator[Path]:
    """The names of an expression that has no value without them: what stands in 有 and 无则零 may be left out."""
    match tree:
        case Path():
            yield tree
        case Call(function, arguments):
            yield from (path for one in arguments if function not in FORGIVING for path in _needed(one))
        case Operation(_, left, right):
            yield from (*_needed(left), *_needed(right))
        case Not(inner):
            yield from _needed(inner)
        case Literal() | Word():
            return
        case _:
            assert_never(tree)


def _own(pack: Pack) -> tuple[Relation, ...]:
    if not pack.rules.own:
        return ()
    from .bureau import relations_of  # few packs have relations of their own

    return relations_of(pack)[0]


def _written_and_computed(report: Survey, tally: _Tally) -> None:
    """What was written although it can be computed, and columns of totals, which are compared by their own rules."""
    for chapter, figure in _figures(report):
        if figure.control is not None:
            tally.held(chapter, (figure.control, figure_without_control(figure)))
    for whole, _, _, given, total in compared_columns(report.records[0]):
        tally.held(report.chapter(whole, ""), (given, total))


def _figures(report: Survey) -> Iterator[tuple[str, Figure]]:
    """Every figure of the file's own keys with its chapter."""
    for item in report.records:
        known = (item.kind.base or item.kind).by_name
        for name, value in item.made.items():
            if isinstance(value, Figure) and name in known:
                yield report.chapter(item, name), value
            elif isinstance(value, Rows) and value.named and name in known:
                for row in value.items:
                    yield from ((report.chapter(item, name), one) for one in row.made.values() if type(one) is Figure)


def _typed(report: Survey) -> Iterator[tuple[Place, str]]:
    """Where a figure was filled in, and its chapter."""
    for chapter, figure in _figures(report):
        one = figure.control if figure.control is not None else figure
        if one.place is not None:
            yield one.place, chapter


def _in_sentences(figures: Item, pack: Pack) -> tuple[int, int, int]:
    """The numbers in sentences, how many of them a reference printed, and how many were held against what is filled in."""
    reading = Reading(of_figures(figures))
    marks = reading.of(Sort.MONEY, Sort.COUNT, Sort.RATE)
    referred = {mark.start for mark in marks if reading.script.referred(mark.start, mark.stop)}
    told = {mark.start for mark in marks} & held(reading, figures, pack) - referred
    return len(marks), len(referred), len(told)


def _empty(figures: Item, pack: Pack) -> tuple[str, ...]:
    """The chapters with relations that the pack knows and the file has not."""
    asked = {path.partition(".")[0] for path in (*pack.required, *pack.optional)}
    return tuple(name for name in FAMILIES if name in asked and name not in figures.entries)


def _rules(pack: Pack) -> dict[str, bool]:
    """What a pack may have rules for, and whether this one has."""
    rules = pack.rules
    return {
        "增减多少要说明": rules.bounds.change is not None,
        "执行率低于多少要说明": rules.bounds.execution is not None or rules.explain_below is not None,
        "完成超过目标多少要说明": rules.bounds.beyond is not None,
        "评价等次": bool(rules.bands),
        "指标权重": bool(rules.schemes),
        "支出功能分类科目": bool(pack.subjects.functions),
        "部门预算支出经济分类科目": bool(pack.subjects.economic),
    }
