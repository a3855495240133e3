"""A figure as a clerk writes it in, an exact decimal with its unit and written precision out."""

from __future__ import annotations

import re
from decimal import Decimal

from .frozen import dataclass

MONEY = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""Units of money and what one of each is in 元."""

RATES = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
"""Signs of a rate and what one of each is as a plain number."""

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％−　", "0123456789.,-+%- ")
_FIGURE = re.compile(r"(?P<sign>[-+]?)(?P<digits>\d+(?:,\d+)*|\d*)(?:\.(?P<decimals>\d*))?\s*(?P<unit>\D*)")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_VALUES = {
    c: n
    for n, row in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in row
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"


@dataclass(frozen=True, slots=True)
class Amount:
    """A written figure: `value` counts `unit`s ("" where none was written), `decimals` is its written precision."""

    value: Decimal
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a text is no figure (`reason`), and what was most likely meant (`meant`, "" where unknown)."""

    reason: str
    meant: str = ""


def read_amount(text: str) -> Amount | Misread:
    """Read `291.54`, `291.54万元`, `2761984.37元`, `1,234.50`, `-3.2`, `65.6%`, `29700件`; full-width digits too.

    The unit is whatever follows the digits; whether it fits is for the field to say.
    """
    plain = text.translate(_HALF_WIDTH).strip()
    match = _FIGURE.fullmatch(plain)
    if match is None or not (match["digits"] or match["decimals"]):
        return _misread(plain)
    digits, decimals, unit = match["digits"], match["decimals"], match["unit"].strip()
    if match["decimals"] == "" or not digits:
        return Misread("的小数点前后都要有数字", f"{digits or '0'}{'.' + decimals if decimals else ''}{unit}")
    if "," in digits and not _GROUPED.fullmatch(digits):
        return Misread("的千分位逗号应每三位一个", "")
    number = digits.replace(",", "") + ("." + decimals if decimals else "")
    return Amount(Decimal(match["sign"] + number), unit, len(decimals or ""))


def _misread(plain: str) -> Misread:
    leading = re.match(r"(\D*?(?:元|%))\s*([-+]?[\d,.]+\s*(?:\D*))$", plain)
    if leading:
        return Misread(
            "的数字前多了单位", leading[2] if leading[2][-1] not in "0123456789" else leading[2] + leading[1]
        )
    if plain and plain[0] in _CHINESE_DIGITS and all(c in _CHINESE_DIGITS + "元角分整点%" for c in plain):
        return Misread("不是阿拉伯数字", _in_digits(plain))
    if re.fullmatch(r"[-+]?\d+[。·・]\d+\D*", plain):
        return Misread("的小数点不是“.”", re.sub("[。·・]", ".", plain))
    if re.search(r"inf|nan", plain, re.IGNORECASE):
        return Misread("不是一个有限的数", "")
    if re.fullmatch(r"[-+]?\d+(\.\d+){2,}.*", plain):
        return Misread("不止一个小数点", "")
    if re.fullmatch(r"[-+]?\d[\d.]*[eE][-+]?\d+", plain):
        return Misread("用了科学记数法", format(Decimal(plain), "f"))
    return Misread("不是数", "")


def _in_digits(plain: str) -> str:
    """二百万元 as 200万元, 贰佰伍拾元整 as 250元; "" for what is no plain whole number."""
    match = re.fullmatch(rf"([{''.join(_VALUES)}{''.join(_TENS)}]+)(万|亿)?(元?)整?", plain)
    if match is None or (match[2] and not match[3]):
        return ""
    return f"{whole_number(match[1])}{match[2] or ''}{match[3]}"


def whole_number(chinese: str) -> str:
    """二百五十 as 250: Chinese digits below ten thousand in Arabic ones."""
    total = digit = 0
    for character in chinese:
        if character in _VALUES:
            digit = _VALUES[character]
        else:
            total += (digit or 1) * _TENS[character]
            digit = 0
    return str(total + digit)
