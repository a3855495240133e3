"""A pack's sample with a sentence that its template begins as well in; the words that stand twice, or silence, out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pipeline import Settings, build, check

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
SICHUAN, HUNAN, GANSU = "四川/部门决算公开", "湖南/部门决算公开", "甘肃/部门绩效自评工作总结"


def spoilt(pack: str, key: str, added: str, folder: Path) -> Path:
    """The sample with the first value of `key` beginning with what is `added`."""
    text = (TEMPLATES / pack / "sample" / "input.yaml").read_text(encoding="utf-8")
    new, count = re.subn(rf"(?<=\b{key}: )(?=[^\s|>\[{{])", added, text, count=1)
    assert count == 1
    path = folder / "一份.yaml"
    path.write_text(new, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("pack", "key", "added", "twice"),
    [
        (HUNAN, "差异原因", "主要原因是", "主要原因是"),
        (HUNAN, "差异原因", "原因是", "原因是"),
        (HUNAN, "差异原因", "因为", "因为"),
        (HUNAN, "差异原因", "由于", "由于"),
        (HUNAN, "差异原因", "年中", None),
        (SICHUAN, "用途", "主要用于", "主要用于"),
        (SICHUAN, "用途", "用于", "用于"),
        (SICHUAN, "用途", "各类", None),
        (SICHUAN, "释义", "指", "指"),
        (SICHUAN, "释义", "行政运行：指", "行政运行：指"),
        (SICHUAN, "释义", "指导和", None),
    ],
)
def test_what_the_template_has_said_is_told_where_it_was_typed(
    pack: str, key: str, added: str, twice: str | None, tmp_path: Path
) -> None:
    found = [one for one in check(spoilt(pack, key, added, tmp_path), Settings()).diagnostics if one.code.id == "T120"]
    assert [one.place.text for one in found] == ([twice] if twice else [])


def test_book_marks_are_printed_once(tmp_path: Path) -> None:
    text = (TEMPLATES / GANSU / "sample" / "input.yaml").read_text(encoding="utf-8")
    new, count = re.subn(r"\{名称: ([^《》,}\n]+), 文号", r"{名称: 《\1》, 文号", text, count=1)
    assert count == 1
    path = tmp_path / "一份.yaml"
    path.write_text(new, encoding="utf-8")
    built = build(path, Settings(notes=False), ("md",))
    assert built.diagnostics == ()
    assert built.reports[0].files["md"] == (TEMPLATES / GANSU / "sample" / "expected.md").read_bytes()
