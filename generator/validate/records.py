"""A node and the kind that its field wants in, a value out; faults are collected on the way."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from ..codes import filling
from ..diagnostic import Code, Diagnostic, Label
from ..figure import NAMED_ROW, TITLES, Faulty, Item, Nothing, Rows, Text, Texts, Value
from ..model import Count, Field, Kind, Line, Lines, Money, Named, Passage, Record, ScalarKind, Score, Table, bare_kind
from ..nodes import Entry, Mapping, Node, Scalar, Sequence
from ..source import Place, shorten
from .cells import LEFT_EMPTY
from .lines import line_with
from .passages import read_passage
from .scalars import Fault, read_scalar
from .strays import MOST_STRAYS, SUMS, RecordSoFar, cut_advice, cut_number, displaced, mark_displaced, place_stray
from .unpasted import takes_table, totals, unpasted

NONE = "无"
SEVERAL = re.compile(r"\s{0,99}[、，,；;]\s*")
_NUMBER = re.compile(r"(?:[0-9]{1,2}[.．、]|[（(]?[0-9一二三四五六七八九十]{1,2}[）)、])\s*")
ROW = "\0"
"""Marks an element of a path that names a row, not a key; no key holds it."""


def scalar_of(node: Node) -> Scalar | None:
    return node if isinstance(node, Scalar) else None


def start_of(node: Node) -> Place:
    """Where a finding on a whole node points: its scalar, or the first line of what it spans."""
    if isinstance(node, Scalar):
        return node.place
    return node.place.part(0, len(node.place.text.split("\n", 1)[0].rstrip()))


class Reader:
    """Reads nodes by the vocabulary; `found` collects the faults, `file_unit` is the file's 金额单位 if it has one.

    `told_no_unit` says that the user already knows that the file lacks a unit that can be read; `wanted` are the paths
    that a pack requires, which no advice may tell to delete.
    """

    def __init__(self, file_unit: str | None, told_no_unit: bool = False, wanted: frozenset[str] = frozenset()) -> None:
        self.wanted = wanted
        self.found: list[Diagnostic] = []
        self.file_unit = file_unit
        self.told_no_unit = told_no_unit
        self.frames: list[RecordSoFar] = []

    def fault(self, code: Code, message: str, place: Place, advice: str) -> Faulty:
        self.found.append(Diagnostic(code, message, Label(place), help=advice))
        return Faulty(place)

    def value(self, kind: Kind, node: Node, path: tuple[str, ...]) -> Value:
        """The value of a node that a field of `kind` wants; `path` is how messages call it."""
        if isinstance(node, Scalar) and node.text.strip() == NONE and not isinstance(kind, (Line, Passage)):
            zero = isinstance(bare_kind(kind), (Money, Count))
            advice = [f"没有发生，改为 {line_with(node.place, '0')}"] if zero else []
            advice += ["填上实际的内容，所用的模板要印它"] if self.asked(path) and not zero else []
            advice += [] if self.asked(path) else ["不涉及就把这一项整个删去"]
            return self.fault(filling.NONE, f"{spell(path)}不能写“无”", node.place, "；".join(advice))
        match kind:
            case Passage():
                return self.passage(kind, node, path)
            case Lines():
                return self.lines(node, path)
            case Named():
                return self.named(kind, node, path)
            case Record():
                return self.record(kind, node, path)
            case Table():
                return self.table(kind, node, path)
        if not isinstance(node, Scalar):
            return self.fault(
                filling.SHAPE,
                f"{spell(path)}要写成一个值，这里却是{shape_of(node)}",
                start_of(node),
                "值写在冒号后面同一行",
            )
        return self.scalar(kind, node, path)

    def asked(self, path: tuple[str, ...]) -> bool:
        """Whether a pack requires what stands at a path, so that to delete it would be answered by asking for it."""
        keys = ".".join(name for name in path if not name.startswith(ROW))
        return any(one == keys or one.startswith(f"{keys}.") for one in self.wanted)

    def scalar(self, kind: ScalarKind, node: Scalar, path: tuple[str, ...]) -> Value:
        value = read_scalar(node, kind, self.file_unit)
        if not isinstance(value, Fault):
            return value
        if value.code is filling.NO_UNIT:
            if self.told_no_unit:
                return Faulty(node.place)
            self.told_no_unit = True
        line, other = (line_with(node.place, meant) if meant else "" for meant in (value.meant, value.other))
        advice = value.help.replace("{line}", line).replace("{other}", other)
        if line and "{line}" not in value.help:
            advice = f"改为 {line}" + (f"；{advice}" if advice else "")
        return self.fault(value.code, f"{spell(path)}：{value.message}", node.place, advice)

    def passage(self, kind: Passage, node: Node, path: tuple[str, ...]) -> Value:
        words, faults = read_passage(kind, node)
        for fault, place in faults:
            self.fault(fault.code, f"{spell(path)}{fault.message}", place, fault.help)
        return words if words is not None else Faulty(node.place)

    def lines(self, node: Node, path: tuple[str, ...]) -> Value:
        """A list of lines; one line alone is a list of one."""
        nodes = (node,) if isinstance(node, Scalar) else node.items if isinstance(node, Sequence) else None
        if nodes is None:
            return self.fault(
                filling.SHAPE, f"{spell(path)}要写成列表", start_of(node), "写成 [甲, 乙]，或每项一行、前面加“- ”"
            )
        if isinstance(node, Scalar) and len(several := SEVERAL.split(node.text.strip())) > 1:
            listed, one = (line_with(node.place, f"[{text}]") for text in (", ".join(several), node.text.strip()))
            advice = f"是几项，改为 {listed}；是一项，改为 {one}"
            message = f"{spell(path)}要写成列表，看不出“{shorten(node.text)}”是几项"
            return self.fault(filling.SHAPE, message, node.place, advice)
        if isinstance(node, Scalar) and node.style in ("plain", "literal") and "\n" in node.place.text.strip():
            return self.undashed(node, path)
        values = [self.value(Line(), item, path) for item in nodes if not self.blank(item, path)]
        texts = tuple(value for value in values if isinstance(value, Text))
        return Texts(texts, node.place) if len(texts) == len(nodes) else Faulty(node.place)

    def undashed(self, node: Scalar, path: tuple[str, ...]) -> Faulty:
        """A list on lines of its own, without dashes: it was read as one item."""
        raw = node.place.text.split("\n")
        written = [line.strip() for line in raw if line.strip(" |-+>")]
        first = _NUMBER.sub("", written[0])
        advice = f"改为 - {shorten(first)}，下面每行也以“- ”开头" + ("，去掉“|”" if node.style == "literal" else "")
        message = f"{spell(path)}分 {len(written)} 行写，行首没有“- ”，成了一项"
        return self.fault(filling.SHAPE, message, node.place.part(0, len(raw[0].rstrip())), advice)

    def blank(self, node: Node, path: tuple[str, ...]) -> bool:
        if isinstance(node, Scalar) and node.empty:
            self.fault(filling.BLANK, f"{spell(path)}有一项没有填", node.place, "填上，或删去这一项")
            return True
        return False

    def named(self, kind: Named, node: Node, path: tuple[str, ...]) -> Value:
        """Values under names that the clerk chose, as rows of 名称 and 金额, or of 名称 and a record's own keys."""
        made = unpasted(self, kind, node, path) if isinstance(node, Scalar) and "\n" in node.text else None
        if isinstance(made, Faulty):
            return made
        node, pasted = made or node, made is not None
        if not isinstance(node, Mapping):
            message = f"{spell(path)}要写成一项一行的“名称: 数”，这里却是{shape_of(node)}"
            advice = "去掉每行前面的“- ”" if isinstance(node, Sequence) else "另起一行，多缩进两格，写成“名称: 数”"
            return self.fault(filling.SHAPE, message, start_of(node), advice)
        rows, row_kind = [], _row_kind(kind)
        for at, entry in enumerate(node.entries):
            value = self.no_name(kind, node, at, path) or self.filled(
                Field(entry.key.text, kind.kind, ""), entry, (*path, entry.key.text)
            )
            rows.append(_named_row(row_kind, entry, value))
        return Rows(row_kind, tuple(rows), node.place, True, totals(self, row_kind, node.controls, path), pasted)

    def no_name(self, kind: Named, node: Mapping, at: int, path: tuple[str, ...]) -> Faulty | None:
        """A key among names of figures that is none: half a number, a total, a key of the record around it."""
        entry, frame = node.entries[at], self.frames[-1] if self.frames else None
        name = entry.key.text
        wanted = bare_kind(kind.kind)
        if not isinstance(wanted, (Money, Count)):
            return None
        if place := cut_number(node, at):
            return self.cut(place, path)
        if name in SUMS and isinstance(wanted, Money):
            return self.fault(
                filling.UNKNOWN,
                f"{spell(path)}里的“{name}”会当成一项，又加一遍",
                entry.key.place,
                "删去这一行，合计由程序算出",
            )
        if frame is not None and name not in frame.present and displaced(frame.kind.by_name.get(name), entry.value):
            frame.displaced[(name,)] = entry.key.place
            return self.fault(
                filling.UNKNOWN,
                f"{spell(path)}里的“{name}”会当成一项{kind.what}",
                entry.key.place,
                f"“{name}”与“{path[-1]}”同一层，缩进要对齐",
            )
        return None

    def cut(self, place: Place, path: tuple[str, ...]) -> Faulty:
        """A number in braces that a comma cut in two."""
        while self.found and place.overlaps(self.found[-1].place):  # what was said of its first half
            self.found.pop()
        return self.fault(
            filling.AMOUNT,
            f"{spell(path)}里的“{shorten(place.text)}”被逗号断成了两截",
            place,
            cut_advice(place),
        )

    def table(self, kind: Table, node: Node, path: tuple[str, ...]) -> Value:
        made = unpasted(self, kind, node, path) if isinstance(node, Scalar) and "\n" in node.text else None
        if isinstance(made, Faulty):
            return made
        node, pasted = made or node, made is not None
        if not isinstance(node, Sequence):
            return self.fault(
                filling.SHAPE, f"{spell(path)}要写成列表，一个{kind.what}一项", start_of(node), _as_rows(kind, node)
            )
        rows = []
        for number, item in enumerate(node.items, 1):
            if self.blank(item, path):
                continue
            row = self.record(kind.record, item, (*path, _row_name(item, number)))
            if isinstance(row, Item):
                rows.append(row)
        if len(rows) < len(node.items):
            return Faulty(node.place)
        sums, blank = totals(self, kind.record, node.controls, path), {one.text: one.place for one in node.blank}
        return Rows(kind.record, tuple(rows), node.place, False, sums, pasted, blank)

    def record(self, kind: Record, node: Node, path: tuple[str, ...]) -> Value:
        if isinstance(node, Scalar) and "\n" in node.text and takes_table(kind):
            made = unpasted(self, kind, node, path)
            if isinstance(made, Faulty):
                return made
            node = made or node
        if isinstance(node, Scalar) and kind.main:
            value = self.value(kind.by_name[kind.main].kind, node, path)
            return Item(kind, {kind.main: value}, node.place)
        if not isinstance(node, Mapping):
            known = "、".join(field.name for field in kind.fields[:6])
            what = f"{spell(path)}" if path else "文件"
            below = "一个值，或下一层的" if kind.main else "下一层的" if path else "一行一个"
            message = f"{what}要写成{below}键（{known}等），这里却是{shape_of(node)}"
            return self.fault(filling.SHAPE, message, start_of(node), _as_record(kind, node, path))
        return self.fields(kind, node, path)

    def fields(self, kind: Record, node: Mapping, path: tuple[str, ...]) -> Item:
        entries: dict[str, Value] = {}
        keys: dict[str, Place] = {}
        braces = node.place.source.text.startswith("{", node.place.start)
        frame = RecordSoFar(kind, path, frozenset(entry.key.text for entry in node.entries), braces, node.place)
        self.frames.append(frame)
        strays: list[Entry] = []
        before = len(self.found)
        for at, entry in enumerate(node.entries):
            field = kind.by_name.get(entry.key.text)
            if field is not None:
                keys[field.name] = entry.key.place
                entries[field.name] = self.filled(field, entry, (*path, field.name))
            elif place := cut_number(node, at):
                entries[node.entries[at - 1].key.text] = self.cut(place, path)
            else:
                strays.append(entry)
        self.strays(strays, path)
        self.frames.pop()
        if frame.displaced:
            mark_displaced(frame, entries)
            owners = {names[0] for names in frame.displaced if len(names) > 1}
            emptied = {entry.key.place for entry in node.entries if entry.key.text in owners}
            self.found[before:] = [one for one in self.found[before:] if not _only_displaced(one, emptied)]
        self.required(kind, node, entries, path)
        return Item(kind, entries, node.place, keys)

    def strays(self, entries: list[Entry], path: tuple[str, ...]) -> None:
        """Keys that the innermost record does not have, the first of them one by one."""
        where = f"{spell(path)}里" if path else "文件最外层"
        for entry in entries[:MOST_STRAYS]:
            fault = place_stray(entry, self.frames, where)
            self.fault(fault.code, fault.message, entry.key.place, fault.help)
        if more := entries[MOST_STRAYS:]:
            advice = "核对这一段是不是贴错了地方；“zipingbao new”印出的空白表里有全部的键"
            self.fault(filling.UNKNOWN, f"{where}另有 {len(more)} 个不认识的键", more[0].key.place, advice)

    def filled(self, field: Field, entry: Entry, path: tuple[str, ...]) -> Value:
        """An entry's value; an empty one is not filled yet, 无 is nothing where the field allows it."""
        node = entry.value
        if isinstance(node, Scalar) and node.style == "unread":
            return Faulty(node.place)
        if isinstance(node, Scalar) and node.empty:
            meaning = f"：{field.help}" if field.help not in ("", field.name) else ""
            zero = "，零写 0" if isinstance(bare_kind(field.kind), (Money, Count, Score)) else ""
            whole = f"把“{entry.key.text}:”" if self.frames and self.frames[-1].braces else "整行"
            advice = "填上" + (f"，例如“{field.example}”" if field.example else "")
            if mark := _commented(entry.key):
                line = entry.key.place.source.line_text(entry.key.place.line)
                whole = line.replace(mark, f'"{mark}"').strip()
                message = f"{spell(path)}还没有填：“{shorten(mark)}”以 # 开头，被当作注释"
                return self.fault(filling.BLANK, message, entry.key.place, f"若它就是值，改为 {whole}；否则{advice}")
            keep = field.required or self.asked(path)
            advice += "" if keep else f"；不涉及就{whole}删去{zero}"
            return self.fault(filling.BLANK, f"{spell(path)}还没有填{meaning}", entry.key.place, advice)
        if field.none and isinstance(node, Scalar) and node.text.strip() == NONE:
            return Nothing(node.place)
        if field.blank and isinstance(node, Scalar) and node.text.strip() == LEFT_EMPTY:
            return Nothing(node.place, blank=True)
        if (isinstance(node, Sequence) and not node.items) or (isinstance(node, Mapping) and not node.entries):
            told = ["没有就写“无”"] if field.none else []
            told += [] if field.required or self.asked(path) else ["不涉及就整行删去"]
            advice = "；".join(told) or "至少写一项，所用的模板要印它"
            return self.fault(filling.EMPTY_LIST, f"{spell(path)}里一项也没有", node.place, advice)
        return self.value(field.kind, node, path)

    def required(self, kind: Record, node: Mapping, entries: dict[str, Value], path: tuple[str, ...]) -> None:
        """Name the required keys that are not there; told once, they are faulty to whoever needs them too."""
        for field in kind.fields:
            if field.required and field.name not in entries and not (field.name == "金额单位" and self.told_no_unit):
                where = f"{spell(path)}里" if path else "文件"
                message = f"{where}缺少“{field.name}”（{field.help}）"
                entries[field.name] = self.fault(filling.MISSING, message, start_of(node), suggestion(field))


def _only_displaced(found: Diagnostic, emptied: Container[Place]) -> bool:
    """Whether a key is only empty because what belongs below it was not indented: that has been told."""
    return found.code is filling.BLANK and found.place in emptied


def _commented(entry_key: Scalar) -> str:
    """What stands behind an empty key and an unspaced #: most likely its value."""
    place = entry_key.place
    line = place.source.line_text(place.line)
    match = re.match(r"[\"']?[ ]*:[ ]*(#\S.*)", line[place.column - 1 + place.end - place.start :])
    return match[1].rstrip() if match else ""


@lru_cache(maxsize=64)
def _row_kind(kind: Named) -> Record:
    """The rows of what is named: 名称 and 金额, or 名称 beside the keys of a record that a bare value can stand for."""
    if isinstance(kind.kind, Record) and kind.kind.main:
        return Record((NAMED_ROW.by_name["名称"], *kind.kind.fields), kind.kind.main, kind.kind.inline)
    return NAMED_ROW


def _named_row(kind: Record, entry: Entry, value: Value) -> Item:
    title = Faulty(entry.key.place) if entry.key.style == "unread" else Text(entry.key.text, entry.key.place)
    if isinstance(value, Item) and kind.main:
        return Item(kind, {"名称": title, **value.entries}, entry.key.place, value.keys)
    return Item(kind, {"名称": title, kind.main or "金额": value}, entry.key.place)


def suggestion(field: Field, asked: frozenset[str] = frozenset()) -> str:
    """The line to add; a figure's example is only an example. `asked` are the keys below that a pack wants."""
    if isinstance(field.kind, Record) and not field.kind.main:
        inner = next((one for one in field.kind.fields if one.required or one.name in asked), field.kind.fields[0])
        return f"加上“{field.name}:”，下一行多缩进两格写“{inner.name}: ……”等"
    if not field.example:
        return f"加上“{field.name}: ……”"
    return f"加上“{field.name}: ……”，例如“{field.name}: {field.example}”"


def _as_record(kind: Record, node: Node, path: tuple[str, ...]) -> str:
    if not path:
        return f"从“{kind.fields[0].name}: ……”写起，顶格，一行一个键"
    if isinstance(node, Sequence):
        return "去掉前面的“- ”，一行一个键，对齐"
    head = kind.fields[0]
    written = shorten(node.text) if isinstance(node, Scalar) and head.required else "……"
    if path[-1].startswith(ROW):
        return f"写成“- {head.name}: {written}”，其余的键另起一行与它对齐"
    return f"另起一行，多缩进两格，写成“{head.name}: {written}”" + ("" if head.required else "等，一行一个键")


def _as_rows(kind: Table, node: Node) -> str:
    first = kind.record.fields[0].name
    if isinstance(node, Mapping):
        return f"在每项的第一个键前面加“- ”，如“- {first}: ……”，其余的键与它对齐"
    if isinstance(node, Scalar) and node.style == "literal":
        return f"从 Excel 或 WPS 粘贴连表头的几行，格子之间有制表符或“|”；或一项一行，写成“- {first}: ……”"
    return f"另起一行，写成“- {first}: {shorten(node.text) if isinstance(node, Scalar) else '……'}”"


def spell(path: tuple[str, ...]) -> str:
    """“项目.资金.执行”（热线运行）: the keys, and in brackets which row of a list it is."""
    keys = ".".join(name for name in path if not name.startswith(ROW))
    rows = "，".join(name.removeprefix(ROW) for name in path if name.startswith(ROW))
    return f"“{keys}”" + (f"（{rows}）" if rows else "")


def _row_name(node: Node, number: int) -> str:
    """How a row is called: by its 名称, 指标 or the like, or by its number."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            if entry.key.text in TITLES and isinstance(entry.value, Scalar) and entry.value.text.strip():
                return ROW + shorten(entry.value.text, 16)
    return f"{ROW}第{number}项"


def shape_of(node: Node) -> str:
    match node:
        case Mapping():
            return "下一层的键"
        case Sequence():
            return "一个列表"
        case _:
            return f"“{shorten(node.text)}”"
