"""A table pasted from Excel or WPS under `键: |` in, the list that it is out, each cell with its place.

Cells stand between tabs or |; the row with most known headings is the head, what stands above it is title and unit
(金额单位：元), rows of 栏次 and of totals (合计) are passed over: totals are worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Many

from ..amount import MONEY
from ..codes import filling
from ..frozen import dataclass
from ..model import Field, Line, Money, Named, Record, Table, bare_kind
from ..nodes import Entry, Mapping, Node, Scalar, Sequence
from ..pattern import deferred
from ..source import Place, nearest
from .passages import Faults
from .scalars import Fault, shorten

HEAD_ROWS = 8
"""Rows from the top among which the head is looked for: title, number of the table, department, unit stand above."""
SKIPPED = frozenset({"序号", "行次", "栏次", ""})
"""Columns that number the others."""
TOTALS = frozenset({"合计", "总计", "小计", "本年收入合计", "本年支出合计"})
DIGITS = ("类", "款", "项")
"""Columns below 科目编码, each with its digits of the code."""
NOTHING = frozenset({"", "-", "—", "——", "－", "/"})
NAMES = ("名称", "支出内容", "项目", "内容", "科目名称")
"""How the first column of what is named by the clerk (支出明细) may be headed."""
_UNIT = deferred(rf"单位[:：]\s*(?:人民币)?({'|'.join(MONEY)})")
_IN_HEAD = deferred(rf"[（(](?:单位[:：])?({'|'.join(MONEY)}|%)[)）]")
_RULE = deferred(r"[\s|:\-]*-[\s|:\-]*")
_DIGIT = deferred(r"[0-9０-９]\s*$")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that a key takes; `unit` is said in its heading."""

    number: int
    field: Field
    unit: str


def is_pasted(node: Node) -> bool:
    """Whether a value looks like a table: several lines, with cells."""
    if not isinstance(node, Scalar) or "\n" not in node.text.strip("\n"):
        return False
    return any(
        "\t" in line or line.count("|") > 1 or line.count("｜") > 1 for line in node.text.split("\n")[:HEAD_ROWS]
    )


def pasted_rows(kind: Table, node: Scalar) -> tuple[Sequence | None, Faults]:
    """The rows of a list; None with what is wrong where there is no head."""
    rows = list(_rows(node))
    head, columns, faults = _head(rows, kind.record)
    if head is None or faults:
        return None, faults or [_headless(node, kind.record)]
    unit = _unit(rows[: head + 1])
    items: list[Mapping] = []
    before: dict[str, Scalar] = {}
    for row in rows[head + 1 :]:
        if _ends(row):
            break
        values = _values(row, columns, unit)
        if not values or _is_total(row):
            continue
        _fill_down(values, before, columns)
        place = Place(row[0].place.source, row[0].place.start, row[-1].place.end)
        items.append(Mapping(tuple(Entry(_key(name, one), one) for name, one in values.items()), place))
        before = values
    return Sequence(tuple(items), node.place), []


def pasted_names(kind: Named, node: Scalar) -> tuple[Mapping | None, Faults]:
    """What is named by the clerk (支出明细): the name in one column, the amount and more in others."""
    inner = kind.kind if isinstance(kind.kind, Record) else Record((Field("金额", kind.kind, "金额"),), main="金额")
    named = Record((Field("名称", Line(), "名称", headings=(*NAMES, kind.what)), *inner.fields))
    rows, faults = pasted_rows(Table(named, kind.what), node)
    if rows is None:
        return None, faults
    entries = []
    for row in rows.items:
        cells = {entry.key.text: entry for entry in row.entries} if isinstance(row, Mapping) else {}
        name = cells.pop("名称", None)
        if name is None or not isinstance(name.value, Scalar) or not cells:
            continue
        only = cells[inner.main].value if set(cells) == {inner.main} else Mapping(tuple(cells.values()), row.place)
        entries.append(Entry(name.value, only))
    return Mapping(tuple(entries), node.place), []


def _rows(node: Scalar) -> Iterator[list[_Cell]]:
    """The cells of each line; a literal's line k stands in the file on the k-th line behind its `|`."""
    source, at = node.place.source, node.place.start
    lines, raw = node.text.split("\n"), node.place.text.split("\n")
    open_row: list[_Cell] = []
    for number, line in enumerate(lines):
        if number + 1 >= len(raw):
            break
        at += len(raw[number]) + 1
        start = at + len(raw[number + 1]) - len(line)
        if not line.strip() or _RULE.fullmatch(line):
            continue
        row = [_Cell(text, Place(source, start + begin, start + end)) for text, begin, end in _cells(line)]
        if open_row:  # Excel puts a cell of several lines in quotes
            broken = open_row[-1]
            row = [*open_row[:-1], _Cell(broken.text + row[0].text, broken.place), *row[1:]]
        if row and row[-1].text.startswith('"') and row[-1].text.count('"') % 2:
            open_row = row
            continue
        open_row = []
        yield [_unquoted(cell) for cell in row]
    if open_row:
        yield open_row


def _unquoted(cell: _Cell) -> _Cell:
    text = cell.text
    whole = len(text) > 1 and text[0] == text[-1] == '"' and text.count('"') % 2 == 0
    return _Cell(text[1:-1].replace('""', '"').strip(), cell.place) if whole else cell


def _cells(line: str) -> Iterator[tuple[str, int, int]]:
    """The text of each cell, with where it begins and ends in the line."""
    sign = "\t" if "\t" in line else "|" if "|" in line else "｜"
    begin, stop = 0, len(line)
    if sign != "\t":
        begin += line.index(sign) + 1 if line.lstrip().startswith(sign) else 0
        stop = len(line.rstrip(" ")) - (1 if line.rstrip().endswith(sign) else 0)
    while begin <= stop:
        end = line.find(sign, begin, stop)
        end = stop if end < 0 else end
        cell = line[begin:end]
        text = cell.strip()
        start = begin + (cell.index(text) if text else 0)
        yield text, start, start + len(text)
        begin = end + 1


def _head(rows: Many[list[_Cell]], record: Record) -> tuple[int | None, list[_Column], Faults]:
    """The last row of headings, what each column is, and the headings that nobody knows."""
    known = {heading: field for field in record.fields for heading in (*field.headings, field.name)}
    coded = next((field for heading, field in known.items() if heading.endswith("科目编码")), None)
    known.update(dict.fromkeys(DIGITS, coded) if coded is not None else {})
    matched = [sum(_heading(cell.text) in known for cell in row) for row in rows[:HEAD_ROWS]]
    if not matched or max(matched) == 0 or (max(matched) == 1 and len(rows[matched.index(1)]) > 1):
        return None, [], []
    first = last = matched.index(max(matched))
    while first > 0 and _is_head(rows[first - 1], known):
        first -= 1
    while last + 1 < len(rows) and _is_head(rows[last + 1], known):
        last += 1
    columns, faults = [], []
    for number, cell in _lowest(rows[first : last + 1], known):
        field = known.get(_heading(cell.text))
        if field is not None:
            unit = _IN_HEAD.search(cell.text)
            columns.append(_Column(number, field, unit[1] if unit else ""))
        elif _heading(cell.text) not in SKIPPED and any(_filled(row, number) for row in rows[last + 1 :]):
            faults.append(_unknown(cell, known))
    return last, columns, faults


def _is_head(row: Many[_Cell], known: dict[str, Field]) -> bool:
    """Whether a row beside the head belongs to it: 项目 over 科目编码 and 科目名称, 类 款 项 below 科目编码."""
    words = [_heading(cell.text) for cell in row if cell.text]
    return bool(words) and all(word in known or word in SKIPPED for word in words)


def _lowest(rows: Many[Many[_Cell]], known: dict[str, Field]) -> list[tuple[int, _Cell]]:
    """The heading next above each column's figures, where several rows are the head."""
    found: dict[int, _Cell] = {}
    for row in rows:
        for number, cell in enumerate(row):
            if cell.text or number not in found:
                found[number] = cell
    return sorted(found.items())


def _heading(text: str) -> str:
    """A heading without spaces and without the unit behind it."""
    return re.sub(r"\s", "", _IN_HEAD.sub("", text))


def _filled(row: Many[_Cell], number: int) -> bool:
    return number < len(row) and row[number].text not in NOTHING


def _unknown(cell: _Cell, known: dict[str, Field]) -> tuple[Fault, Place]:
    near = nearest(cell.text, known)
    advice = f"改成“{near}”，或删去这一列" if near else f"删去这一列；认得的表头：{'、'.join(known)}"
    return Fault(filling.UNKNOWN, f"的表头“{shorten(cell.text)}”不认识", advice), cell.place


def _headless(node: Scalar, record: Record) -> tuple[Fault, Place]:
    known = "、".join(field.name for field in record.fields[:6])
    place = node.place.part(0, len(node.place.text.split("\n", 1)[0].rstrip()))
    return Fault(filling.SHAPE, "像是粘贴的表，第一行却不是表头", f"把表头一起复制过来；认得的表头：{known}等"), place


def _unit(rows: Many[list[_Cell]]) -> str:
    """金额单位：元, said above the head."""
    found = (_UNIT.search(cell.text) for row in rows for cell in row)
    return next((match[1] for match in found if match), "")


def _ends(row: Many[_Cell]) -> bool:
    """注：本表反映……, below the table."""
    first = next((cell.text for cell in row if cell.text), "")
    return first.startswith(("注：", "注:", "备注：", "说明："))


def _is_total(row: Many[_Cell]) -> bool:
    words = [re.sub(r"\s", "", cell.text) for cell in row if cell.text and not _DIGIT.search(cell.text)]
    return any(word in TOTALS or word == "栏次" for word in words[:1])


def _values(row: Many[_Cell], columns: Many[_Column], unit: str) -> dict[str, Scalar]:
    """The cells of a row by key; a code and a name in two columns are one 科目."""
    values: dict[str, Scalar] = {}
    for column in columns:
        if not _filled(row, column.number):
            continue
        cell, name = row[column.number], column.field.name
        money = isinstance(bare_kind(column.field.kind), Money) and _DIGIT.search(cell.text)
        text = cell.text + (
            (column.unit or unit) if money else "%" if column.unit == "%" and "%" not in cell.text else ""
        )
        if name in values and isinstance(column.field.kind, Line):
            before = values[name]
            place = Place(cell.place.source, before.place.start, cell.place.end)
            gap = "" if before.text.isdigit() and text.isdigit() else " "  # 201, 03 and 01 of 类 款 项
            values[name] = Scalar(f"{before.text}{gap}{text}", place)
        elif name not in values:
            values[name] = Scalar(text, cell.place)
    return values


def _fill_down(values: dict[str, Scalar], before: dict[str, Scalar], columns: Many[_Column]) -> None:
    """Cells that were merged over several rows: names that stand left of the first filled cell."""
    for column in columns:
        name = column.field.name
        if name in values:
            return
        if isinstance(column.field.kind, Line) and name in before:
            values[name] = before[name]


def _key(name: str, value: Scalar) -> Scalar:
    return Scalar(name, value.place)
