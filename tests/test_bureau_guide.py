"""docs/bureau.md in, every command of it run in its order, and what it says of the screen compared with what is said, out."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.collect.standing import Standing
from generator.collect.tables import tables

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "bureau.md").read_text(encoding="utf-8")
GENERATE: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "generate.py"))
STEPS = re.findall(r"(?ms)^```console\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", PAGE)
FIRST, SECOND = 1, 2
"""The steps before which something is sent."""


def filled(name: str, right: bool = True) -> str:
    text = str(GENERATE["variant_input"]()).replace("示例区政务服务中心", name)
    return text if right else text.replace("全年预算: 120", "全年预算: 120\n      执行: 118.50")


def send(week: int) -> None:
    inbox = Path("收件")
    inbox.mkdir(exist_ok=True)
    if week == FIRST:
        (inbox / "政务服务局.yaml").write_text(filled("示例区政务服务局"), encoding="utf-8")
        (inbox / "档案馆.yaml").write_text(filled("示例区档案馆", right=False), encoding="gbk")
        (inbox / "信访.yaml").write_text(filled("示例区信访接待中心"), encoding="utf-8")
        (inbox / "说明.docx").touch()
        with zipfile.ZipFile(inbox / "图书馆.zip", "w") as archive:
            archive.writestr("图书馆/2024.yaml", filled("示例区图书馆"))
    else:
        (inbox / "档案馆.yaml").write_text(filled("示例区档案馆"), encoding="utf-8")
        (inbox / "信访.yaml").write_text(filled("示例区信访中心"), encoding="utf-8")


@pytest.mark.thorough
def test_a_year_as_the_guide_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZIPINGBAO_PASSPHRASE", "一二三四五六七八")
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "家"))
    shutil.copytree(ROOT / "docs" / "examples" / "模板", "官方")
    (roster,) = re.findall(r"(?ms)^<!-- 名册 -->\n```csv\n(.*?)^```$", PAGE)
    Path("单位.csv").write_text(roster, encoding="gbk")
    week = 0
    for commands, said in STEPS:
        week += "collect 收件" in commands and week < SECOND
        if "collect 收件" in commands:
            send(week)
        for line in commands.splitlines():
            capsys.readouterr()
            words = shlex.split(line)
            assert words[0] == "zipingbao"
            status = run(words[1:])
            out, err = capsys.readouterr()
            assert status == (1 if "有错 1" in said else 0), (line, out, err)
        if said:
            assert re.sub(r"上次（[\d :-]+）", "上次（时刻）", out) == said
    assert len(list(Path("汇总/报告").rglob("*.docx"))) == 4
    assert Path("2025.yaml").read_text(encoding="utf-8").count("示例区政务服务局") == 1


def test_the_guide_names_every_table_and_column() -> None:
    listed = PAGE.partition("| 表 | 列 |")[2].partition("临时问")[0]
    for table in tables(Standing((), ()), (), lambda key: None):
        (row,) = re.findall(rf"^\| {table.name} \| (.*) \|$", listed, re.MULTILINE)
        assert re.sub(r"（.*?）", "", row).split("、") == list(table.columns)


def test_the_guide_names_every_query_that_comes_with_it() -> None:
    ours = sorted(path.stem for path in (ROOT / "generator" / "collect" / "queries").glob("*.sql"))
    (told,) = re.findall(r"放着几个 \.sql：(.*?)。", PAGE)
    assert sorted(told.split("、")) == ours
