"""Tasks and what does one in, what became of each out, as soon as it is known: processes of which each may crash, or never end.

`concurrent.futures` gives up the whole pool where one process dies, and cannot end one; here each process has a pipe of
its own, and one that is silent for too long is ended and replaced.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, Literal, TypeVar

from msgspec import Struct

Task = TypeVar("Task")
Result = TypeVar("Result")
Lost = Literal["late", "crashed"]
_BEGIN = 60.0
"""Seconds that a process may take to begin: on a network drive, beside a virus scanner."""
_SWEPT = 10
"""Files after which what they left in circles is swept up."""
_TOO_LATE = 5.0
"""Seconds that a process has to end by itself once it is told to."""


class Done(Struct, Generic[Task, Result], frozen=True):
    """What became of a task: what was made of it, or how it was lost."""

    task: Task
    result: Result | Lost


class _Worker(Struct, Generic[Task, Result]):
    process: SpawnProcess
    pipe: Connection[tuple[Task] | None, tuple[Result] | None]
    tasks: deque[Task]
    """The first is the one that it is at."""
    since: float = 0.0
    ready: bool = False


def cores() -> int:
    """How many tasks this process may have done at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def done(
    tasks: Iterable[Task],
    do: Callable[[Task], Result],
    jobs: int,
    seconds: float,
    clock: Callable[[], float],
    name: str = "zipingbao",
    held: int = 2,
) -> Generator[Done[Task, Result], None, None]:
    """`do` is the same function in every process, and is handed to each once. Whoever stops asking (Ctrl+C) ends them all.

    `name` is what the processes are called, for who has to end them from another thread (`end`). A process has up to `held`
    tasks: one that it is at, and one to go on with while that one's result is looked at here.
    """
    waiting = iter(tasks)
    back: deque[Task] = deque()  # those that a process had still before it when it was lost
    workers: list[_Worker[Task, Result]] = []
    try:
        more = True
        while more or back or _busy(workers):
            while (more or back) and sum(len(one.tasks) for one in workers) < jobs * held:
                task = back.popleft() if back else next(waiting, None)
                more = more and task is not None
                if task is not None:
                    _given(_taker(workers, jobs, do, name), task, clock())
            yield from _heard(workers, back, seconds, clock)
    finally:
        for one in workers:
            _ended(one)


def _busy(workers: list[_Worker[Task, Result]]) -> list[_Worker[Task, Result]]:
    return [one for one in workers if one.tasks]


def end(name: str) -> None:
    """What the processes of that name were at is lost; whoever waits for it hears that."""
    for one in multiprocessing.active_children():
        if one.name == name:
            one.kill()


def _taker(
    workers: list[_Worker[Task, Result]], jobs: int, do: Callable[[Task], Result], name: str
) -> _Worker[Task, Result]:
    """Who has least to do; a new one before any has two tasks."""
    least = min(workers, key=lambda one: len(one.tasks), default=None)
    if least is None or (least.tasks and len(workers) < jobs):
        least = _started(do, name)
        workers.append(least)
    return least


def _given(to: _Worker[Task, Result], task: Task, now: float) -> None:
    if not to.tasks:
        to.since = now
    to.tasks.append(task)
    with suppress(OSError):  # it died idle: its end is heard like any other
        to.pipe.send((task,))


def _heard(
    workers: list[_Worker[Task, Result]], back: deque[Task], seconds: float, clock: Callable[[], float]
) -> Iterator[Done[Task, Result]]:
    """What is known by now; what a lost process had not begun comes `back`."""
    busy = _busy(workers)
    if not busy:
        return
    ready = wait([one.pipe for one in busy], max(0.0, min(_end(one, seconds) for one in busy) - clock()))
    for one in busy:
        if one.pipe in ready:
            try:
                heard = one.pipe.recv()
                one.since = clock()
                if heard is None:
                    one.ready = True
                else:
                    yield Done(one.tasks.popleft(), heard[0])
                continue
            except (EOFError, OSError):
                lost: Lost = "crashed"
        elif clock() >= _end(one, seconds):
            lost = "late"
        else:
            continue
        _ended(one)
        workers.remove(one)
        task, *rest = one.tasks
        back.extend(rest)
        yield Done(task, lost)


def _end(one: _Worker[Task, Result], seconds: float) -> float:
    """What a process needs to begin is not the file's."""
    return one.since + (seconds if one.ready else max(seconds, _BEGIN))


def _started(do: Callable[[Task], Result], name: str) -> _Worker[Task, Result]:
    """Spawned on every system: a fork of a process with threads is not safe, and Windows has none."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, do), name=name, daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, deque())


def _ended(one: _Worker[Task, Result]) -> None:
    one.pipe.close()
    if one.tasks:
        one.process.kill()
    one.process.join(_TOO_LATE)
    if one.process.is_alive():
        one.process.kill()
        one.process.join(_TOO_LATE)


def _serve(pipe: Connection[tuple[Result] | None, tuple[Task] | None], do: Callable[[Task], Result]) -> None:
    """Ctrl+C is for the parent; where that is gone, so is the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000)
    threading.Thread(target=_orphaned, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send(None)
        for number in count():
            task = pipe.recv()
            if task is None:
                return
            pipe.send((do(task[0]),))
            if number % _SWEPT == 0:
                gc.collect()
            if number == 0:
                gc.freeze()  # the program and its packs stay: they are not looked through again


def _orphaned() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        signal.raise_signal(signal.SIGTERM)
