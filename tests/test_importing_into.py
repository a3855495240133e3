"""A file that is kept and the tables of a sample in; the same with its empty places filled, and nothing else touched, out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from case_files import CASES

from generator.cli import run
from generator.pipeline import Settings, build

SOURCE = CASES.parent.parent / "inputs" / "shifan-2024.yaml"
PACK = "国家/部门决算公开表"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample's tables as Markdown, beside its blank form."""
    monkeypatch.chdir(tmp_path)
    made = build(SOURCE, Settings(template=PACK), ("md",)).reports[0].files["md"]
    Path("公开表.md").write_bytes(made)
    assert run(["new", PACK, "-o", "2024.yaml"]) == 0
    return tmp_path


def text(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def test_a_blank_form_is_filled(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its comments stay, it is sound, and what is filled once is not filled again."""
    blank = text("2024.yaml")
    assert run(["import", "公开表.md", "--into", "2024.yaml"]) == 0
    assert run(["check", "2024.yaml"]) == 0
    filled = text("2024.yaml")
    comments = set(re.findall(r"^ *# .+$", blank, re.MULTILINE))
    assert comments <= set(re.findall(r"^ *# .+$", filled, re.MULTILINE))
    capsys.readouterr()
    assert run(["import", "公开表.md", "--into", "2024.yaml"]) == 0
    assert "填了 0 处" in capsys.readouterr().err
    assert text("2024.yaml") == filled


def test_a_diff_writes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank = text("2024.yaml")
    capsys.readouterr()
    assert run(["import", "公开表.md", "--into", "2024.yaml", "--diff"]) == 0
    assert re.search(r"^\+  合计: 1183\.04 +# 第\d+行第2列$", capsys.readouterr().out, re.MULTILINE)
    assert text("2024.yaml") == blank


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_what_was_filled_in_stays(desk: Path, end: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure that differs is told with both places, and kept."""
    own = SOURCE.read_text(encoding="utf-8").replace("事业收入: 11.40", "事业收入: 11.50 # 核过", 1)
    Path("本年.yaml").write_bytes(own.replace("\n", end).encode("utf-8"))
    capsys.readouterr()
    assert run(["import", "公开表.md", "--into", "本年.yaml"]) == 1
    err = capsys.readouterr().err
    assert "“收入.事业收入”两处不一样：本年.yaml 第" in err
    after = Path("本年.yaml").read_bytes().decode("utf-8")
    assert f"事业收入: 11.50 # 核过{end}" in after
    assert after.count("\r") == (after.count("\n") if end == "\r\n" else 0)


def test_a_faulty_file_is_left_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("坏.yaml").write_text("版本: 1\n  单位: {名称\n", encoding="utf-8")
    assert run(["import", "公开表.md", "--into", "坏.yaml"]) == 1
    assert "Y207" in capsys.readouterr().err
    assert text("坏.yaml") == "版本: 1\n  单位: {名称\n"
