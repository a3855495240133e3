"""Packs of a bureau in, their findings on standard output or a sealed zip out."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ..checks import sound
from ..diagnostic import Diagnostic, has_errors
from ..display import Verdict, summary, visible
from ..issuing import Given, broken_seal, compare, given, sealed, trial
from ..output import Output, write_outputs
from ..pack import Pack
from ..packs import read_pack
from . import console, verdict
from .checking import WHOLE, Manner, document, said


class Proved(Struct, frozen=True):
    """A pack with what was found on it."""

    given: Given | None
    found: tuple[Diagnostic, ...]
    pack: Pack | None = None
    reports: int = 0


def proved(path: str) -> Proved:
    """Our own fault is a finding on the pack that brought it out."""
    one = given(Path(path))
    if isinstance(one, Diagnostic):
        return Proved(None, (one,))
    broken = broken_seal(Path(path)) if one.files.packed else ()
    if broken:
        return Proved(one, broken)
    try:
        with tempfile.TemporaryDirectory() as folder:
            tried = trial(one, Path(folder))
    except Exception as error:
        return Proved(one, (verdict.broken(Path(path), error),))
    return Proved(one, tried.found, tried.pack, tried.reports)


def check_all(paths: Sequence[str], manner: Manner) -> int:
    found: list[Diagnostic] = []
    verdicts: list[Verdict] = []
    worst = 0
    speak = console.tell if manner.form in WHOLE else console.say
    for path in paths:
        one = proved(path)
        words = "，".join((summary(one.found), *_outcome(one)))
        speak(said(one.found, manner) + f"{visible(path)}：{words}\n")
        found += one.found
        verdicts.append(Verdict(path, words, (one.pack,) if one.pack is not None else ()))
        worst = max(worst, verdict.status(one.found, manner.strict))
    if manner.form in WHOLE:
        console.say(document(found, verdicts, manner.form))
    return worst


def _outcome(one: Proved) -> tuple[str, ...]:
    if one.pack is None or has_errors(one.found):
        return ("不能发",)
    tried = f"造了 {one.reports} 份报告" if one.reports else "自己不出报告，只供继承"
    return (f"{visible(one.pack.name)} {visible(one.pack.version)}", tried)


def compare_all(old: str, new: str) -> int:
    """Two packs, each read as far as it can be; what is wrong with them is `check`'s to tell."""
    packs: list[Pack] = []
    for path in (old, new):
        one = given(Path(path))
        pack, found = (None, (one,)) if isinstance(one, Diagnostic) else sound(read_pack(one.name, one.where))
        if pack is None:
            console.tell(said(found, Manner()))
            return max(1, verdict.status(found))
        packs.append(pack)
    before, after = packs
    console.say(f"{visible(before.name)} {visible(before.version)} → {visible(after.name)} {visible(after.version)}\n")
    chapters = compare(before, after)
    for chapter in chapters:
        console.say(f"\n{chapter.title}\n" + "".join(f"  {visible(line)}\n" for line in chapter.lines))
    if not chapters:
        console.say("填报和印出的都没有变\n")
    elif before.version == after.version:
        console.tell(f"提示：版本都是 {visible(after.version)}，发之前改 pack.yaml 的“版本”\n")
    return 0


def seal(path: str, target: str, force: bool) -> int:
    one = proved(path)
    console.tell(said(one.found, Manner()))
    if one.given is None or has_errors(one.found):
        console.tell("没有封装\n")
        return max(1, verdict.status(one.found))
    data = sealed(one.given)
    refused = write_outputs([Output(Path(target), data, fresh=True)], force)
    console.tell(said(refused, Manner()))
    if has_errors(refused):
        console.tell("没有封装\n")
        return max(1, verdict.status(refused))
    import hashlib

    console.say(f"已写出 {visible(target)}，SHA-256：{hashlib.sha256(data).hexdigest()}\n")
    return 0
