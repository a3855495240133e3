"""Figures that were given although they can be computed in; those that the computed ones contradict out.

Equality is rounding-aware: a figure stands for all that rounds to its written digits, and the half units of all terms
add up. Inside that, a note; outside, an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..derive import RELATIONS, Relation, items_at
from ..diagnostic import Diagnostic, Label, Severity
from ..expression import names_in
from ..expression.parse import Call, Operation
from ..figure import Figure, Item
from ..pack import Pack, Wording
from ..wording import round_half_up, with_unit
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
            if figure is None or figure.control is None or _contradicted(figure.parts):
                continue
            if figure.control.value == figure.value or _well_rounded(figure, figure.control, pack.wording):
                continue
            yield _compared(relation, item, figure, figure.control, pack.wording)


def _contradicted(parts: tuple[Figure, ...]) -> bool:
    """Whether a part is itself a given figure that does not agree: that fault is told where it stands."""
    return any(
        (part.control is not None and not part.agrees(part.control))
        or (part.control is None and _contradicted(part.parts))
        for part in parts
    )


def _well_rounded(figure: Figure, control: Figure, wording: Wording) -> bool:
    """A rate or a score that is the computed one to the decimals that the report prints: nothing to tell."""
    if figure.unit.dimension == "money" or control.decimals is None or control.decimals < wording.rate_decimals:
        return False
    return round_half_up(figure.value / control.unit.factor, control.decimals) == control.value / control.unit.factor


def _compared(relation: Relation, item: Item, figure: Figure, control: Figure, wording: Wording) -> Diagnostic:
    assert control.place is not None  # noqa: S101 # a control figure is one that was written
    name = f"{name_of(item)}“{'.'.join(relation.target)}”"
    written, gap = with_unit(control, wording), _difference(figure, control)
    if figure.agrees(control):
        computed = _to_the_last(figure, control)
        message = f"{name}写作{written}，{relation.says}是{computed}，相差{gap}，在舍入允差以内，照印所写的"
        return Diagnostic(relation.code, message, Label(control.place, "所写的"), severity=Severity.NOTE)
    names = _names(relation, len(figure.parts))
    parts = tuple(
        Label(one.place, name) for one, name in zip(figure.parts, names, strict=True) if one.place is not None
    )
    return Diagnostic(
        relation.code,
        f"{name}不等于{relation.says}：{written} ≠ {_spelt(relation, figure, control, wording)}，相差{gap}",
        Label(control.place, relation.target[-1]),
        parts,
        help=f"{_provided(names)}应为{_exactly(figure, control, wording)}；也可以不写，由程序算出",
    )


def _names(relation: Relation, count: int) -> list[str]:
    """What the parts are called: by their keys where the formula names each, else 分项."""
    paths = list(names_in(relation.formula))
    if len(paths) == count > 1:
        return [path.names[-1] for path in paths]
    return ["分项"] * count


def _provided(names: list[str]) -> str:
    """If the parts are right: 若各分项无误，若执行、全年预算无误，"""
    if not names:
        return ""
    several = len(names) > 1 and len(set(names)) == 1
    return f"若{'各' if several else ''}{'、'.join(dict.fromkeys(names))}无误，"


def _exactly(figure: Figure, control: Figure, wording: Wording) -> str:
    """The computed figure in the written one's unit."""
    unit = control.unit.name if control.unit.dimension == "money" else ""
    return with_unit(figure_without_control(figure), wording, unit)


def _to_the_last(figure: Figure, control: Figure) -> str:
    """The computed figure with all its digits, where rounding would make it look the same as the written one."""
    unit = control.unit if control.unit.dimension == "money" else figure.unit
    return _digits(figure.value / unit.factor) + unit.name


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
            sign = "×" if written == "*" else written
        case Call(function="占比"):
            sign = "÷"
    return (
        f" {sign} ".join(with_unit(figure_without_control(part.shown), wording) for part in figure.parts)
        + f" = {computed}"
    )


def _difference(figure: Figure, control: Figure) -> str:
    gap = abs(figure.value - control.value)
    if figure.unit.dimension == "rate":
        return f"{_digits(gap * 100, 3)}个百分点"
    unit = control.unit if figure.unit.dimension == "money" else figure.unit
    return _digits(gap / unit.factor) + unit.name


def _digits(value: Decimal, decimals: int = 6) -> str:
    """All digits, cut where a quotient has no end; a difference too small for that keeps more."""
    text = f"{value:.{decimals}f}"
    if not text.strip("-0."):
        text = f"{value:.12f}"
    return text.rstrip("0").rstrip(".")


__all__ = ["given_figures"]
