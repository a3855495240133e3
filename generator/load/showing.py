"""Slips and the edits that set them right in, their findings with the corrected line in the help out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ..diagnostic import Diagnostic
from ..source import Source
from . import mending
from .mending import Edit, Mend, MendedText
from .wording import shown

WIDE = 80
"""Characters of a line that a help shows; of a longer one it shows what surrounds the change."""


UNSURE = "；拿不准，--fix 不改它，请核对"
"""Behind a line that is most likely meant, where nothing is said of what else may be."""


def told(source: Source, slips: Sequence[Mend], edits: Iterable[Edit]) -> Iterator[Diagnostic]:
    """Each slip's finding; the line is shown with all the edits made in it."""
    final = mending.sheet(source, edits)
    for slip in slips:
        found = slip.diagnostic
        if slip.edits and not slip.told:
            line = found.place.line
            more = f"；{found.help}" if found.help else ""
            more += "" if slip.safe or "若" in found.help else UNSURE
            found = replace(found, help=f"改为 {changed(source.line_text(line), final.line_text(line))}{more}")
        yield found


def corrected(sheet: MendedText, *changes: tuple[int, int, str]) -> str:
    """A line of the sheet as it should stand: for a slip that may mean two things."""
    line = sheet.line(changes[0][0])
    text, start = sheet.line_text(line), sheet.line_start(line)
    done = text
    for begin, end, new in sorted(changes, reverse=True):
        done = done[: begin - start] + new + done[end - start :]
    return changed(text, done)


def with_edits(source: Source, line: int, edits: Iterable[Edit]) -> str:
    """A line of the source with the edits of one slip."""
    return changed(source.line_text(line), mending.sheet(source, edits).line_text(line))


def changed(before: str, after: str) -> str:
    """A corrected line for a message; how far it is indented is said where that changed."""
    content = after.strip(" \t\u3000\xa0")
    depth = len(after) - len(after.lstrip(" "))
    moved = before[: len(before) - len(before.lstrip())] != after[:depth]
    if not content:
        return "空行"
    return excerpt(before.strip(), content) + (f"（{spaces(depth)}）" if moved else "")


def spaces(depth: int) -> str:
    return f"行首空 {depth} 格" if depth else "顶格写"


def excerpt(before: str, after: str) -> str:
    if len(after) <= WIDE:
        return shown(after, WIDE)
    first = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    begin = max(0, min(first - WIDE // 3, len(after) - WIDE))
    return ("…" if begin else "") + shown(after[begin:], WIDE - 1)
