"""A file in 元 with 报告金额单位 in: its report in 万元 out, its messages still in the unit of the accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import Built, Settings, build

FILE = """\
版本: 1
模板: 甘肃/项目自评报告
年度: 2024
金额单位: 元
报告金额单位: 万元
单位: {名称: 示例局, 级次: 区级, 职能: 管理大厅}
项目:
  - 名称: 大厅运行
    资金: {全年预算: 903456.78}
    支出明细: {物业费: 600000, 电费: 302500.50, 伙食: 0}
    实际完成: 支出{{ 资金.执行 }}，另有捐赠200元。
    绩效: {产出: 正常运转。}
    自评得分: 97
落款: {日期: 2025年3月20日}
版式: {支出明细: 表格}
"""


def built(path: Path, text: str) -> Built:
    path.write_text(text, encoding="utf-8")
    return build(path, Settings(), ("md",))


def test_all_amounts_are_printed_in_one_unit(tmp_path: Path) -> None:
    """Sentences, references and tables; what was typed into prose stays, zero has no decimals."""
    result = built(tmp_path / "元.yaml", FILE)
    assert result.diagnostics == ()
    text = result.reports[0].files["md"].decode("utf-8")
    assert "支出90.25万元，另有捐赠200元。" in text
    assert "金额单位：万元" in text and "| 物业费 | 60 |" in text and "| 伙食 | 0 |" in text
    assert "90.35万元" in text and "903456.78" not in text


def test_without_it_each_amount_keeps_its_unit(tmp_path: Path) -> None:
    result = built(tmp_path / "元.yaml", FILE.replace("报告金额单位: 万元\n", ""))
    text = result.reports[0].files["md"].decode("utf-8")
    assert "支出902500.5元" in text and "金额单位：元" in text and "| 物业费 | 600000 |" in text


def test_figures_are_compared_as_they_were_entered(tmp_path: Path) -> None:
    """A difference of one 元 would be lost in 万元."""
    result = built(tmp_path / "元.yaml", FILE.replace("全年预算: 903456.78", "全年预算: 903456.78, 执行: 902501.50"))
    (found,) = result.diagnostics
    assert found.code.id == "P101" and "902501.50元 ≠" in found.message and result.reports == ()


@pytest.mark.parametrize("unit", ["块", "美元"])
def test_another_unit_is_named(unit: str, tmp_path: Path) -> None:
    found = built(tmp_path / "元.yaml", FILE.replace("报告金额单位: 万元", f"报告金额单位: {unit}")).diagnostics
    assert [(one.code.id, one.place.line) for one in found] == [("V211", 5)]
