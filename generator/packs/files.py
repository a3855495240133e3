"""A pack's name and the places to look in, its files out: a folder or a zip, read by path and never run."""

from __future__ import annotations

import os
import sys
import zipfile
from functools import lru_cache
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ..container import PACK, Flaw, Zipped, in_file

LARGEST = PACK.each or 0
"""A pack's file is text of at most a megabyte; a larger one is refused, packed or not."""

MAIN = "pack.yaml"
LITTER = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r", "$recycle.bin"})
"""What Windows and macOS leave in folders and zips by themselves; hidden names (.DS_Store) are no part of a pack either."""


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


def spellings(name: str) -> tuple[str, ...]:
    """A name as the file system's encoding has it, and as the packs that come with the program are named: in UTF-8."""
    return (name,) if UTF_8 else (name, os.fsdecode(name.encode("utf-8", "surrogateescape")))


Stamp = tuple[int, int, int]
"""Another one where a file was changed or another put in its place: time of change, size, number in the file system."""

NEVER: Stamp = (-1, -1, -1)
"""The stamp of what was not there."""


class _Read(Struct, frozen=True):
    """A file as it was read: which one on disk, its stamp then, and what stood in it."""

    path: str
    stamp: Stamp
    data: bytes | None


_READ: dict[tuple[str, str], _Read] = {}
"""By pack and inner path: hundreds of departments share a pack, and each of its templates is asked for many times."""
MOST_KEPT = 2000


def _stamp(path: str | Path) -> Stamp:
    state = Path(path).stat()
    return state.st_mtime_ns, state.st_size, state.st_ino


class PackFiles(Struct, frozen=True):
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
            parts = parts_of(inner)
            return self._read(inner, parts) if parts else None
        except (OSError, ValueError):  # ValueError: a zero character in the name
            return None

    def _read(self, inner: str, parts: tuple[str, ...]) -> bytes | None:
        if len(_READ) > MOST_KEPT:
            _READ.clear()
        packed = self.packed
        path = str(self.path) if packed else self._file(parts)
        _READ[str(self.path), inner] = _Read(path, NEVER, None)  # so that a layer without it is asked quickly
        stamp = _stamp(path)
        data = self._from_zip("/".join(parts), stamp) if packed else self._from_folder(path)
        _READ[str(self.path), inner] = _Read(path, stamp, data)
        return data

    @property
    def packed(self) -> bool:
        return self.path.suffix == ".zip" and self.path.is_file()

    def _file(self, parts: tuple[str, ...]) -> str:
        paths = [str(self.path / spelled) for spelled in spellings("/".join(parts))]
        return next((path for path in paths[:-1] if os.path.lexists(path)), paths[-1])

    def _from_folder(self, path: str) -> bytes | None:
        real = Path(os.path.realpath(path))
        if not _inside(real, Path(os.path.realpath(self.path))) or not real.is_file():
            return None
        with real.open("rb") as file:
            data = file.read(LARGEST + 1)
        return data if len(data) <= LARGEST else None

    def _from_zip(self, inner: str, stamp: Stamp) -> bytes | None:
        zipped = _zipped(self.path, stamp)
        if isinstance(zipped, Flaw):
            return None
        data = _unpacked(zipped, inner)
        return data if isinstance(data, bytes) else None

    @property
    def trouble(self) -> str:
        """What is wrong where no pack.yaml can be read."""
        flaw = self._flaw() if self.packed else None
        return f"的压缩包 {self.path.name} {flaw.fact}" if flaw is not None else "里没有能读的 pack.yaml"

    def _flaw(self) -> Flaw | None:
        """What is wrong with a zip, or with the pack.yaml in it."""
        try:
            zipped = _zipped(self.path, _stamp(self.path))
        except OSError:
            return Flaw("读不了")
        if isinstance(zipped, Flaw):
            return zipped
        data = _unpacked(zipped, MAIN)
        return data if isinstance(data, Flaw) else None

    @property
    def advice(self) -> str:
        return "重新取一份压缩包；pack.yaml 要在最外层或唯一的一个文件夹里，是不超过 1 MB 的文本"

    def shown(self, inner: str) -> str:
        """A file of the pack as messages name it: by a path that opens from the working folder; by name if it is built in."""
        return f"{self.name if _inside(self.path, built_in()) else _from_here(self.path)}/{inner}"


def _inside(path: Path, folder: Path) -> bool:
    return str(path).startswith(f"{folder}{os.sep}")


def _unpacked(zipped: Zipped, inner: str) -> bytes | Flaw | None:
    entry = _entries(zipped).get(inner)
    return zipped.read(entry, LARGEST) if entry is not None else None


def _from_here(path: Path) -> str:
    """With slashes and in characters; nothing of the working folder where it lies in that."""
    return plain(str(path).removeprefix(f"{Path.cwd()}{os.sep}").replace(os.sep, "/"))


@lru_cache(maxsize=512)
def parts_of(inner: str) -> tuple[str, ...]:
    """The folders and the name of an inner path; none where it leads out of the pack."""
    parts = PurePosixPath(inner.replace("\\", "/")).parts
    return () if not parts or ".." in parts or parts[0] == "/" or ":" in parts[0] else parts


def entries(files: PackFiles) -> dict[str, zipfile.ZipInfo]:
    """All that a zipped pack holds, by inner name; nothing where it cannot be read."""
    try:
        zipped = _zipped(files.path, _stamp(files.path))
    except OSError:
        return {}
    return {} if isinstance(zipped, Flaw) else _entries(zipped)


@lru_cache(maxsize=8)
def _zipped(path: Path, stamp: Stamp) -> Zipped | Flaw:
    return in_file(path, PACK)


@lru_cache(maxsize=8)
def _entries(zipped: Zipped) -> dict[str, zipfile.ZipInfo]:
    """A zip's files by name, without what systems leave in it and the folders that the pack was packed in."""
    listed = {_entry_name(entry): entry for entry in zipped.entries.values() if not entry.is_dir()}
    found = {name: entry for name, entry in listed.items() if not any(map(is_litter, name.split("/")))}
    tops = sorted((name.removesuffix(MAIN) for name in found if f"/{name}".endswith(f"/{MAIN}")), key=_depth)
    top = tops[0] if tops and [_depth(one) for one in tops].count(_depth(tops[0])) == 1 else ""
    return {name.removeprefix(top): entry for name, entry in found.items() if name.startswith(top)}


def _depth(folder: str) -> int:
    return folder.count("/")


def is_litter(part: str) -> bool:
    """Whether a system or a program put a file of that name there by itself: hidden names and owner files, too."""
    return part.casefold() in LITTER or part.startswith((".", "~$"))


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """With slashes, and in characters."""
    name = entry.filename if entry.flag_bits & 0x800 else _decoded(entry.filename)
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))


def _decoded(name: str) -> str:
    """Chinese Windows writes GBK and macOS UTF-8 without saying so, which zipfile takes for code page 437.

    GBK that happens to be UTF-8 would be letters of the alphabets from Latin to Arabic.
    """
    for encoding in ("utf-8", "gbk"):
        try:
            text = name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
        if encoding == "gbk" or not any("\x80" <= sign <= "\u07ff" for sign in text):
            return text
    return name
