"""Nothing in, how long whole processes take out: the command against processes that only import what it stands on."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .measure import Row, medians

ROOT = Path(__file__).resolve().parent.parent
FIVE = "import click, yaml, jinja2, babel, docx"
OWN = "from generator.cli import main; main()"
"""What the installed `zipingbao` command runs."""
WARM_RUNS, COLD_RUNS = 21, 5
LIMIT = 1.3


def process_rows(report: Path, statement: Path) -> list[Row]:
    """Warm (everything compiled and in the disk cache) and cold (no compiled Python file of anything) starts."""
    with tempfile.TemporaryDirectory() as folder:
        build = ("build", str(report), "-o", folder, "--force")
        things = {
            "build": (OWN, *build),
            "statement": (OWN, "build", str(statement), "-o", folder, "--force"),
            "--help": (OWN, "--help"),
            "--version": (OWN, "--version"),
            "five": (FIVE,),
            "click": ("import click",),
        }
        warm = medians({name: partial(_run, code, folder) for name, code in things.items()}, WARM_RUNS)
        cold = medians({name: _cold(code, folder) for name, code in things.items()}, COLD_RUNS)
    rows = []
    for state, times in (("热启动", warm), ("冷启动", cold)):
        rows.append(Row(f"build（整个进程，{state}）", times["build"], "导入五个库的进程", times["five"], LIMIT))
        rows.append(
            Row(f"build 整份部门决算（整个进程，{state}）", times["statement"], "导入五个库的进程", times["five"], None)
        )
        for option in ("--help", "--version"):
            rows.append(Row(f"{option}（{state}）", times[option], "导入 click 的进程", times["click"], LIMIT))
    return rows


def _run(command: tuple[str, ...], folder: str) -> None:
    compiled = Path(folder) / "compiled"
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COVERAGE"))}
    variables |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(compiled), "PYTHONUTF8": "1"}
    arguments = [sys.executable, "-c", *command]
    subprocess.run(arguments, env=variables, cwd=folder, check=True, capture_output=True)


def _cold(command: tuple[str, ...], folder: str) -> Callable[[], None]:
    def run() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as fresh:
            _run(command, fresh)

    return run
