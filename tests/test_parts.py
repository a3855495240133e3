"""A report whose projects stand in files of their own: read as one, each finding in the file that it is in."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from case_files import CASES, JUDGED, printed

from generator import cli
from generator.figure import Figure, Item
from generator.parts import LAST
from generator.pipeline import Settings, read

FOLDER = CASES / "parts"
HEAD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


def checked(text: str, folder: Path) -> list[str]:
    """The findings of a report with its parts beside it, as an editor jumps to them."""
    path = folder / "整份.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    found = read(path, Settings(), path.name).diagnostics
    return [f"{one.place.file}:{one.place.line}:{one.place.column} {one.code.id} {one.message}" for one in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A writable copy of the parts."""
    (tmp_path / "项目").mkdir()
    for part in (FOLDER / "项目").glob("*.yaml"):
        (tmp_path / "项目" / part.name).write_bytes(part.read_bytes())
    return tmp_path


def test_one_item_a_list_and_a_list_behind_its_key() -> None:
    done = read(FOLDER / "whole.yaml", Settings())
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


def test_a_part_says_nothing_beside_its_file(folder: Path) -> None:
    """One message, and the part is read all the same."""
    (found,) = checked("项目: [{文件: 项目/热线.yaml, 自评得分: 60}]\n", folder)
    assert found == "整份.yaml:6:23 V219 “文件”旁边还写了“自评得分”"


def test_evidence_may_name_files_of_other_kinds(folder: Path) -> None:
    text = "项目: [{名称: 热线, 资金: {全年预算: 1, 执行: 1}}]\n报送: {佐证材料: [{名称: 台账, 文件: 台账.yaml}]}\n"
    assert checked(text, folder) == []
    assert "V202" not in "".join(checked("报送: {佐证材料: [{文件: 台账.pdf}]}\n", folder))


Run = Callable[..., str]
PART = "名称: 大厅\n资金: {全年预算: 10, 执行: 9.5}\n"
WHOLE = HEAD + "项目:\n  - 文件: 项目/大厅.yaml\n"
WRONG = PART.replace("9.5}", "9.5, 结余: 1}")


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report in 填报, its project in 项目 below, in a repository; the current folder is the repository's."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "填报" / "项目").mkdir(parents=True)
    (tmp_path / "填报" / "2024.yaml").write_text(printed(WHOLE, tmp_path / "填报"), encoding="utf-8")
    (tmp_path / "填报" / "项目" / "大厅.yaml").write_text(PART, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "填报"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str, status: int = 0) -> str:
        done, said = cli.run(words), capsys.readouterr()
        assert done == status, said
        return (said.out + said.err).replace(os.sep, "/")

    return run


def test_a_part_is_checked_with_the_whole_that_names_it(report: Path, run: Run) -> None:
    said = JUDGED.sub("", run("check", "填报/项目/大厅.yaml"))
    assert said == (
        "填报/项目/大厅.yaml 是 填报/2024.yaml 的一部分，连同它一起查\n填报/2024.yaml：没有发现问题，可以生成报告\n"
    )
    (report / "项目" / "大厅.yaml").write_text(WRONG, encoding="utf-8")
    said = run("check", "--format", "concise", "填报/项目/大厅.yaml", status=1)
    assert said.count("错误[") == 1 and "填报/项目/大厅.yaml:2:" in said


def test_the_whole_and_its_parts_are_checked_once(report: Path, run: Run) -> None:
    (report / "项目" / "大厅.yaml").write_text(WRONG, encoding="utf-8")
    for words in (["填报/2024.yaml", "填报/项目/大厅.yaml"], ["填报/项目/大厅.yaml", "填报/2024.yaml"]):
        said = run("check", "--format", "concise", *words, status=1)
        assert said.count("错误[") == 1 and "一部分" not in said and "共 2 个文件" not in said


def test_every_whole_that_names_a_part_is_checked(report: Path, run: Run) -> None:
    (report / "公开.yaml").write_text(printed(WHOLE, report), encoding="gb18030")
    said = run("check", "填报/项目/大厅.yaml")
    assert "填报/2024.yaml：没有发现问题" in said and "填报/公开.yaml：没有发现问题" in said


def test_a_part_of_a_part_belongs_to_the_whole(report: Path, run: Run) -> None:
    (report / "2024.yaml").write_text(printed(WHOLE, report).replace("大厅", "各项"), encoding="utf-8")
    (report / "项目" / "各项.yaml").write_text("- 文件: 大厅.yaml\n", encoding="utf-8")
    assert "填报/2024.yaml：没有发现问题" in run("check", "填报/项目/大厅.yaml")


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_part_that_no_file_names_is_told_so(report: Path, command: str, run: Run) -> None:
    (report / "2024.yaml").write_text(HEAD, encoding="utf-8")
    said = run(command, "填报/项目/大厅.yaml", status=1)
    assert "Y180" in said and "V201" not in said and not list(report.rglob("*.docx"))


def test_a_whole_outside_the_repository_is_not_looked_for(report: Path, run: Run) -> None:
    (report / ".git").mkdir()
    (report / "2024.yaml").rename(report.parent / "2024.yaml")
    (report.parent / "2024.yaml").write_text(WHOLE.replace("项目/大厅", "填报/项目/大厅"), encoding="utf-8")
    assert "Y180" in run("check", "填报/项目/大厅.yaml", status=1)


def test_a_whole_that_lacks_its_first_keys_is_no_part(report: Path, run: Run) -> None:
    (report / "x.yaml").write_text("单位: {名称: 示例局}\n支出: {合计: 1}\n", encoding="utf-8")
    said = run("check", "填报/x.yaml", status=1)
    assert "Y180" not in said and "缺少“版本”" in said


def test_a_part_is_built_and_mended_with_its_whole(report: Path, run: Run) -> None:
    (report / "项目" / "大厅.yaml").write_text(PART.replace("执行: ", "执行： "), encoding="utf-8")
    assert "填报/项目/大厅.yaml：改好 1 处" in run("check", "--fix", "填报/项目/大厅.yaml")
    assert (report / "项目" / "大厅.yaml").read_text(encoding="utf-8") == PART


def test_two_versions_of_a_part_are_compared(report: Path, tmp_path: Path, run: Run) -> None:
    (report / "2024.yaml").write_text(WHOLE + "  - {名称: 热线, 资金: {全年预算: 1, 执行: 1}}\n", encoding="utf-8")
    (tmp_path / "旧.yaml").write_text(PART.replace("9.5", "9"), encoding="utf-8")
    assert run("diff", "旧.yaml", "填报/项目/大厅.yaml").startswith(
        "大厅 资金 执行：9 → 9.5 万元，增加 0.5 万元，增长 5.56%\n"
    )
    assert run("diff", "/dev/null", "填报/项目/大厅.yaml").startswith("项目 大厅：新增\n")
    assert run("diff", "填报/项目/大厅.yaml", "nul").startswith("项目 大厅：删去\n")
    assert run("diff", "/dev/null", "填报/2024.yaml") == "新增：填报/2024.yaml\n"
    assert "读不了" in run("diff", "/dev/null", "没有.yaml", status=2)


HIDDEN = "机密: 口令一二三\n"


@pytest.mark.skipif(os.name != "posix", reason="links and FIFOs are of POSIX")
@pytest.mark.parametrize("key", ["上年文件", "文件"])
@pytest.mark.parametrize(
    "named",
    ["../机密.yaml", "项目/../../机密.yaml", "/机密.yaml", "链/机密.yaml", "链.yaml", "管.yaml", "机密.txt", r"..\机密.yaml", r"C:\机密.yaml", "~/机密.yaml", "长" * 300 + ".yaml"],
)  # fmt: skip
def test_a_file_elsewhere_is_neither_read_nor_printed(tmp_path: Path, key: str, named: str) -> None:
    """Nor is one that a link leads to, and nobody waits for a FIFO; evidence (a .txt) is no part and not looked for."""
    (tmp_path / "机密.yaml").write_text(HIDDEN, encoding="utf-8")
    (tmp_path / "机密.txt").write_text(HIDDEN, encoding="utf-8")
    folder = tmp_path / "里"
    (folder / "项目").mkdir(parents=True)
    (folder / "链").symlink_to("..")
    (folder / "链.yaml").symlink_to("../机密.yaml")
    os.mkfifo(folder / "管.yaml")
    named = str(tmp_path) + named if named.startswith("/") else named
    found = checked(f"{key}: {named}\n" if key == LAST else f"项目: [{{文件: {named}}}]\n", folder)
    assert found and not any("口令" in line for line in found)
    if not named.endswith(".txt") and not named.startswith("~"):
        assert all(line.startswith(("整份.yaml:6:7 Y450", "整份.yaml:6:11 Y450")) for line in found)


@pytest.mark.skipif(os.name != "posix", reason="links are of POSIX")
def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "大厅.yaml").symlink_to("项目/热线.yaml")
    assert checked("项目: [{文件: 大厅.yaml}]\n", folder) == []
