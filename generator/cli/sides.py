"""The two names that `diff` was given in, what is to be read for each side out: files, or another version in place of one.

`git difftool -x` hands over temporary files and tells the path of the file in BASE; a file that was added or deleted is
/dev/null (nul) on one side, and `--dir-diff` hands over two folders.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ..nearby import SUFFIXES
from ..wholes import may_be_part, wholes

NOWHERE = frozenset({os.devnull.lower(), "/dev/null", "nul"})
_TAKEN_OUT = ("git-blob-", "git-difftool.")
DEEPEST = 3
"""Folders below the current one in which a file is looked for by its name alone."""


class Side(Struct, frozen=True):
    """A version of a file: what was written on the command line, None where there is no such file; `home` is where the
    file lies, so that what it names is found beside it."""

    given: Path | None
    home: Path


class Read(Struct, frozen=True):
    """A whole to be checked, and which of its files is read from elsewhere."""

    whole: Path
    instead: dict[Path, Path | None]


def sides(old: str, new: str) -> tuple[Side, Side]:
    given = [None if name.lower() in NOWHERE else Path(name) for name in (old, new)]
    origin = _origin()
    if origin is not None and not origin.is_dir():
        homes = [_home(one, origin) for one in given]
    else:
        lying = [one for one in reversed(given) if one is not None and not _temporary(one)]
        somewhere = [one for one in reversed(given) if one is not None]
        away = lying[0] if lying else _found(somewhere[0].name) if somewhere else Path(new)
        homes = [away if one is None or _temporary(one) else one for one in given]
    return Side(given[0], homes[0]), Side(given[1], homes[1])


def is_yaml(side: Side) -> bool:
    return side.home.suffix.lower() in SUFFIXES or (side.given is not None and side.given.suffix.lower() in SUFFIXES)


def is_part(two: tuple[Side, Side]) -> bool:
    """Whether both versions, or the only one, are parts of a report."""
    files = [one.given for one in two if one.given is not None]
    return bool(files) and all(map(may_be_part, files))


def reads(two: tuple[Side, Side]) -> tuple[Read, Read] | None:
    """What each side's version is read in; None for a part that no file names."""
    if not is_part(two):
        old, new = (Read(one.home, {one.home.resolve(): one.given}) for one in two)
        return old, new
    named = [wholes(one.home) for one in two]
    found = [mine or other for mine, other in (named, named[::-1])]
    if not found[0]:
        return None
    homes = [one.home for one in two]
    if found[0][0].resolve() == found[1][0].resolve():  # one whole: the other version stands where it names one
        place = homes[1] if named[1] else homes[0]
        homes = [place, place]
    old, new = (Read(whole[0], {home.resolve(): one.given}) for whole, home, one in zip(found, homes, two, strict=True))
    return old, new


def pairs(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """The files of two folders with what both are called; one that is on one side only stands against nothing."""
    folders = Path(old), Path(new)
    names = {
        str(path.relative_to(folder))
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file()
    }
    for name in sorted(names):
        before, after = (str(folder / name) if (folder / name).is_file() else os.devnull for folder in folders)
        yield name, before, after


def _origin() -> Path | None:
    """Where git says that the file lies, from the root of the repository."""
    base = os.environ.get("BASE")
    return Path(base) if base and "GIT_DIFF_PATH_TOTAL" in os.environ else None


def _home(given: Path | None, origin: Path) -> Path:
    """A file that was renamed is told by its old path and handed over under its new name."""
    if given is None or not _temporary(given):
        return given or origin
    return origin.with_name(given.name)


def _found(name: str) -> Path:
    """The one file of that name below the current folder, where git does not say which it is."""
    found = [one for depth in range(DEEPEST + 1) for one in Path().glob("*/" * depth + glob.escape(name))]
    return found[0] if len(found) == 1 else Path(name)


def _temporary(path: Path) -> bool:
    """A version that git took out of the repository, in a folder of its own."""
    return any(one.name.startswith(_TAKEN_OUT) for one in path.parents)
