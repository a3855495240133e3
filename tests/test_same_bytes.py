"""The samples in, built again and again on what pretends to be another machine: the same bytes out every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.pipeline import Settings, build

ROOT = Path(__file__).resolve().parent.parent
INPUTS = sorted((ROOT / "inputs").glob("*.yaml"))
CORE = "docProps/core.xml"


@dataclass(frozen=True)
class Machine:
    """What may differ between two computers, or between two runs on one."""

    variables: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    umask: int = 0o022
    at_root: bool = True
    """Whether the command is given in the repository with relative paths, or elsewhere with absolute ones."""


PLAIN = Machine({"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "TZ": "UTC"})
OTHERS = {
    "again": PLAIN,
    "far east, no locale": Machine({"LC_ALL": "C", "PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"}, umask=0o077),
    "far west, elsewhere": Machine(
        {"LC_ALL": "POSIX", "PYTHONHASHSEED": "4294967295", "TZ": "Pacific/Honolulu"}, at_root=False
    ),
    "missing locale, no zone": Machine({"LANG": "tr_TR.ISO-8859-9", "PYTHONHASHSEED": "random", "TZ": ":nowhere"}),
    "missing locale, optimised": Machine({"LANG": "zh_CN.GB18030"}, ("-OO",), umask=0o000, at_root=False),
}


def built(machine: Machine, folder: Path) -> dict[str, bytes]:
    """Every sample's files by name, in one run of the command."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"
    folder.mkdir()
    inputs = [path.relative_to(ROOT) if machine.at_root else path for path in INPUTS]
    ran = subprocess.run(
        [sys.executable, *machine.options, "-c", code, "build", *map(str, inputs), "-o", str(folder)],
        cwd=ROOT if machine.at_root else folder,
        env={**kept, **machine.variables},
        umask=machine.umask,
        capture_output=True,
    )
    assert ran.returncode == 0, ran.stderr.decode("utf-8", "replace")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(PLAIN, tmp_path_factory.mktemp("usual") / "out")


@pytest.mark.thorough
def test_every_sample_has_both_formats(usual: dict[str, bytes]) -> None:
    names = [
        f"{path.stem}-{one.title}" if one.several else path.stem
        for path in INPUTS
        for one in build(path, Settings(), ("md",)).reports
    ]
    assert sorted(usual) == sorted(f"{name}.{ending}" for name in names for ending in ("docx", "md"))


@pytest.mark.thorough
@pytest.mark.parametrize("machine", list(OTHERS))
def test_the_same_bytes_anywhere(machine: str, usual: dict[str, bytes], tmp_path: Path) -> None:
    other = built(OTHERS[machine], tmp_path / "out")
    assert [name for name in usual if other.get(name) != usual[name]] == []


@pytest.mark.thorough
def test_source_date_epoch_sets_the_date_and_nothing_else(usual: dict[str, bytes], tmp_path: Path) -> None:
    """reproducible-builds.org/docs/source-date-epoch: 1700000000 is 2023-11-14T22:13:20Z."""
    built(Machine({**PLAIN.variables, "SOURCE_DATE_EPOCH": "1700000000"}), tmp_path / "dated")
    for name, before in usual.items():
        after = (tmp_path / "dated" / name).read_bytes()
        if name.endswith(".md"):
            assert after == before
            continue
        (tmp_path / name).write_bytes(before)
        old, new = parts(tmp_path / name), parts(tmp_path / "dated" / name)
        assert list(old) == list(new)
        assert [part for part in old if old[part] != new[part]] == [CORE]
        dates = set(re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", new[CORE].decode("utf-8")))
        assert dates == {"2023-11-14T22:13:20Z"}
        assert undated(old[CORE]) == undated(new[CORE])


def test_entries_carry_no_time_and_no_system(usual: dict[str, bytes], tmp_path: Path) -> None:
    """Another zlib may deflate differently; all else of the container is the same everywhere."""
    for name, data in usual.items():
        if name.endswith(".docx"):
            (tmp_path / name).write_bytes(data)
            with zipfile.ZipFile(tmp_path / name) as archive:
                entries = archive.infolist()
            assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
            assert {(entry.date_time, entry.create_system, entry.external_attr) for entry in entries} == {
                ((1980, 1, 1, 0, 0, 0), 0, entries[0].external_attr)
            }


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def undated(core: bytes) -> str:
    """The properties without their dates and without the digest of the whole, which covers the dates."""
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "", core.decode("utf-8"))
    return re.sub(r"sha256=[0-9a-f]{64}", "", text)
