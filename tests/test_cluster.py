"""An inbox and a scheduler with two workers, each a process, in; that they change nothing of what is said and written, and lose nothing, out."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from generator import crew
from generator.cli import run
from generator.collect import afar, cluster
from generator.collect.store import NAME as STORE

ROOT = Path(__file__).resolve().parent.parent
REPORT = """版本: 1
模板: 示例市/{pack}
年度: 2024
金额单位: 万元
单位: {{名称: {name}}}
支出:
  一般公共预算:
    合计: {total}
    基本支出: 10
    项目支出: 10
"""
PACK = "标题: {pack}\n版本: '2024.2'\n继承: 国家/公文\n可选: [支出.一般公共预算, 项目]\n"
GUIDE = (ROOT / "docs" / "bureau.md").read_text(encoding="utf-8")
(SHOWN,) = re.findall(r"(?ms)^```sh\n(dask .*?)^```$", GUIDE)
SCHEDULER, WORKER, COLLECT = (shlex.split(line) for line in SHOWN.splitlines())
"""What is to be typed on the three computers."""
ALONE = ("--nworkers", "1", "--no-nanny")
"""A worker that is one process, and is not begun again when that ends."""
HOST, PORT = "10.0.0.5", "8786"
TABLES = ("数据.csv", "问题.csv", "文件.csv", "应报已报.csv", "问题.sarif")


class Running:
    """A scheduler and workers, in a folder that has nothing of the bureau's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        known = folder / "scheduler.json"
        self.scheduler = self._begun([*_here(SCHEDULER, "0"), "--scheduler-file", str(known)], ROOT)
        until(lambda: known.exists() and known.read_text(encoding="utf-8").endswith("}"))
        self.address: str = json.loads(known.read_text(encoding="utf-8"))["address"]

    def work(self, *more: str, path: Path = ROOT) -> subprocess.Popen[bytes]:
        at = self.address.rpartition(":")[2]
        self.workers.append(self._begun([*_here(WORKER, at), *more], path))
        return self.workers[-1]

    def _begun(self, words: list[str], path: Path) -> subprocess.Popen[bytes]:
        own = {"PYTHONPATH": str(path), "XDG_CONFIG_HOME": str(self.folder), "APPDATA": str(self.folder)}
        command = [sys.executable, "-m", *words, "--no-dashboard"]
        with (self.folder / "log.txt").open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, env={**os.environ, **own}, stdout=log, stderr=log)

    def end(self) -> None:
        mine = [one for begun in (*self.workers, self.scheduler) if begun.poll() is None for one in family(begun)]
        for one in mine:
            one.kill()
        psutil.wait_procs(mine, timeout=20)
        for begun in (*self.workers, self.scheduler):
            begun.wait(timeout=20)


def _here(words: list[str], port: str) -> list[str]:
    return [word.replace(HOST, "127.0.0.1").replace(PORT, port) for word in words]


def family(begun: subprocess.Popen[bytes]) -> list[psutil.Process]:
    whole = psutil.Process(begun.pid)
    return [*whole.children(recursive=True), whole]


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    folder.mkdir()
    one = Running(folder)
    try:
        yield one
    finally:
        one.end()


def until(true: Callable[[], bool]) -> None:
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "局"
    (home / "收件").mkdir(parents=True)
    monkeypatch.chdir(home)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "家"))
    (home / "单位.csv").write_text("单位名称\n" + "".join(f"局{one}\n" for one in range(12)), encoding="utf-8")
    return home


def pack(where: Path, name: str, template: str = "支出{{ 支出.一般公共预算.合计 }}。") -> None:
    (where / "示例市" / name).mkdir(parents=True)
    (where / "示例市" / name / "pack.yaml").write_text(PACK.format(pack=name), encoding="utf-8")
    text = f"# {{{{ 单位.名称 }}}}{name}\n\n{template}\n"
    (where / "示例市" / name / "report.md.j2").write_text(text, encoding="utf-8")


def large(number: int) -> None:
    text = (ROOT / "inputs" / "shifan-2024.yaml").read_text(encoding="utf-8")
    for one in range(number):
        Path(f"收件/{one:03}.yaml").write_text(
            text.replace("示例市示例区政务服务管理局", f"局{one}", 1), encoding="utf-8"
        )


WORDS = ["collect", "收件", "--roster", "单位.csv"]


def begun(*more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "generator.cli", *WORDS, "-o", "汇总", *more]
    return subprocess.Popen(command, env=environment, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def written(results: str) -> dict[str, bytes]:
    reports = Path(results, "报告")
    files = {str(one.relative_to(results)): one.read_bytes() for one in reports.rglob("*") if one.is_file()}
    return files | {name: Path(results, name).read_bytes() for name in TABLES}


def problems() -> list[str]:
    rows = csv.DictReader(io.StringIO(Path("汇总/问题.csv").read_text(encoding="utf-8-sig")))
    return [f"{row['代码']} {row['内容']}" for row in rows]


def test_what_is_lacking_is_named_with_the_command_that_adds_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = cluster.lacking()
    assert found is None
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "distributed" else name)
    assert run([*WORDS, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    err = capsys.readouterr().err
    assert "错误[S104] --scheduler 要用的 distributed 没有装" in err and 'pip install "zipingbao[cluster]"' in err


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "tcp://10.0.0.5", "http://10.0.0.5:8786", "tcp://:8786", "tcp://a/b:1"])  # fmt: skip
def test_what_is_no_address_is_told(address: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*WORDS, "--scheduler", address]) == 2
    assert f"“{address}”不是调度程序的地址，要写成 tcp://10.0.0.5:8786" in capsys.readouterr().err


@pytest.mark.thorough
def test_a_scheduler_that_is_not_there_is_told_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    large(1)
    assert run([*WORDS, "-o", "汇总", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("错误[S107] 0.5 秒内接不上调度程序 tcp://127.0.0.1:9\n"), err
    assert not Path("汇总/汇总.xlsx").exists()
    assert run([*WORDS, "-o", "汇总"]) == 0


@pytest.mark.thorough
def test_two_workers_that_have_none_of_the_packs_say_and_write_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """Packs of three folders and of a zip, a part in a file of its own, a pack with a fault, a file that is nobody's."""
    pack(Path("官方"), "报告")
    pack(Path("官方"), "坏的", "{{ 支出.没有 }}")
    pack(folder.parent / "别处" / "官方", "外面的")
    pack(folder.parent / "家" / "zipingbao" / "templates", "自己的")
    pack(Path("包"), "压缩的")
    shutil.make_archive("官方/示例市/压缩的", "zip", "包/示例市/压缩的")
    for number, name in enumerate(("报告", "坏的", "外面的", "自己的", "压缩的", "没有的", "报告", "报告")):
        text = REPORT.format(pack=name, name=f"局{number}", total=35 if number == 7 else 20)
        Path(f"收件/{number}").mkdir()
        Path(f"收件/{number}/2024.yaml").write_text(text, encoding="utf-8")
    whole = Path("收件/6/2024.yaml")
    whole.write_text(whole.read_text(encoding="utf-8") + "项目:\n  - 文件: 项目/热线.yaml\n", encoding="utf-8")
    Path("收件/6/项目").mkdir()
    Path("收件/6/项目/热线.yaml").write_text("名称: 热线\n资金: {全年预算: 5, 执行: 4}\n", encoding="utf-8")
    Path("收件/别的.yaml").write_text("a: 1\n", encoding="utf-8")
    more = ["--templates", "官方", "--templates", "../别处/官方", "--build"]
    alone = run([*WORDS, "-o", "一", *more, "--jobs", "1"]), capsys.readouterr().out
    with running(folder.parent / "云") as there:
        there.work()
        there.work(*ALONE)
        together = run([*WORDS, "-o", "二", *more, "--scheduler", there.address]), capsys.readouterr().out
        assert together == (alone[0], alone[1].replace("一：", "二："))
        assert written("二") == written("一")
        assert len([name for name in written("二") if name.endswith(".docx")]) == 5
        words = _here(COLLECT, there.address.rpartition(":")[2])[1:]
        assert run(words) == 1
        assert run([*words[:-2], "-o", "三", "--jobs", "1"]) == 1
        assert words[-2:] == ["--scheduler", there.address] and written("三") == written("汇总")


@pytest.mark.thorough
def test_a_file_that_takes_too_long_or_crashes_costs_itself(folder: Path) -> None:
    large(5)
    with running(folder.parent / "云") as there:
        workers = [there.work(), there.work()]
        assert run([*WORDS, "-o", "汇总", "--time-limit", "0.01", "--scheduler", there.address]) == 1
        assert sorted(problems()) == [f"S121 收件/{one:03}.yaml 查了 0.01 秒还没有查完，停下了" for one in range(5)]
        large(12)
        ours = [one.pid for worker in workers for one in family(worker)]
        collecting = begun("--scheduler", there.address)

        def new() -> list[psutil.Process]:
            return [one for worker in workers for one in family(worker) if one.pid not in ours]

        until(lambda: any(one.cpu_times().user > 0.5 for one in new()))
        killed = new()
        for one in killed:
            one.kill()
        out, err = collecting.communicate(timeout=120)
        crashed = [re.sub(r"/\d{3}", "/…", one) for one in problems()]
        assert set(crashed) == {"S121 检查 收件/….yaml 的进程中途崩溃了"} and len(crashed) <= len(killed), (out, err)
        right = 12 - len(crashed)
        assert collecting.returncode == 1
        assert out.startswith(f"应报 12，已报 12：无错 {right}，有错 {len(crashed)}；未报 0\n"), (out, err)


def test_a_file_of_a_run_that_was_given_up_has_no_process() -> None:
    nothing: Any = None
    errand = afar.Errand("放弃了的", "", nothing, 1.0)
    afar.stop(errand.ticket)
    assert afar.work(nothing, errand, time.monotonic) == "crashed"
    assert not [one for one in multiprocessing.active_children() if one.name == errand.ticket]


@pytest.mark.thorough
def test_a_worker_that_goes_and_one_that_comes_lose_nothing(folder: Path) -> None:
    large(8)
    with running(folder.parent / "云") as there:
        first = there.work(*ALONE)
        collecting = begun("--scheduler", there.address)
        until(lambda: kept() > 60_000)
        for one in family(first):
            one.kill()
        there.work()
        out, err = collecting.communicate(timeout=120)
        assert (collecting.returncode, err) == (0, "")
        assert out.startswith("应报 12，已报 8：无错 8，有错 0；未报 4\n")


def kept() -> int:
    """What the store holds, as it can be looked at from outside."""
    return sum(one.stat().st_size for one in Path("汇总").glob(f"{STORE}*")) if Path("汇总").is_dir() else 0


@pytest.mark.thorough
@pytest.mark.parametrize("what", ["interrupted", "cut off"])
def test_a_run_that_ends_early_keeps_what_is_done(
    what: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    large(8)
    with running(folder.parent / "云") as there:
        workers = [there.work(*ALONE), there.work(*ALONE)]
        collecting = begun("--scheduler", there.address)
        until(lambda: kept() > 60_000)
        if what == "interrupted":
            collecting.send_signal(signal.SIGINT)
            _, err = collecting.communicate(timeout=60)
            said = f"接着做：zipingbao collect -o 汇总 --resume --scheduler {there.address}\n"
            assert collecting.returncode == 130 and err.startswith("已中断：查完 ") and err.endswith(said), err
            until(
                lambda: all("spawn_main" not in " ".join(one.cmdline()) for begun in workers for one in family(begun))
            )
        else:
            there.scheduler.kill()
            out, err = collecting.communicate(timeout=60)
            assert (collecting.returncode, out) == (2, "")
            assert err.startswith(f"错误[S107] 与调度程序 {there.address} 断了，查完的都记下了\n"), err
        given: list[str] = []
        handed = crew._given
        monkeypatch.setattr(crew, "_given", lambda workers, filing, *more: (given.append(filing.name), handed(workers, filing, *more)))  # fmt: skip
        assert run(["collect", "-o", "汇总", "--resume", "--jobs", "1"]) == 0
        assert capsys.readouterr().out.startswith("应报 12，已报 8：无错 8，有错 0；未报 4\n")
        assert 1 <= len(given) < 8


@pytest.mark.thorough
def test_a_worker_of_another_version_or_without_the_program_is_not_used(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 4.0)
    large(2)
    for name, text in {"旧": "__version__ = '0.0.9'\n", "空": "raise ImportError('none')\n"}.items():
        (folder.parent / name / "generator").mkdir(parents=True)
        (folder.parent / name / "generator" / "__init__.py").write_text(text, encoding="utf-8")
    with running(folder.parent / "云") as there:
        there.work(*ALONE, path=folder.parent / "旧")
        there.work(*ALONE, path=folder.parent / "空")
        assert run([*WORDS, "-o", "汇总", "--scheduler", there.address]) == 2
        err = capsys.readouterr().err
        assert re.search(
            r"警告\[S108\] tcp://127\.0\.0\.1:\d+ 的 zipingbao 是 0\.0\.9 版，这里是 \S+ 版，没有用它", err
        ), err
        assert re.search(r"警告\[S108\] tcp://127\.0\.0\.1:\d+ 没有装 zipingbao，没有用它", err), err
        assert f"错误[S107] {there.address} 那边 4 秒没有一个能用的工作进程" in err
        monkeypatch.undo()
        monkeypatch.chdir(folder)
        there.work(*ALONE)
        assert run([*WORDS, "-o", "汇总", "--scheduler", there.address]) == 0
        out, err = capsys.readouterr()
        assert out.startswith("应报 12，已报 2：无错 2，有错 0；未报 10\n") and err.count("警告[S108]") == 2, err
