"""What one rendering keeps, and the texts of a report as a template sees them: a placeholder wherever they are printed.

What is cut out of such a text, or joined of several, is one itself: no part of it can ever be read as Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from ..figure import Value
from ..pack import Wording
from ..prose import Prose

OPEN, CLOSE = "\ufdd0", "\ufdd1"


class Desk(Struct):
    """What one rendering keeps: the pack's wording, the values behind the placeholders, and what of the file they tell.

    `of` are the file's values behind each placeholder.
    `told` holds the file's values that were printed, and those that decided what is printed: a choice, a text that
    was found to be the one asked for, a zero or 无 that was looked at.
    """

    wording: Wording
    values: list[str | Prose] = field(default_factory=list)
    of: list[Sequence[Value]] = field(default_factory=list)
    told: list[Value] = field(default_factory=list)

    def leave(self, shown: str | Prose, of: Sequence[Value] = (), told: bool = False) -> str:
        """The placeholder of what is printed; whether that tells its values is known already where they are `told`."""
        self.values.append(shown)
        self.of.append(of)
        if not told:
            self.told += of
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"


class TextView(str):
    """A line of text that tells the values `of` the file: a str to compare and join, a placeholder where it is printed."""

    __slots__ = ("desk", "of", "told")
    desk: Desk
    of: tuple[Value, ...]
    told: bool

    def __new__(cls, text: str, desk: Desk, of: tuple[Value, ...] = ()) -> TextView:
        view = super().__new__(cls, text)
        view.desk, view.of, view.told = desk, of, False
        return view

    def __eq__(self, other: object) -> bool:
        same = str.__eq__(self, other)
        if same is True:
            self.tell()
        return same

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def tell(self) -> None:
        """Once: a list that was joined tells many."""
        if not self.told:
            self.desk.told += self.of
            self.told = True

    def cut(self, start: int | None, stop: int | None) -> TextView:
        """A part of it, which stays the department's text."""
        return type(self)(str(self)[start:stop], self.desk, self.of)

    def __html__(self) -> str:
        self.tell()
        return self.desk.leave(str(self), self.of, told=True)


class PointView(TextView):
    """A sentence of the department's prose as a text of its own: unlike a name, it ends with its mark."""

    __slots__ = ()

    def __html__(self) -> str:
        self.tell()
        return self.desk.leave(Prose((str(self),)), self.of, told=True)
