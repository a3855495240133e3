"""Codes and names of 科目 in; that a pack's list is inherited, by year, and that what is right by it earns nothing, out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from case_files import CASES
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostic import Severity
from generator.pipeline import Settings, build, read

ROOT = Path(__file__).resolve().parent.parent
LIST = yaml.safe_load((ROOT / "templates" / "国家" / "公文" / "subjects.yaml").read_text(encoding="utf-8"))
HEAD = "版本: 1\n模板: 国家/公文\n年度: {year}\n金额单位: 万元\n单位: {{名称: 示例局}}\n支出:\n  一般公共预算:\n"
PACKS = Settings((CASES / "packs" / "templates",))
ITEMS = sorted(code for code in LIST["功能分类"] if len(code) == 7)


def earned(folder: Path, text: str) -> list[str]:
    path = folder / "一份.yaml"
    path.write_text(text, encoding="utf-8")
    return [one.code.id for one in read(path, Settings()).diagnostics if one.weight is not Severity.NOTE]


def labelled(code: str) -> str:
    return "".join(
        f"{LIST['功能分类'][code[:length]]}（{level}）" for length, level in ((3, "类"), (5, "款"), (7, "项"))
    )


WRITTEN = (
    lambda code: code,
    lambda code: f"{code} {LIST['功能分类'][code]}",
    lambda code: code + LIST["功能分类"][code].replace("（", "(").replace("）", ")"),
    lambda code: f"{code} {labelled(code)}",
    labelled,
    lambda code: f"{code} {LIST['功能分类'][code].removesuffix('支出')}",
)
"""The ways in which published reports write an item."""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from(WRITTEN)), min_size=1, unique_by=lambda one: one[0]))
def test_what_the_list_names_is_right_however_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, object]]
) -> None:
    text = HEAD.format(year=2024) + "    科目:\n"
    for code, write in rows:
        assert callable(write)
        text += f"      - {{科目: {write(code)}, 基本: 1}}\n"
    assert earned(tmp_path_factory.mktemp("科目"), text) == []


@pytest.mark.parametrize(("head", "classes"), [("人员经费", LIST["人员经费"]), ("公用经费", LIST["公用经费"])])
def test_every_economic_class_is_right_under_its_head(tmp_path: Path, head: str, classes: list[str]) -> None:
    codes = [code for code in LIST["经济分类"] if code[:3] in classes]
    rows = "".join(f"        - {code} {LIST['经济分类'][code]}\n" for code in codes)
    assert len(codes) > len(classes)
    assert earned(tmp_path, HEAD.format(year=2024) + f"    基本支出:\n      {head}:\n       科目:\n{rows}") == []


def test_every_economic_class_is_under_a_head() -> None:
    assert {code[:3] for code in LIST["经济分类"]} == {*LIST["人员经费"], *LIST["公用经费"]}


def test_every_item_stands_under_a_section_and_a_class() -> None:
    names = LIST["功能分类"]
    assert [code for code in names if code[:3] not in names or (len(code) == 7 and code[:5] not in names)] == []


def test_a_pack_adds_codes_and_replaces_names() -> None:
    (report,) = build(CASES / "packs" / "加科目.yaml", PACKS, ("md",)).reports
    assert report.files["md"].decode("utf-8") == (
        "# 示例局\n\n一般公共服务支出；政府办公厅（室）及相关机构事务；行政运行；一般行政管理事务；专项业务；事业运行；"
        "本年增设的项；2010389；住房保障支出；住房改革支出；住房公积金；\n"
    )


@pytest.mark.parametrize(
    ("year", "name"), [(2018, "行政事业单位离退休"), (2019, "行政事业单位离退休"), (2020, "行政事业单位养老支出")]
)
def test_a_name_is_that_of_its_year(tmp_path: Path, year: int, name: str) -> None:
    path = tmp_path / "一份.yaml"
    path.write_text(HEAD.format(year=year) + "    科目: [{科目: 2080505, 基本: 1}]\n", encoding="utf-8")
    fund = read(path, Settings()).figures[0][1].item("支出").item("一般公共预算")  # type: ignore[union-attr] # given above
    assert fund is not None
    assert [row.text("名称") for row in fund.rows("层级")][1] == name


def test_a_document_number_is_printed_with_the_official_brackets() -> None:
    (report,) = build(ROOT / "inputs" / "ganzhou-2023.yaml", Settings(), ("md",)).reports
    text = "".join(report.files["md"].decode("utf-8").split())
    assert "甘区财发〔2023〕381号" in text and "[2023]" not in text
