"""A file's path and the words by which it names another in, where that one lies out: beside it or below its folder, or nowhere.

Who opens a report that he was sent is not to read, print or wait for whatever it names elsewhere on his machine.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

SUFFIXES = (".yaml", ".yml")
LONGEST = 255
"""Characters of a path; no system lets a file's name have more."""
_DRIVE = re.compile("[A-Za-z]:")


def plain(words: str) -> str:
    """A path with strokes as on all systems but Windows."""
    return words.strip().replace("\\", "/")


def is_below(words: str) -> bool:
    """Whether a path names a YAML file, and never leads up or away as far as it is written."""
    parts = PurePosixPath(words).parts
    away = words.startswith("/") or ".." in parts or _DRIVE.match(words) or "\0" in words
    return bool(parts) and len(words) <= LONGEST and not away and words.lower().endswith(SUFFIXES)


def beside(path: Path, words: str) -> Path | None:
    """None also where a link leads out of the folder, or what is there is no plain file."""
    words = plain(words)
    if not is_below(words):
        return None
    found = path.parent / words
    try:
        folder, real = Path(os.path.realpath(path.parent)), Path(os.path.realpath(found))
        odd = os.path.lexists(real) and not real.is_file() and not real.is_dir()
    except (OSError, ValueError):
        return None
    return found if folder in real.parents and not odd else None
