"""A merged pack.yaml in, the records of its own fields (文字, 补充, 版式, 项目.文字, 项目.补充) and their defaults out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from ..codes import filling
from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text
from ..model import ELSEWHERE, Choice, Count, Date, Field, Kind, Line, Money, Passage, Rate, Record, Score, Table, YesNo
from ..pack import OWN_TABLE
from ..source import Place, nearest, whole_file
from .files import MAIN

BLOCKS = ("文字", "补充", "版式", "项目.文字", "项目.补充")
"""Where a pack's own fields stand in a report; those below 项目 stand in every project."""
COLUMNS = "列"
"""Where pack.yaml declares the fields that stand in the rows of lists, each under its whole path."""
FORMULA = "算式"
"""The key of what a field or column is worked out by."""
TABLES = "补充"
"""The block that tables of a pack's own stand in."""
ROW = "行"
NOT_OF_TABLES = frozenset({"字数", "选项", "默认", "例", FORMULA, "小数"})
EXAMPLE = "写成“列: {名称: {类型: 一行, 说明: 材料的名称}, 份数: {类型: 数量, 说明: 几份}}”"
KINDS: dict[str, Kind] = {
    "一行": Line(), "金额": Money(), "比率": Rate(), "数量": Count(), "得分": Score(), "日期": Date(), "是否": YesNo(),
}  # fmt: skip


def kind_name(kind: Kind) -> str:
    """How pack.yaml calls a kind (类型)."""
    named = {type(one): name for name, one in KINDS.items()} | {Table: OWN_TABLE}
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
            field = declared_field(name, given, found)
            fields.append(field)
            if isinstance(field.kind, Table) and not block.endswith(TABLES):
                fact = f"“{block}.{name}”是一张表，要写在“{TABLES}”里"
                found.append(Diagnostic(codes.OWN_TABLE, fact, Label(_at(row)), help=f"移到“{TABLES}”下面"))
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
        for unwanted in pack.lines("不需要"):
            left -= {path for path in left if f"{path}.".startswith(f"{unwanted.text}.")}
        left.update(path for block in BLOCKS for path in _declared_in(pack, block))
        left.update(_declared_in(pack, COLUMNS, whole=True))
    kept = {block: _left_of(record, block, left) for block, record in blocks.items()}
    return kept, {path: text for path, text in defaults.items() if path in left}


def _left_of(record: Record, block: str, left: set[str]) -> Record:
    fields = []
    for field in record.fields:
        path, kind = f"{block}.{field.name}", field.kind
        if path in left and isinstance(kind, Table):
            columns = tuple(one for one in kind.record.fields if f"{path}.{one.name}" in left)
            fields.append(replace(field, kind=_table(columns)))
        elif path in left:
            fields.append(field)
    return Record(tuple(fields))


def _declared_in(pack: Item, block: str, whole: bool = False) -> Iterator[str]:
    """The paths of fields that one pack declares; `whole` ones are named by their path. Those of tables with their columns."""
    within, _, name = block.rpartition(".")
    holder = pack.item(within) if within else pack
    for row in holder.rows(name) if holder is not None else ():
        path = (row.text("名称") or "") if whole else f"{block}.{row.text('名称') or ''}"
        yield path
        given = row.item("金额")
        yield from (f"{path}.{one.text('名称') or ''}" for one in (given.rows(COLUMNS) if given is not None else ()))


def own_paths(declared: Mapping[str, Record]) -> Iterator[tuple[str, Field]]:
    """The fields that a pack declares with their paths, a table before its columns."""
    for block, record in declared.items():
        for field in record.fields:
            yield f"{block}.{field.name}", field
            if isinstance(field.kind, Table):
                yield from ((f"{block}.{field.name}.{one.name}", one) for one in field.kind.record.fields)


def declared_field(name: str, given: Item, found: list[Diagnostic]) -> Field:
    written = given.entries.get("类型")
    kind_name = written.text if isinstance(written, Text) else "文字"
    limit, options = given.figure("字数"), given.entries.get("选项")
    kind: Kind
    if kind_name == "文字":
        kind = Passage(int(limit.value) if limit else None)
    elif kind_name == "选项":
        kind = Choice(given.texts("选项"))
        if options is None and isinstance(written, Text):
            message = f"“{name}”是选项，缺少“选项”（可选的值）"
            found.append(Diagnostic(filling.MISSING, message, Label(written.place), help="加上“选项: [甲, 乙]”"))
    elif kind_name == OWN_TABLE:
        kind = _table(_columns(name, given, found))
    else:
        kind = KINDS[kind_name]
    if COLUMNS in given.entries and kind_name != OWN_TABLE:
        place = _at(given, COLUMNS)
        fact = f"“{name}”有“{COLUMNS}”，类型却是“{kind_name}”"
        found.append(Diagnostic(codes.OWN_TABLE, fact, Label(place), help=f"类型写“{OWN_TABLE}”"))
    computed = FORMULA in given.entries
    must = given.yes("必填") and not computed
    return Field(name, kind, given.text("说明") or "", given.text("例") or "", must, computed=computed)


def _table(columns: tuple[Field, ...]) -> Table:
    """Rows in braces; what a row is called is required, so that there is none without it: the first column, if no other is."""
    if not any(one.required for one in columns):
        first = next((one for one in columns if not one.computed), None)
        columns = tuple(replace(one, required=True) if one is first else one for one in columns)
    return Table(Record(columns, inline=True), ROW)


def _columns(name: str, given: Item, found: list[Diagnostic]) -> tuple[Field, ...]:
    """The columns of a table of a pack's own, and what is wrong with how it is declared."""
    for key in sorted(NOT_OF_TABLES & given.entries.keys()):
        fact = f"“{name}”是一张表，不能有“{key}”"
        found.append(Diagnostic(codes.OWN_TABLE, fact, Label(_at(given, key)), help="写在它的“列”里，或删去"))
    columns = []
    for row in given.rows(COLUMNS):
        title, column = row.entries.get("名称"), row.item("金额")
        if not isinstance(title, Text) or column is None:
            continue
        if title.text == ELSEWHERE:
            fact = f"“{name}”的列不能叫“{ELSEWHERE}”：那是“这一行写在另一个文件里”的意思"
            found.append(Diagnostic(codes.OWN_TABLE, fact, Label(title.place), help="换一个名称，如“文件名”"))
        columns.append(replace(declared_field(title.text, column, found), headings=column.texts("表头")))
    if all(one.computed for one in columns):
        fact = f"“{name}”是一张表，没有一列可以填" if columns else f"“{name}”是一张表，缺少“{COLUMNS}”（有哪几列）"
        found.append(Diagnostic(codes.OWN_TABLE, fact, Label(_at(given)), help=EXAMPLE))
    return tuple(columns)


def _at(given: Item, key: str = "") -> Place:
    return given.keys.get(key) or given.place or whole_file(MAIN)


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
