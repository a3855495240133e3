"""What a file asks of packs (模板, 年度) in; which of them are wanted, and whether they serve its year, out."""

from __future__ import annotations

import re

from msgspec import Struct

from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text
from ..nodes import Mapping, Node, Scalar, Sequence
from ..pack import Pack
from ..source import Place, whole_file
from .files import plain

SEVERAL = re.compile("[、，,；;]")
"""Several names in one text are no name: validation says how a list is written."""


class Asked(Struct, frozen=True):
    """A pack's name, and where it was written (None on the command line)."""

    text: str
    place: Place | None


def wanted(node: Node) -> tuple[Asked, ...]:
    """The packs that a file names, before it is validated."""
    if not isinstance(node, Mapping):
        return ()
    value = next((entry.value for entry in node.entries if entry.key.text == "模板"), None)
    nodes = value.items if isinstance(value, Sequence) else (value,)
    named = [Asked(one.text.strip(), one.place) for one in nodes if isinstance(one, Scalar) and one.text.strip()]
    named = [one for one in named if not SEVERAL.search(one.text)]
    return tuple({one.text: one for one in reversed(named)}.values())[::-1]


def choose(asked: tuple[Asked, ...], template: str | None) -> tuple[tuple[Asked, ...], tuple[Diagnostic, ...]]:
    """All of a file's packs, or the one that was asked for by its name or the last part of it.

    A pack that the file does not name may be asked for as well, as long as it is there: one file of facts feeds every
    report of its year.
    """
    if template is None:
        return asked, ()
    template = plain(template)
    for one in asked:
        if template in (one.text, one.text.rpartition("/")[2]):
            return (one,), ()
    return (Asked(template, None),), ()


def served(pack: Pack, root: Item) -> tuple[Diagnostic, ...]:
    """A pack that names its years is warned of in another one: where it says so, if it did not come with the program."""
    year = root.get("年度")
    if not isinstance(year, Text) or not pack.years or year.text in pack.years:
        return ()
    written, place = pack.rules.places.get("适用年度"), year.place or whole_file(pack.name)
    return (
        Diagnostic(
            codes.YEAR,
            f"模板包“{pack.name}”适用于 {'、'.join(pack.years)} 年度，文件是 {year.text} 年度",
            Label(written or place),
            (Label(place, "文件的年度"),) if written else (),
            help="核对有没有这一年度的模板包；没有的，逐项核对表样",
        ),
    )
