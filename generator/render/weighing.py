"""What a template works on in, what that costs out: the budget of one report, and the filters that spend it before they do.

Lists of a template are compared with nothing and hold lists only so deep, so that no chain of `{% set %}` can double
them; a text is weighed before it is joined, cut or compared.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined
from markupsafe import Markup

from .counting import A_STEP, size
from .desk import OPEN, TextView
from .faults import Mistake, TooMuch
from .limits import DEEPEST, MOST_STEPS, MOST_TEXT
from .views import Empty, NothingView, View

_SIGNS: dict[str, Callable[[Any, Any], object]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le, "gt": operator.gt, "gteq": operator.ge,
    "in": lambda left, right: left in right, "notin": lambda left, right: left not in right,
}  # fmt: skip
_LISTS = (list, tuple, dict)


class Nested(list[object]):
    """A list that a template writes, and how deep lists stand in it."""

    __slots__ = ("depth",)

    def __init__(self, values: Iterable[object], depth: int) -> None:
        super().__init__(values)
        self.depth = depth


class NestedWords(dict[str, object]):
    __slots__ = ("depth",)

    def __init__(self, values: dict[str, object], depth: int) -> None:
        super().__init__(values)
        self.depth = depth


class Budget:
    """What one rendering has spent so far."""

    def __init__(self) -> None:
        self.steps = self.text = 0

    def spend(self, steps: int, text: int = 0) -> None:
        self.steps += steps
        self.text += text
        if self.steps > MOST_STEPS:
            raise TooMuch(f"做的事超过了 {MOST_STEPS:,} 步")
        if self.text > MOST_TEXT:
            raise TooMuch(f"拼出的文字超过了 {MOST_TEXT:,} 个字")

    def turns(self, values: Iterable[object], steps: int, text: int) -> Iterator[object]:
        if not isinstance(values, (*_LISTS, Empty, NothingView)):
            raise Mistake("只能对列表循环", advice="核对 in 后面的名称是不是一个列表")
        for value in values:
            self.spend(steps, text)
            yield value

    def nested(self, value: list[object] | tuple[object, ...] | dict[str, object]) -> Nested | NestedWords:
        values = value.values() if isinstance(value, dict) else value
        depth = 1 + max((_depth(one) for one in values), default=0)
        if depth > DEEPEST:
            raise too_deep()
        return NestedWords(value, depth) if isinstance(value, dict) else Nested(value, depth)

    def joined(self, parts: list[object]) -> Markup:
        self.spend(len(parts), sum(self.width(part) for part in parts))
        return Markup("").join(part if hasattr(part, "__html__") else str(part) for part in parts)

    def printed(self, value: object) -> None:
        """What `spend` does with the width of a value; this is done for every one that is printed."""
        self.text += len(value) if type(value) is TextView and "\n" not in value else self.width(value)
        if self.text > MOST_TEXT:
            self.spend(0)

    def width(self, value: object) -> int:
        """Characters of what is printed; the mistake of printing anything else."""
        if isinstance(value, str):
            return size(value)
        if isinstance(value, View):
            return value.length
        if isinstance(value, int) and not isinstance(value, bool):
            return 20
        if isinstance(value, StrictUndefined):
            str(value)  # says which name is not there
        raise unprintable(value)

    def sliced(self, value: object, start: object, stop: object) -> object:
        for end in (start, stop):
            if end is not None and (isinstance(end, bool) or not isinstance(end, int)):
                raise Mistake("取一段的起止只能写整数")
        if isinstance(value, Empty | NothingView):
            return ()
        if not isinstance(value, (str, list, tuple)):
            raise Mistake("只能取列表或文字的一段")
        self.spend(1 + len(value) // A_STEP if isinstance(value, str) else 1)
        whole(value)
        first, last, _ = slice(start, stop).indices(len(value))
        length = max(last - first, 0)
        self.spend(1 + length // A_STEP, length)
        if isinstance(value, TextView):
            return value.cut(first, last)
        return Nested(value[first:last], value.depth) if isinstance(value, Nested) else value[first:last]

    def compared(self, left: object, sign: str, right: object) -> object:
        if isinstance(left, _LISTS) and (isinstance(right, _LISTS) or sign in ("in", "notin")):
            raise Mistake("列表不能互相比较", advice="用“个数”比有几项，或用 {% for %} 逐项比")
        width = 1 + len(left) // A_STEP if isinstance(left, str) else 1
        if sign in ("in", "notin"):
            if isinstance(right, str):
                width = 1 + len(right) // A_STEP
            elif isinstance(right, list | tuple):
                width *= len(right) + 1
            elif not isinstance(right, dict | Empty | NothingView):
                raise Mistake("in 后面只能写列表或文字", "in")
        self.spend(width)
        return _SIGNS[sign](left, right)

    def weighed(self, function: Callable[..., object]) -> Callable[..., object]:
        """A filter that goes through what it is given."""

        def first_weighed(value: object, *args: object, **kwargs: object) -> object:
            items = len(value) if isinstance(value, (str, *_LISTS)) else 0
            text = sum(len(one) for one in (value, *args, *kwargs.values()) if isinstance(one, str))
            if isinstance(value, list | tuple):
                between = next((one for one in (*args, *kwargs.values()) if isinstance(one, str)), "")
                text += sum(len(one) for one in value if isinstance(one, str)) + len(between) * items
                items += sum(len(one.of) for one in value if isinstance(one, TextView))
            self.spend(1 + items, text)
            return function(value, *args, **kwargs)

        return first_weighed


def too_deep() -> Mistake:
    return Mistake(f"列表里套列表超过了 {DEEPEST} 层", advice=f"最多套 {DEEPEST} 层；不要把一个列表一再放进它自己")


def whole(value: object) -> None:
    """A text that a template printed holds the places of values, and markup: no part of it can be taken or counted."""
    if isinstance(value, Markup) and (OPEN in value or "<" in value or "&" in value):
        raise Mistake("模板印出来的文字只能整段用，不能取其中一段或数字数", advice="从填报的文字里取")


def unprintable(value: object) -> Mistake:
    """Why it cannot be printed."""
    if isinstance(value, _LISTS):
        return Mistake("列表不能整个印出来", advice="用 {% for %} 逐项印，或用“连接”")
    if isinstance(value, bool):
        return Mistake("“真”“假”不能印出来", advice='写成 {{ "有" if … else "无" }}')
    if value is None:
        return Mistake("空值（none）不能印出来", advice="不印的地方写成空的引号")
    if isinstance(value, float):
        return Mistake("模板自己算的小数不能印出来", advice="数由程序计算，用“数”或“金额”印")
    return Mistake("这里取到的不是文字、数或日期，不能印", advice="核对名称；宏要写成 {{ 宏名() }}")


def _depth(value: object) -> int:
    if isinstance(value, Nested | NestedWords):
        return value.depth
    return 1 if isinstance(value, _LISTS) else 0
