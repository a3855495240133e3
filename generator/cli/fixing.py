"""Inputs in, their certain slips mended on disk (or shown as a diff) out, and what is left for the clerk to mend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import pipeline
from ..codes.output import W105
from ..diagnostic import Diagnostic, Label
from ..display import full, visible
from ..fixing import Fixed, fix
from ..load import LIMIT
from ..output import rewrite
from ..parts import gather
from ..source import whole_file
from . import console, verdict
from .checking import WHOLE, Manner, check_all, checked_apart
from .targets import targets


def fix_all(files: Sequence[str], settings: pipeline.Settings, manner: Manner) -> int:
    """Mend each file and those that its lists name, then check as usual; what could not be written is told."""
    speak = console.tell if manner.form in WHOLE else console.say
    found, refused = _all(files)
    speak(full(refused))
    for fixed in found:
        if not fixed.mended:
            continue
        problems = write(fixed)
        refused += problems
        speak(full(problems) if problems else f"{visible(fixed.name)}：改好 {fixed.mended} 处\n")
    return max(check_all(files, settings, manner), verdict.status(refused))


def show_all(files: Sequence[str], settings: pipeline.Settings, manner: Manner) -> int:
    """The diff of what `fix_all` would write; nothing is written, and the exit code is that of a check."""
    fixes, broken = _all(files)
    for fixed in fixes:
        console.say("".join(f"{visible(line)}\n" for line in fixed.diff.split("\n")[:-1]))
        what = f"可以改好 {fixed.mended} 处，还没有写入；用 --fix 写入" if fixed.mended else "没有能自动改的"
        console.tell(f"{visible(fixed.name)}：{what}\n")
    checked = [checked_apart(one, settings).diagnostics for one in targets(files)]
    console.tell(full(broken))
    return max(verdict.status(broken), *(verdict.status(found, manner.strict) for found in checked))


def _all(files: Sequence[str]) -> tuple[list[Fixed], list[Diagnostic]]:
    """Each file and the files of its items (文件), once, and our own faults on the way; what cannot be read, check says."""
    found: dict[Path, Fixed] = {}
    broken: list[Diagnostic] = []
    for path in verdict.unique(files):
        broken += _add(found, path)
        fixed = found.get(path.resolve())
        if fixed is not None and fixed.node is not None:
            parts, wrong = _parts(fixed, path)
            broken += wrong
            for part in parts:
                broken += _add(found, part)
    return list(found.values()), broken


def _parts(fixed: Fixed, path: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    try:
        return (gather(fixed.node, path, str(path)).files if fixed.node is not None else ()), ()
    except Exception as error:
        return (), (verdict.broken(path, error),)


def _add(found: dict[Path, Fixed], path: Path) -> tuple[Diagnostic, ...]:
    try:
        if path.is_file() and path.stat().st_size <= LIMIT and path.resolve() not in found:
            found[path.resolve()] = fix(path.read_bytes(), str(path))
    except OSError:
        return ()
    except Exception as error:
        return (verdict.broken(path, error),)
    return ()


def write(fixed: Fixed) -> tuple[Diagnostic, ...]:
    """Put the mended bytes in place of those that were read, unless somebody saved the file since."""
    path = Path(fixed.name)
    try:
        unchanged = path.read_bytes() == fixed.before
    except OSError:
        unchanged = False
    if unchanged:
        return rewrite(path, fixed.data)
    fact = f"没有写入：{path} 在这期间被别的程序改动过"
    return (Diagnostic(W105, fact, Label(whole_file(fixed.name)), help="再运行一次"),)
