"""Work on a stranger's templates in, the same bounded in time and memory, whatever it is, out.

The budget of a report (`weighing`) is what stops a template; this stands behind it and asks for no cleverness: it knows
nothing of templates. What was weighed, and why these three:

- Time, where Python runs: a thread that sleeps until the time of a report's templates is used up raises TooLong in the
  thread that renders. It becomes a finding at the template's line, and the other files of the run go on. A signal
  (setitimer) would do on Linux alone; a check of the clock in the templates' own code is one more thing to forget.
- Time, where Python does not run (one call into C that never returns holds the lock that every thread needs): `faulthandler`
  waits in a thread of the C library and ends the process. It writes where it was, in its own words, as no Chinese text can
  be had any more; files are only ever moved into their place when they are whole, so that nothing half-written is left.
- Memory: a limit of the operating system on the process for as long as templates run, above what it has by then, so that
  Python raises MemoryError: RLIMIT_AS on Linux, a job object on Windows. Elsewhere (macOS does not keep to its limits) there
  is only the budget.

A process of its own for each stranger's pack would bound both, but costs its start: a third of a second on Linux, more on
Windows, for each report. This costs 0.2 ms. Packs that came with the program do without: the tests measure them.
"""

from __future__ import annotations

import _thread
import faulthandler
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .faults import TooLong
from .limits import LAST_SECONDS, MOST_MEMORY, MOST_SECONDS

AGAIN = 0.5
"""Seconds until it is raised once more, where the first one was caught by whoever was at work then."""
STDERR = 2
MEGABYTE = 1 << 20


@contextmanager
def bounded() -> Iterator[None]:
    """Raises TooLong or MemoryError out of what runs in it."""
    with _memory(), _last():
        watch = _Watch()
        try:
            yield
        finally:  # the first to be ended: what is raised late must not keep the others from it
            try:
                watch.end()
            except TooLong:  # before its first step
                watch.end()


@contextmanager
def _last() -> Iterator[None]:
    faulthandler.dump_traceback_later(LAST_SECONDS, exit=True, file=STDERR)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


class _Watch:
    """A thread that waits until it is told that all is done, or raises where the work goes on for too long."""

    def __init__(self) -> None:
        self.worker = _thread.get_ident()
        self.done, self.raising = _thread.allocate_lock(), _thread.allocate_lock()
        self.raised = self.over = False
        self.done.acquire()
        _thread.start_new_thread(self._wait, ())

    def _wait(self) -> None:
        left: float = MOST_SECONDS
        while not self.done.acquire(timeout=left):
            left = AGAIN
            with self.raising:
                if not self.over:
                    self.raised = True
                    _raise_in(self.worker, TooLong)

    def end(self) -> None:
        """No more is raised once this returns; what was raised just now comes out in here, and is dropped."""
        try:
            with self.raising:
                self.over = True
            if self.done.locked():
                self.done.release()
            if self.raised:
                for _ in range(3):  # Python looks for what is to be raised where a function begins, and a loop
                    _nothing()
        except TooLong:
            self.end()


def _nothing() -> None:
    pass


def _raise_in(thread: int, what: type[BaseException]) -> None:
    """It is raised there at the next step of Python. (It can be called off by raising NULL, but until 3.12 Python then
    looks for it for ever, and one that traces, as coverage does, never gets on.)"""
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(what))


if sys.platform == "win32":
    from .windows_memory import limited as _memory
elif sys.platform == "linux":

    @contextmanager
    def _memory() -> Iterator[None]:
        import resource

        before = resource.getrlimit(resource.RLIMIT_AS)
        most = _taken() + MOST_MEMORY * MEGABYTE
        bounds = [one for one in (most, *before) if one != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min(bounds), before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)

    def _taken() -> int:
        """Bytes of address space that the process has."""
        import resource

        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()

else:

    @contextmanager
    def _memory() -> Iterator[None]:
        yield
