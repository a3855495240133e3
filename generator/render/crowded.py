"""A report's Markdown and the values in it in, a line that the department's own list makes too long out, at that list.

A template that prints too long a line by itself, or the same over and over, is told by the dialect, as the pack's mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codes.figures import CROWDED
from ..diagnostic import Diagnostic, Label
from ..dialect.limits import LONGEST_LINE
from ..figure import Faulty, Item, Rows, Value
from ..pattern import deferred
from ..source import Place
from .desk import CLOSE, OPEN

FEWEST = 500
"""Values of a file in one line from which on they make it long; a line of a published report prints no more than 40."""
OFTEN = 4
"""Times that a template prints each of them on the whole; what is printed more often is repeated by the template."""
_VALUE = deferred(rf"{OPEN}(\d+){CLOSE}")


def crowded(text: str, of: Sequence[Sequence[Value]]) -> Iterator[Diagnostic]:
    """The first such line; `of` are the file's values behind each placeholder."""
    if len(text) <= LONGEST_LINE:
        return
    for line in text.split("\n"):
        if len(line) <= LONGEST_LINE:
            continue
        printed = [int(match[1]) for match in _VALUE.finditer(line)]
        places = [place for number in printed for place in _places(of[number])]
        rows = list(dict.fromkeys(places))
        if len(rows) >= FEWEST and len(printed) <= OFTEN * len(rows):
            message = f"从这里起有 {len(rows)} 处内容都印进报告的同一段，这一段太长，排不成版"
            advice = "只写几项主要的，其余并成一项或写个数；要全部列出的，换一个把它印成表的模板包"
            yield Diagnostic(CROWDED, message, Label(_commonest(rows)), help=advice)
            return


def _places(values: Sequence[Value]) -> Iterator[Place]:
    for value in values:
        if not isinstance(value, (Item, Rows, Faulty)) and value.place is not None:
            yield value.place


def _commonest(places: list[Place]) -> Place:
    """The first of the values that stand in the longest run of neighbouring lines: a heading may be printed as well."""
    best = start = 0
    length, at = 0, 0
    for at in range(1, len(places) + 1):
        goes_on = at < len(places) and 0 <= places[at].line - places[at - 1].line <= 2
        if not goes_on:
            if at - start > length:
                best, length = start, at - start
            start = at
    return places[best]
