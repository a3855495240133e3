"""The program in a process of its own under another encoding of file names than UTF-8; that it finds all the same, out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from effort import some

from generator.library import list_packs
from generator.pipeline import Settings, build

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "inputs" / "zipingbiao-2024.yaml"
"""Its pack inherits another, and its templates have Chinese names."""
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the names of files in characters"),
    pytest.mark.thorough,
]


@pytest.fixture(scope="module", params=some(["gb18030", "ascii"], 1))
def locale(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Python takes names of files for ASCII, or for GB18030 as old Chinese systems have them."""
    plain = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C"}
    if request.param == "gb18030":
        folder = tmp_path_factory.mktemp("locale")
        command = shutil.which("localedef")
        if command is None:
            pytest.skip("localedef is not installed")
        subprocess.run([command, "-i", "zh_CN", "-f", "GB18030", str(folder / "zh_CN.GB18030")], capture_output=True)
        plain |= {"LOCPATH": str(folder), "LC_ALL": "zh_CN.GB18030"}
    environment = {**os.environ, **plain}
    found = run(environment, "-c", "import sys; print(sys.getfilesystemencoding())").strip()
    if found != request.param:
        pytest.skip(f"this system keeps names of files in {found}")
    return environment


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, encoding="utf-8", cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_report_is_built_with_the_packs_that_come_with_the_program(locale: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    shutil.copy(SAMPLE, path)
    run(locale, "-m", "generator.cli", "build", str(path))
    (one,) = build(path, Settings(), ("md",)).reports
    assert (tmp_path / "report.md").read_bytes() == one.files["md"]
    assert (tmp_path / "report.docx").is_file()


def test_packs_are_listed_and_shown_by_their_names(locale: dict[str, str]) -> None:
    listed = run(locale, "-m", "generator.cli", "templates")
    assert [line.split()[0] for line in listed.splitlines()[1:]] == [pack.name for pack in list_packs(Settings())]
    name = "国家/项目支出绩效自评表"
    assert f"名称：{name}\n" in run(locale, "-m", "generator.cli", "templates", name)
