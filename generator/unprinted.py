"""A file and what its reports told of it in, one note of what was filled in and is in none of them (这份报告不印) out.

A value is told where it is printed or goes into a figure that is; one that is only compared with such figures (a control
total) is not lost either. What is left is named by the highest key of which nothing was printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from .checks.naming import name_of
from .checks.survey import survey
from .codes.names import NO_BASE
from .codes.output import UNPRINTED
from .codes.relations import CARRY
from .derive.none import is_explanation, says_nothing
from .diagnostic import Diagnostic, Label
from .figure import Faulty, Figure, Item, Nothing, Rows, Text, Texts, Value, Words
from .source import Place

MOST = 8
"""Names that one note tells; the rest are counted."""


class Told(Struct, frozen=True):
    """One report: its figures, and the values of the file that it prints or looks at to choose what it prints."""

    figures: Item
    values: Sequence[Value]


class _Lost(Struct, frozen=True):
    """A key, or a row of a list, of which nothing is printed."""

    path: tuple[str, ...]
    row: str
    place: Place

    @property
    def name(self) -> str:
        return f"{self.row}{'.'.join(self.path)}"


def unprinted(root: Item, reports: Sequence[Told], found: Iterable[Diagnostic] = ()) -> Iterator[Diagnostic]:
    """At most one note for a file; nothing where no report could be made. What was `found` may have told already."""
    if not reports:
        return
    ledger = _Ledger(reports)
    ledger.checked.update(one.place for one in found if one.code is NO_BASE)
    lost = list(ledger.record([root], ()))
    if not lost:
        return
    names = list(dict.fromkeys(one.name for one in lost))
    more = f"，另有{len(names) - MOST}项" if len(names) > MOST else ""
    which = "这份报告不印" if len(reports) == 1 else f"这{len(reports)}份报告都不印"
    yield Diagnostic(
        UNPRINTED,
        f"{which}：{'、'.join(names[:MOST])}{more}",
        Label(lost[0].place),
        tuple(Label(one.place) for one in lost[1:MOST]),
        help="要印的，换一个印它的模板包，或写进报告里有的栏目；不要印的，可以删去",
    )


def accounted(reports: Sequence[Told]) -> frozenset[Place]:
    """Where every value was written that some report prints, looks at, or compares with what it prints."""
    return frozenset(_Ledger(reports).checked)


class _Ledger:
    """What is printed of a file: `told` in some report, `checked` against what is."""

    def __init__(self, reports: Sequence[Told]) -> None:
        self.told: set[Place] = set()
        for report in reports:
            _places(report.values, self.told)
        self.checked: set[Place] = set(self.told)
        """What is printed, or compared with what is."""
        groups = [group for report in reports for group in _compared(report.figures)]
        grown = True
        while grown:
            met = [group for group in groups if len(group) == 1 or not group.isdisjoint(self.checked)]
            grown = any(not group <= self.checked for group in met)
            self.checked.update(*met)

    def record(self, items: Sequence[Item], path: tuple[str, ...]) -> Iterator[_Lost]:
        """What is lost below records that stand at one path, one of them or the rows of a list."""
        found: dict[str, list[tuple[Item, Value]]] = {}
        for item in items:
            for name, value in _content(item):
                found.setdefault(name, []).append((item, value))
        for name, there in found.items():
            yield from self._key(there, (*path, name))

    def _key(self, there: list[tuple[Item, Value]], path: tuple[str, ...]) -> Iterator[_Lost]:
        dead = [(item, value) for item, value in there if self._dead(value)]
        if len(path) > 1:  # beside what is printed, 无 says nothing that is missed
            dead = [(item, value) for item, value in dead if not _none_said(item, value)]
        gone = {id(value) for _, value in dead}
        alive = [value for _, value in there if id(value) not in gone]
        if dead and not any(map(_places_in, alive)):
            yield _Lost(path, "", _place(*dead[0], path[-1]))
            return
        for item, value in dead:
            yield _Lost((path[-1],) if name_of(item) else path, name_of(item), _place(item, value, path[-1]))
        yield from self.record([value for value in alive if isinstance(value, Item)], path)
        yield from self._rows([row for value in alive if isinstance(value, Rows) for row in value.items], path)
        for text in (text for value in alive if isinstance(value, Texts) for text in value.items):
            if text.place not in self.checked:
                yield _Lost((f"“{text.text}”",), path[-1], text.place)

    def _rows(self, rows: list[Item], path: tuple[str, ...]) -> Iterator[_Lost]:
        dead = [row for row in rows if self._dead(row)]
        for row in dead:
            if row.place is not None:
                yield _Lost((name_of(row).removesuffix("的"),), path[-1], row.place)
        gone = {id(row) for row in dead}
        yield from self.record([row for row in rows if id(row) not in gone], path)

    def _dead(self, value: Value) -> bool:
        """Whether nothing in it is printed, and something is not even compared."""
        lost = any(place not in self.checked for place in _places_in(value))
        return lost and not any(place in self.told for place in _places_in(value, whole=True))


def _none_said(item: Item, value: Value) -> bool:
    """无, a 说明 that explains nothing, and a number of nothing: 0 times of what cost 0."""
    if isinstance(value, Figure):
        main = item.get(item.kind.main) if item.kind.main else None
        return isinstance(main, Figure) and main is not value and not main.value and not value.value
    explains = isinstance(value, Words) and any(
        one is value for name, one in item.entries.items() if is_explanation(name)
    )
    return isinstance(value, Nothing) or (explains and says_nothing(value))


def _place(item: Item, value: Value, name: str) -> Place:
    return item.keys.get(name) or _places_in(value)[0]


def _content(item: Item, whole: bool = False) -> list[tuple[str, Value]]:
    """What a record says, without the keys that only guide; where a row has nothing else, the one that names it."""
    known = [(field, item.entries[field.name]) for field in item.kind.fields if field.name in item.entries]
    if whole:
        return [(field.name, value) for field, value in known]
    said = [one for one in known if not one[0].guides] or [one for one in known if item.kind.inline and one[0].required]
    return [(field.name, value) for field, value in said]


def _places_in(value: Value, whole: bool = False) -> list[Place]:
    """The places of everything that was written in a value, of what guides too where it is taken `whole`."""
    if isinstance(value, Item):
        return [place for _, one in _content(value, whole) for place in _places_in(one, whole)]
    if isinstance(value, Rows):
        return [place for row in value.items for place in _places_in(row, whole)]
    if isinstance(value, Texts):
        return [text.place for text in value.items]
    return [value.place] if not isinstance(value, Faulty) and value.place is not None else []


def _places(values: Iterable[Value], found: set[Place]) -> None:
    """Where the values were written, and what they were worked out from."""
    seen: set[int] = set()
    open_: list[Value] = list(values)
    while open_:
        value = open_.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Figure):
            open_ += value.parts
            if value.control is not None:
                open_.append(value.control)
            if value.working is not None:
                open_ += value.working.read
        elif isinstance(value, (Text, Words)):
            open_ += value.tells
        elif isinstance(value, Texts):
            open_ += value.items
        if not isinstance(value, (Item, Rows, Texts)) and value.place is not None:
            found.add(value.place)


def _compared(figures: Item) -> Iterator[set[Place]]:
    """Every figure that was given and is compared with what it is worked out from: all the places of one comparison.

    A count of rows has but its own.
    Income that is compared with expenditure (CARRY) is a figure of its own and no control total.
    """
    for item in survey(figures).records:
        for value in item.entries.values():
            if type(value) is not Figure or value.control is None or value.working is None:
                continue
            if value.working.code != CARRY.id:
                found: set[Place] = set()
                _places((value,), found)
                yield found
