"""Inputs and an order in, reports on disk out: all are made before the first is written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .. import pipeline
from ..diagnostic import Diagnostic, has_errors
from ..display import screenful, visible
from ..frozen import dataclass
from ..output import write_outputs
from . import console, naming, verdict


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks of every input."""

    settings: pipeline.Settings
    folder: str | None
    formats: tuple[str, ...]
    by_name: bool
    force: bool
    strict: bool
    everything: bool


@dataclass(frozen=True, slots=True)
class Made:
    """An input's reports, not yet written, and what was found on the way."""

    plan: naming.Planned
    diagnostics: tuple[Diagnostic, ...]


def build_all(files: Sequence[str], order: Order) -> int:
    """Build every file; what is wrong with one stops none of the others."""
    paths = verdict.unique(files)
    with console.Progress(len(paths)) as progress:
        made = []
        for path in paths:
            progress.step(str(path))
            made.append(_make(path, order))
    clashes = naming.clashes([one.plan for one in made])
    worst, written = 0, 0
    for one in made:
        diagnostics = one.diagnostics + clashes.get(one.plan.path, ())
        if not has_errors(diagnostics):
            diagnostics += write_outputs(one.plan.outputs, order.force)
        good = not has_errors(diagnostics) and bool(one.plan.outputs)
        rows = None if order.everything else console.rows(sys.stderr)
        console.tell(screenful(diagnostics, rows, console.coloured(sys.stderr)))
        console.tell(verdict.line(str(one.plan.path), diagnostics, _outcome(one.plan, good)))
        worst, written = max(worst, verdict.status(diagnostics, order.strict)), written + good
    if len(made) > 1:
        failed = len(made) - written
        console.tell(
            f"共 {len(made)} 个文件：{written} 个已生成报告" + (f"，{failed} 个未生成" if failed else "") + "\n"
        )
    return worst


def _make(path: Path, order: Order) -> Made:
    try:
        built = pipeline.build(path, order.settings, order.formats)
    except Exception as error:
        return Made(naming.Planned(path, ()), (verdict.broken(path, error),))
    reports = () if has_errors(built.diagnostics) else built.reports
    return Made(naming.Planned(path, naming.outputs(path, reports, order.folder, order.by_name)), built.diagnostics)


def _outcome(plan: naming.Planned, good: bool) -> str:
    return f"已生成 {'、'.join(visible(str(one.path)) for one in plan.outputs)}" if good else "未生成报告"
