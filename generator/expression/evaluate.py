"""An expression and the items around it in, a figure, text, list or truth out, with the bounds of what was written.

Every result carries the interval that its written digits allow (区间算术), so that a comparison knows what is rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from decimal import Context as DecimalContext
from decimal import Decimal
from operator import attrgetter
from typing import Any, cast

from msgspec import Struct

from ..amount import MONEY, PRECISION
from ..figure import NUMBER, Faulty, Figure, Item, Nothing, Rows, Text, Texts, Unit, Value, exact
from .parse import COMPARISONS, Call, Expression, Literal, Not, Operation, Path, Word

PERCENT = Unit("rate", "%")
_QUOTIENTS = DecimalContext(prec=PRECISION + 12)
"""Longer than what comes of them, so that a third taken three times is the whole again."""
_NOUGHT = Decimal(0)
MOST_POWER = 85
"""Digits before the point of anything computed, so that it can be printed with its decimals (amount.PRECISION); the product
of three of the longest written figures in 元 has 84."""


class Silent(Exception):
    """The expression touches a faulty or unfilled value: whoever asked says nothing."""


class Exhausted(Exception):
    """The expressions of a stranger's pack go through more rows than any real ones."""


class Work:
    """What may still be done: rows that are gone through, names and signs that are looked at."""

    __slots__ = ("left",)

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise Exhausted


class Absent(Exception):
    """The expression touches a value that does not apply: there is nothing to compute."""


class TooLarge(TypeError):
    """A result beyond MOST_POWER."""


class Context(Struct, frozen=True):
    """Where names are looked up, innermost item first, and the unit of money that a mixed sum is in."""

    scopes: tuple[Item, ...]
    money_unit: str
    work: Work | None = None
    """What evaluating may cost; None where the expressions are the program's own."""


Result = Value | str | bool | list[Value]


def evaluate(tree: Expression, context: Context) -> Result:
    """The value of an expression; raises Absent or Silent, and TypeError with a Chinese text for senseless mixtures."""
    match tree:
        case Literal(value, unit):
            return _written(value, unit)
        case Word(text):
            return text
        case Path(names):
            return look_up(names, context)
        case Call(function, arguments):
            if function not in FUNCTIONS:
                raise TypeError(f"没有“{function}”这种算法，可用：{'、'.join(FUNCTIONS)}")
            if function in FORGIVING:
                return _forgiven(function, arguments, context)
            # a list first: where a generator raises in a call, CPython 3.11 never lets go of the call's keywords, nor of the report
            values = [evaluate(argument, context) for argument in arguments]
            return FUNCTIONS[function](*values, context=context)
        case Not(inner):
            return not evaluate(inner, context)
        case Operation(sign, left, right):
            return _operate(sign, left, right, context)


def _written(value: Decimal, unit: str) -> Figure:
    if unit == PERCENT.name:
        return exact(value / 100, PERCENT)
    return exact(value * MONEY[unit], Unit("money", unit)) if unit else exact(value, NUMBER)


def look_up(names: tuple[str, ...], context: Context, forgiving: bool = False) -> Result:
    """The value at a path, found in the innermost item that knows its first name; `forgiving` leaves out rows without."""
    for scope in context.scopes:
        if names[0] in scope.kind.by_name:
            value: Result = scope
            for name in names:
                value = _step(value, name, forgiving)
                if type(value) is list and context.work is not None:
                    context.work.spend(len(value))
            return standing(value, forgiving)
    raise Absent


def standing(value: Result, forgiving: bool = False) -> Result:
    """A record that a bare value can stand for (数) is that value's figure; so is each one of a list."""
    while isinstance(value, Item) and value.kind.main:
        value = _known(value.entries.get(value.kind.main))
    if not isinstance(value, list):
        return value
    return _each(value, forgiving, lambda one: standing(one, forgiving))


def _each(rows: Iterable[Value], forgiving: bool, of: Callable[[Value], Result]) -> list[Value]:
    if not forgiving:
        return [cast(Value, of(row)) for row in rows]
    found: list[Value] = []
    for row in rows:
        with suppress(Absent):
            found.append(cast(Value, of(row)))
    return found


def _step(value: Result, name: str, forgiving: bool) -> Result:
    if isinstance(value, Item):
        if name not in value.kind.by_name and value.kind.main:
            return _step(_known(value.entries.get(value.kind.main)), name, forgiving)
        return _known(value.entries.get(name))
    if isinstance(value, Rows) and value.named:
        for row in value.items:
            if row.text("名称") == name:
                return _amount(row)
    if isinstance(value, (Rows, list)):
        inner = value.items if isinstance(value, Rows) else value
        return _each(inner, forgiving, lambda one: _step(one, name, forgiving))
    raise Absent


def _amount(row: Item) -> Value:
    """The figure of a row under a name that the clerk chose."""
    return _known(row.entries.get(row.kind.main or "金额"))


def _known(value: Value | None) -> Value:
    if value is None or isinstance(value, Nothing):
        raise Absent
    if isinstance(value, Faulty):
        raise Silent
    return value.shown if isinstance(value, Figure) else value


def _operate(sign: str, left: Expression, right: Expression, context: Context) -> Result:
    first = evaluate(left, context)
    if sign == "且":
        return bool(first) and bool(evaluate(right, context))
    if sign == "或":
        return bool(first) or bool(evaluate(right, context))
    second = evaluate(right, context)
    if sign in COMPARISONS and not (isinstance(first, Figure) and isinstance(second, Figure)):
        same = _plain(first) == _plain(second)
        return same if sign == "=" else not same
    if not isinstance(first, Figure) or not isinstance(second, Figure):
        raise TypeError("只有数才能加减乘除")
    if sign in COMPARISONS:
        return compare(sign, first, second)
    return ARITHMETIC[sign](first, second, context)


def _plain(value: Result) -> object:
    return value.text if isinstance(value, Text) else value


def compare(sign: str, a: Figure, b: Figure) -> bool:
    """Equal means that both can be the same figure; greater and less mean beyond what rounding explains."""
    same = a.agrees(b)
    above = a.value > b.value
    return {
        "=": same,
        "!=": not same,
        ">": above and not same,
        "<": not above and not same,
        ">=": above or same,
        "<=": not above or same,
    }[sign]


def _result_unit(a: Figure, b: Figure, context: Context) -> Unit:
    if a.unit is b.unit or a.unit == b.unit:
        return a.unit
    if a.unit.dimension == b.unit.dimension == "money":
        return Unit("money", context.money_unit)
    if a.unit.dimension == b.unit.dimension:
        return a.unit if a.unit.name else b.unit
    if _nothing(a) or _nothing(b):
        return b.unit if _nothing(a) else a.unit
    raise TypeError("单位不同的数不能加减")


def _nothing(figure: Figure) -> bool:
    """A plain 0, which is nothing of whatever is counted."""
    return figure.unit == NUMBER and figure.low == figure.high == 0


def add(a: Figure, b: Figure, context: Context) -> Figure:
    return Figure(a.value + b.value, a.low + b.low, a.high + b.high, _result_unit(a, b, context), None, None, (a, b))


def subtract(a: Figure, b: Figure, context: Context) -> Figure:
    return Figure(a.value - b.value, a.low - b.high, a.high - b.low, _result_unit(a, b, context), None, None, (a, b))


def multiply(a: Figure, b: Figure, context: Context) -> Figure:
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    unit = b.unit if a.unit.dimension in ("count", "rate") else a.unit
    return Figure(_bounded(a.value * b.value), min(corners), max(corners), unit, None, None, (a, b))


def divide(a: Figure, b: Figure, context: Context) -> Figure:
    """A share of the same dimension is a rate; the base 0, or one that rounding cannot tell from 0, has no quotient."""
    if b.value == 0 or b.low <= 0 <= b.high:
        raise Absent
    divided, low, high = _QUOTIENTS.divide, a.low, a.high
    if b.low > 0:  # the usual base: which two of the four corners are the outermost is known
        low, high = divided(low, b.high if low > 0 else b.low), divided(high, b.low if high > 0 else b.high)
    else:
        low, high = divided(high, b.high if high > 0 else b.low), divided(low, b.low if low > 0 else b.high)
    unit = PERCENT if a.unit is b.unit or a.unit.dimension == b.unit.dimension else a.unit
    return Figure(_bounded(divided(a.value, b.value)), low, high, unit, None, None, (a, b))


def _bounded(value: Decimal) -> Decimal:
    """A result that can still be printed: written ones have few digits, but products of products have no end."""
    if value.adjusted() > MOST_POWER:
        raise TooLarge(f"算出的数超过 {MOST_POWER} 位")
    return value


ARITHMETIC = {"+": add, "-": subtract, "*": multiply, "/": divide}


def _flat(values: tuple[Result, ...]) -> list[Figure]:
    figures: list[Figure] = []
    for value in values:
        if isinstance(value, Rows) and value.named:
            figures += [cast(Figure, _amount(row)) for row in value.items]
        elif isinstance(value, list):
            figures += _flat(tuple(value))
        elif isinstance(value, Figure):
            figures.append(value)
        else:
            raise TypeError("括号里只能写数")
    return figures


def total(*values: Result, context: Context) -> Figure:
    """合计(…): the sum of figures, of a column of rows, or of everything in a named list; parts are kept apart."""
    figures = _flat(values)
    if not figures:
        raise Absent
    return add_up(figures, context)


def add_up(figures: Sequence[Figure], context: Context) -> Figure:
    """The sum of one figure or more."""
    unit = figures[0].unit
    other = next((figure for figure in figures if figure.unit is not unit and figure.unit != unit), None)
    if other is not None:
        unit = _result_unit(figures[0], other, context)
    value = low = high = _NOUGHT
    for figure in figures:
        value, low, high = value + figure.value, low + figure.low, high + figure.high
    return Figure(value, low, high, unit, None, None, tuple(figures))


def number_of(*values: Result, context: Context) -> Figure:
    """个数(…): how many rows a list has."""
    value = values[0]
    if len(values) != 1 or not isinstance(value, Rows | Texts):
        raise TypeError("个数里只能写一个列表")
    return exact(Decimal(len(value.items)), NUMBER)


def share(*values: Result, context: Context) -> Figure:
    """占比(部分, 整体): a rate."""
    figures = _flat(values)
    if len(figures) != 2:
        raise TypeError("占比要写两个数：占比(部分, 整体)")
    return divide(figures[0], figures[1], context)


def least(*values: Result, context: Context) -> Figure:
    """最小(…): the smallest of some figures."""
    return _extreme(min, values)


def most(*values: Result, context: Context) -> Figure:
    """最大(…): the largest of some figures."""
    return _extreme(max, values)


def _extreme(choose: Callable[..., Any], values: tuple[Result, ...]) -> Figure:
    figures = _flat(values)
    if not figures:
        raise Absent
    found: Figure = choose(figures, key=attrgetter("value"))
    return found._replace(low=choose(f.low for f in figures), high=choose(f.high for f in figures))


def given(*values: Result, context: Context) -> bool:
    """有(甲): whether something stands there; 有任一(行.甲): in one of the rows."""
    return bool(values) and values[0] != []


def or_nothing(*values: Result, context: Context) -> Result:
    """无则零(甲): the figure, 0 where there is none; of rows the figures of those that have one."""
    return values[0] if given(*values, context=context) else exact(Decimal(0), NUMBER)


def _forgiven(function: str, arguments: tuple[Expression, ...], context: Context) -> Result:
    """A function of one value that may be missing."""
    if len(arguments) != 1:
        raise TypeError(f"{function}里只能写一个数")
    asked = arguments[0]
    try:
        if isinstance(asked, Path) and function != "有":
            values = [look_up(asked.names, context, forgiving=True)]
        else:
            values = [evaluate(asked, context)]
    except Absent:
        values = []
    return FUNCTIONS[function](*values, context=context)


FORGIVING = ("有", "有任一", "无则零")
FUNCTIONS: dict[str, Callable[..., Result]] = {
    "合计": total, "个数": number_of, "占比": share, "最小": least, "最大": most,
    "有": given, "有任一": given, "无则零": or_nothing,
}  # fmt: skip
