"""A report's source with the values that it prints in, its HTML out in which each value tells where it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..document import Document
from ..numbered import CLOSE, MIDDLE, OPEN, without_numbers
from ..pack import Pack
from ..render import Rendered
from ..source import Place
from ..weaving import woven
from ..writers import write

_TOKENS = re.compile(f"<[^>]*>|{OPEN}([0-9]+){MIDDLE}|{CLOSE}|[^<{OPEN}{CLOSE}]+")
_SILENT = ("title", "style", "svg", "nav")
Where = Callable[[Place], "tuple[str, bool] | None"]
"""Tells of a place where it is in the editor, and whether an example stands there; None for what is not in it."""


def traced(plain: Document, rendered: Rendered, pack: Pack, where: Where) -> str:
    """`plain` is the document as it is printed."""
    whole, spots = woven(plain, rendered, pack)
    page = write(whole, pack.style, (), "html").decode("utf-8")
    return _told(page, [one.place for one in spots], where)


def _told(page: str, places: Sequence[Place | None], where: Where) -> str:
    """Marks in running text become spans, all others go; a span never holds a tag."""
    done: list[str] = []
    at, silent = "", ""
    for found in _TOKENS.finditer(page):
        token = found[0]
        if token[0] == "<":
            name = re.match(r"</?([a-z0-9]+)", token)
            if name and name[1] in _SILENT and silent in ("", name[1]):
                silent = "" if token[1] == "/" else name[1]
            done.append(without_numbers(token))
        elif found[1] is not None:
            place = places[int(found[1])]
            told = where(place) if place is not None else None
            at = f'data-at="{told[0]}"' + (' class="example"' if told[1] else "") if told is not None else ""
        elif token == CLOSE:
            at = ""
        else:
            done.append(f"<span {at}>{token}</span>" if at and not silent else token)
    return "".join(done)
