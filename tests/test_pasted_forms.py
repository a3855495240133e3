"""Every table that a pack prints of a list, copied from the report and pasted back: the same table is printed again."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import yaml
from effort import some

from generator.diagnostic import Severity
from generator.model import Named, Record, Table
from generator.pipeline import Settings, build
from generator.validate.headings import title_of
from generator.validate.unpasted import takes_table
from generator.vocabulary import REPORT

TEMPLATES = Path(__file__).parent.parent / "templates"
SAMPLES = sorted(path for path in TEMPLATES.glob("*/*/sample/input.yaml"))
Keys = tuple[str | int, ...]
Grid = list[list[str]]
Printed = list[list[tuple[str, int, int]]]
OTHERS = {
    ("部门整体支出绩效自评表", "支出.其他资金.科目"): "the only row is told by its code, which no table prints",
    ("部门决算公开", "机构收支"): "each table has some columns of the list",
    ("部门决算公开", "单位.所属单位"): "the table of their accounts names them",
    ("部门决算公开", "项目.资金.来源"): "the sources stand in columns",
    ("部门决算公开", "整体自评.指标"): "the form of its own province has no heading of the list",
    ("部门决算公开", "项目.指标"): "the form has rows without an indicator",
    ("部门决算公开", "支出.一般公共预算.基本支出.人员经费.科目"): "it is half of the table",
    ("部门决算公开", "支出.一般公共预算.基本支出.公用经费.科目"): "it is half of the table",
    ("安徽/项目支出绩效自评表", "项目"): "a form is of one project",
    ("云南/项目支出绩效自评表", "项目.指标"): "what else is to be said stands in a row below the indicators",
    (
        "重庆/部门整体绩效自评表",
        "整体自评.指标",
    ): "why a target was missed stands in rows below the indicators, by their names",
    ("湖北/项目支出绩效自评表", "项目.指标"): "the form has no column of points",
    ("四川/部门决算公开", "支出.一般公共预算.明细"): "its items stand in rows, its economic classes in columns",
    ("四川/部门决算公开", "项目.合同"): "the form of income and spending has a column of the list's names",
    **dict.fromkeys(
        (
            ("湖南/部门整体支出绩效自评报告", "项目"),
            ("湖南/部门整体支出绩效自评报告", "支出.一般公共预算.基本支出"),
            ("湖南/部门整体支出绩效自评报告", "支出.一般公共预算.基本支出.公用经费"),
            ("湖南/部门整体支出绩效自评报告", "支出.一般公共预算.基本支出.公用经费.科目"),
        ),
        "its data table holds costs of every kind below one another",
    ),
    ("转移支付绩效自评表", "项目"): "a form is of one project",
    ("部门决算公开表", "支出.一般公共预算.基本支出.人员经费.科目"): "it is half of the table",
    ("部门决算公开表", "支出.一般公共预算.基本支出.公用经费.科目"): "it is half of the table",
}
"""Lists whose names stand in a table that is none of theirs, or that its form does not print as a table of one head."""

BY_CLASS = "工资福利支出"
"""The first column of the tables by economic class: they are made of 明细, a list without their columns."""


def reason(sample: Path, path: Keys) -> str:
    keys = ".".join(one for one in path if isinstance(one, str))
    region, report = sample.parts[-4:-2]
    return OTHERS.get((report, keys)) or OTHERS.get((f"{region}/{report}", keys), "")


class _Tables(HTMLParser):
    """The tables of a report, each cell with how many columns and rows it covers, and the line above each."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Printed] = []
        self.above: list[str] = []
        self.words = ""
        self.cell: list[Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "1" for key, value in attrs}
        if tag == "table":
            self.tables.append([])
            self.above.append(self.words.strip().split("\n")[-1].strip())
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell = ["", int(given.get("colspan", 1)), int(given.get("rowspan", 1))]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.cell is not None:
            self.tables[-1][-1].append((self.cell[0].strip(), self.cell[1], self.cell[2]))
            self.cell = None
        elif tag == "table":
            self.words = ""

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell[0] += data
        else:
            self.words += data


def copied(table: Printed, as_text: bool) -> Grid:
    """The cells as they are copied: a merged one gives blanks below it and, but for plain text from Word, beside it."""
    rows: Grid = []
    down: dict[int, tuple[int, int]] = {}
    for line in table:
        row: list[str] = []
        column, cells = 0, iter(line)
        while True:
            left, width = down.get(column, (0, 0))
            if left:
                down[column] = left - 1, width
                row += [""] * (1 if as_text else width)
                column += width
                continue
            cell = next(cells, None)
            if cell is None:
                break
            text, width, height = cell
            row += [text, *[""] * (0 if as_text else width - 1)]
            if height > 1:
                down[column] = height - 1, width
            column += width
        rows.append(row)
    return rows


def lists(kind: object, value: Any, path: Keys = ()) -> Iterator[tuple[Keys, list[str]]]:
    """Every list of a file that a table may be pasted for, with the names of its rows."""
    if isinstance(kind, Record) and isinstance(value, dict):
        if takes_table(kind):
            below = [names for _, names in _below(kind, value, path)]
            yield path, [name for names in below for name in names]
        yield from _below(kind, value, path)
    elif isinstance(kind, Table) and isinstance(value, list) and all(isinstance(row, dict) for row in value):
        yield path, [row.get(title_of(kind.record).name, "") for row in value]
        for number, row in enumerate(value):
            yield from lists(kind.record, row, (*path, number))
    elif isinstance(kind, Named) and isinstance(value, dict):
        yield path, list(value)


def _below(kind: Record, value: dict[str, Any], path: Keys) -> Iterator[tuple[Keys, list[str]]]:
    for name, one in value.items():
        if name in kind.by_name:
            yield from lists(kind.by_name[name].kind, one, (*path, name))


def holds(grid: Grid, names: list[str]) -> bool:
    """Whether the names of all rows stand in one column, below a head."""
    bare = [re.sub(r"^[0-9]+\s+", "", name) for name in names]
    columns = [
        {re.sub(r"^(?:[0-9]+[、.]|其中[:：])\s*", "", row[at]) for row in grid[1:] if at < len(row)}
        for at in range(max(map(len, grid)))
    ]
    return bool(bare) and all(any(name in column for column in columns) for name in bare)


def pasted(data: Any, path: Keys, lines: list[str]) -> str:
    """The file with a table under one of its keys."""
    changed = copy.deepcopy(data)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = "这里贴表"
    text = yaml.safe_dump(changed, allow_unicode=True, sort_keys=False, width=10**6)
    [line] = [one for one in text.split("\n") if "这里贴表" in one]
    indent = " " * (len(line) - len(line.lstrip(" -")) + 2)
    return text.replace("这里贴表", "|\n" + "\n".join(indent + one for one in lines))


def told(path: Path) -> tuple[list[str], list[_Tables]]:
    """What a run says of a file, and the tables of each of its reports; what was rounded in print may be noted."""
    result = build(path, Settings(), ("md",))
    found = []
    for report in result.reports:
        found.append(_Tables())
        found[-1].feed(report.files["md"].decode("utf-8"))
    said = [f"{one.code.id} {one.message}" for one in result.diagnostics if one.weight is not Severity.NOTE]
    return said, found


def differing(again: Printed, table: Printed) -> Iterator[tuple[object, object]]:
    """Cells that are not the same; of figures that are sums of rounded ones the last digit may be another."""
    for one, other in zip_longest((cell for row in again for cell in row), (cell for row in table for cell in row)):
        if one != other and not (one and other and _near(one[0], other[0])):
            yield one, other


def _near(one: str, other: str) -> bool:
    try:
        return abs(Decimal(one) - Decimal(other)) <= Decimal("0.01")
    except InvalidOperation:
        return False


@pytest.mark.parametrize("as_text", [False, True], ids=["cells", "text"])
@pytest.mark.parametrize("sample", some(SAMPLES, 6), ids=lambda path: "/".join(path.parts[-4:-2]))
def test_a_printed_table_can_be_pasted_back(tmp_path: Path, sample: Path, as_text: bool) -> None:
    data = yaml.load(sample.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 # a loader of texts alone
    said, reports = told(sample)
    for number, report in enumerate(reports):
        for at, (table, above) in enumerate(zip(report.tables, report.above, strict=True)):
            grid = copied(table, as_text)
            unit = [above] if "金额单位" in above else []
            for path, names in lists(REPORT, data):
                if not holds(grid, names) or reason(sample, path) or BY_CLASS in grid[0]:
                    continue
                file = tmp_path / "贴表.yaml"
                file.write_text(pasted(data, path, [*unit, *map("\t".join, grid)]), encoding="utf-8")
                again, printed = told(file)
                assert [one for one in again if one not in said] == [], (path, at)
                assert list(differing(printed[number].tables[at], table)) == [], (path, at)
