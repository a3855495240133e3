"""A pack as it was given in, one zip of it out: the same bytes on every machine, with a list of SHA-256 sums.

Nothing is compressed, for no two releases of zlib need to agree; times, rights and order are fixed. The folders in it are
the pack's name, so that the file may be called anything. SHA256SUMS is as sha256sum reads it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from ..packs.content import every
from ..packs.seal import SUMS, broken_seal
from .given import Given

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_RIGHTS = 0o100644 << 16
_UNIX = 3


def sealed(given: Given) -> bytes:
    """Of the files as they are, sample and all."""
    inner = {f"{given.name}/{name}": given.files.read(name) or b"" for name in every(given.files)}
    sums = "".join(f"{_sum(data)}  {name}\n" for name, data in inner.items())
    return _zip({SUMS: sums.encode("utf-8"), **inner})


def _zip(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system, entry.external_attr = _UNIX, _RIGHTS
            archive.writestr(entry, data)
    return target.getvalue()


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


__all__ = ["SUMS", "broken_seal", "sealed"]
