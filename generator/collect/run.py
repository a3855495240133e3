"""An inbox, a roster and a folder of results in; the folder brought up to date, and what is said of it, out."""

from __future__ import annotations

import errno
import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from .. import __version__, crew
from ..codes.taking import NOWHERE, TOO_LONG
from ..container import Flaw
from ..diagnostic import Diagnostic, Label, has_errors
from ..output import Turn, turn
from ..output.failures import failure
from ..packs.asked import Asked as AskedPack
from ..pipeline import read_packs
from ..source import whole_file
from . import cluster, since
from .asking import Answer
from .filing import Filing, Identity, Member, Outcome, PackUse
from .inbox import Inbox, Sent, look_through, unread
from .judging import Order, failed, judge
from .results import Results, ask, write_results
from .roster import Roster, read_roster
from .standing import Filed, Standing, standing, summed_up
from .store import NAME as STORE
from .store import Store

WORDS = "words"
"""In the store: what the command line said, for --resume."""
PAST = "past"
"""In the store: how the units stood when a run was through."""


class Asked(Struct, frozen=True):
    """What the user asks of a run."""

    inbox: Path
    roster: Path
    folder: Path
    order: Order
    year: str | None = None
    jobs: int = 1
    seconds: float = 60.0
    scheduler: str | None = None
    """The address of the cluster that does the work in place of this computer."""


class Task(Struct, frozen=True):
    """What the outside gives: a clock that goes on, the time as it is told, and who hears of every file that is done."""

    clock: Callable[[], float]
    when: str
    words: str
    total: Callable[[int, int], None]
    step: Callable[[str], None]


class Settled(Struct):
    """How the run ended."""

    found: list[Diagnostic] = field(default_factory=list)
    results: Results | None = None
    standing: Standing | None = None
    changed: tuple[since.Change, ...] = ()
    before: str = ""
    """When the run before this one was."""
    others: dict[str, int] = field(default_factory=dict)
    idle: int = 0
    """YAML files that are no reports."""
    known: int = 0
    """Reports that were not looked at again."""


def collect(asked: Asked, task: Task) -> Settled:
    """All of it; KeyboardInterrupt leaves what is done in the store."""
    settled = Settled()
    roster = read_roster(asked.roster)
    if isinstance(roster, Diagnostic):
        settled.found.append(roster)
        return settled
    settled.found += roster.found
    if not asked.inbox.is_dir():
        settled.found.append(_nowhere(asked.inbox, "不存在或者不是文件夹"))
        return settled
    try:
        asked.folder.mkdir(parents=True, exist_ok=True)
        with turn(asked.folder, patience=0) as mine, Store(asked.folder) as store:
            _collect(asked, task, roster, mine, store, settled)
    except cluster.Unreached as error:
        settled.found.append(error.found)
    except OSError as error:
        settled.found.append(failure(asked.folder, error))
    except sqlite3.Error as error:  # a full disk, a folder that another run writes to where there are no locks
        settled.found.append(failure(asked.folder, OSError(errno.EIO, str(error))))
    return settled


def _collect(asked: Asked, task: Task, roster: Roster, mine: Turn, store: Store, settled: Settled) -> None:
    store.note(WORDS, task.words)
    inbox = look_through(asked.inbox, asked.folder)
    settled.others = dict(inbox.others)
    if not inbox.sent and not inbox.found:
        settled.found.append(_nowhere(asked.inbox, "里一个填报文件都没有"))
        return
    filed = _looked_at(asked, task, inbox, store, settled) + [_unreadable(one) for one in inbox.found]
    now = standing(roster, filed, asked.year)
    before = since.past(store.word(PAST))
    settled.standing, settled.before, settled.changed = now, before.when, since.changes(before, now)
    with tempfile.TemporaryDirectory(prefix="zipingbao-", ignore_cleanup_errors=True) as spare:
        settled.results = write_results(
            settled.standing, settled.changed, store.get, mine, Path(spare), task.when, settled.before
        )
    settled.found += settled.results.found
    if not has_errors(settled.results.found):
        store.finish({PAST: since.to_remember(now, task.when)}, [one.key for one in filed])


def _looked_at(asked: Asked, task: Task, inbox: Inbox, store: Store, settled: Settled) -> list[Filed]:
    """Every report that was sent: those whose bytes are known as they are, the others by the pool."""
    filed: dict[str, Filed] = {}
    keys = {one.name: _key(one, asked) for one in inbox.sent}
    sent = {one.name: one for one in inbox.sent}
    fresh = _Packs(asked.order)

    def take(one: Sent, outcome: Outcome) -> None:
        if outcome.kind == "other":
            settled.idle += 1
        else:
            filed[one.name] = summed_up(one.name, keys[one.name], one.sum, one.stamp, outcome)

    waiting = []
    for one in inbox.sent:
        outcome = store.get(keys[one.name])
        if outcome is not None and outcome.kept and fresh.same(outcome) and _built(outcome, asked.order):
            take(one, outcome)
            settled.known += 1
        else:
            waiting.append(one)
    task.total(len(waiting), settled.known)
    for one, outcome in _judged(waiting, inbox, asked, task, settled.found.append):
        store.keep(keys[one.name], outcome)
        take(one, outcome)
        task.step(one.name)
    return [filed[name] for name in sent if name in filed]


def _judged(
    waiting: Sequence[Sent], inbox: Inbox, asked: Asked, task: Task, warn: Callable[[Diagnostic], None]
) -> Iterator[tuple[Sent, Outcome]]:
    by_name = {one.name: one for one in waiting}
    gone: list[tuple[Sent, Outcome]] = []

    def filings() -> Iterator[Filing]:
        for one in waiting:
            filing = inbox.filing(one)
            if isinstance(filing, Flaw):
                empty = Filing(one.name, (Member(one.name, b""),))
                gone.append((one, failed(empty, unread(one.name, filing))))
            else:
                yield filing

    if asked.scheduler is not None and waiting:
        where = cluster.Where(asked.scheduler, task.clock, warn)
        working = cluster.done(filings(), asked.order, asked.seconds, where)
    else:
        work = partial(judge, order=asked.order)
        working = crew.done(filings(), work, asked.jobs, asked.seconds, task.clock)
    with closing(working) as done:
        for one in done:
            yield by_name[one.task.name], _outcome(one, asked.seconds)
    yield from gone


def _outcome(done: crew.Done[Filing, Outcome], seconds: float) -> Outcome:
    if isinstance(done.result, Outcome):
        return done.result
    name = done.task.name
    fact = f"{name} 查了 {seconds:g} 秒还没有查完，停下了" if done.result == "late" else f"检查 {name} 的进程中途崩溃了"
    tell = "看看这份文件是不是大得离谱；像正常的，请发给维护者"
    return failed(done.task, Diagnostic(TOO_LONG, fact, Label(whole_file(name)), help=tell))


def _unreadable(one: Diagnostic) -> Filed:
    """What cannot be opened is still somebody's, by its name."""
    name = one.place.file
    titles = {one.code.id: one.code.title}
    return Filed(name, "", "", 0.0, Identity(), (), (), 0, 0, tuple(titles), titles, own=[one])


class _Packs:
    """Whether the packs that an outcome was judged by are still the same ones; each is read once."""

    def __init__(self, order: Order) -> None:
        self._where = order.settings.folders(Path(tempfile.gettempdir()) / "没有")
        self._known: dict[str, str] = {}

    def same(self, outcome: Outcome) -> bool:
        return all(one.digest and self._digest(one) == one.digest for one in outcome.packs)

    def _digest(self, one: PackUse) -> str:
        key = f"{one.name} {one.version}"
        if key not in self._known:
            packs, _ = read_packs([AskedPack(one.name, None, one.version)], self._where)
            self._known[key] = packs[0].digest() if packs else ""
        return self._known[key]


def _key(one: Sent, asked: Asked) -> str:
    """All that an outcome depends on but the packs, which are known only when it is there."""
    settings = asked.order.settings
    how = [
        __version__,
        one.name,
        one.sum,
        settings.template,
        str(settings.only),
        [str(path) for path in settings.template_dirs],
    ]
    return hashlib.sha256(json.dumps(how).encode()).hexdigest()


def _built(outcome: Outcome, order: Order) -> bool:
    """Whether nothing is left to build."""
    if order.reports is None or any(one.level == "error" for one in outcome.found) or outcome.kind != "report":
        return True
    folder = order.reports
    return bool(outcome.reports) and all((folder / name).is_file() for name in outcome.reports)


def _nowhere(path: Path, fact: str) -> Diagnostic:
    tell = "核对收件文件夹的路径；填报文件是 .yaml，也可以在压缩包（.zip）里"
    return Diagnostic(NOWHERE, f"{path} {fact}", Label(whole_file(str(path))), help=tell)


def remembered(folder: Path) -> str:
    """What the last run was asked for, "" where there was none."""
    if not (folder / STORE).is_file():
        return ""
    try:
        with turn(folder, patience=0), Store(folder) as store:
            return store.word(WORDS)
    except (OSError, sqlite3.Error):  # another run is at work: it will be told
        return ""


def question(folder: Path, sql: str) -> Answer | Diagnostic:
    """A question over the tables that the last run wrote."""
    try:
        with tempfile.TemporaryDirectory(prefix="zipingbao-", ignore_cleanup_errors=True) as spare:
            return ask(folder, Path(spare), sql)
    except OSError as error:
        return failure(folder, error)
