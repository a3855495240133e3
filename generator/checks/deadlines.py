"""A target that is a day (9月底前) and when it was done in, whether that was too late out."""

from __future__ import annotations

import re
from calendar import monthrange

from ..pattern import deferred

Days = tuple[tuple[int, int, int], tuple[int, int, int]]
"""The first and the last day that a text may mean: year, month, day."""

_UNTIL = (
    r"(?:之前|以前|前|内)?"
    r"(?:完成|完工|竣工|建成|上线|发放|拨付|支付|验收|投入使用|交付|开通|启用|办结|印发|通过|到位|下达|结束|完毕){0,3}"
)
_NEXT = "次年|翌年|下年|下一年|明年|第二年"
_YEAR_OF = rf"(?:(?P<year>\d{{4}})年|(?P<next>{_NEXT})|当年|本年|年内)?"
_MONTH = deferred(
    _YEAR_OF + r"度?"
    r"(?P<month>\d{1,2})月(?:份)?(?P<part>\d{1,2}[日号]?|底|末|初|上旬|中旬|下旬)?" + _UNTIL
)
_NUMBERS = deferred(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<part>\d{1,2})日?" + _UNTIL)
_WHOLE = deferred(rf"(?:(?P<year>\d{{4}})年度?|(?P<next>{_NEXT})|当年|本年|年内|当年度|本年度|年度内)" + _UNTIL)
_PART = deferred(
    rf"(?:(?:(?P<year>\d{{4}})年?|(?P<next>{_NEXT})|当年|本年)?)(?P<part>[年上下]半年|年[底末]|全年|第?[一二三四1-4]季度[底末]?)"
    + _UNTIL
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DECADES = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20)}
_SIGN = deferred(r"(?:≤|<=|＜|<|不晚于|不迟于|早于)\s*")


def late(goal: str, done: str, year: int) -> bool:
    """Whether what was done came after the last day that the target may mean; a year that is not said is the report's."""
    sign = _SIGN.match(goal)
    until, when = _days(goal[sign.end() :] if sign else goal, year), _days(done, year)
    return until is not None and when is not None and when[0] > until[1]


def _days(text: str, year: int) -> Days | None:
    plain = re.sub(r"\s", "", text)
    if match := _NUMBERS.fullmatch(plain):
        return _of_month(int(match["year"]), int(match["month"]), match["part"])
    if match := _MONTH.fullmatch(plain):
        return _of_month(_year(match, year), int(match["month"]), match["part"] or "")
    if match := _WHOLE.fullmatch(plain):
        number = _year(match, year)
        return (number, 1, 1), (number, 12, 31)
    if match := _PART.fullmatch(plain):
        number, part = _year(match, year), match["part"].rstrip("底末")
        if part == "上半年":
            return (number, 1, 1), (number, 6, 30)
        if part == "下半年":
            return (number, 7, 1), (number, 12, 31)
        if part.endswith("季度"):
            last = 3 * _QUARTERS[part.removeprefix("第")[0]]
            return (number, last - 2, 1), (number, last, monthrange(number, last)[1])
        return (number, 1, 1), (number, 12, 31)
    return None


def _year(match: re.Match[str], year: int) -> int:
    return year + 1 if match["next"] else int(match["year"] or year)


def _of_month(year: int, month: int, part: str) -> Days | None:
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    digits = part.rstrip("日号")
    if digits.isdecimal():
        day = int(digits)
        return ((year, month, day), (year, month, day)) if 1 <= day <= last else None
    first_day, last_day = _DECADES.get(part, (1, last))
    return (year, month, first_day), (year, month, last_day)
