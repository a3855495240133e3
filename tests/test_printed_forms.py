"""A department's file in, the two printed forms of its final accounts out: boxes for the pen, fixed rows, what is said once."""

from __future__ import annotations

import re
from pathlib import Path

from generator.pipeline import Settings, build

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "templates" / "湖南" / "部门决算公开" / "sample" / "input.yaml"
SHORT = """版本: 1
模板: 湖南/部门决算公开
年度: 2018
金额单位: 万元
单位: {名称: 示例局, 口径: 单位, 预算编码: "100001", 职能: 管理政务大厅, 人员: {编制: 5, 实有: 5}}
报送: {填报人: 罗××, 联系电话: 0000-000××××}
年度工作: {重点任务: 大厅运行, 完成情况: 大厅平稳运行。}
支出:
  一般公共预算:
    基本支出: {人员经费: 80.00, 公用经费: 20.00}
    科目: [{科目: 2010301 行政运行, 决算: 100.00}]
机构收支: [{机构: 局机关}]
三公经费: {公务接待费: {决算: 1.00, 批次: 2, 人次: 16}}
预算绩效: {自评: {个数: 0}}
整体自评:
  目标完成: [{任务: 大厅运行, 实际完成: 大厅平稳运行。}]
  指标: [{一级: 产出, 二级: 数量, 指标: 办件, 完成: 12万件}]
  自评得分: 90
  评价人员: [{姓名: 柳××}]
落款: {日期: 2019年5月10日}
"""


def text_of(path: Path) -> str:
    result = build(path, Settings(), ("md",))
    assert [f"{one.code.id} {one.message}" for one in result.diagnostics] == []
    return result.reports[0].files["md"].decode("utf-8")


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "一份.yaml"
    path.write_text(text, encoding="utf-8")
    return text_of(path)


def test_optional_parts_disappear(tmp_path: Path) -> None:
    text = written(tmp_path, SHORT)
    for absent in (
        "附件2",
        "政府采购",
        "国有资产",
        "一般性支出",
        "内设",
        "索引号",
        "专项经费",
        "主要绩效情况",
        "2017年",
        "为0，",
        "None",
    ):
        assert absent not in text
    assert "“三公经费”支出1万元。" in text
    for unsaid in ("没有机关运行经费支出", "未发生政府性基金"):
        assert unsaid not in text
    none = SHORT.replace("机构收支:", "  政府性基金: 无\n机关运行经费: 无\n机构收支:")
    text = written(tmp_path, none)
    assert "本单位2018年度没有机关运行经费支出。" in text
    assert "本单位2018年度未发生政府性基金预算财政拨款收入支出。" in text


def test_the_only_organisation_is_the_department(tmp_path: Path) -> None:
    """Its row is told once, in the accounts; what the row gives itself must agree with them."""
    text = written(tmp_path, SHORT)
    assert "<td>1、局机关</td>" + '<td align="right">100.00</td>' in text.replace(' align="left"', "")
    path = tmp_path / "两样.yaml"
    path.write_text(SHORT.replace("{机构: 局机关}", "{机构: 局机关, 公务接待费: 1.45}"), encoding="utf-8")
    assert [one.code.id for one in build(path, Settings(), ("md",)).diagnostics] == ["P112"]


def test_fixed_rows_stay_empty_for_the_pen(tmp_path: Path) -> None:
    text = written(tmp_path, SHORT)
    for row in ("质量指标", "时效指标", "成本指标", "社会效益", "经济效益", "生态效益", "社会公众或服务对象满意度"):
        assert re.search(rf"{row}</td><td></td>", text), row


def test_both_forms_take_what_is_told_once() -> None:
    """A task and an indicator that a project only names are told where the whole tells them."""
    text = text_of(SAMPLE)
    told = "全年办件12万件，大厅平稳运行。"
    assert SAMPLE.read_text(encoding="utf-8").count(told) == 1
    assert text.count(told) == 4
    assert text.count('<td>大厅办件</td><td align="center">≥10万件</td><td align="center">12万件</td>') == 2
    assert text.count("更新自助终端6台。") == 2


def test_the_box_that_applies_is_ticked(tmp_path: Path) -> None:
    text = text_of(SAMPLE)
    assert "评价类型：项目实施过程评价√　项目完成结果评价□" in text
    other = SAMPLE.read_text(encoding="utf-8").replace("评价类型: 项目实施过程评价", "评价类型: 项目完成结果评价")
    assert "评价类型：项目实施过程评价□　项目完成结果评价√" in written(tmp_path, other)


def test_a_cover_names_its_attachment_once() -> None:
    """The cover's title is the attachment's, in the contents and above the form."""
    text = text_of(SAMPLE)
    assert text.count("财政支出项目绩效评价自评报告") == 2
    assert "# 示例区\n\n# 财政支出项目绩效评价自评报告\n\n评价类型：" in text
