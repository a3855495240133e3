"""Completed figures in, every record that the file has with the way to it out: the tree is walked once for all rules."""

from __future__ import annotations

from functools import lru_cache

from ..figure import Item, Rows
from .naming import name_of

Trail = tuple["Trail", "str | Item"] | None
"""How a record was reached: the keys and rows on the way, the last one first."""


@lru_cache(maxsize=1)
def records(root: Item) -> tuple[tuple[Item, Trail], ...]:
    """Every record and row, the outer ones first; what only derive gives was written elsewhere and is left out.

    Kept for the report that is being checked, as several rules ask for it.
    """
    open_: list[tuple[Item, Trail]] = [(root, None)]
    for item, trail in open_:
        known = (item.kind.base or item.kind).by_name
        for name, value in item.entries.items():
            if type(value) is Item:
                if name in known:
                    open_.append((value, (trail, name)))
            elif type(value) is Rows and not value.named and name in known:
                open_ += [(row, ((trail, name), row)) for row in value.items]
    return tuple(open_)


def called(trail: Trail, key: str) -> str:
    """“热线运行”的“资金.执行率”: the keys below the last row that has a name."""
    keys, owner = [key], ""
    while trail is not None and not owner:
        trail, step = trail
        if isinstance(step, Item):
            owner = name_of(step)
        else:
            keys.insert(0, step)
    return f"{owner}“{'.'.join(keys)}”"
