"""Amounts in, the words of contracts and vouchers (大写金额) out; a reader of its own brings them back."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.capitals import MOST, capitals

VALUES = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("1786000.00", "壹佰柒拾捌万陆仟元整"),
        ("2679000.00", "贰佰陆拾柒万玖仟元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("100001", "壹拾万零壹元整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("100000001", "壹亿零壹元整"),
        ("20000300", "贰仟万零叁佰元整"),
        ("1200000000000.01", "壹万贰仟亿元零壹分"),
        ("1000000000000", "壹万亿元整"),
        ("200.10", "贰佰元壹角整"),
        ("10", "壹拾元整"),
        ("0.05", "伍分"),
        ("0", "零元整"),
        ("-1.20", "负壹元贰角整"),
    ],
)
def test_words(yuan: str, words: str) -> None:
    assert capitals(Decimal(yuan)) == words


def read(words: str) -> Decimal:
    """The amount back from its words, by the value of each sign and not by how they were put together."""
    match = re.fullmatch(r"(?:(?P<whole>.+)元)?零?(?:(?P<jiao>.)角)?(?:(?P<fen>.)分)?整?", words)
    assert match
    small = 10 * VALUES[match["jiao"] or "零"] + VALUES[match["fen"] or "零"]
    return Decimal(100 * whole(match["whole"] or "") + small).scaleb(-2)


def whole(words: str) -> int:
    for unit, factor in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = words.rpartition(unit) if unit == "亿" else words.partition(unit)
        if found:
            return whole(head) * factor + whole(tail)
    total = digit = 0
    for word in words:
        if word in VALUES:
            digit = VALUES[word]
        else:
            total, digit = total + digit * PLACES[word], 0
    return total + digit


@given(st.decimals(0, MOST - 1, places=2) | st.integers(0, 10**8).map(lambda n: Decimal(n).scaleb(-2)))
@example(Decimal("1000100010001.10"))
@example(Decimal("1000000000000000"))
def test_words_read_back_as_the_amount(yuan: Decimal) -> None:
    words = capitals(yuan)
    assert read(words) == yuan
    assert "零零" not in words and not re.search("[拾佰仟万亿]{2}元零[万亿]|^零.|零$", words.replace("零元整", ""))
    assert words.endswith("分") != words.endswith("整")
