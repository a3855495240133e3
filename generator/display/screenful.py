"""Findings in, as many of them as a screen holds out: causes before what may follow from them, the rest counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..diagnostic import Diagnostic, Kind, Severity
from .forms import full, summary

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_STAGE = {Kind.OUTPUT: 0, Kind.READING: 1, Kind.PACK: 2, Kind.FILLING: 3}
"""What could not be read may be why something is missing, and both why figures do not agree (any other kind)."""
BELOW = 4
"""Lines that a screen needs beside the findings: what is left, the verdict, the prompt."""


def causes_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Errors before warnings before notes; among equals what an earlier stage found first, then by place."""
    return sorted(diagnostics, key=lambda one: (_WEIGHT[one.weight], _STAGE.get(one.code.kind, len(_STAGE))))


def screenful(diagnostics: Sequence[Diagnostic], rows: int | None, colour: bool = False) -> str:
    """The findings in full, at most `rows` lines of them (None: all) but always the first; how many are left."""
    shown: list[str] = []
    used = 0
    ordered = causes_first(diagnostics)
    for one in ordered:
        text = full([one], colour) + "\n"
        used += text.count("\n")
        if rows is not None and shown and used > rows - BELOW:
            break
        shown.append(text)
    left = ordered[len(shown) :]
    more = f"另有 {summary(left)}没有列出；先改上面的，或加 --all 全部列出\n\n" if left else ""
    return "".join(shown) + more
