"""A finished report in, a docxtpl template that looks like it and its values out: a bureau's own, as it would be drawn.

Each text becomes one placeholder in the format of its first run; drawings, fields, headers and footers stay.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
from docx.oxml.ns import qn

Element = Any
"""One of lxml's, whose types say less than python-docx knows."""
_FEW = 3
"""So many rows are filled one by one: docxtpl takes as long for a loop."""


def alike(finished: bytes) -> tuple[bytes, dict[str, Any]]:
    """Long tables become row loops, which docxtpl fills faster than a placeholder a cell."""
    word, values = docx.Document(io.BytesIO(finished)), dict[str, Any]()
    body = word.element.body
    looped: set[Element] = set()
    for number, table in enumerate(list(body.iter(qn("w:tbl")))):
        rows = _alike_rows(table)
        if len(rows) > _FEW:
            values[f"rows{number}"] = [[_text(paragraph) for paragraph in _paragraphs(row)] for row in rows]
            looped.update(_loop(rows, f"rows{number}"))
    for number, paragraph in enumerate(_paragraphs(body)):
        if paragraph not in looped and _written(paragraph):
            values[f"text{number}"] = _text(paragraph)
            _hold(paragraph, f"{{{{ text{number} }}}}")
    template = io.BytesIO()
    word.save(template)
    return template.getvalue(), values


def _alike_rows(table: Element) -> list[Element]:
    """The rows below the heading, where each has as many cells, of one paragraph each, and none is merged."""
    rows = [row for row in table.findall(qn("w:tr")) if next(row.iter(qn("w:tblHeader")), None) is None]
    shapes = {(len(row.findall(qn("w:tc"))), len(_paragraphs(row))) for row in rows}
    merged = any(next(row.iter(qn("w:vMerge"), qn("w:gridSpan")), None) is not None for row in rows)
    plain = not merged and len(shapes) == 1 and len(set(*shapes)) == 1
    return rows if plain and all(map(_written, _paragraphs(rows[0]))) else []


def _loop(rows: list[Element], name: str) -> Iterator[Element]:
    """Leave the first of the rows, filled from a loop over all; its paragraphs."""
    first, *others = rows
    for row in others:
        row.getparent().remove(row)
    for tag, put in ((f"{{%tr for row in {name} %}}", first.addprevious), ("{%tr endfor %}", first.addnext)):
        mark = deepcopy(first)
        _hold(_paragraphs(mark)[0], tag)
        put(mark)
        yield from _paragraphs(mark)
    for column, paragraph in enumerate(_paragraphs(first)):
        _hold(paragraph, f"{{{{ row[{column}] }}}}")
        yield paragraph


def _paragraphs(element: Element) -> list[Element]:
    return list(element.iter(qn("w:p")))


def _written(paragraph: Element) -> list[Element]:
    """The runs that hold text."""
    return [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for run in _written(paragraph) for text in run.iter(qn("w:t")))


def _hold(paragraph: Element, placeholder: str) -> None:
    """One run with a placeholder instead of all its text."""
    first, *others = _written(paragraph)
    for text in first.findall(qn("w:t"))[1:]:
        first.remove(text)
    first.find(qn("w:t")).text = placeholder
    for run in others:
        run.getparent().remove(run)
