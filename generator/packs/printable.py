"""The lengths and fonts of a style.yaml in, whether a printer and Word have such out.

Bounds are far around what reports use (in brackets: GB/T 9704-2012 and the packs that come with the program).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Range(NamedTuple):
    """What a length may be, in the unit of its place."""

    least: float
    most: float

    def holds(self, value: Decimal) -> bool:
        """Compared exactly: a float of a thousand digits is infinite."""
        return Decimal(str(self.least)) <= value <= Decimal(str(self.most))

    @property
    def words(self) -> str:
        return f"{self.least:g} 到 {self.most:g}"


PAPER = Range(90, 558)
"""Millimetres of a side. Word's largest is 22 inches, 558.8 mm; a printer's smallest sheet is A6, 105 mm wide [210, 297]."""
MARGIN = Range(0, 200)
"""Millimetres [20 to 37]."""
BLOCK = 50
"""Millimetres of the text block, both ways, at least [156, 225]."""
SIZE = Range(4, 100)
"""Points of a font: 八号 has 5, 特号 72 [9 to 24]."""
PITCH = Range(4, 200)
"""Points from line to line, or of a row [28.95 to 42]."""
SPACING = Range(-5, 50)
"""Points between characters [-0.3]."""
CHARACTERS = Range(0, 50)
"""Characters that are left free, or moved by [0 to 4]."""
COLUMN = Range(1, 200)
"""Characters of a column of a table [2 to 20]."""
FREE = Range(0, 50)
"""Lines that are left free [0 to 3]."""
GRID = Range(1, 200)
"""Lines of a page, characters of a line [22, 28]."""
BORDER = Range(0, 6)
"""Points: Word's widest line [0.5]."""
PADDING = Range(0, 20)
"""Millimetres beside the text of a cell [0.8 to 1.4]."""
BELOW = Range(0, 100)
"""Millimetres from the text block to the page number [7]."""
DRAWING = Range(10, 400)
"""Millimetres of height [65]."""
LONGEST_NAME = 31
"""Characters of a font's name: Windows keeps 32 with the end (LF_FACESIZE) [15]."""
_NEVER = frozenset('<>"&;,|*?:/\\')


def is_font(name: str) -> bool:
    """Whether a font can be so called."""
    return bool(name.strip()) and len(name) <= LONGEST_NAME and name.isprintable() and not _NEVER & set(name)
