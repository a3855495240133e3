"""Findings in, what the run says about them and the exit code they earn out."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..codes.output import ENVIRONMENT, W107
from ..codes.reading import IS_FOLDER, NO_FILE, UNREADABLE
from ..diagnostic import Diagnostic, Label, Severity, has_errors
from ..display import Judge, full, judged_by, summary, visible
from ..pack import Pack
from ..source import whole_file
from . import console

_ENVIRONMENT = ENVIRONMENT | {NO_FILE.id, IS_FOLDER.id, UNREADABLE.id}


def status(diagnostics: Iterable[Diagnostic], strict: bool = False) -> int:
    """0 without an error, 1 with one (strict: or a warning), 2 where the command line or the machine is at fault."""
    worst = 0
    for one in diagnostics:
        if one.weight is Severity.ERROR:
            worst = max(worst, 2 if one.code.id in _ENVIRONMENT else 1)
        elif one.weight is Severity.WARNING and strict:
            worst = max(worst, 1)
    return worst


def tell(diagnostics: Sequence[Diagnostic]) -> int:
    """All of them to standard error; what the command that they end exits with."""
    console.tell(full(diagnostics, console.coloured(sys.stderr)))
    return max(1, status(diagnostics)) if has_errors(diagnostics) else 0


def line(name: str, diagnostics: Sequence[Diagnostic], *more: str, packs: Sequence[Pack | Judge] = ()) -> str:
    """`inputs/x.yaml：2 个错误，1 个警告（国家/项目支出绩效自评表 2024.1），未生成报告`."""
    return f"{visible(name)}：{'，'.join((summary(diagnostics) + judged_by(packs), *more))}\n"


def passed(diagnostics: Iterable[Diagnostic], strict: bool) -> tuple[str, ...]:
    """The verdict of a check in words; nothing was found: that says it."""
    found = list(diagnostics)
    if status(found, strict):
        return ("不能生成报告" if has_errors(found) else "按 --strict 不通过",)
    return ("可以生成报告",)


def unique(files: Iterable[str]) -> list[Path]:
    """A file that is named twice is worked on once."""
    return list({os.path.realpath(name): Path(name) for name in reversed(list(files))}.values())[::-1]


def broken(path: Path, error: Exception) -> Diagnostic:
    """Our own fault, as a finding on the file that brought it out, so that the other files are not lost."""
    last = "".join(traceback.format_exception(error, limit=-8)).rstrip()
    return Diagnostic(
        W107,
        f"处理 {path} 时程序内部出错：{type(error).__name__}",
        Label(whole_file(str(path))),
        notes=(last,),
        help="这不是填报的错，请把以下内容和这个文件发给维护者",
    )
