"""Numbers of projects in, time and memory of building a report of each out; run as a program it measures one file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .departments import department

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10, 100, 800)
"""A report of a thousand comes to what a template may print at most (render/limits)."""


@dataclass(frozen=True, slots=True)
class Grown:
    """Seconds and bytes for one report of so many projects, without what the program itself takes."""

    projects: int
    seconds: float
    memory: int


def growth() -> list[Grown]:
    """Each in a process of its own, so that none finds what another has left behind."""
    return [_measured(size) for size in SIZES]


def _measured(projects: int) -> Grown:
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.yaml", Path(folder) / "large.yaml"
        small.write_text(department(1), encoding="utf-8")
        large.write_text(department(projects), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.projects", str(small), str(large)]
        variables = {**os.environ, "PYTHONPATH": str(ROOT)}
        said = subprocess.run(command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE)
    seconds, memory = json.loads(said.stdout)
    return Grown(projects, seconds, memory)


def _one(small: Path, large: Path) -> tuple[float, int]:
    """First the time, then, in a second build, the memory: counting it slows everything down."""
    import gc
    import tracemalloc

    from generator.pipeline import Settings, build

    gc.set_threshold(100_000)  # as the command does
    build(small, Settings(), ("docx", "md"))
    before = time.perf_counter()
    built = build(large, Settings(), ("docx", "md"))
    taken = time.perf_counter() - before
    if not built.reports:
        raise SystemExit("\n".join(one.message for one in built.diagnostics))
    del built
    tracemalloc.start()
    build(large, Settings(), ("docx", "md"))
    return taken, tracemalloc.get_traced_memory()[1]


if __name__ == "__main__":
    print(json.dumps(_one(Path(sys.argv[1]), Path(sys.argv[2]))))
