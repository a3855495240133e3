"""An expression in, a program out that gives its value at the items around it: a figure, text, list or truth.

Every figure carries the interval that its written digits allow, so that a comparison knows what is rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from operator import attrgetter
from typing import Any, cast

from ..amount import MONEY
from ..exhaustive import assert_never
from ..figure import NUMBER, Faulty, Figure, Item, Nothing, Rows, Text, Texts, Unit, Value, exact
from .arithmetic import ARITHMETIC, COMPARE, PERCENT, add_up, divide
from .context import Absent, Context, Silent
from .parse import Call, Expression, Literal, Not, Operation, Path, Word

Result = Value | str | bool | list[Value]
Program = Callable[[Context], Result]


def evaluate(tree: Expression, context: Context) -> Result:
    """The value of an expression that is asked for once; `program` is for one that is asked for at many items."""
    return program(tree)(context)


def program(tree: Expression) -> Program:
    """What gives the value of an expression; it raises Absent or Silent, and TypeError with a Chinese text for senseless mixtures."""
    match tree:
        case Literal(value, unit):
            figure = _written(value, unit)
            return lambda context: figure
        case Word(text):
            return lambda context: text
        case Path(names):
            return lambda context: look_up(names, context)
        case Call(function, arguments):
            return _call(function, arguments)
        case Not(inner):
            denied = program(inner)
            return lambda context: not denied(context)
        case Operation(sign, left, right):
            return _operation(sign, program(left), program(right))
        case _:
            assert_never(tree)


def _written(value: Decimal, unit: str) -> Figure:
    if unit == PERCENT.name:
        return exact(value / 100, PERCENT)
    return exact(value * MONEY[unit], Unit("money", unit)) if unit else exact(value, NUMBER)


def look_up(names: tuple[str, ...], context: Context, forgiving: bool = False) -> Result:
    """The value at a path, found in the innermost item that knows its first name; `forgiving` leaves out rows without."""
    first, work = names[0], context.work
    for scope in context.scopes:
        if first in scope.kind.by_name:
            value: Result | None = scope
            for name in names:
                value = _step(value, name, forgiving)
                if work is not None and type(value) is list:
                    work.spend(len(value))
            value = _standing(value, forgiving)
            if value is None:
                break
            return value
    raise Absent


def _standing(value: Result | None, forgiving: bool) -> Result | None:
    """A record that a bare value can stand for (数) is that value's figure; so is each one of a list."""
    while type(value) is Item and value.kind.main:
        value = _known(value.entries.get(value.kind.main))
    if type(value) is not list:
        return value
    return _each(value, forgiving, _standing)


def _each(rows: Iterable[Value], forgiving: bool, of: Callable[[Value, bool], Result | None]) -> list[Value] | None:
    """What every row has; None where one has nothing, unless it may be left out."""
    found: list[Value] = []
    for row in rows:
        value = of(row, forgiving)
        if value is not None:
            found.append(cast(Value, value))
        elif not forgiving:
            return None
    return found


def _step(value: Result | None, name: str, forgiving: bool) -> Result | None:
    """One name further; None where nothing stands there."""
    if type(value) is Item:
        main = value.kind.main
        if main and name not in value.kind.by_name:
            return _step(_known(value.entries.get(main)), name, forgiving)
        return _known(value.entries.get(name))
    if type(value) is Rows and value.named:
        for row in value.items:
            if row.text("名称") == name:
                return _amount(row)
    if type(value) is Rows or type(value) is list:
        rows = value.items if type(value) is Rows else value
        return _each(rows, forgiving, lambda row, forgiving: _step(row, name, forgiving))
    return None


def _amount(row: Item) -> Value | None:
    """The figure of a row under a name that the clerk chose."""
    return _known(row.entries.get(row.kind.main or "金额"))


def _known(value: Value | None) -> Value | None:
    if type(value) is Figure:
        return value if value.control is None else value.shown
    if value is None or type(value) is Nothing:
        return None
    if type(value) is Faulty:
        raise Silent
    return value


def _operation(sign: str, left: Program, right: Program) -> Program:
    if sign == "且":
        return lambda context: bool(left(context)) and bool(right(context))
    if sign == "或":
        return lambda context: bool(left(context)) or bool(right(context))
    if sign in COMPARE:
        return _comparison(sign, left, right)
    compute = ARITHMETIC[sign]

    def computed(context: Context) -> Result:
        one, other = left(context), right(context)
        if type(one) is not Figure or type(other) is not Figure:
            raise TypeError("只有数才能加减乘除")
        return compute(one, other, context)

    return computed


def _comparison(sign: str, left: Program, right: Program) -> Program:
    compare = COMPARE[sign]

    def compared(context: Context) -> Result:
        one, other = left(context), right(context)
        if type(one) is Figure and type(other) is Figure:
            return compare(one, other)
        return (_plain(one) == _plain(other)) is (sign == "=")

    return compared


def _plain(value: Result) -> object:
    return value.text if isinstance(value, Text) else value


def _call(function: str, arguments: tuple[Expression, ...]) -> Program:
    if function not in FUNCTIONS:
        return _refused(f"没有“{function}”这种算法，可用：{'、'.join(FUNCTIONS)}")
    if function in FORGIVING:
        return _forgiven(function, arguments)
    of, programs = FUNCTIONS[function], [program(argument) for argument in arguments]

    def called(context: Context) -> Result:
        # a list first: where a generator raises in a call, CPython 3.11 never lets go of the call's keywords, nor of the report
        values = [argument(context) for argument in programs]
        return of(*values, context=context)

    return called


def _refused(said: str) -> Program:
    def refused(context: Context) -> Result:
        raise TypeError(said)

    return refused


def _leaving_out(names: tuple[str, ...]) -> Program:
    return lambda context: look_up(names, context, forgiving=True)


def _forgiven(function: str, arguments: tuple[Expression, ...]) -> Program:
    """A function of one value that may be missing."""
    if len(arguments) != 1:
        return _refused(f"{function}里只能写一个数")
    of, asked = FUNCTIONS[function], arguments[0]
    inner = _leaving_out(asked.names) if isinstance(asked, Path) and function != "有" else program(asked)

    def forgiven(context: Context) -> Result:
        try:
            value = inner(context)
        except Absent:
            return of(context=context)
        return of(value, context=context)

    return forgiven


def _flat(values: tuple[Result, ...]) -> list[Figure]:
    figures: list[Figure] = []
    for value in values:
        if isinstance(value, Rows) and value.named:
            amounts = [_amount(row) for row in value.items]
            if None in amounts:
                raise Absent
            figures += cast(list[Figure], amounts)
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


FORGIVING = ("有", "有任一", "无则零")
FUNCTIONS: dict[str, Callable[..., Result]] = {
    "合计": total, "个数": number_of, "占比": share, "最小": least, "最大": most,
    "有": given, "有任一": given, "无则零": or_nothing,
}  # fmt: skip
