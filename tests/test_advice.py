"""The line that a message advises in, put in the place of the wrong one; the file read without that finding out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from case_files import case_files

from generator.diagnostic import Diagnostic
from generator.load import load_bytes
from generator.pipeline import Settings, check
from generator.source import Source

FILES = case_files("reading")
CELLS = {
    "¥252,500.00": "252,500.00",
    "￥ 252,500.00元": "252,500.00元",
    "RMB 1,000": "1,000",
    "¥ -": "0",
    "120,5": "120.5",
    "1.234,50": "1234.50",
    "1,23,456": "123456",
}
HEAD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n项目:\n  - 名称: 热线\n"
AS_DETAIL = "    支出明细:\n      电费: {}\n"
AS_CELL = "    支出明细: |\n      支出内容\t金额（元）\n      水费\t1.00\n      电费\t {} \n"


def advised(one: Diagnostic) -> str:
    """The whole line of 改为 …, with its indentation; "" where it is cut short or two are offered."""
    match = re.fullmatch(
        r"改为 (?P<line>.+?)(?:（(?:行首空 (?P<depth>\d+) 格|(?P<flush>顶格写))）)?(?:；.*)?", one.help
    )
    if match is None or "…" in match["line"] or "U+" in match["line"] or "\n" in one.place.text:
        return ""
    before = one.place.source.line_text(one.place.line)
    same = len(before) - len(before.lstrip(" "))
    return " " * (int(match["depth"]) if match["depth"] else 0 if match["flush"] else same) + match["line"]


def followed(source: Source, one: Diagnostic, line: str) -> str:
    lines = source.text.split("\n")
    lines[one.place.line - 1] = line
    return "\n".join(lines)


def cases() -> Iterator[tuple[Path, str]]:
    for path in FILES:
        source, found = load_bytes(path.read_bytes(), path.name)[1:]
        if source is not None and any(advised(one) for one in found):
            yield path, path.stem


CASES = list(cases())


def test_most_cases_are_advised_a_line() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("path", [path for path, _ in CASES], ids=[name for _, name in CASES])
def test_the_advised_line_is_read(path: Path) -> None:
    _, source, found = load_bytes(path.read_bytes(), path.name)
    assert source is not None
    for one in found:
        line = advised(one)
        if line:
            _, _, left = load_bytes(followed(source, one, line).encode(), path.name)
            assert (one.code.id, one.place.line) not in [(other.code.id, other.place.line) for other in left], line


@pytest.mark.parametrize("form", [AS_DETAIL, AS_CELL], ids=["detail", "cell"])
@pytest.mark.parametrize("written", CELLS)
def test_the_advised_amount_is_read(written: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + form.format(written), encoding="utf-8")
    found = [one for one in check(path, Settings()).diagnostics if one.code.id == "V205"]
    if form == AS_CELL and written in ("¥252,500.00", "￥ 252,500.00元"):  # as a cell of a currency is copied
        assert found == []
        return
    (one,) = found
    assert f"电费: {CELLS[written]}" in one.help or re.search(
        rf"电费\s+{re.escape(CELLS[written])}(?![\d元])", one.help
    )
    path.write_text(HEAD + form.format(CELLS[written]), encoding="utf-8")
    assert [other for other in check(path, Settings()).diagnostics if other.code.id == "V205"] == []
