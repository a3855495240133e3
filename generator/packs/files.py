"""A pack's name and the places to look in, its files out: a folder or a zip, read by path and never run."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

LARGEST = 1_000_000
"""A pack's file is text of at most a megabyte; a larger one is refused, packed or not."""


def built_in() -> Path:
    """The packs that come with the program: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent.parent / "templates"
    return inside if inside.is_dir() else inside.parent.parent / "templates"


def user_folder() -> Path:
    """Where a user's own packs lie: %APPDATA% on Windows, XDG's configuration folder elsewhere."""
    if sys.platform == "win32":
        home = os.environ.get("APPDATA") or str(Path.home())
    else:
        home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "zipingbao" / "templates"


@dataclass(frozen=True)
class PackFiles:
    """The files of one pack; `name` is how messages call it, `path` its folder or zip."""

    name: str
    path: Path

    def read(self, inner: str) -> bytes | None:
        """A file of the pack, None where there is none, it is too large or lies outside the pack."""
        parts = PurePosixPath(inner.replace("\\", "/")).parts
        if not parts or ".." in parts or parts[0] == "/" or ":" in parts[0]:
            return None
        try:
            return self._from_zip("/".join(parts)) if self.path.is_file() else self._from_folder(parts)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
            return None

    def _from_folder(self, parts: tuple[str, ...]) -> bytes | None:
        target = self.path.joinpath(*parts).resolve()
        if not target.is_relative_to(self.path.resolve()) or not target.is_file() or target.stat().st_size > LARGEST:
            return None
        return target.read_bytes()

    def _from_zip(self, inner: str) -> bytes | None:
        with zipfile.ZipFile(self.path) as archive:
            for name in (inner, *(f"{top}/{inner}" for top in self._top)):
                if name in archive.NameToInfo and archive.NameToInfo[name].file_size <= LARGEST:
                    with archive.open(name) as file:
                        return file.read(LARGEST)
        return None

    @cached_property
    def _top(self) -> tuple[str, ...]:
        """The one folder that a zip made by right-clicking a folder holds everything in."""
        with zipfile.ZipFile(self.path) as archive:
            tops = {name.split("/", 1)[0] for name in archive.NameToInfo}
        return tuple(tops) if len(tops) == 1 else ()

    def shown(self, inner: str) -> str:
        """A file of the pack as messages name it."""
        return f"{self.name}/{inner}"


def find(name: str, folders: tuple[Path, ...]) -> PackFiles | None:
    """The pack of that name, in the first folder that has it as a folder or as a zip."""
    for folder in folders:
        for path in (folder / name, folder / f"{name}.zip"):
            try:
                if (path / "pack.yaml").is_file() or (path.is_file() and zipfile.is_zipfile(path)):
                    return PackFiles(name.removesuffix(".zip"), path)
            except (OSError, ValueError):
                continue
    return None


def names(folders: tuple[Path, ...]) -> Iterator[str]:
    """The names of all packs in the folders, two levels deep (region/pack), each once, sorted within its folder."""
    seen = set()
    for folder in folders:
        found = [*folder.glob("*/pack.yaml"), *folder.glob("*/*/pack.yaml")] if folder.is_dir() else []
        zips = [*folder.glob("*.zip"), *folder.glob("*/*.zip")] if folder.is_dir() else []
        for path in sorted([file.parent for file in found] + [file.with_suffix("") for file in zips]):
            name = path.relative_to(folder).as_posix()
            if name not in seen:
                seen.add(name)
                yield name
