"""Nothing is stated that was not filled in: leaving a key out takes sentences away and adds none, over every pack."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from claims import added
from departments import as_file
from effort import THOROUGH, examples, some
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_departments import PACKS, whole_departments

from generator.figure import Figure, Item, Rows
from generator.pipeline import Settings, build, check

ROOT = Path(__file__).parent.parent
FILES = (*sorted((ROOT / "templates").glob("*/*/sample/input.yaml")), *sorted((ROOT / "inputs").glob("*.yaml")))
HEAD = ("版本", "模板", "年度", "金额单位", "报告金额单位")
"""What says how a file is read, not what is in it."""
CALLED = ("简称", "自称", "口径", "实施单位", "补充", "版式", "上年文件", "文件")
"""What only says by which name or in which form the same is told."""

ORGANISATIONS = ROOT / "templates" / "湖南" / "部门决算公开" / "sample" / "input.yaml"
COLUMNS = (
    "一般公共预算",
    "政府性基金",
    "人员经费",
    "公用经费",
    "项目支出",
    "公务接待费",
    "公务用车运行维护费",
    "会议费",
)

WEAKER = (
    "#年度预算收支情况",
    "组织对#个项目开展了预算事前绩效评估",
    "因金额单位转换可能存在尾差",
    "以下各表中",
    "另附",
)
"""A heading of less, a number of projects that were named, that printed figures are rounded, which tables are not printed."""

Path_ = tuple[str | int, ...]


@lru_cache
def read(path: Path) -> dict[str, Any]:
    """A file's values as they are typed."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 # texts only
    return found


def keys(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    if isinstance(value, dict):
        for key, below in value.items():
            if not (len(at) == 0 and key in HEAD):
                yield (*at, key)
                yield from keys(below, (*at, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from keys(below, (*at, number))


def without(value: Any, path: Path_) -> Any:
    first, *rest = path
    if isinstance(value, dict):
        if not rest:
            return {key: below for key, below in value.items() if key != first}
        return {key: without(below, tuple(rest)) if key == first else below for key, below in value.items()}
    return [without(below, tuple(rest)) if number == first else below for number, below in enumerate(value)]


def reports(text: str, folder: Path) -> tuple[str, ...]:
    """The Markdown of a file's reports; none where something is asked for."""
    path = folder / "一份.yaml"
    path.write_text(text, encoding="utf-8")
    return tuple(one.files["md"].decode("utf-8") for one in build(path, Settings(), ("md",)).reports)


def typed(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6)


def news(data: dict[str, Any], whole: tuple[str, ...], path: Path_, folder: Path) -> list[str]:
    """What is said without a key and was not with it."""
    less = reports(typed(without(data, path)), folder)
    return [
        one for before, after in zip(whole, less, strict=False) for one in added(before, after) if one not in WEAKER
    ]


EVERY = [(path, key) for path in FILES for key in keys(read(path)) if key[-1] not in CALLED]


@lru_cache
def whole(path: Path, folder: Path) -> tuple[str, ...]:
    return reports(typed(read(path)), folder)


def test_leaving_out_a_key_of_a_sample_adds_no_sentence(tmp_path: Path) -> None:
    folder = tmp_path

    def told(path: Path, key: Path_) -> list[str]:
        return news(read(path), whole(path, folder), key, folder)

    if THOROUGH:
        found = {f"{path.parent.parent.name} {key}": new for path, key in EVERY if (new := told(path, key))}
        assert found == {}
        return

    @given(chosen=st.integers(0, len(EVERY) - 1))
    @settings(max_examples=examples(30, 10))
    def adds_none(chosen: int) -> None:
        assert told(*EVERY[chosen]) == []

    adds_none()


@pytest.mark.parametrize("names", some(list(PACKS), 5), ids="＋".join)
def test_leaving_out_a_key_of_a_department_adds_no_sentence(tmp_path: Path, names: tuple[str, ...]) -> None:
    @given(text=whole_departments(names).map(as_file), chosen=st.integers(0, 10**6))
    @settings(max_examples=examples(100, 2))
    def adds_none(text: str, chosen: int) -> None:
        data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 # texts only
        open_ = [key for key in keys(data) if key[-1] not in CALLED]
        assume(open_)
        before = reports(text, tmp_path)
        assert news(data, before, open_[chosen % len(open_)], tmp_path) == []

    adds_none()


def figures(root: Item) -> Iterator[tuple[str, Figure]]:
    """Every figure of the tree with its path."""
    seen: set[int] = set()
    open_: list[tuple[str, Item]] = [("", root)]
    for name, item in open_:
        if id(item) in seen:
            continue
        seen.add(id(item))
        for key, value in item.entries.items():
            if isinstance(value, Figure):
                yield f"{name}.{key}", value
            elif isinstance(value, Item):
                open_.append((f"{name}.{key}", value))
            elif isinstance(value, Rows):
                open_ += [(f"{name}.{key}", row) for row in value.items]


def roots(figure: Figure) -> Iterator[Figure]:
    """What a figure was worked out from in the end."""
    if figure.place is None and figure.parts:
        for part in figure.parts:
            yield from roots(part)
    else:
        yield figure


@pytest.mark.parametrize("path", FILES, ids=lambda path: "-".join(path.parts[-4:-2]) + path.stem)
def test_every_amount_comes_of_what_was_filled_in(path: Path) -> None:
    """What has no place and no working is a copy of something that has: 上年 of the one total said for the other."""
    for _, tree in check(path, Settings()).figures:
        every = [(name, one) for name, one in figures(tree) if one.unit.dimension == "money"]
        placed = {one.value for _, one in every if one.place is not None} | {
            one.control.value for _, one in every if one.control is not None
        }
        computed = {one.value for _, one in every if one.parts}
        loose = [
            name
            for name, one in every
            for root in roots(one)
            if root.place is None and root.value not in placed and root.value not in computed
        ]
        assert loose == []


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("several", [True, False])
def test_what_the_text_prints_is_in_the_column_of_its_table_or_is_asked_for(
    column: str, several: bool, tmp_path: Path
) -> None:
    whole = copy.deepcopy(read(ORGANISATIONS))
    rows = whole["机构收支"] = whole["机构收支"] if several else [{"机构": "局机关"}]
    for row in rows:
        row.pop(column, None)
    path = tmp_path / "一份.yaml"
    path.write_text(as_file(whole), encoding="utf-8")
    found = [one for one in check(path, Settings()).diagnostics if one.code.id == "L173"]
    assert [f"“{column}”" in one.message for one in found] == [True] * several


ONE_FUND = """版本: 1
模板: 国家/部门决算
年度: 2024
金额单位: 万元
单位: {名称: 示例局}
收入: {一般公共预算: 500}
支出: {一般公共预算: {科目: [{科目: 2130301, 基本: 400%s}, {科目: 2130306, 项目: 100}]}}
财政拨款总计: {上年: 470, 增减原因: 项目增加}
"""
SOURCES = """版本: 1
模板: 甘肃/项目自评报告
年度: 2024
金额单位: 万元
单位: {名称: 示例局, 级次: 县级, 职能: 管理河道。}
项目:
  - 名称: 河道清淤
    资金: {来源: [{名称: 县级资金, 全年预算: 6, 执行: 5.9}, {名称: 乡级资金, %s}]}
    实际完成: 清淤12公里。
    绩效: {产出: 清淤12公里。}
    改进措施: [增设断面, 加强巡查；]
    自评得分: 97
落款: {日期: 2025年3月20日}
"""


@pytest.mark.parametrize("row, codes", [("执行: 40", ["V201"]), ("全年预算: 40, 执行: 40", []), ("全年预算: 40", [])])
def test_what_one_source_spent_needs_what_it_had(tmp_path: Path, row: str, codes: list[str]) -> None:
    """Sources of which one does not say its budget are no total: 全年预算6万元，执行45.9万元."""
    path = tmp_path / "2024.yaml"
    path.write_text(SOURCES % row, encoding="utf-8")
    assert [one.code.id for one in check(path, Settings()).diagnostics if one.code.id[0] in "VM"] == codes


def test_points_of_a_list_are_sentences(tmp_path: Path) -> None:
    (report,) = reports(SOURCES % "全年预算: 40, 执行: 40", tmp_path)
    assert "一是增设断面。二是加强巡查。\n" in report


def test_last_year_of_a_fund_is_not_that_of_all_where_its_rows_tell_of_theirs(tmp_path: Path) -> None:
    """One of two 科目 has its 上年: what they come to is not known, and is no longer taken from 财政拨款总计."""
    path = tmp_path / "2024.yaml"
    for last, taken in (("", True), (", 上年: 390", False)):
        path.write_text(ONE_FUND % last, encoding="utf-8")
        ((_, tree),) = check(path, Settings()).figures
        fund = tree.item("支出").item("一般公共预算").item("合计")  # type: ignore[union-attr]
        assert fund is not None and ("上年" in fund.entries) == taken
