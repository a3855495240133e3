"""The folders of packs in, a short description of each pack out: what `templates` lists."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ..diagnostic import Diagnostic, Severity
from ..model import Choice, Field, Passage, Table, paths
from ..pack import Pack
from . import read_pack
from .declared import kind_name
from .finding import Folders, names
from .whole import full_record

MAIN = "report.md.j2"


class PackSummary(Struct, frozen=True):
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
    broken: str = ""
    """Where it has its first error (file:line:column), if any."""


class AskedKey(Struct, frozen=True):
    """A key that a pack asks for, and what it means."""

    key: str
    meaning: str
    required: bool


class OwnField(Struct, frozen=True):
    """A field that packs declare themselves: its type in the words of pack.yaml, with what narrows it."""

    name: str
    meaning: str
    required: bool
    kind: str


class Description(Struct, frozen=True):
    """A pack in a clerk's words: its summary, what it asks for chapter by chapter, where it departs from the standard.

    `departures` are settings of the page as this pack has them and as GB/T 9704-2012 has them.
    """

    summary: PackSummary
    chapters: tuple[tuple[str, tuple[AskedKey, ...]], ...]
    departures: tuple[tuple[str, str, str], ...]
    relations: tuple[tuple[str, str, str], ...]
    """The relations of its own (勾稽): code, kind and name of each."""
    own: tuple[tuple[str, tuple[OwnField, ...]], ...] = ()
    """Its own fields by the block that they stand in (文字, 补充, 版式, 项目.文字, 项目.补充)."""
    place: str = ""
    """Its folder or zip; "" where it came with the program."""
    digest: str = ""


STANDARD = "国家/公文"
"""The pack that holds the numbers of GB/T 9704-2012."""
BY_STANDARD = ("页面", "页码", "正文", "缩进", "标题", "主送机关上空", "各级标题", "落款", "附件说明上空")
"""The settings that the standard rules; tables, covers and words are each pack's own."""


def describe(pack: Pack, where: Folders) -> Description:
    fields = dict(paths(full_record((pack,))))
    chapters: dict[str, list[AskedKey]] = {}
    for keys, required in ((pack.required, True), (pack.optional, False)):
        for key in keys:
            if key.rpartition(".")[0] in pack.declared or key in pack.declared:
                continue  # told with its type, below
            chapters.setdefault(key.partition(".")[0], []).append(AskedKey(key, fields[key].help, required))
    standard, _ = read_pack(STANDARD, Folders(()))
    own, official = pack.settings(), standard.settings() if standard is not None else {}
    departures = tuple(
        (key, own[key], official[key])
        for key in official
        if key.partition(".")[0] in BY_STANDARD and own.get(key, official[key]) != official[key]
    )
    ordered = tuple((name, tuple(chapters[name])) for name in fields if name in chapters)
    relations = tuple((one.code, one.texts.get("类别", ""), one.texts.get("名称", "")) for one in pack.rules.own)
    blocks = tuple((block, _own(pack, block)) for block, record in pack.declared.items() if record.fields)
    place = "" if pack.origin.built_in else str(pack.origin.path)
    return Description(summary(pack), ordered, departures, relations, blocks, place, pack.digest())


def _own(pack: Pack, block: str) -> tuple[OwnField, ...]:
    fields = []
    for field in pack.declared[block].fields:
        path = f"{block}.{field.name}"
        kind = kind_name(field.kind)
        if isinstance(field.kind, Choice):
            kind += f"：{'、'.join(field.kind.options)}"
        if isinstance(field.kind, Table):
            kind += f"：{'、'.join(_column(one) for one in field.kind.record.fields)}"
        if isinstance(field.kind, Passage) and field.kind.limit is not None:
            kind += f"，不超过 {field.kind.limit} 字"
        formula = next((one.formula for one in pack.derived if one.path == path), "")
        kind += f"，算出：{formula}" if formula else ""
        if path in pack.defaults:
            kind += f"，不写是“{pack.defaults[path]}”"
        fields.append(OwnField(field.name, field.help, field.required or path in pack.required, kind))
    return tuple(fields)


def _column(field: Field) -> str:
    how = "，算出" if field.computed else "，必填" if field.required else ""
    return f"{field.name}（{kind_name(field.kind)}{how}）"


def summary(pack: Pack) -> PackSummary:
    extends = pack.extends[0] if pack.extends else None
    prints = pack.read(MAIN) is not None
    return PackSummary(
        pack.name, pack.title, pack.version, pack.region, pack.years, pack.description, extends, pack.required, prints
    )


def list_packs(where: Folders) -> tuple[PackSummary, ...]:
    """Every pack that can be read."""
    read = (read_pack(name, where)[0] for name in names(where))
    return tuple(summary(pack) for pack in read if pack is not None)


def shelved(read: Iterable[tuple[str, Pack | None, tuple[Diagnostic, ...]]]) -> tuple[PackSummary, ...]:
    """Every pack as it was read, the broken ones with the place of their first error."""
    found = []
    for name, pack, told in read:
        wrong = next((one.place for one in told if one.weight is Severity.ERROR), None)
        at = f"{wrong.file}:{wrong.line}:{wrong.column}" if wrong is not None else ""
        one = summary(pack) if pack is not None else PackSummary(name, "", "", "", (), "", None, (), False)
        found.append(replace(one, broken=at))
    return tuple(found)
