"""The templates of a pack in, what its report may print as one pattern out, followed through loops, macros and files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from ..derive.extra import ROOT
from ..model import Choice, Line, Record, Table
from ..pack import Pack
from .pieces import NOTHING, Many, Mark, Path, Piece, Slot, Text, breaks, choice, joined, leaves
from .symbols import (
    ANY_SIGN,
    MADE,
    SHORTENED,
    Callee,
    Either,
    Items,
    Key,
    Known,
    Made,
    Scope,
    Symbol,
    Words,
    added,
    below,
    each,
    either,
    filtered,
    leaf,
    printed,
    root_names,
    row_of_list,
    word_of,
)

MAIN = "report.md.j2"
NO_MORE = 60_000
"""Statements and expressions that are followed; the largest of our own packs has a tenth of them."""
DEEPEST = 40
NONE, TRACE = "无", "近零"
_SIGNS = {"gt": "+", "lt": "-", "eq": "0"}


class TooMuch(Exception):
    """Templates that go on and on are not read back."""


class Follower:
    def __init__(self, pack: Pack, record: Record) -> None:
        self.pack = pack
        self.environment = Environment(
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=True
        )
        self.root = Scope(names=root_names(record, ROOT, pack.wording.words, pack.title))
        self.steps = self.deep = self.loops = 0
        self.inside: list[int] = []
        """The loops that are open, the outermost first."""
        self.parsed: dict[str, nodes.Template | None] = {}
        self.levels = frozenset(name for names in pack.rules.levels.values() for name in names)
        """What second levels of indicators are called."""

    def report(self) -> Piece:
        return self.file(MAIN, self.root)

    def file(self, name: str, scope: Scope) -> Piece:
        tree = self.tree(name)
        return self.body(tree.body, scope) if tree is not None else NOTHING

    def tree(self, name: str) -> nodes.Template | None:
        if name not in self.parsed:
            read = self.pack.read(name)
            try:
                self.parsed[name] = self.environment.parse(read[1]) if read is not None else None
            except (TemplateSyntaxError, RecursionError):
                self.parsed[name] = None
        return self.parsed[name]

    # statements

    def body(self, statements: Iterable[nodes.Node], scope: Scope) -> Piece:
        return joined([self.statement(one, scope) for one in statements])

    def statement(self, node: nodes.Node, scope: Scope) -> Piece:
        self.steps += 1
        self.deep += 1
        if self.steps > NO_MORE or self.deep > DEEPEST * 4:
            raise TooMuch
        try:
            return self._statement(node, scope)
        finally:
            self.deep -= 1

    def _statement(self, node: nodes.Node, scope: Scope) -> Piece:
        match node:
            case nodes.Output():
                return joined([self.put(one, scope) for one in node.nodes])
            case nodes.If():
                return self.condition(node, scope)
            case nodes.For():
                return self.loop(node, scope)
            case nodes.Assign():
                self.bind(node.target, self.value(node.node, scope), scope)
            case nodes.AssignBlock():
                self.bind(node.target, MADE, scope)
            case nodes.Macro():
                scope.names[node.name] = Callee(node, scope)
            case nodes.FromImport():
                self.imported(node, scope)
            case nodes.Include():
                return joined([self.file(name, scope.within()) for name in self.named(node.template, scope)])
            case nodes.With():
                inner = scope.within()
                for target, value in zip(node.targets, node.values, strict=True):
                    self.bind(target, self.value(value, scope), inner)
                return self.body(node.body, inner)
        return NOTHING

    def put(self, node: nodes.Node, scope: Scope) -> Piece:
        if isinstance(node, nodes.TemplateData):
            return Text(node.data)
        if isinstance(node, nodes.CondExpr):
            return self.branches([(node.test, node.expr1)], node.expr2, scope)
        return printed(self.value(node, scope), scope)

    def branches(self, tests: Sequence[tuple[nodes.Node, Any]], last: Any, scope: Scope) -> Piece:
        """What is printed as one of several, each with what is known where it is."""
        options: list[Piece] = []
        for test, then in tests:
            truth, inner, marks = self.test(test, scope)
            if truth is not False:
                options.append(_marked(marks, self.one(then, inner)))
            if truth is True:
                return choice(options)
            scope = self.otherwise(test, scope)
        options.append(self.one(last, scope) if last is not None else NOTHING)
        if len(options) == 2 and _is_own(self.value(tests[0][0], scope), options):
            return options[0]
        return choice(options)

    def one(self, node: Any, scope: Scope) -> Piece:
        return self.body(node, scope) if isinstance(node, list) else self.put(node, scope)

    def condition(self, node: nodes.If, scope: Scope) -> Piece:
        tests: list[tuple[nodes.Node, Any]] = [(one.test, one.body) for one in (node, *node.elif_)]
        last: Any = node.else_ or []
        return self.branches(tests, last, scope)

    def loop(self, node: nodes.For, scope: Scope) -> Piece:
        over = self.value(node.iter, scope)
        if isinstance(over, Items):
            return joined([self.turn(node, one, scope) for one in over.items])
        over = next((one for one in over.of if isinstance(one, Key)), MADE) if isinstance(over, Either) else over
        self.loops += 1
        if isinstance(over, Key) and over.points:
            ends = breaks(self.turn(node, MADE, scope))
            return joined([Slot(over.path, over.kind), Text("\n\n" if ends else "")])
        item = each(over, self.loops, node.test is not None) or (MADE, ())
        number = self.loops
        self.inside.append(number)
        body = self.turn(node, item[0], scope)
        self.inside.pop()
        return Many(number, item[1], body)

    def turn(self, node: nodes.For, item: Symbol, scope: Scope) -> Piece:
        inner = scope.within()
        inner.names["loop"] = Made(digits=True)
        self.bind(node.target, item, inner)
        marks: list[Mark] = []
        if node.test is not None:
            truth, inner, marks = self.test(node.test, inner)
            if truth is False:
                return NOTHING
        piece = self.body(node.body, inner)
        optional = node.test is not None and not isinstance(item, Key)
        return choice([_marked(marks, piece), NOTHING]) if optional else _marked(marks, piece)

    def bind(self, target: nodes.Node, symbol: Symbol, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope.names[target.name] = symbol
        elif isinstance(target, nodes.Tuple):
            parts = symbol.items if isinstance(symbol, Items) else ()
            for at, one in enumerate(target.items):
                self.bind(one, parts[at] if at < len(parts) else MADE, scope)

    def imported(self, node: nodes.FromImport, scope: Scope) -> None:
        inner = scope.within()
        for name in self.named(node.template, scope):
            self.file(name, inner)
        for one in node.names:
            name, alias = one if isinstance(one, tuple) else (one, one)
            scope.names[alias] = inner.names.get(name, MADE)

    def named(self, node: nodes.Expr, scope: Scope) -> list[str]:
        value = self.value(node, scope)
        if isinstance(value, Items):
            names = [one.value for one in value.items if isinstance(one, Known) and isinstance(one.value, str)]
            return [name for name in names if self.pack.read(name) is not None][:1]
        return [value.value] if isinstance(value, Known) and isinstance(value.value, str) else []

    # conditions

    def test(self, node: nodes.Node, scope: Scope) -> tuple[bool | None, Scope, list[Mark]]:
        """Whether it holds, if that is sure; what is known where it does."""
        inner, marks = scope.within(), list[Mark]()
        match node:
            case nodes.And():
                left, inner, first = self.test(node.left, scope)
                right, inner, second = self.test(node.right, inner)
                truth = False if False in (left, right) else True if left and right else None
                return truth, inner, [*first, *second]
            case nodes.Or():
                left, _, first = self.test(node.left, scope)
                right, _, second = self.test(node.right, scope)
                truth = True if True in (left, right) else False if left is False and right is False else None
                return truth, inner, _of_either(first, second, left, right)
            case nodes.Not():
                truth, _, _ = self.test(node.node, scope)
                return None if truth is None else not truth, self.otherwise(node.node, scope), []
            case nodes.Test():
                key = self.value(node.node, scope)
                if isinstance(key, Key) and node.name in (NONE, TRACE):
                    path = leaf(key).path if node.name == TRACE else key.path
                    marks.append(Mark(path, NONE if node.name == NONE else None))
                return None, inner, marks
            case nodes.Compare():
                return self.compared(node, scope)
        value = self.value(node, scope)
        return bool(value.value) if isinstance(value, Known) else None, inner, marks

    def compared(self, node: nodes.Compare, scope: Scope) -> tuple[bool | None, Scope, list[Mark]]:
        inner = scope.within()
        if len(node.ops) != 1:
            return None, inner, []
        left, right, sign = self.value(node.expr, scope), self.value(node.ops[0].expr, scope), node.ops[0].op
        if isinstance(left, Known) and isinstance(right, Known) and sign in ("eq", "ne"):
            return (left.value == right.value) == (sign == "eq"), inner, []
        if isinstance(left, Key) and right == Known(0) and sign in _SIGNS:
            path = leaf(left).path
            inner.signs[path] = scope.sign(path) & frozenset(_SIGNS[sign])
            return None, inner, [Mark(path, "0")] if sign == "eq" and not path[-1].endswith("率") else []
        return None, inner, _said(left, right, self.levels) if sign == "eq" else []

    def otherwise(self, node: nodes.Node, scope: Scope) -> Scope:
        """What is known where a test does not hold."""
        inner = scope.within()
        if isinstance(node, nodes.Compare) and len(node.ops) == 1 and node.ops[0].op in _SIGNS:
            left, right = self.value(node.expr, scope), self.value(node.ops[0].expr, scope)
            if isinstance(left, Key) and right == Known(0):
                path = leaf(left).path
                inner.signs[path] = scope.sign(path) - frozenset(_SIGNS[node.ops[0].op])
        return inner

    # expressions

    def value(self, node: nodes.Node, scope: Scope) -> Symbol:
        self.steps += 1
        if self.steps > NO_MORE:
            raise TooMuch
        match node:
            case nodes.Const():
                return Known(node.value)
            case nodes.TemplateData():
                return Known(node.data)
            case nodes.Name():
                return scope.get(node.name) or MADE
            case nodes.Getattr():
                return below(self.value(node.node, scope), node.attr)
            case nodes.Getitem():
                return self.item(node, scope)
            case nodes.Filter() if node.node is not None:
                given = self.value(node.args[0], scope) if node.args else None
                return filtered(self.value(node.node, scope), node.name, scope, given)
            case nodes.List() | nodes.Tuple():
                return Items(tuple(self.value(one, scope) for one in node.items))
            case nodes.CondExpr():
                truth, inner, _ = self.test(node.test, scope)
                last = self.value(node.expr2, scope) if node.expr2 is not None else Known("")
                if truth is not None:
                    return self.value(node.expr1, inner) if truth else last
                return either([self.value(node.expr1, inner), last])
            case nodes.Or():
                left, right = self.value(node.left, scope), self.value(node.right, scope)
                sure = not any(isinstance(one, Either) and not one.ordered for one in (left, right))
                return either([right, left], ordered=sure)
            case nodes.Concat():
                made: Symbol = Known("")
                for one in node.nodes:
                    made = added(made, self.value(one, scope), scope)
                return made
            case nodes.Call():
                return self.call(node, scope)
        return Made(digits=isinstance(node, nodes.BinExpr))

    def item(self, node: nodes.Getitem, scope: Scope) -> Symbol:
        over, at = self.value(node.node, scope), self.value(node.arg, scope)
        if isinstance(over, Items):
            known = isinstance(at, Known) and isinstance(at.value, int) and at.value < len(over.items)
            return over.items[at.value] if known else MADE  # type: ignore[union-attr,index] # known says that it is one
        if isinstance(over, Key) and isinstance(over.kind, Table) and at == Known(0) and self.inside:
            return row_of_list(over, self.inside[-1])
        if isinstance(over, Words) and not isinstance(at, Known):
            return word_of(over, at)
        return below(over, at.value) if isinstance(at, Known) and isinstance(at.value, str) else MADE

    def call(self, node: nodes.Call, scope: Scope) -> Symbol:
        from .symbols import Printed

        callee = self.value(node.node, scope)
        if not isinstance(callee, Callee) or self.deep > DEEPEST:
            return MADE
        inner = callee.scope.within()
        inner.signs = dict(scope.signs)
        names = [one.name for one in callee.node.args]
        spare = len(names) - len(callee.node.defaults)
        for name, value in zip(names[spare:], callee.node.defaults, strict=True):
            inner.names[name] = self.value(value, callee.scope)
        inner.names.update(zip(names, (self.value(one, scope) for one in node.args), strict=False))
        inner.names.update({one.key: self.value(one.value, scope) for one in node.kwargs})
        self.deep += 1
        try:
            return Printed(self.body(callee.node.body, inner))
        finally:
            self.deep -= 1


def _said(left: Symbol, right: Symbol, names: frozenset[str]) -> list[Mark]:
    """What a text is that was compared with one, where it is the same; one that may have lost its end is called by the
    name that it has with it, if that alone is one."""
    if isinstance(left, Either):
        keys = [one for one in left.of if isinstance(one, Key)]
        left = keys[0] if len(keys) == 1 and len(left.of) == 2 and Known("") in left.of else left
    if isinstance(left, Key) and isinstance(right, Known) and isinstance(right.value, str) and right.value:
        inner = leaf(left)
        if isinstance(inner.kind, Line) or (isinstance(inner.kind, Choice) and right.value in inner.kind.options):
            path = tuple(step for step in inner.path if not step.startswith(SHORTENED))
            ends = [step.removeprefix(SHORTENED) for step in inner.path[len(path) :]]
            whole = [f"{right.value}{end}" for end in ends if f"{right.value}{end}" in names]
            return [Mark(path, whole[0] if len(whole) == 1 and right.value not in names else right.value)]
    return []


def _is_own(tested: Symbol, options: Sequence[Piece]) -> bool:
    """Whether a key is printed where it is told, else what a row of the same name says of it: both are what holds for it."""
    own, other = options
    if not isinstance(tested, Key) or own != Slot(leaf(tested).path, leaf(tested).kind) or not isinstance(other, Many):
        return False
    printed_there = [one for one in leaves(other) if isinstance(one, Slot)]
    return all(one.path[-1:] == own.path[-1:] for one in printed_there)


def _of_either(first: list[Mark], second: list[Mark], left: bool | None, right: bool | None) -> list[Mark]:
    """What is known where one of two holds: of two that print the same, the one that tells all that the other does."""
    if right is False or left is False:
        return first if right is False else second
    short, long = sorted((first, second), key=len)
    return long if {one.path for one in short} <= {one.path for one in long} and len(short) < len(long) else []


def _marked(marks: list[Mark], piece: Piece) -> Piece:
    """What is known of a branch goes with the text that it prints."""
    return joined([*marks, piece]) if marks and piece != NOTHING else piece


def report_piece(pack: Pack, record: Record) -> Piece | None:
    """None where the templates cannot be followed."""
    try:
        return Follower(pack, record).report()
    except (TooMuch, RecursionError):
        return None


__all__ = ["ANY_SIGN", "Path", "report_piece"]
