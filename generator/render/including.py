"""The tokens of a template in, the same with each include told where it stands out.

A file may end with a newline, as every editor writes it, or not: included in a line it adds none, included at the end of
a line that line ends behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from .counting import Unfit
from .faults import Refused
from .limits import MOST_TOKENS
from .signs import barred_at, refused_in

WITHIN, ENDING = ":within", ":ending"
"""Filters that templates cannot name: no name holds a colon."""
GATHERING = frozenset({"endset", "endmacro", "endcall", "endfilter", "endblock"})
"""Tags behind which what was included does not go on, but is kept under a name."""


def within(text: str) -> Markup:
    """What is included in a line: without the newline that ends it."""
    return Markup(text.rstrip(" \t\n")) if text.endswith("\n") else Markup(text)  # noqa: S704 # what templates printed


def ending(text: str) -> Markup:
    """What is included at the end of a line, which ends with it unless nothing was printed."""
    return Markup(text if not text or text.endswith("\n") else text + "\n")  # noqa: S704 # what templates printed


class Included(Extension):
    """Puts each `{% include %}` between the tags of one of the two filters; refuses what is too long or cannot be printed."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        at = barred_at(source)
        if at >= 0 and (wrong := refused_in(source, escaped=False)):
            raise Unfit(wrong, source.count("\n", 0, at) + 1, name, filename)
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        tokens: list[Token] = []
        try:
            for token in islice(stream, MOST_TOKENS):
                tokens.append(token)  # those before the number are needed
        except ValueError:  # a number that Python does not read
            line = tokens[-1].lineno + tokens[-1].value.count("\n") if tokens else 1
            raise Unfit(Refused("模板里的数太长"), line, stream.name, stream.filename) from None
        if len(tokens) == MOST_TOKENS:
            why = Refused(f"一个模板文件里的标签太多，词和符号超过了 {MOST_TOKENS:,} 个")
            raise Unfit(why, tokens[-1].lineno, stream.name, stream.filename)
        at = 0
        while at < len(tokens):
            end = _statement(tokens, at)
            if tokens[at].type == "block_begin" and tokens[at + 1].test("name:include"):
                line = tokens[at].lineno
                yield from _tag(line, "filter", ENDING if _ends_line(tokens, end) else WITHIN)
                yield from tokens[at:end]
                yield from _tag(tokens[end - 1].lineno, "endfilter")
            else:
                yield from tokens[at:end]
            at = end


def _statement(tokens: list[Token], at: int) -> int:
    """Behind the tag that begins here; behind this token where none does."""
    if tokens[at].type != "block_begin":
        return at + 1
    return next((end + 1 for end in range(at, len(tokens)) if tokens[end].type == "block_end"), len(tokens))


def _ends_line(tokens: list[Token], at: int) -> bool:
    """Whether nothing but tags stands between here and the newline that Jinja takes away behind the last of them."""
    while not tokens[at - 1].value.endswith("\n") or tokens[at - 1].value.startswith("-"):
        if at >= len(tokens) or tokens[at].type != "block_begin" or tokens[at + 1].value in GATHERING:
            return False
        at = _statement(tokens, at)
    return True


def _tag(line: int, *names: str) -> Iterator[Token]:
    yield Token(line, "block_begin", "{%")
    for name in names:
        yield Token(line, "name", name)
    yield Token(line, "block_end", "%}")
