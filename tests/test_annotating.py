"""A report with a wrong figure in; audit writes a copy of it with the finding as a comment at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from generator.cli import run

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "templates" / "国家" / "部门决算公开表" / "sample" / "input.yaml"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """The tables of the sample, with one figure of 支出决算表 changed by a hand."""
    shutil.copy(SAMPLE, tmp_path / "a.yaml")
    assert run(["build", str(tmp_path / "a.yaml"), "-o", str(tmp_path), "-f", "docx"]) == 0
    report = next(tmp_path.glob("*.docx")).rename(tmp_path / "报告.docx")
    document = docx.Document(str(report))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    cell = next(one for one in cells if one.text.strip().startswith("1") and "." in one.text)
    text = cell.paragraphs[0].runs[0].text
    cell.paragraphs[0].runs[0].text = "9" + text[1:]
    document.save(str(report))
    return report


def test_word_has_a_comment_at_the_cell(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = wrong.read_bytes()
    assert run(["audit", str(wrong), "--annotate"]) == 1
    out = capsys.readouterr().out
    copy = wrong.with_name("报告.批注.docx")
    comments = list(docx.Document(str(copy)).comments)
    assert comments
    assert all(one.author == "zipingbao" for one in comments)
    assert any(one.text.startswith("错误[") and one.text.split("]")[1].strip()[:8] in out for one in comments)
    assert wrong.read_bytes() == before
    again = run(["audit", str(wrong), "--annotate"])
    assert again == 1
    assert "没有写" in capsys.readouterr().out or copy.exists()


def test_other_files_are_told_to_take_no_comments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("收入支出决算总表\n", encoding="utf-8")
    assert run(["audit", str(tmp_path / "a.md"), "--annotate"]) == 1
    assert "只有 DOCX 和 PDF 能写批注" in capsys.readouterr().out


def test_pdf_has_a_highlight(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pypdf = pytest.importorskip("pypdf")
    from generator.annotating import annotated
    from generator.diagnostic import Diagnostic

    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(str(tmp_path / "a.pdf"))
    none: list[Diagnostic] = []
    made = annotated(tmp_path / "a.pdf", none)
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF-")
