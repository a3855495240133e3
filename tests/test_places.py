"""Many findings in one text: each at its own characters, however the file writes the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import Settings, check

INPUT = (Path(__file__).resolve().parent.parent / "inputs" / "minimal.yaml").read_text(encoding="utf-8")
SENTENCE = "大厅全年正常运转，窗口服务不断档。"
DOUBLED = "办件很多，，没有积压。"
TIMES = 40


def found(tmp_path: Path, text: str) -> list[tuple[int, int, str]]:
    path = tmp_path / "x.yaml"
    path.write_text(INPUT.replace(SENTENCE, text), encoding="utf-8")
    places = [one.place for one in check(path, Settings()).diagnostics if "，，" in one.message]
    return [(place.line, place.column, place.text) for place in places]


@pytest.mark.parametrize("mark", ["", '"', "'"])
def test_in_one_line(tmp_path: Path, mark: str) -> None:
    assert SENTENCE in INPUT
    line = next(number for number, one in enumerate(INPUT.split("\n"), 1) if SENTENCE in one)
    start = INPUT.split("\n")[line - 1].index(SENTENCE) + 1 + len(mark)
    wanted = [(line, start + at * len(DOUBLED) + 4, "，，") for at in range(TIMES)]
    assert found(tmp_path, mark + DOUBLED * TIMES + mark) == wanted


def test_in_a_text_of_many_lines(tmp_path: Path) -> None:
    line = next(number for number, one in enumerate(INPUT.split("\n"), 1) if SENTENCE in one)
    text = "|\n" + f"      {DOUBLED}\n" * TIMES
    assert found(tmp_path, text.rstrip("\n")) == [(line + 1 + at, 11, "，，") for at in range(TIMES)]
