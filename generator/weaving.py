"""A report's document and what it was parsed from in, the same document with each printed value numbered, and whose it is, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from .dialect import laid_out, parse
from .document import Document, Run
from .figure import Figure, Value, Words
from .numbered import numbered, without_numbers
from .pack import Pack
from .prose import Prose, Section
from .render import Rendered
from .source import Place

_CHART = re.compile(r"^:{3,}\s*图.*?^:{3,}\s*$", re.MULTILINE | re.DOTALL)
_HELD = re.compile("\ufdd0([0-9]{1,9})\ufdd1")
_QUOTED = "|>\"'"
"""What a scalar of several lines begins with."""
T = TypeVar("T")


class Spot(Struct, frozen=True):
    """Where a printed line was written, and the values of the file behind it; of a sum, where the first of its parts was."""

    place: Place | None
    of: Sequence[Value]


def woven(plain: Document, rendered: Rendered, pack: Pack) -> tuple[Document, list[Spot]]:
    """`plain` is the document as it is printed: what marks would move (the widths of columns) is taken from it."""
    spots: list[Spot] = []
    in_charts = {int(n) for chart in _CHART.findall(rendered.source.text) for n in _HELD.findall(chart)}
    values = [
        value if number in in_charts else _marked(value, of, spots)
        for number, (value, of) in enumerate(zip(rendered.values, rendered.of, strict=False))
    ]
    marked, _ = parse(rendered.source, values, pack.style, title=plain.title, author=plain.author, date=plain.date)
    return (plain if marked is None else _woven(plain, laid_out(marked, pack.style))), spots


def _marked(value: str | Prose, of: Sequence[Value], spots: list[Spot]) -> str | Prose:
    """Every line of a value under a number of its own."""
    if not of:
        return value
    lines = next((one.lines for one in of if isinstance(one, Words)), ())
    whole = next((one for one in map(_place, of) if one is not None), None)
    if isinstance(value, str):
        return "\n".join(_line(line, Spot(whole, of), spots) for line in value.split("\n"))
    reached = count()

    def marked(text: str) -> str:
        number = next(reached)
        return _line(text, Spot(lines[number] if number < len(lines) else whole, of), spots)

    return _prose(value, marked)


def _line(text: str, spot: Spot, spots: list[Spot]) -> str:
    if not text:
        return text
    spots.append(spot)
    return numbered(len(spots) - 1, text)


def _prose(prose: Prose, mark: Callable[[str], str]) -> Prose:
    return Prose(
        tuple(
            mark(one) if isinstance(one, str) else Section(mark(one.title), _prose(one.body, mark))
            for one in prose.blocks
        )
    )


def _place(value: Value) -> Place | None:
    """Where a value was written; where it was worked out, that of the first figure that it comes from."""
    place = getattr(value, "place", None)
    if isinstance(place, Place) and _holds(place, value):
        return place
    parts = value.parts if isinstance(value, Figure) else ()
    return next((found for one in parts if (found := _place(one)) is not None), None)


def _holds(place: Place, value: Value) -> bool:
    """Not where a word was worked out of a mapping that reaches over lines: all that stands in it would be marked."""
    written = place.source.text[place.start : place.end]
    if isinstance(value, Words) or "\n" not in written.strip() or written[0] in _QUOTED:
        return True
    return "".join(written.split()) == "".join(str(getattr(value, "text", "")).split())


def _woven(plain: T, marked: T) -> T:
    """The plain value with the texts of the marked one, wherever both are of one shape."""
    if isinstance(plain, Run) and isinstance(marked, Run):
        return marked if without_numbers(marked.text) == plain.text and marked.bold == plain.bold else plain
    if isinstance(plain, str) and isinstance(marked, str):
        return marked if without_numbers(marked) == plain else plain
    if isinstance(plain, tuple) and isinstance(marked, tuple) and len(plain) == len(marked):
        return tuple(_woven(one, other) for one, other in zip(plain, marked, strict=True))  # type: ignore[return-value]
    if isinstance(plain, Struct) and type(plain) is type(marked):
        pairs = ((name, getattr(plain, name), getattr(marked, name)) for name in plain.__struct_fields__)
        return replace(plain, **{name: _woven(own, other) for name, own, other in pairs})
    return plain
