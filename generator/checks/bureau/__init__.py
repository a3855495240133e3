"""Figures and the relations of a bureau's pack in (rules.yaml, 勾稽), those that do not hold out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...codes import bureau as codes
from ...codes.figures import TOO_LONG
from ...diagnostic import Diagnostic, Kind, Label
from ...expression import Absent, Context, Exhausted, Expression, Silent, TooLarge, Work, evaluate, names_in, spell
from ...expression.evaluate import Result, compare
from ...expression.parse import Number, Path
from ...figure import Day, Figure, Item, Rows, Text, Value
from ...pack import Pack
from ...source import Place
from ...wording import date_text, digits, with_unit
from ..explained import Unexplained
from ..following import contradicted
from ..written import place_of
from .relation import Relation, relations_of

__all__ = ["own", "relations_of"]

MOST_WORK = 1_000_000
"""Rows that all relations of a pack go through in one report, and names and signs in them that are looked at. Forty
projects checked by thirty relations of twenty words come to 25,000."""
MOST_PLACES = 5
"""Of a column of figures not all are pointed at."""
FEN = 6
"""Decimals that a fen (分) has in 万元."""
LOOK = "核对这几处"
MISSING = "（没有填）"
BROKEN = {"=": "≠", "!=": "=", "<": "≥", "<=": ">", ">": "≤", ">=": "<"}
"""How the two sides stand where the relation does not hold."""


def own(figures: Item, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    """Every relation of the pack at every place of its scope."""
    relations, _ = relations_of(pack)
    unit = figures.text("金额单位") or "万元"
    work = Work(MOST_WORK)
    for relation in relations:
        size = len(spell(relation.says)) + (len(spell(relation.condition)) if relation.condition is not None else 0)
        try:
            for scopes in _scopes((figures,), relation.scope):
                work.spend(size)
                yield from _checked(relation, Context(scopes, unit, work), pack)
        except Exhausted:
            yield _exhausted(relation, pack)
            return


def _exhausted(relation: Relation, pack: Pack) -> Diagnostic:
    place = next(rule.places["代码"] for rule in pack.rules.own if rule.code == relation.code.id)
    said = f"勾稽关系核对到“{relation.code.id}”，看过的行和算过的字超过了 {MOST_WORK:,} 个"
    return Diagnostic(codes.TOO_MUCH_WORK, said, Label(place), help="用“范围”逐个核对，不要在每一处都把整张表加一遍")


def _scopes(scopes: tuple[Item, ...], names: tuple[str, ...]) -> Iterator[tuple[Item, ...]]:
    """The items at a path, each with those around it."""
    if not names:
        yield scopes
        return
    value = scopes[0].entries.get(names[0])
    below = (value,) if isinstance(value, Item) else value.items if isinstance(value, Rows) else ()
    for item in below:
        yield from _scopes((item, *scopes), names[1:])


def _checked(relation: Relation, context: Context, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    try:
        if relation.condition is not None and not evaluate(relation.condition, context):
            return
        left, right = evaluate(relation.says.left, context), evaluate(relation.says.right, context)
        if _holds(relation, left, right, context):
            return
    except (Absent, Silent):
        return
    except TooLarge as fault:
        _, places = _places(relation, context)
        yield from (
            Diagnostic(TOO_LONG, f"{relation.code.title}：{fault}，没有核对", one, help=LOOK) for one in places[:1]
        )
        return
    if contradicted([one for one in (left, right) if isinstance(one, Figure)]):  # told where it stands
        return
    holder, places = _places(relation, context)
    if not places:
        return
    message = _message(relation, left, right, context, pack)
    note = f"应当 {spell(relation.says)}" if not relation.message else _note(relation, left, right, pack)
    at, *beside = places
    explain = relation.code.kind is Kind.EXPLAIN
    advice = relation.advice or (f"{LOOK}；属实的，在同一处加“说明: ……”" if explain else LOOK)
    found = Diagnostic(relation.code, message, at, tuple(beside), (note,), advice)
    yield Unexplained(holder, found) if explain else found


def _holds(relation: Relation, left: Result, right: Result, context: Context) -> bool:
    if not isinstance(left, Figure) or not isinstance(right, Figure):
        return bool(evaluate(relation.says, context))
    if relation.tolerance is not None:
        wide = _wide(relation.tolerance, right, context)
        right = right._replace(low=right.low - wide, high=right.high + wide)
    return compare(relation.says.sign, left, right)


def _wide(tolerance: Number, right: Figure, context: Context) -> Decimal:
    """A tolerance as an amount; a percentage is of the right side, but between rates points of a rate."""
    figure = evaluate(tolerance, context)
    assert isinstance(figure, Figure)  # noqa: S101 # a number is one
    of_right = figure.unit.dimension == "rate" != right.unit.dimension
    return figure.value * abs(right.value) if of_right else figure.value


def _places(relation: Relation, context: Context) -> tuple[Item, list[Label]]:
    """The item in which the first figure stands, and where each figure of the relation was written."""
    labels: dict[Place, Label] = {}
    first: Item | None = None
    for path in names_in(relation.says):
        holder, places = _standing(path, context)
        for place, name in places:
            first = first or holder
            labels.setdefault(place, Label(place, name))
    if not labels:
        around = next((item.place for item in context.scopes if item.place is not None), None)
        return context.scopes[0], [Label(around)] if around is not None else []
    return first or context.scopes[0], list(labels.values())


def _standing(path: Path, context: Context) -> tuple[Item, list[tuple[Place, str]]]:
    """The item that holds what stands at a path, as far as the path leads through items; where it was written, and as what.

    A computed figure stands where the first one stands that it comes from, which has another name.
    """
    scopes = context.scopes
    holder = next((item for item in scopes if path.names[0] in item.kind.by_name), scopes[-1])
    value: Value | None = holder
    for name in path.names:
        while isinstance(value, Item) and name not in value.kind.by_name and value.kind.main:
            value = value.entries.get(value.kind.main)
        if not isinstance(value, Item):
            break
        holder, value = value, value.entries.get(name)
    while isinstance(value, Item) and value.kind.main:
        holder, value = value, value.entries.get(value.kind.main)
    found = [(place, one) for one in _figures(path, context) if (place := _place(one)) is not None][:MOST_PLACES]
    return holder, [(place, path.names[-1] if _itself(one) else "") for place, one in found]


def _figures(path: Path, context: Context) -> list[Figure | Text | Day | Rows]:
    """What a path stands for: one value, or one in each row."""
    try:
        value = evaluate(path, context)
    except (Absent, Silent):
        return []
    rows = value if isinstance(value, list) else [value]
    return [one for one in rows if isinstance(one, (Figure, Text, Day, Rows))]


def _itself(value: Figure | Text | Day | Rows) -> bool:
    return not isinstance(value, Figure) or value.shown.place is not None


def _place(value: Figure | Text | Day | Rows) -> Place | None:
    return place_of(value) if isinstance(value, Figure) else value.place


def _message(relation: Relation, left: Result, right: Result, context: Context, pack: Pack) -> str:
    sides = {"{左边}": left, "{右边}": right}
    parts = []
    for part in relation.message:
        if part == "{差额}":
            parts.append(_gap(left, right))
        elif isinstance(part, str):
            parts.append(_printed(sides[part], pack) if part in sides else part)
        else:
            parts.append(_slot(part, context, pack))
    return "".join(parts) or f"{relation.code.title}：{_stand(relation, left, right, pack)}"


def _slot(tree: Expression, context: Context, pack: Pack) -> str:
    try:
        return _printed(evaluate(tree, context), pack)
    except (Absent, Silent):
        return MISSING


def _note(relation: Relation, left: Result, right: Result, pack: Pack) -> str:
    """What should hold, and both sides as they are, whatever the message says of them."""
    return f"应当 {spell(relation.says)}，现在 {_stand(relation, left, right, pack)}"


def _stand(relation: Relation, left: Result, right: Result, pack: Pack) -> str:
    gap = _gap(left, right)
    stands = f"{_printed(left, pack)} {BROKEN[relation.says.sign]} {_printed(right, pack)}"
    return stands + (f"，相差{gap}" if gap else "")


def _gap(left: Result, right: Result) -> str:
    if not isinstance(left, Figure) or not isinstance(right, Figure):
        return ""
    unit = left.shown.unit if left.shown.unit.name else right.shown.unit
    gap = abs(left.value - right.value) / unit.factor
    rate = unit.dimension == "rate"
    return digits(gap, 2 if rate else FEN, trim=True) + ("个百分点" if rate else unit.name)


def _printed(value: Result, pack: Pack) -> str:
    if isinstance(value, Figure):
        return with_unit(value, pack.wording)
    if isinstance(value, Day):
        return date_text(value)
    return value.text if isinstance(value, Text) else str(value)
