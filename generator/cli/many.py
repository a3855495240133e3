"""Inputs and what is done with one in, what became of each out: here where they are few, in processes where they are many."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from typing import Generic, TypeVar

from msgspec import Struct

from ..codes.taking import TOO_LONG
from ..diagnostic import Diagnostic, Label
from ..source import whole_file
from . import console
from .targets import InputFile

MANY = 24
"""Inputs from which on processes of their own are begun: a process takes as long to begin as some files take."""
Result = TypeVar("Result")


class Effort(Struct, frozen=True):
    """How many processes are wanted (None: as many as there are cores, where it pays), and how long one file may take."""

    jobs: int | None = None
    seconds: float = 60.0

    def apart(self, files: int) -> bool:
        """Whether files are worked on in processes of their own, each of which may crash, or be ended."""
        return files >= MANY or (files > 1 and self.jobs is not None)


class Became(Struct, Generic[Result], frozen=True):
    """The number of an input, and what was made of it, or how it was lost."""

    number: int
    result: Result | Diagnostic


def each(
    asked: Sequence[InputFile], do: Callable[[InputFile], Result], effort: Effort, step: Callable[[str], None]
) -> Generator[Became[Result], None, None]:
    """As soon as each is known, in any order; `step` hears of every file."""
    if not effort.apart(len(asked)):
        for number, one in enumerate(asked):
            step(str(one.path))
            yield Became(number, do(one))
        return
    from .. import crew  # processes of its own take a fortieth of a run of one file to import

    tasks, work, jobs = enumerate(asked), partial(_numbered, do), effort.jobs or crew.cores()
    with closing(crew.done(tasks, work, jobs, effort.seconds, time.monotonic)) as done:
        for ended in done:
            number, target = ended.task
            step(str(target.path))
            result = ended.result
            yield Became(number, _lost(target, result, effort.seconds) if isinstance(result, str) else result)


@contextmanager
def unbroken() -> Iterator[None]:
    """Ctrl+C is heard when what was begun is done: what is written is told too."""
    before, heard = signal.getsignal(signal.SIGINT), list[int]()
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt


def _numbered(do: Callable[[InputFile], Result], task: tuple[int, InputFile]) -> Result:
    return do(task[1])


def _lost(target: InputFile, how: object, seconds: float) -> Diagnostic:
    name = str(target.path)
    fact = f"{name} 查了 {seconds:g} 秒还没有查完，停下了" if how == "late" else f"检查 {name} 的进程中途崩溃了"
    tell = "看看这份文件是不是大得离谱；是的，用 --time-limit 多给些时间；像正常的，请发给维护者"
    return Diagnostic(TOO_LONG, fact, Label(whole_file(name)), help=tell)


def broken_off(done: str, number: int, total: int) -> int:
    """Said where the user ended a run of several files."""
    left = f"：{done} {number} 个文件，还有 {total - number} 个没有做" if total > 1 else ""
    console.tell(f"已中断{left}\n")
    return 130


class InOrder(Generic[Result]):
    """What comes in any order, handed on in that of the command line."""

    def __init__(self) -> None:
        self._waiting: dict[int, Result] = {}
        self._next = 0

    def due(self, number: int, one: Result) -> Iterator[Result]:
        """What can be told now."""
        self._waiting[number] = one
        while self._next in self._waiting:
            self._next += 1
            yield self._waiting.pop(self._next - 1)

    def rest(self) -> Iterator[Result]:
        """What is left where the run was broken off."""
        yield from (self._waiting[number] for number in sorted(self._waiting))
