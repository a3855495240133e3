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
    task: tuple[Task] | None = None
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
) -> Generator[Done[Task, Result], None, None]:
    """`do` is the same function in every process, and is handed to each once. Whoever stops asking (Ctrl+C) ends them all.

    `name` is what the processes are called, for who has to end them from another thread (`end`).
    """
    waiting = iter(tasks)
    workers: list[_Worker[Task, Result]] = []
    try:
        more = True
        while more or _busy(workers):
            while more and len(_busy(workers)) < jobs:
                task = next(waiting, None)
                more = task is not None
                if task is not None:
                    _given(workers, task, do, clock(), name)
            yield from _heard(workers, seconds, clock)
    finally:
        for one in workers:
            _ended(one)


def _busy(workers: list[_Worker[Task, Result]]) -> list[_Worker[Task, Result]]:
    return [one for one in workers if one.task is not None]


def end(name: str) -> None:
    """What the processes of that name were at is lost; whoever waits for it hears that."""
    for one in multiprocessing.active_children():
        if one.name == name:
            one.kill()


def _given(
    workers: list[_Worker[Task, Result]], task: Task, do: Callable[[Task], Result], now: float, name: str
) -> None:
    idle = next((one for one in workers if one.task is None), None)
    if idle is None:
        idle = _started(do, name)
        workers.append(idle)
    idle.task, idle.since = (task,), now
    with suppress(OSError):  # it died idle: its end is heard like any other
        idle.pipe.send((task,))


def _heard(
    workers: list[_Worker[Task, Result]], seconds: float, clock: Callable[[], float]
) -> Iterator[Done[Task, Result]]:
    busy = _busy(workers)
    if not busy:
        return
    ready = wait([one.pipe for one in busy], max(0.0, min(_end(one, seconds) for one in busy) - clock()))
    for one in busy:
        task = one.task
        if task is None:
            continue
        if one.pipe in ready:
            try:
                heard = one.pipe.recv()
                if heard is None:
                    one.ready, one.since = True, clock()
                    continue
                one.task = None
                yield Done(task[0], heard[0])
                continue
            except (EOFError, OSError):
                lost: Lost = "crashed"
        elif clock() >= _end(one, seconds):
            lost = "late"
        else:
            continue
        _ended(one)
        workers.remove(one)
        yield Done(task[0], lost)


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
    return _Worker(process, ours)


def _ended(one: _Worker[Task, Result]) -> None:
    one.pipe.close()
    if one.task is not None:
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
