"""An edited DOCX and the file that it was built from in, its changes on standard output (or in the file) out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..diagnostic import Diagnostic
from ..display import screenful, visible
from ..handwork.returned import Touch
from ..merging import Merged, Returning, merge
from ..pipeline import Settings
from ..source import Place, shorten
from . import console, verdict
from .fixing import write

LONGEST = 60
"""Characters of a line of the file that are shown."""
MOST_LINES = 3
_DID = {"inserted": "修订加字", "deleted": "修订删字", "comment": "批注"}


def merge_one(docx: str, file: str, settings: Settings, accepted: Sequence[int], shown: bool, writes: bool) -> int:
    """Show the changes; then the diff of what can be written, or write it."""
    path = Path(file)
    try:
        data = Path(docx).read_bytes()
    except (OSError, ValueError) as error:
        console.tell(f"错误：读不了 {visible(docx)}（{getattr(error, 'strerror', None) or '路径不对'}）\n")
        return 2
    try:
        merged = merge(data, path, settings)
    except Exception as error:
        return verdict.tell((verdict.broken(path, error),))
    if merged.refused:
        console.tell(screenful(merged.diagnostics, console.rows(sys.stderr), console.coloured(sys.stderr)))
        console.tell(f"错误：没有比较 {visible(docx)} 与 {visible(file)}：{visible(merged.refused)}\n")
        return max(1, verdict.status(merged.diagnostics))
    wrong = [one for one in accepted if not 1 <= one <= len(merged.changes) or not merged.changes[one - 1].writable]
    for number, one in enumerate(merged.changes, 1):
        console.say("".join(f"{visible(line)}\n" for line in _lines(number, one)))
    console.say("".join(f"{visible(note)}\n" for note in merged.notes) + _summary(merged))
    if wrong:
        console.tell(f"错误：第 {'、'.join(map(str, wrong))} 处没有，或者写不进去；一处也没有写\n")
        return 2
    if accepted and not merged.hold([one - 1 for one in accepted]):
        console.tell("错误：单写这几处，报告印得与领导改的不一样；一处也没有写，与别的一起写，或者自己改\n")
        return 1
    return _done(merged, [one - 1 for one in accepted], shown, writes)


def _done(merged: Merged, accepted: Sequence[int], shown: bool, writes: bool) -> int:
    chosen = accepted or [number for number, one in enumerate(merged.changes) if one.writable]
    fixed = merged.fixed(chosen)
    if shown:
        for one in fixed:
            console.say("".join(f"{visible(line)}\n" for line in one.diff.split("\n")[:-1]))
    if not fixed:
        return 0
    if not writes:
        console.tell(
            f"第 {'、'.join(str(one + 1) for one in chosen)} 处可以写进填报文件，还没有写入；用 --write 写入\n"
        )
        return 0
    refused: tuple[Diagnostic, ...] = ()
    for one in fixed:
        problems = write(one)
        refused += problems
        console.say("" if problems else f"{visible(one.name)}：写入 {one.mended} 处\n")
    return verdict.tell(refused) if refused else 0


def _lines(number: int, one: Returning) -> Iterator[str]:
    what = "批注" if one.old == one.new else "改写" if one.old and one.new else "删去" if one.old else "新增"
    yield f"{number}. {what}" + (f"（{one.where}）" if one.where else "")
    if one.old == one.new:
        yield from ([f"   = {one.old}"] if one.old else [])
    else:
        yield from (f"   {sign} {text}" for sign, text in (("-", one.old), ("+", one.new)) if text)
    for touch in one.touches:
        yield f"   {_touch(touch)}"
    for place in one.placed.places[:MOST_LINES]:
        yield f"   {place.file}:{place.line}  {_line(place)}"
    yield from (f"   {text}" for text in one.placed.told)
    if one.writable:
        also = f"；报告里另有 {len(one.echoes)} 处印这几个字，会一起改" if one.echoes else ""
        yield f"   本部门写的话：可以写入{also}"


def _touch(touch: Touch) -> str:
    signed = "，".join(filter(None, (touch.who, touch.when)))
    text = f"：{shorten(touch.text, LONGEST)}" if touch.text else ""
    return f"{_DID[touch.kind]}（{signed}）{text}"


def _line(place: Place) -> str:
    return shorten(place.source.line_text(place.line).strip(), LONGEST)


def _summary(merged: Merged) -> str:
    changes = merged.changes
    if not changes:
        told = "没有改动"
    else:
        writable = sum(one.writable for one in changes)
        comments = sum(one.old == one.new for one in changes)
        told = f"共 {len(changes)} 处：{writable} 处可以写入，{len(changes) - writable - comments} 处要自己改，{comments} 处只有批注"
    stale = f"；另有 {merged.stale} 句是生成之后填报文件改的，没有列出" if merged.stale else ""
    return f"{told}{stale}\n"
