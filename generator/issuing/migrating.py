"""A filled file, with its parts, and the version of its pack that it is to be for in, the same for that version out, every other byte as it was.

Keys that the new version calls otherwise (更名) are renamed where they stand, keys that it requires and the file has not are put
in blank at their place, as the blank form has them. What cannot be decided here is listed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..checks import sound
from ..codes.packs import OTHER_VERSION
from ..diagnostic import Diagnostic, Label, has_errors
from ..fixing import Fixed, edited
from ..forms import Wanted, blank_lines, wanted_of
from ..load import load_bytes
from ..load.mending import Edit
from ..model import Field, Kind, Record, Table, inner_record
from ..nearby import beside, plain
from ..nodes import Entry, Node, Scalar, Sequence
from ..nodes import Mapping as Keys
from ..pack import Pack
from ..packs import full_record, read_pack
from ..packs.agreeing import INDICATORS
from ..packs.asked import VERSION, Asked, choose, wanted
from ..packs.finding import Folders
from ..packs.installed import versions
from ..parts import KEY as PART
from ..pattern import deferred
from ..source import Source, whole_file
from ..validate.pasted import is_pasted
from ..wholes import wholes

_REFERENCE = deferred(r"\{\{([^{}]*)\}\}")


class Migrated(Struct, frozen=True):
    """`changes` tell each edit, `left` what its author has to decide."""

    found: tuple[Diagnostic, ...] = ()
    fixed: Fixed | None = None
    parts: tuple[Fixed, ...] = ()
    """The files that items of its lists stand in, which go with it."""
    changes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def migrate(path: Path, data: bytes, where: Folders, to: str, template: str | None = None) -> Migrated:
    name = str(path)
    node, source, found = load_bytes(data, name)
    if not isinstance(node, Keys) or source is None or has_errors(found):
        return Migrated(found)
    named = wanted(node)
    if not named and template is None:
        return Migrated((_nothing_named(path),))
    read = [_in_version(one, where, to) for one in choose(named, template)[0]]
    packs = [pack for pack, _ in read if pack is not None and pack.version == to]
    if len(packs) != 1:
        told = tuple(one for pack, more in read if pack is None for one in more)
        return Migrated((*told, _not_there(name, named, to, len(packs))))
    mover = _Mover(source, packs[0], path, data)
    mover.version(node, named, where, to)
    mover.mapping(full_record(packs), node, "")
    every = mover.every()
    for one in every:
        one.references()
    done = [one.fixed() for one in every]
    fixed = [one for one in done if isinstance(one, Fixed)]
    if len(fixed) < len(done):
        return Migrated(tuple(one for one in done if isinstance(one, Diagnostic)))
    changes, left = (tuple(line for one in every for line in one.told(which)) for which in ("changes", "left"))
    return Migrated((), fixed[0], tuple(fixed[1:]), changes, left)


def _in_version(one: Asked, where: Folders, to: str) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    from msgspec.structs import replace

    return sound(read_pack(one.text, replace(where, asked=((one.text, to),)), one.place))


def _not_there(name: str, named: tuple[Asked, ...], to: str, several: int) -> Diagnostic:
    if several:
        fact = f"{name} 的几个模板都有 {to} 版"
        return Diagnostic(OTHER_VERSION, fact, Label(whole_file(name)), help="用 -t 写明转哪一个")
    known = "、".join(f"{one.name} {one.version}" for each in named for one in versions(each.text)) or "没有装过"
    fact = f"找不到 {'、'.join(one.text for one in named)} 的 {to} 版；从仓库装的有：{known}"
    return Diagnostic(OTHER_VERSION, fact, Label(whole_file(name)), help="先运行 zipingbao pack update")


def _nothing_named(path: Path) -> Diagnostic:
    """A part of a file is moved with its whole."""
    name, whole = str(path), wholes(path)
    if not whole:
        fact, advice = f"{name} 没有写“模板”，不知道照哪个模板包转", "写上“模板”，或者用 -t 写明"
        return Diagnostic(OTHER_VERSION, fact, Label(whole_file(name)), help=advice)
    mains = "、".join(map(str, whole))
    advice = f"zipingbao migrate {whole[0]} --to 版本，连同它分开填的各份一起转"
    return Diagnostic(
        OTHER_VERSION, f"{name} 是 {mains} 里分开填的一份，不单独转", Label(whole_file(name)), help=advice
    )


class _Mover:
    """One file; `parts` are those that its lists name, `main` is the one that it is a part of."""

    def __init__(self, source: Source, pack: Pack, path: Path, data: bytes, main: _Mover | None = None) -> None:
        self.source, self.pack, self.path, self.data = source, pack, path, data
        self.main = main
        self.parts: list[_Mover] = []
        self.wanted: Wanted = wanted_of(pack)
        self.replaced: list[Edit] = []
        self.inserted: dict[int, str] = {}
        self.changes: list[str] = []
        self.left: list[str] = []
        self.moved: set[str] = main.moved if main is not None else set()
        self.former: dict[str, str] = {}
        """What holders whose key was renamed were called, by what they are called now."""

    def version(self, node: Keys, named: tuple[Asked, ...], where: Folders, to: str) -> None:
        """Of one pack, or of each where the file names several."""
        told = [f'"{to if one.text == self.pack.name else one.version or self._current(one, where)}"' for one in named]
        text = told[0] if len(told) == 1 else f"[{', '.join(told)}]"
        entries = {entry.key.text: entry for entry in node.entries}
        there = entries.get(VERSION)
        if there is None:
            self.insert(entries["模板"], f"{VERSION}: {text}")
        elif there.value.place.text != text:
            place = there.value.place
            self.replaced.append(Edit(place.start, place.end, text if place.end > place.start else f" {text}"))
        self.changes.append(f"{VERSION}改成 {to}")

    def _current(self, one: Asked, where: Folders) -> str:
        pack, _ = read_pack(one.text, where)
        return pack.version if pack is not None else ""

    def mapping(self, record: Record, node: Keys, prefix: str) -> None:
        entries = self.renamed(record, node, prefix)
        if PART in entries and PART not in record.by_name:
            self.part(record, _text(node, PART), prefix)
            return
        for name, entry in entries.items():
            field = record.by_name.get(name)
            if field is None:
                self.left.append(f"新版没有“{prefix}{name}”（第 {entry.key.place.line} 行），要不要删去自己定")
            elif (inner := inner_record(field.kind)) is not None:
                self.below(field, inner, entry.value, f"{prefix}{name}")
        self.missing(record, entries, node, prefix)

    def part(self, record: Record, words: str, prefix: str) -> None:
        """The rows of a list that stand in a file of their own, once however often it is named."""
        path = beside(self.path, plain(words))
        if path is not None and any(os.path.realpath(one.path) == os.path.realpath(path) for one in self.root.every()):
            return
        try:
            data = path.read_bytes() if path is not None else b""
        except OSError:
            data = b""
        node, source, found = load_bytes(data, str(path))
        if path is None or source is None or node is None or has_errors(found):
            self.left.append(f"{prefix.removesuffix('.')}里分开填的文件读不了，自己照样改：{words}")
            return
        mover = _Mover(source, self.pack, path, data, self)
        self.parts.append(mover)
        if isinstance(node, Keys) and [one.key.text for one in node.entries] == [prefix.split(".")[-2]]:
            node = node.entries[0].value
        for row in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(row, Keys):
                mover.mapping(record, row, prefix)

    @property
    def root(self) -> _Mover:
        return self if self.main is None else self.main.root

    def every(self) -> list[_Mover]:
        """The file itself, and all parts of it."""
        return [self, *(one for part in self.parts for one in part.every())]

    def told(self, which: Literal["changes", "left"]) -> list[str]:
        """What was done, or is left to do, with the name of a part before it."""
        name = "" if self.main is None else f"{os.path.relpath(self.path, self.root.path.parent)}："
        return [f"{name}{line}" for line in (self.changes if which == "changes" else self.left)]

    def fixed(self) -> Fixed | Diagnostic:
        edits = [*self.replaced, *(Edit(at, at, text) for at, text in self.inserted.items())]
        after, name = edited(self.data, self.source, edits), str(self.path)
        if after is not None:
            return Fixed(name, self.data, after, len(edits), None)
        fact = f"{name} 的编码写不回去，没有改"
        return Diagnostic(OTHER_VERSION, fact, Label(whole_file(name)), help="用记事本另存为 UTF-8")

    def below(self, field: Field, inner: Record, value: Node, path: str) -> None:
        rows = value.items if isinstance(field.kind, Table) and isinstance(value, Sequence) else (value,)
        if isinstance(field.kind, Table) and isinstance(value, Scalar) and is_pasted(value):
            self.pasted(inner, value, path)
        if path in INDICATORS and isinstance(value, Sequence):
            self.prescribed(value, path)
        for row in rows:
            if isinstance(row, Keys) and not (field.kind is not inner and not isinstance(field.kind, Table)):
                self.mapping(inner, row, f"{path}.")

    def pasted(self, record: Record, value: Scalar, path: str) -> None:
        """The columns of a table that was pasted are its author's: the spaces between them line up."""
        line, heads = value.place.line, value.text.strip("\n").partition("\n")[0].split()
        former = self.former.get(path, path)
        named = {
            old.rpartition(".")[2]: new.rpartition(".")[2]
            for old, new in self.pack.renamed.items()
            if old.rpartition(".")[0] in (path, former)
        }
        self.left += [
            f"粘贴的“{path}”（第 {line} 行起）的表头“{one}”现在叫“{named[one]}”，自己改"
            for one in heads
            if one in named
        ]
        there = {named.get(one, one) for one in heads}
        for field in record.fields:
            if field.required and not field.computed and there.isdisjoint((field.name, *field.headings)):
                self.left.append(f"粘贴的“{path}”（第 {line} 行起）没有“{field.name}”这一列，自己加上")

    def prescribed(self, rows: Sequence, path: str) -> None:
        """The indicators that the bureau has set: weights as they are now, new ones below the last row."""
        if any(_text(row, PART) for row in rows.items):
            self.left.append(f"{path}分在几份文件里，规定的指标和分值自己核对")
            return
        there = {_text(row, "指标"): row for row in rows.items if isinstance(row, Keys)}
        for one in self.pack.rules.prescribed:
            row = there.get(one["指标"])
            if row is None and rows.items:
                self.row(rows.items[-1], one, path)
            for entry in row.entries if row is not None else ():
                place = entry.value.place
                if (
                    entry.key.text == "分值"
                    and one["分值"]
                    and _text(row, "分值") != one["分值"]
                    and place.text.strip()
                ):
                    self.replaced.append(Edit(place.start, place.end, one["分值"]))
                    self.changes.append(f"“{one['指标']}”的分值改成 {one['分值']}")

    def row(self, last: Node, one: Mapping[str, str], path: str) -> None:
        text = self.source.text
        begin = text.rfind("\n", 0, last.place.start) + 1
        lead = text[begin : last.place.start]
        if lead.strip() != "-":
            self.left.append(f"新版的{path}多了“{one['指标']}”，自己加上")
            return
        end = text.find("\n", max(last.place.start, last.place.end - 1))
        end = len(text) if end < 0 else end
        values = ", ".join(f"{key}: {value}" for key, value in {**one, "完成": ""}.items() if value or key == "完成")
        self.inserted[end] = f"{self.inserted.get(end, '')}\n{lead}{{{values}}}"
        self.changes.append(f"补上规定的指标“{one['指标']}”，等着填")

    def renamed(self, record: Record, node: Keys, prefix: str) -> dict[str, Entry]:
        """The entries by the names that they have afterwards."""
        found = {entry.key.text: entry for entry in node.entries}
        holder = prefix.removesuffix(".")
        former = f"{self.former[holder]}." if holder in self.former else prefix
        for name, entry in list(found.items()):
            to = self.pack.renamed.get(f"{former}{name}") or self.pack.renamed.get(f"{prefix}{name}")
            if to is None or name in record.by_name:
                continue
            parent, _, last = to.rpartition(".")
            if parent != prefix.removesuffix(".") or last in found:
                why = "那里已经填了" if last in found else "不在原来的一段里"
                self.left.append(f"“{prefix}{name}”现在叫“{to}”，{why}，自己移（第 {entry.key.place.line} 行）")
                continue
            place = entry.key.place
            self.replaced.append(Edit(place.start, place.end, last))
            self.changes.append(f"第 {place.line} 行“{name}”改名“{last}”")
            self.moved |= {f"{former}{name}", f"{prefix}{name}"}
            self.former[to] = f"{former}{name}"
            found = {last if key == name else key: one for key, one in found.items()}
        return found

    def references(self) -> None:
        """What prose quotes by a name that has changed; a name within a row (资金.执行) may be another one's."""
        text = self.source.text
        for quoted in _REFERENCE.finditer(text):
            line = text.count("\n", 0, quoted.start()) + 1
            for old, new in self.pack.renamed.items():
                whole = list(_named(old, quoted))
                if old in self.moved:
                    self.replaced += [Edit(start, end, new) for start, end in whole]
                    self.changes += [f"第 {line} 行引用的“{old}”改成“{new}”" for _ in whole]
                elif whole:
                    self.left.append(f"第 {line} 行引用“{old}”，现在叫“{new}”，自己改")
                within = old.partition(".")[2] if isinstance(self.kind_at(old.partition(".")[0]), Table) else ""
                if within and any(_named(within, quoted)):
                    self.left.append(f"第 {line} 行引用“{within}”，是“{old}”的，现在叫“{new}”，自己改")

    def kind_at(self, name: str) -> Kind | None:
        field = full_record((self.pack,)).by_name.get(name)
        return field.kind if field is not None else None

    def missing(self, record: Record, entries: Mapping[str, Entry], node: Keys, prefix: str) -> None:
        """Blanks for what is required, each behind the key that stands before it in the form."""
        before = next(iter(entries.values()), None)
        for field in record.fields:
            if field.name in entries:
                before = entries[field.name]
                continue
            path = f"{prefix}{field.name}"
            required = field.required or self.wanted.requires(path)
            if before is None or not required or field.computed:
                continue
            if self.source.text[node.place.start : node.place.start + 1] == "{":
                end = node.place.end - 1
                self.inserted[end] = f"{self.inserted.get(end, '')}, {field.name}: "
            else:
                lines = blank_lines(field, prefix, self.wanted, {}, hidden=False)
                self.insert(before, *(line.printed() for line in lines if line.text))
            self.changes.append(f"补上“{path}”，等着填")

    def insert(self, behind: Entry, *lines: str) -> None:
        """Lines of their own below an entry, as far in as its key."""
        text, end = self.source.text, max(behind.value.place.end, behind.key.place.end)
        if end > behind.key.place.end and text[end - 1 : end] == "\n":
            end -= 1
        at = text.find("\n", end)
        at = len(text) if at < 0 else at
        indent = " " * (behind.key.place.column - 1)
        self.inserted[at] = self.inserted.get(at, "") + "".join(f"\n{indent}{line}" for line in lines)


def _named(path: str, quoted: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where a path stands, whole or with more behind it, in what is quoted."""
    for one in re.finditer(rf"(?<![\w.]){re.escape(path)}(?!\w)", quoted[1]):
        yield quoted.start(1) + one.start(), quoted.start(1) + one.end()


def _text(row: Node | None, key: str) -> str:
    values = (entry.value for entry in row.entries if entry.key.text == key) if isinstance(row, Keys) else iter(())
    value = next(values, None)
    return value.text if isinstance(value, Scalar) else ""


def told(migrated: Migrated) -> Iterator[str]:
    """What was done and what is left, a line each."""
    yield from (f"  {one}" for one in migrated.changes)
    if migrated.left:
        yield "要自己定的："
        yield from (f"  {one}" for one in migrated.left)


__all__ = ["Migrated", "migrate", "told"]
