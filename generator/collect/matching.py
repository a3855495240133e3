"""The roster and what every file says of itself in, whose each file is out: by code, else by exact name, never by a guess."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from ..codes.taking import TWO_NAMES, UNKNOWN, UNNAMED
from ..diagnostic import Code, Diagnostic, Label, Severity
from ..source import whole_file
from .filing import Identity
from .roster import Roster, Unit, plain

_NEAR = 3
_ALIKE = 0.6
_WORDS = re.compile(r"[-_—,，、;；+（）()\[\]【】/\\\s]+")


class Match(Struct, frozen=True):
    """A file's unit, None where it is not known, and what is to be said of that; `near` are units that it may be."""

    unit: Unit | None
    found: Diagnostic | None = None
    near: tuple[Unit, ...] = ()


class Matcher:
    """A code or a name that two units share names neither."""

    def __init__(self, roster: Roster) -> None:
        self._codes = _unique((one.code, one) for one in roster.units if one.code)
        names = ((plain(name), one) for one in roster.units for name in (one.name, *one.others))
        self._names = _unique(names)
        self._both = {(one.code, plain(one.name)): one for one in roster.units}

    def match(self, name: str, said: Identity) -> Match:
        """By what the file says; by its path where it says nothing. Where code and name are two units', it is neither's."""
        by_name = self._names.get(plain(said.name)) if said.name else None
        by_code = self._both.get((said.code, plain(said.name))) or self._codes.get(said.code)
        if by_code is not None:
            if by_name is None and said.name and plain(said.name) != plain(by_code.name):
                return Match(by_code, self._other(name, said, by_code))
            if by_name not in (None, by_code) and plain(said.name) != plain(by_code.name):
                return Match(None, self._neither(name, said, by_code, by_name), (by_code, by_name))
            return Match(by_code)
        if by_name is not None:
            if said.code and by_name.code:
                return Match(None, self._no_code(name, said, by_name), (by_name,))
            return Match(by_name)
        if said.name or said.code:
            return self._unknown(name, said)
        unit = self.in_path(name)
        if unit is not None:
            return Match(unit)
        tell = "打开文件看是哪个单位的，请它补上“单位”里的名称；或者在文件名里写上预算编码"
        return Match(None, _told(UNNAMED, name, f"看不出 {name} 是哪个单位的", tell))

    def in_path(self, name: str) -> Unit | None:
        """The one unit whose code or whole name stands in the path, the nearest part of it first."""
        for part in reversed(PurePosixPath(name).parts):
            words = {part.rpartition(".")[0] or part, *_WORDS.split(part.rpartition(".")[0] or part)}
            found = {id(one): one for word in words if (one := self._codes.get(word) or self._names.get(plain(word)))}
            if len(found) == 1:
                return next(iter(found.values()))
        return None

    def _other(self, name: str, said: Identity, unit: Unit) -> Diagnostic:
        fact = f"{name} 的预算编码 {said.code} 是 {unit.name} 的，名称却是“{said.name}”（名册里没有这个名称）"
        return _told(TWO_NAMES, name, fact, "问清是哪一家的，改编码或名称；现在按编码算")

    def _neither(self, name: str, said: Identity, unit: Unit, other: Unit) -> Diagnostic:
        whose = f"{name} 的预算编码 {said.code} 是 {unit.name} 的，名称却是“{said.name}”（那是名册里 {other.called}）"
        return _uncounted(name, f"{whose}，两家都没有算")

    def _no_code(self, name: str, said: Identity, unit: Unit) -> Diagnostic:
        return _uncounted(name, f"{name} 的名称是名册里 {unit.called}，预算编码却是 {said.code}，没有算")

    def _unknown(self, name: str, said: Identity) -> Match:
        near = self._near(said)
        shown = " ".join(filter(None, (said.code, said.name)))
        fact = f"名册里没有“{shown}”（{name}）"
        tell = (
            f"名册里相近的有：{'、'.join(one.called for one in near)}；是其中一个的，改文件里的名称，或在名册的“别名”一列写上"
            if near
            else "核对名册有没有漏掉这个单位"
        )
        return Match(None, _told(UNKNOWN, name, fact, tell), near)

    def _near(self, said: Identity) -> tuple[Unit, ...]:
        close = difflib.get_close_matches(plain(said.name), self._names, n=_NEAR, cutoff=_ALIKE)
        return tuple({id(one): one for one in (self._names[name] for name in close)}.values())


def _unique(pairs: Iterable[tuple[str, Unit]]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    shared: set[str] = set()
    for key, unit in pairs:
        if found.setdefault(key, unit) is not unit:
            shared.add(key)
    return {key: unit for key, unit in found.items() if key and key not in shared}


def _uncounted(name: str, fact: str) -> Diagnostic:
    return replace(_told(TWO_NAMES, name, fact, "问清是哪一家的，请它改编码或名称再报"), severity=Severity.ERROR)


def _told(code: Code, name: str, fact: str, tell: str) -> Diagnostic:
    return Diagnostic(code, fact, Label(whole_file(name)), help=tell)
