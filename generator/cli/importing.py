"""Files of others in, the YAML of what was recognised in them on disk or on standard output out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ..codes.importing import UNKNOWN, UNREAD
from ..diagnostic import Diagnostic, has_errors
from ..display import full, screenful, visible
from ..intake import Taken, fill, take
from ..output import Output, rewrite, write_outputs
from ..pipeline import Settings
from . import console, verdict


class Order(Struct, frozen=True):
    """Where to, in which unit and of which year where no table says it."""

    path: str | None = None
    into: str | None = None
    shown: bool = False
    unit: str = ""
    year: str = ""
    force: bool = False
    everything: bool = False


def import_all(files: Sequence[str], settings: Settings, order: Order) -> int:
    """All files together into one YAML: what could be read is written, whatever else is told."""
    paths = verdict.unique(files)
    try:
        taken = take(paths, settings, order.unit, order.year, whole=order.into is None)
    except Exception as error:
        console.tell(full((verdict.broken(paths[0], error),)))
        return 2
    _tell(taken.diagnostics, order)
    worst = verdict.status(taken.diagnostics)
    if taken.source is not None:
        return _hand_over(taken.source, order)
    if taken.made is None:
        console.tell("没有写出\n")
        return max(1, worst)
    if order.into is not None:
        return max(worst, _fill(taken, order))
    if order.path is None:
        console.hand_over(taken.made.text)
    else:
        refused = write_outputs([Output(Path(order.path), taken.made.text.encode("utf-8"), fresh=True)], order.force)
        console.tell(full(refused))
        if has_errors(refused):
            console.tell("没有写出\n")
            return max(1, worst, verdict.status(refused))
    console.tell(_summary(taken, order.path))
    return worst


def _hand_over(source: bytes, order: Order) -> int:
    """The file that the DOCX was built from, byte for byte."""
    if order.path is None:
        console.hand_over(source.decode("utf-8", "replace"))
        return 0
    refused = write_outputs([Output(Path(order.path), source, fresh=True)], order.force)
    console.tell(full(refused))
    if has_errors(refused):
        return verdict.status(refused)
    console.tell(f"已写出 {visible(order.path)}：DOCX 里带着的填报文件，一字不差\n")
    return 0


def _summary(taken: Taken, path: str | None) -> str:
    made = taken.made
    if made is None:
        return ""
    told = f"认出 {made.tables} 张表、{made.values} 个数"
    told += f"，{len(made.unknown)} 处没有认出来" if made.unknown else ""
    told += f"，{len(made.doubled)} 个数两处不一样" if made.doubled else ""
    name = visible(path) if path is not None else ""
    return told + (f"；已写出 {name}，看过以后运行 zipingbao check {name}\n" if path is not None else "\n")


def _fill(taken: Taken, order: Order) -> int:
    if taken.made is None or order.into is None:
        return 1
    done = fill(Path(order.into), taken)
    _tell(done.diagnostics, order)
    if has_errors(done.diagnostics) and done.data is None:
        return max(1, verdict.status(done.diagnostics))
    name = visible(order.into)
    if order.shown:
        console.say("".join(f"{visible(line)}\n" for line in done.diff.split("\n")[:-1]))
        console.tell(f"{name}：可以填 {done.count} 处，还没有写入；去掉 --diff 写入\n")
        return verdict.status(done.diagnostics)
    refused = rewrite(Path(order.into), done.data) if done.data is not None and done.count else ()
    console.tell(full(refused))
    if not refused:
        console.tell(f"{name}：填了 {done.count} 处，已经填了的没有动\n")
    return max(verdict.status(done.diagnostics), verdict.status(refused))


def _tell(diagnostics: Sequence[Diagnostic], order: Order) -> None:
    """Faults as everywhere; what was not recognised on a line each."""
    faults = [one for one in diagnostics if one.code not in (UNKNOWN, UNREAD)]
    rows = None if order.everything else console.rows(sys.stderr)
    console.tell(screenful(faults, rows, console.coloured(sys.stderr)) if faults else "")
    left = [one for one in diagnostics if one.code in (UNKNOWN, UNREAD)]
    most = len(left) if rows is None else max(5, rows - 6)
    console.tell("".join(f"{visible(one.told)}\n" for one in left[:most]))
    if len(left) > most:
        console.tell(f"还有 {len(left) - most} 处，用 --all 全部列出\n")
