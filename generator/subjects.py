"""科目 as values: the names of both classifications by code, those that a code had before, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace


class OldName(Struct, frozen=True):
    """A name that a code had up to a year (`last`, included); None where it is only known as another name.

    In later years it is still taken for the code's name, unless it has `ended`.
    """

    name: str
    last: int | None
    ended: bool = False

    def over(self, year: str) -> bool:
        """Whether it is wrong in a report of that year."""
        return self.ended and self.last is not None and year.isdecimal() and int(year) > self.last


class Subjects(Struct, frozen=True, eq=False):
    """科目: names by code of both classifications, whose codes do not overlap, and what is known of them."""

    functions: Mapping[str, str]
    economic: Mapping[str, str]
    years: frozenset[str] = frozenset()
    """The years whose names these are; in others a name may differ from the list's."""
    partial: bool = True
    old: Mapping[str, OldName] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    """Names of items that many sections have: a name alone says no code."""
    staff: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    """The economic classes of 人员经费 and of 公用经费."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words in a purpose that tell an item, by the beginning of its code."""
    whole: frozenset[str] = frozenset()
    """Of a list that is a part: the sections (款) whose items are all in it."""
    economic_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same words of economic items, which are only held against each other."""

    def of(self, year: str | None) -> Subjects:
        """With the names of a year."""
        number = int(year) if year and year.isdecimal() else 9999
        names = {code: old.name for code, old in self.old.items() if old.last is not None and number <= old.last}
        return replace(self, functions={**self.functions, **names}) if names else self
