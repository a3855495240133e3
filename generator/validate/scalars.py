"""One scalar and the kind of its field in, its value out or the fault that it has."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from ..amount import MONEY, RATES, Amount, Misread, read_amount, whole_number
from ..codes import figures, filling
from ..diagnostic import Code
from ..exhaustive import assert_never
from ..figure import Day, Figure, Flag, Text, Unit, Value
from ..model import Choice, Count, Date, Length, Line, Money, Rate, ScalarKind, Score, Year, YesNo
from ..nodes import Scalar
from ..pattern import deferred
from ..source import nearest, shorten

DECIMALS = 2
"""小数位: 万元 and 元 are kept to two decimals, so a shorter figure (50万元) stands for 50.00."""

_unit = lru_cache(maxsize=512)(Unit)
"""The same object for the same unit: what is summed need not compare names."""

_DATE = re.compile(r"([0-9]{4})\s*(?:年|[-./])\s*([0-9]{1,2})\s*(?:(?:月|[-./])\s*(?:([0-9]{1,2})\s*日?)?)?")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


class Fault(Struct, frozen=True):
    """What is wrong with a scalar and what to write instead: `meant` in its place, where that is likely.

    The line with it goes where the help says {line}, else before the help; that with `other` where it says {other}.
    """

    code: Code
    message: str
    help: str = ""
    meant: str = ""
    other: str = ""


NO_NEGATIVE = "核对正负号；只有结余、增减可以为负"


def read_line(scalar: Scalar) -> Value | Fault:
    text = scalar.text.strip()
    if "\n" in text:
        return Fault(filling.ONE_LINE, "只能写一行", "并成一行，不用“|”")
    if not text:
        return Fault(filling.BLANK, "引号里是空的", "填上；不涉及就整行删去")
    return Text(text, scalar.place)


def read_choice(scalar: Scalar, kind: Choice) -> Value | Fault:
    text = scalar.text.strip()
    if text in kind.options:
        return Text(text, scalar.place)
    options = "、".join(kind.options)
    near = nearest(text, kind.options)
    if len(kind.options) == 1:
        return Fault(
            filling.CHOICE,
            f"写的是“{shorten(text)}”，本程序只认“{options}”",
            f"写成“{options}”；文件是为更新的程序写的，就升级程序",
        )
    return Fault(
        filling.CHOICE,
        f"“{shorten(text)}”不在可选的值里：{options}",
        "" if near else f"从这几个里选一个：{options}",
        near or "",
    )


def read_yes_no(scalar: Scalar) -> Value | Fault:
    text = scalar.text.strip()
    if text in ("是", "否"):
        return Flag(text == "是", scalar.place)
    meant = {"true": "是", "yes": "是", "有": "是", "false": "否", "no": "否", "无": "否"}.get(text.lower())
    return Fault(
        filling.CHOICE, f"“{shorten(text)}”不在可选的值里：是、否", "" if meant else "写成“是”或“否”", meant or ""
    )


def read_year(scalar: Scalar) -> Value | Fault:
    text = scalar.text.strip().translate(_WIDE_DIGITS)
    match = re.fullmatch(r"((?:19|20)[0-9]{2})(?:年度?)?", text)
    if match is None:
        return Fault(filling.YEAR, f"“{shorten(scalar.text)}”不是四位数字的年度", "写成 2024 这样的四位数字")
    return Text(match[1], scalar.place)


def read_date(scalar: Scalar, kind: Date) -> Value | Fault:
    text = scalar.text.strip().translate(_WIDE_DIGITS)
    match = _DATE.fullmatch(text)
    if match is None and kind.year and re.fullmatch(r"\d{4}\s*年?", text):
        return (
            Day(int(text[:4]), None, None, scalar.place, scalar.text.strip()) if int(text[:4]) else _no_such_day(text)
        )
    if match is None:
        what, form = ("年月", "“2019年2月”") if kind.month else ("日期", "“2024年4月28日”或“2024-4-28”")
        meant = _chinese_date(text) or (spoken[0] if (spoken := _DATE.fullmatch(text.replace("号", "日"))) else "")
        return Fault(filling.DATE, f"“{shorten(scalar.text)}”不是一个{what}", "" if meant else f"写成{form}", meant)
    year, month, day = int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    if day is None and not kind.month:
        return Fault(filling.DATE, f"“{shorten(text)}”没有写到日", f"写成“{year}年{month}月××日”那样的完整日期")
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        return _no_such_day(text)
    return Day(year, month, day, scalar.place, scalar.text.strip())


def _no_such_day(text: str) -> Fault:
    return Fault(filling.DATE, f"日历上没有“{shorten(text)}”这一天", "核对月份和日子")


def _chinese_date(text: str) -> str:
    """二〇二三年四月二十八日, the form before GB/T 9704-2012, as 2023年4月28日; "" for anything else."""
    match = re.fullmatch(
        r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?", text
    )
    if match is None:
        return ""
    year = "".join(whole_number(digit) for digit in match[1].replace("○", "〇"))
    return f"{year}年{whole_number(match[2])}月" + (f"{whole_number(match[3])}日" if match[3] else "")


def read_number(scalar: Scalar, example: str = "13") -> Amount | Fault:
    """The written figure, whatever its unit; `example` is how one is written here."""
    found = read_amount(scalar.text)
    return _misread(scalar, found, example) if isinstance(found, Misread) else found


def _in_column(amount: Amount | Fault, scalar: Scalar) -> Amount | Fault:
    """In per cent where the heading says so; a heading's unit of money says nothing of other figures."""
    if isinstance(amount, Amount) and not amount.unit and scalar.unit == "%":
        return Amount(amount.value, "%", amount.decimals)
    return amount


def _misread(scalar: Scalar, found: Misread, example: str) -> Fault:
    """Why a text is no figure, and the figure that was meant."""
    text = scalar.text.strip()
    if found.too_long:
        advice = "核对位数；数和别的内容接在一起的，分开写"
        return Fault(figures.TOO_LONG, f"“{shorten(text)}”{found.reason}", advice)
    if text in _NONE or text.lstrip("￥¥＄$").strip() in _NONE:
        return Fault(filling.AMOUNT, f"“{text}”不是数", "没有发生，改为 {line}；不涉及就把这一项整个删去", "0")
    dressed = _DRESSED.fullmatch(text)
    inner = read_amount(dressed[2]) if dressed else None
    if dressed and (dressed[1] or dressed[3]) and (isinstance(inner, Amount) or (inner and inner.grouped)):
        extra = dressed[1] or dressed[3]
        more = "只写查实的数" if extra == "约" else ""
        fact = "的引号是多余的" if extra in "“”‘’＂" else f"里多了“{extra}”"
        meant = inner.meant if isinstance(inner, Misread) else dressed[2]
        return Fault(filling.AMOUNT, f"“{shorten(text)}”{fact}", more, meant)
    if found.other:
        advice = "若逗号是小数点，改为 {line}；若只是分节号，改为 {other}"
        return Fault(filling.AMOUNT, f"“{shorten(text)}”{found.reason}", advice, found.meant, found.other)
    narrow = text.replace("，", ",")
    if "," in narrow and not found.meant and isinstance(read_amount(narrow.replace(",", "")), Amount):
        meant = narrow.replace(",", "")
        return Fault(filling.AMOUNT, f"“{shorten(text)}”{found.reason}", "核对位数，没有错才去掉逗号", meant)
    advice = "" if found.meant else f"写成 {example} 这样的数"
    return Fault(filling.AMOUNT, f"“{shorten(scalar.text)}”{found.reason}", advice, found.meant)


def _unsigned(fault: Fault, scalar: Scalar) -> Fault:
    """A negative as books show it, where none may stand: its sign is what is wrong, not how it is written."""
    if not fault.meant.startswith("-"):
        return fault
    return Fault(filling.NEGATIVE, f"“{shorten(scalar.text)}”是负数 {fault.meant}，这里不能是负数", NO_NEGATIVE)


_NONE = frozenset(("-", "—", "——", "/", "－", "–", "－－", "--"))
_DRESSED = deferred(r"([￥¥＄$]|人民币|RMB|CNY|rmb|约|[“‘＂]|)\s*([-+0-9０-９][^“”‘’＂]*?)([”’＂]|)")
"""What is written around a figure: a sign of money, quotes of Word."""


def read_money(scalar: Scalar, kind: Money, file_unit: str | None) -> Value | Fault:
    """An amount in 元, exact; `file_unit` is the file's 金额单位 for a figure without one."""
    amount = read_number(scalar, "291.54 或 291.54万元")
    if isinstance(amount, Fault):
        return amount if kind.signed else _unsigned(amount, scalar)
    written = amount.unit or scalar.unit
    if written in ("%", "‰"):
        return Fault(
            filling.UNIT, f"这里要金额，写的是百分数“{shorten(scalar.text)}”", "改成金额，如 291.54万元；比率由程序算出"
        )
    if written and written not in MONEY:
        number = scalar.text.strip().removesuffix(written)
        return _odd_unit(number, written)
    if not written and file_unit is None:
        return Fault(
            filling.NO_UNIT,
            f"不知道“{shorten(scalar.text)}”是元还是万元：文件没有写“金额单位”",
            "在“年度”下面加一行“金额单位: 万元”",
        )
    if amount.value < 0 and not kind.signed:
        return negative(scalar)
    return _rounded(amount, _unit("money", written or file_unit or ""), max(amount.decimals, DECIMALS), scalar)


def _odd_unit(number: str, written: str) -> Fault:
    """A unit that is none of money's: written twice, cut short, in brackets."""
    plain = re.sub(r"[\s（）()]", "", written)
    twice = _UNITS.findall(plain)
    if len(twice) > 1 and "".join(twice) == plain:
        fact = f"“{number}{shorten(written)}”的单位写了两次"
        if len(set(twice)) == 1 or twice[1:] == ["元"]:
            return Fault(filling.UNIT, fact, "", number + twice[0])
        return Fault(filling.UNIT, fact, f"是哪一个，就写成{'或'.join(f'“{number}{one}”' for one in twice)}")
    close = (plain, plain + "元", plain.removesuffix("整"), plain.replace("圆", "元"), plain.replace("块钱", "元"))
    meant = next((unit for unit in close if unit in MONEY), "万元" if plain in ("w", "W") else "")
    advice = "" if meant else f"用这几个：{'、'.join(MONEY)}"
    return Fault(filling.UNIT, f"“{shorten(written)}”不是金额的单位", advice, number + meant if meant else "")


_UNITS = deferred("百万元|千元|万元|亿元|元")


def read_rate(scalar: Scalar, kind: Rate) -> Value | Fault:
    amount = _in_column(read_number(scalar, "95%"), scalar)
    if isinstance(amount, Fault):
        return amount if kind.signed else _unsigned(amount, scalar)
    if amount.unit not in RATES:
        if amount.unit:
            return Fault(
                filling.UNIT, f"这里要百分数，写的是“{shorten(scalar.text)}”", "写成 95% 这样，单位只用 % 或 ‰"
            )
        small, advice = _percents(amount)
        return Fault(filling.RATE, f"“{shorten(scalar.text)}”没有百分号", advice, small)
    if amount.value < 0 and not kind.signed:
        return negative(scalar)
    return _rounded(amount, _unit("rate", amount.unit), amount.decimals, scalar)


def _percents(amount: Amount) -> tuple[str, str]:
    """What a bare 95 stands for; 0.95 can stand for two."""
    small = f"{amount.value}%"
    if abs(amount.value) > 1 or not amount.value:
        return small, ""
    large = f"{(amount.value * 100).normalize():f}%"
    return "", f"是 {large} 就写“{large}”，是 {small} 就写“{small}”"


def read_count(scalar: Scalar, kind: Count) -> Value | Fault:
    amount = _in_column(read_number(scalar), scalar)
    if isinstance(amount, Fault):
        return amount
    if amount.value < 0:
        return negative(scalar)
    if kind.whole and (amount.decimals or amount.unit in RATES):
        return Fault(filling.AMOUNT, f"“{shorten(scalar.text)}”不是整数", "写成 13 这样的整数")
    if kind.whole and amount.unit:
        return Fault(
            filling.UNIT,
            f"“{shorten(scalar.text)}”只写数，不写“{shorten(amount.unit)}”",
            "单位由模板印出",
            str(amount.value),
        )
    if kind.most is not None and amount.value > kind.most:
        return Fault(figures.ABOVE, f"“{shorten(scalar.text)}”超过上限 {kind.most}", f"写不超过 {kind.most} 的数")
    if amount.unit in RATES:
        return _rounded(amount, _unit("rate", amount.unit), amount.decimals, scalar)
    if amount.unit in MONEY:
        return _rounded(amount, _unit("money", amount.unit), max(amount.decimals, DECIMALS), scalar)
    return Figure(amount.value, amount.value, amount.value, _unit("count", amount.unit), amount.decimals, scalar.place)


def read_score(scalar: Scalar, kind: Score) -> Value | Fault:
    amount = _in_column(read_number(scalar, "99"), scalar)
    if isinstance(amount, Fault):
        return _unsigned(amount, scalar)
    if amount.unit not in ("", "分"):
        return Fault(
            filling.UNIT, f"这里要得分，写的是“{shorten(scalar.text)}”", "单位“分”由模板印出", str(amount.value)
        )
    if amount.value < 0:
        return negative(scalar)
    return _rounded(amount, _unit("score", "分"), max(amount.decimals, DECIMALS if kind.awarded else 0), scalar)


def read_length(scalar: Scalar) -> Value | Fault:
    """A length of a page (毫米, 磅, 字) or a plain number; it may be negative (字距)."""
    amount = read_number(scalar, "37毫米、16磅 或 2字")
    if isinstance(amount, Fault):
        return amount
    if amount.unit not in ("", "毫米", "磅", "字", "行"):
        return Fault(filling.UNIT, f"“{shorten(amount.unit)}”不是版面长度的单位", "用 毫米、磅、字、行")
    return Figure(amount.value, amount.value, amount.value, _unit("count", amount.unit), amount.decimals, scalar.place)


def negative(scalar: Scalar) -> Fault:
    return Fault(filling.NEGATIVE, f"“{shorten(scalar.text)}”不能是负数", NO_NEGATIVE)


def _rounded(amount: Amount, unit: Unit, exact_to: int, scalar: Scalar) -> Figure:
    """A figure that stands for everything within half a unit of its last place."""
    value = amount.value * unit.factor
    half = _half_of_last(unit.factor, exact_to)
    return Figure(value, value - half, value + half, unit, amount.decimals, scalar.place)


@lru_cache(maxsize=64)
def _half_of_last(factor: Decimal, decimals: int) -> Decimal:
    return factor * Decimal(1).scaleb(-decimals) / 2


def read_scalar(scalar: Scalar, kind: ScalarKind, file_unit: str | None) -> Value | Fault:
    """The value of a kind that is written as one scalar."""
    match kind:
        case Money():
            return read_money(scalar, kind, file_unit)
        case Choice():
            return read_choice(scalar, kind)
        case YesNo():
            return read_yes_no(scalar)
        case Year():
            return read_year(scalar)
        case Date():
            return read_date(scalar, kind)
        case Rate():
            return read_rate(scalar, kind)
        case Count():
            return read_count(scalar, kind)
        case Score():
            return read_score(scalar, kind)
        case Length():
            return read_length(scalar)
        case Line():
            return read_line(scalar)
        case _:
            assert_never(kind)
