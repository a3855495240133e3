"""An expression of a template in, what it means out, its mistakes told on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from msgspec import Struct

from ...codes import packs as codes
from ...source import nearest
from ..limits import DEEPEST
from ..weighing import too_deep
from .comparing import compare
from .filtering import filtered, known_test
from .meanings import (
    ANY,
    MADE,
    Anything,
    Callee,
    Constant,
    Each,
    Either,
    Items,
    Key,
    Meaning,
    NamedTexts,
    attribute,
    depth,
    each_of,
    either,
    turns,
    weight,
)
from .reader import Findings
from .scope import Scope

GIVEN = ("caller", "varargs", "kwargs", "self", "super")
"""Names that Jinja itself knows."""
HEAVIEST = 300
"""Meanings in a list and the lists in it, above which nothing is said of them."""
LONGEST = 200
"""Characters of a text that a template puts together; a longer one names nothing."""
_SIGNS: dict[type[nodes.Expr], str] = {
    nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/",
    nodes.FloorDiv: "//", nodes.Mod: "%", nodes.Pow: "**",
}  # fmt: skip


class CallArguments(Struct, frozen=True):
    """A macro's arguments as a call gives them."""

    by_place: tuple[Meaning, ...]
    by_name: tuple[tuple[str, Meaning], ...] = ()
    open: bool = False
    """Whether there may be more (`*列表`)."""


class Expressions:
    """Reads expressions in a scope; `call` is how a macro is followed."""

    def __init__(self, findings: Findings, call: Callable[[Callee, CallArguments, int], None]) -> None:
        self.findings, self.call = findings, call

    def value(self, node: nodes.Node | None, scope: Scope) -> Meaning:
        if node is None or self.findings.tired:
            return ANY
        read = _READ.get(type(node))
        if read is not None:
            return read(self, node, scope)
        for child in node.iter_child_nodes():
            self.value(child, scope)
        return MADE

    def name(self, node: nodes.Name, scope: Scope) -> Meaning:
        meaning = scope.get(node.name)
        if meaning is not None:
            return meaning
        if scope.opened or node.name in GIVEN:
            return ANY
        if scope.bare:
            message = f"“{node.name}”在这里取不到：引入这个文件的一行没有写 with context"
            self.findings.say(
                codes.UNDEFINED, message, node.lineno, node.name, "在引入的一行末尾加 with context，或核对名称"
            )
        else:
            self.findings.unknown(node.name, node.lineno, scope.all())
        return ANY

    def attribute(self, node: nodes.Getattr, scope: Scope) -> Meaning:
        return self.below(self.value(node.node, scope), node.attr, node.lineno)

    def below(self, meaning: Meaning, key: str, line: int) -> Meaning:
        """What the key is of any of the possible meanings; a mistake where none of them has it."""
        read = [attribute(one, key) for one in each_of(meaning)]
        sound = [one for one in read if not isinstance(one, Exception)]
        if sound:
            return either(*sound)
        self.findings.mistake(next(one for one in read if isinstance(one, Exception)), line)
        return ANY

    def item(self, node: nodes.Getitem, scope: Scope) -> Meaning:
        meaning, argument = self.value(node.node, scope), self.value(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return meaning
        if not isinstance(argument, Constant):
            return self.any_of(meaning, argument, node.lineno)
        if isinstance(argument.value, str):
            return self.below(meaning, argument.value, node.lineno)
        return either(*(_at(one, argument.value) for one in each_of(meaning)))

    def any_of(self, meaning: Meaning, argument: Meaning, line: int) -> Meaning:
        """`行[键]` where the key is one of several."""
        keys = [one.value for one in each_of(argument) if isinstance(one, Constant) and isinstance(one.value, str)]
        if not keys or len(keys) < len(each_of(argument)):
            return ANY
        read = [attribute(one, key) for one in each_of(meaning) for key in keys]
        sound = [one for one in read if not isinstance(one, Exception)]
        return either(*sound) if sound else self.below(meaning, keys[0], line)

    def filter(self, node: nodes.Filter, scope: Scope) -> Meaning:
        meaning = self.value(node.node, scope) if node.node is not None else MADE
        arguments = tuple(self.value(one, scope) for one in node.args)
        for pair in node.kwargs:
            self.value(pair.value, scope)
        return filtered(node, meaning, arguments, self.findings)

    def test(self, node: nodes.Test, scope: Scope) -> Meaning:
        self.value(node.node, scope)
        for one in node.args:
            self.value(one, scope)
        known_test(node, self.findings)
        return MADE

    def called(self, node: nodes.Call, scope: Scope) -> Meaning:
        target = self.callee(node.node, scope)
        told = CallArguments(
            tuple(self.value(one, scope) for one in node.args),
            tuple((pair.key, self.value(pair.value, scope)) for pair in node.kwargs),
            node.dyn_args is not None or node.dyn_kwargs is not None,
        )
        self.value(node.dyn_args, scope)
        self.value(node.dyn_kwargs, scope)
        callees = [one for one in each_of(target) if isinstance(one, Callee | Anything)]
        if not callees:
            message, advice = "模板里只能调用自己写的宏", "模板只能取值、判断、循环，用列出的过滤器"
            self.findings.say(codes.FORBIDDEN, message, node.lineno, "", advice)
        for one in callees:
            if isinstance(one, Callee):
                self.call(one, told, node.lineno)
        return MADE if callees and not any(isinstance(one, Anything) for one in callees) else ANY

    def callee(self, node: nodes.Expr, scope: Scope) -> Meaning:
        """What is called; a name that nobody gave is a slip in a macro's, or else one of Python's own."""
        if not isinstance(node, nodes.Name) or scope.opened or node.name in GIVEN or scope.get(node.name) is not None:
            return self.value(node, scope)
        near = nearest(node.name, [name for name in scope.all() if isinstance(scope.get(name), Callee)])
        if near is None:
            return MADE
        self.findings.say(codes.UNDEFINED, f"没有“{node.name}”这个宏", node.lineno, node.name, f"是不是“{near}”？")
        return ANY

    def chosen(self, node: nodes.CondExpr, scope: Scope) -> Meaning:
        condition = self.value(node.test, scope)
        other = self.value(node.expr2, _reached(condition, False, scope)) if node.expr2 is not None else Constant("")
        one = self.value(node.expr1, _reached(condition, True, scope))
        if isinstance(condition, Constant):
            return one if condition.value else other
        return either(one, other)

    def both(self, node: nodes.And | nodes.Or, scope: Scope) -> Meaning:
        left = self.value(node.left, scope)
        wanted = isinstance(node, nodes.And)
        right = self.value(node.right, _reached(left, wanted, scope))
        if isinstance(left, Constant):
            return right if bool(left.value) is wanted else left
        return either(left, right) if not wanted else right if isinstance(right, Key | Each) else MADE

    def negated(self, node: nodes.Not, scope: Scope) -> Meaning:
        meaning = self.value(node.node, scope)
        return Constant(not meaning.value) if isinstance(meaning, Constant) else MADE

    def compared(self, node: nodes.Compare, scope: Scope) -> Meaning:
        left = self.value(node.expr, scope)
        result: Meaning = MADE
        for operand in node.ops:
            right = self.value(operand.expr, scope)
            result = compare(operand.op, left, right, operand.lineno or node.lineno, self.findings)
            left = right
        return result if len(node.ops) == 1 else MADE

    def joined(self, node: nodes.Concat, scope: Scope) -> Meaning:
        parts = [self.value(one, scope) for one in node.nodes]
        known = [str(one.value) for one in parts if isinstance(one, Constant)]
        sure = len(known) == len(parts) and sum(map(len, known)) <= LONGEST
        return Constant("".join(known)) if sure else MADE

    def counted(self, node: nodes.BinExpr, scope: Scope) -> Meaning:
        sides = (self.value(node.left, scope), self.value(node.right, scope))
        sign = _SIGNS[type(node)]
        if sign == "**" or any(_no_number(one) for one in sides):
            message = f"“{sign}”只能用在模板自己的数上；文字用“~”相连，金额由程序计算"
            self.findings.say(codes.FORBIDDEN, message, node.lineno, sign, "模板只能取值、判断、循环，用列出的过滤器")
        return MADE

    def written(self, node: nodes.List | nodes.Tuple, scope: Scope) -> Meaning:
        items = Items(tuple(self.value(one, scope) for one in node.items))
        if depth(items) > DEEPEST:
            self.findings.mistake(too_deep(), node.lineno)
            return ANY
        return items if weight(items) <= HEAVIEST else ANY

    def mapping(self, node: nodes.Dict, scope: Scope) -> Meaning:
        entries = [(self.value(pair.key, scope), self.value(pair.value, scope)) for pair in node.items]
        known = {str(key.value): value.value for key, value in entries if isinstance(key, Constant) and isinstance(value, Constant)}  # fmt: skip
        texts = {key: value for key, value in known.items() if isinstance(value, str)}
        return NamedTexts("", texts) if len(texts) == len(entries) else ANY


def _no_number(meaning: Meaning) -> bool:
    """Whether it is surely none of the template's own numbers."""
    match meaning:
        case Constant(value):
            return not isinstance(value, int | float)
        case Key() | Each() | Items() | NamedTexts() | Callee():
            return True
        case Either(of):
            return all(_no_number(one) for one in of)
        case _:
            return False


def _at(meaning: Meaning, position: object) -> Meaning:
    if isinstance(meaning, Items) and isinstance(position, int):
        return meaning.items[position] if -len(meaning.items) <= position < len(meaning.items) else ANY
    return turns(meaning) or MADE


def _reached(condition: Meaning, wanted: bool, scope: Scope) -> Scope:
    """The scope of a branch, which values that are known here may never take."""
    dead = isinstance(condition, Constant) and bool(condition.value) is not wanted
    return scope.blurred() if dead else scope


_READ: dict[type[nodes.Node], Callable[[Expressions, Any, Scope], Meaning]] = {
    nodes.Name: Expressions.name,
    nodes.Const: lambda _, node, __: Constant(node.value),
    nodes.TemplateData: lambda _, node, __: Constant(node.data),
    nodes.Getattr: Expressions.attribute,
    nodes.Getitem: Expressions.item,
    nodes.Filter: Expressions.filter,
    nodes.Test: Expressions.test,
    nodes.Call: Expressions.called,
    nodes.CondExpr: Expressions.chosen,
    nodes.And: Expressions.both,
    nodes.Or: Expressions.both,
    nodes.Not: Expressions.negated,
    nodes.Compare: Expressions.compared,
    nodes.Concat: Expressions.joined,
    nodes.List: Expressions.written,
    nodes.Tuple: Expressions.written,
    nodes.Dict: Expressions.mapping,
    **dict.fromkeys(_SIGNS, Expressions.counted),
}
