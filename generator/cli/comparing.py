"""Two inputs in, what differs between them in the report's words on standard output out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from msgspec.structs import replace

from .. import pipeline
from ..changes import Change, Wordings, differences
from ..codes.filling import PART
from ..display import full, screenful, visible
from ..figure import Item
from ..pack import Pack
from ..packs import full_record
from . import console, verdict
from .sides import Side, is_part, is_yaml, pairs, reads, sides
from .targets import no_whole

LONG = 60
"""Characters of both texts that stand on one line."""
LONGEST = 1_000
"""Characters of a paragraph or a name that are shown; no published report has a longer one."""
NOTHING = "（没有）"


def compare(old: str, new: str, settings: pipeline.Settings) -> int:
    """0 where both could be read, changed or not; what is wrong with either is for `check` to say."""
    if not (Path(old).is_dir() and Path(new).is_dir()):
        return _apart(new, old, new, sides(old, new), settings)
    worst = 0
    for name, before, after in pairs(old, new):
        console.say(f"{visible(name)}：\n")
        two = tuple(Side(None if one == os.devnull else Path(one), _beside(name, one)) for one in (before, after))
        worst = max(worst, _apart(name, before, after, (two[0], two[1]), settings))
    return worst


def _apart(name: str, old: str, new: str, two: tuple[Side, Side], settings: pipeline.Settings) -> int:
    """One of many: what goes wrong with it stops none of the others."""
    try:
        return _compare(old, new, two, settings)
    except Exception as error:
        console.tell(full((verdict.broken(Path(name), error),)))
        return 2


def _beside(name: str, given: str) -> Path:
    """Where a file of two folders lies: git names it from the root of the repository, in which it runs us."""
    return Path(name) if Path(name).exists() or given == os.devnull else Path(given)


def _compare(old: str, new: str, two: tuple[Side, Side], settings: pipeline.Settings) -> int:
    if not any(map(is_yaml, two)):
        console.tell(f"{visible(str(two[1].home))} 不是填报文件，没有比较\n")
        return 0
    alone = two[0].given is None or two[1].given is None
    read = reads(two)
    if alone and (read is None or not is_part(two)):
        return _came_or_went(two)
    if read is None:
        problem = no_whole(two[1].given or two[1].home)
        console.tell(full((problem,)) + f"读不了 {visible(new)}，没有比较\n")
        return 1
    found: list[tuple[Pack, Item]] = []
    for name, one, side, word in zip((old, new), read, two, ("旧", "新"), strict=True):
        called = str(one.whole) if side.given == one.whole else f"{one.whole}（{word}）"
        checked = pipeline.read(one.whole, replace(settings, instead=one.instead), called)
        if not checked.figures:
            console.tell(screenful(checked.diagnostics, console.rows(sys.stderr), console.coloured(sys.stderr)))
            console.tell(f"读不了 {visible(name)}，没有比较\n")
            return max(1, verdict.status(checked.diagnostics))
        lost = [problem for problem in checked.diagnostics if problem.code is PART]
        console.tell(full(lost))  # what is named there and lies there no more is missing in the comparison
        found.append(checked.figures[0])
    (old_pack, before), (new_pack, after) = found
    changes = differences(before, after, full_record((new_pack,)), Wordings(old_pack.wording, new_pack.wording))
    console.say("".join(_said(changes)) or "没有不同\n")
    return 0


def _came_or_went(two: tuple[Side, Side]) -> int:
    """A file that only one side has."""
    side = two[0] if two[1].given is None else two[1]
    if side.given is None or not side.given.is_file():
        console.tell(f"错误：读不了 {visible(str(side.given or side.home))}\n")
        return 2
    console.say(f"{'删去' if side is two[0] else '新增'}：{visible(str(side.home))}\n")
    return 0


def show_text(path: str) -> int:
    """The text of a DOCX, for git's textconv."""
    from ..container import Flaw
    from ..display.screen import cell
    from ..wordtext import text_of_docx

    try:
        text = text_of_docx(Path(path))
    except (OSError, ValueError):  # ValueError: a zero character in the path
        console.tell(f"错误：读不了 {visible(path)}\n")
        return 2
    if isinstance(text, Flaw):
        console.tell(f"错误：{visible(path)} 不是能读的 DOCX：{visible(text.fact)}\n")
        return 2
    console.hand_over("".join(one if one in "\t\n" else cell(one) for one in text))
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
    what, remark = visible(_around(one.what)), f"，{one.remark}" if one.remark else ""
    if {one.old, one.new} <= {None, "新增", "删去"}:
        return f"{what}：{one.new or one.old}\n"
    old, new = one.old or "", one.new or ""
    if "\n" not in old + new and len(old) + len(new) <= LONG:
        return f"{what}：{visible(old) or NOTHING} → {visible(new) or NOTHING}{remark}\n"
    before, after = ([line for line in text.split("\n") if line] for text in (old, new))
    pairs = list(zip_longest(before, after, fillvalue=""))
    lines = [f"- {_around(was, now)}" for was, now in pairs if was]
    lines += [f"+ {_around(now, was)}" for was, now in pairs if now]
    return f"{what}：\n" + "".join(f"  {visible(line)}\n" for line in lines)


def _around(text: str, other: str = "") -> str:
    """A line as it is shown: of one that is longer than any reader wants, what lies where it first differs."""
    if len(text) <= LONGEST:
        return text
    differs = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), len(other))
    begin = max(0, min(differs, len(text)) - LONGEST // 3)
    piece = text[begin : begin + LONGEST]
    return ("…" if begin else "") + piece + ("…" if begin + LONGEST < len(text) else "")
