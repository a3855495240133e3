"""Inputs and an order in, reports on disk out: all are made before the first is written."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from msgspec import Struct

from .. import pipeline
from ..diagnostic import Diagnostic, has_errors
from ..display import screenful, visible
from ..output import write_outputs
from ..pack import Pack
from ..writers import Format
from . import console, naming, verdict
from .once import Once, remark
from .targets import Target, targets


class Order(Struct, frozen=True):
    """What the command line asks of every input."""

    settings: pipeline.Settings
    folder: str | None
    formats: tuple[Format, ...]
    by_name: bool
    force: bool
    strict: bool
    everything: bool


class Made(Struct, frozen=True):
    """An input's reports, not yet written, and what was found on the way."""

    plan: naming.Planned
    diagnostics: tuple[Diagnostic, ...]
    told: str
    of_packs: frozenset[str] = frozenset()
    packs: tuple[Pack, ...] = ()


def build_all(files: Sequence[str], order: Order) -> int:
    """Build every file; what is wrong with one stops none of the others."""
    asked = targets(files)
    with console.Progress(len(asked)) as progress:
        made = []
        for target in asked:
            progress.step(str(target.path))
            made.append(_make(target, order))
    clashes = naming.clashes([one.plan for one in made])
    worst, written, once = 0, 0, Once()
    for one in made:
        diagnostics = one.diagnostics + clashes.get(one.plan.path, ())
        if not has_errors(diagnostics):
            diagnostics += _written(one.plan, order.force)
        good = not has_errors(diagnostics) and bool(one.plan.outputs)
        rows = None if order.everything else console.rows(sys.stderr)
        new = once.new(str(one.plan.path), diagnostics)
        console.tell(one.told + screenful(new, rows, console.coloured(sys.stderr)))
        more = (*remark(diagnostics, new, one.of_packs), _outcome(one.plan, good))
        console.tell(verdict.line(str(one.plan.path), diagnostics, *more, packs=one.packs))
        worst, written = max(worst, verdict.status(diagnostics, order.strict)), written + good
    if len(made) > 1:
        failed = len(made) - written
        console.tell(
            f"共 {len(made)} 个文件：{written} 个已生成报告" + (f"，{failed} 个未生成" if failed else "") + "\n"
        )
    return worst


def _make(target: Target, order: Order) -> Made:
    path = target.path
    if target.fault is not None:
        return Made(naming.Planned(path, ()), (target.fault,), target.told)
    try:
        built = pipeline.build(path, order.settings, order.formats)
    except Exception as error:
        return Made(naming.Planned(path, ()), (verdict.broken(path, error),), target.told)
    plan = naming.Planned(path, naming.outputs(path, built.reports, order.folder, order.by_name))
    return Made(plan, built.diagnostics, target.told, built.of_packs, built.packs)


def _written(plan: naming.Planned, force: bool) -> tuple[Diagnostic, ...]:
    try:
        return write_outputs(plan.outputs, force)
    except Exception as error:
        return (verdict.broken(plan.path, error),)


def _outcome(plan: naming.Planned, good: bool) -> str:
    return f"已生成 {'、'.join(visible(str(one.path)) for one in plan.outputs)}" if good else "未生成报告"
