"""A merged pack.yaml in, the records of its own fields (文字, 补充, 版式, 项目.文字, 项目.补充) and their defaults out."""

from __future__ import annotations

from collections.abc import Sequence

from ..codes import filling
from ..diagnostic import Diagnostic, Label
from ..figure import Flag, Item, Text, Texts
from ..model import Choice, Count, Date, Field, Kind, Line, Money, Passage, Rate, Record, Score, YesNo
from ..source import nearest

BLOCKS = ("文字", "补充", "版式", "项目.文字", "项目.补充")
"""Where a pack's own fields stand in a report; those below 项目 stand in every project."""
KINDS: dict[str, Kind] = {
    "一行": Line(), "金额": Money(), "比率": Rate(), "数量": Count(), "得分": Score(), "日期": Date(), "是否": YesNo(),
}  # fmt: skip


def kind_name(kind: Kind) -> str:
    """How pack.yaml calls a kind (类型)."""
    named = {type(one): name for name, one in KINDS.items()}
    return "选项" if isinstance(kind, Choice) else named.get(type(kind), "文字")


def read_declared(pack: Item, found: list[Diagnostic]) -> tuple[dict[str, Record], dict[str, str]]:
    """The records by block, and defaults by path (版式.支出明细 → 文字)."""
    blocks: dict[str, Record] = {}
    defaults: dict[str, str] = {}
    for block in BLOCKS:
        fields = []
        within, _, name = block.rpartition(".")
        holder = pack.item(within) if within else pack
        for row in holder.rows(name) if holder is not None else ():
            name, given = row.text("名称") or "", row.item("金额")
            if given is None:
                continue
            field = _field(name, given, found)
            fields.append(field)
            default = given.entries.get("默认")
            if isinstance(default, Text) and within:
                message = f"“{block}.{field.name}”不能有“默认”：项目下的栏目各项目自己写"
                found.append(Diagnostic(filling.SHAPE, message, Label(default.place), help="删去这一行"))
            elif isinstance(default, Text) and _fits(field, default, found):
                defaults[f"{block}.{name}"] = default.text
        blocks[block] = Record(tuple(fields))
    return blocks, defaults


def wanted(
    packs: Sequence[Item], blocks: dict[str, Record], defaults: dict[str, str]
) -> tuple[dict[str, Record], dict[str, str]]:
    """Without the fields that a pack does not want of its parents (不需要); the nearest pack stands first."""
    left: set[str] = set()
    for pack in reversed(packs):
        value = pack.entries.get("不需要")
        for unwanted in value.items if isinstance(value, Texts) else ():
            left -= {path for path in left if f"{path}.".startswith(f"{unwanted.text}.")}
        left.update(f"{block}.{name}" for block in BLOCKS for name in _declared_in(pack, block))
    kept = {
        block: Record(tuple(field for field in record.fields if f"{block}.{field.name}" in left))
        for block, record in blocks.items()
    }
    return kept, {path: text for path, text in defaults.items() if path in left}


def _declared_in(pack: Item, block: str) -> list[str]:
    within, _, name = block.rpartition(".")
    holder = pack.item(within) if within else pack
    return [row.text("名称") or "" for row in holder.rows(name)] if holder is not None else []


def _field(name: str, given: Item, found: list[Diagnostic]) -> Field:
    written = given.entries.get("类型")
    kind_name = written.text if isinstance(written, Text) else "文字"
    limit, options = given.figure("字数"), given.entries.get("选项")
    kind: Kind
    if kind_name == "文字":
        kind = Passage(int(limit.value) if limit else None)
    elif kind_name == "选项":
        kind = Choice(tuple(text.text for text in options.items) if isinstance(options, Texts) else ())
        if options is None and isinstance(written, Text):
            message = f"“{name}”是选项，缺少“选项”（可选的值）"
            found.append(Diagnostic(filling.MISSING, message, Label(written.place), help="加上“选项: [甲, 乙]”"))
    else:
        kind = KINDS[kind_name]
    required = given.entries.get("必填")
    must = isinstance(required, Flag) and required.value
    return Field(name, kind, given.text("说明") or "", given.text("例") or "", must)


def _fits(field: Field, default: Text, found: list[Diagnostic]) -> bool:
    """Only a line and a choice have a default, and a choice's is one of its options."""
    if isinstance(field.kind, Line):
        return True
    if not isinstance(field.kind, Choice):
        message = f"“{field.name}”不能有“默认”：只有“一行”和“选项”可以"
        found.append(Diagnostic(filling.SHAPE, message, Label(default.place), help="删去这一行"))
        return False
    options = field.kind.options
    if options and default.text not in options:
        message = f"“{field.name}”的默认值“{default.text}”不在可选的值里：{'、'.join(options)}"
        advice = f"写成“{nearest(default.text, options) or options[0]}”"
        found.append(Diagnostic(filling.CHOICE, message, Label(default.place), help=advice))
        return False
    return True
