"""Samples with one figure or word changed in, what their reports print of it out: no rounding as income, no reason of nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pipeline import Settings, build

TEMPLATES = Path(__file__).parent.parent / "templates"


def report(folder: Path, pack: str, old: str, new: str) -> tuple[list[str], str]:
    """The codes that were found in a pack's sample with `new` for `old`, and its Markdown."""
    text = (TEMPLATES / pack / "sample" / "input.yaml").read_text(encoding="utf-8")
    assert old in text
    path = folder / "一份.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = build(path, Settings(), ("md",))
    (made,) = result.reports
    return [one.code.id for one in result.diagnostics], made.files["md"].decode("utf-8")


def incomes(markdown: str) -> list[str]:
    """The cells behind the names of incomes in the tables of both sides."""
    return re.findall(r"<td>[^<]*收入</td><td[^>]*>([^<]*)</td>", markdown)


TABLES = "国家/部门决算公开表"


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("项目: 23456.78,", "项目: 23456.78, 年初结转: 33456.77, 年末结转: 10000.00,", []),
        ("项目: 50000.00", "项目: 50000.00, 年初结转: 50000.01", ["L182"]),
        ("项目: 50000.00", "项目: 50000.00, 年初结转: 60000.01, 年末结转: 10000.00", []),
    ],
)
def test_rounding_is_no_income(tmp_path: Path, old: str, new: str, codes: list[str]) -> None:
    found, text = report(tmp_path, TABLES, old, new)
    assert found == codes
    assert incomes(text)
    assert not {"0.00", "-0.00", "0"} & set(incomes(text))
    rows = re.findall(r"^\|[^|]*\| 合计 \|.*$", text, re.MULTILINE)
    assert " 0.00 " not in rows[0]


@pytest.mark.parametrize("fund", ["政府性基金", "国有资本经营"])
@pytest.mark.parametrize(("spent", "opening"), [("5.01", "5.00"), ("5.00", "5.01")])
def test_no_part_is_more_than_the_whole(tmp_path: Path, fund: str, spent: str, opening: str) -> None:
    path = tmp_path / "一份.yaml"
    subject = {"政府性基金": "2120803", "国有资本经营": "2239999"}[fund]
    path.write_text(
        f"版本: 1\n模板: {TABLES}\n年度: 2024\n金额单位: 万元\n单位: {{名称: 示例局}}\n支出:\n"
        "  一般公共预算: {基本支出: {人员经费: {科目: [{科目: 30101, 决算: 60}]}, 公用经费: {科目: [{科目: 30201, 决算: 40}]}},"
        " 科目: [{科目: 2010301, 基本: 100}]}\n"
        f"  {fund}: {{科目: [{{科目: {subject}, 项目: {spent}, 年初结转: {opening}}}]}}\n"
        "三公经费: {因公出国境费: 0, 公务用车购置费: 0, 公务用车运行维护费: 0, 公务接待费: 0}\n",
        encoding="utf-8",
    )
    (made,) = build(path, Settings(), ("md",)).reports
    totals = re.findall(r"<td>总计</td><td[^>]*>([0-9.]+)</td>", made.files["md"].decode("utf-8"))
    assert totals == ["105.01"] * 4


RECEPTION = "湖南/部门决算公开", "年初预算: 1.50, 上年: 1.00"


@pytest.mark.parametrize("budget", ["1.20", "1.20004", "1.2001", "12000.4元"])
def test_what_does_not_differ_has_no_reason(tmp_path: Path, budget: str) -> None:
    pack, old = RECEPTION
    found, text = report(tmp_path, pack, old, f"年初预算: {budget}, 上年: 1.00")
    assert "W110" in found
    assert "等于" not in text
    assert "从严控制接待" not in text


def test_what_differs_has_its_reason(tmp_path: Path) -> None:
    pack, old = RECEPTION
    found, text = report(tmp_path, pack, old, "年初预算: 1.25, 上年: 1.00")
    assert found == []
    assert "小于年初预算数的主要原因是从严控制接待" in text


@pytest.mark.parametrize("word", ["无", "无。", "不涉及", "没有需要说明的情况"])
def test_an_explanation_that_is_none_is_not_printed(tmp_path: Path, word: str) -> None:
    pack, old = "甘肃/部门绩效自评工作总结", "资金: {全年预算: 12, 执行: 10}"
    found, text = report(tmp_path, pack, old, old.replace("}", f", 说明: {word}}}"))
    assert found == []
    assert text == report(tmp_path, pack, old, old)[1]


def test_a_body_of_which_nothing_is_told_is_named_only(tmp_path: Path) -> None:
    old = "{名称: 示例区政务服务信息中心, 性质: 事业单位, 规格: 股级, 独立核算: 否, 纳入决算: 是}"
    _, text = report(tmp_path, "四川/部门决算公开", old, "{名称: 示例区政务服务信息中心}")
    assert "其中：示例区政务服务信息中心。" in text
    assert "为单位" not in text
