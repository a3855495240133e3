"""What is known of reports by their bytes in, the same out in the next run: one SQLite file, whole after a kill at any moment."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import msgspec

from .filing import Outcome

NAME = ".收报.db"
VERSION = "1"
"""Of what is kept; another one is begun anew."""
_TABLES = """
create table if not exists meta (key text primary key, value text not null);
create table if not exists outcome (key text primary key, data blob not null);
"""


class Store:
    """Open for one run at a time (`output.turn`): the journal needs no memory shared with others, as on a network drive."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        try:
            self._base = self._opened()
        except sqlite3.OperationalError:  # in use, or it cannot be written: it is whole
            raise
        except sqlite3.DatabaseError:  # damaged: all that is lost is the time to look again
            for end in ("", "-wal", "-shm", "-journal"):
                self.path.with_name(NAME + end).unlink(missing_ok=True)
            self._base = self._opened()

    def _opened(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, isolation_level=None)
        try:
            base.execute("pragma locking_mode=exclusive")
            base.execute("pragma journal_mode=wal")
            base.execute("pragma synchronous=normal")
            base.executescript(_TABLES)
            if base.execute("pragma quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            known = dict(base.execute("select key, value from meta"))
            if known.get("version", VERSION) != VERSION:
                base.executescript("delete from outcome; delete from meta;")
            base.execute("insert or replace into meta values ('version', ?)", (VERSION,))
        except sqlite3.DatabaseError:
            base.close()
            raise
        return base

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()

    def keep(self, key: str, outcome: Outcome) -> None:
        """At once and for good: what was looked at is not looked at again."""
        data = zlib.compress(msgspec.msgpack.encode(outcome), 1)
        self._base.execute("insert or replace into outcome values (?, ?)", (key, data))

    def get(self, key: str) -> Outcome | None:
        row = self._base.execute("select data from outcome where key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return msgspec.msgpack.decode(zlib.decompress(row[0]), type=Outcome)
        except (zlib.error, msgspec.MsgspecError):
            return None

    def each(self, keys: Iterable[str]) -> Iterator[Outcome]:
        """One after another: ten thousand are never there at once."""
        for key in keys:
            outcome = self.get(key)
            if outcome is not None:
                yield outcome

    def word(self, key: str) -> str:
        row = self._base.execute("select value from meta where key = ?", (key,)).fetchone()
        return row[0] if row is not None else ""

    def note(self, key: str, value: str) -> None:
        self._base.execute("insert or replace into meta values (?, ?)", (key, value))

    def finish(self, words: dict[str, str], used: Iterable[str]) -> None:
        """A run is through, all at once: what the next one compares with, and no more reports than are there."""
        self._base.execute("begin")
        for key, value in words.items():
            self.note(key, value)
        self._base.execute("create temp table used (key text primary key)")
        self._base.executemany("insert or ignore into used values (?)", ((key,) for key in used))
        self._base.execute("delete from outcome where key not in (select key from used)")
        self._base.execute("commit")
        self._base.execute("drop table used")
