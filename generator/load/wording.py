"""A user's text in, the same text out as a message may quote it: short, on one line, nothing a console cannot print."""

from __future__ import annotations

from ..source import shorten


def shown(text: str, limit: int = 30) -> str:
    """`text` for a message: characters outside GBK as their code, cut at `limit`."""
    line = shorten(text, limit)
    return line if _printable(line) else "".join(c if _printable(c) else f"({code_point(c)})" for c in line)


def code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _printable(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return text.isprintable() or all(c.isprintable() or c == "\u3000" for c in text)
