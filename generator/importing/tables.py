"""A sheet whose title is known in, its figures by path out; what of it found no key is told with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Many

from ..amount import MONEY
from ..nodes import Entry, Scalar, Sequence
from ..nodes import Mapping as NodeMapping
from ..pattern import deferred
from ..sheets import Sheet
from ..source import Place
from ..validate.cells import Row
from ..validate.headings import unit_of
from ..validate.pasted import table_lines
from ..validate.sharing import shared_out
from ..validate.totalled import TotalRow
from ..vocabulary.accounts import BASIC, ECONOMIC, EXPENDITURE
from .across import figures_across
from .assessment import project_form
from .detailed import by_both, by_column
from .found import CONTROL, Found, Path, Value, in_column, leaf, path_of, plain_amount
from .layouts import LABEL, Layout, label_of
from .named import Names

SUBJECT, FINAL = "科目", "决算"
_UNIT_ABOVE = deferred(rf"单位[:：]\s*(?:人民币)?({'|'.join(MONEY)})")
_UNIT_BEHIND = deferred(rf"(?:预算|资金|情况|申请|金额)[（(]({'|'.join(MONEY)})[)）]")
_COUNTED = deferred(r"\([个辆人次批台套]+\)$")
NO_UNIT = "表上没有写金额单位"


class TableReader:
    """Reads sheets of known layouts into one `Found`."""

    def __init__(self, found: Found, names: Names, unit: str = "") -> None:
        self.found, self.names, self.asked = found, names, unit
        self.form: Layout | None = None
        """The form that was read last: its indicators may be a table of their own."""
        self.signed: dict[Path, Value] = {}
        """What the first form says of who filled it in."""

    def read(self, sheet: Sheet, layout: Layout) -> bool:
        """Whether anything of the table was recognised."""
        unit = unit_over(sheet) or self.asked
        match layout.manner:
            case "行":
                read = self.by_label(sheet, layout, unit)
            case "科目":
                read = self.by_code(sheet, layout, unit)
            case "经济":
                read = self.by_half(sheet, layout, unit)
            case "明细":
                read = by_both(self, sheet, layout, unit)
            case "自评":
                read = project_form(self, sheet, layout, unit or _unit_within(sheet.rows))
            case _:
                read = figures_across(self, sheet, layout, unit)
        if read:
            self.found.tables.setdefault(layout.name, Place(sheet, 0, 0))
        return read

    def lines(self, sheet: Sheet, layout: Layout, unit: str) -> list[TotalRow] | None:
        lines, faults, _ = table_lines(layout.record, sheet.rows, (), unit)
        for fault, place in faults if lines is not None else ():
            self.found.miss(f"{place.text}", place, f"这张表{fault.message}")
        return lines

    def by_label(self, sheet: Sheet, layout: Layout, unit: str) -> bool:
        """A figure a row, known by its label; a class of expenditure by its name."""
        lines = self.lines(sheet, layout, unit)
        if not lines:
            return False
        over: dict[int, Mapping[str, Mapping[str, str]]] = {}
        known = 0
        for line in lines:
            label, cells = label_of(line.name), _cells(line, LABEL)
            count = layout.counts.get(_COUNTED.sub("", label))
            if count is not None:
                known += self.count(path_of(count), cells)
                continue
            if label in layout.below:
                over[line.half] = layout.below[label]
            elif label in layout.rows and label not in over.get(line.half, {}):
                over.pop(line.half, None)
            where = over.get(line.half, {}).get(label) or layout.rows.get(label)
            code = self.names.class_of(label) if where is None else None
            if code is not None:
                where = {column: path.replace("{}", code) for column, path in layout.classes.items()}
            known += where is not None
            for column, cell in cells.items():
                self.one(line.name, cell, (where or {}).get(column) or _figure(where, column), column, unit)
        return known > 0

    def count(self, path: Path, cells: Mapping[str, Scalar]) -> bool:
        """A number of groups, persons or vehicles."""
        cell = cells.get(FINAL)
        if cell is not None and plain_amount(cell.text) is not None:
            self.found.put(path, Value(cell.text, cell.place))
        return True

    def by_code(self, sheet: Sheet, layout: Layout, unit: str) -> bool:
        """A row for each code; the row of 合计 holds the figures of keys of their own."""
        lines = self.lines(sheet, layout, unit)
        if lines is None:
            return False
        for line in lines:
            cells = _cells(line, SUBJECT)
            if line.total:
                for column, cell in cells.items():
                    self.one(line.name, cell, layout.total.get(column), column, unit)
                continue
            code = self.names.code_in(line.name)
            if code is None:
                self.found.miss(line.name, line.place, "认不出是哪个科目")
                continue
            row = (*path_of(layout.each), f"[{code}]")
            if cells:
                self.title(row, line, code)
            for column, cell in cells.items():
                self.amount((*row, column), cell, unit)
        return True

    def by_half(self, sheet: Sheet, layout: Layout, unit: str) -> bool:
        """人员经费 beside or above 公用经费, shared out by their codes as a pasted table is."""
        if by_column(self, sheet, layout, unit):
            return True
        lines, _, _ = table_lines(ECONOMIC, sheet.rows, tuple(EXPENDITURE.by_name), unit)
        if not lines:
            return False
        entries, homeless = shared_out(lines, BASIC, Place(sheet, 0, 0))
        for line in homeless:
            self.found.miss(line.name, line.place, "认不出属于人员经费还是公用经费")
        for part in entries:
            self.part((*path_of(layout.each), part.key.text), part.value, unit)
        return True

    def part(self, path: Path, node: object, unit: str) -> None:
        """One of the two: its list, with its totals as controls."""
        if not isinstance(node, NodeMapping):
            return
        for entry in node.entries:
            value = entry.value
            if isinstance(value, Sequence):
                self.items((*path, entry.key.text), value, unit)
                for control in value.controls:
                    for cell in control.row.entries:
                        if cell.key.text == FINAL and isinstance(cell.value, Scalar):
                            self.amount((*path, "合计"), cell.value, unit)
            elif isinstance(value, Scalar) and value.text not in ("", "0"):
                self.amount((*path, "合计"), value, unit)

    def items(self, path: Path, rows: Sequence, unit: str) -> None:
        for item in rows.items:
            cells = {one.key.text: one.value for one in item.entries} if isinstance(item, NodeMapping) else {}
            name, figure = cells.get(SUBJECT), cells.get(FINAL)
            if not isinstance(name, Scalar) or not isinstance(figure, Scalar):
                continue
            code = self.names.code_in(name.text)
            row = (*path, f"[{code or name.text}]")
            self.found.name(row, Value(name.text, name.place))
            self.amount((*row, FINAL), figure, unit)

    def title(self, row: Path, line: TotalRow, code: str) -> None:
        name = next((one.value for one in line.entries if one.key.text == SUBJECT), None)
        place = name.place if isinstance(name, Scalar) else line.place
        text = line.name.strip()
        self.found.name(row, Value(text if text.startswith(code) else f"{code} {text}", place))

    def one(self, name: str, cell: Scalar, where: str | None, column: str, unit: str) -> None:
        if where is None:
            if plain_amount(cell.text) is None or (Value(cell.text, cell.place).amount or 0):
                self.found.miss(f"{name} {cell.text}", cell.place)
            return
        path = in_column(leaf(path_of(where), self.names.record), column if column in _BUDGETS else FINAL)
        if column in _BUDGETS and (path[-1].startswith(CONTROL) or path[0].startswith(CONTROL)):
            self.found.leave(column, cell)
        else:
            self.amount(path, cell, unit)

    def amount(self, path: Path, cell: Scalar, unit: str) -> None:
        """A figure; one whose unit nobody tells, or that is none, is named."""
        text, told = plain_amount(cell.text), cell.unit or unit
        if text is None:
            self.found.miss(cell.text, cell.place, "看不懂这个数")
        elif not told:
            self.found.miss(cell.text, cell.place, NO_UNIT)
        else:
            exact = isinstance(cell.place.source, Sheet) and cell.place.source.exact
            self.found.put(path, Value(text, cell.place, told, exact))


_BUDGETS = ("年初预算", "全年预算", "上年")


def _figure(where: Mapping[str, str] | None, column: str) -> str | None:
    """The budget of a row whose final figure has a key."""
    return where.get(FINAL) if where is not None and column in _BUDGETS else None


def unit_over(sheet: Sheet) -> str:
    return unit_of(sheet.rows[:12]) or _unit_above(sheet.above)


def _unit_above(above: Many[str]) -> str:
    return next((match[1] for text in reversed(above) if (match := _UNIT_ABOVE.search(text))), "")


def _unit_within(rows: Many[Row]) -> str:
    """The one unit that a form's own words have behind them: 预算执行情况（万元）."""
    found = {match[1] for row in rows for cell in row if (match := _UNIT_BEHIND.search(cell.text)) is not None}
    return found.pop() if len(found) == 1 else ""


def _cells(line: TotalRow, title: str) -> dict[str, Scalar]:
    return dict(_figures(line.entries, title))


def _figures(entries: Many[Entry], title: str) -> Iterator[tuple[str, Scalar]]:
    for entry in entries:
        value = entry.value
        if entry.key.text != title and isinstance(value, Scalar) and value.style != "unread":
            yield entry.key.text, value


def rows_above(sheet: Sheet, most: int = 4) -> list[str]:
    """The texts of the first rows, those before the head: a title, who reports, the unit."""
    rows: Many[Row] = sheet.rows[:most]
    return [cell.text for row in rows for cell in row if cell.text]
