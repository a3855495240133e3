"""The rows of a pasted table and the record of a row in; which column each key has, in each half of the table, out.

The row with most known headings is the head; group headings may stand above it (人员经费 over 科目编码, 科目名称, 金额)
and what a group is told apart in below it (小计 below 基本支出). A table may have two or three halves side by side, which
repeat the headings.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Sequence as Many
from itertools import repeat

from msgspec import Struct

from ..amount import MONEY
from ..model import Field, Line, Record
from ..pattern import deferred
from ..source import nearest
from .cells import PastedCell, Row
from .numbered import is_number
from .totalled import is_total

DEEPEST = 40
"""Rows from the top among which a head is looked for: of a whole form, what stands above it comes first."""
GROUPS = 3
"""Rows above a head that may belong to it."""
SKIPPED = frozenset({"序号", "行次", "栏次", "编号"})
"""Columns that number the others."""
DIGITS = ("类", "款", "项")
"""Columns below 科目编码, each with its digits of the code."""
NAMES = ("名称", "支出内容", "项目", "内容", "科目名称", "摘要")
"""How the first column may be headed, whatever the key is called."""
WHOLE = frozenset({"合计", "小计", "金额", "决算数", "数额"})
"""Headings below a group's that stand for the group."""
_UNIT = deferred(rf"单位[:：]\s*(?:人民币)?({'|'.join(MONEY)})")
_IN_HEAD = deferred(rf"[（(](?:单位[:：])?({'|'.join(MONEY)}|%|％)[)）]")
_OF_WHICH = deferred(r"^其中[:：]?(?=.)")
_WORKED = deferred(r"[（(][A-Za-z][^（()）\u4e00-\u9fff]*[)）]$")
"""How a form names a column in formulas, and works one out: （A）, （B/A×100%）."""
SIGNS = frozenset({"指标性质", "性质"})
UNITS = frozenset({"度量单位", "计量单位"})
"""Columns in which a form tells a target's sign and unit apart from its value."""
VALUE, DONE = "指标值", "完成值"
"""The headings by which the keys of a target's value and of what was done are known."""
_NUMBER = deferred(r"[-−]?[0-9０-９][0-9０-９,.]*%?")
_DIGIT = deferred(r"[0-9０-９]")


class KeyColumn(Struct, frozen=True):
    """A column that a key takes; `unit` is said in its heading, `digits` says that it holds a piece of a code."""

    number: int
    field: Field
    unit: str
    cell: PastedCell
    digits: bool = False

    @property
    def piece(self) -> str:
        """Whether it tells only the sign or the unit of a target."""
        word = heading(self.cell.text)
        return "sign" if word in SIGNS else "unit" if word in UNITS else ""


class RowColumns(Struct, frozen=True):
    """Columns that make one row: a table of two halves has two on each line; `heads` stand above all of them."""

    columns: tuple[KeyColumn, ...]
    heads: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        return self.columns[0].number, self.columns[-1].number + 1


class Head(Struct, frozen=True):
    last: int
    """The last row of the head."""
    halves: tuple[RowColumns, ...]
    unknown: tuple[tuple[int, PastedCell], ...]
    """Headings of columns with something in them that no key takes; those without a heading by their first cell."""
    words: frozenset[str]
    unit: str
    width: int
    labels: tuple[int, ...] = ()
    """Columns before the names of rows, in which a form says where its next part begins."""
    form: bool = False
    """Whether it is a part of a form, which has its own name where the names of rows are headed."""


def title_of(record: Record) -> Field:
    """The key that names a row: what stands before it only groups rows (一级, 二级 before 指标)."""
    lines = [field for field in record.fields if isinstance(field.kind, Line)]
    return next((field for field in reversed(lines) if field.required), lines[0] if lines else record.fields[0])


def grouping(record: Record) -> tuple[Field, ...]:
    """The keys of which one cell may stand for several rows (合并单元格)."""
    before = record.fields[: record.fields.index(title_of(record))]
    return tuple(field for field in before if isinstance(field.kind, Line))


def heading(text: str) -> str:
    """A heading without blanks, without the unit or formula behind it and without 其中 before it."""
    return _OF_WHICH.sub("", _WORKED.sub("", re.sub(r"\s", "", _IN_HEAD.sub("", text))))


def unit_in(text: str) -> str:
    """What a heading counts its column in: 万元, %; "" where it does not say."""
    found = _IN_HEAD.search(text)
    return found[1].replace("％", "%") if found is not None else ""


def unit_of(rows: Many[Row]) -> str:
    """金额单位：元, said above the figures."""
    found = (_UNIT.search(cell.text) for row in rows for cell in row)
    return next((match[1] for match in found if match), "")


def read_head(rows: Many[Row], record: Record) -> Head | None:
    """None where no row has two known headings, or one that stands alone."""
    known = _known(record)
    matched = [_matched(row, known) for row in rows[:DEEPEST]]
    if not matched or max(matched) == 0 or (max(matched) == 1 and len(rows[matched.index(1)]) > 1):
        return None
    first = last = matched.index(max(matched))
    main = first
    while first > max(0, main - GROUPS) and _groups(rows[first - 1]):
        first -= 1
    while last + 1 < len(rows) and _below(rows[last + 1], known):
        last += 1
    stacks = stacks_of(rows[first : last + 1])
    columns, unknown = _columns(stacks, rows[last + 1 :], record, known)
    if not columns:
        return None
    labels: tuple[int, ...] = ()
    unit = unit_of(rows[: last + 1])
    naming = _unheaded(rows[main:], last - main, columns, record)
    if naming is not None:
        columns.insert(0, naming)
        unknown = tuple(one for one in unknown if one[0] > naming.number)
        labels = tuple(range(naming.number))
        beside = [
            row[at].text
            for row in (rows[main], *rows[last + 1 : last + 2])
            for at in (*labels, naming.number)
            if at < len(row)
        ]
        unit = unit or next((found[1] for text in beside if (found := _IN_HEAD.search(text)) and found[1] in MONEY), "")
    data = rows[last + 1 :]
    unknown = tuple(one for one in unknown if not _is_label(one[0], columns, data, record) and _of_items(one[0], data))
    words = frozenset(heading(cell.text) for row in rows[first : last + 1] for cell in row if cell.text)
    halves = tuple(_halves(columns, stacks, record))
    return Head(last, halves, unknown, words, unit, max(map(len, rows[first : last + 1])), labels, naming is not None)


def _unheaded(rows: Many[Row], last: int, columns: Many[KeyColumn], record: Record) -> KeyColumn | None:
    """The column that names rows below an empty heading, as in a form that has its own name beside it (项目资金)."""
    title = title_of(record)
    if any(one.field is title for one in columns):
        return None
    for number in range(columns[0].number - 1, -1, -1):
        heads = [row[number] for row in rows[: last + 1] if number < len(row)]
        named = [row for row in rows[last + 1 :] if number < len(row) and not row[number].empty]
        words = [cell.text for cell in heads if cell.text]
        counted = (
            bool(words) and _IN_HEAD.search(words[-1]) is not None and not any(map(_figures, named, repeat(number)))
        )
        if named and heads and (not words or counted):
            return KeyColumn(number, title, "", heads[0])
    return None


def _figures(row: Row, number: int) -> bool:
    return _NUMBER.fullmatch(row[number].text) is not None


def _is_label(number: int, columns: Many[KeyColumn], data: Many[Row], record: Record) -> bool:
    """Whether a column before the others only says what all rows are (绩效指标), or numbers them."""
    if number > columns[0].number:
        return False
    title = next((one.number for one in columns if one.field is title_of(record)), None)
    filled = [row for row in data if number < len(row) and not row[number].empty]
    if all(is_number(row[number].text) or is_total(row[number].text) for row in filled):
        return True
    return title is not None and all(row is data[0] or title >= len(row) or row[title].empty for row in filled)


def _of_items(number: int, data: Many[Row]) -> bool:
    """Whether a column has something of an item: what only totals have in it is the form's own (分值 of 年度资金总额)."""
    filled = [row for row in data if number < len(row) and not row[number].empty]
    return not filled or any(not any(is_total(cell.text) for cell in row[:number]) for row in filled)


def _matched(row: Row, known: Mapping[str, Field]) -> int:
    """How many cells are headings; beside one that is known, those with a slip in them are as well."""
    words = [heading(cell.text) for cell in row if cell.text]
    exact = sum(word in known for word in words)
    return exact + sum(word not in known and one_slip(word, known) is not None for word in words) if exact else 0


def one_slip(word: str, known: Iterable[str]) -> str | None:
    """The heading of three characters or more from which a word differs by one."""
    near = nearest(word, known)
    if near is None or min(len(word), len(near)) < 3:
        return None
    blocks = difflib.SequenceMatcher(None, word, near, autojunk=False).get_matching_blocks()
    return near if max(len(word), len(near)) - sum(block.size for block in blocks) <= 1 else None


def _known(record: Record) -> dict[str, Field]:
    known = {one: field for field in record.fields for one in (*field.headings, field.name)}
    coded = next((field for one, field in known.items() if one.endswith("科目编码")), None)
    target = known.get(VALUE)
    return (
        known
        | (dict.fromkeys(DIGITS, coded) if coded is not None else {})
        | (dict.fromkeys((*SIGNS, *UNITS), target) if target is not None else {})
    )


def _groups(row: Row) -> bool:
    """Whether a row above the head belongs to it: words over several columns, no title and no unit."""
    words = [cell.text for cell in row if cell.text]
    title = len(words) == 1 and len(row) == 1
    return len(row) > 1 and bool(words) and not title and not any(_of_the_page(word) for word in words)


def _of_the_page(word: str) -> bool:
    """The table's title, its number, the department, the unit."""
    return bool(re.search(r"(?<!其中)[:：]|表$|公开\s*\d", word)) or _UNIT.search(word) is not None


def _below(row: Row, known: Mapping[str, Field]) -> bool:
    """Whether a row below the head belongs to it: 类 款 项 below 科目编码, 小计 below 基本支出, 栏次."""
    words = [heading(cell.text) for cell in row if cell.text]
    if not words or all(word in known or word in SKIPPED for word in words):
        return bool(words)
    named = heading(row[0].text) if row else ""
    return not named and any(word in known or word in WHOLE for word in words) and not any(map(_DIGIT.search, words))


Stack = list[PastedCell]
"""The headings of a column, the lowest first; one over several columns is among those of each."""


def stacks_of(rows: Many[Row]) -> list[Stack]:
    """The headings of each column, from the lowest up."""
    width = max(map(len, rows))
    stacks: list[Stack] = [[] for _ in range(width)]
    for at, row in enumerate(rows):
        over: PastedCell | None = None
        for number in range(width):
            cell = row[number] if number < len(row) else None
            if cell is not None and cell.text:
                over = cell
                stacks[number].insert(0, cell)
            elif over is not None and any(number < len(one) and one[number].text for one in rows[at + 1 :]):
                stacks[number].insert(0, over)
    return stacks


def _columns(
    stacks: Many[Stack], data: Many[Row], record: Record, known: Mapping[str, Field]
) -> tuple[list[KeyColumn], tuple[tuple[int, PastedCell], ...]]:
    columns: list[KeyColumn] = []
    unknown: list[tuple[int, PastedCell]] = []
    title = title_of(record)
    named = "" if any(_field(stack, known)[0] is title for stack in stacks) else _naming(stacks)
    for number, stack in enumerate(stacks):
        field, cell = _field(stack, known)
        if stack and named and heading(stack[0].text) == named:
            field, cell = title, stack[0]
        if field is None and not stack and columns and columns[-1].field is title and columns[-1].number == number - 1:
            field, cell = title, columns[-1].cell  # 科目 over the code and the name
        filled = next((row[number] for row in data if number < len(row) and not row[number].empty), None)
        if field is not None and cell is not None:
            unit = next((match[1] for one in stack if (match := _IN_HEAD.search(one.text))), "")
            columns.append(KeyColumn(number, field, unit.replace("％", "%"), cell, heading(cell.text) in DIGITS))
        elif filled is not None and (not stack or heading(stack[0].text) not in SKIPPED):
            unknown.append((number, stack[0] if stack else filled))
    return columns, tuple(unknown)


def _naming(stacks: Many[Stack]) -> str:
    """The heading of the first column, where it is one that rows may be named by (项目)."""
    words = [heading(stack[0].text) for stack in stacks if stack]
    first = next((word for word in words if word not in SKIPPED), "")
    return first if first in NAMES else ""


def _field(stack: Stack, known: Mapping[str, Field]) -> tuple[Field | None, PastedCell | None]:
    """What a column is: by its lowest heading, or by the group's where that only says 小计."""
    if not stack:
        return None, None
    words = [heading(cell.text) for cell in stack]
    group = known.get(words[1]) if len(words) > 1 else None
    if group is not None and words[0] in WHOLE:
        return group, stack[0]
    found = known.get(words[0])
    return found, stack[0] if found is not None else None


def _halves(columns: Many[KeyColumn], stacks: Many[Stack], record: Record) -> Iterator[RowColumns]:
    """A new half begins where a heading that names rows comes again behind those of figures."""
    naming = {field.name for field in (*grouping(record), title_of(record))}
    open_: list[KeyColumn] = []
    for column in columns:
        again = column.field.name in naming and column.field.name in {one.field.name for one in open_}
        if again and open_[-1].field.name not in naming:
            yield _half(open_, stacks)
            open_ = []
        open_.append(column)
    yield _half(open_, stacks)


def _half(columns: Many[KeyColumn], stacks: Many[Stack]) -> RowColumns:
    heads = (heading(cell.text) for column in columns for cell in stacks[column.number][1:])
    return RowColumns(tuple(columns), tuple(dict.fromkeys(heads)))
