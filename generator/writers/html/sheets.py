"""Lines of HTML in, the same parted into sheets out: a screen shows where a page begins, and landscape ones are wide."""

from __future__ import annotations

from typing import Literal

from ...document import Runs
from ...style import Font, Style
from ..word.sections import section_width
from ..word.titles import broken

Kind = Literal["portrait", "landscape", "cover"]


class Sheets:
    """Every sheet begins a page when it is printed, and goes on over as many as it takes."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.kind: Kind = "portrait"
        self.ended = False
        """Whether what follows begins a portrait sheet."""
        self._done: list[str] = []
        self._lines: list[str] = []

    def begin(self, kind: Kind) -> None:
        if self._lines:
            named = "sheet" if self.kind == "portrait" else f"sheet {self.kind}"
            self._done += [f'<div class="{named}">', *self._lines, "</div>"]
        self.kind, self.ended, self._lines = kind, False, []

    def break_page(self) -> None:
        self.begin("portrait" if self.ended else self.kind)

    def cover(self) -> None:
        """A label that already stands on the cover's page (附件2) stays there."""
        if self.kind != "cover" or self.ended:
            self.begin("cover")

    def add(self, line: str) -> None:
        if self.ended:
            self.begin("portrait")
        self._lines.append(line)

    def finished(self) -> str:
        self.begin("portrait")
        return "".join(f"{line}\n" for line in self._done)

    def broken(self, line: Runs, font: Font) -> Runs:
        """A long title with the places at which it goes on below."""
        return broken(line, font, section_width(self.style.page, self.kind), self.style.breaks)
