"""An expression and the records around it in, what sort of value it makes out; or why it makes no sense.

Amounts are compared with amounts, rates with rates, counts with counts; 0 with any of them.
"""

from __future__ import annotations

from msgspec import Struct

from ...expression import Expression
from ...expression.evaluate import FORGIVING, FUNCTIONS
from ...expression.parse import COMPARISONS, Call, Literal, Not, Operation, Path, Word
from ...model import Choice, Count, Date, Line, Lines, Money, Named, Rate, Record, Score, Table, Year, bare_kind
from ...source import nearest
from .names import leads_to

BY_KIND: dict[type, str] = {
    Money: "金额", Rate: "比率", Count: "数量", Score: "得分", Line: "文字", Choice: "文字", Year: "文字", Date: "日期",
}  # fmt: skip
FIGURES = ("金额", "比率", "数量", "得分", "零")
TRUTH, ROWS, TEXT, NOTHING = "判断", "列表", "文字", "零"


class Nonsense(Exception):
    """Why an expression can never be worked out, what to write, and the function that it is about, if one is."""

    def __init__(self, message: str, help: str = "", about: Call | None = None) -> None:
        super().__init__(message)
        self.message, self.help, self.about = message, help, about


class ValueSort(Struct, frozen=True):
    """The sort of a value; `many` for one in each row."""

    name: str
    many: bool = False

    @property
    def says(self) -> str:
        return f"一列{self.name}" if self.many else self.name


def sort_of(tree: Expression, scopes: tuple[Record, ...]) -> ValueSort:
    """Raises Misnamed and Nonsense."""
    match tree:
        case Literal(value, unit):
            plain = NOTHING if value == 0 and not unit else "数量"
            return ValueSort("比率" if unit == "%" else "金额" if unit else plain)
        case Word():
            return ValueSort(TEXT)
        case Path(names):
            return _path(names, scopes)
        case Call():
            return _call(tree, scopes)
        case Not(inner):
            return _truth(inner, scopes)
        case Operation(sign, left, right):
            if sign in ("且", "或"):
                _truth(left, scopes)
                return _truth(right, scopes)
            return _operation(sign, sort_of(left, scopes), sort_of(right, scopes))


def _path(names: tuple[str, ...], scopes: tuple[Record, ...]) -> ValueSort:
    kind, many = leads_to(names, scopes)
    if isinstance(kind, (Table, Named, Lines)):
        return ValueSort(ROWS, many)
    name = BY_KIND.get(type(kind))
    if name is None:
        raise Nonsense(f"“{'.'.join(names)}”不是一个数，也不是一行文字", "写到数的那一层，如 资金.执行")
    return ValueSort(name, many)


def _truth(tree: Expression, scopes: tuple[Record, ...]) -> ValueSort:
    sort = sort_of(tree, scopes)
    if sort.name != TRUTH:
        raise Nonsense(f"且、或、非连的要是判断，这里是{sort.says}", "写成 资金.到位 > 0 或 有(资金.到位)")
    return sort


def _operation(sign: str, left: ValueSort, right: ValueSort) -> ValueSort:
    if left.many or right.many or ROWS in (left.name, right.name):
        raise Nonsense("一列数不能直接比，也不能加减", "先求和：合计(项目.资金.执行)")
    if sign in COMPARISONS:
        return _comparison(sign, left, right)
    if left.name not in FIGURES or right.name not in FIGURES:
        raise Nonsense(f"只有数才能加减乘除，这里是{left.says}和{right.says}", "两边各写一个数")
    if sign in "+-":
        if not _alike(left, right):
            raise Nonsense(f"{left.says}与{right.says}不能相加减", "两边写同一种数")
        return right if left.name == NOTHING else left
    if sign == "/":
        return ValueSort("比率") if left.name == right.name else left
    if left.name == right.name == "金额":
        raise Nonsense("金额与金额不能相乘", "金额只能乘比率或个数")
    return right if left.name in ("数量", "比率") else left


def _comparison(sign: str, left: ValueSort, right: ValueSort) -> ValueSort:
    figures = left.name in FIGURES and right.name in FIGURES
    same = left.name == right.name and left.name != TRUTH
    if not (figures and _alike(left, right)) and not (same and sign in ("=", "!=")):
        larger = "" if sign in ("=", "!=") else "大小"
        raise Nonsense(f"{left.says}与{right.says}不能比{larger}", "两边写同一种数；0 可以与任何数比")
    return ValueSort(TRUTH)


def _alike(left: ValueSort, right: ValueSort) -> bool:
    """The same sort; a plain number counts points as well as things."""
    names = {left.name, right.name}
    return len(names) == 1 or NOTHING in names or names == {"数量", "得分"}


def _call(call: Call, scopes: tuple[Record, ...]) -> ValueSort:
    function, arguments = call.function, call.arguments
    if function not in FUNCTIONS:
        near = nearest(function, FUNCTIONS)
        advice = f"{f'是不是“{near}”？' if near else ''}可用：{'、'.join(FUNCTIONS)}"
        raise Nonsense(f"没有“{function}”这种算法", advice, call)
    if function in FORGIVING:
        if len(arguments) != 1:
            raise Nonsense(f"“{function}”里只能写一个名称", f"写成 {function}(资金.到位)", call)
        sort = sort_of(arguments[0], scopes)
        return _figure(function, sort) if function == "无则零" else ValueSort(TRUTH)
    if function == "个数":
        sort = sort_of(arguments[0], scopes)
        if len(arguments) != 1 or sort != ValueSort(ROWS):
            raise Nonsense("“个数”里只能写一个列表", "写成 个数(项目)", call)
        return ValueSort("数量")
    return _summed(function, arguments, scopes)


def _figure(function: str, sort: ValueSort) -> ValueSort:
    if sort.name not in FIGURES:
        raise Nonsense(f"“{function}”里要写一个数，这里是{sort.says}", f"写成 {function}(资金.上年结转)")
    return sort


def _summed(function: str, arguments: tuple[Expression, ...], scopes: tuple[Record, ...]) -> ValueSort:
    """合计, 最小 and 最大 of figures, columns and lists of named figures; 占比 of two figures."""
    sorts = [_column(function, argument, scopes) for argument in arguments]
    if any(not _alike(sorts[0], one) for one in sorts):
        there = "、".join(dict.fromkeys(one.name for one in sorts))
        raise Nonsense(f"“{function}”里的要是同一种数，这里有{there}", "金额与金额、个数与个数放在一起")
    if function == "占比":
        if len(sorts) != 2:
            raise Nonsense("“占比”要写两个数", "写成 占比(部分, 整体)")
        return ValueSort("比率")
    return next((one for one in sorts if one.name != NOTHING), sorts[0])


def _column(function: str, tree: Expression, scopes: tuple[Record, ...]) -> ValueSort:
    sort = sort_of(tree, scopes)
    if sort.name == ROWS and isinstance(tree, Path):
        kind, _ = leads_to(tree.names, scopes)
        inner = bare_kind(kind.kind) if isinstance(kind, Named) else None
        sort = ValueSort(BY_KIND.get(type(inner), ROWS))
    if sort.name not in FIGURES:
        raise Nonsense(f"“{function}”里要写数，或表里的一列数，这里是{sort.says}", f"写成 {function}(项目.资金.执行)")
    return ValueSort(sort.name)
