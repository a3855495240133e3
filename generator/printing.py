"""A DOCX that was just written in, its pages as PDF by LibreOffice out, with the fonts that it put in place of missing ones."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from msgspec import Struct

from .codes.output import FONTS_MISSING, NO_OFFICE, NOT_PRINTED
from .diagnostic import Code, Diagnostic, Label
from .source import whole_file

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    ("ProgramFiles", "LibreOffice/program/soffice.exe"),
    ("ProgramFiles(x86)", "LibreOffice/program/soffice.exe"),
)
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_FILTER = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_SECONDS = 180
_NAMED = re.compile(r'w:(?:ascii|eastAsia)="([^"]+)"')
_EMBEDDED = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")


class Printed(Struct, frozen=True):
    """The PDF, or none, and what is to be told of it."""

    data: bytes | None
    diagnostics: tuple[Diagnostic, ...] = ()


def printed(docx: bytes, name: str) -> Printed:
    """`name` is the file that findings stand at."""
    program = office()
    if program is None:
        tell = "装上 LibreOffice 再运行；或者用 -f docx 生成 Word 文件，在 WPS 或 Word 里另存为 PDF"
        return Printed(None, (_found(NO_OFFICE, name, "这台电脑上没有找到 LibreOffice，写不出 PDF", tell),))
    with tempfile.TemporaryDirectory(prefix="zipingbao-", ignore_cleanup_errors=True) as folder:
        data, why = _converted(program, docx, Path(folder))
    if data is None:
        tell = "用 -f docx 生成 Word 文件，在 WPS 或 Word 里另存为 PDF"
        return Printed(None, (_found(NOT_PRINTED, name, f"LibreOffice 没有写成 PDF：{why}", tell),))
    return Printed(data, tuple(_replaced(docx, data, name)))


def office() -> str | None:
    """Where LibreOffice is: on the path, or where its installer puts it."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if found is not None:
        return found
    places = [Path(os.environ[name]) / rest for name, rest in _PLACES if name in os.environ]
    return next((str(one) for one in (*places, _MAC) if one.is_file()), None)


def _converted(program: str, docx: bytes, folder: Path) -> tuple[bytes | None, str]:
    """With settings of its own: one that the clerk has open would take the order, or refuse it."""
    (folder / "report.docx").write_bytes(docx)
    order = [program, f"-env:UserInstallation={(folder / 'settings').as_uri()}", "--headless", "--convert-to", _FILTER]
    try:
        done = subprocess.run(  # noqa: S603 - LibreOffice, with words of our own
            [*order, "--outdir", str(folder), str(folder / "report.docx")],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, f"{_SECONDS} 秒没有写完"
    except OSError as error:
        return None, error.strerror or str(error)
    path = folder / "report.pdf"
    if not path.is_file():
        return None, done.stderr.decode("utf-8", "replace").strip()[-200:] or f"退出码 {done.returncode}"
    return path.read_bytes(), ""


def _replaced(docx: bytes, pdf: bytes, name: str) -> list[Diagnostic]:
    """What is known of fonts where fontconfig tells it; elsewhere the PDF alone tells what it was set in."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:  # our own, of this run
        asked = dict.fromkeys(_NAMED.findall(archive.read("word/document.xml").decode("utf-8")))
    there = _families()
    missing = [font for font in asked if font not in there] if there else []
    if not missing:
        return []
    used = "、".join(sorted({font.decode("ascii", "replace") for font in _EMBEDDED.findall(pdf)}))
    fact = f"这台电脑上没有字体 {'、'.join(missing)}，PDF 里用的是 {used}"
    return [_found(FONTS_MISSING, name, fact, "装上缺的字体再生成；或者在有这些字体的电脑上打开 DOCX，另存为 PDF")]


def _families() -> frozenset[str]:
    """The names of all fonts of this computer, in every language that they have; none where nobody tells."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, ":", "family"], capture_output=True, check=False)  # noqa: S603 - fontconfig
    return frozenset(name.strip() for name in listed.stdout.decode("utf-8", "replace").replace("\n", ",").split(","))


def _found(code: Code, name: str, fact: str, tell: str) -> Diagnostic:
    return Diagnostic(code, fact, Label(whole_file(name)), help=tell)
