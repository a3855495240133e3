"""An amount of yuan in whole fen in, the words that contracts and vouchers print out (大写金额): 壹佰柒拾捌万陆仟元整.

Our own: the libraries that do this bring a top-level package named `build` with them, or take a float.
Sources: 《正确填写票据和结算凭证的基本规定》 (银发〔1997〕393号) and GB/T 15835-2011; 16409.02 and 325.04 are its examples.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
MOST = Decimal(10) ** 16
"""What four groups of four digits hold."""


def capitals(yuan: Decimal) -> str:
    """The amount in words: 整 behind whole yuan and behind 角, one 零 for any run of zeros inside."""
    if abs(yuan) >= MOST:
        raise ValueError("beyond what has a name")
    fen = int(yuan.scaleb(2))
    if fen < 0:
        return "负" + capitals(-yuan)
    whole, part = divmod(fen, 100)
    jiao, cent = divmod(part, 10)
    words = _whole(whole) + "元" if whole or not part else ""
    if not part:
        return words + "整"
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif words:
        words += "零"
    return words + (f"{DIGITS[cent]}分" if cent else "整")


def _whole(number: int) -> str:
    """Whole yuan, by groups of four digits from the right."""
    if not number:
        return DIGITS[0]
    groups = _groups(number)
    words = ""
    for at in range(len(groups) - 1, -1, -1):
        if not groups[at]:
            continue
        gap = words and (groups[at] < 1000 or not groups[at + 1])
        words += (DIGITS[0] if gap else "") + _four(groups[at]) + _unit(at, groups)
    return words


def _groups(number: int) -> list[int]:
    groups = []
    while number:
        number, last = divmod(number, 10_000)
        groups.append(last)
    return groups


def _unit(at: int, groups: list[int]) -> str:
    """壹万贰仟亿: where 亿 follows in its own right, 万 alone stands before it."""
    return "万" if at == 3 and groups[2] else GROUPS[at]


def _four(number: int) -> str:
    """Up to four digits; zeros at the end say nothing, any others one 零."""
    words, zero = "", False
    digits = [int(sign) for sign in str(number)]
    for digit, place in zip(digits, PLACES[len(digits) - 1 :: -1], strict=True):
        if digit:
            words += ("零" if zero else "") + DIGITS[digit] + place
        zero = digit == 0
    return words
