"""The Jinja2 environment that strangers' templates run in: values, conditions, loops and a few filters, counted.

ImmutableSandboxedEnvironment refuses private attributes and changes; on top of it no method is callable, whatever can cost
more than a constant time is counted (`counting`, `weighing`), and names that are not in the vocabulary are mistakes.
Nothing is worked out while a template is compiled: there nobody counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, nodes, pass_context
from jinja2.loaders import FunctionLoader
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .compiled import COMPILED
from .counting import A_STEP, COMPARED, JOINED, NESTED, SLICED, SPEND, TURNS, Unfit, counted
from .desk import TextView
from .faults import Mistake, Refused
from .filters import FILTERS, TESTS
from .including import ENDING, WITHIN, Included, ending, within
from .limits import LARGEST_NUMBER, LONGEST_NAME
from .literals import bounded
from .views import Empty, NothingView, RecordView, WordsView
from .weighing import Budget, whole

LOOP = frozenset({"index", "index0", "first", "last", "length", "revindex", "previtem", "nextitem"})
GROWING = frozenset({"个数", "连接", "序号", "去尾", "其中", "文号"})
"""Filters that go through what they are given."""
LOOKED_UP = 100
"""Steps that it takes to look for a file of the pack and to hand it the names."""
OPERATORS = frozenset({"+", "-", "*", "/", "//", "%", "**"})


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
            loader=FunctionLoader(source), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True,
            trim_blocks=True, lstrip_blocks=True, finalize=self._shown, cache_size=200, optimized=False,
            bytecode_cache=COMPILED, extensions=(Included,),
        )  # fmt: skip
        self.budget = budget = Budget()
        self.globals.clear()
        self.filters = {
            **{name: budget.weighed(one) if name in GROWING else one for name, one in FILTERS.items()},
            SPEND: budget.spend, TURNS: budget.turns, JOINED: budget.joined, SLICED: budget.sliced,
            COMPARED: budget.compared, NESTED: budget.nested,
            WITHIN: self._within, ENDING: self._ending,
        }  # fmt: skip
        self.tests = dict(TESTS)

    def begin(self) -> None:
        """Each rendering has the whole budget for itself, and looks once whether a template was changed."""
        self.budget.steps = self.budget.text = 0
        self._seen.clear()

    def _unchanged(self, name: str, found: tuple[str, str]) -> bool:
        if name in self._seen:
            return True
        self._seen.add(name)
        return self._load(name) == found

    @pass_context
    def _shown(self, _context: Context, value: object) -> object:
        """Called on whatever is printed: text, numbers and views are, all else would show Python's own words.

        With the context, so that Jinja does not call it while it compiles."""
        self.budget.printed(value)
        return value

    def _within(self, text: str) -> str:
        self.budget.spend(1, len(text))
        return within(text)

    def _ending(self, text: str) -> str:
        self.budget.spend(1, len(text))
        return ending(text)

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:  # Jinja's own name
        self._look_up(name)
        return super().get_template(name, parent, globals)

    def select_template(self, names: Any, parent: Any = None, globals: Any = None) -> Template:  # as above
        for name in names if isinstance(names, list | tuple) else (names,):
            self._look_up(name)
        return super().select_template(names, parent, globals)

    def _look_up(self, name: object) -> None:
        self.budget.spend(LOOKED_UP)
        if isinstance(name, Template | StrictUndefined):
            return
        if not isinstance(name, str):
            raise Mistake("引入的只能是一个文件名")
        if len(name) > LONGEST_NAME:
            raise Mistake(f"引入的文件名超过了 {LONGEST_NAME} 个字符")

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is RecordView and (known := obj.seen.get(attribute)) is not None:
            return known
        if len(attribute) > LONGEST_NAME:
            raise Mistake(f"键名超过了 {LONGEST_NAME} 个字符")
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
        if isinstance(obj, (tuple, list, str)) and isinstance(argument, int):
            self.budget.spend(len(obj) // A_STEP if isinstance(obj, str) else 0)
            whole(obj)
            try:
                return (
                    obj[argument] if not isinstance(obj, TextView) else type(obj)(str(obj)[argument], obj.desk, obj.of)
                )
            except IndexError:
                raise Mistake(
                    f"列表里没有“[{argument}]”这一项", f"[{argument}]", advice="先用“个数”判断有几项；第一项是 [0]"
                ) from None
        raise Refused("模板不能这样取值")

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(__obj, (Macro, BlockReference)):
            raise Refused("模板里只能调用自己写的宏")
        self.budget.spend(1)
        return __context.call(__obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not all(
            isinstance(side, (int, float)) and abs(side) < LARGEST_NUMBER for side in (left, right)
        ):
            raise Refused(f"“{operator}”只能用在模板自己的数上；文字用“~”相连，金额由程序计算", operator)
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        bounded(source, self.lexer, name, filename)
        return super()._parse(source, name, filename)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        try:
            counted(source, self)
        except Unfit as error:
            error.name, error.filename = name, filename
            raise
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
