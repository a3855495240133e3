"""The roster in, which department each unit belongs to out: by the code or the exact name in its column 主管部门."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from .roster import Unit, plain


class Family(Struct, frozen=True):
    """`head` is the department that is on the roster itself, None where it is not; `own`: the unit is the department's own office."""

    head: Unit | None
    own: bool = False


def families(units: Sequence[Unit]) -> dict[int, Family]:
    """By the identity of the unit."""
    by_code = {one.code: one for one in units if one.code}
    by_name = {plain(one.name): one for one in units}
    found = {}
    for one in units:
        head = by_code.get(one.department) or by_name.get(plain(one.department)) if one.department else None
        found[id(one)] = Family(head, head is one)
    return found
