"""A user's folder of installed packs in, which versions of a pack stand there side by side, and whence, out.

地区/报告/版本.zip with 版本.json beside it; what wrote them is `issuing`. Nothing here asks a network.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from .files import PackFiles, parts_of, plain, spellings, user_folder

FOLDER, SOURCES = "installed", ".sources"


class Installed(Struct, frozen=True):
    """One version of a pack, who issued it and where it was taken from; `sha256` is that of its zip as it was issued."""

    name: str
    version: str
    path: Path
    bureau: str = ""
    fingerprint: str = ""
    address: str = ""
    sha256: str = ""
    latest: str = ""
    """The newest version that the repository was known to have when it was last asked."""

    @property
    def files(self) -> PackFiles:
        return PackFiles(self.name, self.path)

    @property
    def whole(self) -> bool:
        """Whether its zip is still the one that was issued."""
        try:
            return hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256
        except OSError:
            return False


def home() -> Path:
    """Beside the user's own packs."""
    return user_folder().parent / FOLDER


def versions(name: str, folder: Path | None = None) -> tuple[Installed, ...]:
    """Every installed version of a pack, the newest first."""
    folder = home() if folder is None else folder
    name = "/".join(parts_of(name))
    found = [one for spelled in spellings(name) if name for one in _in(folder / spelled, name)]
    return tuple(sorted(found, key=lambda one: order(one.version), reverse=True))


def every(folder: Path | None = None) -> tuple[Installed, ...]:
    """All that is installed, by name, the newest first."""
    folder = home() if folder is None else folder
    places = sorted({path.parent for path in folder.glob("*/*/*.zip")}) if folder.is_dir() else []
    names = [plain(place.relative_to(folder).as_posix()) for place in places]
    return tuple(one for name in names for one in versions(name, folder))


def order(version: str) -> tuple[tuple[int, str], ...]:
    """The numbers of a version in their order, however long they are: the longer one without leading zeros is larger."""
    parts = (part.lstrip("0") for part in re.findall(r"[0-9]+", version)[:3])
    return tuple((len(part), part) for part in parts)


def _in(place: Path, name: str) -> Iterator[Installed]:
    there = os.path.isdir(place)  # noqa: PTH112 - a name may be too long to be asked for, where Path raises
    for path in place.glob("*.zip") if there else ():
        version = plain(path.name).removesuffix(".zip")
        yield Installed(name, version, path, **_noted(path.with_suffix("")))


def _noted(path: Path) -> dict[str, str]:
    try:
        noted = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = ("bureau", "fingerprint", "address", "sha256", "latest")
    return {key: str(noted[key]) for key in known if key in noted} if isinstance(noted, dict) else {}
