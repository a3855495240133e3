"""Expressions over small reports in, values with the interval of what was written out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.expression import Absent, BadExpression, Context, Expression, Silent, evaluate, parse, spell
from generator.expression.parse import Call, Literal, Not, Operation, Path, Word
from generator.figure import NUMBER, Faulty, Figure, Item
from generator.load import load_text
from generator.model import Count, Field, Line, Money, Named, Record, Table
from generator.source import Source
from generator.validate import validate

ROW = Record((Field("甲", Money(signed=True), ""), Field("乙", Money(signed=True), "")))
COMPARED = Record((Field("决算", Money(), ""), Field("上年", Money(), "")), main="决算")
GROUP = Record((Field("合计", COMPARED, ""), Field("人员", Money(), "")), main="合计")
DETAIL = Record((Field("金额", Money(), ""), Field("备注", Line(), "")), main="金额")
LINE = Record((Field("科目", Line(), ""), Field("数额", COMPARED, "")))
SHAPE = Record(
    (
        *ROW.fields,
        Field("明细", Named(Money(), "项"), ""),
        Field("行", Table(ROW, "行"), ""),
        Field("数", Count(), ""),
        Field("比较", COMPARED, ""),
        Field("组", GROUP, ""),
        Field("列", Table(LINE, "列"), ""),
        Field("细目", Named(DETAIL, "项"), ""),
    )
)


def item(text: str) -> Item:
    node, found = load_text(Source("例.yaml", text))
    assert node is not None and not found
    root, faults = validate(node, SHAPE)
    assert not [one for one in faults if one.code.id != "V206"]
    return root


def value(formula: str, text: str) -> Figure:
    result = evaluate(parse(formula), Context((item(text),), "万元"))
    assert isinstance(result, Figure)
    return result


@pytest.mark.parametrize(
    ("formula", "text", "expected"),
    [
        ("甲 + 乙", "{甲: 1万元, 乙: 2.5万元}", "35000"),
        ("甲 - 乙", "{甲: 1万元, 乙: 2500元}", "7500"),
        ("-甲 + 乙 - 乙", "{甲: 1元, 乙: 2元}", "-1"),
        ("合计(明细)", "{明细: {一: 1元, 二: 2元}}", "3"),
        ("明细.二 - 明细.一", "{明细: {一: 1元, 二: 2元}}", "1"),
        ("合计(行.甲, 甲)", "{甲: 1元, 行: [{甲: 2元}, {甲: 3元}]}", "6"),
        ("合计(无则零(行.甲))", "{行: [{甲: 2元}, {乙: 5元}, {甲: 3元}]}", "5"),
        ("个数(行)", "{行: [{甲: 2元}, {甲: 3元}]}", "2"),
        ("占比(甲, 乙) * 100", "{甲: 1元, 乙: 8元}", "12.5"),
        ("(甲 + 乙) / 乙", "{甲: 6元, 乙: 2元}", "4"),
    ],
)
def test_values(formula: str, text: str, expected: str) -> None:
    assert value(formula, text).value == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "text", "expected"),
    [
        ("比较", "{比较: 3元}", "3"),
        ("比较.决算", "{比较: 3元}", "3"),
        ("比较 - 比较.上年", "{比较: {决算: 3元, 上年: 2元}}", "1"),
        ("组", "{组: 7元}", "7"),
        ("组", "{组: {合计: {决算: 7元, 上年: 1元}, 人员: 2元}}", "7"),
        ("组.上年", "{组: {合计: {决算: 7元, 上年: 1元}}}", "1"),
        ("占比(组.人员, 组) * 7", "{组: {合计: 7元, 人员: 2元}}", "2"),
        ("合计(列.数额)", "{列: [{数额: 2元}, {数额: {决算: 3元, 上年: 9元}}]}", "5"),
        ("合计(列.数额.上年, 组)", "{组: 1元, 列: [{数额: {决算: 3元, 上年: 9元}}]}", "10"),
        ("合计(细目) + 细目.水费", "{细目: {电费: 1元, 水费: {金额: 2元, 备注: 无}}}", "5"),
        ("-最小(比较, 组)", "{比较: 3元, 组: 2元}", "-2"),
    ],
)
def test_a_record_stands_for_its_main_figure(formula: str, text: str, expected: str) -> None:
    assert value(formula, text).value == Decimal(expected)


@given(st.integers(0, 10**6), st.sampled_from(["{}", "{{合计: {}}}", "{{合计: {{决算: {}}}}}"]))
def test_braces_say_no_more_than_the_bare_figure(cents: int, braces: str) -> None:
    """However many levels are written out, the figure is the same, digit for digit."""
    figure = f"{Decimal(cents).scaleb(-2)}万元"
    bare, written = value("组", f"{{组: {figure}}}"), value("组", f"{{组: {braces.format(figure)}}}")
    assert (written.value, written.low, written.decimals) == (bare.value, bare.low, bare.decimals)


def test_a_record_without_its_main_figure_is_absent() -> None:
    with pytest.raises(Absent):
        evaluate(parse("比较"), Context((item("{比较: {上年: 1元}}"),), "万元"))
    with pytest.raises(Absent):
        evaluate(parse("比较.没有"), Context((item("{比较: 3元}"),), "万元"))


@pytest.mark.parametrize(
    ("formula", "text", "expected"),
    [
        ("比较 > 组", "{比较: 3元, 组: 2元}", True),
        ("比较 = 组", "{比较: 2.00元, 组: {合计: 2元}}", True),
        ("甲 = 乙", "{甲: 50.00万元, 乙: 500000元}", True),
        ("甲 = 乙", "{甲: 50万元, 乙: 500000.01元}", True),
        ("甲 = 乙", "{甲: 50万元, 乙: 500051元}", False),
        ("甲 > 乙 或 甲 = 乙", "{甲: 3元, 乙: 2元}", True),
        ("非 甲 > 乙 且 乙 <= 甲", "{甲: 2元, 乙: 2元}", True),
    ],
)
def test_comparisons_know_rounding(formula: str, text: str, expected: bool) -> None:
    assert evaluate(parse(formula), Context((item(text),), "万元")) is expected


@pytest.mark.parametrize(
    "formula",
    [
        "甲 +",
        "合计(",
        "甲..乙",
        "甲 甲",
        "import",
        "甲 $ 乙",
        "((((",
        "",
        "1 +* 2",
        "(" * 200 + "甲" + ")" * 200,
        "甲" * 600,
    ],
)
def test_bad_text_is_a_bad_expression(formula: str) -> None:
    with pytest.raises(BadExpression):
        parse(formula)


def test_absent_and_unfilled() -> None:
    with pytest.raises(Absent):
        evaluate(parse("甲 + 乙"), Context((item("{甲: 1元}"),), "万元"))
    with pytest.raises(Absent):
        evaluate(parse("占比(甲, 乙)"), Context((item("{甲: 1元, 乙: 0元}"),), "万元"))
    faulty = item("{甲: 1元}")
    place = faulty.place
    assert place is not None
    with pytest.raises(Silent):
        evaluate(parse("甲 + 乙"), Context((Item(SHAPE, {**faulty.entries, "乙": Faulty(place)}, place),), "万元"))


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20), st.integers(0, 3))
def test_the_interval_of_a_sum_holds_every_sum_of_what_was_rounded(cents: list[int], places: int) -> None:
    """Whatever was rounded to the written figures, its own sum lies within the bounds of the computed one."""
    exact = [Decimal(cent).scaleb(-5) for cent in cents]
    written = [value.quantize(Decimal(1).scaleb(-places)) for value in exact]
    entries = ", ".join(f"{{甲: {one}万元}}" for one in written)
    total = value("合计(行.甲)", f"{{行: [{entries}]}}")
    true = sum(exact) * 10_000
    if places >= 2:
        assert total.low <= true <= total.high
    assert total.value == sum(written) * 10_000


@given(st.text(max_size=40))
def test_no_text_does_anything_but_parse_or_refuse(text: str) -> None:
    try:
        parse(text)
    except BadExpression as bad:
        assert 0 <= bad.offset <= len(text)


def test_mixed_dimensions_are_refused() -> None:
    root = item("{甲: 1元, 数: 3件}")
    with pytest.raises(TypeError):
        evaluate(parse("甲 + 数"), Context((root,), "万元"))
    assert value("数 * 2", "{数: 3件}").unit in (NUMBER, value("数", "{数: 3件}").unit)


NAMES = st.sampled_from(["甲", "乙", "资金", "执行率", "非税收入", "或有"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(lambda names: Path(tuple(names)))
NUMBERS = st.builds(
    lambda digits, places, unit: Literal(Decimal(digits).scaleb(-places), unit),
    st.integers(0, 10**6), st.integers(0, 3), st.sampled_from(["", "%", "元", "万元", "亿元"]),
)  # fmt: skip
WORDS = st.sampled_from(["优", "", "“半边", "两边”", 'a"b']).map(Word)
SIGNS = st.sampled_from(["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "且", "或"])
TREES: st.SearchStrategy[Expression] = st.recursive(
    st.one_of(PATHS, NUMBERS, WORDS),
    lambda inner: st.one_of(
        st.builds(Operation, SIGNS, inner, inner),
        st.builds(Not, inner),
        st.builds(lambda right: Operation("*", Literal(Decimal(-1)), right), inner),
        st.builds(Call, NAMES, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(TREES)
def test_what_is_spelt_is_read_as_the_same(tree: Expression) -> None:
    assert parse(spell(tree)) == tree


@pytest.mark.parametrize(
    ("formula", "spelt"),
    [
        ("资金.执行<=资金.到位+资金.上年结转", "资金.执行 ≤ 资金.到位 + 资金.上年结转"),
        ("（甲＋乙）×2", "(甲 + 乙) × 2"),
        ("甲-(乙-1万元)", "甲 - (乙 - 1万元)"),
        ("非(甲=1 且 乙≠90％)", "非 (甲 = 1 且 乙 ≠ 90%)"),
        ("占比(甲,-乙)>=50%", "占比(甲, -乙) ≥ 50%"),
    ],
)
def test_a_formula_is_spelt_as_it_is_printed(formula: str, spelt: str) -> None:
    assert spell(parse(formula)) == spelt


@pytest.mark.parametrize(
    ("formula", "text", "expected"),
    [
        ("甲 <= 5万元", "{甲: 50000元}", True),
        ("甲 <= 无则零(乙)", "{甲: 1元}", False),
        ("甲 <= 无则零(乙) + 1元", "{甲: 1元}", True),
        ("甲 - 无则零(乙) = 甲", "{甲: 1元}", True),
        ("有(乙)", "{甲: 1元}", False),
        ("有(乙) 且 最大(甲, 乙) = 乙", "{甲: 1元, 乙: 2元}", True),
        ("占比(甲, 乙) >= 50%", "{甲: 1元, 乙: 2元}", True),
        ("有任一(乙)", "{甲: 1元}", False),
        ("有任一(乙) 且 有(乙)", "{甲: 1元, 乙: 2元}", True),
    ],
)
def test_a_rule_may_name_amounts_and_what_is_missing(formula: str, text: str, expected: bool) -> None:
    assert evaluate(parse(formula), Context((item(text),), "万元")) is expected


@pytest.mark.parametrize("formula", ["-" * 400 + "甲", "非 " * 200 + "甲", "(" * 200 + "甲", "甲" + " + 甲" * 120])
def test_depth_is_bounded(formula: str) -> None:
    """What is too deep is refused; what is only long is worked out."""
    try:
        tree = parse(formula)
    except BadExpression as bad:
        assert bad.message == "括号套得太深"
    else:
        assert evaluate(tree, Context((item("{甲: 1元}"),), "万元"))
