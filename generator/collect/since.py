"""How the units stood last time and stand now in, what has changed out: filed anew, corrected, worse, altered, taken back."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from .standing import Standing, State

Kind = Literal["新报", "改好", "变差", "重报", "撤回"]
KINDS: tuple[Kind, ...] = ("新报", "改好", "变差", "重报", "撤回")


class Was(Struct, frozen=True):
    """A unit as it stood: its state, its errors, and the sums of its files."""

    state: State
    errors: int
    sums: tuple[str, ...]


class Change(Struct, frozen=True):
    code: str
    name: str
    kind: Kind
    before: str
    now: str


class Past(Struct, frozen=True):
    """The run before this one; `when` is "" where there was none."""

    when: str = ""
    units: dict[str, Was] = {}  # msgspec copies it


def past(text: str) -> Past:
    try:
        return msgspec.json.decode(text, type=Past) if text else Past()
    except msgspec.MsgspecError:
        return Past()


def to_remember(standing: Standing, when: str) -> str:
    units = {
        _key(one.unit.code, one.unit.name): Was(one.state, one.errors, tuple(sorted(file.sum for file in one.filed)))
        for one in standing.stands
    }
    return msgspec.json.encode(Past(when, units)).decode("utf-8")


def changes(before: Past, now: Standing) -> tuple[Change, ...]:
    """Nothing where there was no run before."""
    found = []
    for stand in now.stands if before.when else ():
        unit = stand.unit
        was = before.units.get(_key(unit.code, unit.name), Was("未报", 0, ()))
        sums = tuple(sorted(file.sum for file in stand.filed))
        kind = _kind(was, Was(stand.state, stand.errors, sums))
        if kind is not None:
            found.append(
                Change(unit.code, unit.name, kind, _said(was.state, was.errors), _said(stand.state, stand.errors))
            )
    return tuple(found)


def _kind(was: Was, now: Was) -> Kind | None:
    if was.state == now.state == "未报":
        return None
    if was.state == "未报":
        return "新报"
    if now.state == "未报":
        return "撤回"
    if now.errors != was.errors:
        return "改好" if now.errors < was.errors else "变差"
    return "重报" if now.sums != was.sums else None


def _said(state: State, errors: int) -> str:
    return f"{errors} 个错" if errors else state


def _key(code: str, name: str) -> str:
    return f"{code}\t{name}"
