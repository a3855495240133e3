"""A zip's bytes in, its entries by name out, counted and weighed by its directory before anything is unpacked.

Only stored and deflated entries are read: another method may ask for gigabytes before its first byte (LZMA's dictionary).
"""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from .flaw import Flaw, named

FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
)
"""What zipfile raises on damaged files: RuntimeError where one is encrypted, NotImplementedError and RecursionError are
RuntimeErrors, UnicodeDecodeError is a ValueError, OverflowError an ArithmeticError."""
METHODS = {zipfile.ZIP_BZIP2: "BZIP2", zipfile.ZIP_LZMA: "LZMA"}
"""The names of methods that are refused; others are told by their number."""
ENCRYPTED = 0x1
PIECE = 1 << 16
"""Bytes that are unpacked at once where only their hash is wanted."""
_DIRECTORY = b"PK\1\2"
_HEADER = 30
"""Bytes in front of every entry, at least."""


class ZipBounds(Struct, frozen=True):
    """How large a zip may be."""

    packed: int
    """Bytes of the zip itself."""
    entries: int
    unpacked: int
    """Bytes of all entries together."""
    each: int | None = None
    """Bytes of one entry: a larger one is there, but neither counted nor read."""
    ratio: int | None = None
    """Bytes that a byte of the zip may become, on the average; not asked of what is below `SMALL`."""


DOCX = ZipBounds(packed=100_000_000, entries=2_000, unpacked=200_000_000, ratio=200)
"""Of a report: the largest in inputs/ has 66 KB, 39 entries, 560 KB unpacked, 13 times as much as packed: 1,500, 50, 350 and 15
times more. Pictures that somebody put in need the room; one of 1,000 projects has 15 MB unpacked, 24 times as much."""
PACK = ZipBounds(packed=10_000_000, entries=2_000, unpacked=32_000_000, each=1_000_000)
"""Of a template pack: the largest that comes with the program has 46 files, another 70 KB unpacked: 40 and 450 times more."""
SMALL = 1_000_000
"""Bytes that any zip may have unpacked."""


class Zipped:
    """A zip that was found in order as far as its directory tells; `entries` by name as zipfile reads it."""

    def __init__(self, archive: zipfile.ZipFile, bounds: ZipBounds) -> None:
        self._archive, self._bounds = archive, bounds
        self.comment = archive.comment
        self.entries = {entry.filename: entry for entry in archive.infolist() if entry.filename}

    def read(self, entry: zipfile.ZipInfo, most: int | None = None) -> bytes | Flaw:
        """An entry, whole and with the right checksum."""
        room = self._bounds.unpacked if self._bounds.each is None else self._bounds.each
        most = room if most is None else most
        if entry.file_size > most:
            return Flaw(f"里面的{named(entry.filename)}有 {_size(entry.file_size)}，超过 {_size(most)}，没有读")
        try:
            return b"".join(self._pieces(entry, entry.file_size + 1))
        except FAULTS:
            return _broken(entry)

    def digest(self, entry: zipfile.ZipInfo) -> str | Flaw:
        """The SHA-256 of an entry, piece by piece."""
        total = hashlib.sha256()
        try:
            for piece in self._pieces(entry, PIECE):
                total.update(piece)
        except FAULTS:
            return _broken(entry)
        return total.hexdigest()

    def _pieces(self, entry: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        """No more than the directory says; EOFError where there is less, which zipfile takes for the end."""
        left = entry.file_size
        with self._archive.open(entry) as file:
            while piece := file.read(size):
                left -= len(piece)
                yield piece
        if left:
            raise EOFError


def in_file(path: Path, bounds: ZipBounds) -> Zipped | Flaw:
    """The zip that a file holds; its size is asked before it is read, and OSError is the caller's to tell."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return Flaw("不是普通文件")
    if status.st_size > bounds.packed:
        return flaw_of_size(status.st_size, bounds)
    with path.open("rb") as file:
        return opened(file.read(bounds.packed + 1), bounds)


def opened(data: bytes, bounds: ZipBounds) -> Zipped | Flaw:
    """A zip, or why it is not read."""
    if len(data) > bounds.packed:
        return flaw_of_size(len(data), bounds)
    if data.count(_DIRECTORY) > bounds.entries:  # zipfile would make an object of each
        return Flaw(f"里面的文件超过 {bounds.entries} 个，没有读")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except FAULTS:
        return Flaw("不是压缩包，或者压缩包不完整")
    return _wrong(entries, len(data), bounds) or Zipped(archive, bounds)


def _wrong(entries: Sequence[zipfile.ZipInfo], size: int, bounds: ZipBounds) -> Flaw | None:
    """What the directory itself tells."""
    known: set[str] = set()
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            method = METHODS.get(entry.compress_type, str(entry.compress_type))
            return Flaw(f"里面的{named(entry.filename)}用了 {method} 压缩方法，只读不压缩和 DEFLATE 的")
        if entry.flag_bits & ENCRYPTED:
            return Flaw(f"里面的{named(entry.filename)}加了密")
        if entry.filename in known:
            return Flaw(f"里面有两个{named(entry.filename)}")
        known.add(entry.filename)
    total = sum(entry.file_size for entry in entries if bounds.each is None or entry.file_size <= bounds.each)
    if total > bounds.unpacked:
        return Flaw(f"解压后有 {_size(total)}，超过 {_size(bounds.unpacked)}，没有读")
    if bounds.ratio is not None and total > max(SMALL, size * bounds.ratio):
        return Flaw(f"解压后是压缩时的 {total // size} 倍，超过 {bounds.ratio} 倍，没有读")
    return _overlapping(entries, size)


def _overlapping(entries: Sequence[zipfile.ZipInfo], size: int) -> Flaw | None:
    """Entries that share their bytes, or reach beyond the file."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise([*ordered, None]):
        if entry is None:
            break
        end = entry.header_offset + _HEADER + entry.compress_size
        if end > (following.header_offset if following is not None else size) or entry.header_offset < 0:
            return Flaw(f"里面的{named(entry.filename)}和别的叠在一起，或者不完整")
    return None


def flaw_of_size(size: int, bounds: ZipBounds) -> Flaw:
    return Flaw(f"有 {_size(size)}，超过 {_size(bounds.packed)}，没有读")


def _broken(entry: zipfile.ZipInfo) -> Flaw:
    return Flaw(f"里面的{named(entry.filename)}坏了，解压不出来或者校验不符")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= SMALL else f"{size} 字节"
