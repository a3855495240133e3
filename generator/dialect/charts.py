"""A `::: 图` block with its table of figures in, a Chart out, or None beside faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from ..amount import LONGEST, MOST_DECIMALS
from ..codes.dialect import ATTRIBUTE, BLOCK_CONTENT, CHART_NUMBER
from ..document import Chart, Runs, Series
from ..pattern import deferred
from ..prose import Prose
from .attributes import Attributes
from .faults import Faults, quote
from .fill import fill_text, written_text
from .raw_table import RawCell, RawTable

CHART_ATTRIBUTES = ("类型", "题", "单位", "编号")
_KINDS: dict[str, Literal["bar", "pie"]] = {"柱": "bar", "饼": "pie"}
_NUMBER = deferred(
    r"(?P<sign>[-－−]?)\s*(?P<whole>[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?\s*(?P<unit>[^\s0-9.,，+-].*)?"
)


class ChartReader:
    """Builds the charts of one document."""

    def __init__(self, values: Sequence[str | Prose], faults: Faults) -> None:
        self.values, self.faults = values, faults

    def read(self, raw: RawTable, attributes: Attributes, caption: Callable[[], Runs]) -> Chart | None:
        """A chart in which everything is 0, or of which no row is left, is left out, and takes no number."""
        before = self.faults.count
        kind = self.kind(attributes)
        names, *rows = [[self.text(cell) for cell in row.cells] for row in raw.rows]
        if len(names) < 2:
            advice = "第一列写类别，后面每列一组数，第一行写各组的名称"
            self.faults.report(BLOCK_CONTENT, "::: 图 里没有数", attributes.line, advice=advice)
            return None
        units: dict[str, None] = {}
        columns = [[self.number(row.cells[at], units) for row in raw.rows[1:]] for at in range(1, len(names))]
        unit = fill_text(attributes.values.get("单位", ()), self.values).strip()
        self.check_units([*([unit] if unit else []), *units], attributes)
        if kind == "pie":
            self.check_pie(columns, attributes)
            kind = "bar" if any(value < 0 for column in columns for value in column) else kind
        empty = self.faults.count == before and not any(any(column) for column in columns)
        title = () if empty else caption()
        if empty or self.faults.count > before:
            return None
        series = tuple(Series(name, tuple(column)) for name, column in zip(names[1:], columns, strict=True))
        return Chart(kind, title, unit or next(iter(units), ""), tuple(row[0] for row in rows), series)

    def kind(self, attributes: Attributes) -> Literal["bar", "pie"]:
        written = fill_text(attributes.values.get("类型", ()), self.values).strip()
        if written and written not in _KINDS:
            message = f"没有这种类型的图：{quote(written)}"
            self.faults.report(
                ATTRIBUTE,
                message,
                attributes.line,
                fragment="类型",
                advice="写 类型=柱（比较各年）或 类型=饼（看构成）",
            )
        return _KINDS.get(written, "bar")

    def text(self, cell: RawCell) -> str:
        return written_text(cell.text, cell.line, self.faults, self.values).strip()

    def number(self, cell: RawCell, units: dict[str, None]) -> Decimal:
        """The cell's number exactly as it is written, without its thousands separators; its unit joins `units`."""
        text = written_text(cell.text, cell.line, Faults(self.faults.source), self.values).strip()
        match = _NUMBER.fullmatch(text)
        if match is None:
            message = f"图里的这一格不是数：{quote(text)}" if text else "图里有一格是空的，应当是数"
            self.faults.report(CHART_NUMBER, message, cell.line, advice="写成 1,234.56、-3 或 12.5% 这样的数")
            return Decimal(0)
        if len(match["whole"]) > LONGEST or len(match["part"] or "") > MOST_DECIMALS + 1:
            self.faults.report(
                CHART_NUMBER, f"图里的这一格位数太多：{quote(text[:20])}", cell.line, advice="核对这个数"
            )
            return Decimal(0)
        if match["unit"]:
            units[match["unit"]] = None
        number = match["whole"].replace(",", "").replace("，", "") + (match["part"] or "")
        return Decimal(("-" if match["sign"] else "") + number)

    def check_units(self, units: list[str], attributes: Attributes) -> None:
        others = [unit for unit in units[1:] if unit != units[0]]
        if others:
            message = f"图里的单位不一致：{quote(units[0])}、{quote(others[0])}"
            self.faults.report(CHART_NUMBER, message, attributes.line, advice="一张图里的数都用同一个单位")

    def check_pie(self, columns: list[list[Decimal]], attributes: Attributes) -> None:
        if len(columns) > 1:
            message = f"饼图只能画一组数，这里有 {len(columns)} 组"
            self.faults.report(BLOCK_CONTENT, message, attributes.line, advice="留下一列数，或改用 类型=柱")
