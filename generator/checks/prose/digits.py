"""What was read in, years with a digit too few or too many and figures with a letter in them (2O24, 202l) out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import sentences as codes
from ...pattern import deferred
from .reading import Reading
from .slip import Slip

YEAR = deferred(r"(?<![\d.,，A-Za-z#-])(20\d{3}年|\d{3}年度|20[1-9]年(?!代|来|前|后|以|间|期|的?历史|底蕴|诞))")
ALONE = frozenset("，。；、：:（(\n\f至到—-从自于在和与及比较按据对报的度“ ")
"""Before 202年: elsewhere it tells how long."""
LETTERS = str.maketrans("OoIl", "0011")
SPELT = deferred(
    r"(?<![A-Za-z\d.])(?:"
    r"(?<=[年月])(?:[OoIl]\d?|\d[OoIl])(?=[月日])|[\dOoIl]{4}(?=年|(?:—|-|至|～)[\dOoIl]{4}年)"
    r"|\d[\d.,]*[OoIl][\d.,OoIl]*(?=年|月|日|万元|亿元|元|%|％|个|件|人|项|户|次|名|家|台|分)"
    r"|[OoIl]\d[\d.,OoIl]*(?=万元|亿元|元|%|％|件|人次|户)"
    r")"
)
SIGNS = "OoIl"
FAR = 12


def find(reading: Reading) -> Iterator[Slip]:
    text = reading.text
    for at in reading.found("年"):
        start = at
        while start and text[start - 1].isascii() and text[start - 1].isdigit():
            start -= 1
        match = YEAR.match(text, start) if at - start in (3, 5) else None
        if match is None:
            continue
        if at - start == 3 and start and text[start - 1] not in ALONE:
            continue
        fact = f"“{match[1]}”的年份{'少' if at - start == 3 else '多'}了一位"
        yield Slip(codes.DIGITS, start, at + 1, fact, "写全四位数字")
    told = 0
    for at in sorted(reading.found(*SIGNS)):
        start = at
        while start > told and at - start < FAR and (text[start - 1] in SIGNS + ".," or text[start - 1].isdigit()):
            start -= 1
        spelt = SPELT.match(text, start) if at >= told else None
        if spelt is not None and (any(sign.isdigit() for sign in spelt[0]) or text[start - 1] in "年月"):
            told = spelt.end()
            meant = spelt[0].translate(LETTERS)
            yield Slip(codes.DIGITS, start, told, f"“{spelt[0]}”里混了字母", f"改成数字“{meant}”")
