"""A text of a template in, why no report can print it out: characters that XML forbids, and those that hold a value's place."""

from __future__ import annotations

from ..load.characters import REFUSED
from ..load.wording import code_point
from ..pattern import deferred
from .faults import Unprinted

_BARRED = deferred(f"[{REFUSED}]")


def barred_at(text: str) -> int:
    """Where the first one stands, -1 where there is none."""
    match = None if text.isprintable() else _BARRED.search(text)
    return match.start() if match else -1


def refused_in(text: str, escaped: bool = True) -> Unprinted | None:
    at = barred_at(text)
    if at < 0:
        return None
    how = "引号里的转义写出了" if escaped else "模板里有"
    return Unprinted(f"{how}报告不能印的字符 {code_point(text[at])}", "" if escaped else text[at], advice="删去它")
