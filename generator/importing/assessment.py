"""A form of 项目支出绩效自评表 in, the project that it tells of out: its head, its money, its goals and its indicators."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Many
from typing import TYPE_CHECKING

from ..model import Choice, Record, Table, field_at
from ..nodes import Scalar
from ..pattern import deferred
from ..sheets import Sheet
from ..validate.cells import PastedCell, Row
from ..validate.headings import read_head
from ..validate.pasted import table_lines
from ..validate.totalled import TotalRow
from ..vocabulary.assessment import INDICATOR
from ..vocabulary.projects import FUNDS, SOURCE
from .found import Path, Value, in_column, leaf, path_of, plain_amount
from .layouts import Layout, label_of
from .signed import signed

if TYPE_CHECKING:
    from .tables import TableReader

PROJECT = "项目"
TOP = "/"
GOALS = ("预期目标", "实际完成")
"""Columns of prose: what stands below them, where nothing stands beside them."""
LEAST = frozenset({"指标", "目标", "完成"})
"""Columns without which a table tells no indicators."""
_CODED = deferred(r"([0-9A-Z]{8,})[-—－](.+)")
BOXES = "□☑☐√"
TICKS = "☑√"
_BOX = deferred(r"([^\s□☑☐√0-9.．、]{1,40})\s{0,4}[□☑☐√]")
RATE, SCORE, REASON = "执行率", "得分", "原因"


def project_form(reader: TableReader, sheet: Sheet, layout: Layout, unit: str) -> bool:
    """Whether the form names its project; a form whose indicators are a table of their own goes on there."""
    if layout.root:
        return _whole_form(reader, sheet, layout, unit)
    number = len({path[1] for path in reader.found.values if path[0] == PROJECT}) + 1
    project: Path = (PROJECT, f"[{number}]")
    if not _named(reader, sheet, layout, project):
        return False
    reader.form = layout
    if layout.rows:
        money_by_row(reader, sheet, layout, unit, project)
    else:
        _money(reader, sheet, project, unit)
    indicators(reader, sheet, project)
    signed(reader, sheet, layout)
    return True


def _whole_form(reader: TableReader, sheet: Sheet, layout: Layout, unit: str) -> bool:
    """A form of the whole department: its money by rows that are called by what they are."""
    told = list(_beside(sheet.rows, layout, reader.names.record))
    for where, cell in told:
        path = path_of(where[1:]) if where.startswith(TOP) else (layout.root, *path_of(where))
        reader.found.put(path, Value(cell.text, cell.place))
    known = money_by_row(reader, sheet, layout, unit)
    reader.form = layout
    signed(reader, sheet, layout)
    return indicators(reader, sheet, (layout.root,)) or bool(told) or known


def money_by_row(reader: TableReader, sheet: Sheet, layout: Layout, unit: str, within: Path = ()) -> bool:
    """Figures below 年初预算数, 全年预算数 and 全年执行数; a row without a label is the whole."""
    sides = {label_of(word): side for side, words in layout.columns.items() for word in words}
    columns: dict[int, str] = {}
    known = False
    for row in sheet.rows:
        heads = {number: sides[label_of(cell.text)] for number, cell in enumerate(row) if label_of(cell.text) in sides}
        if len(heads) > 1:
            columns = heads
            continue
        labels = [label_of(cell.text) for cell in row[: min(columns, default=0)] if cell.text]
        where = layout.rows.get(labels[-1] if labels else "")
        if not columns or where is None:
            continue
        for number, side in columns.items():
            cell = row[number] if number < len(row) else None
            if cell is not None and plain_amount(cell.text) is not None:
                named = path_of(where["决算"])
                path = (*within, *named, side) if within else in_column(leaf(named, reader.names.record), side)
                reader.amount(path, Scalar(cell.text, cell.place), unit)
                known = True
    return known


def goes_on(reader: TableReader, sheet: Sheet) -> bool:
    """Whether a table without a name holds the indicators of the last form of the same file."""
    if reader.form is not None and reader.form.root:
        read = indicators(reader, sheet, (reader.form.root,))
        if read:
            signed(reader, sheet, reader.form)
        return read
    last = [path for path, values in reader.found.values.items() if path[0] == PROJECT and _same_file(values, sheet)]
    if not last or not indicators(reader, sheet, last[-1][:2]):
        return False
    _told_below(reader, sheet, last[-1][:2])
    return True


def _told_below(reader: TableReader, sheet: Sheet, project: Path) -> None:
    """What a form tells below its indicators: 评价结论, 存在问题, 改进措施."""
    if reader.form is not None:
        signed(reader, sheet, reader.form)
        for where, cell in _beside(sheet.rows, reader.form, reader.names.record):
            if (*project, where) not in reader.found.values and not where.startswith(TOP):
                reader.found.put((*project, *path_of(where)), Value(cell.text, cell.place))


def _same_file(values: Many[Value], sheet: Sheet) -> bool:
    source = values[0].place.source
    return isinstance(source, Sheet) and source.file == sheet.file


def _named(reader: TableReader, sheet: Sheet, layout: Layout, project: Path) -> bool:
    """The cells beside their names, or below them."""
    told = dict(_beside(sheet.rows, layout, reader.names.record))
    if "名称" not in told:
        return False
    coded = _CODED.fullmatch(told["名称"].text) if layout.coded else None
    if coded is not None:
        cell, (start, end) = told["名称"], coded.span(2)
        told["编码"] = PastedCell(coded[1], cell.place.part(0, len(coded[1])))
        told["名称"] = PastedCell(coded[2], cell.place.part(start, end))
    for where, cell in told.items():
        path = path_of(where[1:]) if where.startswith(TOP) else (*project, *path_of(where))
        reader.found.put(path, Value(cell.text, cell.place))
    return True


def _beside(rows: Many[Row], layout: Layout, record: Record) -> Iterator[tuple[str, PastedCell]]:
    for at, row in enumerate(rows):
        for number, cell in enumerate(row):
            label, _, inside = cell.text.partition("：") if "：" in cell.text else cell.text.partition(":")
            where = layout.cells.get(label_of(label)) if cell.text else None
            below = layout.under.get(label_of(cell.text)) if cell.text else None
            where = where or below
            if where is None:
                continue
            behind = next((one for one in row[number + 1 :] if one.text), None)
            if inside.strip():
                start = cell.place.start + cell.text.index(inside.strip())
                yield where, PastedCell(inside.strip(), cell.place._replace(start=start))
            elif below is not None or where in GOALS:
                under = rows[at + 1][number] if at + 1 < len(rows) and number < len(rows[at + 1]) else None
                if under is not None and not under.empty:
                    yield where, under
            elif cell.text.endswith(("：", ":")):
                continue  # a line to be filled in, which was left empty
            elif behind is not None and not behind.empty and label_of(behind.text) not in layout.cells:
                ticked = _ticked(behind, _options(record, layout, where))
                if ticked is not None:
                    yield where, ticked


def _options(record: Record, layout: Layout, where: str) -> tuple[str, ...]:
    """The texts that a key may have, if only some."""
    within = where[1:] if where.startswith(TOP) else f"{layout.root or PROJECT}.{where}"
    at = field_at(record, within)
    return at.kind.options if at is not None and isinstance(at.kind, Choice) else ()


def _ticked(cell: PastedCell, options: tuple[str, ...]) -> PastedCell | None:
    """The one choice with a tick; None where none has or several have. A form may call the key's own choices otherwise."""
    if not any(sign in cell.text for sign in BOXES):
        return cell
    boxes = [(match, match[0][-1] in TICKS) for match in _BOX.finditer(cell.text)]
    ticked = [(at, match) for at, (match, has) in enumerate(boxes) if has]
    if len(ticked) != 1:
        return None
    at, found = ticked[0]
    start, end = found.span(1)
    in_order = len(boxes) == len(options) and all(
        match[1] not in options or match[1] == options[number] for number, (match, _) in enumerate(boxes)
    )
    if options and found[1] not in options and not in_order:
        return None
    text = found[1] if found[1] in options or not options else options[at]
    return PastedCell(text, cell.place.part(start, end - start))


def _money(reader: TableReader, sheet: Sheet, project: Path, unit: str) -> None:
    """年度资金总额 and the sources below it."""
    head = read_head(sheet.rows, SOURCE)
    if head is None or not any(one.field.name == "执行" for one in head.halves[0].columns):
        return
    lines, _, _ = table_lines(SOURCE, sheet.rows, (), unit, FUNDS)
    for line in lines or ():
        whole = line.total and not line.within
        path = (*project, "资金") if whole else (*project, "资金", "来源", f"[{line.name}]")
        for column, cell in _figures(line, SOURCE):
            reader.amount((*path, column), cell, unit)
            if not whole:
                reader.found.values.setdefault((*path, "名称"), [Value(line.name, line.at)])
    for row in sheet.rows[head.last + 1 :]:
        if any(cell.text.endswith(("总额", "总额：", "总额:")) for cell in row[:4]):
            _rate(reader, sheet.rows[: head.last + 1], row, project)


def _rate(reader: TableReader, heads: Many[Row], row: Row, project: Path) -> None:
    """执行率 with its sign, and its score, of the whole."""
    for number, cell in enumerate(row):
        words = [one[number].text for one in heads if number < len(one)]
        if any(word.endswith(RATE) for word in words) and cell.text.endswith(("%", "％")):
            reader.found.put((*project, "资金", RATE), Value(cell.text, cell.place))
        elif any(word.endswith(REASON) for word in words) and not cell.empty:
            reader.found.put((*project, "资金", "说明"), Value(cell.text, cell.place))
        elif SCORE in words and not cell.empty:
            reader.found.put((*project, "资金", SCORE), Value(cell.text, cell.place))


def indicators(reader: TableReader, sheet: Sheet, project: Path) -> bool:
    """A row for each indicator; 总分 tells the project's score."""
    at = field_at(reader.names.record, f"{project[0]}.指标")
    record = at.kind.record if at is not None and isinstance(at.kind, Table) else INDICATOR
    head = read_head(sheet.rows, record)
    if head is None or not {one.field.name for one in head.halves[0].columns} >= LEAST:
        return False
    lines, _, _ = table_lines(record, sheet.rows)
    items = [line for line in lines or () if not line.total]
    group = reader.form.group if reader.form is not None and reader.form.group in record.by_name else ""
    groups = dict(_groups(sheet, reader.form.group_name)) if reader.form is not None and group else {}
    already = sum(path[:3] == (*project, "指标") and path[-1] == "指标" for path in reader.found.values)
    for number, line in enumerate(items, already + 1):
        for entry in line.entries:
            if isinstance(entry.value, Scalar) and entry.value.text and entry.value.style != "unread":
                value = Value(entry.value.text, entry.value.place)
                reader.found.put((*project, "指标", f"[#{number}]", entry.key.text), value)
        goal = groups.get(sheet.cell_at(line.place)[0])
        if goal is not None:
            reader.found.put((*project, "指标", f"[#{number}]", group), goal)
    for line in lines or ():
        cells = dict(_figures(line, record))
        if line.total and line.name.strip() == "总分" and SCORE in cells:
            reader.found.put((*project, "自评得分"), Value(cells[SCORE].text, cells[SCORE].place))
    return bool(items)


def _groups(sheet: Sheet, called: str) -> Iterator[tuple[int, Value]]:
    """What the goal of each row is called, in a column that says it once for several: its number, without its score."""
    now: Value | None = None
    for at, row in enumerate(sheet.rows):
        if row and row[0].text:
            name = label_of(row[0].text.split("（")[0].split("(")[0])
            numbered = name.startswith(called) and name != called
            now = Value(name, row[0].place) if numbered else None
        if now is not None:
            yield at, now


def _figures(line: TotalRow, record: Record) -> Iterator[tuple[str, Scalar]]:
    for entry in line.entries:
        value = entry.value
        if entry.key.text not in record.titles and isinstance(value, Scalar) and value.style != "unread":
            yield entry.key.text, value
