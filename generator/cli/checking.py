"""Inputs in, their findings on standard output out as soon as it is their turn, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from msgspec import Struct

from .. import pipeline
from ..checks.coverage import Coverage
from ..diagnostic import Diagnostic, has_errors
from ..display import Judge, Verdict, as_json, concise, covered, judges, screenful, summary
from . import console, many, verdict
from .once import Once, remark
from .targets import InputFile, targets

WHOLE = frozenset({"json", "sarif", "gitlab", "junit"})
"""Forms that are one document of all files' findings; the verdicts go to standard error beside it."""


class Manner(Struct, frozen=True):
    """How findings are told: in which form, whether warnings fail, and whether more than a screen of them is shown."""

    form: str = "full"
    strict: bool = False
    everything: bool = False
    effort: many.Effort = many.Effort()


class Looked(Struct, frozen=True):
    """What was found in one of several inputs, without what was read of it."""

    diagnostics: tuple[Diagnostic, ...]
    packs: tuple[Judge, ...] = ()
    of_packs: frozenset[str] = frozenset()
    coverage: tuple[Coverage, ...] = ()


def check_all(files: Sequence[str], settings: pipeline.Settings, manner: Manner) -> int:
    """Findings go out file by file, in the order of the files, or as one document."""
    asked = targets(files)
    teller = _Teller(manner)
    order: many.InOrder[tuple[InputFile, Looked]] = many.InOrder()
    look = partial(looked, settings=settings, whole=manner.form in WHOLE)
    with console.Progress(len(asked)) as progress:
        try:
            for one in many.each(asked, look, manner.effort, progress.step):
                with many.unbroken():
                    progress.wipe()
                    result = Looked((one.result,)) if isinstance(one.result, Diagnostic) else one.result
                    for due in order.due(one.number, (asked[one.number], result)):
                        teller.tell(*due)
        except KeyboardInterrupt:
            progress.wipe()
            for due in order.rest():
                teller.tell(*due)
            return many.broken_off("查完", teller.told, len(asked))
    if len(asked) > 1:
        tail = f"，{teller.failed} 个有错误" if teller.failed else ""
        teller.speak(f"共 {len(asked)} 个文件：{len(asked) - teller.failed} 个没有错误{tail}\n")
    if manner.form in WHOLE:
        console.say(document(teller.found, teller.verdicts, manner.form))
    return teller.worst


class _Teller:
    """Says of one file after another what was found; only a document of all is kept until its end."""

    def __init__(self, manner: Manner) -> None:
        self.manner, self.once = manner, Once()
        self.speak = console.tell if manner.form in WHOLE else console.say
        self.found: list[Diagnostic] = []
        self.verdicts: list[Verdict] = []
        self.worst = self.failed = self.told = 0

    def tell(self, target: InputFile, seen: Looked) -> None:
        path, diagnostics, manner = str(target.path), seen.diagnostics, self.manner
        new = self.once.new(path, diagnostics)
        outcome = (*remark(diagnostics, new, seen.of_packs), *verdict.passed(diagnostics, manner.strict))
        line = verdict.line(path, diagnostics, *outcome, packs=seen.packs)
        names = [one.name for one in seen.packs]
        self.speak(target.told + said(new, manner) + line + covered(names, seen.coverage))
        if manner.form in WHOLE:
            self.found += new
            words = "，".join((summary(diagnostics), *outcome))
            self.verdicts.append(Verdict(path, words, seen.packs, seen.coverage))
        self.worst = max(self.worst, verdict.status(diagnostics, manner.strict))
        self.failed += has_errors(diagnostics)
        self.told += 1


def looked(target: InputFile, settings: pipeline.Settings, whole: bool) -> Looked:
    """One of several inputs, here or in a process of its own."""
    checked = checked_apart(target, settings)
    return Looked(checked.diagnostics, judges(checked.packs, whole), checked.of_packs, checked.coverage)


def checked_apart(target: InputFile, settings: pipeline.Settings) -> pipeline.Checked:
    """A file as one of many: our own fault is a finding on it."""
    path = target.path
    if target.fault is not None:
        return pipeline.Checked(str(path), (target.fault,))
    try:
        return pipeline.check(path, settings)
    except Exception as error:
        return pipeline.Checked(str(path), (verdict.broken(path, error),))


def said(diagnostics: Sequence[Diagnostic], manner: Manner) -> str:
    """Findings in the form that was asked for; nothing where a document of them follows."""
    if manner.form in WHOLE or not diagnostics:
        return ""
    if manner.form == "github":
        from ..display.machines import as_github

        return as_github(diagnostics)
    colour = console.coloured(sys.stdout)
    if manner.form == "concise":
        return concise(diagnostics, colour)
    return screenful(diagnostics, None if manner.everything else console.rows(sys.stdout), colour)


def document(found: Sequence[Diagnostic], verdicts: Sequence[Verdict], form: str) -> str:
    """All findings as one document for a machine."""
    ascii_only = not console.is_unicode(sys.stdout)
    if form == "json":
        return as_json(found, ascii_only, verdicts)
    if form in ("gitlab", "junit"):
        from ..display.pipelines import as_gitlab, as_junit

        return as_gitlab(found, ascii_only) if form == "gitlab" else as_junit(found, verdicts, ascii_only)
    from ..display.machines import as_sarif

    return as_sarif(found, ascii_only, verdicts)
