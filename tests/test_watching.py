"""A file that is saved while `check --watch` runs is checked again; Ctrl+C ends it (a real process)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from case_files import CASES, printed

GOOD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


def test_saved_files_are_checked_again(tmp_path: Path) -> None:
    path, part, log = tmp_path / "x.yaml", tmp_path / "热线.yaml", tmp_path / "log"
    good = printed(GOOD, tmp_path)
    path.write_text(good + "项目: [{文件: 热线.yaml}]\n", encoding="utf-8")
    part.write_text("名称: 热线\n资金: {全年预算: 10, 执行: 9.5}\n", encoding="utf-8")
    command = [sys.executable, "-m", "generator.cli", "check", "--watch", "--format", "concise", "x.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(CASES.parent.parent), "PYTHONUTF8": "1"}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=out, preexec_fn=_heeding)
        try:
            assert "x.yaml：没有发现问题（印一行 1，来自 印一行，摘要 " in _waited(log, 1)
            part.write_text("名称: 热线\n资金: {全年预算: 10, 执行: 9.5, 结余: 1}\n", encoding="utf-8")
            assert "热线.yaml:2:" in _waited(log, 2)
            path.unlink()
            assert "Y101" in _waited(log, 3)
            path.write_text(good, encoding="utf-8")
            assert _waited(log, 4).count("没有发现问题") == 2
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
        finally:
            process.kill()


def _heeding() -> None:
    """Whoever starts the tests in the background has them ignore Ctrl+C; a terminal does not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _waited(log: Path, rounds: int) -> str:
    """What was said by the end of so many checks."""
    for _ in range(200):
        said = log.read_text(encoding="utf-8")
        if said.count("查完，保存后会再查") >= rounds:
            return said
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))
