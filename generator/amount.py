"""A figure as a clerk writes it in, an exact decimal with its unit and written precision out."""

from __future__ import annotations

import decimal
import re
from decimal import Decimal

from msgspec import Struct

from .pattern import deferred

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

MOST_DIGITS = 20
"""Digits before the point of any figure, as written. The budgets of all of China come to 15 in 元, so that 20 leave room
for a hundred thousand times as much; one in 亿元 has 8 more in 元."""
MOST_DECIMALS = 10
"""Digits behind the point of any figure; 元 to the fen in 亿元 have 10, and no published report prints more than 6."""
PRECISION = 100
"""Significant digits that arithmetic keeps: the product of two of the longest figures in 元 has 76, so money stays exact."""
LONGEST = MOST_DIGITS + MOST_DIGITS // 3 + 1 + MOST_DECIMALS
"""Characters of the longest figure, with its commas and its point."""
_LONGEST = 200
"""Characters that a text is looked at as a figure; what is more than LONGEST of them is its unit."""

for _context in (decimal.DefaultContext, decimal.getcontext()):  # the first is where other threads begin
    _context.prec = PRECISION

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％−　", "0123456789.,-+%- ")
_FIGURE = re.compile(r"(?P<sign>[-+]?)(?P<digits>[0-9]+(?:,[0-9]+)*|[0-9]*)(?:\.(?P<decimals>[0-9]*))?\s*(?P<unit>\D*)")
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_VALUES = {
    c: n
    for n, row in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in row
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"


class Amount(Struct, frozen=True):
    """A written figure: `value` counts `unit`s ("" where none was written), `decimals` is its written precision."""

    value: Decimal
    unit: str
    decimals: int


class Misread(Struct, frozen=True):
    """Why a text is no figure (`reason`), and what was most likely meant (`meant`, "" where unknown); or else `other`."""

    reason: str
    meant: str = ""
    other: str = ""
    grouped: bool = False
    """Whether only blanks between its thousands are in the way."""
    too_long: bool = False
    """Whether it has more digits than any figure may have."""


def read_amount(text: str) -> Amount | Misread:
    """Read `291.54`, `291.54万元`, `2761984.37元`, `1,234.50`, `-3.2`, `65.6%`, `29700件`; full-width digits too.

    The unit is whatever follows the digits; whether it fits is for the field to say. Digits are counted before any
    arithmetic is done with them.
    """
    plain = text.translate(_HALF_WIDTH).strip()
    if len(plain) > _LONGEST:
        return _oversized(plain)
    match = _FIGURE.fullmatch(plain)
    if match is None or not (match["digits"] or match["decimals"]):
        return _misread(plain)
    digits, decimals, unit = match["digits"], match["decimals"], match["unit"].strip()
    if match["decimals"] == "" or not digits:
        return Misread("的小数点前后都要有数字", f"{digits or '0'}{'.' + decimals if decimals else ''}{unit}")
    if "," in digits and not _GROUPED.fullmatch(digits):
        return _commas(match["sign"], digits, decimals or "", unit)
    digits = digits.replace(",", "")
    if (excess := _excess(len(digits), len(decimals or ""))) is not None:
        return excess
    number = digits + ("." + decimals if decimals else "")
    return Amount(Decimal(match["sign"] + number), unit, len(decimals or ""))


def _excess(digits: int, decimals: int) -> Misread | None:
    """Why a figure of so many digits is not read, if it is not."""
    if digits > MOST_DIGITS:
        return Misread(f"的整数部分有 {digits} 位，最多 {MOST_DIGITS} 位", too_long=True)
    if decimals > MOST_DECIMALS:
        return Misread(f"有 {decimals} 位小数，最多 {MOST_DECIMALS} 位", too_long=True)
    return None


def _oversized(plain: str) -> Misread:
    """A text that is longer than any figure: one with far too many digits, or none at all."""
    match = _LONG.match(plain)
    excess = _excess(len(match[1].replace(",", "")), len(match[2] or "")) if match is not None else None
    return excess or Misread("不是数")


_LONG = re.compile(r"[-+]?([0-9,]+)(?:\.([0-9]*))?")


def _scientific(plain: str) -> Misread | None:
    """1.2e5: the figure that is meant, unless it would have more digits than one may have; no exponent is written out."""
    match = re.fullmatch(r"[-+]?([0-9]+)(?:\.([0-9]*))?[eE]([-+]?[0-9]+)", plain)
    if match is None:
        return None
    whole, part, power = len(match[1]), len(match[2] or ""), match[3].lstrip("+-").lstrip("0")
    shift = int(power[:4] or 0) * (-1 if match[3].startswith("-") else 1)
    if len(power) > 3 or _excess(max(whole + shift, 0), max(part - shift, 0)) is not None:
        most = f"整数最多 {MOST_DIGITS} 位，小数最多 {MOST_DECIMALS} 位"
        return Misread(f"用了科学记数法，写出来的位数太多：{most}", too_long=True)
    return Misread("用了科学记数法", format(Decimal(plain), "f"))


def _commas(sign: str, digits: str, decimals: str, unit: str) -> Misread:
    """120,5 may be 120.5 or 1205; 12,34,567 can only be a whole number."""
    whole = f"{sign}{digits.replace(',', '')}{'.' + decimals if decimals else ''}{unit}"
    head, _, tail = digits.rpartition(",")
    if decimals or not tail or len(tail) > 2 or ("," in head and not _GROUPED.fullmatch(head)):
        return Misread("的千分位逗号应每三位一个")
    return Misread("的逗号不在千分位上", f"{sign}{head.replace(',', '')}.{tail}{unit}", whole)


_SIGNS_OF_MONEY = "¥￥＄$"
_MINUS = frozenset("(（-△▲﹣‐‑–—")
_BOOKED = deferred(
    rf"(?P<money>[{_SIGNS_OF_MONEY}]?)\s*(?:[(（]\s*[{_SIGNS_OF_MONEY}]?\s*(?P<in>[0-9,.]+)(?P<unit>[^0-9,.()（）]*)[)）]"
    rf"|[-△▲﹣‐‑–—]\s*[{_SIGNS_OF_MONEY}]?\s*(?P<behind>[0-9,.]+)|(?P<before>[0-9,.]+)\s*-)\s*(?P<last>\D*)"
)
"""Negatives as books and spreadsheets show them: (1,234.50), -¥1,234.50, △1,234.50, 1,234.50-."""


def _booked(plain: str) -> Misread | None:
    if _MINUS.isdisjoint(plain):
        return None
    match = _BOOKED.fullmatch(plain)
    number = match and (match["in"] or match["behind"] or match["before"])
    read = read_amount(number) if number else None
    if not match or read is None or isinstance(read, Misread):
        return read if isinstance(read, Misread) and read.too_long else None
    how = "用括号表示负数" if match["in"] else "的负号不是紧靠数字前面的“-”"
    return Misread(how, f"-{number}{(match['unit'] or '').strip()}{match['last']}")


def _misread(plain: str) -> Misread:
    booked = _booked(plain)
    if booked is not None:
        return booked
    foreign = any(sign.isdecimal() and not sign.isascii() for sign in plain)
    if foreign:
        import unicodedata  # in hardly any file

        meant = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
        return Misread("里有别种文字的数字，不是 0 到 9", meant if isinstance(read_amount(meant), Amount) else "")
    if re.fullmatch(r"[-+]?[0-9]{1,3}(\s+[0-9]{3})+(\.[0-9]+)?\s*[^0-9.,]*", plain):
        return Misread("的数字之间有空格", re.sub(r"\s", "", plain), grouped=True)
    if re.fullmatch(r"[-+]?[0-9][0-9.,]*(\s+[0-9][0-9.,]*)+\s*[^0-9.,]*", plain):
        return Misread("的数字之间有空格", "")
    leading = re.match(r"(\D*?(?:元|%))\s*([-+]?[0-9,.]+\s*(?:\D*))$", plain)
    if leading:
        return Misread(
            "的数字前多了单位", leading[2] if leading[2][-1] not in "0123456789" else leading[2] + leading[1]
        )
    if plain and plain[0] in _CHINESE_DIGITS and all(c in _CHINESE_DIGITS + "元角分整点%" for c in plain):
        return Misread("不是阿拉伯数字", _in_digits(plain))
    if re.fullmatch(r"[-+]?[0-9]+[。·・][0-9]+\D*", plain):
        return Misread("的小数点不是“.”", re.sub("[。·・]", ".", plain))
    if re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+\D*", plain):
        return Misread("的逗号和小数点写反了", plain.replace(".", "").replace(",", "."))
    if re.search(r"inf|nan", plain, re.IGNORECASE):
        return Misread("不是一个有限的数", "")
    if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+){2,}.*", plain):
        return Misread("不止一个小数点", "")
    return _scientific(plain) or Misread("不是数", "")


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
