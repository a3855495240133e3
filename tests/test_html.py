"""Reports as HTML pages: one whole page as text, what a validator of HTML says of all of them, and that nothing can run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import EDITOR, ROOT
from effort import some
from official_style import OFFICIAL
from word_sample import SAMPLE, runs

from generator.document import Block, Document, Heading, Paragraph, Run, Table, Title
from generator.pipeline import Settings, build
from generator.writers.html import write_html

GOLDEN = ROOT / "tests/golden/html/every-block.html"
RULES = ROOT / "tests/editor/html-validate.json"
INPUTS = [*sorted((ROOT / "inputs").glob("*.yaml")), *sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))]
HOSTILE = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def page(*blocks: Block) -> str:
    return write_html(Document("题", "人", "", blocks), OFFICIAL)


def test_every_block_as_text() -> None:
    text = write_html(SAMPLE, OFFICIAL)
    if os.environ.get("ZIPINGBAO_REWRITE"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.thorough
@pytest.mark.editor
def test_every_page_is_valid(tmp_path: Path) -> None:
    """By the rules of HTML and of the W3C's guidance on accessibility that html-validate knows."""
    (tmp_path / "every-block.html").write_text(write_html(SAMPLE, OFFICIAL), encoding="utf-8")
    for number, path in enumerate(some(INPUTS, 4)):
        for report in build(path, Settings(), ("html",)).reports:
            (tmp_path / f"{number}-{report.title}.html").write_bytes(report.files["html"])
    pages = sorted(map(str, tmp_path.glob("*.html")))
    assert len(pages) >= 5
    validator = EDITOR / "node_modules/html-validate/bin/html-validate.mjs"
    told = subprocess.run(
        ["node", str(validator), "--config", str(RULES), *pages], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


def test_nothing_comes_from_outside_and_nothing_runs() -> None:
    text = write_html(SAMPLE, OFFICIAL)
    assert not any(mark in text for mark in ("<script", 'src="', "url(", "@import", "<link", "http://", "https://"))
    assert "default-src 'none'" in text


def test_what_looks_like_html_is_words() -> None:
    said = runs(HOSTILE)
    table = Table((1.0,), ("left",), (), caption=said, unit=said, notes=(said,))
    text = write_html(
        Document(HOSTILE, HOSTILE, HOSTILE, (Title((said,)), Heading(1, HOSTILE, said), Paragraph(said), table)),
        OFFICIAL,
    )
    assert "<script" not in text and "<img" not in text
    assert text.count("&lt;script&gt;") == 11


def test_levels_go_down_one_by_one_and_never_past_six() -> None:
    text = page(*(Heading(level, f"{level}.", (Run("节"),)) for level in (2, 4, 1, 2, 3, 4)))
    assert [
        text[at + 2] for at in range(len(text)) if text.startswith(("<h2 ", "<h3 ", "<h4 ", "<h5 ", "<h6 "), at)
    ] == list("232345")
