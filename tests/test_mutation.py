"""The slips that benchmarks/mutation.py makes, and how many of them in the complete statement `check` notices."""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import examples

from benchmarks.mutation import STATEMENT, told
from benchmarks.numbers import Number, sample
from benchmarks.slips import slips
from benchmarks.stripped import without_computed
from benchmarks.tally import MISSED, SEEN, amounts, page, reached
from generator.diagnostic import Severity
from generator.pipeline import Settings, check

SOME = examples(240, 60)
"""Slips of the statement that the test makes; the benchmark makes them all."""


def number(text: str, kind: str = "本年金额", after: str = "}", **more: str) -> Number:
    return Number("支出.项目支出", kind, text, 0, len(text), after, True, **more)


def made(one: Number, unit: str = "万元") -> dict[str, str]:
    """The text that each kind of slip leaves of a number and of what stands behind it."""
    line = one.text + one.after
    return {slip.kind: line[: slip.start] + slip.text + line[slip.end :] for slip in slips(one, unit, "一份")}


@pytest.mark.parametrize(
    ("one", "kind", "texts"),
    [
        (number("12.34"), "两位对调", {"21.34}", "12.43}"}),
        (number("12.34"), "小数点移位", {"1.234}", "123.4}"}),
        (number("120"), "小数点移位", {"12}", "1200}"}),
        (number("12.34"), "元与万元", {"12.34元}"}),
        (number("12.34", after="万元"), "元与万元", {"12.34元"}),
        (number("12.34"), "正负号", {"-12.34}"}),
        (number("12.34", neighbour="56.78"), "抄邻行", {"56.78}"}),
        (number("12.34", last_year="9.10"), "抄上年", {"9.10}"}),
        (number("2024", "文字里的数", "年底"), "抄上年", {"2023年底"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_slip_of_each_kind(one: Number, kind: str, texts: set[str]) -> None:
    assert made(one)[kind] in texts


def test_a_wrong_digit_is_one_digit() -> None:
    (wrong,) = (text for kind, text in made(number("12.34")).items() if kind == "错一位")
    assert len(wrong) == 6 and sum(a != b for a, b in zip(wrong, "12.34}", strict=True)) == 1


def test_what_leaves_the_value_is_no_slip() -> None:
    assert made(number("0")).keys() == {"错一位"}
    assert "两位对调" not in made(number("11.11"))
    assert "抄邻行" not in made(number("12.34", neighbour="12.34"))


def test_without_its_control_totals_the_statement_says_the_same(tmp_path: Path) -> None:
    whole = sample(STATEMENT, "")
    bare = tmp_path / "bare.yaml"
    bare.write_text(without_computed(whole), encoding="utf-8")
    found = check(bare, Settings())
    assert [one.message for one in found.diagnostics if one.weight is not Severity.NOTE] == []
    assert sample(bare, "").computed == frozenset()
    for name in ("收支总计", "财政拨款总计"):
        totals = [
            checked.figures[0][1].item(name) for checked in (found, check(STATEMENT, Settings()))
        ]  # of the pack that stands first
        assert len({total.figure("决算").value for total in totals if total is not None}) == 1  # type: ignore[union-attr]


@pytest.mark.thorough
def test_nine_of_ten_wrong_amounts_of_the_statement_are_noticed() -> None:
    one = told(sample(STATEMENT, "statement"), SOME)
    verdicts = {outcome.verdict for outcome in one.outcomes}
    assert {SEEN, MISSED} <= verdicts
    assert len(amounts(one.outcomes)) > SOME / 2
    assert reached(amounts(one.outcomes), 90), page([one], "statement")
