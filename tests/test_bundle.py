"""The folder for computers without a network: every wheel is there for each Python, and what is double-clicked can be read."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "bundle"))
from collect import PYTHONS, SCRIPTS, WANTED, collect, uv_target


@pytest.mark.thorough
def test_everything_installs_without_a_network(tmp_path: Path) -> None:
    collect(tmp_path)
    for version in PYTHONS:
        order = ["install", "--no-index", "--find-links", str(tmp_path / "wheels"), "--target", str(tmp_path / version)]
        done = subprocess.run(
            [str(Path(sys.executable).with_name("uv")), "pip", *order, *uv_target(version), f"zipingbao{WANTED}"],
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        there = {one.name.partition("-")[0].lower() for one in (tmp_path / version).glob("*.dist-info")}
        assert there >= {"zipingbao", "starlette", "uvicorn", "pdfplumber", "python_calamine", "pyyaml"}
    assert {one.name for one in tmp_path.iterdir()} >= {*SCRIPTS, "说明.md"}
    assert "\r\n" in (tmp_path / "安装.cmd").read_bytes().decode("gbk")


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_double_clicked_can_be_read(name: str) -> None:
    text = (ROOT / "bundle" / name).read_text(encoding="utf-8")
    text.encode("gbk")
    if name.endswith(".pyw"):
        ast.parse(text)
    assert "zipingbao" in text
