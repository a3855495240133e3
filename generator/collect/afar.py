"""A bureau's packs and one report's bytes in, what is made of it out: what a worker of a cluster does, on a computer that has none of the folders.

A worker's thread cannot be ended, nor may it change the folder it works in; so each has a process (`crew`), as they have
at the bureau's own computer, and a file that crashes or never ends costs itself.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from msgspec import Struct

from .. import crew
from ..packs.carrying import USER, laid_out
from .filing import Filing
from .judging import Made, Order, make

Clock = Callable[[], float]


class Errand(Struct, frozen=True):
    """One run of one bureau: by what its processes are known, the sum of its packs, what is asked, how long a file may take."""

    ticket: str
    digest: str
    order: Order
    seconds: float


class _Own(threading.local):
    """A thread's process: files go in, what became of each comes out."""

    errand: Errand | None = None
    filings: SimpleQueue[Filing]
    done: Generator[crew.Done[Filing, Made], None, None]


_OWN = _Own()
_PLACES: dict[str, tempfile.TemporaryDirectory[str]] = {}
"""Packs as they were sent, by their sum; they go when the worker does."""
_STOPPED: set[str] = set()
"""Runs that were given up: a file that was handed over before that is looked at by no process of its own any more."""
_LOCK = threading.Lock()


def receive(digest: str, files: tuple[tuple[str, bytes], ...]) -> bool:
    """A nanny's worker is a process that may have none of its own until it says otherwise."""
    multiprocessing.current_process().daemon = False
    with _LOCK:
        if digest not in _PLACES:
            place = tempfile.TemporaryDirectory(prefix="zipingbao-", ignore_cleanup_errors=True)
            laid_out(files, Path(place.name))
            _PLACES[digest] = place
    return True


def stop(ticket: str) -> None:
    _STOPPED.add(ticket)
    crew.end(ticket)


def work(filing: Filing, errand: Errand, clock: Clock) -> Made | crew.Lost:
    """Every file of a run on the same thread goes to the same process; another run has one of its own."""
    if errand.ticket in _STOPPED:
        return "crashed"  # nobody waits for it
    if _OWN.errand != errand:
        if _OWN.errand is not None:
            _OWN.done.close()
        _OWN.errand, _OWN.filings = errand, SimpleQueue()
        there = partial(_there, order=errand.order, place=_PLACES[errand.digest].name)
        waiting = iter(_OWN.filings.get, None)  # the next is known when this one is done
        _OWN.done = crew.done(waiting, there, 1, errand.seconds, clock, errand.ticket, held=1)
    _OWN.filings.put(filing)
    try:
        return next(_OWN.done).result
    except BaseException:
        _OWN.errand = None  # what raised is at its end
        raise
    finally:
        if errand.ticket in _STOPPED:
            _OWN.done.close()
            _OWN.errand = None


def _there(filing: Filing, order: Order, place: str) -> Made:
    """In the process: messages name the packs by the paths that they have at the bureau."""
    os.chdir(place)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        os.environ[name] = str(Path(place, USER))
    return make(filing, order)
