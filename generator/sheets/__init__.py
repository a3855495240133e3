"""A spreadsheet, DOCX, PDF or Markdown that anybody may have made in, its tables and paragraphs with their places out.

Whoever reads such a file opens it here: what it may cost is bounded, nothing in it is run or fetched, and what is wrong
with it is told. The libraries that read .xls, .xlsx and .pdf are an extra of the installation, imported only here.
"""

from __future__ import annotations

from pathlib import Path

from ..container import Flaw
from .sheet import Missing, OpenedFile, Sheet, Told, told_place

__all__ = ["EXTRA", "KINDS", "Missing", "OpenedFile", "Sheet", "Told", "opened_file", "told_place"]

EXTRA = "import"
"""The extra that the heavy readers come with."""
KINDS = (".xlsx", ".xlsm", ".xls", ".csv", ".docx", ".pdf", ".md")
"""The endings of the files that are read."""


def opened_file(path: Path) -> OpenedFile | Flaw | Missing:
    """A file by its ending; OSError is the caller's to tell."""
    match path.suffix.lower():
        case ".xlsx" | ".xlsm" | ".xls":
            from .workbook import of_workbook

            return of_workbook(path)
        case ".csv":
            from .separated import of_csv

            return of_csv(path)
        case ".docx":
            from .word import of_docx

            return of_docx(path)
        case ".pdf":
            from .portable import of_pdf

            return of_pdf(path)
        case ".md":
            from .marked import of_markdown

            return of_markdown(path)
    return Flaw(f"不是能读的文件，能读的有 {'、'.join(KINDS)}")
