"""Figures and a Pack in, the report's Markdown source with the values behind its placeholders out.

A template's mistake is a diagnostic at its line in its own file; what a department wrote that the template prints as well
is one at the department's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from msgspec import Struct
from msgspec.structs import replace

from ..checks.prose.quoted import PrintedLine
from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text, Value
from ..pack import Pack
from ..prose import Prose
from ..source import Source, whole_file
from .beginnings import said_twice, without_marks
from .crowded import crowded
from .desk import Desk
from .endings import in_sentences
from .mistakes import MAIN, MISTAKES, diagnose
from .printed import sentences
from .sandbox import sandbox
from .views import names_of
from .watch import bounded

__all__ = ["MAIN", "Rendered", "render"]


class Rendered(Struct, frozen=True):
    """Markdown source; a placeholder (U+FDD0 index U+FDD1) stands for each of `values`. `told` is what they tell."""

    source: Source
    values: Sequence[str | Prose]
    told: Sequence[Value]
    of: Sequence[Sequence[Value]] = ()
    """The file's values behind each of `values`."""

    @property
    def sentences(self) -> Iterator[PrintedLine]:
        """Its lines as a reader sees them, each with the stretches that somebody typed."""
        return sentences(self.source.text, self.values)


def render(figures: Item, pack: Pack) -> tuple[Rendered | None, tuple[Diagnostic, ...]]:
    """Fill a pack's template."""
    shown = pack.read(MAIN)
    if shown is None:
        return None, (prints_nothing(pack, figures),)
    figures, unit = _in_one_unit(figures)
    desk = Desk(pack.wording.for_report(unit))
    names = {**names_of(figures, desk), "用语": dict(pack.wording.words), "报告名": pack.title}
    try:
        with nullcontext() if pack.built_in else bounded(), sandbox(pack.read) as environment:
            text = environment.get_template(MAIN).render(names)
    except MISTAKES as error:
        return None, (diagnose(error, pack, tuple(names)),)
    if too_many := tuple(crowded(text, desk.of)):
        return None, too_many
    text = without_marks(text, desk.values)
    found = tuple(said_twice(text, desk.values, desk.of))
    text = in_sentences(text, desk.values, desk.of)
    return Rendered(Source(shown[0], text), tuple(desk.values), desk.told, desk.of), found


def _in_one_unit(figures: Item) -> tuple[Item, str | None]:
    """The unit that all amounts are printed in, if the file names one: tables and pictures then say that one too."""
    unit = figures.get("报告金额单位")
    if not isinstance(unit, Text):
        return figures, None
    return replace(figures, entries={**figures.entries, "金额单位": unit}), unit.text


def prints_nothing(pack: Pack, figures: Item | None) -> Diagnostic:
    """The pack only serves others as a base; said where the file, if there is one, asks for it."""
    asked = figures.lines("模板") if figures is not None else ()
    places = [text.place for text in asked if text.text == pack.name]
    advice = "换一个能出报告的模板包，“zipingbao templates”列出全部；自己的模板包要有 UTF-8 文本的 report.md.j2"
    message = f"模板包“{pack.name}”不出报告：它和它继承的模板包里没有能读的 report.md.j2"
    return Diagnostic(codes.MISSING_FILE, message, Label(places[0] if places else whole_file(pack.name)), help=advice)
