"""A folder in, the sole right to write into it out: one run at a time, or its two files may come from two.

The right is a lock on a file that the run takes away again. Where a run was killed the file stays, its lock does not:
whoever gets it next knows that what lies there unfinished is nobody's.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from ..diagnostic import Diagnostic

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = ".zipingbao.lock"
PATIENCE = 1_500
"""How often a turn is asked for, 20 ms apart: half a minute; writing a report takes some milliseconds."""
_PAUSE = 0.02
_UNSUPPORTED = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})
"""What file systems without locks say: there nobody is kept out, and nothing is cleared."""


class Turn(Struct, frozen=True):
    """`sure`: no other run writes here; `left`: a run may have left something; `notes`: what was put right."""

    folder: Path
    handle: int
    sure: bool
    left: bool
    notes: list[Diagnostic]

    def record(self, text: bytes) -> None:
        """What a run that is killed from now on leaves to do; where that cannot be written, nothing is promised."""
        with suppress(OSError):
            os.ftruncate(self.handle, 0)
            os.lseek(self.handle, 0, os.SEEK_SET)
            os.write(self.handle, text)

    def recorded(self, most: int) -> bytes:
        try:
            os.lseek(self.handle, 0, os.SEEK_SET)
            return os.read(self.handle, most)
        except OSError:
            return b""


@contextmanager
def turn(folder: Path, patience: int = PATIENCE) -> Iterator[Turn]:
    """BlockingIOError where another run goes on writing."""
    path = folder / NAME
    mine = _waited_for(path, patience)
    try:
        yield mine
    finally:
        if mine.sure and os.name != "nt":  # while it is ours: nobody takes it for one that was left
            path.unlink(missing_ok=True)
        os.close(mine.handle)
        if not mine.sure or os.name == "nt":  # Windows takes no open file away
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _waited_for(path: Path, patience: int) -> Turn:
    import threading

    for _ in range(max(patience, 1)):
        left = os.path.lexists(path)
        handle = _opened(path)
        locked = _locked(handle)
        if locked is None or (locked and _still_there(handle, path)):
            return Turn(path.parent, handle, bool(locked), left, [])
        os.close(handle)
        if patience:
            threading.Event().wait(_PAUSE)
    raise BlockingIOError(errno.EAGAIN, "另一个 zipingbao 正在往这个文件夹里写")


def _opened(path: Path) -> int:
    """One that a colleague's run left may only be readable; it can be locked all the same."""
    more = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | more, 0o666)
    except PermissionError:
        if not os.path.lexists(path):
            raise
        return os.open(path, os.O_RDONLY | more)


def _still_there(handle: int, path: Path) -> bool:
    """Whether it is the file of that name, and not one that was taken away meanwhile."""
    try:
        one, other = os.fstat(handle), path.lstat()
    except OSError:
        return False
    return (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def _locked(handle: int) -> bool | None:
    """None where the file system knows no locks."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        return None if error.errno in _UNSUPPORTED and os.name != "nt" else False
    return True
