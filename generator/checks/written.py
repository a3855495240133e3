"""A figure in, where it was written out: its own place, or that of the first one that it was computed from."""

from __future__ import annotations

from ..figure import Figure
from ..source import Place


def place_of(figure: Figure) -> Place | None:
    if figure.shown.place is not None:
        return figure.shown.place
    return next((place for part in figure.parts if (place := place_of(part)) is not None), None)
