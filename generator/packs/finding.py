"""A pack's name and where to look in, its files out: never one of two that differ, nor one in the place of a built-in one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from .content import digest
from .files import PackFiles, built_in, parts_of, plain, spellings, user_folder
from .installed import every, home, versions


class Folders(Struct, frozen=True):
    """Where packs are looked for besides those of the program.

    `only`: nowhere else; of the program's packs only those that the ones found there inherit.
    """

    own: tuple[Path, ...]
    only: bool = False
    placed: tuple[PackFiles, ...] = ()
    """Packs that lie elsewhere or under another name (a sealed one), known by the name that they are for."""
    installed: Path | None = None
    """Where packs of repositories were installed, several versions of one side by side."""
    asked: tuple[tuple[str, str], ...] = ()
    """The versions that are asked for (模板版本), by the pack's name."""


class Clash(Struct, frozen=True):
    """Packs of one name that do not say the same: the places of the first two."""

    first: PackFiles
    second: PackFiles


def folders(beside: Path | None, given: Sequence[Path], only: Path | None = None) -> Folders:
    """Beside the file, the user's folder, --templates; or in the one folder of --only."""
    if only is not None:
        return Folders((only,), only=True)
    return Folders((*((beside,) if beside else ()), user_folder(), *given), installed=home())


def find(name: str, where: Folders, inherited: bool = False) -> PackFiles | Clash | None:
    """The pack of that name, a folder or a zip; `inherited`: asked for by another pack."""
    name = "/".join(parts_of(name)).removesuffix(".zip")
    if not name:  # it leads out of the folders
        return None
    found = [
        *(one for one in where.placed if one.name == name),
        *(one for folder in where.own for one in within(folder, name)),
    ]
    shipped = within(built_in(), name)
    found = found or ([] if shipped else _installed(name, where))
    if where.only and not inherited and not found:
        return None
    every = list({os.path.realpath(one.path): one for one in (*found, *shipped)}.values())  # by symbolic links, too
    if len(every) > 1:
        first = shipped[0] if shipped else every[0]
        other = next((one for one in every if digest((one,)) != digest((first,))), None)
        if other is not None:
            return Clash(first, other)
    return next(iter((*shipped, *found)), None)


def _installed(name: str, where: Folders) -> list[PackFiles]:
    """The installed version that is asked for, or else the newest; none where the pack lies in a folder of the user's own."""
    if where.installed is None:
        return []
    there = versions(name, where.installed)
    asked = dict(where.asked).get(name)
    return [one.files for one in [*(one for one in there if one.version == asked), *there][:1]]


def within(folder: Path, name: str) -> list[PackFiles]:
    """The packs of that name in a folder: a folder, a zip, or both."""
    join, is_file = os.path.join, os.path.isfile  # a dozen a report; making a Path takes longer
    found = [
        path
        for path in [join(folder, one + end) for one in spellings(name) for end in ("", ".zip")]
        if is_file(join(path, "pack.yaml")) or (path.endswith(".zip") and is_file(path))
    ]
    return [PackFiles(name, Path(path)) for path in found]


def names(where: Folders) -> Iterator[str]:
    """The names of all packs in the folders, two levels deep (region/pack), each once, sorted within its folder."""
    seen = set()
    for folder in (*where.own, *(() if where.only else (built_in(),))):
        found = [*folder.glob("*/pack.yaml"), *folder.glob("*/*/pack.yaml")] if folder.is_dir() else []
        zips = [*folder.glob("*.zip"), *folder.glob("*/*.zip")] if folder.is_dir() else []
        paths = [file.parent for file in found] + [file.with_suffix("") for file in zips]
        for parts in sorted(plain(path.relative_to(folder).as_posix()).split("/") for path in paths):
            name = "/".join(parts)
            if name not in seen:
                seen.add(name)
                yield name
    installed = every(where.installed) if where.installed is not None else ()
    yield from dict.fromkeys(one.name for one in installed if one.name not in seen)
