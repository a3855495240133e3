"""Rows of `relations` and a report in, the figures that they give out (计法), each with its working."""

from __future__ import annotations

from collections.abc import Iterable

from ..expression import Absent, Context, Silent, names_in
from ..expression.parse import Call, Operation, Path
from ..figure import Faulty, Figure, Item, Nothing, Working
from ..relations import Relation
from ..source import Place
from .tree import assign, given_at, items_at, set_at


def solve(relations: Iterable[Relation], figures: Item) -> None:
    """Fill in what the rows give, one after the other; of rows with one figure the first that has all of its own holds."""
    done: set[tuple[int, tuple[str, ...]]] = set()
    unit = figures.text("金额单位") or ""
    for relation in relations:
        for item in items_at(figures, relation.scope) if relation.working else ():
            target = _target(relation)
            if (id(item), target) not in done and _fill(relation, target, Context((item, figures), unit)):
                done.add((id(item), target))


def _target(relation: Relation) -> tuple[str, ...]:
    left = relation.says.left
    assert isinstance(left, Path)  # noqa: S101 # a row with 计法 says what it gives
    return left.names


def _fill(relation: Relation, target: tuple[str, ...], context: Context) -> bool:
    """Whether the relation gave its figure, or said that nobody can know it."""
    item = context.scopes[0]
    given = given_at(item, target)
    if isinstance(given, (Faulty, Nothing)):
        return True
    try:
        if relation.applies is not None and not relation.applies(context):
            return False
        value = relation.right(context)
    except Silent:
        if given is None and item.place is not None:
            _unknown(item, target, item.place)
        return True
    except Absent:
        return False
    if isinstance(value, Figure):
        set_at(item, target, value, working(relation, len(value.parts)))
    return True


def working(relation: Relation, parts: int) -> Working:
    """The relation as a message tells it, for a figure of so many parts."""
    sign = "+"
    match relation.says.right:
        case Operation(sign=written):
            sign = "×" if written == "*" else written
        case Call(function="占比"):
            sign = "÷"
    paths = list(names_in(relation.says.right))
    names = tuple(path.names[-1] for path in paths) if len(paths) == parts > 1 else ("分项",) * parts
    return Working(relation.code.id, relation.working, sign, names)


def _unknown(item: Item, target: tuple[str, ...], place: Place) -> None:
    """What cannot be computed from a faulty value is faulty too, so that nobody misses it as well."""
    holder: Item | None = item
    for name in target[:-1]:
        holder = holder.item(name) if holder is not None else None
    if holder is not None:
        assign(holder, target[-1], Faulty(place))
