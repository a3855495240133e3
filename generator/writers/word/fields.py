"""An instruction and the result that was last shown in, a whole field (域) out: begun, separated and ended."""

from __future__ import annotations

from .runs import Pen, escaped


def field(instruction: str, cached: str, writer: Pen) -> str:
    """A field within one paragraph; `cached` is runs."""
    return opened(instruction, writer) + cached + ended(writer)


def hidden(instruction: str, writer: Pen) -> str:
    """A field that prints nothing and has no result."""
    return _mark("begin", writer) + _code(instruction, writer) + _mark("end", writer)


def opened(instruction: str, writer: Pen) -> str:
    return _mark("begin", writer) + _code(instruction, writer) + _mark("separate", writer)


def ended(writer: Pen) -> str:
    return _mark("end", writer)


def _code(instruction: str, writer: Pen) -> str:
    return f'{_properties(writer)}<w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'


def _mark(kind: str, writer: Pen) -> str:
    return f'{_properties(writer)}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def _properties(writer: Pen) -> str:
    return writer.openings[0].partition("<w:t ")[0]
