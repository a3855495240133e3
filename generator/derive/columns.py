"""A report and the columns that its pack works out (列, 算式) in, their figures in the rows of its lists out."""

from __future__ import annotations

from ..codes import relations as codes
from ..expression import Absent, Context, Expression, Program, Silent, names_in, parse, program, spell
from ..expression.arithmetic import PERCENT
from ..expression.parse import Call, Operation
from ..figure import NUMBER, Faulty, Figure, Item, Nothing, Working
from ..model import Count, Score
from ..pack import Derived, Pack
from .scoring import POINTS
from .tree import assign, inner, items_at, put

MADE = {("项目", "资金", "来源"): ("项目", "资金", "行")}
"""Rows of the form that are made of a list: they have its columns too."""


def columns(figures: Item, pack: Pack) -> None:
    """Each in every row that has what its formula asks for."""
    unit = figures.text("金额单位") or ""
    for column in pack.derived:
        tree = parse(column.formula)
        compute = program(tree)
        scopes = [column.scope, *([MADE[column.scope]] if column.scope in MADE else [])]
        for scope in scopes:
            for holder in items_at(figures, scope[:-1]):
                inner(holder, scope[-1])  # a block of the pack's own of which nothing was filled in
            for around in _rows((figures,), scope):
                _fill(column, tree, compute, Context(around, unit))


def _rows(scopes: tuple[Item, ...], path: tuple[str, ...]) -> list[tuple[Item, ...]]:
    """The rows at a path, each with what is around it, innermost first."""
    for name in path:
        scopes_below = [(inner, *scopes) for inner in items_at(scopes[0], (name,))]
        if len(path) == 1:
            return scopes_below
        return [row for below in scopes_below for row in _rows(below, path[1:])]
    return [scopes]


def _fill(column: Derived, tree: Expression, compute: Program, context: Context) -> None:
    row = context.scopes[0]
    if isinstance(row.entries.get(column.name), (Faulty, Nothing)):
        return
    try:
        value = compute(context)
    except Silent:
        if column.name not in row.entries and row.place is not None:
            assign(row, column.name, Faulty(row.place))
        return
    except Absent:
        return
    if isinstance(value, Figure):
        unit = NUMBER if isinstance(column.kind, Count) else POINTS if isinstance(column.kind, Score) else value.unit
        figure = value._replace(unit=PERCENT if unit.dimension == "rate" else unit, decimals=column.decimals)
        put(row, column.name, figure, _working(tree, len(figure.parts)))


def _working(tree: Expression, parts: int) -> Working:
    """The formula as a message tells it."""
    sign = "+"
    match tree:
        case Operation(sign=written):
            sign = {"*": "×", "/": "÷"}.get(written, written)
        case Call(function="占比"):
            sign = "÷"
    paths = list(names_in(tree))
    names = tuple(path.names[-1] for path in paths) if len(paths) == parts > 1 else ("分项",) * parts
    return Working(codes.COLUMN.id, f"“{spell(tree)}”", sign, names)
