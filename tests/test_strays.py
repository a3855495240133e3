"""Keys that nobody knows: told one by one as far as a clerk reads on, in a time that grows with the file and no faster."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.pipeline import Settings, read

HEAD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


def rows(row: str, count: int) -> str:
    return HEAD + "项目:\n" + "".join(row.format(number) for number in range(count))


def calls(path: Path, text: str) -> int:
    path.write_text(text, encoding="utf-8")
    profile = cProfile.Profile()
    profile.runcall(read, path, Settings())
    stats = pstats.Stats(profile)
    return int(stats.total_calls)  # type: ignore[attr-defined]  # not in the stubs


def test_of_many_unknown_keys_the_rest_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "一份.yaml"
    path.write_text(HEAD + "".join(f"键{number}: 1\n" for number in range(1000)), encoding="utf-8")
    found = read(path, Settings(), path.name).diagnostics
    assert len(found) == 101
    assert (found[-1].place.line, found[-1].message) == (106, "文件最外层另有 900 个不认识的键")


@pytest.mark.thorough
@pytest.mark.parametrize(
    "text",
    [
        lambda count: rows("  - {{名称: 甲{0}, 资今: 1}}\n", count),
        lambda count: rows("  - {{名称: 甲{0}, 资金: {{全年预算: 2,91.54}}}}\n", count),
        lambda count: HEAD + "".join(f"键{number}: 1\n" for number in range(count)),
    ],
    ids=["slip of a key in every row", "cut number in every row", "unknown keys"],
)
def test_twice_as_many_take_twice_the_time(text: Callable[[int], str], tmp_path: Path) -> None:
    path = tmp_path / "一份.yaml"
    calls(path, text(10))  # what is only done once
    assert calls(path, text(800)) < 2.3 * calls(path, text(400))
