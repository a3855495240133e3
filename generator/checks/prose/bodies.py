"""What was read in, two numbers of subordinate units that cannot both be (下属单位2个, 3个下属事业单位) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from ...pattern import deferred
from .mention import names_another_year
from .numbers import Number, Sort
from .reading import Reading
from .slip import Mark, Slip

UNDER = ("下属", "所属", "直属")
ONCE = deferred("上年|去年|年初|原有|原来|改革|合并|撤|划[转入出]|新增|增加|减少")
"""Of units that were once, or are only some of them."""
BEHIND = deferred(r"(?:二级|预算|二级预算)?(事业|行政)?单位(?:共|有|共有|为)?$")
AHEAD = deferred(r"(?:下属|所属|直属)(?:二级|预算|二级预算)?(事业|行政)?单位")


def find(reading: Reading) -> Iterator[Slip]:
    """A kind of units (下属事业单位) counts no more than all of them, and all are told by one number."""
    found = list(_counts(reading))
    for at, (one, kind) in enumerate(found):
        for other, another in found[:at]:
            least, most = (one, other) if kind else (other, one)
            if (kind == another and one.value != other.value) or (
                bool(kind) != bool(another) and least.value > most.value
            ):
                yield Slip(
                    codes.TWO_VALUES,
                    one.start,
                    one.end,
                    f"下属{kind}单位这里是{one.written}，前面下属{another}单位是{other.written}",
                    "核对下属单位的个数，前后写成一样",
                    others=(Mark(other.start, other.end, "前面"),),
                )
                return


def _counts(reading: Reading) -> Iterator[tuple[Number, str]]:
    """Numbers of subordinate units, and of what kind: “” is all of them."""
    text = reading.text
    for mark in reading.of(Sort.COUNT):
        if text[mark[1]] != "个":
            continue
        near = text[max(0, mark.start - 14) : mark.start]
        start = near.rfind("属") - 1
        behind = BEHIND.fullmatch(near, start + 2) if near[max(0, start) : start + 2] in UNDER else None
        match = behind or (AHEAD.match(text, mark.stop + 1) if text.startswith(UNDER, mark.stop + 1) else None)
        if match is not None:
            one = reading.number(mark)
            if not one.rough and not _once(reading, one):
                yield one, match[1] or ""


def _once(reading: Reading, one: Number) -> bool:
    lead = reading.text[reading.sentence(one.start).start : one.start]
    return ONCE.search(lead) is not None or names_another_year(reading, lead)
