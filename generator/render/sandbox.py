"""The Jinja2 environment that strangers' templates run in: values, conditions, loops and a few filters, counted.

ImmutableSandboxedEnvironment refuses private attributes and changes; on top of it no method is callable, no text can
be multiplied or grown without being counted, and names that are not in the vocabulary are mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType
from typing import Any, NoReturn

from jinja2 import BytecodeCache, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from jinja2.loaders import FunctionLoader
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from .filters import FILTERS, TESTS
from .views import Empty, Mistake, NothingView, RecordView, View, WordsView

MOST_STEPS = 500_000
"""Turns of loops, calls of macros and printed values of one report; forty projects take about five thousand."""
MOST_TEXT = 20_000_000
"""Characters that a template may put together."""
LOOP = frozenset({"index", "index0", "first", "last", "length", "revindex", "previtem", "nextitem"})
OPERATORS = frozenset({"+", "-", "*", "/", "//", "%", "**"})


class TooMuch(Exception):
    """A template's loops or output went past the bound."""


class Refused(Exception):
    """A template asked for something that templates may not do."""

    def __init__(self, message: str, name: str = "") -> None:
        super().__init__(message)
        self.message, self.name = message, name


class Missing(StrictUndefined):
    """A name that the vocabulary does not have: any use of it is a mistake that names it."""

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise UndefinedError(self._undefined_name or "")


class _Compiled(BytecodeCache):
    """The templates that this process has compiled, by name and text: hundreds of departments share a pack."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


Load = Callable[[str], tuple[str, str] | None]
"""A template's name in, its shown name and text out."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a pack's templates; `steps` and `text` count what one rendering did."""

    intercepted_binops = OPERATORS

    def __init__(self, load: Load) -> None:
        def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            found = load(name)
            return None if found is None else (found[1], found[0], lambda: self._unchanged(name, found))

        self._load, self._seen = load, set[str]()

        super().__init__(
            loader=FunctionLoader(source), autoescape=True, undefined=Missing, keep_trailing_newline=True,
            trim_blocks=True, lstrip_blocks=True, finalize=self._count, cache_size=200,
            bytecode_cache=_COMPILED,
        )  # fmt: skip
        self.globals.clear()
        self.filters = {**FILTERS, "_turns": self._turns, "_joined": self._joined}
        self.tests = dict(TESTS)
        self.begin()

    def begin(self) -> None:
        """Each rendering has the whole bound for itself, and looks once whether a template was changed."""
        self.steps = self.text = 0
        self._seen.clear()

    def _unchanged(self, name: str, found: tuple[str, str]) -> bool:
        if name in self._seen:
            return True
        self._seen.add(name)
        return self._load(name) == found

    def _step(self, text: int = 0) -> None:
        self.steps += 1
        self.text += text
        if self.steps > MOST_STEPS or self.text > MOST_TEXT:
            raise TooMuch

    def _count(self, value: object) -> object:
        """Called on whatever is printed: text, numbers and views are, all else would show Python's own words."""
        words = isinstance(value, str)
        if words:
            self.text += len(value)  # type: ignore[arg-type]
        self.steps += 1
        if self.steps > MOST_STEPS or self.text > MOST_TEXT:
            raise TooMuch
        if words or isinstance(value, View):
            return value
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, (tuple, list)):
            raise Mistake("列表不能整个印出来", advice="用 {% for %} 逐项印，或用“连接”")
        if value is None or isinstance(value, (int, float, StrictUndefined)):
            return "" if value is None else value
        raise Mistake("这里取到的不是文字、数或日期，不能印", advice="核对名称；宏要写成 {{ 宏名() }}")

    def _turns(self, values: Iterable[object]) -> Iterator[object]:
        if isinstance(values, str) or not hasattr(values, "__iter__"):
            raise Mistake("只能对列表循环", advice="核对 in 后面的名称是不是一个列表")
        for value in values:
            self._step()
            yield value

    def _joined(self, parts: Iterable[object]) -> Markup:
        text = Markup("").join(part if hasattr(part, "__html__") else str(part) for part in parts)
        self._step(len(text))
        return text

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is RecordView and (known := obj.seen.get(attribute)) is not None:
            return known
        if attribute.startswith("_"):
            raise Refused(f"模板不能取“.{attribute}”", attribute)
        if isinstance(obj, (RecordView, Empty, NothingView, WordsView)):
            return obj.get(attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, dict):
            raise Mistake(f"没有“{attribute}”", attribute, tuple(obj))
        if isinstance(obj, StrictUndefined):
            return obj
        raise Refused(f"模板不能取“.{attribute}”", attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, (tuple, list, str)) and isinstance(argument, (int, slice)):
            try:
                return obj[argument]
            except IndexError:
                raise Mistake(
                    f"列表里没有“[{argument}]”这一项", f"[{argument}]", advice="先用“个数”判断有几项；第一项是 [0]"
                ) from None
        raise Refused("模板不能这样取值")

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(__obj, (Macro, BlockReference)):
            raise Refused("模板里只能调用自己写的宏")
        self._step()
        return __context.call(__obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not all(isinstance(side, (int, float)) and abs(side) < 10**9 for side in (left, right)):
            raise Refused(f"“{operator}”只能用在模板自己的数上；文字用“~”相连，金额由程序计算", operator)
        return super().call_binop(context, operator, left, right)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        for node in list(source.find_all((nodes.For, nodes.CondExpr))):
            if isinstance(node, nodes.CondExpr):
                node.expr2 = node.expr2 or nodes.Const("", lineno=node.lineno, environment=self)
            elif isinstance(node, nodes.For):
                if node.recursive:
                    raise TemplateSyntaxError("不能用 recursive 循环", node.lineno, name, filename)
                node.iter = nodes.Filter(node.iter, "_turns", [], [], None, None, lineno=node.lineno, environment=self)
        _bound_joins(source, self)
        return super()._generate(source, name, filename, defer_init)


@lru_cache(maxsize=16)
def _idle(load: Load) -> list[Sandbox]:
    """The sandboxes of a pack that are not at work: their templates need not be read and set up again."""
    return []


@contextmanager
def sandbox(load: Load) -> Iterator[Sandbox]:
    """A pack's sandbox for one rendering; nothing of a report stays in it, as templates cannot keep anything."""
    idle = _idle(load)
    own = idle.pop() if idle else Sandbox(load)
    own.begin()
    try:
        yield own
    finally:
        idle.append(own)


def _bound_joins(node: nodes.Node, environment: Sandbox) -> None:
    """`a ~ b` grows text without printing it, so it goes through a filter that counts."""
    for name, value in node.iter_fields():
        values = value if isinstance(value, list) else [value]
        for position, child in enumerate(values):
            if not isinstance(child, nodes.Node):
                continue
            _bound_joins(child, environment)
            if isinstance(child, nodes.Concat):
                parts = nodes.List(child.nodes, lineno=child.lineno, environment=environment)
                bounded = nodes.Filter(
                    parts, "_joined", [], [], None, None, lineno=child.lineno, environment=environment
                )
                if isinstance(value, list):
                    value[position] = bounded
                else:
                    setattr(node, name, bounded)
