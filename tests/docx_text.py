"""A DOCX in, the texts of its paragraphs in reading order out, read by docx2python."""

from __future__ import annotations

import io

from docx2python import docx2python
from docx2python.iterators import iter_paragraphs


def docx_paragraphs(data: bytes) -> list[str]:
    """Body text only: page numbers are the page's, not the report's."""
    with docx2python(io.BytesIO(data), html=False) as document:
        return ["".join(text.split()) for text in iter_paragraphs(document.body) if text.split()]
