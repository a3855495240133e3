"""DOCX files in, the PDF files that LibreOffice makes of them out, with free fonts in place of the commercial ones."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MM = 72 / 25.4
CHARACTER = 15.7
"""Width of a body character in points: 16 pt set 0.3 pt closer."""

MEASURED = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]
"""Marks of tests that measure pages."""


def print_all(folder: Path, files: dict[str, bytes]) -> None:
    """One conversion makes `folder`/name.pdf of each."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={(folder / 'user').as_uri()}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *(str(folder / f"{name}.docx") for name in files)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(HERE / "page" / "fonts.conf")}
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=environment)
