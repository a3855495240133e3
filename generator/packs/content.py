"""The files of a pack and of those that it inherits in, where it came from and one digest of all that they say out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from ..pack import Origin
from .files import LARGEST, PackFiles, built_in, entries, is_litter, plain

SAMPLE = "sample"
"""Shows what a pack prints, and says nothing of it."""


def origin(files: PackFiles) -> Origin:
    return Origin(files.path, files.path.is_relative_to(built_in()))


def digest(chain: Sequence[PackFiles]) -> str:
    """SHA-256 of the sorted inner names and the bytes of a pack's files, and of its parent's; a zip's as its folder's."""

    return hashlib.sha256(
        b"".join(_built_in(one) if origin(one).built_in else _digest(one) for one in chain)
    ).hexdigest()


def listed(files: PackFiles) -> tuple[str, ...]:
    """The inner names of a pack's files, sorted; what systems leave behind and its sample are none of them."""
    return tuple(sorted(set(_names(files))))


def every(files: PackFiles) -> tuple[str, ...]:
    """The same with its sample: all that is handed on."""
    return tuple(sorted(set(_names(files, with_sample=True))))


@lru_cache(maxsize=64)
def _built_in(files: PackFiles) -> bytes:
    """What came with the program stays as it is while it runs."""
    return _digest(files)


def _digest(files: PackFiles) -> bytes:

    whole = hashlib.sha256()
    for name in listed(files):
        for data in (name.encode("utf-8", "surrogateescape"), files.read(name) or b""):
            whole.update(b"%d:" % len(data))
            whole.update(data)
    return whole.digest()


def _names(files: PackFiles, with_sample: bool = False) -> Iterator[str]:
    for parts in _in_zip(files) if files.packed else _in_folder(files):
        if (with_sample or parts[0] != SAMPLE) and not any(map(is_litter, parts)):
            yield "/".join(parts)


def _in_folder(files: PackFiles) -> Iterator[tuple[str, ...]]:
    for folder, _, names in os.walk(files.path):
        above = Path(folder).relative_to(files.path).parts
        for name in names:
            yield tuple(plain(part) for part in (*above, name))


def _in_zip(files: PackFiles) -> Iterator[tuple[str, ...]]:
    for name, entry in entries(files).items():
        if name and not name.endswith("/") and not entry.is_dir() and entry.file_size <= LARGEST:
            yield tuple(name.split("/"))
