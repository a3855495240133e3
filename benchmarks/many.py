"""`python -m benchmarks.many`: check and build of many departments in one run, on one core and on several; then of ten times
as many, whether memory grows with them.

`--count 100` tries fewer than the thousand, `--jobs 1,2` says which numbers of processes; many.md is written anew.
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from .departments import department
from .machine import machine
from .processes import ROOT

LARGE = ROOT / "inputs" / "shifan-2024.yaml"
RESULTS = Path(__file__).with_name("many.md")
PAUSE = 0.05
"""Seconds between two looks at the memory."""
AT_ONCE, PARENT, FIRST = 1.8, 200, 2.0
"""What is aimed at: throughput of two processes against one, megabytes of the parent, seconds to the first output."""
HEAD = """\
# 一次做很多份

由 `python -m benchmarks.many` 写出：{count} 个部门，一次运行。内存隔 {pause} 秒看一次，“最大的进程”是各进程里最大的一个；
“第一份”是第一条结论或第一个写出的文件。“倍数”是同一件事与一个进程相比快几倍；一个进程的那一行，整个程序只给一个核（不然写文件的
主进程用着另一个核，算不得一个）。目标：两个进程 ≥ {at_once}，主进程 < {parent} MB（每多一份只多记它的文件名，约 1 KB），第一份 < {first} 秒。

{date}，{machine}；测的时候系统负载 {load}（机器上同时有别的程序在跑时，倍数和用时都不作数）

| 部门 | 份数 | 做什么 | 进程 | 用时 | 每秒 | 倍数 | CPU | 主进程 | 最大的进程 | 第一份 |
| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


@dataclass(frozen=True)
class Measured:
    """Seconds and bytes of one run."""

    wall: float
    cpu: float
    parent: int
    largest: int
    first: float


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--jobs", default="1,2")
    options.add_argument("--date", default=datetime.date.today().isoformat())
    asked = options.parse_args()
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "不知道"
    head = HEAD.format(count=asked.count, pause=PAUSE, at_once=AT_ONCE, parent=PARENT, first=FIRST, date=asked.date, machine=machine(), load=load)  # fmt: skip
    lines = []
    for line in _rows(asked.count, [int(one) for one in asked.jobs.split(",")]):
        print(line, flush=True)
        lines.append(line)
    RESULTS.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def _rows(count: int, jobs: Sequence[int]) -> Iterator[str]:
    kinds = {"两个项目": lambda number: department(2, number), "shifan-2024": lambda number: LARGE.read_text("utf-8")}
    for kind, text in kinds.items():
        with _departments(count, text) as folder:
            for command in ("check", "build"):
                alone = 0.0
                for one in jobs:
                    took = _measured(folder, command, one)
                    alone = alone or took.wall
                    yield _row(kind, count, command, one, took, f"{alone / took.wall:.2f}")
    kind, text = next(iter(kinds.items()))
    with _departments(count * 10, text) as folder:
        for command in ("check", "build"):
            yield _row(kind, count * 10, command, max(jobs), _measured(folder, command, max(jobs)), "")


@contextmanager
def _departments(count: int, text: Callable[[int], str]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            Path(folder, f"{number:05}.yaml").write_text(text(number), encoding="utf-8")
        yield folder


def _row(kind: str, count: int, command: str, jobs: int, took: Measured, times: str) -> str:
    return (
        f"| {kind} | {count:,} | {command} | {jobs} | {took.wall:.1f} 秒 | {count / took.wall:.1f} | {times} "
        f"| {took.cpu:.1f} 秒 | {took.parent >> 20} MB | {took.largest >> 20} MB | {took.first:.1f} 秒 |"
    )


def _measured(folder: str, command: str, jobs: int) -> Measured:
    """One run as a user begins it, looked at from outside."""
    with tempfile.TemporaryDirectory() as out:
        said = Path(out, "said")
        words = [sys.executable, "-m", "generator.cli", command, *sorted(map(str, Path(folder).glob("*.yaml")))]
        words += ["--jobs", str(jobs), *(["-o", str(Path(out, "made"))] if command == "build" else [])]
        before = os.times()
        began = time.perf_counter()
        with said.open("wb") as file:
            run = subprocess.Popen(words, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)
            if jobs == 1:
                psutil.Process(run.pid).cpu_affinity([0])
            parent = largest = 0
            first = 0.0
            while run.poll() is None:
                if not first and _begun(Path(out, "made") if command == "build" else said):
                    first = time.perf_counter() - began
                own, most = _memory(run.pid)
                parent, largest = max(parent, own), max(largest, most)
                time.sleep(PAUSE)
        wall, after = time.perf_counter() - began, os.times()
        if run.returncode != 0:
            sys.exit(said.read_text("utf-8")[-2000:])
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return Measured(wall, cpu, parent, largest, first)


def _begun(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.is_file() and path.stat().st_size > 0


def _memory(pid: int) -> tuple[int, int]:
    """Bytes of the parent, and of the largest of all its processes."""
    try:
        whole = psutil.Process(pid)
        sizes = [one.memory_info().rss for one in (whole, *whole.children(recursive=True))]
    except psutil.Error:
        return 0, 0
    return sizes[0], max(sizes)


if __name__ == "__main__":
    main()
