"""Files of others in, the findings on them on standard output out, each told at its page, table and row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from .. import pipeline
from ..annotating import EXTRA, KINDS, annotated
from ..auditing import Audited, audit
from ..diagnostic import Diagnostic, has_errors
from ..display import Verdict, covered, full, summary, visible
from ..output import Output, write_outputs
from ..sheets import Missing
from . import console, verdict
from .checking import WHOLE, Manner, document, said


class Order(Struct, frozen=True):
    """In which unit and of which year where no table says it, and whether a copy with comments is written."""

    unit: str = ""
    year: str = ""
    annotate: bool = False
    force: bool = False


def audit_all(files: Sequence[str], settings: pipeline.Settings, manner: Manner, order: Order) -> int:
    """File by file: each is a report of its own."""
    found: list[Diagnostic] = []
    verdicts: list[Verdict] = []
    worst = 0
    speak = console.tell if manner.form in WHOLE else console.say
    for path in verdict.unique(files):
        try:
            audited = audit(path, settings, order.unit, order.year)
        except Exception as error:
            audited = Audited(str(path), (verdict.broken(path, error),))
        told = () if audited.values else ("没有核对",)
        line = verdict.line(str(path), audited.diagnostics, *told, packs=audited.packs)
        count = f"认出 {audited.tables} 张表、{audited.values} 个数\n" if audited.values else ""
        speak(
            said(audited.diagnostics, manner)
            + count
            + line
            + covered([one.name for one in audited.packs], audited.coverage)
        )
        if order.annotate:
            worst = max(worst, _annotate(path, audited, order, speak))
        found += audited.diagnostics
        verdicts.append(
            Verdict(str(path), "，".join((summary(audited.diagnostics), *told)), audited.packs, audited.coverage)
        )
        worst = max(worst, verdict.status(audited.diagnostics, manner.strict), 0 if audited.values else 1)
    if manner.form in WHOLE:
        console.say(document(found, verdicts, manner.form))
    return worst


def _annotate(path: Path, audited: Audited, order: Order, speak: Callable[[str], None]) -> int:
    """A copy beside the file, with each finding at its place; nothing where nothing was found or read."""
    if path.suffix.lower() not in KINDS:
        speak(f"{visible(path.name)}：只有 DOCX 和 PDF 能写批注\n")
        return 1
    if not audited.values or not audited.diagnostics:
        return 0
    try:
        made = annotated(path, audited.diagnostics)
    except Exception as error:  # a file that can be read and not written: the libraries raise whatever comes
        speak(full((verdict.broken(path, error),)))
        return 2
    if isinstance(made, Missing):
        speak(f'写批注要用 {made.library}，没有装：运行 pip install "zipingbao[{EXTRA}]"\n')
        return 1
    copy = path.with_name(f"{path.stem}.批注{path.suffix}")
    refused = write_outputs([Output(copy, made, fresh=True)], order.force)
    speak(full(refused))
    if has_errors(refused):
        return verdict.status(refused)
    speak(f"已写出 {visible(str(copy))}\n")
    return 0
