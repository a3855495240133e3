"""The checkout in, what a user gets out: the wheel, installed with its dependencies into an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

import pytest

from generator import __version__

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.thorough
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"


@dataclass(frozen=True)
class Installed:
    """The wheel, the program that it put in place, and a folder far from the checkout."""

    wheel: Path
    program: Path
    folder: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        away = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
        command = [str(self.program), *arguments]
        return subprocess.run(
            command, cwd=self.folder, env={**away, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8"
        )


def pip(*arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    ran = subprocess.run([sys.executable, "-m", "pip", *arguments, *quiet], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    home = tmp_path_factory.mktemp("wheel")
    pip("wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--wheel-dir", str(home / "dist"))
    (wheel,) = (home / "dist").iterdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home / "venv")], check=True)
    into = ("--python", str(home / "venv"), "install", "--no-compile")
    if os.environ.get("ZIPINGBAO_LATEST"):
        pip(*into, str(wheel))
    else:  # the versions that were tested; what the wheel itself asks for must be among them
        pip(*into, "--require-hashes", "-r", str(ROOT / "requirements/run.txt"))
        pip(*into, "--no-deps", str(wheel))
    pip("--python", str(home / "venv"), "check")
    folder = home / "某局" / "2024 年"
    folder.mkdir(parents=True)
    return Installed(wheel, home / "venv" / SCRIPTS / "zipingbao", folder)


def test_the_wheel_holds_the_program_and_its_packs_only(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "generator").rglob("*.py")}
    modules |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("generator/relations/*.yaml")}
    modules |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("generator/importing/*.yaml")}
    modules |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("generator/collect/queries/*.sql")}
    modules |= {path.relative_to(ROOT).as_posix() for path in ROOT.glob("generator/workplace/static/*")}
    files = (path for path in (ROOT / "templates").rglob("*") if path.is_file())
    packs = {f"generator/{path.relative_to(ROOT).as_posix()}" for path in files}
    assert names == modules | packs


def test_the_wheel_says_what_it_is(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        about = message_from_bytes(archive.read(name))
        scripts = archive.read(name.replace("METADATA", "entry_points.txt")).decode("utf-8")
    assert (about["Name"], about["Version"]) == ("zipingbao", __version__)
    assert scripts == "[console_scripts]\nzipingbao = generator.cli:main\n"
    needed = [line for line in about.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert needed, "the program's dependencies are not named"


def test_the_installed_program_tells_its_version_and_packs(installed: Installed) -> None:
    version = installed.run("--version")
    assert (version.returncode, version.stdout, version.stderr) == (0, f"zipingbao {__version__}\n", "")
    listed = installed.run("templates")
    packs = {path.parent.relative_to(ROOT / "templates").as_posix() for path in ROOT.glob("templates/*/*/pack.yaml")}
    assert (listed.returncode, listed.stderr) == (0, "")
    assert packs >= {line.split()[0] for line in listed.stdout.splitlines()[1:]} != set()


@pytest.mark.parametrize("sample", sorted((ROOT / "inputs").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_installed_program_builds_a_report(installed: Installed, sample: Path, tmp_path: Path) -> None:
    """What it writes is byte for byte what the checkout writes."""
    (installed.folder / "报告.yaml").write_bytes(sample.read_bytes())
    built = installed.run("build", "报告.yaml", "--force")
    assert built.returncode == 0, built.stderr
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"
    (tmp_path / "报告.yaml").write_bytes(sample.read_bytes())
    subprocess.run([sys.executable, "-c", code, "build", "报告.yaml"], cwd=tmp_path, check=True, capture_output=True)
    written = sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".docx", ".md"))
    assert len(written) >= 2
    for name in written:
        assert (installed.folder / name).read_bytes() == (tmp_path / name).read_bytes()
