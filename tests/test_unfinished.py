"""Runs that are killed while they write; what the next run puts right, says, and leaves alone, out."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from effort import some
from standin import docx as package

from generator.diagnostic import Diagnostic
from generator.output import Output, stamp, unfinished, write_outputs
from generator.output.turn import NAME, turn

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
INPUT = (ROOT / "inputs" / "minimal.yaml").read_text(encoding="utf-8")
KILLED = """
import os, signal, sys
from pathlib import Path
from generator import cli
count, move = 0, Path.replace
def replace(self, target):
    global count
    count += 1
    if count == {at}:
        os.kill(os.getpid(), signal.{sign})
    return move(self, target)
Path.replace = replace
sys.exit(cli.run(["build", *sys.argv[1:]]))
"""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`zipingbao build` in a process of its own, which is killed as it moves its first, or second, file."""

    def run(*files: str, at: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-X", "utf8", "-c", KILLED.format(at=at, sign="SIGKILL"), *files]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture(autouse=True)
def _anew() -> None:
    """What one process knows of folders is not known to the next."""
    unfinished._SEEN.clear()


def write(folder: Path, name: str, sum_: str) -> None:
    assert "118.5" in INPUT
    (folder / f"{name}.yaml").write_text(INPUT.replace("118.5", sum_), encoding="utf-8")


def state(folder: Path, name: str = "甲") -> tuple[bool, bool]:
    """Whether each of the two outputs has this year's figure."""
    import docx

    text = "\n".join(one.text for one in docx.Document(str(folder / f"{name}.docx")).paragraphs)
    return "117.5" in text, "117.5" in (folder / f"{name}.md").read_text(encoding="utf-8")


def left(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.name.startswith("."))


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("at", "then", "after"),
    [(1, (False, False), (False, False)), (2, (True, False), (True, True))],
    ids=["before", "between"],
)
@pytest.mark.parametrize("next_", some(["甲.yaml", "乙.yaml", "docx"], 1))
def test_both_files_are_of_one_run(
    tmp_path: Path, run: Run, at: int, then: tuple[bool, bool], after: tuple[bool, bool], next_: str
) -> None:
    """Killed before the first move nothing has changed; between the two the next run, of whatever report, says so and mends it."""
    write(tmp_path, "甲", "118.5")
    write(tmp_path, "乙", "118.5")
    assert run("甲.yaml", "乙.yaml").returncode == 0
    write(tmp_path, "甲", "117.5")
    assert run("甲.yaml", at=at).returncode == -signal.SIGKILL
    assert state(tmp_path) == then and NAME in left(tmp_path)
    again = run("乙.yaml", "-f", "docx") if next_ == "docx" else run(next_)
    assert again.returncode == 0 and left(tmp_path) == []
    assert state(tmp_path) == ((True, True) if next_ == "甲.yaml" else after)
    said = "提示[W450] 上一次生成中途断了：甲.docx 已经是那一次的，甲.md 还是以前的；现在补上了，几份又是同一次生成的"
    assert (said in again.stdout + again.stderr) == (at == 2)


def test_a_file_that_was_changed_since_is_left(tmp_path: Path, run: Run) -> None:
    write(tmp_path, "甲", "118.5")
    run("甲.yaml")
    write(tmp_path, "甲", "117.5")
    run("甲.yaml", at=2)
    (tmp_path / "甲.md").write_text("别的文字\n", encoding="utf-8")
    write(tmp_path, "乙", "118.5")
    again = run("乙.yaml")
    assert again.returncode == 0 and "警告[W451]" in again.stdout + again.stderr
    assert (tmp_path / "甲.md").read_text(encoding="utf-8") == "别的文字\n" and left(tmp_path) == []


def test_files_of_a_killed_run_are_cleared_and_others_are_not(tmp_path: Path, run: Run) -> None:
    """Of this program's names, plain files, in this folder; links and folders of such a name are somebody else's."""
    (tmp_path / ".zipingbao-123-0.tmp").write_text("半份", encoding="utf-8")
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / ".zipingbao-123-0.tmp").touch()
    (tmp_path / ".zipingbao-124-0.tmp").symlink_to("别处")
    (tmp_path / ".zipingbao-125-0.tmp").mkdir()
    (tmp_path / ".zipingbao-x.tmp").touch()
    write(tmp_path, "甲", "118.5")
    assert run("甲.yaml").returncode == 0
    assert left(tmp_path) == [".zipingbao-124-0.tmp", ".zipingbao-125-0.tmp", ".zipingbao-x.tmp"]
    assert left(tmp_path / "别处") == [".zipingbao-123-0.tmp"]


def test_a_run_that_goes_on_is_not_disturbed(tmp_path: Path) -> None:
    """One stopped while it writes keeps its files; the other waits, and then says who writes."""
    write(tmp_path, "甲", "118.5")
    command = [sys.executable, "-X", "utf8", "-c", KILLED.format(at=2, sign="SIGSTOP"), "甲.yaml"]
    first = subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
    try:
        os.waitpid(first.pid, os.WUNTRACED)
        before = left(tmp_path)
        assert len(before) == 2 and NAME in before
        assert unfinished.mended(tmp_path) == () and left(tmp_path) == before
        with pytest.raises(BlockingIOError), turn(tmp_path, patience=3):
            raise AssertionError
        assert left(tmp_path) == before
    finally:
        first.send_signal(signal.SIGCONT)
        assert first.wait(60) == 0
    assert left(tmp_path) == [] and (tmp_path / "甲.md").is_file()


def test_who_waits_in_vain_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.output.turn", lambda folder: turn(folder, patience=2))
    with turn(tmp_path):
        (found,) = write_outputs([Output(tmp_path / "甲.md", b"x")])
    assert (found.code.id, found.message) == (
        "W105",
        f"无法写入：{tmp_path / '甲.md'}，另一个 zipingbao 正在往这个文件夹里写",
    )
    assert write_outputs([Output(tmp_path / "甲.md", b"x")]) == ()


FORGED = {
    "no JSON": b"\xff{",
    "another thing": b'{"a": 1}',
    "deep": b"[" * 100_000,
    "a way out": json.dumps([["../x.tmp", "甲.md", "", ""], [".zipingbao-1-1.tmp", "../乙.md", "", ""]]).encode(),
    "another kind": json.dumps(
        [[".zipingbao-1-0.tmp", "甲.yaml", "", ""], [".zipingbao-1-1.tmp", "乙.yaml", "", ""]]
    ).encode(),
    "numbers": json.dumps([[1, 2, 3, 4], [1, 2, 3, 4]]).encode(),
}


@pytest.mark.parametrize("kind", FORGED)
def test_a_record_that_is_none_moves_nothing(tmp_path: Path, kind: str) -> None:
    (tmp_path / NAME).write_bytes(FORGED[kind])
    (tmp_path / ".zipingbao-1-1.tmp").write_text("外来的", encoding="utf-8")
    (tmp_path / "乙.yaml").write_text("原来的", encoding="utf-8")
    assert write_outputs([Output(tmp_path / "甲.md", b"x")]) == ()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["乙.yaml", "甲.md"]
    assert (tmp_path / "乙.yaml").read_text(encoding="utf-8") == "原来的"


def test_a_move_that_fails_says_which_file_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.suffix == ".md":
            raise PermissionError(13, "拒绝访问。")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    found: tuple[Diagnostic, ...] = write_outputs(
        [Output(tmp_path / "甲.docx", package("新")), Output(tmp_path / "甲.md", b"x")]
    )
    assert [re.sub(r"\[.*?\] ", "", one) for one in found[-1].notes] == [
        "系统信息：拒绝访问。",
        "甲.docx 已经换成这一次的了",
    ]
    assert (tmp_path / "甲.docx").read_bytes() == stamp(package("新")) and left(tmp_path) == []
