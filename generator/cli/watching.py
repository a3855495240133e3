"""Inputs in, their findings again whenever one of them is saved out, until the user breaks it off.

Files are looked at twice a second: that works on network drives too, which tell nobody of a change.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from .. import pipeline
from ..parts import files_beside
from . import console
from .checking import Manner, check_all
from .targets import targets

PAUSE = 0.5
Stamp = tuple[int, int] | None


def watch_all(files: Sequence[str], settings: pipeline.Settings, manner: Manner) -> int:
    """Check now, and after every save; ends by Ctrl+C with the last check's exit code."""
    status = 0
    try:
        while True:
            seen = _stamps(_watched(files))
            status = check_all(files, settings, manner)
            console.say(f"{time.strftime('%H:%M:%S')} 查完，保存后会再查；按 Ctrl+C 结束\n\n")
            while _stamps(seen) == seen:
                time.sleep(PAUSE)
    except KeyboardInterrupt:
        return status


def _watched(files: Sequence[str]) -> list[Path]:
    """The files themselves, what their lists name, and last year's file."""
    asked = [one.path for one in targets(files)]
    return list(dict.fromkeys(one for path in asked for one in (path, *files_beside(path))))


def _stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> Stamp:
    """When and how large; None while an editor has it away to replace it."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
