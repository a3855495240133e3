"""Things to do in, how long each took out: they take turns, so that a busy moment of the machine hits all of them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results: what was measured, against what, and how far it may go."""

    what: str
    own: float
    """Seconds."""
    peer: str
    other: float
    limit: float | None

    @property
    def ratio(self) -> float:
        return self.own / self.other

    @property
    def kept(self) -> bool:
        return self.limit is None or self.ratio <= self.limit


def medians(things: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """The median seconds of each, without the garbage collector (as timeit does); the first round only warms up."""
    taken: dict[str, list[float]] = {name: [] for name in things}
    for turn in range(runs + 1):
        for name, thing in things.items():
            gc.collect()
            gc.disable()
            before = time.perf_counter()
            thing()
            after = time.perf_counter()
            gc.enable()
            if turn:
                taken[name].append(after - before)
    return {name: statistics.median(times) for name, times in taken.items()}
