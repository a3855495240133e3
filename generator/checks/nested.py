"""Rows of a pasted table in, those that may be the sum of rows beside them, and so are counted twice, out.

Nobody can tell a title of a group (商品和服务支出) from an item by its words. That it is one is likely where its figures are
the sum of the rows below it or above it, to more digits than chance would give; and sure where it is numbered 一、
and the rows below it 1. or not at all. Only asked of a table that was pasted and has no total of its own: who writes a list
item by item does not add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..codes import relations as codes
from ..derive.sums import Unknown, figure_at
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Rows, Text, Total
from ..model import Line
from ..pack import Pack
from ..pattern import deferred
from .given import FEW
from .survey import survey

DIGITS = 3
"""Significant digits of a figure from which on a sum is hardly chance; 60 = 20 + 40 may be anything."""
_NUMBER = deferred(r"^\s*([（(]?)(?:([一二三四五六七八九十]+)|([0-9０-９]{1,2}))([)）、.．])")
_CODE = deferred(r"^\s*[0-9]{3,9}(?:\s|$)")

Columns = dict[str, Decimal]


def counted_twice(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, rows against the rows beside them: in every pasted table those that are others' sum."""
    for holder in survey(figures).records:
        for table in holder.entries.values():
            if type(table) is Rows and table.pasted and len(table.items) > 1:
                names = _names(table)
                if names and not any(not one.within and (0, len(names)) in one.spans for one in table.totals):
                    yield from _sums(names, [_columns(row) for row in table.items])


def _names(table: Rows) -> list[Text]:
    """Nothing where codes say themselves what belongs to what."""
    names = [name for row in table.items if (name := _name(row)) is not None]
    return names if len(names) == len(table.items) and not any(_CODE.match(one.text) for one in names) else []


def _name(row: Item) -> Text | None:
    for name, value in row.entries.items():
        if isinstance(value, Text) and isinstance(row.kind.by_name[name].kind, Line):
            return value
    return None


def _columns(row: Item) -> Columns:
    """The money of a row as it was filled in."""
    found: Columns = {}
    for name, value in row.entries.items():
        try:
            figure = figure_at(row, name) if isinstance(value, (Figure, Item)) else None
        except Unknown:
            continue
        if figure is not None and figure.working is None and figure.unit.dimension == "money" and figure.value:
            found[name] = figure.value
    return found


def _sums(names: Sequence[Text], rows: Sequence[Columns]) -> Iterator[Diagnostic]:
    """One finding a table: each row that may be a sum, with the rows of which."""
    found: dict[int, range] = {}
    for at, row in enumerate(rows):
        if row and not any(at in parts for parts in found.values()):
            parts = _lower(names, at) or _below(names, rows, at) or _above(rows, at)
            if parts:
                found[at] = parts
    if not found:
        return
    first, *others = [names[at] for at in found]
    called = "、".join(f"“{one.text}”" for one in (first, *others)[:FEW]) + ("等" if len(found) > FEW else "")
    below = [names[part] for parts in found.values() for part in parts]
    yield Diagnostic(
        codes.COUNTED_TWICE,
        f"{called}可能是{'它下面' if min(found) < found[min(found)].start else '它上面'}几行之和，各行相加就算了两遍",
        Label(first.place, "可能是合计"),
        (*(Label(one.place, "可能是合计") for one in others), *(Label(one.place, "分项") for one in below)),
        help="是合计的，删去这一行；不是的，编号改成同一级，或改成一行一项的“名称: 数”",
    )


def _lower(names: Sequence[Text], at: int) -> range:
    """The rows below one that is numbered 一、, where they begin anew with 1. or （一）."""
    own, begins = _style(names[at].text), at + 1
    if own is None or begins == len(names) or (style := _style(names[begins].text)) in (None, own):
        return range(0)
    if any(_style(one.text) == style for one in names[:at]) and not any(_style(one.text) == own for one in names[:at]):
        return range(0)  # it is the other way round
    end = next((n for n in range(begins, len(names)) if _style(names[n].text) != style), len(names))
    return range(begins, end) if re.search("[一1１]", names[begins].text[:3]) else range(0)


def _style(text: str) -> tuple[str, bool, str] | None:
    found = _NUMBER.match(text)
    return (found[1], found[2] is not None, found[4]) if found else None


def _below(names: Sequence[Text], rows: Sequence[Columns], at: int) -> range:
    end = _reached(rows[at], rows[at + 1 :])
    parts = range(at + 1, at + 1 + end)
    numbered = _style(names[at].text) is not None and not any(_style(names[part].text) for part in parts)
    whole = at == 0 and end == len(rows) - 1 and end > 2
    return parts if end > 1 and (numbered or whole or _telling(rows[at])) else range(0)


def _above(rows: Sequence[Columns], at: int) -> range:
    end = _reached(rows[at], rows[:at][::-1])
    return range(at - end, at) if end > 1 and _telling(rows[at]) else range(0)


def _reached(whole: Columns, parts: Sequence[Columns]) -> int:
    """How many rows from the first on add up to a figure in every column; 0 where they do not."""
    total: Columns = {}
    for number, part in enumerate(parts, 1):
        for name, value in part.items():
            total[name] = total.get(name, Decimal(0)) + value
        if total == whole:
            return number
        if any(value > whole.get(name, Decimal(0)) for name, value in total.items()):
            return 0
    return 0


def _telling(row: Columns) -> bool:
    return any(len(value.normalize().as_tuple().digits) >= DIGITS for value in row.values())


def behind(total: Total, table: Rows) -> Diagnostic | None:
    """The rows behind an 其中 which, with it, make up the row that it is a part of."""
    names, at = _names(table), total.spans[0][1] if total.spans else 0
    if not 0 < at < len(names):
        return None
    whole, rest = _columns(table.items[at - 1]), [_columns(row) for row in table.items[at:]]
    parts = [_columns(one.item) for one in table.totals if one.within and one.spans == total.spans]
    end = _reached(whole, [*parts, *rest]) - len(parts) if _telling(whole) else 0
    if end <= 0:
        return None
    own = names[at : at + end]
    called = "、".join(f"“{one.text}”" for one in own[:FEW]) + ("等" if len(own) > FEW else "")
    return Diagnostic(
        codes.BEHIND_OF_WHICH,
        f"{called}与“{total.name.strip()}”加起来正好是“{names[at - 1].text}”，可能也是它的一部分，却另算了一遍",
        Label(own[0].place, "可能也是其中"),
        (*(Label(one.place, "可能也是其中") for one in own[1:]), Label(names[at - 1].place, "所在的一项")),
        help=f"是它的一部分的，写成“其中：{own[0].text}”；不是的，改成一行一项的“名称: 数”",
    )
