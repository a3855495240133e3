"""A table of one item a row with the economic items as its columns in, what its total (财决08-1) or each of its rows says
of each item (支出决算明细表) out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..nodes import Scalar
from ..sheets import Sheet
from ..validate.cells import PastedCell, Row
from ..validate.headings import stacks_of
from .found import CONTROL, Path, Value, path_of, plain_amount
from .layouts import Layout, label_of

if TYPE_CHECKING:
    from .tables import TableReader

TOTAL = "合计"
CLASS, ITEM = 3, 7
"""Digits of a class of the economic classification and of an item of the functional one."""
DEEPEST = 8
FEWEST = 3
SUMS = "小计"
STAFF, OFFICE, LIST, FINAL = "人员经费", "公用经费", "科目", "决算"


def by_column(reader: TableReader, sheet: Sheet, layout: Layout, unit: str) -> bool:
    """Whether the columns were understood: each by its name and by the class that it stands under."""
    at = next((number for number, row in enumerate(sheet.rows) if _is_total(row)), None)
    if not at:
        return False
    subjects = reader.names.pack.subjects
    row = sheet.rows[at]
    heads = [one for one in sheet.rows[max(0, at - DEEPEST) : at] if sum(bool(cell.text) for cell in one) > FEWEST]
    known: list[tuple[str, PastedCell]] = []
    for number, stack in enumerate(stacks_of(heads)):
        code = _code(subjects.economic, [label_of(cell.text) for cell in stack if cell.text])
        if code is not None and number < len(row) and plain_amount(row[number].text) is not None:
            known.append((code, row[number]))
    if len(known) < FEWEST:
        return False
    for code, cell in known:
        if Value(plain_amount(cell.text) or "", cell.place).amount:
            path = (*path_of(layout.each), STAFF if code[:3] in subjects.staff else OFFICE, LIST, f"[{code}]")
            reader.found.name(path, Value(f"{code} {subjects.economic[code]}", cell.place))
            reader.amount((*path, FINAL), Scalar(cell.text, cell.place), unit)
    return True


def by_both(reader: TableReader, sheet: Sheet, layout: Layout, unit: str) -> bool:
    """Whether the columns were understood: what each item of the functional classification spent on each of them.

    A class counts where none of its items has a column; the column of all of them is compared with the item's own table.
    """
    rows = [(code, row) for row in sheet.rows if (code := _row_code(reader, row))]
    first = next((at for at, row in enumerate(sheet.rows) if _is_total(row) or _row_code(reader, row)), 0)
    heads = [
        one for one in sheet.rows[max(0, first - DEEPEST) : first] if sum(bool(cell.text) for cell in one) > FEWEST
    ]
    columns, whole = _columns(reader, heads)
    if not rows or len(columns) < FEWEST:
        return False
    for code, row in rows:
        for key, list_ in layout.total.items():
            if whole < len(row) and row[whole].text:
                reader.found.name((*path_of(list_), f"[{code}]"), _called(code, row))
                reader.amount((*path_of(list_), f"[{code}]", key), Scalar(row[whole].text, row[whole].place), unit)
        if len(code) == ITEM:
            _details(reader, layout, unit, code, row, columns)
        else:
            _sums(reader, layout, unit, code, row, columns)
    total = next((row for row in sheet.rows[first:] if _is_total(row)), None)
    if total is not None:
        _sums(reader, layout, unit, "", total, columns)
        for key, list_ in layout.total.items() if total[whole].text else ():
            reader.amount((*sums_of(list_), "[]", key), Scalar(total[whole].text, total[whole].place), unit)
    return True


def sums_of(list_: str) -> Path:
    """Where the sums of a list stand, which has no key for them."""
    first, *rest = path_of(list_)
    return (CONTROL + first.removeprefix(CONTROL), *rest, SUMS)


def _sums(reader: TableReader, layout: Layout, unit: str, code: str, row: Row, columns: Mapping[int, str]) -> None:
    """What a class or a section, or all of the table, spent on each."""
    for number, economic in columns.items():
        if number < len(row) and Value(plain_amount(row[number].text) or "", row[number].place).amount:
            path = (*sums_of(layout.each), f"[{code} {economic}]", FINAL)
            reader.amount(path, Scalar(row[number].text, row[number].place), unit)


def _details(reader: TableReader, layout: Layout, unit: str, code: str, row: Row, columns: Mapping[int, str]) -> None:
    subjects = reader.names.pack.subjects
    for number, economic in columns.items():
        cell = row[number] if number < len(row) else None
        if cell is None or not Value(plain_amount(cell.text) or "", cell.place).amount:
            continue
        path = (*path_of(layout.each), f"[{code} {economic}]")
        function = _called(code, row)
        for key, value in (
            ("功能", function),
            ("经济", Value(f"{economic} {subjects.economic[economic]}", cell.place)),
        ):
            reader.found.values.setdefault((*path, key), [value])
        reader.amount((*path, FINAL), Scalar(cell.text, cell.place), unit)


def _called(code: str, row: Row) -> Value:
    """The code of a row with its name, which stands behind it in the same cell or in one of its own."""
    texts = [cell for cell in row if cell.text]
    name = next((cell.text for cell in texts[1:2] if plain_amount(cell.text) is None), "")
    first = texts[0].text
    return Value(first if first != code else f"{code} {name}".strip(), texts[0].place)


def _columns(reader: TableReader, heads: list[Row]) -> tuple[dict[int, str], int]:
    """The economic item of each column, and the column of all of them."""
    economic = reader.names.pack.subjects.economic
    classes = {label_of(name): code for code, name in economic.items() if len(code) == CLASS}
    found: dict[int, str] = {}
    whole = 0
    for number, stack in enumerate(stacks_of(heads)):
        words = [label_of(cell.text) for cell in stack if cell.text]
        code = _code(economic, words) or next((classes[word] for word in words if word in classes), None)
        if code is not None:
            found[number] = code
        elif not whole and TOTAL in words:
            whole = number
    items = {code[:CLASS] for code in found.values() if len(code) > CLASS}
    return {number: code for number, code in found.items() if len(code) > CLASS or code not in items}, whole


def _row_code(reader: TableReader, row: Row) -> str | None:
    first = next((cell.text for cell in row if cell.text), "")
    return reader.names.code_in(first)


def _is_total(row: Row) -> bool:
    texts = [cell.text for cell in row if cell.text]
    return len(texts) > FEWEST and label_of(texts[0]) == TOTAL and all(plain_amount(one) for one in texts[1:])


def _code(economic: Mapping[str, str], words: list[str]) -> str | None:
    """The one item of that name in a class that the column's headings name."""
    named = {code: label_of(name) for code, name in economic.items()}
    found = [
        code for code, name in named.items() if len(code) > 3 and name in words and named.get(code[:3], "") in words
    ]
    return found[0] if len(found) == 1 else None
