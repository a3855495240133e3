"""`python -m benchmarks.growth [NAMES]`: whether time grows with the text, or with its square.

Each kind is done at one size and at four times that, in this process and through the public entry: processor time, the
best of three, less what one of the kind takes. The exponent is log(time of 4n / time of n) / log 4; it exits with 1 where
one is above the limit. NAMES measures the kinds whose name holds one of them; without any growth.md is written.
"""

from __future__ import annotations

import gc
import math
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .growing import CASES, Growing, Work
from .machine import machine

LIMIT = 1.2
"""Sorting, and memory that no cache holds, make a little more than 1 of what is linear."""
RUNS, TIMES = 3, 4
QUICK = 0.15
"""Seconds of the larger size below which nothing need be measured: a limit refused it, or it costs next to nothing."""
RESULTS = Path(__file__).with_name("growth.md")
HEAD = """\
# 用时随篇幅增长

由 `python -m benchmarks.growth` 写出。每一种都在同一个进程里测 n 份和 4n 份，取三次里最短的处理器时间，减去只有一份时的用时；
指数是 log(4n 的用时 / n 的用时) / log 4，不超过 {limit}。{quick} 秒以内的不算指数：多半是超过限度，马上就退回了。

{machine}

"""


@dataclass(frozen=True, slots=True)
class Grown:
    """Seconds for one, for so many and for four times as many."""

    name: str
    size: int
    fixed: float
    small: float
    large: float

    @property
    def exponent(self) -> float | None:
        if self.large - self.fixed < QUICK:
            return None
        return math.log((self.large - self.fixed) / max(self.small - self.fixed, 0.001)) / math.log(TIMES)

    @property
    def kept(self) -> bool:
        return self.exponent is None or self.exponent <= LIMIT


def grown(case: Growing) -> Grown:
    one, small, large = (_seconds(case, size) for size in (1, case.size, TIMES * case.size))
    return Grown(case.name, case.size, one, small, large)


def _seconds(case: Growing, size: int) -> float:
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # packs beside the file are looked for here
        try:
            work = case.prepare(size, Path(folder))
            return min(_once(work) for _ in range(RUNS))
        finally:
            os.chdir(here)


def _once(work: Work) -> float:
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before


def _row(one: Grown) -> str:
    exponent = "—" if one.exponent is None else f"{one.exponent:.2f}"
    kept = "" if one.kept else "超过"
    return f"| {one.name} | {one.size} | {one.small:.3f} | {one.large:.3f} | {exponent} | {kept} |"


def main() -> int:
    gc.set_threshold(100_000)  # as the command does
    wanted = sys.argv[1:]
    chosen = [case for case in CASES if not wanted or any(one in case.name for one in wanted)]
    rows = ["| 种类 | n | n 的秒数 | 4n 的秒数 | 指数 | |", "| --- | ---: | ---: | ---: | ---: | --- |"]
    print("\n".join(rows))
    kept = True
    for case in chosen:
        found = grown(case)
        kept &= found.kept
        rows.append(_row(found))
        print(rows[-1], flush=True)
    if not wanted:
        head = HEAD.format(limit=LIMIT, quick=QUICK, machine=machine())
        RESULTS.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
