"""Work of a library on a stranger's file in, the same ended after some seconds out: TooSlow comes out of what runs in it.

A thread raises it in the one that works, as `render/watch` does for templates: a broken PDF can keep its parser going for ever.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2
AGAIN = 0.5
"""Seconds until it is raised once more, where the library caught the first one."""


class TooSlow(BaseException):
    """No Exception: libraries that catch all of those must not catch this."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    worker, done, raising = threading.get_ident(), threading.Event(), threading.Lock()

    def watch() -> None:
        left = seconds
        while not done.wait(left):
            left = AGAIN
            with raising:
                if not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker), ctypes.py_object(TooSlow))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        with raising:
            done.set()


@contextmanager
def quiet() -> Iterator[None]:
    """What a library's machine code writes to standard error goes nowhere: a fault in it is raised, too, and told."""
    try:
        kept = os.dup(STDERR)
    except OSError:  # there is none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STDERR)
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
        os.close(nowhere)
