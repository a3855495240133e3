"""Reports and the address of a Dask scheduler in, what became of each out, as it is made by workers on any computer.

The only place that imports Dask. Which worker has which report is kept here, not there: one that goes loses nothing, one
that comes is looked at before it is given anything, and has the packs sent first.
"""

from __future__ import annotations

import logging
import pkgutil
import secrets
import warnings
from asyncio import CancelledError
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from .. import __version__, crew
from ..codes.taking import SHORT_OF, UNFIT, UNREACHED
from ..diagnostic import Diagnostic, Label
from ..packs.carrying import Carried, carried
from ..source import whole_file
from . import afar
from .filing import Filing, Outcome
from .judging import Made, Order, put

PATIENCE = 10.0
"""Seconds that a scheduler, or a first worker, may take to be there."""
_LOOK = 1.0
"""Seconds after which it is looked who came and who went."""
_TRIES = 3
"""Workers that may go with a report in hand before it is said to have crashed them."""
_LONGEST = 30.0
"""Seconds that a result may take to come over."""
_EXTRA = '运行 pip install "zipingbao[cluster]"；没有联网的机器，向技术人员要带这一项的安装包'
_START = "看看地址和端口，那边的 dask scheduler、dask worker 是不是开着，防火墙放不放行；不用别的电脑就不写 --scheduler"


class Unreached(Exception):
    """The run cannot go on there; what came back is kept."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.message)
        self.found = found


class Where(Struct, frozen=True):
    """The scheduler's address, a clock that goes on, and who hears of workers that are of no use."""

    address: str
    clock: Callable[[], float]
    warn: Callable[[Diagnostic], None]


class _Given(Struct, frozen=True):
    filing: Filing
    tries: int = 0
    worker: str = ""


class _Cluster(Struct):
    client: Any
    where: Where
    packs: Carried
    errand: afar.Errand
    fit: dict[str, int] = field(default_factory=dict)
    """Workers that may be given reports, with their threads."""
    unfit: dict[str, str] = field(default_factory=dict)
    given: dict[Any, _Given] = field(default_factory=dict)
    """By the future of what is made of it."""
    back: list[_Given] = field(default_factory=list)
    """Reports whose worker went."""
    ready: SimpleQueue[Any] = field(default_factory=SimpleQueue)
    looked: float = float("-inf")
    alone: float | None = None
    """Since when there is no worker."""


def lacking() -> Diagnostic | None:
    """The library that only this needs."""
    import importlib.util

    if importlib.util.find_spec("distributed") is not None:
        return None
    return Diagnostic(SHORT_OF, "--scheduler 要用的 distributed 没有装", Label(whole_file("distributed")), help=_EXTRA)


def done(
    tasks: Iterable[Filing], order: Order, seconds: float, where: Where
) -> Generator[crew.Done[Filing, Outcome], None, None]:
    """As `crew.done`. Reports that are built are written here."""
    settings = order.settings
    packs = carried(settings.template_dirs, settings.only)
    there = replace(
        order,
        settings=replace(
            settings,
            template_dirs=tuple(map(Path, packs.template_dirs)),
            only=Path(packs.only) if packs.only is not None else None,
        ),
        reports=Path() if order.reports is not None else None,
    )
    errand = afar.Errand(f"zipingbao {secrets.token_hex(8)}", packs.digest, there, seconds)
    one = _Cluster(_client(where.address), where, packs, errand)
    try:
        for ended in _worked(one, iter(tasks)):
            task, made = ended.task, ended.result
            yield crew.Done(task, put(task, made, order) if isinstance(made, Made) else made)
    finally:
        _ended(one)


def _client(address: str) -> Any:
    import distributed

    connect: Any = distributed.Client
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: what matters of them is asked below
            return connect(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # by the library's kinds of connection: OSError, ValueError, RuntimeError, TypeError
        fact = f"{PATIENCE:g} 秒内接不上调度程序 {address}"
        raise Unreached(_unreached(address, fact, f"{type(error).__name__}: {error}")) from error


def _unreached(address: str, fact: str, *notes: str) -> Diagnostic:
    return Diagnostic(UNREACHED, fact, Label(whole_file(address)), notes=notes, help=_START)


def _worked(one: _Cluster, tasks: Iterator[Filing]) -> Iterator[crew.Done[Filing, Made]]:
    more = True
    while True:
        _look(one)
        yield from _given_up(one)
        more = _handed_out(one, tasks, more)
        if not (more or one.given or one.back):
            return
        yield from _heard(one)


def _look(one: _Cluster) -> None:
    """Who came, who went: what these had in hand is for the others."""
    now = one.where.clock()
    if now - one.looked < _LOOK:
        return
    one.looked = now
    there = _threads(one)
    for worker in [worker for worker in one.fit if worker not in there]:
        del one.fit[worker]
        for future in [future for future, given in one.given.items() if given.worker == worker]:
            one.back.append(_again(one.given.pop(future)))
            future.cancel()
    fresh = [worker for worker in there if worker not in one.fit and worker not in one.unfit]
    if fresh:
        one.fit.update({worker: there[worker] for worker in _tried(one, fresh)})
    if one.fit:
        one.alone = None
    elif one.alone is None:
        one.alone = now
    elif now - one.alone > PATIENCE:
        told = tuple(f"{worker} {one.unfit[worker]}" for worker in there if worker in one.unfit)
        fact = f"{one.where.address} 那边 {PATIENCE:g} 秒没有一个能用的工作进程"
        raise Unreached(_unreached(one.where.address, fact, *told))


def _threads(one: _Cluster) -> dict[str, int]:
    """What works there now."""
    try:
        if one.client.status == "running":
            return dict(one.client.nthreads())
        fact = "连接断了"
    except Exception as error:  # by the library's kinds of connection
        fact = f"{type(error).__name__}: {error}"
    address = one.where.address
    raise Unreached(_unreached(address, f"与调度程序 {address} 断了，查完的都记下了", fact))


def _tried(one: _Cluster, fresh: list[str]) -> list[str]:
    """Those of them that are of this version and took the packs."""
    versions = _everywhere(one, fresh, pkgutil.resolve_name, "generator:__version__")
    for worker in fresh:
        said = versions.get(worker)
        if isinstance(said, ImportError | AttributeError):
            _unusable(one, worker, "没有装 zipingbao")
        elif said != __version__:
            _unusable(one, worker, f"的 zipingbao 是 {said} 版，这里是 {__version__} 版")
    same = [worker for worker in fresh if versions.get(worker) == __version__]
    took = _everywhere(one, same, afar.receive, one.packs.digest, one.packs.files) if same else {}
    for worker in same:
        if took.get(worker) is not True:
            _unusable(one, worker, f"收不下模板包：{took.get(worker)}")
    return [worker for worker in same if worker not in one.unfit]


def _everywhere(one: _Cluster, workers: list[str], do: Callable[..., Any], *given: Any) -> dict[str, Any]:
    try:
        return dict(one.client.run(do, *given, workers=workers, on_error="return"))
    except Exception as error:  # by the library's kinds of connection
        return dict.fromkeys(workers, error)


def _unusable(one: _Cluster, worker: str, why: str) -> None:
    if worker not in one.unfit:
        one.unfit[worker] = why
        one.fit.pop(worker, None)
        tell = "在那台电脑上装同一版 zipingbao，再开 dask worker"
        one.where.warn(Diagnostic(UNFIT, f"{worker} {why}，没有用它", Label(whole_file(worker)), help=tell))


def _given_up(one: _Cluster) -> Iterator[crew.Done[Filing, Made]]:
    """What took several workers with it."""
    for given in [given for given in one.back if given.tries >= _TRIES]:
        one.back.remove(given)
        yield crew.Done(given.filing, "crashed")


def _again(given: _Given) -> _Given:
    return _Given(given.filing, given.tries + 1)


def _handed_out(one: _Cluster, tasks: Iterator[Filing], more: bool) -> bool:
    """Every thread has one in hand and one beside; whether there are more tasks."""
    while worker := _freest(one):
        given = one.back.pop() if one.back else None
        if given is None:
            filing = next(tasks, None) if more else None
            if filing is None:
                return False
            given = _Given(filing)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the size of a report: ten megabytes at most
            future = one.client.submit(
                afar.work, given.filing, one.errand, one.where.clock, workers=[worker], pure=False
            )
        one.given[future] = replace(given, worker=worker)
        future.add_done_callback(one.ready.put)
    return more


def _freest(one: _Cluster) -> str | None:
    loads = dict.fromkeys(one.fit, 0)
    for given in one.given.values():
        loads[given.worker] += 1
    free = [worker for worker, load in loads.items() if load <= one.fit[worker]]
    return min(free, key=lambda worker: loads[worker] / one.fit[worker], default=None)


def _heard(one: _Cluster) -> Iterator[crew.Done[Filing, Made]]:
    """What came back within a moment."""
    try:
        future = one.ready.get(timeout=_LOOK)
    except Empty:
        return
    given = one.given.pop(future, None)
    if given is None:  # its worker went, and it is with another
        return
    try:
        result = future.result(timeout=_LONGEST)
    except (Exception, CancelledError) as error:  # a future is cancelled where the scheduler is gone
        if future.status == "error":
            _unusable(one, given.worker, f"做不了：{type(error).__name__}: {error}")
        one.back.append(_again(given))
        one.looked = float("-inf")
    else:
        yield crew.Done(given.filing, result)


def _ended(one: _Cluster) -> None:
    """What is still being done there is given up."""
    for future in one.given:
        future.cancel()
    with suppress(Exception):  # it may be what ended this
        if one.client.status == "running":
            _everywhere(one, list(one.fit), afar.stop, one.errand.ticket)
    with suppress(Exception):
        one.client.close()
