"""What a department sent and what it says, as values: the files of one report, and what was found in them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Member(Struct, frozen=True):
    """One file of a report: its path below the report's folder, with strokes, and its bytes."""

    path: str
    data: bytes


class Filing(Struct, frozen=True):
    """The bytes of one report: the file itself first, then those that it names; `name` is how messages call it."""

    name: str
    members: tuple[Member, ...]
    loose: bool = False
    """Whether it has none of the keys that a report begins with."""


class Identity(Struct, frozen=True):
    """What a file says of itself, as far as it can be read; "" for what it does not say."""

    code: str = ""
    name: str = ""
    year: str = ""
    scope: str = ""
    """口径: the accounts of a whole department, or of a unit."""
    version: str = ""
    """模板版本: the version of the pack that it was filled in for."""


class PackUse(Struct, frozen=True):
    """A pack that a file asks for; its digest is "" where it could not be read."""

    name: str
    version: str = ""
    digest: str = ""


class Found(Struct, frozen=True):
    """A finding without its source, and itself as SARIF has it; `of_pack`: it stands in a file of a pack."""

    code: str
    title: str
    level: str
    message: str
    help: str
    file: str
    line: int
    column: int
    sarif: str
    of_pack: bool = False


class Rule(Struct, frozen=True):
    """A code as SARIF lists it."""

    id: str
    sarif: str


class Valued(Struct, frozen=True):
    """A figure: money in 元, others in the unit that they are printed in."""

    pack: int
    path: str
    row: str
    value: str
    unit: str
    written: bool


class Outcome(Struct, frozen=True):
    """All that is kept of a report. `kind`: a report, a part that no report names, or something else altogether."""

    kind: Literal["report", "part", "other"]
    identity: Identity
    packs: tuple[PackUse, ...] = ()
    found: tuple[Found, ...] = ()
    rules: tuple[Rule, ...] = ()
    values: tuple[Valued, ...] = ()
    projects: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    """The files that were written of it, below the folder of reports."""
    kept: bool = True
    """Whether the same bytes would come to the same again: not where it ran out of time."""


LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}


def errors(found: tuple[Found, ...]) -> int:
    return sum(one.level == "error" for one in found)


__all__ = [
    "LEVELS", "Filing", "Found", "Identity", "Member", "Outcome", "PackUse", "Rule", "Valued", "errors",
]  # fmt: skip
