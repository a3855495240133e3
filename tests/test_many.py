"""Many files in one run: that processes change nothing of what is said and written, and cost no more than the file that ends them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import crew
from generator.cli import run
from generator.cli.many import MANY, Effort, InOrder

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = (ROOT / "inputs" / "minimal.yaml").read_text(encoding="utf-8")
LARGE = (ROOT / "inputs" / "shifan-2024.yaml").read_text(encoding="utf-8")
WRONG = MINIMAL.replace("版本: 1", "版本: 2", 1)
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "家"))

    def program(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(words)
        return status, *capsys.readouterr()

    return program


def given_files(texts: dict[str, str]) -> list[str]:
    for name, text in texts.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return list(texts)


def written(folder: str) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in Path(folder).rglob("*") if one.is_file()}


def test_processes_say_and_write_the_same_in_the_same_order(told: Told) -> None:
    """A pack with a fault, which is told once; files that are not there; files that are called alike."""
    texts = {"乙.yaml": MINIMAL, "甲.yaml": WRONG, "丙/乙.yaml": MINIMAL, "丁.yaml": MINIMAL, "空.yaml": ""}
    files = [*given_files(texts), "没有.yaml"]
    alone = told("build", *files, "-o", "一")
    together = told("build", *files, "-o", "二", "--jobs", "2")
    assert together == (alone[0], "", alone[2].replace("一/", "二/"))
    assert written("二") == written("一") != {}
    machines = ("check", *files, "--format", "json", "--coverage")
    checked = told(*machines, "--jobs", "2")
    assert checked == told(*machines)
    packs = [one["packs"] for one in json.loads(checked[1]) if one["severity"] == "none"]
    assert all(len(pack["digest"]) == 64 and pack["coverage"] for each in packs[:1] for pack in each)


def test_of_two_that_are_called_alike_by_their_content_the_first_is_kept(told: Told) -> None:
    files = given_files({"甲.yaml": MINIMAL, "乙.yaml": MINIMAL})
    status, _, err = told("build", *files, "--name", "-f", "md", "-o", "出")
    assert status == 2 and len(written("出")) == 1, err
    assert re.search(r"错误\[W101\] 输出文件重名：出/.+\.md 已经是 甲\.yaml 的报告\n --> 乙\.yaml", err), err


def test_what_a_process_is_worth(told: Told) -> None:
    """Few files are worked on here, unless somebody asks for processes."""
    assert not Effort().apart(MANY - 1) and Effort().apart(MANY)
    assert Effort(1).apart(2) and not Effort(8).apart(1)
    for words, said in {"0": "“0”不对，要写1 至 256 的整数", "两": "“两”不对"}.items():
        status, _, err = told("check", "甲.yaml", "--jobs", words)
        assert status == 2 and said in err, err


@given(st.permutations(range(12)), st.integers(0, 12))
def test_whatever_comes_first_is_told_in_order(arriving: list[int], until: int) -> None:
    """Nothing is lost, nothing told twice, nothing out of its turn, and what is broken off is told as well."""
    order: InOrder[str] = InOrder()
    said = [one for number in arriving[:until] for one in order.due(number, str(number))]
    assert said == [str(number) for number in range(len(said))]
    assert sorted([*said, *order.rest()]) == sorted(str(number) for number in arriving[:until])


def odd(task: str) -> str:
    """What a bad file does to the process that reads it."""
    if task == "ends":
        os._exit(3)
    while task == "never ends":
        time.sleep(0.1)
    return task.upper()


@pytest.mark.thorough
def test_one_that_crashes_or_never_ends_costs_itself() -> None:
    tasks = ["a", "ends", "b", "never ends", "c", "ends", "d"]
    done = list(crew.done(tasks, odd, 2, 1.0, time.monotonic))
    came = {one.task: one.result for one in done}
    assert came == {"a": "A", "b": "B", "c": "C", "d": "D", "ends": "crashed", "never ends": "late"}
    assert len(done) == len(tasks)


def begun(*words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "generator.cli", *words]
    return subprocess.Popen(command, env=environment, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def until(true: Callable[[], bool]) -> None:
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.mark.thorough
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_made_when_a_run_is_broken_off_stays(jobs: str, told: Told) -> None:
    files = given_files({f"{one:02}.yaml": LARGE for one in range(40)})
    run = begun("build", *files, "-o", "出", "-f", "md", "--jobs", jobs)
    until(lambda: Path("出").is_dir() and len(written("出")) >= 4)
    children = psutil.Process(run.pid).children(recursive=True)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=60)
    said = re.search(r"已中断：做完 (\d+) 个文件，还有 (\d+) 个没有做\n$", err)
    assert run.returncode == 130 and said, err
    assert int(said[1]) + int(said[2]) == 40 and int(said[1]) >= 2
    reports = {name for name in written("出") if name.endswith(".md")}
    assert len(reports) == 2 * err.count("已生成 ") == 2 * int(said[1])
    psutil.wait_procs(children, timeout=20)
    assert not [one for one in children if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.thorough
def test_a_process_that_dies_and_a_file_that_takes_too_long_are_findings(told: Told) -> None:
    files = given_files({f"{one}.yaml": LARGE for one in range(3)})
    run = begun("check", *files, "--jobs", "1", "--format", "concise")
    until(lambda: any("spawn_main" in " ".join(one.cmdline()) for one in psutil.Process(run.pid).children()))
    next(one for one in psutil.Process(run.pid).children() if "spawn_main" in " ".join(one.cmdline())).kill()
    out, _ = run.communicate(timeout=120)
    assert run.returncode == 1 and out.startswith("0.yaml:1:1: 错误[S121] 检查 0.yaml 的进程中途崩溃了\n"), out
    assert out.endswith("共 3 个文件：2 个没有错误，1 个有错误\n")
    status, out, _ = told("check", *files, "--jobs", "2", "--time-limit", "0.01")
    assert status == 1 and out.count("错误[S121]") == 3 and "查了 0.01 秒还没有查完，停下了" in out
