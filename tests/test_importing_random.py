"""Random whole departments, printed as DOCX, in; every figure that import reads out of them is one of theirs."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from departments import as_file
from hypothesis import given, settings
from random_departments import PACKS, whole_departments

from benchmarks.printed import figure_at
from generator.importing.found import CONTROL
from generator.intake import take
from generator.pipeline import Settings, build, read

TEMPLATES = ("国家/部门决算公开表", "四川/部门决算公开")
DEPARTMENTS = 600
ROUNDED = Decimal(150)
"""元 by which what is printed in 万元 with two decimals may differ from what was worked out."""
ROUNDED_RATE = Decimal("0.0001")
"""The same of a rate that is printed in % with two decimals."""


@pytest.mark.thorough
@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_is_read_that_is_not_there(template: str, tmp_path: Path) -> None:
    source, report = tmp_path / "任意.yaml", tmp_path / "任意.docx"
    settings_ = Settings(template=template)

    @given(text=whole_departments(next(names for names in PACKS if template in names)).map(as_file))
    @settings(max_examples=-(-DEPARTMENTS // len(TEMPLATES)))
    def same(text: str) -> None:
        source.write_text(text, encoding="utf-8")
        report.write_bytes(build(source, settings_, ("docx",)).reports[0].files["docx"])
        figures = read(source, settings_).figures[0][1]
        made = take((report,), settings_).made
        if made is None:
            return  # a department without a table or a fixed sentence
        assert made.doubled == ()
        for path, value in made.settled.values.items():
            there = figure_at(figures, path) if not path[0].startswith(CONTROL) else None
            if there is not None and value.amount is not None:
                told = {one.value for one in (there, there.control) if one is not None}
                rate = there.unit.dimension == "rate"
                read_, slack = (value.amount / 100, ROUNDED_RATE) if rate else (value.amount, ROUNDED)
                assert any(abs(one - read_) <= slack for one in told), (path, value.text)

    same()
