"""A template in, its statements followed through all their branches: loops, macros and the files that it takes in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateAssertionError

from ...codes import packs as codes
from ...codes.templates import PRINTS_NOTHING
from ...pack import Pack
from ...source import nearest
from ..faults import Mistake
from ..mistakes import MAIN, MISTAKES, diagnose
from ..sandbox import Sandbox
from .arguments import given
from .expressions import CallArguments, Expressions
from .levels import Levels
from .literal import read_plain, read_words
from .meanings import (
    ANY,
    MADE,
    Callee,
    Constant,
    Items,
    Key,
    LoopMeaning,
    Meaning,
    Module,
    each_of,
    either,
    turns,
)
from .missing import listed_files, missing
from .printing import prints, start, unprintable
from .reader import Findings
from .scope import Scope
from .units import begins_with, unit_twice

LISTED_FILE = "决算表.清单.文件"
"""The one key of a report that names files of the pack; tables.yaml says which."""
MOST_TURNS = 40
"""Items of a written list that are each gone through."""


class Templates:
    """All templates of a pack, each read where it is taken in."""

    def __init__(self, pack: Pack, findings: Findings, environment: Sandbox, root: Scope) -> None:
        self.pack, self.findings, self.environment, self.root = pack, findings, environment, root
        self.expressions = Expressions(findings, self.call)
        self.levels = Levels(findings)
        self.parsed: dict[str, tuple[str, nodes.Template] | None] = {}
        self.modules: dict[tuple[str, int], Scope] = {}
        self.macros: dict[int, Callee] = {}
        self.calls: dict[tuple[int, int, CallArguments], Callee] = {}
        self.reading: list[str] = []
        self.behind = ""
        """The text that is printed after the statement at hand, as far as it is sure."""
        self.value = self.expressions.value

    def read(self) -> None:
        """The report from its main template on, then what nothing takes in or calls."""
        read_words(self.pack, self.findings)
        if (main := self.pack.read(MAIN)) is not None:
            self.take_in(MAIN, self.root)
            if (parsed := self.parsed[MAIN]) is not None and not prints(parsed[1]):
                advice = "写上报告的文字；这个模板包只供别的继承，就删去这个文件"
                self.findings.say_at(PRINTS_NOTHING, "report.md.j2 什么也不印，报告会是空的", start(*main), advice)
        for name, built_in in self.pack.files():
            if not built_in and name.endswith(".j2") and name not in self.parsed:
                self.take_in(name, Scope(self.root, opened=True))
        called = {key[0] for key in self.calls}
        while left := [one for key, one in self.macros.items() if key not in called]:
            for one in left:
                called.add(id(one.node))
                self.enter(one, dict.fromkeys((argument.name for argument in one.node.args), ANY))

    # templates

    def take_in(self, name: str, scope: Scope) -> None:
        found = self.parse(name)
        if found is None or name in self.reading:
            return
        before, self.findings.template = self.findings.template, found[0]
        self.reading.append(name)
        self.whole(found[1], scope)
        self.reading.pop()
        self.findings.template = before

    def parse(self, name: str) -> tuple[str, nodes.Template] | None:
        """A template's shown name and tree, once; its mistakes of syntax and of plain text are told then."""
        if name not in self.parsed:
            self.parsed[name] = None
            read = self.pack.read(name)
            if read is not None:
                self.parsed[name] = self._parsed(name, *read)
        return self.parsed[name]

    def _parsed(self, name: str, shown: str, text: str) -> tuple[str, nodes.Template] | None:
        try:
            tree = self.environment.parse(text, name, shown)
            self._compiled(name, shown, text)
        except MISTAKES as error:
            one = diagnose(error, self.pack, ())
            self.findings.say_at(one.code, one.message, one.place, one.help, one.labels)
            return None
        read_plain(shown, text, self.environment, self.pack, self.findings)
        return shown, tree

    def _compiled(self, name: str, shown: str, text: str) -> None:
        """Some mistakes are only seen there; a filter or test that is not there is told where it stands."""
        try:
            self.environment.compile(text, name, shown)
        except TemplateAssertionError as error:
            if not _NO_SUCH.match(error.message or ""):
                raise

    def whole(self, tree: nodes.Template, scope: Scope) -> None:
        for node in tree.find_all(nodes.Macro):
            self.macros.setdefault(id(node), Callee(node, self.findings.template, scope))
        for macro in tree.body:
            if isinstance(macro, nodes.Macro):
                self.define(macro, scope)
        self.body(tree.body, scope)

    # statements

    def body(self, statements: Iterable[nodes.Node], scope: Scope, behind: str = "") -> None:
        """Read statements in order; `behind` is the text that surely follows the last of them."""
        those = list(statements)
        for at, node in enumerate(those):
            if self.findings.tired:
                return
            self.behind = begins_with(those[at + 1]) if at + 1 < len(those) else behind
            read = _READ.get(type(node))
            if read is not None:
                read(self, node, scope)
            elif isinstance(node, nodes.Expr):
                self.value(node, scope)
            else:
                self.body(node.iter_child_nodes(), scope)

    def output(self, node: nodes.Output, scope: Scope) -> None:
        behind = self.behind
        for at, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                self.levels.text(child.data, child.lineno, self.pack)
                continue
            meaning = self.value(child, scope)
            text = node.nodes[at + 1] if at + 1 < len(node.nodes) else None
            if text is None:
                unit_twice(child, meaning, behind, "%}", self.findings)
            elif isinstance(text, nodes.TemplateData):
                unit_twice(child, meaning, text.data, "}}", self.findings)
            faults = [unprintable(one) for one in each_of(meaning)]
            if faults and all(faults):
                self.findings.mistake(faults[0] or Mistake(""), child.lineno)

    def condition(self, node: nodes.If, scope: Scope) -> None:
        """Each branch from the same beginning; what one of them sets may be so behind it."""
        branches: list[tuple[Sequence[nodes.Node], bool]] = []
        settled = False
        for one in (node, *node.elif_):
            known = self.value(one.test, scope)
            holds = bool(known.value) if isinstance(known, Constant) else None
            branches.append((one.body, settled or holds is False))
            settled = settled or holds is True
        branches.append((node.else_, settled))
        behind = self.behind
        before, level = dict(scope.names), self.levels.last
        after, levels = [], set[int]()
        for body, dead in branches:
            scope.names, self.levels.last = dict(before), level
            self.body(body, scope.blurred() if dead else scope, behind)
            if not dead:
                after.append(scope.names)
                levels |= self.levels.last
        every = dict.fromkeys(name for names in after for name in names)
        scope.names = {name: either(*(names[name] for names in after if name in names)) for name in every} or before
        self.levels.last = frozenset(levels) or level

    def loop(self, node: nodes.For, scope: Scope) -> None:
        over = self.value(node.iter, scope)
        found = [turns(one) for one in each_of(over)]
        sound = [one for one in found if one is not None]
        if not sound:
            self.findings.mistake(Mistake("只能对列表循环", advice="核对 in 后面的名称是不是一个列表"), node.lineno)
            sound = [ANY]
        written = isinstance(over, Items) and 0 < len(over.items) <= MOST_TURNS
        items = list(dict.fromkeys(over.items)) if isinstance(over, Items) and written else [either(*sound)]
        before = self.levels.last
        uses_loop = "loop" in self.findings.names_in(node)
        for item in items:
            inner = scope.within(varies=written)
            self.bind(node.target, item, inner)
            if uses_loop:
                inner.names["loop"] = LoopMeaning(item)
            if node.test is not None:
                self.value(node.test, inner)
            self.body(node.body, inner)
        self.levels.last |= before
        self.body(node.else_, scope.within())

    def bind(self, target: nodes.Node, meaning: Meaning, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope.names[target.name] = meaning
        elif isinstance(target, nodes.Tuple):
            parts = meaning.items if isinstance(meaning, Items) else ()
            for at, one in enumerate(target.items):
                self.bind(one, parts[at] if at < len(parts) else ANY, scope)

    def assign(self, node: nodes.Assign, scope: Scope) -> None:
        self.bind(node.target, self.value(node.node, scope), scope)

    def gather(self, node: nodes.AssignBlock, scope: Scope) -> None:
        self.body(node.body, scope.within())
        if node.filter is not None:
            self.value(node.filter, scope)
        self.bind(node.target, MADE, scope)

    def filtered(self, node: nodes.FilterBlock, scope: Scope) -> None:
        self.value(node.filter, scope)
        self.body(node.body, scope.within())

    def with_names(self, node: nodes.With, scope: Scope) -> None:
        inner = scope.within()
        for target, value in zip(node.targets, node.values, strict=True):
            self.bind(target, self.value(value, scope), inner)
        self.body(node.body, inner)

    # macros

    def define(self, node: nodes.Macro, scope: Scope) -> None:
        callee = Callee(node, self.findings.template, scope)
        self.macros[id(node)] = callee
        scope.names[node.name] = callee

    def called_block(self, node: nodes.CallBlock, scope: Scope) -> None:
        self.value(node.call, scope)
        inner = scope.within()
        for argument in node.args:
            self.bind(argument, ANY, inner)
        self.body(node.body, inner)

    def call(self, callee: Callee, told: CallArguments, line: int) -> None:
        key = (id(callee.node), id(callee.scope), told)
        names = [argument.name for argument in callee.node.args]
        meanings = given(callee, told, line, self.findings, self.value)
        if key in self.calls or len(self.calls) > MOST_CALLS:
            return
        self.calls[key] = callee
        self.enter(callee, {name: meanings.get(name, ANY) for name in names})

    def enter(self, callee: Callee, meanings: dict[str, Meaning]) -> None:
        before, self.findings.template = self.findings.template, callee.template
        inner = callee.scope.within(varies=True)
        inner.names.update(meanings)
        self.body(callee.node.body, inner)
        self.findings.template = before

    # files

    def include(self, node: nodes.Include, scope: Scope) -> None:
        names = self.named(node.template, scope)
        there = [name for name in names if self.pack.read(name) is not None]
        several = isinstance(node.template, nodes.List | nodes.Tuple)
        if not node.ignore_missing and not (several and there):
            for name in names:
                if name not in there:
                    missing(name, node.lineno, self.findings)
        for name in there[:1] if several else there:
            self.take_in(name, scope.within() if node.with_context else Scope(bare=True))

    def named(self, node: nodes.Expr, scope: Scope) -> list[str]:
        """The files that an expression can name; none where nobody knows."""
        found: dict[str, None] = {}
        for one in each_of(self.value(node, scope)):
            for inner in one.items if isinstance(one, Items) else (one,):
                if isinstance(inner, Constant):
                    found[str(inner.value)] = None
                elif isinstance(inner, Key) and inner.name == LISTED_FILE:
                    found.update(dict.fromkeys(listed_files(self.pack)))
        return list(found)

    def module(self, node: nodes.Import | nodes.FromImport, scope: Scope) -> Scope | None:
        """The names that a file of macros has; what it prints is not printed, so that its headings do not count."""
        names = self.named(node.template, scope)
        if len(names) != 1:
            return None
        if self.pack.read(names[0]) is None:
            missing(names[0], node.lineno, self.findings)
            return None
        key = (names[0], id(scope) if node.with_context else 0)
        if key not in self.modules:
            self.modules[key] = Scope(scope if node.with_context else None, bare=not node.with_context)
            self.levels.apart(lambda: self.take_in(names[0], self.modules[key]))
        return self.modules[key] if self.parsed.get(names[0]) is not None else None

    def imported(self, node: nodes.Import, scope: Scope) -> None:
        scope.names[node.target] = Module() if self.module(node, scope) is not None else ANY

    def from_imported(self, node: nodes.FromImport, scope: Scope) -> None:
        module = self.module(node, scope)
        for one in node.names:
            name, alias = one if isinstance(one, tuple) else (one, one)
            meaning = module.names.get(name) if module is not None else ANY
            if meaning is None and module is not None:
                near = nearest(name, module.names)
                known = "、".join(module.names)
                advice = f"是不是“{near}”？" if near else f"那里有：{known}" if known else "那个文件里没有宏"
                self.findings.say(codes.UNDEFINED, f"引入的文件里没有“{name}”", node.lineno, name, advice)
            scope.names[alias] = meaning or ANY

    def extended(self, node: nodes.Extends, scope: Scope) -> None:
        for name in self.named(node.template, scope):
            if self.pack.read(name) is None:
                missing(name, node.lineno, self.findings)
            self.take_in(name, scope)


MOST_CALLS = 5_000
_NO_SUCH = re.compile("No (?:filter|test) named")
_READ: dict[type[nodes.Node], Callable[[Templates, Any, Scope], None]] = {
    nodes.Output: Templates.output,
    nodes.If: Templates.condition,
    nodes.For: Templates.loop,
    nodes.Assign: Templates.assign,
    nodes.AssignBlock: Templates.gather,
    nodes.FilterBlock: Templates.filtered,
    nodes.With: Templates.with_names,
    nodes.Macro: Templates.define,
    nodes.CallBlock: Templates.called_block,
    nodes.Include: Templates.include,
    nodes.Import: Templates.imported,
    nodes.FromImport: Templates.from_imported,
    nodes.Extends: Templates.extended,
}
