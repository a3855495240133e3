"""A folder in, what a killed run left there put right, and what was found out: files of one run are all moved, or none.

All files of a report are written under temporary names before the first is moved, and what is to be moved is recorded.
So where only some were moved the others still lie there, whole: they are moved now, unless their place was changed since.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ..codes.output import HALF_MOVED, MOVED_ON
from ..diagnostic import Diagnostic, Label
from ..formats import ENDINGS
from ..source import whole_file
from .turn import NAME, Turn, turn

_TEMPORARY = re.compile(r"\.zipingbao-[0-9]+-[0-9]+\.tmp")
_WRITTEN = (*ENDINGS, ".xlsx", ".csv", ".sarif", ".html")
"""Reports, and what is taken in of many."""
_LONGEST = 1_000_000
"""Bytes of a record: a thousand times that of two files."""
_PIECE = 1 << 20
_SEEN: set[str] = set()
"""Folders that were looked through: one may hold ten thousand reports, and each is written in a step of its own."""


class Move(NamedTuple):
    """A file under its temporary name, the name that it is to have, and hashes of both ("" where nothing is there)."""

    temporary: str
    target: str
    new: str
    old: str


def free_name(folder: Path) -> Path:
    """Short, since the final name may already be as long as the file system allows."""
    names = (folder / f".zipingbao-{os.getpid()}-{n}.tmp" for n in count())
    return next(name for name in names if not os.path.lexists(name))


def digest(what: bytes | Path) -> str:
    """Of bytes, or of a file piece by piece; "" where there is none."""
    if isinstance(what, bytes):
        return hashlib.sha256(what).hexdigest()
    total = hashlib.sha256()
    try:
        with what.open("rb") as file:
            for piece in iter(lambda: file.read(_PIECE), b""):
                total.update(piece)
    except FileNotFoundError:
        return ""
    return total.hexdigest()


def record(mine: Turn, moves: Sequence[Move]) -> None:
    """What is moved next."""
    mine.record(json.dumps(moves, ensure_ascii=True).encode("ascii"))


def mended(folder: Path) -> tuple[Diagnostic, ...]:
    """What a killed run left is put right, where no other run is writing."""
    real = os.path.realpath(folder)
    lock = folder / NAME
    if not os.path.lexists(lock) and (real in _SEEN or not any(_temporaries(folder))):
        _SEEN.add(real)
        return ()
    try:
        with turn(folder, patience=0) as mine:
            mend(mine)
            return tuple(mine.notes)
    except OSError:  # another run is writing, or what writes here will be told
        return ()


def mend(mine: Turn) -> None:
    """Moves what is left to be moved, and takes away what nobody waits for."""
    if not mine.sure:
        return
    moves = _read(mine.recorded(_LONGEST))
    waiting = [one for one in moves if _spooled(mine.folder, one).is_file()]
    if len(waiting) < len(moves):
        done = [one.target for one in moves if one not in waiting]
        mine.notes.extend(_moved_on(mine.folder, one, done) for one in waiting)
    for one in (*(_spooled(mine.folder, one) for one in waiting), *_temporaries(mine.folder)):
        with suppress(OSError):
            one.unlink(missing_ok=True)
    mine.record(b"")
    _SEEN.add(os.path.realpath(mine.folder))


def _moved_on(folder: Path, one: Move, done: Sequence[str]) -> Diagnostic:
    path = folder / one.target
    spooled, real = _spooled(folder, one), Path(os.path.realpath(path))
    before = f"上一次生成中途断了：{'、'.join(done)} 已经是那一次的，{path} 还是以前的"
    try:
        if digest(spooled) == one.new and digest(real) == one.old:
            spooled.replace(real)
            return _found(path, f"{before}；现在补上了，几份又是同一次生成的", mended=True)
    except OSError as error:
        return _found(path, f"{before}；补不上（{error.strerror or error}）", mended=False)
    return _found(path, f"{before}，而且在那以后改动过，没有补", mended=False)


def _found(path: Path, message: str, mended: bool) -> Diagnostic:
    tell = "" if mended else "再生成一次这份报告，几份才是同一次的"
    return Diagnostic(MOVED_ON if mended else HALF_MOVED, message, Label(whole_file(str(path))), help=tell)


def _spooled(folder: Path, one: Move) -> Path:
    """Temporary files lie where the file really is: a link's is elsewhere."""
    return Path(os.path.realpath(folder / one.target)).parent / one.temporary


def _temporaries(folder: Path) -> Iterator[Path]:
    """Of this program and this user, and plain files."""
    own = getattr(os, "geteuid", lambda: None)()
    try:
        with os.scandir(folder) as found:
            for one in found:
                if _TEMPORARY.fullmatch(one.name):
                    state = one.stat(follow_symlinks=False)
                    if stat.S_ISREG(state.st_mode) and own in (None, state.st_uid):
                        yield Path(one.path)
    except OSError:
        return


def _read(data: bytes) -> list[Move]:
    """What a run recorded; nothing where it is no such record: names only, never a way into another folder."""
    try:
        rows = json.loads(data)
        moves = [Move(*row) for row in rows]
        sound = all(isinstance(text, str) for one in moves for text in one) and all(
            _TEMPORARY.fullmatch(one.temporary) and _plain(one.target) for one in moves
        )
    except (ValueError, TypeError, RecursionError):
        return []
    return moves if sound else []


def _plain(name: str) -> bool:
    return Path(name).suffix.lower() in _WRITTEN and not re.search(r"[/\\:\x00]", name)
