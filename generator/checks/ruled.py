"""A pack and a rule's key in, the label of where the pack says so out, as what the rule refuses may be the pack's slip."""

from __future__ import annotations

from ..diagnostic import Label
from ..pack import Pack


def in_pack(pack: Pack, *keys: str) -> tuple[Label, ...]:
    """The first of these rules that has a place: those that come with the program have none, and are not doubted."""
    return next(((Label(pack.rules.places[key], "模板包的规定"),) for key in keys if key in pack.rules.places), ())
