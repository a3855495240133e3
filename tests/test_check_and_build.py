"""What `check` and `build` say of the same files: the same findings, and what is a pack's own once a run, as the pack's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from case_files import JUDGED
from departments import as_file
from effort import examples, some
from hypothesis import given, settings
from random_departments import PACKS, whole_departments

from generator.cli import run
from generator.diagnostic import Diagnostic, has_errors
from generator.pipeline import Settings, build, check, read

EXAMPLES = examples(60, 3)
FILES = ("甲.yaml", "乙.yaml", "丙.yaml")
GOOD = "版本: 1\n模板: 示例市/报告\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"
TEMPLATES = {
    "坏表": ('# 报告\n\n::: 表 {题="表"}\n| 甲 | 乙 |\n| - | - |\n| 1 |\n:::\n', "M306", 6),
    "引用": ("# 报告\n\n> 引用\n", "M315", 3),
    "错名": ("# 报告\n\n职能：{{ 单位.职责 }}。\n", "M202", 3),
    "没有结束": ("# 报告\n\n{% if 年度 %}正文。\n", "M201", 3),
}


def said(found: Iterable[Diagnostic]) -> list[tuple[str, int, int, str, str]]:
    return [one.sort_key for one in found]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    pack(tmp_path, report="# 报告\n\n正文。\n")
    return tmp_path


def pack(folder: Path, report: str = "", rules: str = "") -> None:
    home = folder / "示例市" / "报告"
    home.mkdir(parents=True, exist_ok=True)
    (home / "pack.yaml").write_text("标题: 报告\n版本: '1'\n继承: 国家/公文\n", encoding="utf-8")
    for name, text in (("report.md.j2", report), ("rules.yaml", rules)):
        if text:
            (home / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", TEMPLATES)
def test_check_finds_what_stops_build(folder: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    text, code, line = TEMPLATES[kind]
    pack(folder, report=text)
    checked, built = check(folder / "甲.yaml", Settings()), build(folder / "甲.yaml", Settings(), ("md",))
    assert [(one.code.id, one.place.line) for one in checked.diagnostics] == [(code, line)]
    assert said(built.diagnostics) == said(checked.diagnostics)
    assert built.reports == ()
    assert run(("check", "--format", "concise", "甲.yaml")) == 1
    assert f"示例市/报告/report.md.j2:{line}:" in capsys.readouterr().out


def test_whoever_wants_only_figures_does_not_render(folder: Path) -> None:
    pack(folder, report="# 报告\n\n{{ 单位.职能 }}\n")
    assert [one.code.id for one in check(folder / "甲.yaml", Settings()).diagnostics] == ["M204"]
    assert read(folder / "甲.yaml", Settings()).diagnostics == ()
    assert run(("diff", "甲.yaml", "乙.yaml")) == 0


FAULTY_RULES = "等级: [{名称: 优, 下限: 九十}]\n"
FORMS = ("full", "concise", "github", "json", "sarif", "gitlab", "junit")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("where", ["rules", "report"])
def test_a_fault_of_the_pack_is_told_once(
    folder: Path, form: str, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(folder, **{where: FAULTY_RULES if where == "rules" else "# 报告\n\n{{ 单位.职责 }}\n"})
    code = "V205" if where == "rules" else "M202"
    assert run(("check", "--format", form, *FILES)) == 1
    out, err = capsys.readouterr()
    told = re.findall(
        rf"错误\[{code}\]|^::error .*title={code}|\"(?:code|ruleId|check_name)\": \"{code}\"", out, re.MULTILINE
    )
    assert len(told) == 1
    said = JUDGED.sub("", out + err)
    assert [line for line in said.splitlines() if ".yaml：" in line] == [
        "甲.yaml：1 个错误，其中 1 个是模板包的，不能生成报告",
        "乙.yaml：1 个错误，其中 1 个是模板包的，1 个前面已列出，不能生成报告",
        "丙.yaml：1 个错误，其中 1 个是模板包的，1 个前面已列出，不能生成报告",
    ]


def test_build_tells_it_once_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack(folder, rules=FAULTY_RULES)
    assert run(("build", *FILES)) == 1
    err = capsys.readouterr().err
    assert err.count("错误[V205]") == 1
    assert "丙.yaml：1 个错误，其中 1 个是模板包的，1 个前面已列出，未生成报告" in err


def test_the_departments_own_faults_are_told_for_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in FILES:
        (folder / name).write_text(GOOD.replace("2024", "24"), encoding="utf-8")
    assert run(("check", "--format", "concise", *FILES)) == 1
    out = capsys.readouterr().out
    assert out.count("错误[V210]") == 3 and "模板包的" not in out and "前面" not in out


@pytest.mark.parametrize("names", some(list(PACKS), 5), ids="＋".join)
def test_a_file_without_an_error_is_written(tmp_path: Path, names: tuple[str, ...]) -> None:
    path = tmp_path / "任意.yaml"

    @given(text=whole_departments(names).map(as_file))
    @settings(max_examples=EXAMPLES)
    def same(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        checked = check(path, Settings())
        built = build(path, Settings(), ("docx", "md"))
        assert said(built.diagnostics) == said(checked.diagnostics)
        assert has_errors(built.diagnostics) != bool(built.reports)
        assert not checked.of_packs

    same()
