"""A template's text in, the tag that begins a block which nothing ends out."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError

from ..source import Place, Source

BLOCKS = ("for", "if", "set", "macro", "block", "filter", "call", "with")
"""Tags that an end belongs to; `set` only where it gives no value itself."""
TAGS = (
    *BLOCKS,
    *(f"end{one}" for one in BLOCKS),
    "elif",
    "else",
    "include",
    "import",
    "from",
    "extends",
    "raw",
    "endraw",
)


def unclosed(source: Source, environment: Environment) -> Place | None:
    """The innermost one where an end does not fit, or the text ends."""
    opened: list[tuple[str, Place]] = []
    try:
        for words, place in _tags(source, environment):
            name = words[0]
            if name in BLOCKS and not (name == "set" and "=" in words):
                opened.append((name, place))
            elif name.startswith("end") or name == "elif":
                wanted = "if" if name == "elif" else name.removeprefix("end")
                if not opened or opened[-1][0] != wanted:
                    break
                if name != "elif":
                    opened.pop()
    except TemplateSyntaxError:
        return None  # the mistake is another one
    return opened[-1][1] if opened else None


def _tags(source: Source, environment: Environment) -> Iterator[tuple[list[str], Place]]:
    """The words of each `{% … %}`, and where it stands."""
    words: list[str] = []
    at = start = 0
    for _, kind, value in environment.lex(source.text, source.name):
        at = max(source.text.find(value, at), at)
        if kind == "block_begin":
            words, start = [], at
        elif kind == "block_end" and words:
            yield words, Place(source, start, at + len(value.rstrip()))
            words = []
        elif kind in ("name", "operator"):
            words.append(value)
        at += len(value)
