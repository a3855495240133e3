"""Two inputs in, what differs between them in the report's words on standard output out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from .. import pipeline
from ..changes import Change, Wordings, differences
from ..display import screenful, visible
from ..packs import full_record
from . import console, verdict

LONG = 60
"""Characters of both texts that stand on one line."""
NOTHING = "（没有）"


def compare(old: str, new: str, settings: pipeline.Settings) -> int:
    """0 where both could be read, changed or not; what is wrong with either is for `check` to say."""
    sides = []
    for name in (old, new):
        checked = pipeline.check(Path(name), settings)
        if not checked.figures:
            console.tell(screenful(checked.diagnostics, console.rows(sys.stderr), console.coloured(sys.stderr)))
            console.tell(f"读不了 {visible(name)}，没有比较\n")
            return max(1, verdict.status(checked.diagnostics))
        sides.append(checked.figures[0])
    (old_pack, before), (new_pack, after) = sides
    found = differences(before, after, full_record((new_pack,)), Wordings(old_pack.wording, new_pack.wording))
    console.say("".join(_said(found)) or "没有不同\n")
    return 0


def show_text(path: str) -> int:
    """The text of a DOCX, for git's textconv."""
    from ..wordtext import text_of_docx

    try:
        text = text_of_docx(Path(path).read_bytes())
    except OSError:
        console.tell(f"错误：读不了 {visible(path)}\n")
        return 2
    if text is None:
        console.tell(f"错误：{visible(path)} 不是能读的 DOCX\n")
        return 2
    console.hand_over(text)
    return 0


def _said(found: tuple[Change, ...]) -> Iterator[str]:
    """A line for each; prose of several lines below its name, as a diff shows it."""
    following = False
    for one in found:
        if one.follows and not following:
            following = True
            yield "随之变化：\n"
        yield ("  " if one.follows else "") + _line(one)


def _line(one: Change) -> str:
    what, remark = visible(one.what), f"，{one.remark}" if one.remark else ""
    if {one.old, one.new} <= {None, "新增", "删去"}:
        return f"{what}：{one.new or one.old}\n"
    old, new = one.old or "", one.new or ""
    if "\n" not in old + new and len(old) + len(new) <= LONG:
        return f"{what}：{visible(old) or NOTHING} → {visible(new) or NOTHING}{remark}\n"
    lines = [f"- {line}" for line in old.split("\n") if line] + [f"+ {line}" for line in new.split("\n") if line]
    return f"{what}：\n" + "".join(f"  {visible(line)}\n" for line in lines)
