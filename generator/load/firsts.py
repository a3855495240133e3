"""A text in, what a parser of YAML is given for it out: the first cell of a table may be empty.

The first line below a `|` says how far the text is indented. libyaml takes a tab behind those blanks for indentation as
well and refuses it, though YAML does not; a row that was copied from a form begins with one where its first cell is empty.
"""

from __future__ import annotations

from ..pattern import deferred

_EMPTY_CELL = deferred(r"(?m)(:[ ]+[|][-+]?[ ]*(?:#[^\n]*)?\n(?:[ ]*\n)*[ ]+)\t(?=\t*[^\t\n]+\t[^\n]*$)")
_CELL = "\ufdd2"
"""As long as the tab that it stands for; a file that holds one itself has been told of it."""


def shielded(text: str) -> str:
    """A text of the same length, with another sign for the tab at the beginning of a table."""
    return _EMPTY_CELL.sub(rf"\1{_CELL}", text) if "\t" in text else text


def bared(value: str) -> str:
    """A block's text with its own tab again."""
    return value.replace(_CELL, "\t", 1) if value.startswith(_CELL) else value
