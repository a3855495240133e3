"""What `check --coverage` says was checked is what was checked, and what it says was not could not be."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from departments import as_file
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from random_departments import PACKS, whole_departments

from generator.checks.coverage import Coverage
from generator.cli import run
from generator.pipeline import Settings, check

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).parent / "golden" / "coverage.txt"
INPUTS = sorted((ROOT / "inputs").glob("*.yaml"))
REPORT = """\
版本: 1
模板: 湖南/部门决算公开
年度: 2018
金额单位: 万元
单位: {名称: 示例局, 人员: {编制: 10, 实有: 9}}
项目:
  - 名称: 大厅运行
    资金: {全年预算: 20, 执行: 19.5, 到位: %s}
三公经费: {公务接待费: {决算: 1.64, 批次: 7, 人次: 165}, 公务用车运行维护费: 1.85}
国有资产: {车辆: [{用途: 机要通信用车, 数量: 2}]}
年度工作: {完成情况: 公务接待7批次、165人次，大厅运行项目支出19.5万元，全年接电话1200件。}
"""


def covered(text: str, folder: Path) -> Coverage:
    path = folder / "一份.yaml"
    path.write_text(text, encoding="utf-8")
    (found,) = check(path, Settings(coverage=True)).coverage
    return found


@pytest.mark.thorough
def test_the_samples(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word that is said of the samples; ZIPINGBAO_REWRITE=1 writes the golden anew."""
    monkeypatch.chdir(ROOT)
    run(["check", "--coverage", "--no-notes", *(str(path.relative_to(ROOT).as_posix()) for path in INPUTS)])
    said = capsys.readouterr().out
    if os.environ.get("ZIPINGBAO_REWRITE"):
        GOLDEN.write_text(said, encoding="utf-8")
    assert said == GOLDEN.read_text(encoding="utf-8")
    assert said.encode("gbk")


def test_nothing_is_said_of_it_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(INPUTS[0])])
    assert "核对了什么" not in capsys.readouterr().out


def test_each_figure_and_each_number_has_its_place(tmp_path: Path) -> None:
    found = covered(REPORT % 20, tmp_path)
    chapters = {one.name: one for one in found.chapters}
    assert chapters["三公经费"].judged == 3  # 批次 ≤ 人次, 平均每人次不高、不低
    assert chapters["单位"].judged == 1  # 实有 ≤ 编制
    assert chapters["项目"].judged == 2  # 执行 ≤ 到位, 到位 ≤ 全年预算
    assert (found.typed, found.held, found.computing) == (10, 8, 1)
    assert found.printed == {"国有资产": 1}
    assert (found.numbers, found.told) == (4, 3)


def test_why_a_relation_was_not_judged(tmp_path: Path) -> None:
    left_out = REPORT.replace(", 到位: %s", "")
    (one,) = [one for one in covered(left_out, tmp_path).chapters if one.name == "项目"]
    assert {(each.code, each.why, each.places) for each in one.unjudged} == {
        ("P117", "没有填“资金.到位”", 1),
        ("H102", "没有填“到位”", 1),
        ("P118", "没有填“支出.项目支出”", 1),
        ("H103", "没有填“支出.项目支出”", 1),
    }
    (one,) = [one for one in covered(REPORT % "二十", tmp_path).chapters if one.name == "项目"]
    assert ("P117", "里面有没读懂、还没有填的数", 1) in {(each.code, each.why, each.places) for each in one.unjudged}


def test_a_chapter_that_is_not_there(tmp_path: Path) -> None:
    assert "政府采购" in covered(REPORT % 20, tmp_path).empty
    assert "三公经费" not in covered(REPORT % 20, tmp_path).empty


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_for_machines(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "一份.yaml"
    path.write_text(REPORT % 20, encoding="utf-8")
    run(["check", "--coverage", "--format", form, str(path)])
    told = json.loads(capsys.readouterr().out)
    file = told[-1] if form == "json" else told["runs"][0]["artifacts"][0]["properties"]
    (pack,) = file["packs"]
    found = pack["coverage"]
    assert found["figures"] == {
        "filled_in": 10,
        "compared": 8,
        "only_computed_with": 1,
        "only_printed": {"国有资产": 1},
    }
    assert found["relations"]["judged"] == sum(one["judged"] for one in found["relations"]["chapters"])
    run(["check", "--format", "json", str(path)])
    assert "coverage" not in json.loads(capsys.readouterr().out)[-1]["packs"][0]


@settings(max_examples=examples(300, 10), deadline=None)
@given(st.data())
def test_every_figure_is_counted_once(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    names = data.draw(st.sampled_from(sorted(PACKS)))
    path = tmp_path_factory.mktemp("部门") / "部门.yaml"
    path.write_text(data.draw(whole_departments(names).map(as_file)), encoding="utf-8")
    for one in check(path, Settings(coverage=True)).coverage:
        assert one.typed == one.held + one.computing + sum(one.printed.values())
        assert 0 <= one.told <= one.numbers - one.referred
        assert one.judged == sum(chapter.judged for chapter in one.chapters) and one.typed > 0
