"""Where the parser stumbled: its own words, the stretch it names, and what it had read by then."""

from __future__ import annotations

from msgspec import Struct

from ..diagnostic import Code, Diagnostic, Label
from ..source import Place
from . import slips
from .mending import Mend, MendedText


class LastScalar(Struct, frozen=True):
    """The last scalar that was read, by its indexes in the sheet; `style` is the parser's sign for it, "" if plain."""

    start: int
    end: int
    style: str


class OpenCollection(Struct, frozen=True):
    """A collection that was open: where its first entry or bracket stands."""

    start: int
    flow: bool


class Scene(Struct, frozen=True):
    """`problem` and `context` are libyaml's English, never shown; `since` is where the thing in hand began."""

    sheet: MendedText
    problem: str
    context: str
    at: int
    since: int
    last: LastScalar | None
    opened: tuple[OpenCollection, ...]
    """Open collections and those that ended right before the stumble."""
    flow: bool
    """Whether the innermost collection that was handed on is one in brackets."""

    @property
    def line(self) -> int:
        return self.sheet.line(self.at)

    @property
    def character(self) -> str:
        return self.sheet.text[self.at : self.at + 1]

    @property
    def line_before(self) -> str:
        """The line's text up to where the parser stumbled."""
        return self.sheet.text[self.sheet.line_start(self.line) : self.at]

    @property
    def in_flow(self) -> bool:
        """Whether this is inside brackets; libyaml looks ahead, so those of this line may not be handed on yet."""
        before = self.line_before
        return self.flow or before.count("{") + before.count("[") > before.count("}") + before.count("]")

    def word(self) -> Place:
        """The place of what stands where the parser stumbled, up to its line's end."""
        text = self.sheet.line_text(self.line)
        begin = self.at - self.sheet.line_start(self.line)
        tail = text[begin:].rstrip()
        return self.sheet.place(self.at, self.at + len(tail)) if tail else self.last_sign()

    def last_sign(self) -> Place:
        """The place of the last character before the stumble that can be seen."""
        end = len(self.sheet.text[: self.at].rstrip())
        return self.sheet.place(max(end - 1, 0), end)


def fault(scene: Scene, code: Code, fact: str, advice: str, place: Place | None = None, label: str = "") -> Mend:
    return Mend(Diagnostic(code, fact, Label(place or scene.word(), label), help=advice))


def slip_near(scene: Scene, first: int | None = None) -> Mend | None:
    """A keyboard slip on the lines from `first` to the stumble."""
    begin = scene.line if first is None else first
    for line in range(begin, min(scene.line, begin + 200) + 1):
        slip = slips.in_line(scene.sheet, line)
        if slip is not None:
            return slip
    return None
