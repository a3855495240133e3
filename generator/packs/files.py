"""A pack's name and the places to look in, its files out: a folder or a zip, read by path and never run."""

from __future__ import annotations

import os
import sys
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ..frozen import dataclass

LARGEST = 1_000_000
"""A pack's file is text of at most a megabyte; a larger one is refused, packed or not."""


@lru_cache(maxsize=1)
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


UTF_8 = sys.getfilesystemencoding() == "utf-8"


def plain(name: str) -> str:
    """A name in characters, where the file system's encoding made something else of the bytes of UTF-8."""
    if UTF_8:
        return name
    try:
        return os.fsencode(name).decode("utf-8")
    except UnicodeError:
        return name


def _spellings(name: str) -> tuple[str, ...]:
    """A name as the file system's encoding has it, and as the packs that come with the program are named: in UTF-8."""
    return (name,) if UTF_8 else (name, os.fsdecode(name.encode("utf-8", "surrogateescape")))


Stamp = tuple[int, int, int]
"""Another one where a file was changed or another put in its place: time of change, size, number in the file system."""

NEVER: Stamp = (-1, -1, -1)
"""The stamp of what was not there."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read: which one on disk, its stamp then, and what stood in it."""

    path: str
    stamp: Stamp
    data: bytes | None


_READ: dict[tuple[str, str], _Read] = {}
"""By pack and inner path: hundreds of departments share a pack, and each of its templates is asked for many times."""
MOST_KEPT = 2000


def _stamp(path: str | Path) -> Stamp:
    state = os.stat(path)  # noqa: PTH116 # asked some hundred times a report; making a Path takes longer
    return state.st_mtime_ns, state.st_size, state.st_ino


@dataclass(frozen=True)
class PackFiles:
    """The files of one pack; `name` is how messages call it, `path` its folder or zip."""

    name: str
    path: Path

    def read(self, inner: str) -> bytes | None:
        """A file of the pack, None where there is none, it is too large or lies outside the pack."""
        before = _READ.get((str(self.path), inner))
        try:
            if before is not None and before.stamp is NEVER and not os.access(before.path, os.F_OK):
                return None  # as most are in most layers: an exception takes three times as long
            if before is not None and before.stamp == _stamp(before.path):
                return before.data
            parts = _parts(inner)
            return self._read(inner, parts) if parts else None
        except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
            return None  # a broken, encrypted or oddly packed zip; NotImplementedError is a RuntimeError

    def _read(self, inner: str, parts: tuple[str, ...]) -> bytes | None:
        if len(_READ) > MOST_KEPT:
            _READ.clear()
        packed = self.path.suffix == ".zip" and self.path.is_file()
        path = self.path if packed else self._file(parts)
        _READ[str(self.path), inner] = _Read(str(path), NEVER, None)  # so that a layer without it is asked quickly
        stamp = _stamp(path)
        data = self._from_zip("/".join(parts), stamp) if packed else self._from_folder(path)
        _READ[str(self.path), inner] = _Read(str(path), stamp, data)
        return data

    def _file(self, parts: tuple[str, ...]) -> Path:
        paths = [self.path.joinpath(spelled) for spelled in _spellings("/".join(parts))]
        return next((path for path in paths[:-1] if os.path.lexists(path)), paths[-1])

    def _from_folder(self, path: Path) -> bytes | None:
        target = path.resolve()
        if not target.is_relative_to(self.path.resolve()) or not target.is_file() or target.stat().st_size > LARGEST:
            return None
        return target.read_bytes()

    def _from_zip(self, inner: str, stamp: Stamp) -> bytes | None:
        entry = _entries(self.path, stamp).get(inner)
        if entry is None or entry.file_size > LARGEST:
            return None
        with zipfile.ZipFile(self.path) as archive, archive.open(entry) as file:
            return file.read(LARGEST)

    @property
    def trouble(self) -> str:
        """What is wrong where no pack.yaml can be read."""
        broken = self.path.is_file() and not zipfile.is_zipfile(self.path)
        return "的压缩包打不开" if broken else "里没有能读的 pack.yaml"

    @property
    def advice(self) -> str:
        return "重新取一份压缩包；pack.yaml 要在最外层或唯一的一个文件夹里，是不超过 1 MB 的文本"

    def shown(self, inner: str) -> str:
        """A file of the pack as messages name it."""
        return f"{self.name}/{inner}"


@lru_cache(maxsize=512)
def _parts(inner: str) -> tuple[str, ...]:
    """The folders and the name of an inner path; none where it leads out of the pack."""
    parts = PurePosixPath(inner.replace("\\", "/")).parts
    return () if not parts or ".." in parts or parts[0] == "/" or ":" in parts[0] else parts


@lru_cache(maxsize=16)
def _entries(path: Path, stamp: Stamp) -> dict[str, zipfile.ZipInfo]:
    """A zip's entries by name, without the one folder that right-clicking a folder packs everything in."""
    with zipfile.ZipFile(path) as archive:
        entries = {_entry_name(entry): entry for entry in archive.infolist()}
    tops = {name.partition("/")[0] for name in entries}
    if len(tops) == 1 and "pack.yaml" not in entries:
        entries = {name.partition("/")[2]: entry for name, entry in entries.items()}
    return entries


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK without saying so; zipfile then takes them for code page 437."""
    if not entry.flag_bits & 0x800:
        try:
            return entry.filename.encode("cp437").decode("gbk")
        except UnicodeError:
            pass
    return entry.filename


def find(name: str, folders: tuple[Path, ...]) -> PackFiles | None:
    """The pack of that name, in the first folder that has it as a folder or as a zip."""
    join, is_file = os.path.join, os.path.isfile  # as above: a dozen a report
    for folder in folders:
        for path in [join(folder, one + end) for one in _spellings(name) for end in ("", ".zip")]:
            if is_file(join(path, "pack.yaml")) or (path.endswith(".zip") and is_file(path)):
                return PackFiles(name.removesuffix(".zip"), Path(path))
    return None


def names(folders: tuple[Path, ...]) -> Iterator[str]:
    """The names of all packs in the folders, two levels deep (region/pack), each once, sorted within its folder."""
    seen = set()
    for folder in folders:
        found = [*folder.glob("*/pack.yaml"), *folder.glob("*/*/pack.yaml")] if folder.is_dir() else []
        zips = [*folder.glob("*.zip"), *folder.glob("*/*.zip")] if folder.is_dir() else []
        paths = [file.parent for file in found] + [file.with_suffix("") for file in zips]
        for parts in sorted(plain(path.relative_to(folder).as_posix()).split("/") for path in paths):
            name = "/".join(parts)
            if name not in seen:
                seen.add(name)
                yield name
