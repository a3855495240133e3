"""The figures of a report in, each with its path and row out: exact, money in 元, each once however many packs read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from ..figure import NAMED_ROW, Figure, Item, Rows, title_of
from ..model import Record, inner_record
from ..pack import Pack
from ..packs import full_record
from .filing import Valued

DECIMALS = 10
"""Of a value that does not end (a rate); money that was written never has more."""
_JOINT = " / "


def values(read: Iterable[tuple[int, Pack, Item]]) -> Iterator[Valued]:
    """By the keys that a file may hold: what derive adds for templates alone says nothing new. `read` has each pack's number."""
    seen: set[tuple[str, str]] = set()
    for number, pack, item in read:
        for path, row, figure in _item(item, full_record((pack,)), "", ""):
            if (path, row) in seen:
                continue
            seen.add((path, row))
            shown = figure.shown
            written = figure.place is not None or figure.control is not None
            yield Valued(number, path, row, _exact(shown), _unit(shown), written)


def _item(item: Item, keys: Record, path: str, row: str) -> Iterator[tuple[str, str, Figure]]:
    entries = item.made
    for field in keys.fields:
        value = entries.get(field.name)
        below = f"{path}.{field.name}" if path else field.name
        if isinstance(value, Figure):
            yield below, row, value
        elif isinstance(value, Item):
            yield from _item(value, inner_record(field.kind) or NAMED_ROW, below, row)
        elif isinstance(value, Rows):
            inner = NAMED_ROW if value.named else inner_record(field.kind) or NAMED_ROW
            for title, one in _titled(value):
                yield from _item(one, inner, below, f"{row}{_JOINT}{title}" if row else title)


def _titled(rows: Rows) -> Iterator[tuple[str, Item]]:
    """Rows by their code and name; a second one of the same is told by its number."""
    seen: set[str] = set()
    for number, row in enumerate(rows.items, 1):
        code, name = row.text("编码"), title_of(row) or f"第{number}项"
        title = f"{code} {name}" if code and not name.startswith(code) else name
        title = title if title not in seen else f"{title}（第{number}项）"
        seen.add(title)
        yield title, row


def _exact(figure: Figure) -> str:
    value = figure.value if figure.unit.dimension == "money" else figure.value / figure.unit.factor
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMALS:
        value = value.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_UP)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unit(figure: Figure) -> str:
    return "元" if figure.unit.dimension == "money" else figure.unit.name
