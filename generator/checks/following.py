"""A computed figure and the one written for it in; whether the written one follows from wrong parts, and what they make, out.

One message a fault: what a writer worked out from a figure that is reported already is no second fault. What fits
neither the written parts nor the computed ones is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product

from ..expression import Absent, Context
from ..expression.arithmetic import add, divide, multiply, subtract
from ..expression.evaluate import total
from ..figure import Figure

MANY = 64
"""More readings than this are not tried: the figure is taken to follow."""
_NOWHERE = Context((), "万元")


def contradicted(parts: Sequence[Figure]) -> bool:
    """Whether a part is itself a given figure that does not agree: that fault is told where it stands."""
    return any(_wrong(part) or (part.control is None and contradicted(part.parts)) for part in parts)


def follows(figure: Figure, control: Figure) -> bool:
    """Whether the written figure is right for one way of taking its parts, as written or as computed."""
    readings = list(_combined(figure))
    return not readings or len(readings) > MANY or any(reading.agrees(control) for reading in readings)


def as_written(figure: Figure) -> Figure:
    """The figure that the parts make as they were written, where they were."""
    parts = [part.control or part if _wrong(part) else as_written(part) for part in figure.parts]
    return _made(figure, parts) or figure


def _wrong(figure: Figure) -> bool:
    return figure.control is not None and not figure.agrees(figure.control)


def _readings(figure: Figure) -> list[Figure]:
    """What a writer may have gone on with: the figure as computed, as written, or worked out from its parts."""
    if figure.control is not None and _wrong(figure):
        return [figure, figure.control]
    if not contradicted(figure.parts):
        return [figure]
    return [figure, *_combined(figure)]


def _combined(figure: Figure) -> Iterator[Figure]:
    choices = [_readings(part) for part in figure.parts]
    for parts in islice(product(*choices), MANY + 1):
        made = _made(figure, parts)
        if made is None:
            return
        yield made


def _made(figure: Figure, parts: Sequence[Figure]) -> Figure | None:
    """Other parts put together as the figure's own were; None where that cannot be told from their values."""
    sign = figure.working.sign if figure.working is not None else ""
    try:
        for way in sorted(WAYS, key=lambda way: WAYS[way] != sign):
            if (same := way(figure.parts)) is not None and same.value == figure.value:
                return way(parts)
    except Absent:
        pass
    return None


def _sum(parts: Sequence[Figure]) -> Figure | None:
    if len({part.unit.dimension for part in parts}) != 1:
        return None
    return add(parts[0], parts[1], _NOWHERE) if len(parts) == 2 else total(*parts, context=_NOWHERE)


def _rest(parts: Sequence[Figure]) -> Figure | None:
    two = len(parts) == 2 and parts[0].unit.dimension == parts[1].unit.dimension
    return subtract(parts[0], parts[1], _NOWHERE) if two else None


def _quotient(parts: Sequence[Figure]) -> Figure | None:
    return divide(parts[0], parts[1], _NOWHERE) if len(parts) == 2 and parts[1].value else None


def _product(parts: Sequence[Figure]) -> Figure | None:
    return multiply(parts[0], parts[1], _NOWHERE) if len(parts) == 2 else None


WAYS: dict[Callable[[Sequence[Figure]], Figure | None], str] = {_sum: "+", _rest: "-", _quotient: "÷", _product: "×"}
"""The ways in which figures are put together, and the sign by which a relation tells which it was."""
