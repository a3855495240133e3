"""What was read in, another year where the report's own is meant out: copied from last year's file."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Sort
from .reading import Reading
from .slip import Mark, Slip

OWN = ("我局", "我单位", "本单位", "本部门", "我中心", "我部门", "部门整体支出", "整体支出", "绩效自评", "部门绩效")
BEFORE = "比较与至—和据按对于在从自、-~"
"""Behind these a year is another's: 比2023年, 自2023年."""
ELSEWHERE = (
    "比",
    "较",
    "以来",
    "成立",
    "开始",
    "通知",
    "办法",
    "方案",
    "上年",
    "去年",
    "招标",
    "立项",
    "批准",
    "批复",
    "组建",
    "挂牌",
    "当年",
    "次年",
    "今年",
    "至今",
    "此前",
    "曾",
)
LEAST = 8
"""Characters that a heading and a sentence share at least to speak of one thing."""
SERIES = 6
"""Years back that a series of years goes at most."""
HEADED = deferred(r"[^，。；,;：:\n\f]+")
"""What a heading goes on with."""
ENDS = "。；\n\f"


def find(reading: Reading) -> Iterator[Slip]:
    year = reading.year
    if not year.isdigit():
        return
    text = reading.text
    for mark in reading.of(Sort.YEAR):
        named = text[mark.start : mark.stop]
        if named == year or not named.isdigit() or not 2000 < int(named) < int(year):
            continue
        end = mark.stop + (2 if text.startswith("年度", mark.stop) else 1)
        before = text[mark.start - 1] if mark.start else "\n"
        if before in "\n\f.．、）) ":
            yield from _heading(reading, mark.start, end, named)
        if int(named) == int(year) - 1 and before not in BEFORE and text.startswith(OWN, end):
            yield from _own(reading, mark.start, end, named)


def _heading(reading: Reading, start: int, end: int, named: str) -> Iterator[Slip]:
    """6.2022年某某服务费用 over a text that speaks of 2023年某某服务费用."""
    text, year = reading.text, reading.year
    name = text[end : end + LEAST]
    if len(name) < LEAST or any(sign in name for sign in "，。；,;：:\n\f"):
        return
    own = text.find(f"{year}年{name}")
    if own < 0 or any(f"{sign}{year}年{name}" in text for sign in ".．、）)"):
        return
    if any(f"{int(year) - back}年{name}" in text for back in range(1, SERIES) if int(year) - back != int(named)):
        return  # one year after the other
    own_line, line = text.rfind("\n", 0, own), text.rfind("\n", 0, start)
    if own_line == line or reading.script.part(own) != reading.script.part(start):
        return
    whole = HEADED.match(text, end)
    fact = f"这里是“{named}年{whole[0] if whole else name}”，正文说的是{year}年的"
    yield Slip(codes.OTHER_YEAR, start, end, fact, f"改成“{year}年”", others=(Mark(own, own + 5 + LEAST, "正文"),))


def _own(reading: Reading, start: int, end: int, named: str) -> Iterator[Slip]:
    """2023年我局… in the report of 2024, in a sentence that does not look back."""
    text, year = reading.text, reading.year
    first = max(text.rfind(sign, 0, start) for sign in ENDS) + 1
    last = min([at for sign in ENDS if (at := text.find(sign, end)) >= 0], default=len(text))
    sentence = text[first:last]
    if year in sentence or any(word in sentence for word in ELSEWHERE):
        return
    yield Slip(
        codes.OTHER_YEAR,
        start,
        end,
        f"报告是{year}年度的，这里说的是{named}年",
        f"是从上年的稿子抄来的，改成“{year}年”；确实说上年的，写“上年”",
    )
