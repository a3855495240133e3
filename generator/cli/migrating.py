"""Filled files and a version in, the same for that version on disk (or shown as a diff) out, and what is left to decide."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..diagnostic import Diagnostic
from ..display import full, visible
from ..issuing.migrating import Migrated, migrate, told
from ..pipeline import Settings
from . import console, verdict
from .fixing import write


def migrate_all(files: Sequence[str], version: str, settings: Settings, shown: bool) -> int:
    worst = 0
    for path in verdict.unique(files):
        worst = max(worst, _one(path, version, settings, shown))
    return worst


def _one(path: Path, version: str, settings: Settings, shown: bool) -> int:
    try:
        data = path.read_bytes()
    except OSError as error:
        console.tell(f"错误：读不了 {visible(str(path))}（{error.strerror or error}）\n")
        return 2
    try:
        done = migrate(path, data, settings.folders(path.parent), version, settings.template)
    except Exception as error:
        done = Migrated((verdict.broken(path, error),))
    if done.fixed is None:
        return _told(done.found)
    name, every = visible(str(path)), (*done.parts, done.fixed)
    changed = [one for one in every if one.data != one.before]
    if shown:
        console.say("".join(f"{visible(line)}\n" for one in every for line in one.diff.split("\n")[:-1]))
        mended = sum(one.mended for one in every)
        console.tell(f"{name}：要改 {mended} 处，还没有写入；去掉 --diff 写入\n")
    elif changed:
        for one in changed:  # the whole last: it says which version they are for
            refused = write(one)
            if refused:
                return _told(refused)
        with_parts = f"，连同分开填的 {len(done.parts)} 份" if done.parts else ""
        console.say(f"{name}：已转到 {visible(version)} 版{with_parts}\n")
    else:
        console.say(f"{name}：已经是 {visible(version)} 版\n")
    console.tell("".join(f"{visible(line)}\n" for line in told(done)))
    return 0


def _told(found: Sequence[Diagnostic]) -> int:
    console.tell(full(found, console.coloured(sys.stderr)))
    return max(1, verdict.status(found))
