"""An element in, its text as a reader sees it out."""

from __future__ import annotations

from typing import Any

from ..ooxml import said

SHORT = 25
"""Characters of a heading, or of a label in a table."""


_WIDE = {ord("\t"): None, ord("\n"): None}


def shown(element: Any) -> str:
    """The text as it is seen, on one line."""
    return said(element).translate(_WIDE)
