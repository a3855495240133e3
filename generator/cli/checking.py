"""Inputs in, their findings on standard output out, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .. import pipeline
from ..diagnostic import Diagnostic, has_errors
from ..display import as_json, concise, screenful
from ..frozen import dataclass
from . import console, verdict

WHOLE = frozenset({"json", "sarif"})
"""Forms that are one document of all files' findings; the verdicts go to standard error beside it."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How findings are told: in which form, whether warnings fail, and whether more than a screen of them is shown."""

    form: str = "full"
    strict: bool = False
    everything: bool = False


def check_all(files: Sequence[str], settings: pipeline.Settings, manner: Manner) -> int:
    """Findings go out file by file, or as one document."""
    paths = verdict.unique(files)
    found: list[Diagnostic] = []
    worst, failed = 0, 0
    speak = console.tell if manner.form in WHOLE else console.say
    with console.Progress(len(paths)) as progress:
        for path in paths:
            progress.step(str(path))
            diagnostics = _checked(path, settings)
            progress.wipe()
            speak(
                _said(diagnostics, manner)
                + verdict.line(str(path), diagnostics, *verdict.passed(diagnostics, manner.strict))
            )
            found += diagnostics
            worst, failed = max(worst, verdict.status(diagnostics, manner.strict)), failed + has_errors(diagnostics)
    if len(paths) > 1:
        tail = f"，{failed} 个有错误" if failed else ""
        speak(f"共 {len(paths)} 个文件：{len(paths) - failed} 个没有错误{tail}\n")
    if manner.form in WHOLE:
        console.say(_document(found, manner.form, ascii_only=not console.is_unicode(sys.stdout)))
    return worst


def _checked(path: Path, settings: pipeline.Settings) -> tuple[Diagnostic, ...]:
    try:
        return pipeline.check(path, settings).diagnostics
    except Exception as error:
        return (verdict.broken(path, error),)


def _said(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    if manner.form in WHOLE or not diagnostics:
        return ""
    if manner.form == "github":
        from ..display.machines import as_github

        return as_github(diagnostics)
    colour = console.coloured(sys.stdout)
    if manner.form == "concise":
        return concise(diagnostics, colour)
    return screenful(diagnostics, None if manner.everything else console.rows(sys.stdout), colour)


def _document(found: Sequence[Diagnostic], form: str, ascii_only: bool) -> str:
    if form == "json":
        return as_json(found, ascii_only)
    from ..display.machines import as_sarif

    return as_sarif(found, ascii_only)
