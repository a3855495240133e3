"""What was read in, points whose numbers repeat or skip (一是、三是；（1）（3）；13. 13.) out.

A point of a higher rank begins all lower ones anew; a series may begin anew at one wherever it likes. Headings (一、
and （一）) are only held against repeating: what stood between two of them may be printed by the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Sort
from .reading import Reading
from .slip import Mark, Slip

DIGITS = "一二三四五六七八九十"
NUMBERED = deferred(f"[{DIGITS}][是、，,）)]")
PAIRS = {"）": "（", ")": "("}
EDGES = frozenset("\n\f。；：;: \t　”’）)》！？")
"""Behind these a point may begin, and at the beginning of a text."""
SOFT = EDGES | frozenset("，,因为题施作中策点要")
"""Behind these 一是 may: 主要原因一是……，二是……，发现的问题一是……."""
JOINED = deferred(r"\d{1,2}(?:[、和至]\d{1,2}){0,9}[月号日层楼栋组标季级类#]")
"""Behind 1、 of 1、2月份, which is no point of a list."""
TOGETHER = deferred(f"[{DIGITS}][^{DIGITS}、，是]")
"""Behind 二、 of 二、三产业."""
FARTHEST = 3
"""What is skipped is one point or two."""
RANK = {"chapter": 0, "section": 1, "item": 2, "sub": 3, "word": 4, "is": 5, "task": 6}
HEADINGS = ("chapter", "section")
FLAT = ("word", "is", "task")
"""What is not nested in itself, but for points in one sentence."""
WORDS = ("word", "is")
ENDS = "。\n\f"
BEGUN = ("首先", "首要", "其次", "再次")
"""Words that begin another list, or its second point: 三是……。首要原因是……，其次是……，三是……."""
GONE_ON = ("其次", "再次", "再者")
"""Points without a number."""
SHOWN = {
    "chapter": "{}、",
    "section": "（{}）",
    "item": "{}.",
    "sub": "（{}）",
    "word": "第{}",
    "is": "{}是",
    "task": "任务{}",
}


class _Point(NamedTuple):
    start: int
    end: int
    number: int
    kind: str


def find(reading: Reading) -> Iterator[Slip]:
    """Headings are only looked for where a point is out of order, since they begin series anew."""
    points = sorted([*_arabic(reading), *_chinese(reading.text)])
    plain = [point for point in points if point.kind not in HEADINGS]
    headed = any(point.number == 2 for point in points if point.kind in HEADINGS)
    if headed or not (_in_order(plain) or not any(True for _ in _faults(reading.text, plain))):
        yield from _faults(reading.text, points)


def _in_order(points: list[_Point]) -> bool:
    """Whether each number is a one or the next of its kind: mostly so, and quickly seen."""
    last: dict[str, int] = {}
    for point in points:
        before = last.get(point.kind, 0)
        if point.number != before + 1 and (point.number != 1 or point.kind == "task"):
            return False
        last[point.kind] = point.number
    return True


def _faults(text: str, points: list[_Point]) -> Iterator[Slip]:
    last: dict[str, list[_Point]] = {}
    bound = 0
    for point in points:
        if point.start >= bound:
            last.clear()
            end = text.find("\f", point.start)
            bound = len(text) if end < 0 else end
        if point.kind not in FLAT:
            for lower in [one for one in last if RANK[one] > RANK[point.kind]]:
                del last[lower]
        running = last.setdefault(point.kind, [])
        if point.kind in WORDS and point.number == 1:
            running[:] = [*_around(text, running, point), point]
            continue
        before = _joined(running, point)
        if before is not None and _wrong(text, before, point):
            yield _slip(before, point)


def _around(text: str, running: list[_Point], point: _Point) -> list[_Point]:
    """一是做到两个到位：一是……，二是……；二是……: the point in whose sentence another list begins."""
    return [one for one in running[-1:] if not any(sign in text[one.end : point.start] for sign in ENDS)]


def _wrong(text: str, before: _Point, point: _Point) -> bool:
    """Numbers far apart, or going back, are not of one list; nor is 一是……，一是…… a fault, or 一是……，其次……，三是……."""
    if point.kind in HEADINGS:
        return point.number == before.number
    if point.kind not in WORDS:
        return 0 <= point.number - before.number <= FARTHEST
    between = text[before.end : point.start]
    if point.number == before.number:
        return point.number > 1 and not any(word in between for word in BEGUN)
    missing = DIGITS[before.number] if before.number < len(DIGITS) else ""
    return before.number < point.number <= before.number + FARTHEST and not any(
        word in between for word in (*GONE_ON, f"，{missing}", f"；{missing}", f"。{missing}", f"\n{missing}")
    )


def _arabic(reading: Reading) -> Iterator[_Point]:
    """1. and 1、, （1）, 任务1：."""
    text = reading.text
    for mark in reading.of(Sort.BARE):
        start, stop = mark.start, mark.stop
        behind = text[stop : stop + 1]
        if stop - start > 2 or behind not in ".．、）):：" or not behind:
            continue
        before = text[start - 1] if start else "\n"
        if behind in "）)" and before in "（(" and (start < 2 or text[start - 2] in EDGES or text[start - 2] in "，,"):
            yield _Point(start - 1, stop + 1, int(text[start:stop]), "sub")
        elif behind in ".．、" and before in EDGES and (before != " " or _begins(text, start)):
            if behind != "、" or JOINED.match(text, stop + 1) is None:
                yield _Point(start, stop + 1, int(text[start:stop]), "item")
        elif behind in ":：" and text[start - 2 : start] == "任务":
            yield _Point(start - 2, stop, int(text[start:stop]), "task")


def _begins(text: str, start: int) -> bool:
    """A number behind a blank is a point where a sentence ended before it, or it is a one: 第 2、3 处."""
    return (
        text[:start].rstrip(" ")[-1:] in "。；：;:\n\f" if text[start : start + 2] not in ("1.", "1、", "1．") else True
    )


def _chinese(text: str) -> Iterator[_Point]:
    """一是, 第一，, 一、 and （一）."""
    for match in NUMBERED.finditer(text):
        at, end = match.span()
        number, behind, before = DIGITS.index(text[at]) + 1, text[at + 1], text[at - 1 : at]
        if before == "第":
            if behind in "，、," and (at == 1 or text[at - 2] in EDGES):
                yield _Point(at - 1, end - 1, number, "word")
        elif behind in PAIRS:
            if before == PAIRS[behind] and (at == 1 or text[at - 2] in EDGES):
                yield _Point(at - 1, end, number, "section")
        else:
            start, number = (at - 1, number + 10) if before == "十" else (at, number)
            if behind == "是" and (start == 0 or text[start - 1] in SOFT):
                yield _Point(start, end, number, "is")
            elif behind == "、" and (start == 0 or text[start - 1] in EDGES) and TOGETHER.match(text, end) is None:
                yield _Point(start, end, number, "chapter")


def _joined(running: list[_Point], point: _Point) -> _Point | None:
    """Put a point where it belongs in the series that run inside one another; the one before it where it does not fit.

    A one begins a series inside the last; what is the next of an outer series ends the inner ones.
    """
    flat = point.kind in FLAT
    if point.number == 1 and not (flat and running and running[-1].number == 1):
        running[:] = [point] if flat else [*running, point]
        return None
    for at in range(len(running) - 1, -1, -1):
        if running[at].number + 1 == point.number:
            running[at:] = [point]
            return None
    before = running[-1] if running else None
    running[-1:] = [point]
    return before


def _slip(before: _Point, point: _Point) -> Slip:
    here, there, wanted = (_shown(point.kind, one) for one in (point.number, before.number, before.number + 1))
    twice = point.number == before.number
    return Slip(
        codes.SERIES,
        point.start,
        point.end,
        f"“{here}”编了两次" if twice else f"“{there}”后面是“{here}”，应为“{wanted}”",
        f"改成“{wanted}”，后面的依次改" if twice else "补上漏掉的一条，或改正序号",
        others=(Mark(before.start, before.end, "前一条"),),
    )


def _shown(kind: str, number: int) -> str:
    said = str(number)
    if kind not in ("item", "sub", "task") and number < 20:
        said = DIGITS[number - 1] if number <= 10 else f"十{DIGITS[number - 11]}"
    return SHOWN[kind].format(said)
