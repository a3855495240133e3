"""Figures that were given although they can be computed in; those that the computed ones contradict out.

Equality is rounding-aware: a figure stands for all that rounds to its written digits, and the half units of all terms
add up. Inside that, a note; outside, an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..codes.relations import CODES
from ..diagnostic import Diagnostic, Label, Severity
from ..figure import Figure, Item, Later, Rows, Working
from ..pack import Pack, Wording
from ..wording import round_half_up, with_unit
from .naming import name_of

FEW = 5
"""A sum of up to this many parts is written out in the message."""


def given_figures(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Every figure of the tree that was given although it can be computed."""
    for path, figure in _controlled(figures, (), ""):
        control, working = figure.control, figure.working
        if control is None or working is None or _contradicted(figure.parts):
            continue
        if control.value == figure.value or _well_rounded(figure, control, pack.wording):
            continue
        yield _compared(path, working, figure, control, pack.wording)


def _controlled(item: Item, path: tuple[str, ...], owner: str) -> Iterator[tuple[str, Figure]]:
    """Figures with a control and what messages call them: “热线运行”的“资金.执行”."""
    if isinstance(item.entries, Later):  # made of figures that stand elsewhere
        return
    for name, value in item.entries.items():
        if isinstance(value, Figure) and value.control is not None:
            yield f"{owner}“{'.'.join((*path, name))}”", value
        elif isinstance(value, Item):
            yield from _controlled(value, (*path, name), owner)
        elif isinstance(value, Rows) and not value.named:
            for row in value.items:
                called = name_of(row)
                yield from _controlled(row, () if called else (*path, name), called or owner)


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


def _compared(name: str, working: Working, figure: Figure, control: Figure, wording: Wording) -> Diagnostic:
    assert control.place is not None  # noqa: S101 # a control figure is one that was written
    code, key = CODES[working.code], name.rpartition(".")[2].rpartition("“")[2].rstrip("”")
    written, gap = with_unit(control, wording), _difference(figure, control)
    if figure.agrees(control):
        computed = _to_the_last(figure, control)
        message = f"{name}写作{written}，{working.says}是{computed}，相差{gap}，在舍入允差以内，照印所写的"
        return Diagnostic(code, message, Label(control.place, "所写的"), severity=Severity.NOTE)
    parts = tuple(
        Label(one.place, part) for one, part in zip(figure.parts, working.names, strict=True) if one.place is not None
    )
    return Diagnostic(
        code,
        f"{name}不等于{working.says}：{written} ≠ {_spelt(working, figure, control, wording)}，相差{gap}",
        Label(control.place, key),
        parts,
        help=f"{_provided(list(working.names))}应为{_exactly(figure, control, wording)}；也可以不写，由程序算出",
    )


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


def _spelt(working: Working, figure: Figure, control: Figure, wording: Wording) -> str:
    """390.73万元 + 620.85万元 = 1011.58万元 where the parts are few, the sum alone where they are many."""
    computed = _exactly(figure, control, wording)
    if not 1 < len(figure.parts) <= FEW:
        return f"{len(figure.parts)}项之和{computed}" if len(figure.parts) > FEW else computed
    return (
        f" {working.sign} ".join(with_unit(figure_without_control(part.shown), wording) for part in figure.parts)
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
