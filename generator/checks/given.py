"""Figures that were given although they can be computed in; those that the computed ones contradict out.

Equality is rounding-aware: a figure stands for all that rounds to its written digits, and the half units of all terms
add up. Inside that, a note; outside, an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..codes.relations import CODES, ROUNDED
from ..diagnostic import Diagnostic, Label, Severity, in_order
from ..figure import Figure, Item, Working
from ..pack import Pack, Wording
from ..source import Place
from ..wording import round_half_up, with_unit
from .apart import Apart
from .comparing import written
from .following import as_written, contradicted, follows
from .slips import slip, slip_in_parts
from .survey import survey

PART = "分项"
FEW = 5
"""A sum of up to this many parts is written out in the message."""


def given_figures(figures: Item, pack: Pack) -> Iterator[Diagnostic | Apart]:
    """Of its own shape, a figure against its own working: whatever was given although it can be computed."""
    for item, name, figure in _controlled(figures):
        control, working = figure.control, figure.working
        if control is None or working is None or control.value == figure.value:
            continue
        if contradicted(figure.parts):
            if follows(figure, control):
                continue
            figure = as_written(figure)
        if control.value == figure.value or _well_rounded(figure, control, pack.wording):
            continue
        found = compared(survey(figures).called(item, name), working, figure, control, pack.wording)
        of_a_list = survey(figures).is_row(item)
        yield _apart(found, item, of_a_list, name, figure, control) if working.sign in ("", "+") else found


def _apart(found: Diagnostic, item: Item, of_a_list: bool, name: str, figure: Figure, control: Figure) -> Apart:
    lines = frozenset(place.line for place in written(figure_without_control(figure)) if place != control.place)
    row = id(item) if of_a_list else id(found)
    return Apart(found, row, name, control.value - figure.value, difference(figure, control), lines)


def _controlled(root: Item) -> Iterator[tuple[Item, str, Figure]]:
    """Figures with a control, and where they stand; what only derive gives was written elsewhere."""
    for item in survey(root).records:
        for name, value in item.entries.items():
            if type(value) is Figure and value.control is not None and name in (item.kind.base or item.kind).by_name:
                yield item, name, value


def _well_rounded(figure: Figure, control: Figure, wording: Wording) -> bool:
    """A rate that is the computed one rounded, or a score to the decimals that the report prints: nothing to tell."""
    if figure.unit.dimension == "money" or control.decimals is None:
        return False
    if figure.unit.dimension != "rate" and control.decimals < wording.rate_decimals:
        return False
    return round_half_up(figure.value / control.unit.factor, control.decimals) == control.value / control.unit.factor


def _evened(figure: Figure, control: Figure, wording: Wording) -> bool:
    """A rate that is one off in its last place: shares are evened out (凑尾数) so that they add to 100% in print."""
    if figure.unit.dimension != "rate" or control.decimals is None or control.decimals < wording.rate_decimals:
        return False
    return not figure.agrees(control) and figure.evened(control)


def compared(
    name: str, working: Working, figure: Figure, control: Figure, wording: Wording, printed: bool = True
) -> Diagnostic:
    """What is said of a figure that was written and its computed one; a total of a pasted table is not `printed`."""
    assert control.place is not None  # noqa: S101 # a control figure is one that was written
    code, key = CODES[working.code], name.rpartition(".")[2].rpartition("“")[2].rstrip("”")
    written, gap = with_unit(control, wording), difference(figure, control)
    if _evened(figure, control, wording):
        message = f"{name}写作{written}，{working.says}是{_exactly(figure, control, wording)}，只差末位的1，照印所写的"
        return Diagnostic(code, message, Label(control.place, "所写的"), severity=Severity.NOTE)
    if figure.agrees(control):
        computed = _to_the_last(figure, control)
        message = f"{name}写作{written}，{working.says}是{computed}，相差{gap}，在舍入允差以内"
        message += "，照印所写的" if printed else ""
        return Diagnostic(code, message, Label(control.place, "所写的"), severity=Severity.NOTE)
    parts = tuple(Label(place, part) for one, part in _terms(figure, working) for place in _places(one, part)[:FEW])
    return Diagnostic(
        code,
        f"{name}不等于{working.says}：{written} ≠ {_spelt(working, figure, control, wording)}，相差{gap}",
        Label(control.place, key),
        parts,
        help=f"{_slip(working, figure, control, wording)}{_provided(list(working.names))}"
        f"应为{_exactly(figure, control, wording)}；也可以不写，由程序算出",
    )


def rounded_in_one(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings of a file, its notes on rounding as one where there are several."""
    kept: list[Diagnostic] = []
    rounded: list[Diagnostic] = []
    for one in found:
        (rounded if one.severity is Severity.NOTE and one.code.id in CODES else kept).append(one)
    if len(rounded) < 2:
        return (*kept, *rounded)
    places = tuple(dict.fromkeys(Label(one.place, "所写的") for one in in_order(rounded)))
    message = f"{len(places)} 处写了的数与算出的只差舍入，在舍入允差以内"
    return (*kept, Diagnostic(ROUNDED, message, places[0], places[1:], help="不用改；加 --notes 逐条列出"))


def _slip(working: Working, figure: Figure, control: Figure, wording: Wording) -> str:

    found = slip(control, figure) or slip_in_parts(figure, control, working.sign, wording)
    return f"{found}；" if found else ""


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
    terms = [with_unit(figure_without_control(one.shown), wording) for one, _ in _terms(figure, working)]
    if not 1 < len(terms) <= FEW:
        return f"{len(terms)}项之和{computed}" if len(terms) > FEW else computed
    return f" {working.sign} ".join(terms) + f" = {computed}"


def _terms(figure: Figure, working: Working) -> list[tuple[Figure, str]]:
    """The parts with what they are called; where a sum has but one that is itself worked out from parts, those."""
    parts, names = figure.parts, working.names
    while (
        names == (PART,) and len(parts) == 1 and parts[0].place is None and parts[0].parts and parts[0].control is None
    ):
        inner = parts[0].working
        if inner is not None and inner.sign != working.sign:
            break
        parts, names = parts[0].parts, (PART,) * len(parts[0].parts)
    return list(zip(parts, names, strict=True))


def _places(figure: Figure, name: str) -> list[Place]:
    """Where a part was written; for a part of a sum that was worked out, where those were that it comes from."""
    return written(figure) if name == PART or figure.shown.place is not None else []


def difference(figure: Figure, control: Figure) -> str:
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


__all__ = ["compared", "contradicted", "given_figures"]
