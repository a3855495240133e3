"""An element in, its text as a reader sees it out."""

from __future__ import annotations

from typing import Any

from .tags import W

SHORT = 25
"""Characters of a heading, or of a label in a table."""


def shown(element: Any) -> str:
    """The text as it is seen: with what was inserted, without what was deleted."""
    return "".join(one.text or "" for one in element.iter(f"{W}t") if not _removed(one, element))


def _removed(text: Any, within: Any) -> bool:
    for one in text.iterancestors():
        if one is within:
            return False
        if one.tag == f"{W}moveFrom":
            return True
    return False
