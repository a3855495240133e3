"""The manuscript in, punctuation and units that stand twice, and words of a template that nobody chose among, out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Sort
from .reading import Digits, Reading
from .slip import Slip

SIGN = "、，；：。"
SIGNS = deferred(f"[{SIGN}][{SIGN}]+")
PER = "每）)余多万千百亿几/十单美日欧港各"
"""What stands before a unit that has its own figure or is no unit of a figure: 每元10元, 十元5元."""
UNITS = ("万元", "元", "%", "％")
UP = frozenset(("增加", "增长", "上升", "大于", "高于", "提高", "多于"))
CHOICES = UP | {"减少", "下降", "小于", "低于", "降低", "少于"}
BLANK = deferred(
    r"(?<![A-Za-z\d])[XＸ]{2,20}(?=万元|元|%|％|年|月|日|个|项|件|名|人次|次|家|条|台|辆|分|户|部门|单位|项目|资金|经费)"
    r"|[×╳✕]{1,20}(?=万元|元|%|％|年|月|个|项|件|人次)|[_＿]{3,}"
)
COUNTED = "万元|元|%|％|件|个|人次|次|家|户|名|人|项|台|辆"
UNIT = rf"(?:{COUNTED}|年|月|日)"
ONE = deferred(rf"(?<![A-Za-zＸ\d])[XＸ](?={UNIT})")
"""One X before a unit: 完成X件."""
BOXED = deferred(
    r"[\[【〔［](?= {0,40}[XＸx×_＿…])[ XＸx×_＿…]{1,60}[\]】〕］]|[（(] {0,9}[XＸ_＿]{1,40} {0,9}[)）]|[【〔［][ \u3000]{1,60}[】〕］]|[（(][ \u3000]{2,60}[)）]"
)
"""[XX], （__）, 【 】."""
BRACED = deferred(r"(?<!\{)\{[^{}\n]{1,40}\}(?!\})|(?<!｛)｛[^｛｝\n]{1,40}｝(?!｝)")
"""{数据.受理工单}, of which each brace lacks its second."""
GAP = deferred(
    rf"(?<=[一-鿿])[ \u3000]{{2,}}{UNIT}(?=[，。；、）\n\f]|$)|(?<=[约共达计为])[ \u3000]+{UNIT}(?=[，。；、）\n\f]|$)"
)
"""约  件: the figure that was to be written before its unit."""
GROUPED = deferred(rf"(?<![\d.,])\d{{1,3}},(?:\d{{3}},){{0,6}}\d{{4,18}}(?={COUNTED})")
"""1,2345件: a figure whose commas part it elsewhere than every three digits."""
HINTS = (
    "此处",
    "请在此",
    "请填",
    "请写",
    "填写",
    "待填",
    "待补",
    "待定",
    "单位名称",
    "部门名称",
    "项目名称",
    "具体原因",
)
AHEAD = frozenset(word[0] for word in (*CHOICES, *HINTS))


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for match in SIGNS.finditer(text):
        signs = match[0]
        if len(signs) == 2 or len(set(signs)) > 1:  # 。。。 stands for ……
            yield Slip(codes.DOUBLED, *match.span(), f"标点“{signs}”重复", f"只留一个“{signs[-1]}”")
    yield from _units(reading)
    yield from _choices(reading)
    yield from _open(reading)
    end = 0
    for at in sorted(reading.found(*"XＸ×_＿")):
        blank = (BLANK.match(text, at) or ONE.match(text, at)) if at >= end else None
        if blank is not None:
            end = blank.end()
            yield Slip(codes.LEFTOVER, at, end, f"“{blank[0]}”还没有填", "填上，或整句删去")


def _open(reading: Reading) -> Iterator[Slip]:
    """[XX], {数据.受理工单} and 约  件."""
    text = reading.text
    for sign in "[【〔［（(":
        for at in reading.found(sign):
            boxed = BOXED.match(text, at)
            if boxed is not None:
                yield Slip(codes.LEFTOVER, at, boxed.end(), f"“{boxed[0]}”还没有填", "填上，或整句删去")
    for sign in "{｛":
        for at in reading.found(sign):
            braced = BRACED.match(text, at)
            if braced is not None:
                inner = "{{ " + braced[0][1:-1].strip() + " }}"
                fact = f"“{braced[0]}”照原样印出来：引用两头各要两个花括号"
                yield Slip(codes.LEFTOVER, at, braced.end(), fact, f"写成“{inner}”；不是引用的，写上内容")
    for at in reading.found(","):
        start = at
        while start and at - start < 4 and text[start - 1].isdigit():
            start -= 1
        grouped = GROUPED.match(text, start) if start < at else None
        if grouped is not None:
            meant = f"{int(grouped[0].replace(',', '')):,}"
            fact = f"“{grouped[0]}”的分节号放错了"
            yield Slip(codes.GROUPED, start, grouped.end(), fact, f"核对这个数；每三位一节，写成“{meant}”或不写分节号")
    if " " in text or "\u3000" in text:
        for gap in GAP.finditer(text):
            unit = gap[0].strip()
            yield Slip(codes.LEFTOVER, *gap.span(), f"“{unit}”前面的数空着", "填上，或整句删去")


def _units(reading: Reading) -> Iterator[Slip]:
    """12万元万元, 5%% and 支出预算万元260.85万元."""
    text = reading.text
    for mark in reading.of(Sort.MONEY, Sort.RATE):
        if mark.sort == Sort.MONEY and text[mark.start - 1] == "元":
            yield from _before(text, mark)
        end = mark.stop + (1 if text[mark.stop] in "元%％" else 2)
        behind = text[end : end + 2]
        unit = behind if behind == "万元" else behind[:1]
        if unit in UNITS and text[end - 1] in "元%％":
            end += len(unit)
            shown = text[mark.start : end]
            yield Slip(codes.DOUBLED, mark.start, end, f"“{shown}”的单位写了两次", "只留一个单位")


def _before(text: str, mark: Digits) -> Iterator[Slip]:
    start = mark.start - (2 if text[mark.start - 2] == "万" else 1)
    unit = text[start : mark.start]
    if text.startswith(unit, mark.stop) and start and not text[start - 1].isdigit() and text[start - 1] not in PER:
        end = mark.stop + len(unit)
        fact = f"“{text[start:end]}”的单位写了两次"
        yield Slip(codes.DOUBLED, start, end, fact, f"写成“{text[mark.start : end]}”")


def _choices(reading: Reading) -> Iterator[Slip]:
    """增加（减少） and 增长/下降, of which one was to be chosen; （此处填写原因）."""
    text = reading.text
    for at in reading.found("（", "(", "/", "【"):
        if text[at + 1 : at + 2] not in AHEAD:
            continue
        first, second = text[at - 2 : at], text[at + 1 : at + 3]
        if second in CHOICES and first in CHOICES and (first in UP) != (second in UP):
            end = at + (3 if text[at] == "/" else 4)
            shown = text[at - 2 : end]
            yield Slip(codes.LEFTOVER, at - 2, end, f"“{shown}”还没有选定", f"留下“{first}”或“{second}”")
        elif text.startswith(HINTS, at + 1):
            end = min([stop for sign in "）)】" if (stop := text.find(sign, at, at + 40)) >= 0], default=-1) + 1
            if end:
                shown = text[at:end]
                yield Slip(codes.LEFTOVER, at, end, f"“{shown}”是模板里的提示", "写上内容，删去提示")
