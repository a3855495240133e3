"""A finished report in, how long others take for the same words out: docxtpl, and nothing but packing the parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docxtpl import DocxTemplate

from generator.dialect import parse
from generator.document import Document, Table, paragraphs_of, text_of
from generator.pipeline import Built, Settings, build, check
from generator.render import render

from .measure import Row, medians

RUNS = 21
HALF, FLOOR = 0.5, 30


def peer_rows(what: str, report: Path) -> list[Row]:
    """All of our work and both formats, against a Word file alone from text that is finished already."""
    built = _built(report)
    parts = _parts(built.reports[0].files["docx"])
    times = medians(
        {"own": lambda: _built(report), "docxtpl": _filling(_document(report)), "floor": lambda: _deflated(parts)}, RUNS
    )
    return [
        Row(f"{what}：读入到两种格式写成", times["own"], "docxtpl 填同样的文字", times["docxtpl"], HALF),
        Row(f"{what}：读入到两种格式写成", times["own"], "zipfile 压缩同样的部件", times["floor"], FLOOR),
    ]


def _built(report: Path) -> Built:
    built = build(report, Settings(), ("docx", "md"))
    assert built.reports, built.diagnostics  # noqa: S101 - a sample that does not build measures nothing
    return built


def _document(report: Path) -> Document:
    pack, figures = check(report, Settings()).figures[0]
    rendered, found = render(figures, pack)
    assert rendered is not None, found  # noqa: S101 - as above
    document, found = parse(rendered.source, rendered.values, pack.style, title="", author="", date="")
    assert document is not None, found  # noqa: S101 - as above
    return document


def _filling(document: Document) -> Callable[[], bytes]:
    """docxtpl filling its template: one placeholder a paragraph, one row loop a table."""
    word, values = docx.Document(), {}
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            values[f"rows{number}"] = _table(word, block, f"rows{number}")
            continue
        for line, text in enumerate(paragraphs_of(Document("", "", "", (block,)))):
            values[f"text{number}_{line}"] = text
            word.add_paragraph(f"{{{{ text{number}_{line} }}}}")
    template = io.BytesIO()
    word.save(template)

    def fill() -> bytes:
        template.seek(0)
        filled, result = DocxTemplate(template), io.BytesIO()
        filled.render(values, autoescape=True)
        filled.save(result)
        return result.getvalue()

    return fill


def _table(word: WordDocument, block: Table, name: str) -> list[list[str]]:
    """A heading row, a row between docxtpl's two row tags; the rows' texts for it."""
    rows = [["\n".join(map(text_of, cell.paragraphs)) for cell in row.cells] for row in block.rows]
    table = word.add_table(rows=4, cols=len(block.widths))
    filled = {1: f"{{%tr for row in {name} %}}", 3: "{%tr endfor %}"}
    for line, text in filled.items():
        table.cell(line, 0).text = text
    for column in range(len(block.widths)):
        table.cell(0, column).text = rows[0][column] if column < len(rows[0]) else ""
        table.cell(2, column).text = f"{{{{ row[{column}] }}}}"
    return rows[1:]


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _deflated(parts: list[tuple[str, bytes]]) -> Any:
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
