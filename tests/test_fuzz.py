"""The program that damages the project's own files (benchmarks/fuzz.py): nothing escapes, and what would is found."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from benchmarks import fuzz
from benchmarks.garbling import DAMAGES, damaged
from benchmarks.shrinking import shrunk
from benchmarks.specimens import PACK, REPORT, Specimens, specimens

FILES = 4000 if os.environ.get("CI") else 120
"""The benchmark tries as many as one asks for."""
SEED = 20260101


@pytest.fixture(scope="module")
def ones() -> Specimens:
    return specimens()


def test_nothing_escapes_from_damaged_files(ones: Specimens, tmp_path: Path) -> None:
    found = fuzz.first_failure(ones, SEED, range(FILES))
    assert found is None, fuzz.written(found, SEED, tmp_path)


def test_every_sort_of_file_is_damaged(ones: Specimens) -> None:
    names = [one.name for one in (*ones.reports, *ones.packs)]
    assert len(names) == len(set(names))
    for begin in (
        "inputs/",
        "tests/cases/reading/",
        "tests/cases/packs/",
        "templates/国家/公文/",
        "templates/国家/部门决算/",
    ):
        assert any(name.startswith(begin) for name in names)
    assert {one.target.rpartition(".")[2] for one in ones.packs} == {"yaml", "j2"}
    assert {one.target for one in ones.reports} == {REPORT}
    assert all(one.target.startswith(PACK) and REPORT in dict(one.around) for one in ones.packs)


def test_a_number_gives_the_same_file_each_time(ones: Specimens) -> None:
    assert fuzz.case(ones, SEED, 7) == fuzz.case(ones, SEED, 7)
    assert len({fuzz.case(ones, SEED, number).data for number in range(50)}) > 40


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_each_damage_changes_a_text(damage: object) -> None:
    text = "版本: 1\n单位:\n  名称: 示例局\n数据: {受理: 12.5件}\n"
    made = {damage(text, Random(number), "落款: 无\n项目: []\n") for number in range(40)}  # type: ignore[operator]  # noqa: S311
    assert len(made - {text}) > 1
    assert damage("", Random(1), "") is not None  # type: ignore[operator]  # noqa: S311


def test_bytes_are_damaged_as_well() -> None:
    made = {damaged("版本: 1\n".encode(), str(number), b"") for number in range(400)}
    assert any(data.startswith(b"\xef\xbb\xbf") for data in made)
    broken = 0
    for data in made:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            broken += 1
    assert broken > 4


def test_what_escapes_is_found_and_made_small(ones: Specimens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(path: Path, *rest: object) -> object:
        if "：".encode() in path.read_bytes():
            raise IndexError("tuple index out of range")
        return check(path, *rest)  # type: ignore[arg-type]

    check = fuzz.check
    monkeypatch.setattr(fuzz, "check", raising)
    found = fuzz.first_failure(ones, SEED, range(60))
    assert found is not None
    told = fuzz.written(found, SEED, tmp_path / "out")
    assert told.endswith(f"--first {found.case.number}, {tmp_path / 'out'}/{SEED}-{found.case.number}-x.yaml\n")
    assert next((tmp_path / "out").iterdir()).read_text(encoding="utf-8") == "："


def test_what_takes_too_long_is_found(ones: Specimens, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(path: Path, *rest: object) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    monkeypatch.setattr(fuzz, "check", slow)
    found = fuzz.first_failure(ones, SEED, range(20))
    assert found is not None and found.kind == "TooMuch"


def test_a_failing_file_is_made_as_small_as_it_goes() -> None:
    assert shrunk("甲\n乙丙\n丁\n".encode(), lambda data: "丙".encode() in data, 10) == "丙".encode()
    assert shrunk(b"a\xffb", lambda data: b"\xff" in data, 10) == b"\xff"
