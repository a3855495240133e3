"""Where packs are looked for in, their files as bytes out, and the places that they have on a computer which knows none of those folders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from .content import every as every_file
from .files import PackFiles, parts_of, plain, user_folder
from .finding import Folders, names, within
from .installed import every as every_installed
from .installed import home

USER = ".user"
"""Stands for the folder of a user's configuration (`packs.user_folder`)."""


class Carried(Struct, frozen=True):
    """Files by their path below a folder of their own, and the folders there of --templates and --only."""

    files: tuple[tuple[str, bytes], ...]
    template_dirs: tuple[str, ...] = ()
    only: str | None = None

    @property
    def digest(self) -> str:
        whole = hashlib.sha256()
        for name, data in self.files:
            whole.update(b"%d:%s%d:" % (len(name.encode()), name.encode(), len(data)))
            whole.update(data)
        return whole.hexdigest()


def carried(template_dirs: Sequence[Path], only: Path | None) -> Carried:
    """What came with the program is there as well. A relative folder keeps its path: messages name it as they do here."""
    if only is not None:
        called = _called(only)
        return Carried(tuple(_below(only, called)), only=called)
    called_so: tuple[str, ...] = ()
    for path in template_dirs:
        called = _called(path)
        called_so += (called if called not in called_so else f"{len(called_so)}/{called}",)
    files = dict(_below(user_folder(), f"{USER}/zipingbao/{user_folder().name}"))
    for path, name in zip(template_dirs, called_so, strict=True):
        files.update(_below(path, name))
    for one in every_installed():
        below = PurePosixPath(USER, "zipingbao", home().name, plain(one.path.relative_to(home()).as_posix()))
        files[str(below)] = one.path.read_bytes()
        noted = one.path.with_suffix("").with_name(f"{one.path.stem}.json")
        if noted.is_file():
            files[str(below.with_suffix(".json"))] = noted.read_bytes()
    return Carried(tuple(sorted(files.items())), called_so)


def laid_out(files: Sequence[tuple[str, bytes]], folder: Path) -> None:
    """The files below a folder; none leads out of it."""
    for name, data in files:
        if parts := parts_of(name):
            path = folder.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _called(path: Path) -> str:
    """Its path from the working folder; only its name where it lies elsewhere."""
    whole = path.resolve()
    below = whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else Path(whole.name)
    return plain(below.as_posix()) if below.parts else "0"


def _below(folder: Path, called: str) -> Iterator[tuple[str, bytes]]:
    """Every pack of a folder, as the list of packs knows them: two levels deep."""
    for name in names(Folders((folder,), only=True)):
        for one in within(folder, name):
            if one.packed:
                yield f"{called}/{name}.zip", one.path.read_bytes()
            else:
                yield from _files(one, f"{called}/{name}")


def _files(pack: PackFiles, called: str) -> Iterator[tuple[str, bytes]]:
    for inner in every_file(pack):
        data = pack.read(inner)
        if data is not None:
            yield f"{called}/{inner}", data
