"""What was read in, counts that the names in the bracket behind them contradict (3个（东街站、西街站）) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...amount import whole_number
from ...codes import prose as codes
from ...pattern import deferred
from .reading import Reading
from .slip import Mark, Slip

DIGITS = "一二三四五六七八九"
MEASURES = "[个家处座所项条部套类种]"
COUNT = deferred(
    rf"(?<![\d.第一二三四五六七八九十百])((\d{{1,2}}|[两{DIGITS}]?十?[{DIGITS}]?){MEASURES})[一-鿿]{{0,8}}$"
)
TALLY = deferred(rf"(?:共计?|合计|等)?([两{DIGITS}]?十?[{DIGITS}]?|\d{{1,2}}){MEASURES}(?:站点|单位|项目|部门)?$")
OPEN = deferred("等|其中|包括|主要|(?:^|[、，；])(?:[如例见含每或非按即约指第]|不含|没有|由)|以[上下内]|左右|分别")
JOINED = deferred("以及|[和及与]")
SORTS = "级类型种面性年月日岁度"
"""What ends the names of kinds, of which several may be alike: 市级、区级."""
LEAST, MOST, FAR = 2, 14, 240
ENOUGH = 4
"""Names of which one is missing, or one too many, that have no ending in common."""


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for opener, closer in ("（）", "()"):
        for at in reading.found(opener):
            end = text.find(closer, at, at + FAR)
            listed = end >= 0 and any(sign in text[at:end] for sign in "、，；")
            if not listed or not any(sign in MEASURES for sign in text[max(0, at - 10) : at]):
                continue
            count = COUNT.search(text, max(0, at - 14), at)
            if count is None or not count[2]:
                continue
            told = _told(number(count[2]), text[at + 1 : end])
            if told:
                yield Slip(
                    codes.LISTED,
                    count.start(1),
                    count.end(1),
                    f"写作{count[1]}，括号里{told}",
                    "核对个数，或补上、删去名单里的",
                    others=(Mark(at + 1, end, "名单"),),
                )


def _told(said: int, inner: str) -> str:
    """How many the bracket says or lists, "" where that agrees or says nothing."""
    tally = TALLY.search(inner)
    names = inner[: tally.start()] if tally is not None and tally[1] else inner
    if "\n" in inner or any(sign.isdigit() for sign in names) or not any(sign in names for sign in "、，；"):
        return ""
    if tally is not None and tally[1]:
        counted = number(tally[1])
        return f"又写{tally[0].lstrip('等')}" if counted != said and "其中" not in names else ""
    if OPEN.search(names):
        return ""
    sign = next(one for one in "；、，" if one in names)
    if sign == "、" and "，" in names:
        return ""
    listed = names.split(sign)
    most = len(listed) + sum(len(JOINED.findall(one)) for one in listed)
    if any(not LEAST <= len(one) <= MOST for one in listed) or len(listed) <= said <= most:
        return ""
    return f"列了{len(listed)}个" if _sure(listed, said, most) else ""


def _sure(listed: list[str], said: int, most: int) -> bool:
    """Whether each name is one of what is counted, and not a kind of it."""
    last = {one.rstrip("”》")[-1:] for one in listed}
    gap = min(abs(said - len(listed)), abs(said - most))
    if len(last) == 1:
        return not last & set(SORTS) and gap * 2 <= max(said, 2)
    return gap == 1 and len(listed) >= ENOUGH and all(len(one) > 1 for one in listed) and most == len(listed)


def number(written: str) -> int:
    """九, 两, 十二 or 12."""
    return int(written if written.isdecimal() else whole_number(written))
