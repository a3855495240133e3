"""Files that are made piece by piece in, the same on disk out: all of one run or none, in a folder that is this run's alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from ..diagnostic import Diagnostic
from .failures import failure
from .guard import held
from .turn import Turn
from .unfinished import Move, digest, free_name, mend, record


class Made(Struct, frozen=True):
    """A file's name, and what writes it whole to the path that it is given; it may be larger than memory."""

    name: str
    write: Callable[[Path], None]


def publish(mine: Turn, files: Sequence[Made]) -> tuple[Diagnostic, ...]:
    """Each replaces what the last run wrote under its name; one that is open in another program stays, and is told."""
    if mine.left:
        mend(mine)
    waiting: list[tuple[Made, Path]] = []
    found: list[Diagnostic] = list(mine.notes)
    mine.notes.clear()
    path = mine.folder
    try:
        for one in files:
            path = mine.folder / one.name
            temporary = free_name(mine.folder)
            waiting.append((one, temporary))
            one.write(temporary)
            _synced(temporary)
        record(
            mine,
            [
                Move(temporary.name, one.name, digest(temporary), digest(mine.folder / one.name))
                for one, temporary in waiting
            ],
        )
        for one, temporary in waiting:
            path = mine.folder / one.name
            found += _moved(path, temporary)
        mine.record(b"")
    except OSError as error:
        found.append(failure(path, error, held=True))
    finally:
        for _, temporary in waiting:
            temporary.unlink(missing_ok=True)
    return tuple(found)


def _moved(path: Path, temporary: Path) -> tuple[Diagnostic, ...]:
    if (open_elsewhere := held(path)) is not None:
        return (open_elsewhere,)
    try:
        temporary.replace(path)
    except OSError as error:
        return (failure(path, error, held=True),)
    return ()


def _synced(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
