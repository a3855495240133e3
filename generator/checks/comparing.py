"""Two figures in, whether one is above the other beyond what rounding explains, and where both were written, out."""

from __future__ import annotations

from ..diagnostic import Label
from ..figure import Figure
from ..source import Place
from .following import contradicted


def above(less: Figure, most: Figure) -> bool:
    """Whether a figure is above its bound whatever was rounded, and neither is a fault that is told already."""
    if less.value <= most.value or less.shown.low <= most.shown.high:
        return False
    return not (contradicted((less,)) or contradicted((most,)))


def places(less: Figure, most: Figure) -> tuple[Label | None, tuple[Label, ...]]:
    """Where the figure was written, or the first of what it was computed from, and what it is held against."""
    found = list(dict.fromkeys((*written(less), *written(most))))
    return (Label(found[0]), tuple(Label(place) for place in found[1:6])) if found else (None, ())


def written(figure: Figure) -> list[Place]:
    if figure.shown.place is not None:
        return [figure.shown.place]
    return [place for part in figure.parts for place in written(part)]
