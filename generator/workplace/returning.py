"""What a leader changed in a DOCX in, what the page shows of it out: each change beside the line that printed it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..merging import Merged, Returning
from ..source import Place, shorten
from .folder import Refused
from .judging import Offsets

_LONGEST = 60
"""Characters of a line of the file that are shown."""
_MOST_LINES = 3
_DID = {"inserted": "修订加字", "deleted": "修订删字", "comment": "批注"}
_TOGETHER = "单收这一处，报告印得与领导改的不一样；和别的一起收，或者自己改"
_STALE = "句是生成之后填报文件改的，没有列出"


def shown(merged: Merged, path: Path) -> dict[str, Any]:
    """Every change; the edits of one come only when it is accepted."""
    changes = [_change(one, path) for one in merged.changes]
    stale = [f"另有 {merged.stale} {_STALE}"] if merged.stale else []
    return {"changes": changes, "notes": [*merged.notes, *stale]}


def accepted(merged: Merged, path: Path, before: Sequence[int], new: Sequence[int]) -> list[dict[str, Any]]:
    """The edits of the text that was compared which write the new ones; tried together with those accepted before."""
    chosen = sorted({*before, *new})
    if not new or any(not 0 <= one < len(merged.changes) or not _is_ours(merged.changes[one], path) for one in chosen):
        raise Refused("这一处写不进这份文件，请自己改")
    if not merged.hold(chosen):
        raise Refused(_TOGETHER)
    found: dict[tuple[int, int, str], dict[str, Any]] = {}
    for one in new:
        for place, text in merged.changes[one].placed.edits:
            offsets = Offsets(place.source.text)
            edit = {"from": offsets[place.start], "to": offsets[place.end], "insert": text, "of": one}
            found.setdefault((place.start, place.end, text), edit)
    return sorted(found.values(), key=lambda one: (one["from"], one["to"]))


def _change(one: Returning, path: Path) -> dict[str, Any]:
    comment = one.old == one.new
    what = "批注" if comment else "改写" if one.old and one.new else "删去" if one.old else "新增"
    told = list(one.placed.told)
    elsewhere = one.writable and not _is_ours(one, path)
    if elsewhere:
        told.append("这一句写在另一份文件里，打开那一份再收")
    return {
        "what": what,
        "old": "" if comment else one.old,
        "new": one.new,
        "where": one.where,
        "touches": [
            {"did": _DID[touch.kind], "who": touch.who, "when": touch.when, "text": touch.text} for touch in one.touches
        ],
        "places": [_place(place, path) for place in one.placed.places[:_MOST_LINES]],
        "told": told,
        "writable": one.writable and not elsewhere,
        "echoes": len(one.echoes),
    }


def _is_ours(one: Returning, path: Path) -> bool:
    return one.writable and all(place.file == str(path) for place, _ in one.placed.edits)


def _place(place: Place, path: Path) -> dict[str, Any]:
    offsets = Offsets(place.source.text)
    ours = place.file == str(path)
    return {
        "file": "" if ours else Path(place.file).name,
        "line": place.line,
        "text": shorten(place.source.line_text(place.line).strip(), _LONGEST),
        "from": offsets[place.start] if ours else 0,
        "to": offsets[place.end] if ours else 0,
    }
