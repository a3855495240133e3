"""Reports with explanations (说明) in; what each closes, what none closes, and where it is printed, out."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pipeline import Settings, build, read

ROOT = Path(__file__).resolve().parent.parent
HEAD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


def codes(text: str) -> list[str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "2024.yaml"
        path.write_text(text, encoding="utf-8")
        return [one.code.id for one in read(path, Settings()).diagnostics]


def printed(sample: str, changes: dict[str, str], *told: str) -> str:
    """A pack's sample with explanations written into it, as its report."""
    text = (ROOT / "templates" / sample / "sample" / "input.yaml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "2024.yaml"
        path.write_text(text, encoding="utf-8")
        built = build(path, Settings(), ("md",))
    assert [one.message for one in built.diagnostics] == list(told)
    return built.reports[0].files["md"].decode("utf-8")


SICHUAN = {
    "收支总计: {上年: 300.00,": "收支总计: {上年: 300.00, 说明: 甲处的话。,",
    "    合计: {上年: 296.00,": "    合计: {上年: 296.00, 说明: 乙处的话。,",
    "项目: 150.00, 年初预算: 160.00,": "项目: 150.00, 年初预算: 160.00, 说明: 丙处的话。,",
    "  合计: {差异原因: 厉行节约}": "  合计: {差异原因: 厉行节约, 说明: 丁处的话。}",
    "公务用车: {增减原因: 出车减少}": "公务用车: {增减原因: 出车减少, 说明: 戊处的话。}",
    "机关运行经费: {上年: 44.00,": "机关运行经费: {上年: 44.00, 说明: 己处的话。,",
    "政府采购: {货物: 20.00,": "政府采购: {合计: {说明: 庚处的话。}, 货物: 20.00,",
    "数量: 1, 车型: 轿车}": "数量: 1, 车型: 轿车, 说明: 辛处的话。}",
    "支出:\n  一般公共预算:": "支出:\n  合计: {说明: 壬处的话。}\n  一般公共预算:",
    "收入: {一般公共预算: 340.00, 其他收入: 8.00}": "收入: {合计: {说明: 癸处的话。}, 一般公共预算: 340.00, 其他收入: 8.00}",
}
HUNAN = {
    "收支总计: {上年: 460.00,": "收支总计: {上年: 460.00, 说明: 甲处的话。,",
    "    科目:\n      - {科目: 2120899": "    合计: {说明: 乙处的话。}\n    科目:\n      - {科目: 2120899",
    "上年: 1.00, 批次: 10,": "上年: 1.00, 说明: 丙处的话。, 批次: 10,",
    "编制: 12, 实有: 11}": "编制: 12, 实有: 11, 说明: 丁处的话。}",
    "    支出明细:\n      物业费": "      说明: 戊处的话。\n    支出明细:\n      物业费",
}
TRANSFER = {"地方资金, 全年预算: 20, 执行: 16.5}": "地方资金, 全年预算: 20, 执行: 16.5}\n      说明: 甲处的话。"}


@pytest.mark.parametrize(
    ("sample", "changes"),
    [("四川/部门决算公开", SICHUAN), ("湖南/部门决算公开", HUNAN), ("国家/转移支付绩效自评表", TRANSFER)],
)
def test_an_explanation_is_printed_once_where_the_outline_has_a_place(sample: str, changes: dict[str, str]) -> None:
    report = printed(sample, changes)
    said = re.findall("[甲乙丙丁戊己庚辛壬癸]处的话", "".join(changes.values()))
    assert {one: report.count(one) for one in said} == dict.fromkeys(said, 1)
    assert "。。" not in report and "，。" not in report


def test_the_national_forms_print_it_in_a_row_of_their_own() -> None:
    report = printed(
        "国家/部门整体支出绩效自评表",
        {"全年预算: 880, 说明: 大厅": "全年预算: 880, 差异原因: 大厅扩容, 说明: 大厅"},
        "这份报告不印：支出.合计.差异原因",
    )
    assert report.count('<tr><td>执行情况说明</td><td colspan="6">大厅扩容尾款待验收后支付。</td></tr>') == 1


AMOUNTS = st.integers(0, 10**6).map(lambda cents: Decimal(cents).scaleb(-2))


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, AMOUNTS)
def test_an_explanation_is_wanted_or_idle_but_never_both(budget: Decimal, spent: Decimal) -> None:
    """Without one, what is slow is reported; with one, nothing is but that it explains nothing. Neither otherwise."""
    funds = f"项目:\n  - 名称: 热线运行\n    资金: {{全年预算: {budget}, 执行: {min(budget, spent)}"
    without, with_one = codes(HEAD + funds + "}\n"), codes(HEAD + funds + ", 说明: 尾款待验收。}\n")
    left = budget - min(budget, spent)
    slow = left >= 5 and left * 10 > budget
    if "L135" not in without:  # a ten-thousandth is told as a slip of the unit
        assert without == (["H131"] if slow else [])
    assert with_one == ([] if left or not budget else ["L170"])


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, AMOUNTS, st.sampled_from(["增减原因", "说明"]))
def test_a_large_change_is_closed_by_either_key(this: Decimal, last: Decimal, key: str) -> None:
    figure = f"收支总计: {{决算: {this}, 上年: {last}"
    without, with_one = codes(HEAD + figure + "}\n"), codes(HEAD + figure + f", {key}: 新建大厅。}}\n")
    change = abs(this - last)
    if "L135" not in without:  # ten thousand times as much is told as a slip of the unit
        assert without == (["H130"] if last and change >= 5 and change * 2 >= last else [])
    assert "H130" not in with_one
