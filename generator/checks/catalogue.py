"""Every code of the program by its id, in one place: what `explain` and the generated documents read."""

from __future__ import annotations

from ..codes import (
    bureau,
    dialect,
    explained,
    figures,
    filling,
    importing,
    issuing,
    names,
    orders,
    output,
    packs,
    pasting,
    prose,
    reading,
    relations,
    retold,
    scored,
    sentences,
    taking,
    templates,
    unsaid,
)
from ..diagnostic import Code


def _all() -> dict[str, Code]:
    found: dict[str, Code] = {}
    for module in (
        reading,
        importing,
        filling,
        pasting,
        figures,
        packs,
        issuing,
        templates,
        bureau,
        dialect,
        relations,
        explained,
        names,
        orders,
        prose,
        retold,
        scored,
        sentences,
        unsaid,
        output,
        taking,
    ):
        for value in vars(module).values():
            if isinstance(value, Code):
                assert value.id not in found, value.id  # noqa: S101 # a code's id is used once
                found[value.id] = value
    return dict(sorted(found.items()))


CODES = _all()
