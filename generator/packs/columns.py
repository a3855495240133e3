"""The columns of a merged pack.yaml in (列), the fields that rows of lists have of them and their formulas out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text
from ..model import Count, Kind, Money, Rate, Record, Score, Table, field_at, inner_record
from ..pack import Derived
from ..source import nearest
from ..vocabulary import REPORT
from .declared import BLOCKS, COLUMNS, FORMULA, declared_field


class Columns(Struct, frozen=True):
    """The columns by the list that they stand in (项目.指标), those that are worked out, and the keys of the others."""

    lists: dict[str, Record] = field(default_factory=dict)
    derived: list[Derived] = field(default_factory=list)
    required: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)


def read_columns(pack: Item, found: list[Diagnostic]) -> Columns:
    columns = Columns()
    for row in pack.rows(COLUMNS):
        title, given = row.entries.get("名称"), row.item("金额")
        if not isinstance(title, Text) or given is None:
            continue
        path, _, name = title.text.rpartition(".")
        if (wrong := _misplaced(path, name)) is not None:
            found.append(Diagnostic(codes.COLUMN, wrong[0], Label(title.place), help=wrong[1]))
            continue
        one = declared_field(name, given, found)
        worked_out = _worked_out(path, title, given, one.kind)
        if isinstance(worked_out, Diagnostic):
            found.append(worked_out)
            continue
        known = columns.lists.get(path, Record(())).fields
        made = replace(one, headings=given.texts("表头"), required=False)
        columns.lists[path] = Record((*known, made))
        if worked_out is not None:
            columns.derived.append(worked_out)
        else:
            (columns.required if one.required else columns.optional).append(title.text)
    columns.derived.extend(_fields(pack, found))
    return columns


def _fields(pack: Item, found: list[Diagnostic]) -> Iterator[Derived]:
    """What is worked out in a pack's own blocks (补充, 项目.补充): the columns of tables, which fields may add up, then fields."""
    fields: list[tuple[str, Text, Item]] = []
    tables: list[tuple[str, Text, Item]] = []
    for block in BLOCKS:
        within, _, name = block.rpartition(".")
        holder = pack.item(within) if within else pack
        for path, title, given in _declared(holder.rows(name) if holder is not None else (), block):
            columns = given.rows(COLUMNS)
            tables += _declared(columns, path)
            fields += [] if columns else [(path, title, given)]
    for path, title, given in (*tables, *fields):
        around = path.rpartition(".")[0]
        one = _worked_out(around, title, given, declared_field(title.text, given, []).kind)
        if isinstance(one, Diagnostic):
            found.append(one)
        elif one is not None:
            yield one


def _declared(rows: Iterable[Item], around: str) -> Iterator[tuple[str, Text, Item]]:
    for row in rows:
        title, given = row.entries.get("名称"), row.item("金额")
        if isinstance(title, Text) and given is not None:
            yield f"{around}.{title.text}", title, given


def _worked_out(path: str, title: Text, given: Item, kind: Kind) -> Derived | Diagnostic | None:
    """The formula of a column, where it has one; what is wrong where its type is no figure."""
    formula, decimals = given.entries.get(FORMULA), given.figure("小数")
    if not isinstance(formula, Text):
        return None
    if not isinstance(kind, Money | Rate | Count | Score):
        advice = "类型写 金额、比率、数量 或 得分；比率印百分数，数量印成普通的数"
        return Diagnostic(codes.COLUMN, f"“{title.text}”有算式，类型却不是数", Label(title.place), help=advice)
    places = {FORMULA: formula.place, "代码": title.place}
    shown = int(decimals.value) if decimals is not None else None
    return Derived(tuple(path.split(".")), title.text.rpartition(".")[2], formula.text, kind, shown, places)


def _misplaced(path: str, name: str) -> tuple[str, str] | None:
    """Why a column cannot stand where its name says, and what to write."""
    holder = field_at(REPORT, path) if path else None
    inner = inner_record(holder.kind) if holder is not None else None
    if holder is None or inner is None or not isinstance(holder.kind, Table):
        near = nearest(path, LISTS) if path else None
        advice = f"是不是“{near}.{name}”？" if near else "写成 项目.指标.是否核心指标 这样：一张表的路径，后面是列名"
        return f"“列”里的“{path}.{name}”不在一张表里" if path else f"“列”里的“{name}”前面没有表的路径", advice
    if name in inner.by_name:
        return f"“{path}”里本来就有“{name}”", "换一个名称；要它必填，写进“需要”"
    return None


LISTS = tuple(path for path, field in REPORT.below if isinstance(field.kind, Table))
"""Every list of the vocabulary, by its path."""
