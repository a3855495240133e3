"""A command line as a shell hands it over for completion in, what it offers out (real processes, real bash)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT


def offered(*words: str) -> list[str]:
    line = " ".join(words)
    environment = {
        **os.environ,
        "_ZIPINGBAO_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "generator.cli"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", cwd=ROOT, check=True)
    assert not done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("zipingbao", "ch"), ["plain,check"]),
        (("zipingbao", "check", "inputs/w"), ["file,inputs/w"]),
        (("zipingbao", "check", "--format", "j"), ["plain,json", "plain,junit"]),
        (("zipingbao", "build", "--templates", "t"), ["dir,t"]),
        (("zipingbao", "new", "甘肃/项"), ["plain,甘肃/项目自评报告"]),
        (("zipingbao", "new", "项目自评报告"), ["plain,甘肃/项目自评报告"]),
        (("zipingbao", "explain", "p101"), ["plain,P101"]),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, tuple) else "",
)
def test_offered(words: tuple[str, ...], expected: list[str]) -> None:
    assert offered(*words) == expected


def test_every_command_and_option_is_offered() -> None:
    assert {"plain,build", "plain,check", "plain,new", "plain,schema"} <= set(offered("zipingbao", ""))
    assert {"plain,--strict", "plain,--format", "plain,--help"} <= set(offered("zipingbao", "check", "--"))


def test_the_script_for_bash_can_be_sourced() -> None:
    bash = shutil.which("bash")
    assert bash is not None
    environment = {**os.environ, "_ZIPINGBAO_COMPLETE": "bash_source"}
    script = subprocess.run(
        [sys.executable, "-m", "generator.cli"], env=environment, capture_output=True, encoding="utf-8", check=True
    ).stdout
    done = subprocess.run([bash, "-c", script + "complete -p zipingbao"], capture_output=True, encoding="utf-8")
    assert "_zipingbao_completion zipingbao" in done.stdout, done.stderr
