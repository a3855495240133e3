"""The report's own sentences, typed once more: silent where nothing was changed, told where a figure was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import yaml
from effort import some

from generator.diagnostic import Severity
from generator.pipeline import Settings, build, check

ROOT = Path(__file__).resolve().parent.parent
FILES = [*sorted((ROOT / "inputs").glob("*.yaml")), *sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))]
NUMBER = re.compile(r"(?<![\d.,A-Za-z第〔—-])\d[\d,]*\.\d+(?=万元|%)")
"""An amount or a rate with decimals: of 3个 another count may well be said elsewhere."""
MONEY_OR_RATE = re.compile(r"\d(?:万元|元|%)")
NUMBERED = re.compile(r"^(?:\d{1,2}[.、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[是、])")
TYPED = 12
"""So many characters that stand in the file were typed there."""
NOTICED = 0.8


def sentences(path: Path) -> list[str]:
    """The paragraphs of a report that have an amount or a rate and were not typed in the file."""
    typed = path.read_text(encoding="utf-8")
    found: list[str] = []
    for report in build(path, Settings(), ("md",)).reports:
        for line in report.files["md"].decode("utf-8").split("\n"):
            plain = NUMBERED.sub("", re.sub(r"[*\\_`]", "", line.strip()))
            text = (
                not line.startswith(("#", "|", ">", "<", "!", "-"))
                and "一是" not in plain
                and plain[:TYPED] not in typed
            )
            if text and MONEY_OR_RATE.search(plain):
                found.append(plain)
    return list(dict.fromkeys(found))


def findings(path: Path, data: dict[str, object], paragraphs: list[str], folder: Path) -> set[tuple[str, str]]:
    work = data.get("年度工作")
    typed = {**data, "年度工作": {**(work if isinstance(work, dict) else {}), "完成情况": paragraphs}}
    file = folder / path.name
    file.write_text(yaml.safe_dump(typed, allow_unicode=True, sort_keys=False, width=100_000), encoding="utf-8")
    found = check(file, Settings()).diagnostics
    return {(one.code.id, one.message) for one in found if one.weight is not Severity.NOTE}


def spoilt(paragraph: str, random: Random) -> Iterator[str]:
    """Each such number with one digit that is another one."""
    for match in NUMBER.finditer(paragraph):
        at = random.choice([place for place in range(*match.span()) if paragraph[place].isdigit()])
        other = random.choice([sign for sign in "123456789" if sign != paragraph[at]])
        yield paragraph[:at] + other + paragraph[at + 1 :]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_report_says_itself_may_be_said_again(path: Path, tmp_path: Path) -> None:
    own = sentences(path)
    if not own:
        return  # a form has tables alone
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts alone
    before = findings(path, data, ["照常工作。"], tmp_path)
    right = findings(path, data, own, tmp_path)
    assert right - before == set()
    random = Random(path.name)  # noqa: S311
    wrong = [[*own[:at], new, *own[at + 1 :]] for at, one in enumerate(own) for new in spoilt(one, random)]
    chosen = some(wrong, 12)
    noticed = [bool(findings(path, data, one, tmp_path) - right) for one in chosen]
    assert sum(noticed) >= NOTICED * len(noticed) - 1, [
        new for new, seen in zip(chosen, noticed, strict=True) if not seen
    ]
