"""The rows of a table as written, and the values, in; a Table on its grid out, or None beside faults."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from ..codes.dialect import ATTRIBUTE, UNEVEN_TABLE
from ..document import Align, Cell, Row, Runs, Table
from ..grid import columns_of, row_done
from ..prose import Prose
from .attributes import Attributes
from .faults import Faults, quote
from .fill import BODY, CELL, SectionHead, fill, fill_line, fill_text, written_lines
from .inline import plain_atoms
from .limits import MOST_COLUMNS, MOST_SPAN, too_wide
from .merging import merged
from .numbers import Numbering
from .raw_table import ALIGNS, RawCell, RawTable
from .spans import overlong

TABLE_ATTRIBUTES = ("题", "编号", "单位", "注", "列宽", "对齐", "合并", "表头", "字号", "行高")
_CHINESE_ALIGNS: dict[str, Align] = {"左": "left", "中": "center", "右": "right"}
_SEPARATOR = re.compile(r"[\s,，、]+")


class TableReader:
    """Builds the tables of one document."""

    def __init__(self, values: Sequence[str | Prose], numbering: Numbering, faults: Faults) -> None:
        self.values, self.numbering, self.faults = values, numbering, faults

    def read(self, raw: RawTable, attributes: Attributes | None) -> Table | None:
        headers = self.headers(raw, attributes)
        before = self.faults.count
        rows = tuple(
            Row(tuple([self.cell(cell, raw, at < headers) for cell in row.cells]), at < headers)
            for at, row in enumerate(raw.rows)
        )
        starts: list[list[int]] = []
        columns = self.columns(raw, rows, starts)
        if self.faults.count > before:
            return None
        aligns = raw.aligns or (self.align(raw.align, raw.line) or "left",) * columns
        widths = (1 / columns,) * columns
        if attributes is None:
            return Table(widths, aligns, rows)
        widths, aligns = self.widths(attributes, columns) or widths, self.aligns(attributes, columns) or aligns
        rows = merged(rows, starts, self.merging(attributes, columns))
        unit = fill_line(attributes.values.get("单位", ()), self.values)
        caption, notes = self.numbering.caption(attributes), self.notes(attributes)
        size, height = self.points(attributes, "字号", 6, 22), self.points(attributes, "行高", 8, 200)
        return Table(widths, aligns, rows, caption, unit, notes, type_size=size, row_height=height)

    def points(self, attributes: Attributes, name: str, least: int, most: int) -> float:
        """A length in points that the table has of its own, 0 where it has none."""
        if name not in attributes.values:
            return 0
        text = fill_text(attributes.values[name], self.values).strip()
        match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9])?)磅", text)
        if match is not None and least <= float(match[1]) <= most:
            return float(match[1])
        message, advice = f"{name}的值不对：{quote(text)}", f"写 {least} 到 {most} 磅，如 {name}=9磅"
        self.faults.report(ATTRIBUTE, message, attributes.line, fragment=name, advice=advice)
        return 0

    def headers(self, raw: RawTable, attributes: Attributes | None) -> int:
        """How many rows are the header, as the table shows or as 表头 says."""
        shown = len(list(takewhile(lambda row: row.header, raw.rows)))
        if attributes is None or "表头" not in attributes.values:
            return shown
        text = fill_text(attributes.values["表头"], self.values).strip()
        if re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= len(raw.rows):
            return int(text)
        message = f"表头的行数不对：{quote(text)}（表格有 {len(raw.rows)} 行）"
        self.faults.report(ATTRIBUTE, message, attributes.line, fragment="表头", advice="写表头有几行，如 表头=2")
        return shown

    def merging(self, attributes: Attributes, columns: int) -> list[int]:
        """The columns, from 0, whose equal neighbours become one cell."""
        if "合并" not in attributes.values:
            return []
        text = fill_text(attributes.values["合并"], self.values).strip()
        written = _SEPARATOR.split(text)
        if all(re.fullmatch(r"[0-9]{1,3}", one) and 1 <= int(one) <= columns for one in written):
            return list(dict.fromkeys(int(one) - 1 for one in written))
        message = f"合并的值不对：{quote(text)}（表格有 {columns} 列）"
        advice = "写从左数第几列，如 合并=1,2"
        self.faults.report(ATTRIBUTE, message, attributes.line, fragment="合并", advice=advice)
        return []

    def cell(self, raw: RawCell, table: RawTable, in_header: bool) -> Cell:
        """With pipes the header rows are what makes a heading of a cell; in HTML its tag says it."""
        header = in_header if table.aligns else raw.header
        lines = written_lines(raw.text, raw.line, self.faults, self.values, CELL)
        kept = tuple(filter(None, lines)) or ((),)
        if not raw.attributes:
            return Cell(kept, header=header)
        rowspan, colspan = self.span(raw, "rowspan", MOST_SPAN), self.span(raw, "colspan", MOST_COLUMNS)
        return Cell(kept, rowspan, colspan, self.align(raw.attributes.get("align", ""), raw.line), header)

    def span(self, raw: RawCell, name: str, most: int) -> int:
        written = raw.attributes.get(name)
        if written is None:
            return 1
        text = fill_text(plain_atoms(written), self.values).strip()
        if re.fullmatch(r"[0-9]{1,5}", text) and 1 <= int(text) <= most:
            return int(text)
        self.faults.report(
            ATTRIBUTE, f"{name} 的值不对：{quote(text)}", raw.line, fragment=name, advice=f"写 1 到 {most} 的整数"
        )
        return 1

    def align(self, written: str, line: int) -> Align | None:
        if not written or written in ALIGNS:  # as most are
            return ALIGNS.get(written)
        text = fill_text(plain_atoms(written), self.values).strip().lower()
        if text and text not in ALIGNS:
            self.faults.report(
                ATTRIBUTE, f"align 的值不对：{quote(text)}", line, fragment="align", advice="可用：left、center、right"
            )
        return ALIGNS.get(text)

    def columns(self, raw: RawTable, rows: tuple[Row, ...], starts: list[list[int]]) -> int:
        """How many columns the grid has; every row that does not fill it is reported. `starts` gets each cell's column."""
        for written, row in zip(raw.rows, rows, strict=True):
            if too_wide(sum([cell.colspan for cell in row.cells]), written.line, self.faults):
                return 1
        filled: list[int] = []
        below: list[int] = []
        for written, row in zip(raw.rows, rows, strict=True):
            placed = columns_of(row, below)
            if placed is None:
                if not self.too_long(raw, rows):
                    message = "这一行的单元格与上面合并下来的单元格重叠"
                    self.faults.report(UNEVEN_TABLE, message, written.line, advice="检查 rowspan、colspan")
                return 1
            starts.append(placed)
            filled.append(sum(1 for rest in below if rest))
            below = row_done(below)
        columns = Counter(filled).most_common(1)[0][0] if filled else 0
        if (len(set(filled)) > 1 or any(below)) and self.too_long(raw, rows):
            return 1
        for written, count in zip(raw.rows, filled, strict=True):
            if count != columns:
                message = f"这一行连同合并的格共占 {count} 列，别的行占 {columns} 列"
                self.faults.report(UNEVEN_TABLE, message, written.line, advice="检查单元格的个数和 rowspan、colspan")
        if any(below):
            message = f"合并的行比表格多 {max(below)} 行"
            self.faults.report(UNEVEN_TABLE, message, raw.rows[-1].line, advice="减小 rowspan，或补上缺的行")
        return columns or 1

    def too_long(self, raw: RawTable, rows: tuple[Row, ...]) -> bool:
        """Whether the fault is that cells span more rows than they can; each is reported at its own line."""
        found = overlong(rows)
        for one in found:
            written, cell = raw.rows[one.row].cells[one.cell], rows[one.row].cells[one.cell]
            message = f"这一格合并 {cell.rowspan} 行，只能合并 {one.room} 行：再往下的行自己占满了，或没有那么多行"
            advice = f'改成 rowspan="{one.room}"，或补上缺的行' if one.room > 1 else "去掉 rowspan，或补上缺的行"
            self.faults.report(UNEVEN_TABLE, message, written.line, fragment="rowspan", advice=advice)
        return bool(found)

    def widths(self, attributes: Attributes, columns: int) -> tuple[float, ...] | None:
        if "列宽" not in attributes.values:
            return None
        text = fill_text(attributes.values["列宽"], self.values).strip()
        shares = _SEPARATOR.split(text)
        if not all(re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", share) and float(share) for share in shares):
            message, advice = f"列宽读不懂：{quote(text)}", "写各列宽度之比，如 列宽=2,3,1"
        elif len(shares) != columns:
            message, advice = f"列宽有 {len(shares)} 个，表格有 {columns} 列", "每列写一个宽度"
        else:
            total = sum(map(float, shares))
            return tuple(float(share) / total for share in shares)
        self.faults.report(ATTRIBUTE, message, attributes.line, fragment="列宽", advice=advice)
        return None

    def aligns(self, attributes: Attributes, columns: int) -> tuple[Align, ...] | None:
        if "对齐" not in attributes.values:
            return None
        text = fill_text(attributes.values["对齐"], self.values).strip()
        words = _SEPARATOR.split(text)
        if len(words) == 1:
            words *= columns
        if len(words) == columns and all(word in _CHINESE_ALIGNS for word in words):
            return tuple(_CHINESE_ALIGNS[word] for word in words)
        message = f"对齐的值不对：{quote(text)}（表格有 {columns} 列）"
        self.faults.report(
            ATTRIBUTE, message, attributes.line, fragment="对齐", advice="每列写 左、中 或 右，如 对齐=左,中,右"
        )
        return None

    def notes(self, attributes: Attributes) -> tuple[Runs, ...]:
        items = fill(attributes.values.get("注", ()), self.values, BODY)
        texts = (fill_line(plain_atoms(i.title), ()) if isinstance(i, SectionHead) else i for i in items)
        return tuple(runs for runs in texts if runs)
