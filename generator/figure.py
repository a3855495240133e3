"""The values of a report under their Chinese names: figures, text, dates, records and rows, each with its place.

Figures is one read-only tree of these: what validation found, completed by derive with everything computed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct, field

from .amount import MONEY, RATES
from .model import Field, Line, Money, Record
from .prose import Prose
from .source import Place

Dimension = Literal["money", "rate", "count", "score"]


class Unit(Struct, frozen=True):
    """What a figure is counted in: money in 元, a rate as a plain number; `name` is what is printed behind it."""

    dimension: Dimension
    name: str

    @property
    def factor(self) -> Decimal:
        """What one of the printed unit is in the stored one."""
        return MONEY.get(self.name) or RATES.get(self.name) or Decimal(1)


class Working(Struct, frozen=True):
    """How a figure was worked out, for messages: the relation's code, its formula in words and the sign between parts.

    `names` is what the parts are called, "分项" for each where they are many of a kind. `read` are the other
    values that the figure was read from: a list that was counted, a target and what came of it.
    """

    code: str
    says: str
    sign: str = "+"
    names: tuple[str, ...] = ()
    read: tuple[Value, ...] = ()


class Figure(NamedTuple):
    """An exact figure (money in 元, 100% as 1) and how it is printed.

    `low` and `high` bound what the written digits can stand for; `decimals` counts places of the printed unit as
    they were written, None where the pack's style decides (a computed figure).
    `place` is where it was written, None for a computed one; `parts` are the figures that it was computed from.
    `control` is the figure that was written where this one was computed, if it was; `working` says by what relation.
    A named tuple, which `_replace` alters where a rule widens or evens out a figure.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    unit: Unit
    decimals: int | None
    place: Place | None = None
    parts: tuple[Figure, ...] = ()
    control: Figure | None = None
    working: Working | None = None

    def agrees(self, other: Figure) -> bool:
        """Whether both can be the same figure, given the digits that were written (舍入允差)."""
        return self.low <= other.high and other.low <= self.high

    @property
    def shown(self) -> Figure:
        """What is printed: the written figure where it agrees with the computed one, or was evened out."""
        control = self.control
        return control if control is not None and (self.agrees(control) or self.evened(control)) else self

    def evened(self, control: Figure) -> bool:
        """Whether a written rate is one off in its last place: shares are evened out (凑尾数) to add to 100% in print."""
        if self.unit.dimension != "rate" or control.decimals is None:
            return False
        gap = abs(self.value - control.value) / control.unit.factor
        return gap < Decimal("1.5").scaleb(-control.decimals)


class Text(Struct, frozen=True):
    """One line of text, or a choice, as typed; `tells` are the values of the file that it was made of."""

    text: str
    place: Place
    tells: tuple[Figure | Text | Day, ...] = ()


class Words(Struct, frozen=True):
    """Prose of the department; `lines` are the places of its paragraphs and titles in reading order.

    `listed` says that it was written as a YAML list, whose points a template numbers (一是, （1）).
    `tells` are the values that references in it print.
    """

    prose: Prose
    place: Place
    lines: tuple[Place, ...]
    listed: bool = False
    tells: tuple[Figure | Text | Day, ...] = ()


class Day(Struct, frozen=True):
    """A date; `day` is None where only a month is known (2004年6月), and `month` too where only a year is."""

    year: int
    month: int | None
    day: int | None
    place: Place
    written: str = ""
    """As it was typed."""

    @property
    def date(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)


class Flag(Struct, frozen=True):
    value: bool
    place: Place


class Nothing(Struct, frozen=True):
    """无: the department says that it has none; 空: the cell is left empty on purpose."""

    place: Place
    blank: bool = False


class Faulty(Struct, frozen=True):
    """A value that was left empty or could not be read; rules that touch it keep silent."""

    place: Place


class Item(Struct, frozen=True, eq=False):
    """A record of `kind`: its entries by Chinese name, and the places of its keys. A missing name does not apply."""

    kind: Record
    entries: Mapping[str, Value]
    place: Place | None
    keys: Mapping[str, Place] = field(default_factory=dict)

    @property
    def made(self) -> Mapping[str, Value]:
        """The entries that are there already, without what is only made when it is asked for (`Later`)."""
        return self.entries.now if type(self.entries) is Later else self.entries

    def get(self, name: str) -> Value | None:
        return self.entries.get(name)

    def figure(self, name: str) -> Figure | None:
        """The figure of that name, or None where there is none to compute with."""
        value = self.entries.get(name)
        return value if isinstance(value, Figure) else None

    def text(self, name: str) -> str | None:
        value = self.entries.get(name)
        return value.text if isinstance(value, Text) else None

    def item(self, name: str) -> Item | None:
        value = self.entries.get(name)
        return value if isinstance(value, Item) else None

    def rows(self, name: str) -> tuple[Item, ...]:
        value = self.entries.get(name)
        return value.items if isinstance(value, Rows) else ()

    def lines(self, name: str) -> tuple[Text, ...]:
        """A list of single lines, each with its place."""
        value = self.entries.get(name)
        return value.items if isinstance(value, Texts) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines(name))

    def yes(self, name: str) -> bool:
        """Whether 是 is written there."""
        value = self.entries.get(name)
        return isinstance(value, Flag) and value.value


class Later(Mapping[str, "Value"]):
    """Entries beside those of `now` that are made of other figures when one is asked for: few reports print them."""

    def __init__(self, now: Mapping[str, Value], make: Callable[[], Mapping[str, Value]]) -> None:
        self.now, self._make = now, make

    @cached_property
    def made(self) -> Mapping[str, Value]:
        return self._make()

    def __getitem__(self, name: str) -> Value:
        return self.now[name] if name in self.now else self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*self.now, *self.made))

    def __len__(self) -> int:
        return len(self.now) + len(self.made)


class Rows(Struct, frozen=True, eq=False):
    """A list of records; `named` where each is a figure (金额) under a name that the clerk chose (名称).

    `totals` are the rows of 合计 of a table that was `pasted`, `blank` the headings of its columns that no row fills.
    """

    kind: Record
    items: tuple[Item, ...]
    place: Place | None
    named: bool = False
    totals: tuple[Total, ...] = ()
    pasted: bool = False
    blank: Mapping[str, Place] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Total(Struct, frozen=True, eq=False):
    """A row of 合计 in a pasted table, with the rows (from, to) of which it may be the sum, the likeliest first.

    `within` says that it tells a part of the one row (其中).
    """

    name: str
    item: Item
    spans: tuple[tuple[int, int], ...]
    within: bool = False


class Texts(Struct, frozen=True):
    """A list of single lines (内设机构)."""

    items: tuple[Text, ...]
    place: Place


Value = Figure | Text | Texts | Words | Day | Flag | Nothing | Faulty | Item | Rows


TITLES = ("名称", "科目", "机构", "年度", "指标", "任务", "姓名", "名词", "类别")
"""The keys that name a row, the one that does it best first."""


def title_of(row: Item, keys: Iterable[str] = TITLES) -> str:
    """What names a row: the first of `keys` that holds a text or a number; "" where none does."""
    for key in keys:
        value = row.entries.get(key)
        title = value.text if isinstance(value, Text) else ""
        if isinstance(value, Figure):
            title = f"{value.value.normalize():f}"
        if title:
            return title
    return ""


NAMED_ROW = Record((Field("名称", Line(), "名称", guides=True), Field("金额", Money(signed=True), "金额")))
"""The shape of a row under a name that the clerk chose."""

NUMBER = Unit("count", "")


def exact(value: Decimal, unit: Unit, decimals: int = 0) -> Figure:
    """A figure that has no rounding in it: a count, a constant of a rule."""
    return Figure(value, value, value, unit, decimals)
