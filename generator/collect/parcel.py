"""A zip that anybody sent in, the files in it out: names in GBK read as such, zips within it opened, unsafe paths told."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ..container import Flaw, ZipBounds, Zipped, in_file, opened
from ..load import LIMIT

PARCEL = ZipBounds(packed=200_000_000, entries=50_000, unpacked=2_000_000_000, each=LIMIT)
"""Of what a thousand departments sent in one zip: their YAML has some 50 MB, 5 MB packed. What is larger than a report may be
(scans, films) is neither counted nor read."""
WITHIN = ZipBounds(packed=LIMIT, entries=5_000, unpacked=200_000_000, each=LIMIT)
_DEEPEST = 3
"""Zips in one another."""
_UTF8 = 0x800
_LONGEST = 400


class Entry(Struct, frozen=True):
    """A file in a zip: its whole path in it, when it was changed as a number that orders, and how it is read."""

    name: str
    stamp: float
    size: int
    read: Callable[[], bytes | Flaw]


def entries(path: Path) -> Iterator[Entry | Flaw]:
    try:
        whole = in_file(path, PARCEL)
    except OSError as error:
        whole = Flaw(f"读不了（{error.strerror or error}）")
    if isinstance(whole, Flaw):
        yield whole
        return
    yield from _within(path, whole, (), 1)


def _within(path: Path, whole: Zipped, trail: tuple[str, ...], deep: int) -> Iterator[Entry | Flaw]:
    before = "".join(f"{_spelt(whole_name)}/" for whole_name in trail)
    for key, entry in whole.entries.items():
        name = _spelt(key, entry)
        if entry.is_dir() or name.startswith("__MACOSX/"):
            continue
        if not _safe(name):
            yield Flaw(f"里面的“{name[:40]}”路径不安全，没有读")
        elif name.lower().endswith(".zip"):
            yield from _zip_in_zip(path, whole, (*trail, key), entry, deep)
        else:
            stamp = _stamp(entry)
            yield Entry(before + name, stamp, entry.file_size, _reader(path, (*trail, key)))


def _zip_in_zip(
    path: Path, whole: Zipped, trail: tuple[str, ...], entry: zipfile.ZipInfo, deep: int
) -> Iterator[Entry | Flaw]:
    inner: Zipped | bytes | Flaw = Flaw("套了太多层") if deep >= _DEEPEST else whole.read(entry)
    if isinstance(inner, bytes):
        inner = opened(inner, WITHIN)
    if isinstance(inner, Flaw):
        yield Flaw(f"里面的压缩包“{_spelt(trail[-1], entry)}”{inner.fact}")
    else:
        yield from _within(path, inner, trail, deep + 1)


def _reader(path: Path, trail: tuple[str, ...]) -> Callable[[], bytes | Flaw]:
    return lambda: _read(path, trail)


def _read(path: Path, trail: tuple[str, ...]) -> bytes | Flaw:
    whole = _open(path, trail[:-1])
    if isinstance(whole, Flaw):
        return whole
    return whole.read(whole.entries[trail[-1]]) if trail[-1] in whole.entries else Flaw("刚才还在，现在没有了")


@lru_cache(maxsize=1)
def _open(path: Path, trail: tuple[str, ...]) -> Zipped | Flaw:
    """The zip that was read from last: its files come one after another."""
    try:
        whole = in_file(path, PARCEL)
    except OSError as error:
        return Flaw(f"读不了（{error.strerror or error}）")
    for name in trail:
        if isinstance(whole, Flaw):
            break
        data = whole.read(whole.entries[name]) if name in whole.entries else Flaw("刚才还在，现在没有了")
        whole = opened(data, WITHIN) if isinstance(data, bytes) else data
    return whole


def _spelt(name: str, entry: zipfile.ZipInfo | None = None) -> str:
    """zipfile takes a name that is not marked as UTF-8 for code page 437; on a Chinese Windows it is GBK."""
    if entry is not None and entry.flag_bits & _UTF8:
        return name.replace("\\", "/")
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name.replace("\\", "/")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return name.replace("\\", "/")


def _safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    away = name.startswith("/") or ".." in parts or ":" in name or "\0" in name
    return bool(parts) and not away and len(name) <= _LONGEST


def _stamp(entry: zipfile.ZipInfo) -> float:
    """Order alone matters; a zip knows no time zone."""
    import calendar

    try:
        return float(calendar.timegm((*entry.date_time, 0, 0, 0)))
    except (ValueError, OverflowError):
        return 0.0
