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

from .alike import alike
from .measure import Row, medians

RUNS = 21
HALF, FLOOR = 0.5, 30


def peer_rows(what: str, report: Path) -> list[Row]:
    """All of our work and both formats, against a Word file alone from text that is finished already."""
    finished = _built(report).reports[0].files["docx"]
    parts = _parts(finished)
    things = {
        "own": lambda: _built(report),
        "alike": _filling(*alike(finished)),
        "bare": _filling(*_bare(_document(report))),
        "floor": lambda: _deflated(parts),
    }
    times, what = medians(things, RUNS), f"{what}：读入到两种格式写成"
    return [
        Row(what, times["own"], "docxtpl 填版面相同的模板", times["alike"], HALF),
        Row(what, times["own"], "docxtpl 填没有任何格式的模板", times["bare"], None),
        Row(what, times["own"], "zipfile 压缩同样的部件", times["floor"], FLOOR),
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


def _filling(template: bytes, values: dict[str, Any]) -> Callable[[], bytes]:
    """docxtpl filling a template with its values."""

    def fill() -> bytes:
        filled, result = DocxTemplate(io.BytesIO(template)), io.BytesIO()
        filled.render(values, autoescape=True)
        filled.save(result)
        return result.getvalue()

    return fill


def _bare(document: Document) -> tuple[bytes, dict[str, Any]]:
    """A template without any format and its values: one placeholder a paragraph, one row loop a table."""
    word, values = docx.Document(), dict[str, Any]()
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            values[f"rows{number}"] = _table(word, block, f"rows{number}")
            continue
        for line, text in enumerate(paragraphs_of(Document("", "", "", (block,)))):
            values[f"text{number}_{line}"] = text
            word.add_paragraph(f"{{{{ text{number}_{line} }}}}")
    template = io.BytesIO()
    word.save(template)
    return template.getvalue(), values


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
