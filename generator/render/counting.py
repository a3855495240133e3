"""A template's tree in, the same out with all of it counted that can cost more than a constant time; the rest is refused.

What stands in a loop, a macro, a block or a file is the same each time, so it is weighed here, once, and spent in one go
whenever it is entered. What depends on values (a text that is joined, cut or compared, a list in a list) becomes one of
the filters of the sandbox that weigh it first; their names hold a colon, which no template can write.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from .faults import Mistake, Refused
from .limits import A_LINE, DEEPEST_LOOPS, LARGEST_NUMBER, LONGEST_NAME, MOST_NAMES
from .signs import refused_in

SPEND, TURNS, JOINED, SLICED, COMPARED, NESTED = ":spend", ":turns", ":joined", ":sliced", ":compared", ":nested"
WEIGHTS = {nodes.Filter: 4, nodes.Call: 6, nodes.CallBlock: 6}
"""Steps that these take beyond the first."""
A_TURN = 3
CAPITALS = 20
"""Steps of 大写, which divides the amount digit by digit."""
A_STEP = 64
"""Characters that are compared in the time of one step."""


class Unfit(TemplateSyntaxError):
    """What a template may not have, found before it runs."""

    def __init__(self, why: Mistake | Refused, line: int, name: str | None = None, filename: str | None = None) -> None:
        super().__init__(why.message, line, name, filename)
        self.why = why


def counted(tree: nodes.Template, environment: Environment) -> None:
    """Raises Unfit."""
    _Reader(environment).region(tree)


class _Reader:
    """`steps` and `text` are the weight so far of the region that is being read."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.steps = self.text = 0
        self.names: set[str] = set()
        self.loops = 0

    def region(self, node: Any) -> Any:
        """What is entered as a whole spends its weight first."""
        before = self.steps, self.text
        self.steps = self.text = 0
        self.inside(node)
        weight = self.filter(nodes.Const(self.steps), SPEND, node.lineno, nodes.Const(self.text))
        node.body.insert(0, nodes.ExprStmt(weight, lineno=node.lineno, environment=self.environment))
        self.steps, self.text = before
        return node

    def called_block(self, node: nodes.CallBlock) -> nodes.Node:
        node.call = self.read(node.call)
        call, node.call = node.call, nodes.Const(None)  # type: ignore[assignment] # weighed where it stands
        self.region(node)
        node.call = call
        return node

    def loop(self, node: nodes.For) -> nodes.Node:
        if node.recursive:
            raise Unfit(Refused("不能用 recursive 循环", "recursive"), node.lineno)
        self.loops += 1
        if self.loops > DEEPEST_LOOPS:
            raise Unfit(Refused(f"循环套循环超过了 {DEEPEST_LOOPS} 层", "for"), node.lineno)
        node.iter = self.read(node.iter)
        self.each(node.else_)
        before = self.steps, self.text
        self.steps = self.text = 0
        self.read(node.target)
        if node.test is not None:
            node.test = self.read(node.test)
        self.each(node.body)
        node.iter = self.filter(node.iter, TURNS, node.lineno, nodes.Const(self.steps + A_TURN), nodes.Const(self.text))
        self.loops -= 1
        self.steps, self.text = before
        return node

    def read(self, node: Any) -> Any:
        self.steps += 1
        try:
            handler = _HANDLERS[type(node)]
        except KeyError:
            line = next((one.lineno for one in (node, *node.find_all(nodes.Node)) if one.lineno), 1)
            what = _TAGS.get(type(node), "")
            raise Unfit(Refused(f"模板里不能用“{what}”" if what else "模板里不能用这种写法", what), line) from None
        if handler is not None:
            return handler(self, node)
        self.inside(node)
        return node

    def inside(self, node: nodes.Node) -> None:
        for name in node.fields:
            value = getattr(node, name)
            if isinstance(value, list):
                self.each(value)
            elif isinstance(value, nodes.Node):
                setattr(node, name, self.read(value))

    def each(self, children: list[Any]) -> None:
        for at, child in enumerate(children):
            if isinstance(child, nodes.Node):
                children[at] = self.read(child)

    def filter(self, node: Any, name: str, line: int, *arguments: nodes.Expr) -> nodes.Filter:
        return nodes.Filter(node, name, list(arguments), [], None, None, lineno=line, environment=self.environment)

    # what is the same each time

    def data(self, node: nodes.TemplateData) -> nodes.Node:
        self.text += size(node.data)
        return node

    def constant(self, node: nodes.Const) -> nodes.Node:
        value = node.value
        if isinstance(value, str):
            if wrong := refused_in(value):
                raise Unfit(wrong, node.lineno)
            self.steps += len(value) // A_STEP
        elif isinstance(value, int | float) and not abs(value) < LARGEST_NUMBER:
            raise Unfit(Refused("模板里的数太大，要小于 1 万亿", str(value)[:LONGEST_NAME]), node.lineno)
        return node

    def name(self, node: nodes.Name) -> nodes.Node:
        self.short(node.name, node.lineno)
        if node.name in ("varargs", "kwargs"):
            raise Unfit(Refused(f"模板里不能用“{node.name}”，宏的参数要一个个写出", node.name), node.lineno)
        if node.ctx != "load":
            self.named(node.name, node.lineno)
        return node

    def named(self, name: str, line: int) -> None:
        self.names.add(name)
        if len(self.names) > MOST_NAMES:
            raise Unfit(Refused(f"一个模板文件里自己起的名字超过了 {MOST_NAMES} 个", name), line)

    def short(self, name: str, line: int) -> None:
        if len(name) > LONGEST_NAME:
            raise Unfit(Refused(f"名称“{name[:10]}……”超过了 {LONGEST_NAME} 个字符"), line)

    def attribute(self, node: nodes.Getattr) -> nodes.Node:
        self.short(node.attr, node.lineno)
        node.node = self.read(node.node)
        return node

    def macro(self, node: nodes.Macro) -> nodes.Node:
        self.short(node.name, node.lineno)
        self.named(node.name, node.lineno)
        return self.region(node)  # type: ignore[no-any-return]

    def taken_in(self, node: nodes.Import | nodes.FromImport) -> nodes.Node:
        targets = (node.target,) if isinstance(node, nodes.Import) else node.names
        for one in targets:
            self.named(one[1] if isinstance(one, tuple) else one, node.lineno)
        node.template = self.read(node.template)
        return node

    def given(self, node: nodes.Call | nodes.Filter | nodes.Test) -> nodes.Node:
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise Unfit(Refused("括号里不能用 * 展开一个列表，值要一个个写出", "*"), node.lineno)
        self.steps += WEIGHTS.get(type(node), 0)
        if isinstance(node, nodes.Filter | nodes.Test):
            self.short(node.name, node.lineno)
            self.steps += CAPITALS if node.name == "大写" else 0
        self.inside(node)
        return node

    # what depends on values

    def compared(self, node: nodes.Compare) -> nodes.Expr:
        self.inside(node)
        left, found = node.expr, None
        for one in node.ops:
            pair = self.pair(left, one)
            found = pair if found is None else nodes.And(found, pair, lineno=node.lineno)
            left = one.expr
        return found or node

    def pair(self, left: nodes.Expr, one: nodes.Operand) -> nodes.Expr:
        """A comparison with a constant takes as long as that one is."""
        within, right = one.op in ("in", "notin"), one.expr
        plain = _constants(right) if within else isinstance(left, nodes.Const) or isinstance(right, nodes.Const)
        if plain:
            return nodes.Compare(left, [one], lineno=left.lineno, environment=self.environment)
        return self.filter(left, COMPARED, left.lineno, nodes.Const(one.op), right)

    def joined(self, node: nodes.Concat) -> nodes.Expr:
        self.inside(node)
        return self.filter(nodes.List(node.nodes, lineno=node.lineno), JOINED, node.lineno)

    def item(self, node: nodes.Getitem) -> nodes.Expr:
        cut = node.arg
        self.inside(node)
        if not isinstance(cut, nodes.Slice):
            return node
        if cut.step is not None:
            raise Unfit(Refused("取一段只能写起止，不能写步长"), node.lineno)
        ends = [end if end is not None else nodes.Const(None) for end in (cut.start, cut.stop)]
        return self.filter(node.node, SLICED, node.lineno, *ends)

    def written(self, node: nodes.List | nodes.Tuple) -> nodes.Expr:
        self.inside(node)
        stored = isinstance(node, nodes.Tuple) and node.ctx != "load"
        return node if stored or _constants(node) else self.filter(node, NESTED, node.lineno)

    def mapping(self, node: nodes.Dict) -> nodes.Expr:
        for pair in node.items:
            if not isinstance(pair.key, nodes.Const) or not isinstance(pair.key.value, str):
                raise Unfit(Refused("花括号里冒号前面只能写一个固定的文字"), pair.lineno)
            self.short(pair.key.value, pair.lineno)
        self.inside(node)
        return self.filter(node, NESTED, node.lineno)

    def chosen(self, node: nodes.CondExpr) -> nodes.Expr:
        self.inside(node)
        node.expr2 = node.expr2 or nodes.Const("", lineno=node.lineno, environment=self.environment)
        return node


def size(text: str) -> int:
    """What a text counts as where it is printed."""
    return len(text) + A_LINE * text.count("\n")


def _constants(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.List | nodes.Tuple) and all(isinstance(one, nodes.Const) for one in node.items)


_PLAIN = (
    nodes.Output, nodes.If, nodes.Assign, nodes.AssignBlock, nodes.FilterBlock, nodes.With, nodes.Include, nodes.Extends,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos,
    nodes.And, nodes.Or, nodes.Not, nodes.Slice, nodes.Operand, nodes.Pair, nodes.Keyword,
)  # fmt: skip
_HANDLERS: dict[type[nodes.Node], Callable[[_Reader, Any], Any] | None] = {
    **dict.fromkeys(_PLAIN),
    nodes.TemplateData: _Reader.data,
    nodes.Const: _Reader.constant,
    nodes.Name: _Reader.name,
    nodes.Getattr: _Reader.attribute,
    nodes.Getitem: _Reader.item,
    nodes.Filter: _Reader.given,
    nodes.Test: _Reader.given,
    nodes.Call: _Reader.given,
    nodes.Compare: _Reader.compared,
    nodes.Concat: _Reader.joined,
    nodes.List: _Reader.written,
    nodes.Tuple: _Reader.written,
    nodes.Dict: _Reader.mapping,
    nodes.CondExpr: _Reader.chosen,
    nodes.For: _Reader.loop,
    nodes.Macro: _Reader.macro,
    nodes.CallBlock: _Reader.called_block,
    nodes.Block: _Reader.region,
    nodes.Import: _Reader.taken_in,
    nodes.FromImport: _Reader.taken_in,
}
"""Whatever is not here cannot be written."""
_TAGS: dict[type[nodes.Node], str] = {
    nodes.Scope: "autoescape",
    nodes.NSRef: ".",
}
