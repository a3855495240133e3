"""Figures that were given although they can be computed in; those that the computed ones contradict out.

Equality is rounding-aware: a figure stands for all that rounds to its written digits, and the half units of all terms
add up. Inside that, a note; outside, an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..derive import RELATIONS, Relation, items_at
from ..diagnostic import Diagnostic, Label, Severity
from ..expression import names_in
from ..expression.parse import Call, Operation
from ..figure import Figure, Item
from ..pack import Pack, Wording
from ..wording import with_unit
from .naming import name_of

FEW = 5
"""A sum of up to this many parts is written out in the message."""


def given_figures(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Every row of RELATIONS at every item of its scope."""
    for relation in RELATIONS:
        for item in items_at(figures, relation.scope):
            target: Item | None = item
            for name in relation.target[:-1]:
                target = target.item(name) if target is not None else None
            figure = target.figure(relation.target[-1]) if target is not None else None
            if figure is None or figure.control is None or figure.control.value == figure.value:
                continue
            yield _compared(relation, item, figure, figure.control, pack.wording)


def _compared(relation: Relation, item: Item, figure: Figure, control: Figure, wording: Wording) -> Diagnostic:
    agrees = figure.agrees(control)
    name = name_of(item) + relation.target[-1]
    computed = _exactly(figure, control, wording)
    written = with_unit(control, wording)
    difference = _difference(figure, control, wording)
    sum_of = _spelt(relation, figure, control, wording)
    assert control.place is not None  # noqa: S101 # a control figure is one that was written
    names = _names(relation, len(figure.parts))
    parts = tuple(Label(part.place, name) for part, name in zip(figure.parts, names, strict=True) if part.place is not None)
    if agrees:
        return Diagnostic(relation.code, f"{name}写作{written}，按{relation.says}是{computed}，相差{difference}，在舍入允差以内，照印所写的", Label(control.place, "所写的"), severity=Severity.NOTE)
    return Diagnostic(
        relation.code,
        f"{name}与{relation.says}不符：{written} ≠ {sum_of}，相差{difference}",
        Label(control.place, relation.target[-1]),
        parts,
        help=f"若各分项无误，应为{computed}；也可以不写，由程序算出" if len(parts) > 1 else f"应为{computed}；也可以不写，由程序算出",
    )


def _names(relation: Relation, count: int) -> list[str]:
    """What the parts are called: by their keys where the formula names each, else 分项."""
    paths = list(names_in(relation.formula))
    if len(paths) == count > 1:
        return [path.names[-1] for path in paths]
    return ["分项" if count > 1 else ""] * count


def _exactly(figure: Figure, control: Figure, wording: Wording) -> str:
    """The computed figure in the written one's unit."""
    unit = control.unit.name if control.unit.dimension == "money" else ""
    return with_unit(figure_without_control(figure), wording, unit)


def figure_without_control(figure: Figure) -> Figure:
    return Figure(figure.value, figure.low, figure.high, figure.unit, figure.decimals, figure.place, figure.parts)


def _spelt(relation: Relation, figure: Figure, control: Figure, wording: Wording) -> str:
    """390.73万元 + 620.85万元 = 1011.58万元 where the parts are few, the sum alone where they are many."""
    computed = _exactly(figure, control, wording)
    if not 1 < len(figure.parts) <= FEW:
        return f"{len(figure.parts)}项之和{computed}" if len(figure.parts) > FEW else computed
    sign = "+"
    match relation.formula:
        case Operation(sign=written):
            sign = written
        case Call(function="占比"):
            sign = "÷"
    return f" {sign} ".join(with_unit(figure_without_control(part.shown), wording) for part in figure.parts) + f" = {computed}"


def _difference(figure: Figure, control: Figure, wording: Wording) -> str:
    gap = abs(figure.value - control.value)
    if figure.unit.dimension == "rate":
        return f"{_digits(gap * 100)}个百分点"
    money = figure.unit.dimension == "money"
    shown = Figure(gap, gap, gap, control.unit if money else figure.unit, None)
    return _digits(gap / shown.unit.factor) + shown.unit.name


def _digits(value: object) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return text or "0"


__all__ = ["given_figures"]
