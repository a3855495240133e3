"""Two completed reports in, what differs between them in the report's own words out (项目支出：50 → 52 万元，增长 4%).

Rows are matched by what names them (名称, 科目, 年度), not by their number, so that a project that moved has not changed.
What was written comes first; what only follows from it (totals, rates) is told apart.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from msgspec import Struct

from .alignment import compared
from .exhaustive import assert_never
from .figure import (
    NAMED_ROW,
    TITLES,
    Day,
    Faulty,
    Figure,
    Flag,
    Item,
    Nothing,
    Rows,
    Text,
    Texts,
    Value,
    Words,
    title_of,
)  # fmt: skip
from .model import Field, Record, inner_record
from .pack import Wording
from .vocabulary.figures import FOLLOWING
from .wording import date_text, digits, number, with_unit

MOST_PAIRS = 40_000
"""Names that are compared two by two: 200 rows that are gone beside 200 that are new. Among more, nobody renamed some."""
_TITLES = (*TITLES, "标准", "年")
"""What tells a row of a list from the others, the first that it has."""


class Change(Struct, frozen=True):
    """One difference: what it is of, how it was and is (None: not there), and what may be said of both."""

    what: str
    old: str | None
    new: str | None
    remark: str = ""
    follows: bool = False
    """Whether it was computed in both, and so comes from other changes."""


class Wordings(Struct, frozen=True):
    """How each of the two reports prints a figure."""

    old: Wording
    new: Wording


def differences(old: Item, new: Item, keys: Record, wordings: Wordings) -> tuple[Change, ...]:
    """Every difference in reading order, of the `keys` that a file may hold; those that only follow last."""
    found = list(_items(old, new, (), keys, wordings))
    return (*(one for one in found if not one.follows), *(one for one in found if one.follows))


def _items(old: Item, new: Item, path: tuple[str, ...], keys: Record, wordings: Wordings) -> Iterator[Change]:
    before, after = _entries(old), _entries(new)
    for field in keys.fields:
        main = field.name in (keys.main, "合计")
        below = path if main and path else (*path, field.name)
        yield from _values(before.get(field.name), after.get(field.name), below, field, wordings)


def _entries(item: Item) -> dict[str, Value]:
    """What a report says; values that are made of others only when a template asks for them are left out."""
    return {name: value for name, value in item.made.items() if name not in FOLLOWING or _written(value)}


def _values(
    old: Value | None, new: Value | None, path: tuple[str, ...], field: Field, wordings: Wordings
) -> Iterator[Change]:
    inner = inner_record(field.kind) or NAMED_ROW
    match old, new:
        case Item(), Item():
            yield from _items(old, new, path, inner, wordings)
        case Rows(), Rows():
            yield from _rows(old, new, path, inner, wordings)
        case Figure(), Figure():
            yield from _figures(old, new, path, wordings)
        case Words(), Words():
            yield from _passages(old, new, path)
        case (Item() | Rows(), None) | (None, Item() | Rows()):
            yield from _whole(old, new, path)
        case _:
            before, after = _text(old, wordings.old), _text(new, wordings.new)
            if before != after:
                yield Change(_called(path), before, after, follows=not _written(old) and not _written(new))


def _figures(old: Figure, new: Figure, path: tuple[str, ...], wordings: Wordings) -> Iterator[Change]:
    before, after = old.control or old, new.control or new
    if before.value == after.value and before.unit.dimension == after.unit.dimension:
        return
    follows = not _written(old) and not _written(new)
    said = with_unit(before, wordings.old), with_unit(after, wordings.new)
    if before.unit == after.unit and before.unit.name and before.unit.dimension == "money":
        said = number(before, wordings.old), f"{number(after, wordings.new)} {after.unit.name}"
    yield Change(_called(path), *said, _moved(before, after, wordings.new), follows)


def _moved(old: Figure, new: Figure, wording: Wording) -> str:
    """增加 2 万元，增长 4%: for money and counts; a base of zero or below has no rate."""
    if old.unit.dimension != new.unit.dimension or old.unit.dimension in ("rate", "score"):
        return ""
    gap, factor = new.value - old.value, new.unit.factor
    up = gap > 0
    unit = f" {new.unit.name}" if new.unit.name else ""
    amount = f"{'增加' if up else '减少'} {digits(abs(gap) / factor, max(2, new.decimals or 0), trim=True)}{unit}"
    if old.value <= 0:
        return amount
    return (
        f"{amount}，{'增长' if up else '下降'} {digits(abs(gap) / old.value * 100, wording.rate_decimals, trim=True)}%"
    )


def _rows(old: Rows, new: Rows, path: tuple[str, ...], keys: Record, wordings: Wordings) -> Iterator[Change]:
    before, after = _by_title(old), _by_title(new)
    renamed = _renamed([title for title in before if title not in after], [one for one in after if one not in before])
    for title, row in after.items():
        former = before.get(renamed.get(title, title))
        if former is None:
            yield Change(_called((*path, title)), None, "新增")
        else:
            yield from _items(former, row, (*path[:-1], title), keys, wordings)
    for title in before:
        if title not in after and title not in renamed.values():
            yield Change(_called((*path, title)), "删去", None)


def _renamed(gone: list[str], come: list[str]) -> dict[str, str]:
    """Rows that kept most of their name: what they are called now, what they were called."""
    found: dict[str, str] = {}
    if len(gone) * len(come) > MOST_PAIRS:
        return found
    left = dict.fromkeys(gone)
    for title in come:
        close = difflib.get_close_matches(title, left, n=1, cutoff=0.7)
        if close:
            found[title] = close[0]
            del left[close[0]]
    return found


def _by_title(rows: Rows) -> dict[str, Item]:
    """Rows by their title; one that stands twice is told by its number."""
    found: dict[str, Item] = {}
    for number_, row in enumerate(rows.items, 1):
        title = title_of(row, _TITLES) or f"第{number_}项"
        found[title if title not in found else f"{title}（第{number_}项）"] = row
    return found


def _whole(old: Value | None, new: Value | None, path: tuple[str, ...]) -> Iterator[Change]:
    """A block or a list that only one of the two has; one that nobody wrote follows from something else."""
    value = new if new is not None else old
    if value is not None and _written(value):
        yield Change(_called(path), None if old is None else "删去", None if new is None else "新增")


def _passages(old: Words, new: Words, path: tuple[str, ...]) -> Iterator[Change]:
    """Prose by paragraphs: those that are new, gone, or put another way."""
    before, after = list(old.prose.paragraphs()), list(new.prose.paragraphs())
    for i, j, k, m in compared(before, after):
        yield Change(_called(path), _joined(before[i:j]), _joined(after[k:m]))


def _joined(paragraphs: Iterable[str]) -> str | None:
    return "\n".join(paragraphs) or None


def _text(value: Value | None, wording: Wording) -> str | None:
    match value:
        case None | Faulty():
            return None
        case Figure():
            return with_unit(value, wording)
        case Text(text=text):
            return text
        case Texts(items=items):
            return "、".join(one.text for one in items)
        case Words():
            return _joined(value.prose.paragraphs())
        case Day():
            return date_text(value)
        case Flag(value=true):
            return "是" if true else "否"
        case Nothing():
            return "无"
        case Item() | Rows():
            return "有"
        case _:
            assert_never(value)


def _written(value: Value | None) -> bool:
    """Whether somebody wrote it: a computed figure was, where a control figure stands beside it."""
    match value:
        case Figure(place=place, control=control):
            return place is not None or control is not None
        case Item(place=place) | Rows(place=place):
            return place is not None
    return value is not None


def _called(path: tuple[str, ...]) -> str:
    return " ".join(path)
