"""What was read in, days that no calendar has, spans that run backwards and one event on two dates out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...codes import prose as codes
from ...pattern import deferred
from .numbers import Sort
from .reading import Digits, Reading, named
from .slip import Mark, Slip
from .words import WITHIN

TO = ("至", "到", "—", "——", "-", "－", "~", "～", "起至", "起到", "年至", "年到", "年—", "年-", "年~", "年～", "年——")
FIRST = (Sort.YEAR, Sort.MONTH)
"""What a date begins with."""
NEVER = Digits(1 << 62, 1 << 62, Sort.BARE)
"""Stands behind the last figure."""
JOINTS = "至到—-－~～"
ADVERBS = ("正式", "全面", "率先", "建成并", "开始", "顺利", "已")
EVENTS = ("上线", "成立", "运行", "建成", "启用", "开通", "开业", "挂牌", "揭牌", "投用", "投入使用", "开工", "竣工")
TOLD = ADVERBS + EVENTS
MANY = 40
"""Dates of one event that another one is held against at most: the last of them."""
MARKS = str.maketrans("", "", "“”‘’（）()")
"""Marks that a name has in one sentence and lacks in another."""
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month."""
ANOTHER = deferred(
    "[新旧老原各另分镇乡街村东西南北中]|升级|改版|改造|扩建|下[设属辖]|基层|第[一二三四五]|[一二三四]期|其[他它余]"
)
"""In the words by which one name is longer: 新便民服务大厅 is not 便民服务大厅."""
BAND = ("含", "以上", "以下", "分")
"""Words of scores in bands, which run from high to low: 95%（含）—90%（不含）."""


class Date(NamedTuple):
    """A date as written; year and day are 0 where they are not."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def key(self) -> tuple[int, int, int]:
        return self.year, self.month, self.day

    @property
    def said(self) -> str:
        day = f"{self.day}日" if self.day else ""
        return (f"{self.year}年" if self.year else "") + (f"{self.month}月{day}" if self.month else "")


def find(reading: Reading) -> Iterator[Slip]:
    found = list(dates(reading))
    yield from _days(reading.text, found)
    yield from _rates(reading)
    yield from _events(reading, found)


def dates(reading: Reading) -> Iterator[Date]:
    """Years, months and days that stand right behind one another, put together."""
    text, marks = reading.text, (*reading.of(Sort.YEAR, Sort.MONTH, Sort.DAY), NEVER)
    done = 0
    for at in [at for at, mark in enumerate(marks) if mark[2] in FIRST]:
        if at < done:
            continue
        first, month, last = marks[at], marks[at], at
        if first.sort == Sort.YEAR:
            if first.stop - first.start != 4 or not text[first.start : first.stop].isdigit():
                continue
            last += _next(text, first, marks[at + 1])
            month = marks[last]
        if month.sort == Sort.MONTH:
            last += _next(text, month, marks[last + 1])
        done = last + 1
        end = _behind(text, marks[last])
        if month is first and first.sort == Sort.YEAR:
            if text[first.start - 1] in JOINTS or text.startswith(TOLD, end):  # elsewhere a year alone says nothing
                yield Date(first.start, end, _int(text, first), 0, 0)
        elif month.stop - month.start <= 2:  # no 12.5个月
            year = _int(text, first) if month is not first else 0
            day = _int(text, marks[last]) if marks[last] is not month else 0
            yield Date(first.start, end, year, _int(text, month), day)


def _next(text: str, mark: Digits, other: Digits) -> bool:
    """Whether `other` goes on with a date: 月 behind 年, 日 behind 月, a blank between them at most."""
    if other[0] - mark[1] > 3 or other[2] != (Sort.MONTH if mark[2] == Sort.YEAR else Sort.DAY):
        return False
    return other.stop - other.start <= 2 and len(text[mark.stop : other.start].strip()) == 1


def _behind(text: str, mark: Digits) -> int:
    end = mark.stop
    while text[end : end + 1] == " ":
        end += 1
    return end + 1


def _int(text: str, mark: Digits) -> int:
    return int(text[mark[0] : mark[1]])


def _days(text: str, found: Sequence[Date]) -> Iterator[Slip]:
    before: Date | None = None
    for date in found:
        if date.month and not _exists(date):
            if date.year or date.day:
                shown = text[date.start : date.end]
                yield Slip(codes.CALENDAR, date.start, date.end, f"日历上没有“{shown}”", "核对月份和日子")
            before = None
            continue
        if not date.month and text[date.start - 1] in JOINTS:
            yield from _years(text, date)
        if before is not None and _backwards(text, before, date):
            shown = text[before.start : date.end]
            fact = f"起止写反了：“{shown}”，止在起之前"
            yield Slip(codes.CALENDAR, before.start, date.end, fact, "核对起止的年份和月份")
        before = date


def _backwards(text: str, first: Date, last: Date) -> bool:
    """2024年3月至2023年12月: both with their year, or nobody knows which is meant."""
    if not (first.year and last.year and first.month and last.month) or first.key <= last.key:
        return False
    return text[first.end : last.start].strip(" 份底初") in TO


def _years(text: str, last: Date) -> Iterator[Slip]:
    """2022—2020年: the first has no 年 of its own, or has."""
    for start in (last.start - 5, last.start - 6):
        begins = text[max(0, start) : start + 4]
        if (
            text[start + 4 : last.start] in TO
            and begins.isdigit()
            and last.year < int(begins) < 2100
            and last.year > 1900
        ):
            shown = text[start : last.end]
            why = f"{begins}年在{last.year}年之后"
            yield Slip(codes.CALENDAR, start, last.end, f"范围写反了：“{shown}”，{why}", "小的在前，大的在后")
            return


def _exists(date: Date) -> bool:
    if not 1 <= date.month <= 12:
        return False
    if date.month == 2 and date.day == 29 and date.year:  # 2月29日 of no year may be of a leap year
        return date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
    return date.day <= DAYS[date.month - 1]


def _rates(reading: Reading) -> Iterator[Slip]:
    """98%~95%, but for bands."""
    text = reading.text
    before: Digits | None = None
    for mark in reading.of(Sort.RATE):
        if before is not None and text[before.stop + 1 : mark.start] in TO:
            first, last = reading.number(before), reading.number(mark)
            around = text[max(0, first.start - 12) : last.end + 6]
            if first.value > last.value and not any(word in around for word in BAND):
                shown = text[first.start : last.end]
                fact = f"范围写反了：“{shown}”，{first.written}大于{last.written}"
                yield Slip(codes.CALENDAR, first.start, last.end, fact, "小的在前，大的在后")
        before = mark


def _events(reading: Reading, found: Sequence[Date]) -> Iterator[Slip]:
    """自2020年1月1日正式上线 and 自2021年1月上线以来, of one subject."""
    text = reading.text
    told: dict[str, deque[tuple[str, Date, int]]] = {}
    for date in found:
        if not date.year or not text.startswith(TOLD, date.end):
            continue
        event, end = _event(text, date.end)
        if not event:
            continue
        shown = _subject(text, date.start)
        subject = shown.translate(MARKS)
        seen = told.setdefault(event, deque(maxlen=MANY))
        for other, earlier, stop in seen:
            one_part = reading.script.part(earlier.start) == reading.script.part(date.start)
            if one_part and _same(other, subject) and _apart(earlier, date):
                yield Slip(
                    codes.TWO_DATES,
                    date.start,
                    end,
                    f"“{shown}”{event}的时间前后不一：{earlier.said}，{date.said}",
                    "改成同一个时间；不是同一件事的，写清各是什么",
                    others=(Mark(earlier.start, stop, "另一个时间"),),
                )
                break
        else:
            seen.append((subject, date, end))


def _event(text: str, at: int) -> tuple[str, int]:
    """The event named right behind a date, and where it ends."""
    for adverb in ADVERBS:
        if text.startswith(adverb, at):
            at += len(adverb)
    event = next((one for one in EVENTS if text.startswith(one, at)), "")
    return event, at + len(event)


def _apart(one: Date, other: Date) -> bool:
    """Whether both cannot be the same day: what one of them leaves open is no difference."""
    return any(a and b and a != b for a, b in zip(one.key, other.key, strict=True))


def _subject(text: str, end: int) -> str:
    """What stands before the date in its clause."""
    stretch = named(text, end, WITHIN + " ")
    for word in ("于", "自", "从", "在"):
        stretch = stretch.removesuffix(word)
    return stretch


def _same(one: str, other: str) -> bool:
    """Four characters or more that end the same, and nothing before them that makes it another of its kind."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.endswith(short) and ANOTHER.search(long[: -len(short)]) is None
