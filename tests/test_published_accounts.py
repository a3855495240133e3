"""部门决算公开: the sample of Sichuan's pack changed in one place, what its sentences say then."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostic import Severity
from generator.pipeline import Settings, build

SAMPLE = Path(__file__).parent.parent / "templates" / "四川" / "部门决算公开" / "sample" / "input.yaml"


def printed(tmp_path: Path, *changes: tuple[str, str]) -> str:
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "一份.yaml"
    path.write_text(text, encoding="utf-8")
    result = build(path, Settings(), ("md",))
    assert [one.message for one in result.diagnostics if one.weight is not Severity.NOTE] == []
    return result.reports[0].files["md"].decode("utf-8")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((), "收、支总计增加48.00万元，上升16%。主要变动原因一是大厅改造，二是人员调资。"),
        ((("收支总计: {上年: 300.00", "收支总计: {上年: 400.00"),), "收、支总计减少52.00万元，下降13%。"),
        ((("收支总计: {上年: 300.00", "收支总计: {上年: 348"),), "相比，收、支总计持平。\n"),
        ((("收支总计: {上年: 300.00", "收支总计: {上年: 0"),), "收、支总计增加348.00万元，上年无此项，不可比。"),
        ((("年初预算: 160.00", "年初预算: 120.00"),), "完成预算125%，决算数大于预算数的主要原因是大厅改造"),
        (
            (("一般公共预算: 340.00, 其他收入: 8.00", "其他收入: 8.00"),),
            "一般公共预算财政拨款收入340.00万元，占97.70%；",
        ),
        ((("国有资本经营: 无", "国有资本经营: 0"),), "2021年国有资本经营预算拨款支出0万元。"),
        ((("机关运行经费: {上年: 44.00", "机关运行经费: {上年: 40.00"),), "支出40.00万元，与2020年持平。\n"),
        ((("控制价: 108.00", "控制价: 1080000元"),), "项目经费控制在108.00万元以内。项目概算审核结果为104.00万元。"),
        (
            (("金额: 1000000.00元", "金额: 1000100.05元"), ("已付: 300000元", "已付: 300030.02元")),
            "即人民币300030.02元（大写：人民币叁拾万零叁拾元零贰分）；",
        ),
    ],
)
def test_sentences(tmp_path: Path, changes: tuple[tuple[str, str], ...], said: str) -> None:
    assert said in printed(tmp_path, *changes)


def test_optional_parts_disappear(tmp_path: Path) -> None:
    """No empty heading, no reference to an attachment that is not there."""
    whole = printed(tmp_path)
    text = printed(
        tmp_path,
        (", 外事: {金额: 0.10, 批次: 1, 人次: 5}", ""),
        ("  事前评估: {项目: [大厅改造项目]}\n", ""),
        ("  评价: {项目: [大厅改造项目]}\n", ""),
        ("    概况: 为改善办事条件，改造政务大厅综合窗口。\n", ""),
        ("  结果应用: 自评结果作为下年预算安排的依据。\n", ""),
        ("\n名词解释:\n  - {名词: 一网通办, 释义: 指企业和群众办事只进一个网站。}\n", ""),
    )
    for absent in ("外事接待", "事前绩效评估", "附件2", "附件1", "结果应用情况", "中标价"):
        assert absent in whole
        assert absent not in text
    assert "None" not in text
    assert "国内公务接待支出0.50万元" in text
    assert "## 第五部分 附表\n\n## 一、收入支出决算总表" in text


def test_tables_with_the_text(tmp_path: Path) -> None:
    text = printed(tmp_path)
    for number, name in (("01", "收入支出决算总表"), ("05", "财政拨款支出决算明细表"), ("12", "“三公”经费支出决算表")):
        assert f"{name}\n\n公开{number}表　部门：示例区政务服务管理局　金额单位：万元" in text


def test_tables_that_nothing_was_filled_in_for_are_told_in_one_line(tmp_path: Path) -> None:
    """No page of theirs says that they are elsewhere."""
    sample = SAMPLE.read_text(encoding="utf-8")
    details = sample[sample.index("    明细:\n") : sample.index("  政府性基金: 无\n")]
    text = printed(tmp_path, (details, ""))
    said = "以下各表中，公开05表《财政拨款支出决算明细表》、公开07表《一般公共预算财政拨款支出决算明细表》另附。"
    assert f"{said}\n\n## 一、收入支出决算总表\n" in text
    assert "公开05表　" not in text
    assert "公开08表　" in text


def test_without_charts(tmp_path: Path) -> None:
    assert "图1：" in printed(tmp_path)
    assert "图1：" not in printed(tmp_path, ("版式: {附表: 随文}", "版式: {附表: 随文, 图: 不印}"))


def test_a_budget_of_zero_is_not_called_last_year_s(tmp_path: Path) -> None:
    text = (SAMPLE.parents[3] / "湖南" / "部门决算公开" / "sample" / "input.yaml").read_text(encoding="utf-8")
    assert "机关运行经费: {决算: 50.00, 年初预算: 50.00}" in text
    path = tmp_path / "一份.yaml"
    path.write_text(
        text.replace("经费: {决算: 50.00, 年初预算: 50.00}", "经费: {决算: 50.00, 年初预算: 0}"), encoding="utf-8"
    )
    (report,) = build(path, Settings(), ("md",)).reports
    assert "比年初预算增加50万元，预算为零，不可比。" in report.files["md"].decode("utf-8")
