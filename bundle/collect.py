"""The checkout in, a folder from which a Windows computer without a network installs the program out: `make bundle`.

Wheels for 64-bit Windows and CPython 3.10 to 3.13, in the versions that were tested (requirements/test.txt), and what is
double-clicked: `python bundle/collect.py FOLDER`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.10", "3.11", "3.12", "3.13")
WANTED = "[page,import]"
SCRIPTS = ("安装.cmd", "zipingbao.cmd", "zipingbao.pyw")
_PIN = re.compile(r"^(?P<pin>[A-Za-z0-9._-]+==[^\s\\;]+)\s*(?P<marker>;[^\\]*)?", re.MULTILINE)


def collect(folder: Path) -> None:
    """Fails where a wheel is lacking for one of the versions: nothing can be built on the computer that it goes to."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    _pip("wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels))
    with tempfile.TemporaryDirectory() as scratch:
        # pip asks this computer which libraries another one needs; uv asks for that one
        pins, wanted = Path(scratch) / "pins.txt", Path(scratch) / "wanted.txt"
        pins.write_text(_unhashed((ROOT / "requirements/test.txt").read_text(encoding="utf-8")), encoding="utf-8")
        for version in PYTHONS:
            of = ("--extra", "page", "--extra", "import", "-c", str(pins), *uv_target(version))
            _run("uv", "pip", "compile", str(ROOT / "pyproject.toml"), *of, "--no-header", "--quiet", "-o", str(wanted))
            _pip("download", "-r", str(wanted), "--no-deps", "-d", str(wheels), *_pip_target(version))
            wanted.unlink()
    for name in SCRIPTS:
        # cmd reads its scripts in the console's code page, and wants its own line ends
        script = (ROOT / "bundle" / name).read_text(encoding="utf-8")
        (folder / name).write_bytes(script.replace("\n", "\r\n").encode("gbk" if name.endswith(".cmd") else "utf-8"))
    shutil.copy(ROOT / "docs/page.md", folder / "说明.md")


def uv_target(version: str) -> tuple[str, ...]:
    return ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", version, "--only-binary", ":all:")


def _pip_target(version: str) -> tuple[str, ...]:
    return ("--only-binary=:all:", "--platform", "win_amd64", "--python-version", version, "--implementation", "cp")


def _unhashed(pins: str) -> str:
    return "".join(f"{one['pin']} {one['marker'] or ''}\n" for one in _PIN.finditer(pins))


def _pip(*words: str) -> None:
    _run(sys.executable, "-m", "pip", *words, "--quiet", "--disable-pip-version-check")


def _run(*command: str) -> None:
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    subprocess.run(command, check=True, env={**os.environ, "PATH": beside})  # noqa: S603 - pip and uv


if __name__ == "__main__":
    collect(Path(sys.argv[1]))
