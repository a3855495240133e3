"""Inputs in, their findings on standard output out, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .. import pipeline
from ..diagnostic import Diagnostic, has_errors
from ..display import as_json, concise, full
from . import console, verdict


def check_all(files: Sequence[str], settings: pipeline.Settings, form: str, strict: bool) -> int:
    """Findings go out file by file; JSON is one list of all, with the verdicts on standard error beside it."""
    paths = verdict.unique(files)
    found: list[Diagnostic] = []
    worst, failed = 0, 0
    speak = console.tell if form == "json" else console.say
    with console.Progress(len(paths)) as progress:
        for path in paths:
            progress.step(str(path))
            diagnostics = _checked(path, settings)
            progress.wipe()
            speak(_said(diagnostics, form) + verdict.line(str(path), diagnostics))
            found += diagnostics
            worst, failed = max(worst, verdict.status(diagnostics, strict)), failed + has_errors(diagnostics)
    if len(paths) > 1:
        tail = f"，{failed} 个有错误" if failed else ""
        speak(f"共 {len(paths)} 个文件：{len(paths) - failed} 个没有错误{tail}\n")
    if form == "json":
        console.say(as_json(found, ascii_only=not console.is_unicode(sys.stdout)))
    return worst


def _checked(path: Path, settings: pipeline.Settings) -> tuple[Diagnostic, ...]:
    try:
        return pipeline.check(path, settings).diagnostics
    except Exception as error:
        return (verdict.broken(path, error),)


def _said(diagnostics: Sequence[Diagnostic], form: str) -> str:
    if form == "json" or not diagnostics:
        return ""
    colour = console.coloured(sys.stdout)
    return concise(diagnostics, colour) if form == "concise" else full(diagnostics, colour) + "\n"
