"""The folders of packs in, a short description of each pack out: what `templates` lists."""

from __future__ import annotations

from pathlib import Path

from ..frozen import dataclass
from ..model import paths
from ..pack import Pack
from . import full_record, read_pack
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A key that a pack asks for, and what it means."""

    key: str
    meaning: str
    required: bool


@dataclass(frozen=True, slots=True)
class Description:
    """A pack in a clerk's words: its summary, what it asks for chapter by chapter, where it departs from the standard.

    `departures` are settings of the page as this pack has them and as GB/T 9704-2012 has them.
    """

    summary: PackSummary
    chapters: tuple[tuple[str, tuple[Asked, ...]], ...]
    departures: tuple[tuple[str, str, str], ...]
    relations: tuple[tuple[str, str, str], ...]
    """The relations of its own (勾稽): code, kind and name of each."""


STANDARD = "国家/公文"
"""The pack that holds the numbers of GB/T 9704-2012."""
BY_STANDARD = ("页面", "页码", "正文", "缩进", "标题", "主送机关上空", "各级标题", "落款", "附件说明上空")
"""The settings that the standard rules; tables, covers and words are each pack's own."""


def describe(pack: Pack, where: tuple[Path, ...]) -> Description:
    fields = dict(paths(full_record((pack,))))
    chapters: dict[str, list[Asked]] = {}
    for keys, required in ((pack.required, True), (pack.optional, False)):
        for key in keys:
            chapters.setdefault(key.partition(".")[0], []).append(Asked(key, fields[key].help, required))
    standard, _ = read_pack(STANDARD, where)
    own, official = pack.settings(), standard.settings() if standard is not None else {}
    departures = tuple(
        (key, own[key], official[key])
        for key in official
        if key.partition(".")[0] in BY_STANDARD and own.get(key, official[key]) != official[key]
    )
    ordered = tuple((name, tuple(chapters[name])) for name in fields if name in chapters)
    relations = tuple((one.code, one.texts.get("类别", ""), one.texts.get("名称", "")) for one in pack.rules.own)
    return Description(summary(pack), ordered, departures, relations)


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
