"""The recipes of docs/git.md run in a real repository: diff, difftool, textconv, the hook of pre-commit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from conftest import ROOT

from generator.cli.comparing import show_text

DOC = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")
REPORT = """版本: 1
模板: 广东/部门整体绩效自评报告
年度: 2024
金额单位: 万元
单位: {名称: 示例局, 所属单位: 无, 职能: 管理大厅。}
报送: {填报人: 罗××, 联系电话: 0752-289××××, 填报日期: 2025年4月11日}
支出:
  一般公共预算:
    基本支出: {人员经费: 80, 公用经费: 20}
    项目支出: 50
年度工作: {重点任务: 大厅运行。}
整体自评:
  年度目标: 大厅全年正常运转。
  评价结论: 完成了目标。
  自评得分: 96
  绩效: {社会效益: 群众办事更便捷。}
  其他: 无
文字: {预算编制情况: 按年度计划编制。, 预算执行情况: 执行平稳。}
"""


def told(language: str) -> list[str]:
    """The fenced blocks of the page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", DOC, re.DOTALL)


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        scripts = Path(sys.executable).parent
        self.environment = {
            **os.environ,
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "PYTHONUTF8": "1",
        }
        for command in ("git init -q", "git config user.name 甲", "git config user.email a@example.org"):
            self.run(command)

    def run(self, command: str, status: int = 0) -> str:
        done = subprocess.run(  # noqa: S602 - the commands are the page's own
            command, shell=True, cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def commit(self) -> None:
        self.run("git add -A && git commit -qm 改")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path)
    (tmp_path / "2024.yaml").write_text(REPORT, encoding="utf-8")
    repository.run("zipingbao build 2024.yaml")
    repository.commit()
    (tmp_path / "2024.yaml").write_text(REPORT.replace("项目支出: 50", "项目支出: 52"), encoding="utf-8")
    return repository


def test_the_difference_is_told_as_the_page_says(repository: Repository) -> None:
    folder = repository.folder
    (folder / "旧.yaml").write_text(REPORT, encoding="utf-8")
    (folder / "新.yaml").write_text(REPORT.replace("项目支出: 50", "项目支出: 52"), encoding="utf-8")
    command, *lines = told("text")[0].rstrip("\n").split("\n")
    said = repository.run(command.removeprefix("$ ")).split("\n")
    assert said[: len(lines) - 1] == lines[:-1]
    assert lines[-1] in said


def test_difftool_compares_two_versions(repository: Repository) -> None:
    repository.commit()
    command = told("sh")[0].strip()
    assert "支出 一般公共预算 项目支出：50 → 52 万元，增加 2 万元，增长 4%" in repository.run(command)


@pytest.fixture
def parted(tmp_path: Path) -> Repository:
    """A repository of a report with its project in a file of its own, changed in the second commit."""
    repository = Repository(tmp_path)
    (tmp_path / "填报" / "项目").mkdir(parents=True)
    whole = REPORT + "项目:\n  - 文件: 项目/大厅.yaml\n"
    (tmp_path / "填报" / "2024.yaml").write_text(whole, encoding="utf-8")
    (tmp_path / "填报" / "项目" / "大厅.yaml").write_text(PART, encoding="utf-8")
    repository.commit()
    (tmp_path / "填报" / "项目" / "大厅.yaml").write_text(PART.replace("执行: 50", "执行: 49"), encoding="utf-8")
    return repository


PART = "名称: 大厅运行\n资金: {全年预算: 50, 执行: 50}\n"
CHANGED = "大厅运行 资金 执行：50 → 49 万元，减少 1 万元，下降 2%"


@pytest.mark.thorough
def test_difftool_compares_versions_of_a_part(parted: Repository) -> None:
    command = told("sh")[0].strip().partition(" HEAD~1")[0]
    assert CHANGED in parted.run(f"{command} HEAD")
    assert CHANGED in parted.run(f"cd 填报/项目 && {command} HEAD -- 大厅.yaml")
    parted.commit()
    assert CHANGED in parted.run(f"{command} HEAD~1 HEAD")
    assert CHANGED in parted.run(told("sh")[0].strip().replace("2024.yaml", "填报/项目/大厅.yaml"))


def test_difftool_finds_parts_packs_and_last_year_beside_the_file(parted: Repository) -> None:
    parted.commit()
    whole = parted.folder / "填报" / "2024.yaml"
    whole.write_text(whole.read_text(encoding="utf-8").replace("项目支出: 50", "项目支出: 52"), encoding="utf-8")
    said = parted.run('git difftool -y -x "zipingbao diff" HEAD')
    assert "支出 一般公共预算 项目支出：50 → 52 万元" in said and "项目：" not in said


@pytest.mark.thorough
def test_difftool_of_added_and_deleted_files(parted: Repository) -> None:
    parted.commit()
    whole = parted.folder / "填报" / "2024.yaml"
    (parted.folder / "填报" / "项目" / "热线.yaml").write_text(PART.replace("大厅", "热线"), encoding="utf-8")
    whole.write_text(whole.read_text(encoding="utf-8") + "  - 文件: 项目/热线.yaml\n", encoding="utf-8")
    parted.run("git add -A")
    assert "项目 热线运行：新增" in parted.run('git difftool -y -x "zipingbao diff" HEAD')
    parted.commit()
    parted.run("git rm -q 填报/2024.yaml")
    assert parted.run('git difftool -y -x "zipingbao diff" HEAD') == "删去：填报/2024.yaml\n"


@pytest.mark.thorough
def test_difftool_as_a_configured_tool_and_of_whole_folders(parted: Repository) -> None:
    """A tool's own command is not told the file's path, and takes two folders."""
    parted.commit()
    configure, folders = told("sh")[1].strip().split("\n")
    parted.run(configure)
    assert CHANGED in parted.run("git difftool -y -t zipingbao HEAD~1 HEAD")
    assert f"填报/项目/大厅.yaml：\n{CHANGED}" in parted.run(folders)


def test_git_shows_the_words_of_a_docx(repository: Repository) -> None:
    (repository.folder / ".gitattributes").write_text(told("gitattributes")[0], encoding="utf-8")
    for command in told("sh")[2].strip().split("\n"):
        repository.run(command)
    repository.run("zipingbao build 2024.yaml")
    shown = repository.run("git diff -- 2024.docx")
    assert re.search(r"^-.*项目支出50万元。$", shown, re.MULTILINE)
    assert re.search(r"^\+.*项目支出52万元。$", shown, re.MULTILINE)


@pytest.mark.thorough
def test_text_of_what_is_no_docx_is_refused(repository: Repository) -> None:
    repository.run("zipingbao text 2024.yaml", status=2)
    repository.run("zipingbao text 没有.docx", status=2)


@pytest.mark.thorough
def test_pre_commit_stops_a_wrong_report(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The hook as pre-commit installs it: from a repository that holds this checkout, in an environment of its own."""
    home = tmp_path_factory.mktemp("home")
    source = tmp_path_factory.mktemp("zipingbao")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "generator", "templates"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(source / name)], check=True)
    Repository(source).commit()
    revision = Repository(source).run("git rev-parse HEAD").strip()
    config = told("yaml")[0].replace("zipingbao 的仓库地址", source.as_uri()).replace("v0.1.0", revision)
    repository.environment["PRE_COMMIT_HOME"] = str(home)
    folder = repository.folder
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (folder / "填报").mkdir()
    (folder / "填报" / "2024.yaml").write_text(REPORT.replace("支出:\n", "支出:\n  合计: 160\n", 1), encoding="utf-8")
    repository.run("git add -A")
    said = repository.run("pre-commit run", status=1)
    assert re.search(r"填报/2024\.yaml:8:\d+: 错误\[P112\]", said), said
    (folder / "填报" / "2024.yaml").write_text(REPORT, encoding="utf-8")
    repository.run("git add -A")
    assert "Passed" in repository.run("pre-commit run")
    (folder / "填报" / "大厅.yaml").write_text(PART.replace("50}", "50, 结余: 1}"), encoding="utf-8")
    (folder / "填报" / "2024.yaml").write_text(REPORT + "项目: [{文件: 大厅.yaml}]\n", encoding="utf-8")
    repository.commit()
    repository.run("git commit -q --amend -m 改 --no-verify && touch 填报/大厅.yaml")
    said = repository.run("pre-commit run --files 填报/大厅.yaml", status=1)
    assert said.count("错误[") == 1 and re.search(r"填报/大厅\.yaml:2:\d+: 错误\[P104\]", said), said


def test_the_text_of_a_docx_cannot_drive_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A report that came by mail is anybody's: U+009B begins a command to the terminal as Escape [ does."""
    document = docx.Document()
    document.add_paragraph("甲\x9b31m乙\t丙\u202e丁")
    document.save(str(tmp_path / "来文.docx"))
    assert show_text(str(tmp_path / "来文.docx")) == 0
    assert capfd.readouterr().out == "甲\\x9b31m乙\t丙\\u202e丁\n"
