"""What an expression means in, why it cannot be printed out."""

from __future__ import annotations

from jinja2 import nodes

from ...model import Lines, Named, Record, Table, bare_kind
from ...source import Place, Source
from ..faults import Mistake
from ..weighing import unprintable as unprintable_value
from .meanings import Callee, Constant, Each, Items, Key, LoopMeaning, Meaning, Module, NamedTexts


def unprintable(meaning: Meaning) -> Mistake | None:
    match meaning:
        case Key(Table() | Named() | Lines()) | Each() | Items():
            return Mistake("列表不能整个印出来", advice="用 {% for %} 逐项印，或用“连接”")
        case Key(Record() as kind, name) if isinstance(bare_kind(kind), Record):
            return Mistake(f"“{name}”下面还有键，不能整个印出来或比较", name)
        case Constant(bool() | float() | None as value):
            return unprintable_value(value)
        case Callee() | Module() | LoopMeaning() | NamedTexts():
            return Mistake("这里取到的不是文字、数或日期，不能印", advice="核对名称；宏要写成 {{ 宏名() }}")
        case _:
            return None


def prints(template: nodes.Template) -> bool:
    """Whether something in a template may be printed: blanks, macros and what is only set are not."""
    return any(map(_prints, template.body))


def _prints(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Macro | nodes.AssignBlock | nodes.Import | nodes.FromImport):
        return False
    if isinstance(node, nodes.Output):
        return any(not isinstance(one, nodes.TemplateData) or bool(one.data.strip()) for one in node.nodes)
    told = isinstance(node, nodes.Include | nodes.Extends | nodes.CallBlock)
    return told or any(_prints(one) for one in node.iter_child_nodes() if isinstance(one, nodes.Stmt))


def start(shown: str, text: str) -> Place:
    """The first line of a template."""
    return Place(Source(shown, text), 0, len(text.partition("\n")[0].rstrip()))
