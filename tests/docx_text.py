"""A DOCX in, the texts of its paragraphs in reading order out, read by docx2python."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx2python import docx2python
from docx2python.depth_collector import Par
from docx2python.iterators import iter_at_depth

_CONTENTS_ENTRY = re.compile(r"TOC[1-9]")
_DRAWING = re.compile(r"----Image alt text---->[^<]*<")


def docx_paragraphs(data: bytes, *, contents: bool = True) -> list[str]:
    """Body text only: page numbers are the page's, not the report's. The entries of contents can be left out.

    A line break in a cell ends a text, as it does in the Markdown; one in a title only says where its lines end.
    """
    with docx2python(io.BytesIO(data), html=False, duplicate_merged_cells=False) as document:
        read = [par for par in _pars(document.body_pars) if contents or not _CONTENTS_ENTRY.fullmatch(par.style)]
        texts = [line for par in read for line in _lines(par)]
    return ["".join(line.split()) for line in texts if line.split()]


def _lines(par: Par) -> list[str]:
    text = _DRAWING.sub("", "".join(run.text for run in par.runs))
    return text.split("\n") if par.style.startswith("Table") else [text]


def _pars(body: Any) -> Iterator[Par]:
    yield from (par for par in iter_at_depth(body, 4) if isinstance(par, Par))
