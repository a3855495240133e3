"""A pack in, how the verdict on a file names it out: which one, in which version, and what tells it from another."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..checks.coverage import Coverage
from ..diagnostic import shortened
from ..pack import Origin, Pack
from .covered import as_object
from .screen import visible

SHORT = 12
"""Letters of a digest that a line shows: enough to compare with what the bureau announced."""


class Judge(Struct, frozen=True):
    """What is told of a pack, without the pack: it goes from one process to another."""

    name: str
    version: str
    origin: Origin
    sum: str = ""

    def digest(self) -> str:
        return self.sum


def judges(packs: Sequence[Pack], whole: bool) -> tuple[Judge, ...]:
    """`whole`: with the digests of those that came with the program, too, which machines are told."""
    return tuple(
        Judge(one.name, one.version, one.origin, one.digest() if whole or not one.origin.built_in else "")
        for one in packs
    )


class Verdict(Struct, frozen=True):
    """What a run says of one file, and the packs that it judged it by."""

    file: str
    said: str
    packs: tuple[Pack | Judge, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    """What each of the packs had checked, where that was asked for."""


def judged_by(packs: Sequence[Pack | Judge]) -> str:
    """`（国家/项目支出绩效自评表 2024.1）`; of one that did not come with the program also its place and digest."""
    return f"（{'；'.join(map(_named, packs))}）" if packs else ""


def _named(pack: Pack | Judge) -> str:
    named = f"{visible(pack.name)} {visible(shortened(pack.version))}"
    if pack.origin.built_in:
        return named
    return f"{named}，来自 {visible(str(pack.origin.path))}，摘要 {pack.digest()[:SHORT]}"


def told(verdict: Verdict) -> list[dict[str, object]]:
    """The packs for machines, each with what it had checked."""
    packs = [described(pack) for pack in verdict.packs]
    for pack, found in zip(packs, verdict.coverage, strict=bool(verdict.coverage)):
        pack["coverage"] = as_object(found)
    return packs


def described(pack: Pack | Judge) -> dict[str, object]:
    """The same for machines, whole."""
    return {
        "name": pack.name,
        "version": pack.version,
        "digest": pack.digest(),
        "built_in": pack.origin.built_in,
        "origin": None if pack.origin.built_in else str(pack.origin.path),
    }
