"""PDF files in, what import reads of them out: the same as of the DOCX that they were made of; pictures of pages are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from case_files import CASES
from PIL import Image
from printing import MEASURED, print_all

from benchmarks.printed import SOURCES, Report, compared, with_tables
from generator.cli import run

SOURCE = CASES.parent.parent / "inputs" / "shifan-2024.yaml"


def filled(path: Path, folder: Path) -> str:
    """What import writes, without where it came from."""
    out = folder / f"{path.suffix[1:]}.yaml"
    assert run(["import", str(path), "-o", str(out)]) == 0
    lines = out.read_text(encoding="utf-8").split("\n")
    return "\n".join(re.sub(r" *#.*", "", line) for line in lines)


@pytest.mark.thorough
@pytest.mark.parametrize("template", [pytest.param("国家/部门决算公开表", marks=MEASURED)])
def test_a_printed_report_says_what_its_docx_says(template: str, tmp_path: Path) -> None:
    """Tables that go on over pages, pages that lie across: every value, and none that is not there."""
    from generator.pipeline import Settings, build

    made = build(SOURCE, Settings(template=template), ("docx",)).reports[0].files["docx"]
    print_all(tmp_path, {"2024": made})
    assert filled(tmp_path / "2024.pdf", tmp_path) == filled(tmp_path / "2024.docx", tmp_path)


@pytest.mark.thorough
@pytest.mark.parametrize("share", [pytest.param(0.98, marks=MEASURED)])
def test_the_public_tables_of_every_sample_come_back_from_its_pdf(share: float, tmp_path: Path) -> None:
    """Each report of a sample or input that has some: their amounts for the same keys, and none that is not there."""
    found = [report for source in SOURCES for report in with_tables(source, tmp_path)]
    reports: dict[str, Report] = {str(number): one for number, one in enumerate(found)}
    print_all(tmp_path, {name: one.docx for name, one in reports.items()})
    for name, one in reports.items():
        made = compared(one, tmp_path / f"{name}.docx", tmp_path / f"{name}.pdf")
        assert made.wrong == [], made.name
        assert made.read >= share * made.amounts > 0, (made.name, made.missing)
    assert len(reports) > 1


def test_a_scanned_page_is_named_and_yields_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Image.new("RGB", (400, 600), "white").save(tmp_path / "扫描.pdf")
    assert run(["audit", str(tmp_path / "扫描.pdf")]) == 1
    out = capsys.readouterr().out
    assert "第1页是扫描的图片，没有文字，没有读" in out
    assert "一个数也没有认出来" in out
