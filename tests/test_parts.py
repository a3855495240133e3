"""A report whose projects stand in files of their own: read as one, each finding in the file that it is in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from case_files import CASES

from generator.figure import Figure, Item
from generator.pipeline import Settings, check

FOLDER = CASES / "parts"
HEAD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


def checked(text: str, folder: Path) -> list[str]:
    """The findings of a report with its parts beside it, as an editor jumps to them."""
    path = folder / "整份.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    found = check(path, Settings(), path.name).diagnostics
    return [f"{one.place.file}:{one.place.line}:{one.place.column} {one.code.id} {one.message}" for one in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A writable copy of the parts."""
    (tmp_path / "项目").mkdir()
    for part in (FOLDER / "项目").glob("*.yaml"):
        (tmp_path / "项目" / part.name).write_bytes(part.read_bytes())
    return tmp_path


def test_one_item_a_list_and_a_list_behind_its_key() -> None:
    done = check(FOLDER / "whole.yaml", Settings())
    assert done.diagnostics == ()
    figures: Item = done.figures[0][1]
    names = [row.text("名称") for row in figures.rows("项目")]
    assert names == ["热线运行", "大厅运行", "网站运维", "设备更新"]
    total = figures.item("项目合计")
    spent = total.figure("执行") if total is not None else None
    assert isinstance(spent, Figure) and spent.value == 450_000
    assert [path.name for path in (done.whole.files if done.whole else ())] == ["热线.yaml", "其余.yaml", "设备.yaml"]


def test_a_finding_stands_in_the_file_that_it_is_in(folder: Path) -> None:
    found = checked("项目: [{文件: 项目/错.yaml}]\n", folder)
    assert [line.replace(os.sep, "/").split(" ", 2)[:2] for line in found] == [
        ["项目/错.yaml:2:20", "P101"],
        ["项目/错.yaml:4:1", "V202"],
    ]


def test_a_slip_of_the_keyboard_is_told_in_its_file(folder: Path) -> None:
    found = checked("项目: [{文件: 项目/全角.yaml}]\n", folder)
    assert len(found) == 1 and found[0].startswith(os.path.join("项目", "全角.yaml") + ":1:3 Y")  # noqa: PTH118


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("项目/没有.yaml", "整份.yaml:6:11 V219 找不到“项目/没有.yaml”"),
        ("项目/圈.yaml", "项目/圈.yaml:1:7 V219 “圈.yaml”套着它自己"),
        ("整份.yaml", "整份.yaml:6:11 V219 “整份.yaml”套着它自己"),
        ("项目/一句话.yaml", "整份.yaml:6:11 V219 “项目/一句话.yaml”里不是“项目”的一项"),
    ],
)
def test_a_part_that_cannot_be_read(folder: Path, name: str, said: str) -> None:
    assert [line.replace(os.sep, "/") for line in checked(f"项目: [{{文件: {name}}}]\n", folder)] == [said]


def test_an_empty_part_is_told_once(folder: Path) -> None:
    found = checked("项目: [{文件: 项目/空.yaml}]\n", folder)
    assert len(found) == 1 and os.path.join("项目", "空.yaml") in found[0]  # noqa: PTH118


def test_evidence_may_name_files_of_other_kinds(folder: Path) -> None:
    text = "项目: [{名称: 热线, 资金: {全年预算: 1, 执行: 1}}]\n报送: {佐证材料: [{名称: 台账, 文件: 台账.yaml}]}\n"
    assert checked(text, folder) == []
    assert "V202" not in "".join(checked("报送: {佐证材料: [{文件: 台账.pdf}]}\n", folder))
