"""A table whose headings alone say what its one row of figures is (三公) in, the figures by path out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..nodes import Scalar
from ..pattern import deferred
from ..sheets import Sheet
from ..validate.cells import Row
from ..validate.headings import SKIPPED, stacks_of
from .found import in_column, leaf, path_of
from .layouts import Layout, label_of

if TYPE_CHECKING:
    from .tables import TableReader

DEEPEST = 8
WHOLE = ("小计", "合计")
_FIGURE = deferred(r"[-−(（]?[0-9０-９][0-9０-９,.]*[)）]?")
BUDGET, FIRST, ADJUSTED = "预算", "年初预算", "全年预算"


def figures_across(reader: TableReader, sheet: Sheet, layout: Layout, unit: str) -> bool:
    """Whether the headings were understood; a table whose figures stand one below the other is read by its labels."""
    first = next((at for at, row in enumerate(sheet.rows) if _is_data(row, at)), None)
    columns = _columns(sheet.rows[:first], layout) if first is not None else {}
    if first is None or len(columns) < 2:
        from msgspec.structs import replace

        return reader.by_label(sheet, replace(layout, counts={}), unit)
    budget = _budget(sheet, reader)
    for column, (label, side) in columns.items():
        row = sheet.rows[first]
        if column >= len(row) or row[column].empty:
            continue
        path = leaf(path_of(layout.rows[label]["决算"]), reader.names.record)
        named = budget if side == BUDGET else side
        reader.amount(in_column(path, named), Scalar(row[column].text, row[column].place), unit)
    return True


def _is_data(row: Row, at: int) -> bool:
    """A row of figures or of blanks: no heading, no title, and no numbers of columns."""
    words = [cell.text for cell in row if not cell.empty]
    return not _counts(row) and at > 0 and len(row) > 2 and all(_FIGURE.fullmatch(word) for word in words)


def _counts(row: Row) -> bool:
    """Numbers of the columns: 1 2 3, with 栏次 before them or without."""
    words = [cell.text for cell in row if not cell.empty and label_of(cell.text) not in SKIPPED]
    return len(words) > 1 and words == [
        str(int(words[0]) + at) if words[0].isdigit() else "" for at in range(len(words))
    ]


def _columns(rows: list[Row], layout: Layout) -> dict[int, tuple[str, str]]:
    """The label and the side (预算, 决算) of each column whose headings say both."""
    found: dict[int, tuple[str, str]] = {}
    heads = [row for row in rows[-DEEPEST:] if sum(bool(cell.text) for cell in row) > 1 and not _counts(row)]
    if not heads:
        return found
    sides = {word: side for side, words in layout.columns.items() for word in words}
    for number, stack in enumerate(stacks_of(heads)):
        words = [label_of(cell.text) for cell in stack]
        side = next((sides[word] for word in words if word in sides), None)
        named = [word for word in words if word in layout.rows and word not in WHOLE]
        whole = any(word in WHOLE for word in words)
        label = named[0] if named else "合计" if whole and "合计" in layout.rows else None
        if side is not None and label is not None:
            found[number] = (label, side)
    return found


def _budget(sheet: Sheet, reader: TableReader) -> str:
    """Which budget 预算数 is: as the note below the table says, else as the pack's own table has it."""
    cells = (cell.text for row in reversed(sheet.rows) for cell in row)
    for text in (sheet.note, *cells):
        if "预算数" in text and ("全年" in text or "年初" in text):
            return ADJUSTED if "全年" in text else FIRST
    return reader.names.pack.tables.public_budget
