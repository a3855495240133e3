"""The recipes of docs/git.md run in a real repository: diff, difftool, textconv, the hook of pre-commit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

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


def test_git_shows_the_words_of_a_docx(repository: Repository) -> None:
    (repository.folder / ".gitattributes").write_text(told("gitattributes")[0], encoding="utf-8")
    for command in told("sh")[1].strip().split("\n"):
        repository.run(command)
    repository.run("zipingbao build 2024.yaml")
    shown = repository.run("git diff -- 2024.docx")
    assert re.search(r"^-.*项目支出50万元。$", shown, re.MULTILINE)
    assert re.search(r"^\+.*项目支出52万元。$", shown, re.MULTILINE)


def test_text_of_what_is_no_docx_is_refused(repository: Repository) -> None:
    repository.run("zipingbao text 2024.yaml", status=2)
    repository.run("zipingbao text 没有.docx", status=2)


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
