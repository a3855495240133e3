"""Sentences in every way of writing them in YAML in; the very characters that a finding points at, and silence, out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.checks.prose import in_paragraphs
from generator.diagnostic import Diagnostic
from generator.pipeline import Settings, read

HEAD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"
GOLDEN = Path(__file__).parent / "golden" / "reports"
STYLES = {
    "plain": "大厅全年平稳运行，，\n    群众满意率达到95%，共办件300件。",
    "plain, cut behind": "大厅全年平稳运行，，群众满意\n    率达到95%。",
    "single": "'大厅全年平稳运行，，群众''满意''率达到95%。'",
    "double": '"大厅\\u5168年\\t平稳运行，，群众满意率达到95%。"',
    "double, continued": '"大厅全年\\\n    平稳运行，，群众满意率达到95%。"',
    "literal": "|\n    大厅平稳运行。\n    全年办件300件，，群众满意。\n    群众满意率达到95%。",
    "folded": ">\n    大厅平稳运行。\n    全年办件300件，，\n    群众满意率达到95%。",
    "folded, two": ">\n    大厅平稳运行。\n\n    全年办件300件，，群众满意。",
    "list": "\n    - 大厅平稳运行。\n    - 全年办件300件，，群众满意。",
    "reference before": "受理{{ 数据.受理工单 }}，占{{ 占比(数据.办结工单, 数据.受理工单) }}，，群众满意。",
    "reference behind": "受理，，{{ 数据.受理工单 }}，群众满意。",
    "reference in a folded text": ">\n    全年受理{{ 数据.受理工单 }}，\n    办结{{ 数据.办结工单 }}，，\n    群众满意。",
    "section": "\n    - 标题: 大厅，，热线\n      内容: 平稳运行。",
}


def findings(text: str, tmp_path: Path) -> tuple[Diagnostic, ...]:
    path = tmp_path / "报告.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path, Settings(), "报告.yaml").diagnostics


@pytest.mark.parametrize("written", STYLES.values(), ids=STYLES)
def test_the_very_characters(written: str, tmp_path: Path) -> None:
    data = "数据: {受理工单: 14589件, 办结工单: 14403件}\n"
    (one,) = findings(f"{HEAD}年度工作:\n  完成情况: {written}\n{data}", tmp_path)
    assert (one.code.id, one.place.text) == ("T102", "，，")


def test_what_spans_a_line_end_is_marked_over_it(tmp_path: Path) -> None:
    (one,) = findings(f"{HEAD}年度工作:\n  完成情况: 全年拨付2024年3月至\n    2023年12月的经费。\n", tmp_path)
    assert one.place.text == "2024年3月至\n    2023年12月"


def test_a_reference_is_never_reported(tmp_path: Path) -> None:
    told = "受理工单{{ 数据.受理工单 }}，已办结{{ 数据.办结工单 }}，办结率{}。"
    data = "数据: {受理工单: 200件, 办结工单: 100件, 网办率: 90%}\n"
    for rate, wanted in (("90%", ["90%"]), ("{{ 数据.网办率 }}", []), ("50%", [])):
        text = told.replace("{}", rate)
        found = findings(f"{HEAD}年度工作: {{完成情况: '{text}'}}\n{data}", tmp_path)
        assert [one.place.text for one in found] == wanted


def test_projects_are_not_held_against_each_other(tmp_path: Path) -> None:
    project = "  - 名称: {}\n    资金: {{全年预算: 10, 执行: 10}}\n    实际完成: 注册用户{}人。\n"
    text = HEAD + "项目:\n" + project.format("热线运行", 214221) + project.format("平台运行", 214220)
    assert findings(text, tmp_path) == ()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_finished_reports_have_no_finding(path: Path) -> None:
    """All that the program itself writes, tables and standard sentences too, read as one text."""
    assert [one.message for one in in_paragraphs(path.name, path.read_text(encoding="utf-8"), path.stem[-4:])] == []


BALANCED = st.recursive(
    st.text(st.sampled_from("大厅热线，。12"), max_size=6),
    lambda inner: st.builds(
        lambda before, pair, within: before + pair[0] + within + pair[1],
        st.text(st.sampled_from("窗口"), max_size=3),
        st.sampled_from(["“”", "（）", "《》", "〔〕", "【】"]),
        inner.map(lambda text: text.replace("“", "‘").replace("”", "’")),
    ),
    max_leaves=4,
)


@given(st.lists(BALANCED, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_is_balanced_is_silent_and_what_lost_a_sign_is_not(pieces: list[str]) -> None:
    text = "甲".join(pieces)
    unclosed = [one.message for one in in_paragraphs("文", text) if one.code.id == "T101"]
    assert unclosed == []
    for at, sign in enumerate(text):
        if sign in "”）》〕】":
            less = text[:at] + text[at + 1 :]
            assert any(one.code.id == "T101" for one in in_paragraphs("文", less)), less
            break


@given(st.lists(st.integers(1000, 99_999), min_size=2, max_size=6), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_parts_that_add_up_are_silent_and_one_digit_more_is_not(parts: list[int], decimals: int) -> None:
    def written(value: int) -> str:
        return f"{value // 10**decimals}{'.' if decimals else ''}{str(value).zfill(decimals)[-decimals:] if decimals else ''}万元"

    listed = "；".join(f"{name}项{written(one)}" for name, one in zip("甲乙丙丁戊己", parts, strict=False))
    for slip, wanted in ((0, []), (90, ["T110"])):
        text = f"全年支出{written(sum(parts) + slip)}，其中：{listed}。"
        assert [one.code.id for one in in_paragraphs("文", text)] == wanted, text


def test_an_empty_text_has_nothing_to_read() -> None:
    assert list(in_paragraphs("空", "")) == []


FRAGMENTS = (
    "0", "1", "25", ".", ",", "２", "万", "元", "%", "年", "月", "日", "个", "人次", "，", "。", "；", "、", "\n", "（", "）", "“", "”", "《", "》",
    "其中", "共计", "分别为", "等", "占", "的", "即", "比上年", "增加", "增长", "由", "提高到", "执行率", "预算", "执行", "办结", "率", "一是", "三是",
    "第二，", "二、", "（三）", "至", "—", "下属", "单位", "项目支出", "基本支出", "大写壹万元整", "某支出（类）", "（项）：支出决算为", "我局", "上线",
    "持平", "决算数大于年初预算数", "年初预算为", "支出决算为", "占比", "总", "其他", "男", "女", "2O2", "202年度", '"', "(2023)15号", "下降-", "个百分点",
    "增加增加", "3个站（东站、西站）", "上年为", "0万元", "自评得分",
)  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
@example("项目历时2.25年。")
@example("按3.1.2条执行，经费10.2.3万元，比上年增加1.2.3万元，增长5%。")
@example("年费用的0%，即10元；年费用的0%，即20元。")
def test_no_text_is_too_strange(text: str) -> None:
    for one in in_paragraphs("文", text, "2024"):
        assert one.place.start < one.place.end <= len(text)
        assert one.message
