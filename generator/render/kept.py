"""A digest in, whether templates with it were found sound before out: kept in the user's cache folder where that can be.

Only that there was nothing to say is kept, never a finding: who loses the folder only waits a little.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

MOST = 500
"""More files than that are of packs long gone: all are thrown away."""


def folder(of: str = "templates") -> Path:
    """%LOCALAPPDATA% on Windows, XDG's cache folder elsewhere."""
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "zipingbao" / of


def is_sound(key: str) -> bool:
    try:
        return (folder() / key).is_file()
    except (OSError, RuntimeError):  # a home that is not known
        return False


def keep(key: str) -> None:
    """One empty file for each; a folder that cannot be written to is none."""
    try:
        (emptied(folder()) / key).touch()
    except (OSError, RuntimeError):
        return


def emptied(place: Path) -> Path:
    """The folder, made where it is not there, and without what has become too many."""
    place.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in place.iterdir()) > MOST:
        for old in place.iterdir():
            old.unlink(missing_ok=True)
    return place
