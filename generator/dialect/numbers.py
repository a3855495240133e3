"""The style's forms of numbers in, the number of each next heading and list item out."""

from __future__ import annotations

from ..style import Style, numeral

DEEPEST = 4


class Counters:
    """One counter for the headings of a level and one for each named form there, begun anew under a higher heading."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.ordinary = [0] * DEEPEST
        self.named: dict[tuple[int, str], int] = {}

    def next(self, level: int, name: str = "") -> str:
        """The number of the next heading of a level; `name` asks for a form of style.numbers."""
        self.enter(level)
        if name:
            count = self.named[level, name] = self.named.get((level, name), 0) + 1
            return numeral(self.style.numbers[name], count)
        self.ordinary[level - 1] += 1
        forms = self.style.headings
        return numeral(forms[level - 1].number, self.ordinary[level - 1]) if level <= len(forms) else ""

    def enter(self, level: int) -> None:
        """A heading of `level` begins, numbered or not: those below it count from one."""
        self.ordinary[level:] = [0] * (DEEPEST - level)
        self.named = {key: count for key, count in self.named.items() if key[0] <= level}


def list_number(style: Style, depth: int, count: int) -> str:
    """The number of a list item; `depth` 0 is the outermost list."""
    forms = style.lists or ("1.",)
    return numeral(forms[min(depth, len(forms) - 1)], max(count, 1))
