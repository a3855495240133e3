"""Inputs and an order in, reports on disk out: each is written as soon as it is made, and told in its turn."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from .. import pipeline
from ..diagnostic import Diagnostic, has_errors
from ..display import Judge, judges, screenful, visible
from ..formats import Format
from ..output import Output, write_outputs
from . import console, many, naming, verdict
from .once import Once, remark
from .targets import InputFile, targets

NAMES = {"md": "Markdown"}


class Order(Struct, frozen=True):
    """What the command line asks of every input."""

    settings: pipeline.Settings
    folder: str | None
    formats: tuple[Format, ...]
    by_name: bool
    force: bool
    strict: bool
    everything: bool
    effort: many.Effort = many.Effort()


class Made(Struct, frozen=True):
    """An input's reports, not yet written, and what was found on the way."""

    diagnostics: tuple[Diagnostic, ...]
    outputs: tuple[Output, ...] = ()
    of_packs: frozenset[str] = frozenset()
    packs: tuple[Judge, ...] = ()


class _Told(Struct, frozen=True):
    """What is to be said of an input; `files` are those that were written."""

    target: InputFile
    made: Made
    files: tuple[Path, ...] = ()


def build_all(files: Sequence[str], order: Order) -> int:
    """Build every file; what is wrong with one stops none of the others."""
    asked = targets(files)
    console.tell(_not_carried(order))
    run = _Run(asked, order)
    with console.Progress(len(asked)) as progress:
        try:
            for one in many.each(asked, partial(make, order=order), order.effort, progress.step):
                with many.unbroken():
                    progress.wipe()
                    run.take(one.number, Made((one.result,)) if isinstance(one.result, Diagnostic) else one.result)
            progress.wipe()
            run.take_alike()
        except KeyboardInterrupt:
            progress.wipe()
            run.rest()
            return many.broken_off("做完", run.told, len(asked))
    if len(asked) > 1:
        failed = len(asked) - run.written
        tail = f"，{failed} 个未生成" if failed else ""
        console.tell(f"共 {len(asked)} 个文件：{run.written} 个已生成报告{tail}\n")
    return run.worst


def _not_carried(order: Order) -> str:
    """Of --carry, the formats that cannot carry a file; Markdown goes beside the DOCX, which does."""
    has_docx = "docx" in order.formats
    others = [one for one in order.formats if one != "docx" and not (has_docx and one == "md")]
    if not order.settings.carry or not others:
        return ""
    names = "、".join(NAMES.get(one, one.upper()) for one in others)
    return f"{names} 里没有带填报文件：--carry 只能带在 DOCX 里" + ("\n" if has_docx else "，加上 -f docx\n")


def make(target: InputFile, order: Order) -> Made:
    """One of several inputs, here or in a process of its own."""
    path = target.path
    if target.fault is not None:
        return Made((target.fault,))
    try:
        built = pipeline.build(path, order.settings, order.formats)
    except Exception as error:
        return Made((verdict.broken(path, error),))
    outputs = naming.outputs(path, built.reports, order.folder, order.by_name)
    return Made(built.diagnostics, outputs, built.of_packs, judges(built.packs, whole=False))


class _Run:
    """Writes what was made and says so; inputs that are called alike come last, when all of them are known."""

    def __init__(self, asked: Sequence[InputFile], order: Order) -> None:
        self.asked, self.order = asked, order
        self.claims = naming.Claims([one.path for one in asked], order.folder, order.by_name)
        self.in_order: many.InOrder[_Told | None] = many.InOrder()
        self.alike: list[tuple[InputFile, Made]] = []
        self.once = Once()
        self.worst = self.written = self.told = 0

    def take(self, number: int, made: Made) -> None:
        target, told = self.asked[number], None
        if self.claims.waits(target.path):
            bare = tuple(Output(one.path, b"") for one in made.outputs)
            self.alike.append((target, Made(made.diagnostics, bare, made.of_packs, made.packs)))
        else:
            told = self.put(target, made, self.claims.refused([_plan(target, made)]).get(target.path, ()))
        for due in self.in_order.due(number, told):
            self.tell(due)

    def take_alike(self) -> None:
        """Those that clash are refused; what others of them are to become is made once more, and written."""
        self.alike.sort(key=lambda pair: self.asked.index(pair[0]))
        refused = self.claims.refused([_plan(*pair) for pair in self.alike])
        for target, made in self.alike:
            clash = refused.get(target.path, ())
            again = made if clash or not made.outputs else make(target, self.order)
            self.tell(self.put(target, again, clash))

    def put(self, target: InputFile, made: Made, clash: tuple[Diagnostic, ...]) -> _Told:
        found = made.diagnostics + clash
        if not has_errors(found):
            self.claims.take(_plan(target, made))
            found += self.save(target.path, made.outputs)
        files = () if has_errors(found) else tuple(one.path for one in made.outputs)
        return _Told(target, Made(found, (), made.of_packs, made.packs), files)

    def save(self, path: Path, outputs: tuple[Output, ...]) -> tuple[Diagnostic, ...]:
        try:
            return write_outputs(outputs, self.order.force)
        except Exception as error:
            return (verdict.broken(path, error),)

    def rest(self) -> None:
        """What was written and not yet told when the run was broken off."""
        for one in self.in_order.rest():
            self.tell(one)

    def tell(self, one: _Told | None) -> None:
        if one is None:
            return
        path, made = str(one.target.path), one.made
        rows = None if self.order.everything else console.rows(sys.stderr)
        new = self.once.new(path, made.diagnostics)
        console.tell(one.target.told + screenful(new, rows, console.coloured(sys.stderr)))
        more = (*remark(made.diagnostics, new, made.of_packs), _outcome(one.files))
        console.tell(verdict.line(path, made.diagnostics, *more, packs=made.packs))
        self.worst = max(self.worst, verdict.status(made.diagnostics, self.order.strict))
        self.written, self.told = self.written + bool(one.files), self.told + 1


def _plan(target: InputFile, made: Made) -> naming.Planned:
    return naming.Planned(target.path, tuple(one.path for one in made.outputs))


def _outcome(files: Sequence[Path]) -> str:
    return f"已生成 {'、'.join(visible(str(one)) for one in files)}" if files else "未生成报告"
