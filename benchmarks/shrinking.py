"""Bytes and what must go on holding of them in, the fewest bytes of which it holds still out, within some seconds."""

from __future__ import annotations

import time
from collections.abc import Callable


def shrunk(data: bytes, holds: Callable[[bytes], bool], seconds: float) -> bytes:
    """First whole lines are left out, then characters, in ever smaller stretches, until nothing more can be."""
    end = time.monotonic() + seconds
    text = data.decode("utf-8", "surrogateescape")
    for split in ("\n", ""):
        parts = text.splitlines(keepends=True) if split else list(text)
        text = "".join(_fewest(parts, lambda some: holds("".join(some).encode("utf-8", "surrogateescape")), end))
    return text.encode("utf-8", "surrogateescape")


def _fewest(parts: list[str], holds: Callable[[list[str]], bool], end: float) -> list[str]:
    size = max(len(parts) // 2, 1)
    while True:
        before = len(parts)
        at = 0
        while at < len(parts) and time.monotonic() < end:
            without = parts[:at] + parts[at + size :]
            if holds(without):
                parts = without
            else:
                at += size
        if time.monotonic() >= end or (size == 1 and len(parts) == before):
            return parts
        size = max(size // 2, 1)
