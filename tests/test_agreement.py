"""DOCX, Markdown and HTML say the same: their texts are extracted by readers that are not ours and compared, for every input."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from departments import as_file, departments
from dialect_style import NUMBERING
from docx_audit import own_faults
from docx_text import docx_paragraphs
from effort import examples, some
from html_text import html_paragraphs
from hypothesis import given, settings
from markdown_text import paragraphs_of_markdown, without_charts

from generator.diagnostic import Kind, Severity
from generator.dialect import laid_out, parse
from generator.formats import Format
from generator.pipeline import Report, Settings, build
from generator.source import Source
from generator.writers.html import write_html
from generator.writers.markdown import write_markdown
from generator.writers.word import write_docx

ROOT = Path(__file__).parent.parent
INPUTS = [*sorted((ROOT / "inputs").glob("*.yaml")), *sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))]
LONG = Path(__file__).parent / "cases" / "long"


def built(path: Path, apart: Kind | None = None) -> tuple[Report, ...]:
    """The reports of a file in which nothing is found but notes, which tell of rounding, and faults of a kind."""
    result = build(path, Settings(), ("docx", "md", "html"))
    found = [one for one in result.diagnostics if one.weight is not Severity.NOTE and one.code.kind is not apart]
    assert [f"{one.code.id} {one.message}" for one in found] == []
    assert result.reports
    return result.reports


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_same(report: Report) -> None:
    word = docx_paragraphs(report.files["docx"], contents=False)
    read = paragraphs_of_markdown(without_charts(report.files["md"].decode("utf-8")))
    markdown = ["".join(text.split()) for text in read]
    assert word == markdown
    assert word == html_paragraphs(report.files["html"].decode("utf-8"))


@pytest.mark.parametrize("path", some(INPUTS, 6), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_sample(path: Path) -> None:
    for report in built(path):
        assert_same(report)


def test_every_block() -> None:
    """Attachments, contents, cover, chart, landscape pages and merged cells."""
    source = Source("报告", (Path(__file__).parent / "markdown" / "report.template.md").read_text(encoding="utf-8"))
    document, found = parse(source, (), NUMBERING, title="", author="", date="")
    assert found == () and document is not None
    document = laid_out(document, NUMBERING)
    files: dict[Format, bytes] = {
        "docx": write_docx(document, NUMBERING),
        "md": write_markdown(document).encode("utf-8"),
    }
    files["html"] = write_html(document, NUMBERING).encode("utf-8")
    assert_same(Report("", several=False, pattern_name="", files=files))


@given(departments())
@settings(max_examples=examples(60, 8))
def test_random_departments_check_clean_and_agree(
    tmp_path_factory: pytest.TempPathFactory, report: dict[str, object]
) -> None:
    """No finding on figures that agree, a sound DOCX, and one text in both formats.

    Of characters in any order the sentences may be found fault with: brackets open, words are left over.
    """
    path = tmp_path_factory.mktemp("one") / "任意.yaml"
    path.write_text(as_file(report), encoding="utf-8")
    for one in built(path, Kind.WORDS):
        assert own_faults(parts(one.files["docx"])) == []
        assert_same(one)
