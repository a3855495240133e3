"""Nothing that was filled in is lost: it is printed, it goes into a figure, or a note names it."""

from __future__ import annotations

import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from departments import as_file
from effort import examples, some
from hypothesis import given, settings
from hypothesis import strategies as st
from leaves import MARK, TEXTS, added, at, changed, leaves, read, write
from random_departments import PACKS, whole_departments

from generator.diagnostic import Severity
from generator.model import Field, Lines, Record
from generator.packs import folders, full_record, read_pack
from generator.pipeline import Settings, build

ROOT = Path(__file__).parent.parent
FILES = sorted((*(ROOT / "inputs").glob("*.yaml"), *(ROOT / "templates").glob("*/*/sample/input.yaml")))
TRIED = examples(600, 4)
"""Leaves, and keys, of all files."""


@lru_cache
def said(path: Path, report: str) -> tuple[str, list[str], list[str]]:
    """Every report's text, what is found but for notes on rounding, and the note of what is not printed."""
    path.write_text(report, encoding="utf-8")
    built = build(path, Settings(), ("md",))
    text = "".join(one.pattern_name + one.files["md"].decode("utf-8") for one in built.reports)
    found = [f"{one.code.id} {one.message}" for one in built.diagnostics if one.weight is not Severity.NOTE]
    return text, found, [one.message for one in built.diagnostics if one.code.id == "W110"]


@lru_cache
def record(names: tuple[str, ...]) -> Record:
    return full_record([pack for name in names if (pack := read_pack(name, folders(None, ()))[0]) is not None])


def record_of(report: dict[str, Any]) -> Record:
    names = report["模板"]
    return record(tuple(names) if isinstance(names, list) else (names,))


def assert_not_lost(path: Path, before: dict[str, Any], after: dict[str, Any], field: Field, where: object) -> None:
    """`after` says one thing more, or another, than `before`."""
    old, new = said(path, write(before)), said(path, write(after))
    counted = (isinstance(field.kind, Lines) and old[0] != new[0]) or _is_counted(path, before, where)
    if isinstance(field.kind, TEXTS) and new[0]:
        assert MARK in new[0].replace("\\", "") or new[2] or counted, f"{where} is lost"
        renamed = field.name == "名称"  # other keys name it, which then lead nowhere
        assert renamed or not (MARK in new[0] and len(new[2]) > len(old[2])), f"{where} is printed, and said not to be"
    elif type(field.kind).__name__ != "YesNo":
        assert old != new or new[2], f"{where} is lost"


def _is_counted(path: Path, report: dict[str, Any], where: object) -> bool:
    """Whether the value names a row of a list, and the report says something else without the row."""
    if not (isinstance(where, tuple) and len(where) > 1 and where[-1] == "名称" and isinstance(where[-2], int)):
        return False
    fewer = copy.deepcopy(report)
    del at(fewer, where[:-2])[where[-2]]
    return said(path, write(report))[0] != said(path, write(fewer))[0]


@pytest.mark.parametrize("path", some(FILES, 3), ids=lambda path: path.as_posix()[-40:])
def test_every_sample_and_input_is_printed_whole(path: Path) -> None:
    assert [one.message for one in build(path, Settings(), ()).diagnostics if one.code.id == "W110"] == []


YEARS = ROOT / "templates" / "甘肃" / "部门绩效自评工作总结" / "sample" / "input.yaml"


@pytest.mark.parametrize("more", ["增减: 10", "增减率: 5%"])
def test_a_change_of_the_first_year_is_told_once(more: str, tmp_path: Path) -> None:
    """There is no year before it: a warning says so, no sentence compares it, and no note names it again."""
    text = YEARS.read_text(encoding="utf-8")
    old = "支出预算: 2000000元"
    assert old in text
    path = tmp_path / "一份.yaml"
    path.write_text(text.replace(old, f"支出预算: {{合计: 2000000元, {more}}}"), encoding="utf-8")
    built = build(path, Settings(), ("md",))
    assert [one.code.id for one in built.diagnostics] == ["L158"]
    assert len(built.reports) == 1


def test_none_of_what_was_not_held_is_no_loss(tmp_path: Path) -> None:
    text = HUNAN.read_text(encoding="utf-8")
    old = "会议费: {决算: 0.50, 次数: 2, 人数: 130, 内容: 全区政务公开会议}"
    assert old in text and ", 会议费: 0.50" in text
    path = tmp_path / "一份.yaml"
    path.write_text(
        text.replace(old, "会议费: {决算: 0, 次数: 0, 人数: 0}").replace(", 会议费: 0.50", ""), encoding="utf-8"
    )
    assert build(path, Settings(), ("md",)).diagnostics == ()


@pytest.mark.parametrize("path", some(FILES, 5), ids=lambda path: path.as_posix()[-40:])
def test_none_of_a_section_is_printed_or_named(path: Path, tmp_path: Path) -> None:
    """零填报: it is as much of an answer as a figure."""
    report = read(path.read_text(encoding="utf-8"))
    for field in record_of(report).fields:
        if field.none and field.name not in report:
            before, after = (said(tmp_path / "一份.yaml", write(one)) for one in (report, {**report, field.name: "无"}))
            assert before[0] != after[0] or field.name in "".join(after[2]), f"{field.name} is lost"


def test_no_large_equipment_is_printed_as_none_of_each_kind_of_the_form(tmp_path: Path) -> None:
    text = HUNAN.read_text(encoding="utf-8")
    old = "大型设备: [{标准: 单位价值50万元以上通用设备, 数量: 0}]"
    assert old in text
    printed, found, lost = said(tmp_path / "一份.yaml", text.replace(old, "大型设备: 无"))
    assert "单价50万元以上通用设备0台（套），单价100万元以上专用设备0台（套）。" in printed
    assert (found, lost) == ([], [])


HUNAN = ROOT / "templates" / "湖南" / "部门决算公开" / "sample" / "input.yaml"
FIRST = "      - {科目: 2010301 "


@pytest.mark.parametrize("row", ["20103 本区政务事务", "201 本区公共服务支出"])
def test_a_row_that_only_names_a_section_is_told_where_its_name_is_printed(row: str, tmp_path: Path) -> None:
    named = HUNAN.read_text(encoding="utf-8").replace(FIRST, f"      - {{科目: {row}}}\n{FIRST}")
    text, found, lost = said(tmp_path / "一份.yaml", named)
    assert row.split()[1] in text
    assert (found, lost) == ([], [])


@lru_cache
def files() -> tuple[dict[str, Any], ...]:
    return tuple(read(path.read_text(encoding="utf-8")) for path in FILES)


def test_every_leaf_of_a_file_is_printed_or_named(tmp_path: Path) -> None:
    found = [(whole, *leaf) for whole in files() for leaf in leaves(whole, record_of(whole))]

    @given(st.sampled_from(found))
    @settings(max_examples=TRIED)
    def kept(leaf: tuple[dict[str, Any], tuple[Any, ...], Field]) -> None:
        whole, where, field = leaf
        report = copy.deepcopy(whole)
        if changed(report, where, field):
            assert_not_lost(tmp_path / "一份.yaml", whole, report, field, where)

    kept()


def test_every_key_that_is_added_is_printed_or_named(tmp_path: Path) -> None:
    found = [(whole, key) for whole in files() for key, _ in record_of(whole).below]

    @given(st.sampled_from(found))
    @settings(max_examples=TRIED)
    def kept(one: tuple[dict[str, Any], str]) -> None:
        whole, key = one
        report = copy.deepcopy(whole)
        field = added(report, key, record_of(whole))
        if field is not None:
            assert_not_lost(tmp_path / "一份.yaml", whole, report, field, key)

    kept()


@pytest.mark.parametrize("names", PACKS, ids="＋".join)
def test_every_leaf_of_a_random_department_is_printed_or_named(names: tuple[str, ...], tmp_path: Path) -> None:
    @given(whole_departments(names).map(as_file), st.randoms(use_true_random=False))
    @settings(max_examples=-(-TRIED // len(PACKS)))
    def kept(text: str, random: Any) -> None:
        whole = read(text)
        leaf = random.choice(list(leaves(whole, record_of(whole))))
        report = copy.deepcopy(whole)
        if changed(report, *leaf):
            assert_not_lost(tmp_path / "一份.yaml", whole, report, leaf[1], leaf[0])

    kept()
