"""A file that is there and its new bytes in, the same file with them out: its owner, its mode and its other names stay."""

from __future__ import annotations

import os
import stat
from itertools import count
from pathlib import Path

OLD = ".改前"
"""How the old content is called while a file is written in place; a run that was killed then leaves it beside the file."""


def rewrite_file(target: Path, temporary: Path, data: bytes) -> None:
    """Whole or not at all: moved into place, or, where a move would take away its owner or a name, written over.

    Raises what the system says; the old content is then where it was, or beside it under a name that ends with OLD.
    """
    found = target.stat()
    if found.st_nlink > 1 or not _moved(target, temporary, data, found):
        _written_over(target, data, found)


def _moved(target: Path, temporary: Path, data: bytes, found: os.stat_result) -> bool:
    """False where the new file cannot be given to the owner of the old one."""
    try:
        _spool(temporary, data)
        if not _given(temporary, found):
            return False
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _given(path: Path, found: os.stat_result) -> bool:
    """Owner first: a change of it takes away bits of the mode."""
    own = path.stat()
    if (own.st_uid, own.st_gid) != (found.st_uid, found.st_gid) and hasattr(os, "chown"):
        try:
            os.chown(path, found.st_uid, found.st_gid)
        except PermissionError:
            return False
    path.chmod(stat.S_IMODE(found.st_mode))
    return True


def _written_over(target: Path, data: bytes, found: os.stat_result) -> None:
    kept = _free_name(target)
    old = target.read_bytes()
    try:
        _spool(kept, old)
        _given(kept, found)
    except OSError:
        kept.unlink(missing_ok=True)
        raise
    try:
        _overwrite(target, data)
    except OSError:
        _overwrite(target, old)  # shorter than what has just been there; if not even that goes, `kept` is left
        kept.unlink()
        raise
    kept.unlink()


def _free_name(target: Path) -> Path:
    names = (target.with_name(f"{target.name}{OLD}{number if number > 1 else ''}") for number in count(1))
    return next(name for name in names if not name.exists())


def _spool(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _overwrite(target: Path, data: bytes) -> None:
    with target.open("r+b") as file:
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
