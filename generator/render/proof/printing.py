"""What an expression means in, why it cannot be printed out."""

from __future__ import annotations

from ...model import Lines, Named, Record, Table, bare_kind
from ..faults import Mistake
from ..weighing import unprintable as unprintable_value
from .meanings import Callee, Constant, Each, Items, Key, Meaning, Module, Turn, Words


def unprintable(meaning: Meaning) -> Mistake | None:
    match meaning:
        case Key(Table() | Named() | Lines()) | Each() | Items():
            return Mistake("列表不能整个印出来", advice="用 {% for %} 逐项印，或用“连接”")
        case Key(Record() as kind, name) if isinstance(bare_kind(kind), Record):
            return Mistake(f"“{name}”下面还有键，不能整个印出来或比较", name)
        case Constant(bool() | float() | None as value):
            return unprintable_value(value)
        case Callee() | Module() | Turn() | Words():
            return Mistake("这里取到的不是文字、数或日期，不能印", advice="核对名称；宏要写成 {{ 宏名() }}")
        case _:
            return None
