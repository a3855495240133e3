"""The report's values in, what a template sees of them out: read-only views whose attribute is the key and nothing else.

Everything printed from a view leaves a placeholder of noncharacters in the Markdown source; the dialect puts the value
back after parsing, so that no text of a department is ever read as Markdown.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal

from ..amount import MONEY, RATES, Amount, read_amount
from ..derive.tree import widened
from ..exhaustive import assert_never
from ..figure import Day, Faulty, Figure, Flag, Item, Nothing, Rows, Text, Texts, Unit, Value, Words
from ..model import Choice, Kind, Rate, Record
from ..wording import date_text, is_trace, number, with_unit
from .desk import Desk, PointView, TextView
from .faults import Mistake
from .limits import A_LINE, LONGEST_NAME

UNITLESS = frozenset({"count", "score"})
"""Figures that a template may compare with a bare number; 90 beside money could be 元 or 万元."""

NO_RATE = "—"


def not_there(name: str) -> Mistake:
    """The mistake of printing a key that the file leaves out."""
    advice = "先用 {% if %} 判断有没有，或在 pack.yaml 的“需要”里要求它"
    return Mistake(f"文件里没有“{name}”，模板却要印它", name, advice=advice)


def not_compared(view: View, why: str) -> Mistake:
    """The mistake of asking whether what is no figure, as the file left it out or says 无, is above or below something."""
    holder, _, key = view.name.rpartition(".")
    word = f"…{key}" if holder else key
    advice = f"先判断填了没有，如 {{% if {word} and {word} > …… %}}，或在 pack.yaml 的“需要”里要求它"
    return Mistake(f"{why}，模板却要比它的大小", view.name, advice=advice)


class View:
    """What is no text: `name` is its path, for messages."""

    __slots__ = ("desk", "name")

    @property
    def length(self) -> int:
        """Characters that printing it comes to; for a figure or a day that is about the most."""
        return 20

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name


class Comparable(View):
    """A view that stands for a figure: compared by value; a given 0 is there and so is true."""

    __slots__ = ()

    @property
    def figure(self) -> Figure:
        raise NotImplementedError

    def _value(self, other: object) -> Decimal:
        if not self.figure.value:
            self.desk.told.append(self.figure)
        if isinstance(other, Comparable):
            return other.figure.shown.value
        dimension = self.figure.unit.dimension
        if isinstance(other, (int, float)) and not isinstance(other, bool) and (other == 0 or dimension in UNITLESS):
            return Decimal(str(other))
        written = read_amount(other) if isinstance(other, str) and len(other) <= LONGEST_NAME else None
        units = {"money": MONEY, "rate": RATES}.get(dimension, {})
        if isinstance(written, Amount) and written.unit in units:
            return written.value * Unit(dimension, written.unit).factor
        if dimension in UNITLESS:
            raise Mistake(f"“{self.name}”是数，不能与文字比较", self.name)
        example = "“90%”" if dimension == "rate" else "“100万元”"
        raise Mistake(f"“{self.name}”只能与带单位的数比较，例如 {example}", self.name)

    def _own(self, other: Decimal) -> Decimal:
        """What is compared: the figure as it is printed, so that one that is printed as 0 is 0."""
        return Decimal(0) if not other and is_trace(self.figure, self.desk.wording) else self.figure.shown.value

    def _compared(self, other: object, holds: Callable[[Decimal, Decimal], bool]) -> bool:
        if isinstance(other, NoValue):
            return NotImplemented  # type: ignore[no-any-return]  # then that one is asked
        value = self._value(other)
        return holds(self._own(value), value)

    def __eq__(self, other: object) -> bool:
        return self._compared(other, operator.eq)

    def __hash__(self) -> int:
        return id(self)

    def __lt__(self, other: object) -> bool:
        return self._compared(other, operator.lt)

    def __le__(self, other: object) -> bool:
        return self._compared(other, operator.le)

    def __gt__(self, other: object) -> bool:
        return self._compared(other, operator.gt)

    def __ge__(self, other: object) -> bool:
        return self._compared(other, operator.ge)

    def __html__(self) -> str:
        figure = self.figure
        return self.desk.leave(with_unit(figure, self.desk.wording), (figure,))

    def text(self, unit: str = "", decimals: int | None = None, bare: bool = False) -> TextView:
        printed, figure = number if bare else with_unit, self.figure
        return TextView(printed(figure, self.desk.wording, unit, decimals), self.desk, (figure,))


class FigureView(Comparable):
    """A figure, printed with its unit."""

    __slots__ = ("_figure",)

    def __init__(self, figure: Figure, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name
        self._figure = figure

    @property
    def figure(self) -> Figure:
        return self._figure


class DayView(View):
    __slots__ = ("day",)

    def __init__(self, day: Day, desk: Desk, name: str) -> None:
        super().__init__(desk, name)
        self.day = day

    def __html__(self) -> str:
        return self.desk.leave(date_text(self.day, self.desk.wording.dates), (self.day,))


class WordsView(View):
    """Prose: printed whole; 条目 are its points where it was written as a list of paragraphs."""

    __slots__ = ("words",)

    def __init__(self, words: Words, desk: Desk, name: str) -> None:
        super().__init__(desk, name)
        self.words = words

    @property
    def length(self) -> int:
        return sum(len(one) + A_LINE for one in self.words.prose.paragraphs())

    def __html__(self) -> str:
        return self.desk.leave(self.words.prose, (self.words,))

    def get(self, key: str) -> object:
        blocks = self.words.prose.blocks
        if key == "条目":
            points = [block for block in blocks if isinstance(block, str)]
            return (
                tuple(PointView(point, self.desk, (self.words,)) for point in points)
                if self.words.listed and len(points) == len(blocks)
                else ()
            )
        raise Mistake(f"“{self.name}”是一段文字，没有“{key}”", key, ("条目",))


class FlagView(View):
    """是 or 否: true or false, and printed so."""

    __slots__ = ("flag",)

    def __init__(self, flag: Flag, desk: Desk, name: str) -> None:
        super().__init__(desk, name)
        self.flag = flag

    def __bool__(self) -> bool:
        return self.flag.value

    def __eq__(self, other: object) -> bool:
        return bool(self) == bool(other) if isinstance(other, bool | FlagView) else False

    def __hash__(self) -> int:
        return hash(bool(self))

    def __str__(self) -> str:
        return "是" if self else "否"

    def __html__(self) -> str:
        return str(self)


class NoValue(View):
    """What holds no value: neither above nor below anything."""

    __slots__ = ()

    def uncompared(self) -> Mistake:
        return not_compared(self, f"文件里没有“{self.name}”")

    def _beyond(self, other: object) -> bool:
        raise self.uncompared()

    __lt__ = __le__ = __gt__ = __ge__ = _beyond


class Empty(NoValue):
    """A key that the file leaves out: false, without rows, and with every key that it would have, empty as well."""

    __slots__ = ("kind",)

    def __init__(self, kind: Kind, desk: Desk, name: str) -> None:
        super().__init__(desk, name)
        self.kind = kind

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, Empty) or (isinstance(other, str) and other == "")

    __hash__ = View.__hash__

    def __html__(self) -> str:
        raise not_there(self.name)

    def get(self, key: str) -> object:
        if isinstance(self.kind, Record):
            return _inside(widened(self.kind), key, None, self.desk, self.name)
        if key == "条目":
            return ()
        raise Mistake(f"“{self.name}”下面没有“{key}”", key)


class Unformed(Empty):
    """A rate that derive could not give, as its base is 0 or not there: false and 空, above and below nothing, “—”."""

    __slots__ = ()

    def _beyond(self, other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _beyond

    def __html__(self) -> str:
        return NO_RATE


class NothingView(NoValue):
    """无: false and without rows, every key below it empty; `is 无` tells it from a key that was left out.

    It is told once something is chosen by it, or it is printed; who only takes it up has not looked at it.
    """

    __slots__ = ("kind", "nothing")

    def __init__(self, nothing: Nothing, kind: Kind, desk: Desk, name: str) -> None:
        super().__init__(desk, name)
        self.kind, self.nothing = kind, nothing

    def uncompared(self) -> Mistake:
        return not_compared(self, f"“{self.name}”填的是“无”")

    def seen(self) -> bool:
        """That it is there: whoever asks has looked at it."""
        self.desk.told.append(self.nothing)
        return True

    def get(self, key: str) -> object:
        self.seen()
        return Empty(self.kind, self.desk, self.name).get(key)

    def __bool__(self) -> bool:
        return not self.seen()

    def __iter__(self) -> Iterator[object]:
        self.seen()
        return iter(())

    def __html__(self) -> str:
        self.seen()
        return "" if self.nothing.blank else "无"


class RecordView(Comparable):
    """A record; one with a main key (数) is printed and compared as the figure that stands there."""

    __slots__ = ("item", "seen")

    def __init__(self, item: Item, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name
        self.item = item
        self.seen: dict[str, object] = {}

    @property
    def figure(self) -> Figure:
        value: Value | None = self.item
        while isinstance(value, Item):
            if not value.kind.main:
                raise Mistake(f"“{self.name}”下面还有键，不能整个印出来或比较", self.name)
            value = value.entries.get(value.kind.main)
        if not isinstance(value, Figure):
            raise Mistake(f"文件里没有“{self.name}”，模板却要印它", self.name)
        return value

    def get(self, key: str) -> object:
        """The same view each time: a template asks for one figure in many places."""
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = _inside(self.item.kind, key, self.item, self.desk, self.name)
        return found


def _inside(kind: Record, key: str, item: Item | None, desk: Desk, name: str) -> object:
    field = kind.by_name.get(key)
    path = f"{name}.{key}" if name else key
    if field is None:
        raise Mistake(f"“{name}”下面没有“{key}”" if name else f"没有“{key}”", key, tuple(kind.by_name))
    value = item.entries.get(key) if item is not None else None
    if isinstance(value, Nothing):
        return NothingView(value, field.kind, desk, path)
    if value is not None:
        if type(field.kind) is Choice:
            desk.told.append(value)
        return view(value, desk, path)
    unformed = field.computed and isinstance(field.kind, Rate)
    return (Unformed if unformed else Empty)(field.kind, desk, path)


def view(value: Value, desk: Desk, name: str) -> object:
    """What a template sees of a value."""
    if isinstance(value, Figure):  # most values are one of these two
        return FigureView(value, desk, name)
    if isinstance(value, Item):
        return RecordView(value, desk, name)
    match value:
        case Text(text):
            return TextView(text, desk, (value,))
        case Words():
            return WordsView(value, desk, name)
        case Rows(_, items):
            return tuple(RecordView(item, desk, name) for item in items)
        case Texts(items):
            return tuple(TextView(item.text, desk, (item,)) for item in items)
        case Day():
            return DayView(value, desk, name)
        case Flag():
            desk.told.append(value)
            return FlagView(value, desk, name)
        case Nothing() | Faulty():
            raise AssertionError("an unfilled value never reaches a template")
        case _:
            assert_never(value)


def names_of(root: Item, desk: Desk) -> dict[str, object]:
    """The top-level names of a template: every key of the vocabulary, an omitted one empty."""
    return {field.name: _inside(root.kind, field.name, root, desk, "") for field in root.kind.fields}


__all__ = [
    "NO_RATE",
    "Empty",
    "FigureView",
    "FlagView",
    "NothingView",
    "RecordView",
    "Unformed",
    "View",
    "WordsView",
    "names_of",
]
