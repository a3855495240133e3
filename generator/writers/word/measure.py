"""Typed lengths and text in, the whole numbers of WordprocessingML out: twentieths of a point, half points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ...source import width
from ...style import Chars, Font, Mm, Page, Pt

_GAP = 0.22
"""What word processors leave between a Chinese character and a Latin letter or digit, of the type's size: measured in
LibreOffice, which knows no paragraph without it; Word leaves about as much."""
_SEAM = re.compile("[0-9A-Za-z](?=[\u4e00-\u9fff])|[\u4e00-\u9fff](?=[0-9A-Za-z])")
_LATIN = "\u00a0"
"""Beyond it the Chinese font sets “ ” — … □ √ too, one em wide each."""
_NARROW = {".": 0.25, ",": 0.25, " ": 0.25, "-": 0.333, "(": 0.333, ")": 0.333}
"""Widths in Times New Roman of the characters that stand in dates and numbers beside digits (0.5)."""


def from_mm(length: Mm) -> int:
    """Twentieths of a point."""
    return round(length * 1440 / 25.4)


def from_pt(length: Pt) -> int:
    """Twentieths of a point."""
    return round(length * 20)


def half_points(length: Pt) -> int:
    return round(length * 2)


def eighths(length: Pt) -> int:
    """Eighths of a point, the unit of borders."""
    return round(length * 8)


def text_width(page: Page) -> int:
    """Width of the text block (版心) in twentieths of a point."""
    return from_mm(page.width) - from_mm(page.left) - from_mm(page.right)


def characters(count: Chars | float, page: Page, body: Font) -> int:
    """Twentieths of a point that a number of body characters (字) take, set as close as the page asks."""
    return round(count * (from_pt(body.size) + from_pt(page.spacing)))


def extent(text: str, page: Page, body: Font) -> int:
    """Width of one line of body text in twentieths of a point."""
    size, spacing = from_pt(body.size), from_pt(page.spacing)
    total = size * _GAP * len(_SEAM.findall(text))
    for character in text:
        em = 1.0 if width(character) == 2 or character > _LATIN else _NARROW.get(character, 0.5)
        total += size * em + spacing
    return round(total)


def shared_out(total: int, shares: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to `shares` that add up to `total` exactly."""
    whole = sum(shares)
    edges, reached = [0], 0.0
    for share in shares:
        reached += share
        edges.append(round(total * reached / whole))
    return [right - left for left, right in pairwise(edges)]
