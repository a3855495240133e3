"""A template's text in; its first number with more digits than any figure may have, as a mistake of its line, out."""

from __future__ import annotations

from jinja2.exceptions import TemplateSyntaxError
from jinja2.lexer import Lexer

from ..amount import MOST_DECIMALS, MOST_DIGITS, Misread, read_amount
from ..pattern import deferred
from ..source import cut
from .faults import Mistake

_SUSPECT = deferred(rf"[0-9_]{{{min(MOST_DIGITS, MOST_DECIMALS) + 1}}}|[0-9][eE][-+]?[0-9]")
"""Hardly a template has any of these, be it in its text."""


def bounded(source: str, lexer: Lexer, name: str | None, filename: str | None) -> None:
    """Before Jinja makes numbers of them, which takes time that grows with the square of their length."""
    if not _SUSPECT.search(source):
        return
    for line, kind, value in lexer.tokeniter(source, name, filename):
        if kind in ("integer", "float") and isinstance(read := read_amount(_plain(value)), Misread):
            raise TemplateSyntaxError(f"“{cut(value, 21)}”{read.reason}", line, name, filename)


def _plain(value: str) -> str:
    """0xff and 0b1 have no more digits than what they stand for; an exponent is told as science writes it."""
    plain = value.replace("_", "")
    return "1" * (len(plain) * 2) if plain[:2].lower() in ("0x", "0o", "0b") and len(plain) > MOST_DIGITS else plain


def decimals(value: object, name: str) -> int | None:
    """How many decimals a template asks a filter for; None where it leaves that to the pack."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DECIMALS):
        return value
    raise Mistake(f"“{name}”的小数位数要写 0 到 {MOST_DECIMALS} 的整数", name)
