"""Every example of docs/dialect.md is sound, and the page names every block and attribute that there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dialect_style import NUMBERING

from generator.dialect import parse
from generator.dialect.fences import SPECS
from generator.dialect.headings import HEADING_ATTRIBUTES, TITLE_ATTRIBUTES
from generator.source import Source

PAGE = (Path(__file__).parent.parent / "docs" / "dialect.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"(?ms)^```markdown\n(.*?)^```$", PAGE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples(example: str) -> None:
    text = re.sub(r"\{\{.*?\}\}", "\ufdd00\ufdd1", example)
    document, found = parse(Source("例", text), ("值",), NUMBERING, title="", author="", date="")
    assert found == () and document is not None and document.blocks


def test_nothing_is_left_out() -> None:
    assert len(EXAMPLES) > 10
    for name, spec in SPECS.items():
        assert f"::: {name}" in PAGE
        for attribute in spec.attributes:
            assert f"{attribute}=" in PAGE or f"`{attribute}`" in PAGE
    for attribute in HEADING_ATTRIBUTES + TITLE_ATTRIBUTES:
        assert "{" + attribute in PAGE
