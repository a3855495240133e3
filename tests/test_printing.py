"""A report as PDF: its text is that of the DOCX, missing fonts are told; and what is said where there is no LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT
from docx_text import docx_paragraphs

from generator.cli.commands import program

INPUT = ROOT / "inputs/minimal.yaml"


@pytest.mark.thorough
@pytest.mark.office
def test_a_pdf_says_what_the_docx_says_and_which_fonts_were_replaced(tmp_path: Path) -> None:
    for _ in range(2):  # the second time over the first
        result = CliRunner().invoke(
            program, ["build", str(INPUT), "-f", "docx,pdf", "-o", str(tmp_path)], standalone_mode=False
        )
        assert result.return_value == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["minimal.docx", "minimal.pdf"]
    text = subprocess.run(["pdftotext", "-raw", str(tmp_path / "minimal.pdf"), "-"], capture_output=True, check=True)
    printed = "".join(text.stdout.decode("utf-8").split())
    said = docx_paragraphs((tmp_path / "minimal.docx").read_bytes())
    assert said[0] in printed and said[-1] in printed
    assert "警告[W124] 这台电脑上没有字体 " in result.output
    assert "方正小标宋简体" in result.output.split("PDF 里用的是")[0]


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.printing.office", lambda: None)
    result = CliRunner().invoke(program, ["build", str(INPUT), "-f", "pdf", "-o", str(tmp_path)], standalone_mode=False)
    assert result.return_value == 2
    assert "错误[W122] 这台电脑上没有找到 LibreOffice，写不出 PDF" in result.output
    assert "用 -f docx 生成 Word 文件，在 WPS 或 Word 里另存为 PDF" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_libreoffice_that_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.printing.office", lambda: str(tmp_path / "没有"))
    order = ["build", str(INPUT), "-f", "pdf", "-o", str(tmp_path)]
    result = CliRunner().invoke(program, order, standalone_mode=False)
    assert result.return_value == 2
    assert "错误[W123] LibreOffice 没有写成 PDF：" in result.output
