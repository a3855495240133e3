"""Random whole departments whose figures agree: nothing may be found fault with but what rounding leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from departments import as_file
from effort import examples
from hypothesis import given, settings
from random_departments import PACKS, whole_departments

from generator.diagnostic import Severity
from generator.pipeline import Settings, check

DEPARTMENTS = examples(2000, 40)
"""In all; each of the packs has its part."""


@pytest.mark.parametrize("names", PACKS, ids="＋".join)
def test_nothing_is_found_in_figures_that_agree(tmp_path: Path, names: tuple[str, ...]) -> None:
    path = tmp_path / "任意.yaml"

    @given(text=whole_departments(names).map(as_file))
    @settings(max_examples=-(-DEPARTMENTS // len(PACKS)))
    def clean(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        found = [one for one in check(path, Settings()).diagnostics if one.weight is not Severity.NOTE]
        assert [f"{one.place.line} {one.code.id} {one.message}" for one in found] == []

    clean()
