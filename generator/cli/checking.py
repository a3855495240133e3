"""Inputs in, their findings on standard output out, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from msgspec import Struct

from .. import pipeline
from ..diagnostic import Diagnostic, has_errors
from ..display import Verdict, as_json, concise, covered, screenful, summary
from . import console, verdict
from .once import Once, remark
from .targets import Target, targets

WHOLE = frozenset({"json", "sarif"})
"""Forms that are one document of all files' findings; the verdicts go to standard error beside it."""


class Manner(Struct, frozen=True):
    """How findings are told: in which form, whether warnings fail, and whether more than a screen of them is shown."""

    form: str = "full"
    strict: bool = False
    everything: bool = False


def check_all(files: Sequence[str], settings: pipeline.Settings, manner: Manner) -> int:
    """Findings go out file by file, or as one document."""
    asked = targets(files)
    found: list[Diagnostic] = []
    verdicts: list[Verdict] = []
    worst, failed, once = 0, 0, Once()
    speak = console.tell if manner.form in WHOLE else console.say
    with console.Progress(len(asked)) as progress:
        for one in asked:
            path = one.path
            progress.step(str(path))
            checked = checked_apart(one, settings)
            progress.wipe()
            diagnostics = checked.diagnostics
            new = once.new(str(path), diagnostics)
            outcome = (*remark(diagnostics, new, checked.of_packs), *verdict.passed(diagnostics, manner.strict))
            told = verdict.line(str(path), diagnostics, *outcome, packs=checked.packs)
            speak(one.told + _said(new, manner) + told + covered(checked.packs, checked.coverage))
            found += new
            said = "，".join((summary(diagnostics), *outcome))
            verdicts.append(Verdict(str(path), said, checked.packs, checked.coverage))
            worst, failed = max(worst, verdict.status(diagnostics, manner.strict)), failed + has_errors(diagnostics)
    if len(asked) > 1:
        tail = f"，{failed} 个有错误" if failed else ""
        speak(f"共 {len(asked)} 个文件：{len(asked) - failed} 个没有错误{tail}\n")
    if manner.form in WHOLE:
        console.say(_document(found, verdicts, manner.form, ascii_only=not console.is_unicode(sys.stdout)))
    return worst


def checked_apart(target: Target, settings: pipeline.Settings) -> pipeline.Checked:
    """A file as one of many: our own fault is a finding on it."""
    path = target.path
    if target.fault is not None:
        return pipeline.Checked(str(path), (target.fault,))
    try:
        return pipeline.check(path, settings)
    except Exception as error:
        return pipeline.Checked(str(path), (verdict.broken(path, error),))


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


def _document(found: Sequence[Diagnostic], verdicts: Sequence[Verdict], form: str, ascii_only: bool) -> str:
    if form == "json":
        return as_json(found, ascii_only, verdicts)
    from ..display.machines import as_sarif

    return as_sarif(found, ascii_only, verdicts)
