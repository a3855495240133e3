"""The folders of packs in, a short description of each pack out: what `templates` lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..diagnostic import Diagnostic
from ..pack import Pack
from . import read_pack
from .files import names

MAIN = "report.md.j2"


@dataclass(frozen=True, slots=True)
class PackSummary:
    """What a pack says of itself; `parts` are the keys that a file must have for it."""

    name: str
    title: str
    version: str
    region: str
    years: tuple[str, ...]
    description: str
    extends: str | None
    parts: tuple[str, ...]
    prints: bool
    """Whether it has a report of its own, or only serves others as a base."""


def summary(pack: Pack) -> PackSummary:
    extends = pack.extends[0] if pack.extends else None
    prints = pack.read(MAIN) is not None
    return PackSummary(
        pack.name, pack.title, pack.version, pack.region, pack.years, pack.description, extends, pack.required, prints
    )


def list_packs(where: tuple[Path, ...]) -> tuple[PackSummary, ...]:
    """Every pack that can be read; a broken one is reported when it is asked for."""
    found = []
    for name in names(where):
        pack, _ = read_pack(name, where)
        if pack is not None:
            found.append(summary(pack))
    return tuple(found)


def show_pack(name: str, where: tuple[Path, ...]) -> tuple[PackSummary | None, tuple[Diagnostic, ...]]:
    pack, found = read_pack(name, where)
    return (summary(pack) if pack is not None else None), found
