"""Faults of one rendered text: code, words and a line of the text in, located diagnostics out."""

from __future__ import annotations

from ..diagnostic import Code, Diagnostic, Label
from ..source import Place, Source, shorten

LONGEST_QUOTE = 20
MOST_FAULTS = 50
"""Findings on one rendered text; behind it no more of the text is read. A finished template has none, and one under way
is mended from its first ones on."""


class Faults:
    """Collects the diagnostics of one parse; lines count from 0, as the block parser counts them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.full = False
        """Whether so much was found that the rest is left unread."""
        self.count = 0
        """Of all reports, those that are no longer kept too."""

    def place(self, line: int, fragment: str = "") -> Place:
        """The first `fragment` at or after a line, or the line's own text where there is none."""
        start = self.source.offset(line + 1, 1)
        if fragment:
            at = self.source.text.find(fragment, start)
            if at >= 0:
                return Place(self.source, at, at + len(fragment))
        end = self.source.text.find("\n", start)
        text = self.source.text[start : len(self.source.text) if end < 0 else end]
        start += len(text) - len(text.lstrip())
        return Place(self.source, start, start + len(text.strip()))

    def report(
        self,
        code: Code,
        message: str,
        line: int,
        *,
        fragment: str = "",
        advice: str = "",
        labels: tuple[Label, ...] = (),
    ) -> None:
        self.count += 1
        if self.full:
            return
        self.full = len(self.found) == MOST_FAULTS - 1
        notes = (f"先列出 {MOST_FAULTS} 处，这一处之后的还没有读",) if self.full else ()
        self.found.append(Diagnostic(code, message, Label(self.place(line, fragment)), labels, notes, help=advice))


def quote(text: str) -> str:
    """A text of the template as a message shows it: on one line, shortened."""
    return shorten(text[: 20 * LONGEST_QUOTE], LONGEST_QUOTE)
