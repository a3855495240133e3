"""A table as it is written, with pipes or in HTML, in; its rows of cells, still unread, out."""

from __future__ import annotations

import re

from msgspec import Struct, field

from ..codes.dialect import ATTRIBUTE, BROKEN_TABLE, UNEVEN_TABLE
from ..document import Align
from ..source import nearest
from .faults import Faults, quote
from .limits import too_high, too_wide

ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}
_PIPE = re.compile(r"(?<!\\)\|")
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|th|td|caption|colgroup|col)
    (?P<attributes>(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?)>""",
    re.VERBOSE | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>]+)))?""")
_KNOWN = {
    "table": ("align",),
    "tr": ("align",),
    "td": ("rowspan", "colspan", "align"),
    "th": ("rowspan", "colspan", "align"),
}


class RawCell(Struct):
    text: str
    line: int
    header: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


class RawRow(Struct):
    line: int
    cells: list[RawCell]
    header: bool = False


class RawTable(Struct):
    """`aligns` are those of the columns where the table tells, else empty; then `align` is that of all."""

    line: int
    rows: list[RawRow]
    aligns: tuple[Align, ...] = ()
    align: str = ""


def pipe_table(text: str, line: int, faults: Faults) -> RawTable | None:
    """A table of GitHub's Markdown; rows that are too short or too long are refused, not filled or cut."""
    lines = text.split("\n")
    aligns = tuple(_pipe_align(cell) for cell in _pipe_cells(lines[1]))
    if too_wide(len(aligns), line, faults) or too_high(len(lines), len(lines) * len(aligns), line, faults):
        return None
    rows = []
    sound = True
    for at, written in enumerate(lines):
        if faults.full:
            return None
        if at == 1:
            continue
        cells = [RawCell(cell, line + at, header=at == 0) for cell in _pipe_cells(written)]
        rows.append(RawRow(line + at, cells, header=at == 0))
        if len(cells) != len(aligns):
            sound = False
            message = f"这一行有 {len(cells)} 格，分隔行有 {len(aligns)} 格"
            faults.report(UNEVEN_TABLE, message, line + at, advice="补齐或去掉格子；要印竖线时写成 \\|")
    return RawTable(line, rows, aligns) if sound else None


def _pipe_cells(line: str) -> list[str]:
    text = line.strip().removeprefix("|")
    cells = _PIPE.split(text)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _pipe_align(mark: str) -> Align:
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "right"
    return "left"


def html_table(text: str, line: int, faults: Faults) -> RawTable | None:
    """A `<table>`: rows, cells, spans, alignment; tags that close themselves in HTML may be left open."""
    reader = _HtmlReader(text, line, faults)
    for match in _TAG.finditer(text):
        if faults.full or reader.too_large:
            return None
        reader.tag(match)
    return reader.finish()


class _HtmlReader:
    """Follows the tags of one table; the text between a cell's tags is cut out for the inline parser."""

    def __init__(self, text: str, line: int, faults: Faults) -> None:
        self.text, self.faults = text, faults
        self.table = RawTable(line, [])
        self.cell: RawCell | None = None
        self.row: RawRow | None = None
        self.at = 0
        self.line, self.counted = line, 0
        self.in_header = self.closed = self.stray = self.too_large = False
        self.sound = True
        self.cells = 0

    def line_at(self, offset: int) -> int:
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset
        return self.line

    def tag(self, match: re.Match[str]) -> None:
        name = match["name"].lower()
        self.leave(match.start())
        line = self.line_at(match.start())
        self.at = match.end()
        if match["end"]:
            self.close(name)
        elif self.closed or (name == "table" and self.at_first_row_or_later):
            self.fault(line, f"表格之内又有表格：{quote(match[0])}", match[0], "每个表格单独写，前面的以 </table> 结束")
        else:
            self.open(name, self.attributes(name, match["attributes"], line), match[0], line)

    @property
    def at_first_row_or_later(self) -> bool:
        return bool(self.table.rows) or self.in_header

    def open(self, name: str, attributes: dict[str, str], tag: str, line: int) -> None:
        if name in ("td", "th"):
            if self.row is None:
                self.fault(line, f"单元格不在行里：{quote(tag)}", tag, "前面加 <tr>")
                self.row = RawRow(line, [])
                self.table.rows.append(self.row)
            if "align" in self.row_attributes:
                attributes.setdefault("align", self.row_attributes["align"])
            self.cell = RawCell("", line, name == "th" or self.in_header, attributes)
            self.row.cells.append(self.cell)
            self.cells += 1
            self.too_large = too_wide(len(self.row.cells), line, self.faults) or self.too_high()
        elif name == "tr":
            self.row, self.row_attributes = RawRow(line, [], self.in_header), attributes
            self.table.rows.append(self.row)
            self.too_large = self.too_high()
        elif name == "table":
            self.table.align = attributes.get("align", "")
        elif name in ("thead", "tbody", "tfoot"):
            self.row, self.in_header = None, name == "thead"
        else:
            advice = '表题、列宽写在 ::: 表 {题="…" 列宽=2,1} 里'
            self.fault(line, f"表格里没有这个标签：{quote(tag)}", tag, advice)
            self.stray = True  # its text is no second fault

    def too_high(self) -> bool:
        return too_high(len(self.table.rows), self.cells, self.table.line, self.faults)

    row_attributes: dict[str, str] = {}  # noqa: RUF012 - replaced, never changed in place

    def close(self, name: str) -> None:
        if name == "tr":
            self.row = None
        elif name in ("thead", "tbody", "tfoot"):
            self.row, self.in_header = None, False
        elif name == "table":
            self.closed = True

    def leave(self, offset: int) -> None:
        """What stands before a tag is the open cell's text; there must be none where no cell is open."""
        text = self.text[self.at : offset]
        if self.cell is not None:
            self.cell.text, self.cell = text.strip(), None
        elif text.strip() and not self.stray:
            self.stray = True
            words = text.strip()
            where = "表格之后" if self.closed else "单元格之外"
            line = self.line_at(self.at + len(text) - len(text.lstrip()))
            self.fault(
                line, f"{where}有文字：{quote(words)}", words.split("\n")[0], "移到单元格里，或另起一行写在表格之外"
            )

    def attributes(self, name: str, written: str, line: int) -> dict[str, str]:
        found: dict[str, str] = {}
        known = _KNOWN.get(name, ())
        for match in _ATTRIBUTE.finditer(written):
            key = match[1].lower()
            if key in known:
                found[key] = match[2] or match[3] or match[4] or ""
                continue
            if self.faults.full:
                break
            meant = nearest(key, known)
            advice = f"是不是 {meant}？" if meant else "可用的属性：" + ("、".join(known) or "无")
            self.faults.report(
                ATTRIBUTE, f"<{name}> 没有属性 {quote(match[1])}", line, fragment=match[1], advice=advice
            )
        return found

    def finish(self) -> RawTable | None:
        self.leave(len(self.text))
        if not self.closed:
            self.fault(self.table.line, "表格没有结束", "", "在表格末尾加一行 </table>")
        elif not self.table.rows:
            self.fault(self.table.line, "表格里没有一行", "", "至少写一行 <tr>")
        if not any(row.header for row in self.table.rows):
            for row in self.table.rows:
                if not row.cells or not all(cell.header for cell in row.cells):
                    break
                row.header = True
        return self.table if self.sound else None

    def fault(self, line: int, message: str, fragment: str, advice: str) -> None:
        self.sound = False
        self.faults.report(BROKEN_TABLE, message, line, fragment=fragment, advice=advice)
