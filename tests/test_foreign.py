"""Files of others, damaged or made to do harm, in; each is read or told, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import foreign

SMALL = ("密码.xlsx", "密码.docx", "宏.xlsm", "外链.xlsx", "百万空行.xlsx", "空.pdf", "假.pdf", "长行.md", "括号.csv")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign.portable, "MOST_SECONDS", 2)


def test_hostile_files_are_told(tmp_path: Path) -> None:
    tally = foreign.Tally()
    for name, data in foreign.hostile(SMALL):
        (tmp_path / name).write_bytes(data)
        foreign.read(tmp_path / name, tally, name)
    assert tally.raised == []
    assert tally.outcomes["说明"] >= 6


@pytest.mark.thorough
def test_damaged_files_are_told(tmp_path: Path) -> None:
    assert foreign.run(150, 7, tmp_path).raised == []
