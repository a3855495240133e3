"""无 in, what it stands for below it out: a department that has none spends 0 of it, so that every sentence has its figure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..amount import MONEY
from ..figure import NUMBER, Figure, Item, Nothing, Rows, Text, Unit, Value, Words, exact
from ..model import Count, Field, Money, Record, Table, bare_kind
from ..pack import Pack
from ..pattern import deferred
from ..source import Place
from .tree import assign, widened

SPENT = ("三公经费", "一般性支出", "政府采购", "国有资产", "预算绩效")
"""Sections whose absence is a statement of noughts (零填报); of other keys 无 stays what it is."""


_NOTHING = deferred(
    r"[/／—–-]+|[Nn]/?[Aa]|不适用|略|持平|[没未不]变"
    r"|(?:暂|现|均|并|也|都)*(?:没有|没|无|未发生|未出现|未|不存在|不涉及|未涉及)"
    r"(?:此|该|这|上述|相关|任何|明显|重大|特殊|特别|具体|其他|需|要)*(?:类|种|项)?"
    r"(?:发生|涉及|产生|说明|解释|补充|原因|理由|变化|变动|改变|调整|情况|情形|增减|差异|差别|事项|内容|问题|的|和|与)*"
)
"""No more than that there is nothing: 无, 不涉及, 没有变化, 无此情况, 暂无, N/A."""
_NO_MISS = deferred(
    r"(?:(?:暂|均|并)?(?:无|没有|不存在|未发生|未出现|未产生)(?:任何|明显|重大|较大)?偏[差离]"
    r"|(?:已|均|都|全部|按期|按时|如期|按计划|按要求|按照计划|按照要求|圆满|顺利|较好|很好|及时|正常|地){0,4}"
    r"(?:完成|达到|实现|达成|达标|执行|推进|开展)(?:了)?"
    r"(?:年度|年初|预期|预定|全年|绩效|既定|设定|各项|全部|计划|的){0,4}(?:目标|指标|任务|计划|要求|标准|目标值|指标值|正常|良好)?"
    r"|正常|无异常|良好|[（(]?无需(?:说明|填写)[）)]?)"
)
"""No more than that nothing was missed: 无偏差, 已完成年度目标, 执行正常."""
_CLAUSES = deferred(r"[，,；;。、\s]+")
_ENDS = " \u3000。；，、.;,！!"
EXPLANATION = "说明"


def nothing_said(value: Value | None) -> str:
    """What was written for nothing, without its end; "" where something is said."""
    if isinstance(value, Nothing):
        return "无"
    words = "".join(value.prose.paragraphs()).strip(_ENDS) if isinstance(value, Words) else ""
    return words if is_nothing(words) else ""


def is_nothing(words: str) -> bool:
    """Whether these words say no more than that there is nothing."""
    return _NOTHING.fullmatch(words.strip(_ENDS)) is not None


def claims_no_miss(value: Value | None) -> str:
    """What was written for a reason and only claims that there was nothing to give one of; "" otherwise."""
    words = "".join(value.prose.paragraphs()).strip(_ENDS) if isinstance(value, Words) else ""
    parts = [part for part in _CLAUSES.split(words) if part]
    return words if parts and all(_NO_MISS.fullmatch(part) or is_nothing(part) for part in parts) else ""


def says_nothing(value: Value | None) -> bool:
    """无, and prose that says no more than that."""
    return bool(nothing_said(value))


def is_explanation(name: str) -> bool:
    return name.endswith(EXPLANATION)


def explains_nothing(name: str, value: Value) -> bool:
    """Whether an entry is an explanation (说明) that explains nothing, which is none: no report prints it."""
    return type(value) is Words and is_explanation(name) and says_nothing(value)


def spell_out(root: Item, pack: Pack) -> None:
    """Sections that are 无, whole or in part, as their noughts: of what the pack prints, and of its rows of 大型设备."""
    required = pack.required
    for name in SPENT:
        value, field = root.get(name), root.kind.by_name[name]
        if isinstance(value, Nothing):
            assign(root, name, _noughts(field, value.place, name, required, root.text("金额单位") or ""))
        elif isinstance(value, Item):
            _parts(value, name, required, root.text("金额单位") or "")
    year, assets = root.text("年度"), root.item("国有资产")
    if assets is not None and year is not None and year.isdecimal():
        _rows(assets, "大型设备", [label for label, span in pack.rules.equipment if span.holds(int(year))])


def _rows(holder: Item, name: str, titles: Sequence[str]) -> None:
    """A list that is 无 whose rows the form gives: none of each."""
    value, kind = holder.get(name), holder.kind.by_name[name].kind
    if not (isinstance(value, Nothing) and isinstance(kind, Table) and titles):
        return
    rows: list[dict[str, Value]] = []
    for title in titles:
        row: dict[str, Value] = {kind.record.titles[0]: Text(title, value.place)}
        noughts = ((field.name, _zero(field, value.place, "")) for field in kind.record.fields)
        rows.append(row | {key: zero for key, zero in noughts if zero is not None})
    record = widened(kind.record)
    assign(holder, name, Rows(record, tuple(Item(record, row, value.place) for row in rows), value.place))


def _parts(holder: Item, path: str, required: Collection[str], unit: str) -> None:
    """A stage of 预算绩效 and the like that is 无 by itself."""
    for name, value in list(holder.entries.items()):
        field = holder.kind.by_name.get(name)
        if isinstance(value, Nothing) and field is not None and isinstance(field.kind, Record) and not field.kind.main:
            assign(holder, name, _noughts(field, value.place, f"{path}.{name}", required, unit))


def _noughts(field: Field, place: Place, path: str, required: Collection[str], unit: str) -> Value:
    kind = field.kind
    if not isinstance(kind, Record):
        return Nothing(place)
    entries: dict[str, Value] = {}
    for one in kind.fields:
        value = _nought(one, place, f"{path}.{one.name}", required, unit)
        if value is not None:
            entries[one.name] = value
    return Item(widened(kind), entries, place)


def _nought(field: Field, place: Place, path: str, required: Collection[str], unit: str) -> Value | None:
    """What a key below is: 0 where it is money that nobody works out, 无 where it may be, else only if it is printed."""
    asked = any(one == path or one.startswith(f"{path}.") for one in required)
    if field.none and not isinstance(field.kind, Record):
        return Nothing(place)
    if isinstance(field.kind, Record):
        if field.kind.main and (asked or not field.computed):
            main = field.kind.by_name[field.kind.main]
            zero = _zero(main, place, unit)
            return Item(widened(field.kind), {main.name: zero}, place) if zero is not None else None
        return _noughts(field, place, path, required, unit) if asked else None
    return _zero(field, place, unit) if asked or not field.required else None


def _zero(field: Field, place: Place, unit: str) -> Figure | None:
    kind = bare_kind(field.kind)
    if isinstance(kind, Money) and unit in MONEY:
        return exact(MONEY["元"] * 0, Unit("money", unit), 0)._replace(place=place)
    return exact(MONEY["元"] * 0, NUMBER)._replace(place=place) if isinstance(kind, Count) else None
