"""Children of a paragraph's or a run's properties in any order in, the element with them in the order that Word asks for out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

_ORDER = {
    "pPr": ("pStyle", "keepNext", "pageBreakBefore", "tabs", "spacing", "ind", "jc", "outlineLvl", "sectPr"),
    "rPr": ("rFonts", "b", "bCs", "sz", "szCs", "u", "lang"),
}
"""Of what is written here: ECMA-376-1, CT_PPr (17.3.1.26) and CT_RPr (17.3.2.28). A program may refuse another order."""
_RANKS = {parent: {name: rank for rank, name in enumerate(names)} for parent, names in _ORDER.items()}
_NAME = re.compile(r"<w:(\w+)")


def properties(parent: Literal["pPr", "rPr"], children: Iterable[str]) -> str:
    """Each child is one element, or one with its twin for other scripts (w:b and w:bCs), "" for none."""
    ranks = _RANKS[parent]
    ordered = sorted([child for child in children if child], key=lambda child: ranks[_NAME.findall(child, 0, 24)[0]])
    return f"<w:{parent}>{''.join(ordered)}</w:{parent}>"
