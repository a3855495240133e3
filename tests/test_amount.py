"""Written figures in; exact values, printing and rounding out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.amount import Amount, Misread, read_amount
from generator.model import Date
from generator.nodes import Scalar
from generator.source import whole_file
from generator.validate.scalars import Fault, read_date, read_year
from generator.wording import digits, round_half_up


@pytest.mark.parametrize(
    ("text", "value", "unit", "decimals"),
    [
        ("291.54", "291.54", "", 2),
        ("291.54万元", "291.54", "万元", 2),
        ("2761984.37元", "2761984.37", "元", 2),
        ("1,234.50", "1234.50", "", 2),
        ("-187860.11元", "-187860.11", "元", 2),
        ("２９１．５４万元", "291.54", "万元", 2),
        ("65.6%", "65.6", "%", 1),
        ("29700件", "29700", "件", 0),
        ("2.97 万件", "2.97", "万件", 2),
        ("−3", "-3", "", 0),
    ],
)
def test_reads(text: str, value: str, unit: str, decimals: int) -> None:
    assert read_amount(text) == Amount(Decimal(value), unit, decimals)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("二百万元", "200万元"),
        ("万元260.85万元", "260.85万元"),
        ("1,2345.6", ""),
        (".5", "0.5"),
        ("5.", "5"),
        (".inf", ""),
        ("1.2.3", ""),
        ("1e5", "100000"),
        ("约3", ""),
        ("", ""),
    ],
)
def test_names_what_was_meant(text: str, meant: str) -> None:
    found = read_amount(text)
    assert isinstance(found, Misread)
    assert found.meant == meant


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False))
def test_printing_and_reading_agree(value: Decimal) -> None:
    read = read_amount(digits(value, 2, trim=False))
    assert isinstance(read, Amount)
    assert read.value == value and read.decimals == 2


@given(st.text(max_size=30))
def test_any_text_is_read_or_named(text: str) -> None:
    assert isinstance(read_amount(text), (Amount, Misread))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.005", "0.01"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("0.0049", "0.00"), ("1.005", "1.01")],
)
def test_half_goes_up(value: str, expected: str) -> None:
    assert round_half_up(Decimal(value), 2) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "decimals", "trim", "expected"),
    [
        ("100", 2, True, "100"),
        ("18.50", 2, True, "18.5"),
        ("18.50", 2, False, "18.50"),
        ("-0.001", 2, False, "0.00"),
        ("1234567.5", 1, False, "1234567.5"),
    ],
)
def test_prints(value: str, decimals: int, trim: bool, expected: str) -> None:
    assert digits(Decimal(value), decimals, trim) == expected


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("١٢٣.5", "123.5"),
        ("१,२३४万元", "1,234万元"),
        ("12٣件", "123件"),
        ("3.٤", "3.4"),
        ("-๕%", "-5%"),
        ("１２٣", "123"),
    ],
)
def test_digits_of_other_scripts_are_named(text: str, meant: str) -> None:
    """Full-width ones are typed with a Chinese keyboard and read; others only come from a paste."""
    read = read_amount(text)
    assert isinstance(read, Misread)
    assert read.meant == meant
    assert read_amount("１２３．５") == read_amount("123.5")


def test_years_and_dates_have_digits_of_this_script() -> None:
    for text in ("٢٠٢٤-3-20", "2024年٣月20日"):
        assert isinstance(read_date(Scalar(text, whole_file("甲.yaml")), Date()), Fault)
    assert isinstance(read_year(Scalar("20٢٤", whole_file("甲.yaml"))), Fault)
