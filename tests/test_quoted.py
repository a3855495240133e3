"""The report's own sentences, typed once more: silent where nothing was changed, told where a figure was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from effort import some

from benchmarks.retelling import retold, sentences
from generator.diagnostic import Severity
from generator.pipeline import Settings, check

ROOT = Path(__file__).resolve().parent.parent
FILES = [*sorted((ROOT / "inputs").glob("*.yaml")), *sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))]
NUMBER = re.compile(r"(?<![\d.,A-Za-z第〔—-])\d[\d,]*\.\d+(?=万元|%)")
"""An amount or a rate with decimals: of 3个 another count may well be said elsewhere."""
NOTICED = 0.8


def findings(path: Path, paragraphs: list[str], folder: Path) -> set[tuple[str, str]]:
    file = folder / path.name
    file.write_text(retold(path, paragraphs), encoding="utf-8")
    found = check(file, Settings()).diagnostics
    return {(one.code.id, one.message) for one in found if one.weight is not Severity.NOTE}


def spoilt(paragraph: str, random: Random) -> Iterator[str]:
    """Each such number with one digit that is another one."""
    for match in NUMBER.finditer(paragraph):
        at = random.choice([place for place in range(*match.span()) if paragraph[place].isdigit()])
        other = random.choice([sign for sign in "123456789" if sign != paragraph[at]])
        yield paragraph[:at] + other + paragraph[at + 1 :]


@pytest.mark.parametrize("path", some(FILES, 4), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_report_says_itself_may_be_said_again(path: Path, tmp_path: Path) -> None:
    own = sentences(path)
    if not own:
        return  # a form has tables alone
    before = findings(path, ["照常工作。"], tmp_path)
    right = findings(path, own, tmp_path)
    assert right - before == set()
    random = Random(path.name)  # noqa: S311
    wrong = [[*own[:at], new, *own[at + 1 :]] for at, one in enumerate(own) for new in spoilt(one, random)]
    chosen = some(wrong, 4)
    noticed = [bool(findings(path, one, tmp_path) - right) for one in chosen]
    assert sum(noticed) >= NOTICED * len(noticed) - 1, [
        new for new, seen in zip(chosen, noticed, strict=True) if not seen
    ]
