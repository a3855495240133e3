"""A DOCX in, the same with the fingerprint of its parts out: whether anybody saved it since."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ..container import DOCX, Flaw, Zipped, opened

STAMP = re.compile(rb"zipingbao sha256=([0-9a-f]{64})")


def stamp(data: bytes) -> bytes:
    """A DOCX with the fingerprint of its parts as the archive's comment, which Word and WPS drop when they save."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        parts = ((name, hashlib.sha256(archive.read(name)).hexdigest()) for name in sorted(archive.namelist()))
        archive.comment = b"zipingbao sha256=" + _fingerprint(parts).encode("ascii")
    return buffer.getvalue()


def was_edited(data: bytes) -> bool:
    """Whether a DOCX was saved by somebody since it was stamped, or never was; one that cannot be read was."""
    zipped = opened(data, DOCX)
    if isinstance(zipped, Flaw):
        return True
    found = STAMP.fullmatch(zipped.comment)
    return found is None or found[1].decode("ascii") != _found(zipped)


def _found(zipped: Zipped) -> str:
    """The fingerprint of what is there; none where a part is broken."""
    parts: list[tuple[str, str]] = []
    for name in sorted(zipped.entries):
        part = zipped.digest(zipped.entries[name])
        if isinstance(part, Flaw):
            return ""
        parts.append((name, part))
    return _fingerprint(iter(parts))


def _fingerprint(parts: Iterator[tuple[str, str]]) -> str:
    """Over the unpacked parts, so that another zlib gives the same."""
    total = hashlib.sha256()
    for name, part in parts:
        total.update(f"{len(name)} {name} {part}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def is_docx(path: Path) -> bool:
    return path.suffix.lower() == ".docx"
