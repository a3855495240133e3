"""Targets, actual values and rates of execution in; the laws that their scores keep, whatever the figures, out."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.scoring import execution_points
from generator.derive.targets import Outcome, outcome, read_target
from generator.figure import Figure, Item
from generator.pack import ExecutionBand, Qualitative, Rules
from generator.pipeline import Settings, build, check

AMOUNTS = st.integers(0, 10**7).map(lambda value: Decimal(value).scaleb(-2))
GOALS = st.integers(1, 10**7).map(lambda value: Decimal(value).scaleb(-2))
RATES = st.integers(0, 20_000).map(lambda value: Decimal(value).scaleb(-4))
UNITS = st.sampled_from(["", "件", "%", "元", "万元", "人次"])
BANDS = (
    Qualitative(("达成",), Decimal("0.8"), Decimal(1), Decimal(1)),
    Qualitative(("部分达成",), Decimal("0.6"), Decimal("0.8"), None),
)
BY_RATE = Rules((), Decimal(100), Decimal(10))
BY_BAND = Rules((), Decimal(100), Decimal(10), tuple(
    ExecutionBand(Decimal(low), Decimal(points)) for low, points in (("1", 10), ("0.8", 7), ("0.6", 5), ("0", 0))
))  # fmt: skip


def share(sign: str, goal: Decimal, value: Decimal, unit: str = "") -> Decimal:
    found = outcome(f"{sign}{goal}{unit}", f"{value}{unit}", BANDS).share
    assert found is not None
    return found


@given(GOALS, AMOUNTS, AMOUNTS, UNITS)
def test_more_of_a_good_thing_never_earns_less(goal: Decimal, one: Decimal, other: Decimal, unit: str) -> None:
    less, more = sorted((one, other))
    assert 0 <= share("≥", goal, less, unit) <= share("≥", goal, more, unit) <= 1


@given(GOALS, AMOUNTS, AMOUNTS, UNITS)
def test_more_of_a_bad_thing_never_earns_more(goal: Decimal, one: Decimal, other: Decimal, unit: str) -> None:
    less, more = sorted((one, other))
    assert 0 <= share("≤", goal, more, unit) <= share("≤", goal, less, unit) <= 1


@given(st.sampled_from("≥≤=><"), GOALS, AMOUNTS)
def test_met_is_the_full_weight_and_less_is_not(sign: str, goal: Decimal, value: Decimal) -> None:
    found = outcome(f"{sign}{goal}", str(value), BANDS)
    assert found.met is not None
    if found.met:
        assert found.share == 1
    elif value != goal:
        assert found.share is None or found.share < 1


@given(GOALS, GOALS)
def test_the_two_formulas_are_each_other_s_mirror(goal: Decimal, value: Decimal) -> None:
    """权重×B/A and 权重×A/B: what misses the one target by a factor misses the other by the same."""
    assert share("≥", goal, value) == share("≤", value, goal)


@given(GOALS, AMOUNTS)
def test_units_of_the_same_kind_are_the_same_figure(goal: Decimal, value: Decimal) -> None:
    for small, large in (("件", "万件"), ("元", "万元")):
        written = outcome(f"≥{goal}{small}", f"{value}{small}", BANDS)
        scaled = outcome(f"≥{goal * Decimal('0.0001'):f}{large}", f"{value}{small}", BANDS)
        assert written == scaled


@pytest.mark.parametrize(
    ("target", "done", "wanted"),
    [
        ("≤0件", "0件", Outcome(True, Decimal(1))),
        ("≤5件", "0件", Outcome(True, Decimal(1))),
        ("≤0件", "2件", Outcome(False, Decimal(0))),
        ("=0件", "2件", Outcome(False)),
        (">95%", "95%", Outcome(False, Decimal(1))),
        ("=100%", "100%", Outcome(True, Decimal(1))),
        ("=4次", "6次", Outcome(False)),
        ("不超过50万元", "400000元", Outcome(True, Decimal(1))),
        ("≥-5%", "-8%", Outcome(False)),
        ("≥20个", "30件", Outcome()),
        ("12月", "11月", Outcome()),
        ("2024年9月底前", "2024年9月20日", Outcome()),
        ("2024年9月底前", "2024年9月底前", Outcome(True, Decimal(1))),
        ("定性 明显提升", "达成", Outcome(True, Decimal(1), BANDS[0])),
        ("明显提升", "部分达成", Outcome(False, None, BANDS[1])),
        ("明显提升", "有所提升", Outcome()),
        ("≥95%", "≥95%", Outcome()),
    ],
)
def test_what_comes_of_a_target(target: str, done: str, wanted: Outcome) -> None:
    assert outcome(target, done, BANDS) == wanted


@pytest.mark.parametrize(
    ("written", "sign", "number", "unit"),
    [
        ("≥2万件", "≥", "2", "万件"),
        (">=95.5%", "≥", "95.5", "%"),
        ("定性：明显提升", "定性", "明显提升", ""),
        ("9月底前", "定性", "9月底前", ""),
        ("32个", "", "32", "个"),
    ],
)
def test_a_target_in_its_cells(written: str, sign: str, number: str, unit: str) -> None:
    target = read_target(written)
    assert (target.sign, target.number, target.unit) == (sign, number, unit)


@given(RATES, RATES, st.sampled_from([BY_RATE, BY_BAND]))
def test_a_higher_rate_of_execution_never_earns_less(one: Decimal, other: Decimal, rules: Rules) -> None:
    less, more = sorted((one, other))
    assert 0 <= execution_points(less, rules) <= execution_points(more, rules) <= 10
    assert execution_points(max(more, Decimal(1)), rules) == 10


HEAD = "版本: 1\n模板: 国家/项目支出绩效自评表\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局, 主管部门: 示例区}\n"
PROJECT = HEAD + "项目:\n  - 名称: 热线\n    预期目标: 保障运行。\n    实际完成: 运行正常。\n"


def form(spent: int, rows: list[tuple[int, int, int]], scores: list[str] | None = None) -> str:
    """A project with indicators of (weight, goal, value); scores are left out or written."""
    funds = f"    资金: {{来源: [{{名称: 当年财政拨款, 年初预算: 100, 全年预算: 100, 执行: {spent}}}]}}\n"
    lines = [
        f"      - {{一级: 产出, 二级: 数量, 指标: 第{n}项, 目标: ≥{goal}件, 完成: {value}件, 分值: {weight}"
        f"{f', 得分: {scores[n]}' if scores else ''}, 偏差: 见说明}}\n"
        for n, (weight, goal, value) in enumerate(rows)
    ]
    return f"{PROJECT}{funds}    指标:\n{''.join(lines)}"


def only_project(path: Path, text: str) -> Item:
    path.write_text(text, encoding="utf-8")
    done = check(path, Settings())
    assert [one.message for one in done.diagnostics if one.code.id not in ("L125", "H131")] == []
    return done.figures[0][1].rows("项目")[0]


def value(item: Item | None, name: str) -> Decimal:
    figure = item.figure(name) if item is not None else None
    assert isinstance(figure, Figure)
    return figure.shown.value


@given(st.integers(0, 100), st.lists(st.tuples(st.integers(1, 999), st.integers(0, 999)), min_size=1, max_size=6))
@settings(max_examples=40)
def test_the_total_is_the_sum_of_what_is_printed(
    tmp_path_factory: pytest.TempPathFactory, spent: int, pairs: list[tuple[int, int]]
) -> None:
    """Each score has two decimals, they add up, and writing the computed ones into the file changes nothing."""
    weights = [90 // len(pairs)] * (len(pairs) - 1)
    rows = [(weight, *pair) for weight, pair in zip([*weights, 90 - sum(weights)], pairs, strict=True)]
    path = tmp_path_factory.mktemp("one") / "表.yaml"
    project = only_project(path, form(spent, rows))
    scores = [value(row, "得分") for row in project.rows("指标")]
    assert scores == [score.quantize(Decimal("0.01"), ROUND_HALF_UP) for score in scores]
    assert value(project, "自评得分") == sum(scores) + value(project.item("资金"), "得分")
    again = only_project(path, form(spent, rows, [f"{score:f}" for score in scores]))
    assert value(again, "自评得分") == value(project, "自评得分")


def test_a_form_of_many_rows_is_one_table_with_one_heading(tmp_path: Path) -> None:
    path = tmp_path / "表.yaml"
    path.write_text(form(100, [(1, 10, 10)] * 90), encoding="utf-8")
    (report,) = build(path, Settings(), ("docx", "md")).reports
    text = report.files["md"].decode("utf-8")
    assert text.count("<thead>") == 1
    merged = r'<th rowspan="(\d+)">绩效指标</th><td rowspan="\1" align="center">产出指标</td>'
    pieces = [int(rows) for rows in re.findall(merged, text)]
    assert (sum(pieces), text.count("绩效指标</th>")) == (90, len(pieces))
    assert 10 <= min(pieces) <= max(pieces) <= 13, "a third of a page, which no page break divides"


CUSTOMS = "继承: 国家/项目支出绩效自评表\n标题: 自评表\n版本: '1'\n"


def by_custom(folder: Path, rules: str, text: str) -> list[str]:
    """What is found of a form whose pack scores by other customs."""
    pack = folder / "示例市" / "自评表"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(CUSTOMS, encoding="utf-8")
    (pack / "rules.yaml").write_text(rules, encoding="utf-8")
    path = folder / "表.yaml"
    path.write_text(text.replace("国家/项目支出绩效自评表", "示例市/自评表"), encoding="utf-8")
    return [one.code.id for one in check(path, Settings()).diagnostics if one.code.id not in ("L125", "H131")]


@pytest.mark.parametrize(
    ("rules", "score", "found"),
    [
        ("得分系数: [{下限: 80%, 系数: 70%}, {下限: 50%, 系数: 40%}]\n", "35", []),
        ("得分系数: [{下限: 80%, 系数: 70%}, {下限: 50%, 系数: 40%}]\n", "45", ["P120"]),
        ("得分系数: [{下限: 95%, 系数: 70%}]\n", "0", []),
        ("得分小数: 2\n", "44", []),
        ("自行扣分: 否\n", "44", ["P120"]),
        ("自行扣分: 是\n", "46", ["P120"]),
    ],
)
def test_customs_of_scoring_are_the_pack_s(tmp_path: Path, rules: str, score: str, found: list[str]) -> None:
    """90 of 100 are 45 of 50 by proportion; less is scored for a reason (偏差), unless the pack forbids it."""
    text = form(100, [(50, 100, 90), (40, 10, 10)], [score, "40"])
    assert by_custom(tmp_path, rules, text) == found


@pytest.mark.parametrize(("rules", "found"), [("得分小数: 0\n", []), ("得分小数: 2\n", ["P108"])])
def test_whole_points_are_right_where_the_pack_wants_them(tmp_path: Path, rules: str, found: list[str]) -> None:
    text = form(96, [(90, 10, 10)]).replace("]}\n    指标", "], 得分: 10}\n    指标")
    assert by_custom(tmp_path, rules, text) == found


@pytest.mark.parametrize(
    "rules", ["得分系数: [{下限: 80%, 系数: 120%}]\n", "得分系数: [{下限: 8%, 系数: 9%}, {下限: 50%, 系数: 4%}]\n"]
)
def test_bands_of_coefficients_that_cannot_hold_are_the_pack_s_mistake(tmp_path: Path, rules: str) -> None:
    by_custom(tmp_path, rules, form(100, [(90, 10, 10)]))
    (found,) = check(tmp_path / "表.yaml", Settings()).diagnostics
    assert "得分系数" in found.message and found.place.file.endswith("rules.yaml")
