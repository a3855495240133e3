"""Two reports in, what `diff` says of them out; and that no report differs from itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from case_files import CASES
from conftest import ROOT

from generator.changes import Change, Wordings, differences
from generator.cli.comparing import _said
from generator.packs import full_record
from generator.pipeline import Settings, check

GOLDEN = Path(__file__).parent / "golden" / "changes.txt"
PAIRS = sorted((CASES / "changes").glob("*.old.yaml"))


def said(old: Path, new: Path) -> str:
    (_, before), (pack, after) = check(old, Settings()).figures[0], check(new, Settings()).figures[0]
    found = differences(before, after, full_record((pack,)), Wordings(pack.wording, pack.wording))
    return "".join(_said(found))


def test_what_is_said() -> None:
    parts = [
        f"== {old.name.removesuffix('.old.yaml')}\n{said(old, old.with_name(old.name.replace('.old.', '.new.')))}"
        for old in PAIRS
    ]
    text = "\n".join(parts)
    if os.environ.get("ZIPINGBAO_REWRITE"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "inputs").glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_differs_from_itself(path: Path) -> None:
    assert said(path, path) == ""


@pytest.mark.parametrize("old", PAIRS, ids=lambda path: path.name.removesuffix(".old.yaml"))
def test_there_and_back(old: Path) -> None:
    """As much is said either way."""
    new = old.with_name(old.name.replace(".old.", ".new."))
    assert len(said(old, new).split("\n")) == len(said(new, old).split("\n"))


def test_of_a_long_line_what_surrounds_the_difference_is_shown() -> None:
    old, new = "甲" * 20_000 + "乙" + "丙" * 20_000, "甲" * 20_000 + "丁" + "丙" * 20_000
    text = "".join(_said((Change("名" * 5_000, old, new),)))
    assert "甲乙丙" in text and "甲丁丙" in text
    assert len(text) < 4_000
    short = "甲" * 900
    assert f"+ {short}" in "".join(_said((Change("职能", "乙", short),)))
