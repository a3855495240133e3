"""A table pasted from Excel, WPS or Word under `键: |` in, the list that it is out, each cell with its place.

Title, unit and numbers of rows and columns are passed over. A row of 合计 is no item: it is handed on beside the items
that it adds up (`totalled`), and checks compares it. What could not be read is told once, at its cell, and stands in
the list as unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Many
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from ..model import Field, Line, Money, Named, Record, Table, bare_kind
from ..nodes import Entry, Mapping, Scalar, Sequence
from ..pattern import deferred
from ..source import Place
from . import totalled
from .body import FIGURES, NUMBER, below_head
from .cells import LEFT_EMPTY, PastedCell, Row, is_pasted, rows_of, spaced
from .headings import (
    NAMES,
    Head,
    KeyColumn,
    RowColumns,
    grouping,
    read_head,
    title_of,
    unit_of,
)
from .idle import without_idle
from .numbered import in_figures, is_nought, is_number, levelled, unnumbered
from .passages import Faults
from .pieces import put_together
from .scalars import Fault
from .sharing import lists_of, shared_out
from .unfit import headless, nameless, odd, ragged, same_amount, twice, unread_columns, without_strangers

__all__ = ["is_pasted", "pasted_names", "pasted_over", "pasted_rows", "table_lines"]

_MARKED = deferred(r"^[¥￥]\s*(?=[-+0-9０-９])")
"""The sign of a currency, as a cell of that format is copied."""
_WEIGHED = deferred(r"[（(]\s*[0-9.]+\s*分\s*[)）]$")
"""The weight of a group behind its name, as published forms have it: 产出指标（50分）."""


def pasted_rows(
    kind: Table,
    node: Scalar,
    above: tuple[str, ...] = (),
    beside: Many[Field] = (),
    unit: str = "",
    around: Record | None = None,
) -> tuple[Sequence | None, Faults]:
    """The rows of a list; None with what is wrong where there is no head.

    `above` are the keys around it, `beside` those that rows of other codes belong to (公用经费 beside 人员经费), `around`
    is the record that it stands in.
    """
    lines, faults, head = _lines(kind.record, node, above, unit, around)
    if lines is None:
        return None, faults
    if beside:
        lines, more = without_strangers(lines, beside, above)
        faults += more
    lines = unnumbered(without_idle(lines, kind.record), title_of(kind.record).name)
    items = tuple(Mapping(line.entries, line.place) for line in lines if not line.total)
    return Sequence(items, node.place, totalled.controls(lines, above), _left_open(head, lines)), faults


def _left_open(head: Head | None, lines: Many[totalled.TotalRow]) -> tuple[Scalar, ...]:
    """The keys whose columns no row fills, where their headings stand."""
    filled = {entry.key.text for line in lines for entry in line.entries}
    columns = head.halves[0].columns if head is not None and len(head.halves) == 1 else ()
    return tuple(Scalar(one.field.name, one.cell.place) for one in columns if one.field.name not in filled)


def pasted_names(
    kind: Named, node: Scalar, above: tuple[str, ...] = (), unit: str = ""
) -> tuple[Mapping | None, Faults]:
    """What is named by the clerk (支出明细): the name in one column, the amount and more in others."""
    inner = kind.kind if isinstance(kind.kind, Record) else Record((Field("金额", kind.kind, "金额"),), main="金额")
    name = Field("名称", Line(), "名称", required=True, headings=(*NAMES, kind.what))
    lines, faults, _ = _lines(Record((name, *inner.fields)), node, above, unit)
    if lines is None:
        return None, faults
    entries, kept = [], []
    for line in lines:
        cells = {one.key.text: one for one in line.entries}
        title = cells.pop("名称", None)
        if line.total:
            kept.append(line)
        elif title is not None and isinstance(title.value, Scalar) and cells:
            kept.append(line)
            only = cells[inner.main].value if set(cells) == {inner.main} else Mapping(tuple(cells.values()), line.place)
            entries.append(Entry(title.value, only))
    return Mapping(tuple(entries), node.place, totalled.controls(kept, above)), faults


def pasted_over(kind: Record, node: Scalar, above: tuple[str, ...], unit: str = "") -> tuple[Mapping | None, Faults]:
    """A table of several lists (人员经费 beside or above 公用经费): each row goes to the key of its code or its half."""
    lists = lists_of(kind)
    lines, faults, _ = _lines(next(iter(lists.values())).record, node, (*above[-1:], *lists), unit)
    if lines is None:
        return None, faults
    entries, homeless = shared_out(lines, kind, node.place)
    faults += [(odd(line.name, tuple(lists)), line.at) for line in homeless]
    return Mapping(entries, node.place), faults


class Read(NamedTuple):
    """The rows of a table, None where it has no head, with what is wrong with them."""

    lines: list[totalled.TotalRow] | None
    faults: Faults
    head: Head | None


def _lines(record: Record, node: Scalar, above: tuple[str, ...], unit: str, around: Record | None = None) -> Read:
    read = table_lines(record, rows_of(node), above, unit, around, spaced(node))
    return read if read.lines is not None else Read(None, [headless(node, record)], None)


def table_lines(
    record: Record,
    rows: list[Row],
    above: tuple[str, ...] = (),
    unit: str = "",
    around: Record | None = None,
    by_blanks: bool = False,
) -> Read:
    """Every row of every half: the halves one after the other, as they are read; None where the table has no head.

    `by_blanks` says that only blanks stood between the cells.
    """
    head = read_head(rows, record)
    if head is None:
        return Read(None, [], None)
    table = _Table(record, head, above, by_blanks)
    faults, unread = unread_columns(head, record, rows, around)
    data = list(below_head(rows, head))
    table.unit = head.unit or unit_of(data[:1])
    table.counted_in = table.unit or unit
    faults += [(ragged(len(row), head.width), row[0].place) for row in data if table.ragged(row)]
    shared = [table.shared(cells) for row in data if (cells := table.fitted(row)) is not None]
    found: list[totalled.TotalRow] = []
    told: set[int] = set()
    for number, half in enumerate(head.halves):
        before: dict[str, Scalar] = {}
        doubtful = {column.field.name: fault for column, fault in table.contradictions(half, data)}
        faults += doubtful.values()
        for cells, values in shared:
            line, more = table.line(cells, half, number, values[number], before)
            faults += [one for one in more if one[1].line not in told]  # once, whichever groups lack their name
            told |= {place.line for _, place in more}
            if line is not None:
                found.append(line._replace(entries=(*line.entries, *unread(line.place, doubtful))))
    return Read(totalled.of_which(levelled(found), title_of(record).name), faults, head)


class _Table(Struct):
    """What each row of a table is read by."""

    record: Record
    head: Head
    above: tuple[str, ...]
    spaced: bool
    unit: str = ""
    counted_in: str = ""
    """What a column without a unit of its own is counted in: the table's, else the file's."""
    digits: dict[int, PastedCell] = field(default_factory=dict)
    """Pieces of a code as they stood last in their columns."""

    def ragged(self, row: Row) -> bool:
        return self.fitted(row) is None

    def fitted(self, row: Row) -> Row | None:
        """A row between blanks has its empty cells nowhere: it is read where none is missing, or where its name is 合计."""
        if len(row) >= self.head.width or len(row) == 1:
            return row
        if not self.spaced:
            return self.from_the_right(row)
        if len(self.head.halves) == 1 and totalled.is_total(row[0].text, self.above):
            columns = self.head.halves[0].columns
            numbers = [one.number for one in columns if not isinstance(one.field.kind, Line)]
            if numbers and len(row) - 1 in (self.head.width - numbers[0], numbers[-1] + 1 - numbers[0]):
                blank = PastedCell("", row[0].place.part(0, 0))
                return [row[0], *[blank] * (numbers[0] - 1), *row[1:]]
        return None

    def from_the_right(self, row: Row) -> Row:
        """A total whose name was merged over several columns: text that Word gives has one cell for those."""
        texts = {one.number for half in self.head.halves for one in half.columns if isinstance(one.field.kind, Line)}
        starts = [number for number, cell in enumerate(row) if totalled.is_total(cell.text, self.above)]
        misfit = any(number in texts and NUMBER.search(cell.text) for number, cell in enumerate(row) if cell.text)
        if not misfit or starts[:1] != [0] or len(starts) != len(self.head.halves):
            return row
        ends = [half.span[0] for half in self.head.halves[1:]] + [self.head.width]
        full: Row = []
        for start, end, upto in zip(starts, [*starts[1:], len(row)], ends, strict=True):
            blank = PastedCell("", row[start].place.part(0, 0))
            full += [row[start], *[blank] * (upto - len(full) - (end - start)), *row[start + 1 : end]]
        return full

    def line(
        self, row: Row, half: RowColumns, number: int, values: dict[str, Scalar], before: dict[str, Scalar]
    ) -> tuple[totalled.TotalRow | None, Faults]:
        """A row of a half with its cells by key; None where the half has nothing in it."""
        title = title_of(self.record)
        if not values:
            return None, []
        start, end = half.span
        place, top = _span(row[start:end] or row), half.columns[0].cell.place
        label, token = self.label(row, half, values), self.number(row, half)
        if label is not None:
            entries = _entries(in_figures(values, self.record))
            return totalled.TotalRow(label.text, True, number, half.heads, entries, place, label.place, top), []
        if title.name not in values and self.only_groups(values):
            self.begin_group(values, before)
            return None, []
        values, faults = self.named(row, half, values, place)
        values = self.merged_above(values, before)
        before.clear()
        before.update(values)
        values = {**values, **self.left_empty(row, half, values)}
        name = values[title.name].text if title.name in values and not faults else ""
        line = totalled.TotalRow(name, False, number, half.heads, _entries(values), place, place, top, number=token)
        return line, faults

    def left_empty(self, row: Row, half: RowColumns, values: dict[str, Scalar]) -> dict[str, Scalar]:
        """The cells of a row with figures that its form leaves empty on purpose (空); a row with its name alone has none."""
        names = {title_of(self.record).name, *(one.name for one in grouping(self.record))}
        if title_of(self.record).name not in values or values.keys() <= names:
            return {}
        columns = [one for one in half.columns if one.field.blank and one.number < len(row)]
        cells = {one.field.name: row[one.number] for one in columns if one.field.name not in values}
        return {name: Scalar(LEFT_EMPTY, cell.place) for name, cell in cells.items() if not cell.text.strip()}

    def only_groups(self, values: dict[str, Scalar]) -> bool:
        groups = [one.name for one in grouping(self.record)]
        return all(one in groups for one in values)

    def begin_group(self, values: dict[str, Scalar], before: dict[str, Scalar]) -> None:
        """一级 stays above a 二级 that has no row."""
        groups = [one.name for one in grouping(self.record)]
        above = groups[: min(map(groups.index, values))]
        kept = {one: before[one] for one in above if one in before}
        before.clear()
        before.update({**kept, **values})

    def named(
        self, row: Row, half: RowColumns, values: dict[str, Scalar], place: Place
    ) -> tuple[dict[str, Scalar], Faults]:
        """A row by its name; one that has none is told at its empty cell, and nothing else is said of it."""
        title = title_of(self.record)
        columns = [one.number for one in half.columns if one.field is title]
        if title.name in values or not columns:
            return values, []
        at = next((row[number].place for number in columns if number < len(row)), place)
        unread = {name: Scalar("", one.place, "unread") for name, one in values.items()}
        return {title.name: Scalar("", at, "unread"), **unread}, [(nameless(title), at)]

    def merged_above(self, values: dict[str, Scalar], before: dict[str, Scalar]) -> dict[str, Scalar]:
        """With the cells of groups that were merged over several rows."""
        for group in grouping(self.record):
            if group.name in values:
                break
            if group.name in before:
                values = {group.name: before[group.name], **values}
        return values

    def label(self, row: Row, half: RowColumns, values: dict[str, Scalar]) -> Scalar | None:
        """What calls a row a total: its first name, its own below a group's, or any word where it has no name."""
        title = title_of(self.record)
        names = [values[one.name] for one in (*grouping(self.record), title) if one.name in values]
        if names and totalled.is_total(names[0].text, self.above):
            return names[0]
        others = [Scalar(cell.text, cell.place) for cell in self.beside(row, half) if not NUMBER.search(cell.text)]
        cells = row[half.span[0] :]  # nothing where a row ends before the half begins
        before = [one for one in others if not cells or one.place.start < cells[0].place.start]
        if title.name in values:
            around = ("", *(one.text for one in names[:-1]))
            own = names[-1] if totalled.is_sum_of(names[-1].text, around) else None
            return own or next((one for one in before if totalled.is_total(one.text)), None)
        return next((one for one in (*names, *others) if totalled.is_total(one.text)), None)

    def number(self, row: Row, half: RowColumns) -> str:
        """What numbers a row, in a column before its name (序号)."""
        start = half.columns[0].number
        cells = [cell.text for cell in self.beside(row[:start], half) if cell.text]
        return next((text for text in cells if is_number(text)), "")

    def beside(self, row: Row, half: RowColumns) -> Row:
        """The cells of a half, and between it and the one before it, that no key takes (序号)."""
        begin = max((one.span[1] for one in self.head.halves if one.span[1] <= half.span[0]), default=0)
        end = len(row) if half is self.head.halves[-1] else half.span[1]
        taken = {one.number for one in half.columns}
        return [cell for number, cell in enumerate(row) if begin <= number < end and number not in taken]

    def shared(self, row: Row) -> tuple[Row, list[dict[str, Scalar]]]:
        """The cells of a row by half and key; the figure of a total may stand below another half's heading (合并单元格)."""
        title = title_of(self.record).name
        names = {field.name for field in grouping(self.record)} | {title}
        values = [self.values(row, half) for half in self.head.halves]
        for one in values:
            if all(is_nought(word) for cell in one.values() for word in cell.text.split()):
                one.clear()  # 0.00 in a group that has no row here; 0 is what Excel makes of an empty cell elsewhere
        for at, one in enumerate(values):
            behind = next((more for more in values[at + 1 :] if more), {})
            half = self.head.halves[at]
            if one.keys() <= names and behind and not behind.keys() & names and self.label(row, half, one) is not None:
                one.update(behind)
                behind.clear()
        labels = [self.label(row, half, one) for half, one in zip(self.head.halves, values, strict=True)]
        called = next((one for one in labels if one is not None), None)
        for one, own in zip(values, labels, strict=True):
            if called is not None and own is None and one and not one.keys() & names:
                one[title] = replace(called, text=totalled.kind_of(called.text))  # 合计 once, for groups side by side
        return row, values

    def values(self, row: Row, half: RowColumns) -> dict[str, Scalar]:
        """The cells of a row by key; a code and a name in two columns are one 科目."""
        values: dict[str, Scalar] = {}
        pieces: dict[str, PastedCell] = {}
        for column, cell in self.cells(row, half):
            name, text = column.field.name, cell.text
            if column.piece:
                pieces[column.piece] = cell
                continue
            if name in values and isinstance(column.field.kind, Line):
                before = values[name]
                place = Place(cell.place.source, min(before.place.start, cell.place.start), cell.place.end)
                gap = "" if before.text.isdigit() and text.isdigit() else " "  # 201, 03 and 01 of 类 款 项
                values[name] = Scalar(f"{before.text}{gap}{text}", place)
            elif name not in values:
                values[name] = self.scalar(column, cell)
        return put_together(values, pieces, self.record) if pieces else values

    def cells(self, row: Row, half: RowColumns) -> Iterator[tuple[KeyColumn, PastedCell]]:
        """The filled cells of a half; 类 and 款 that stand once for several rows (合并单元格) are taken from above."""
        filled = [(one, row[one.number]) for one in half.columns if one.number < len(row) and not _empty(one, row)]
        pieces = [one.number for one, cell in filled if one.digits]
        for column in half.columns:
            if column.digits and pieces and column.number < pieces[0] and column.number in self.digits:
                cell = self.digits[column.number]
                yield column, PastedCell(cell.text, row[pieces[0]].place)
        for column, cell in filled:
            if column.digits:
                self.digits[column.number] = cell
            yield column, cell

    def scalar(self, column: KeyColumn, cell: PastedCell) -> Scalar:
        """With the unit that the heading or the table says; a text has it in its words."""
        kind = bare_kind(column.field.kind)
        if isinstance(kind, FIGURES):
            money = isinstance(kind, Money)
            text = _MARKED.sub("", cell.text) if money else cell.text
            return Scalar(text, cell.place, unit=column.unit or (self.unit if money else ""))
        if column.field in grouping(self.record):
            return Scalar(_WEIGHED.sub("", cell.text), cell.place)
        percent = column.unit == "%" and "%" not in cell.text
        return Scalar(cell.text + "%" * percent, cell.place)

    def contradictions(self, half: RowColumns, data: Many[Row]) -> Iterator[tuple[KeyColumn, tuple[Fault, Place]]]:
        """Two columns of one key that do not say the same."""
        for at, column in enumerate(half.columns):
            first = next((one for one in half.columns[:at] if one.field is column.field), None)
            if first is None or isinstance(column.field.kind, Line):
                continue
            both = [(row[first.number], row[column.number]) for row in data if column.number < len(row)]
            units = first.unit or self.counted_in, column.unit or self.counted_in
            if any(not two.empty and not same_amount((one, two), units) for one, two in both):
                yield column, (twice(first.cell, column.cell, column.field), column.cell.place)


def _empty(column: KeyColumn, row: Row) -> bool:
    """Blank or a dash; in a column of figures 一 is a dash as well, as the accounting system prints it."""
    cell = row[column.number]
    return cell.empty or (cell.text == "一" and isinstance(bare_kind(column.field.kind), FIGURES))


def _span(cells: Row) -> Place:
    return Place(cells[0].place.source, cells[0].place.start, cells[-1].place.end)


def _entries(values: dict[str, Scalar]) -> tuple[Entry, ...]:
    return tuple(Entry(Scalar(name, one.place), one) for name, one in values.items())
