"""Tables and answers in, 汇总.xlsx out: real numbers, frozen headings, filters; written row by row, however long it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from msgspec import Struct

from .asking import Answer
from .tables import COUNT, EXACT, Table

RANKING = "排名"
MOST_ROWS = 1_048_575
"""Of a sheet, below its heading."""
MOST_FIGURES = 200_000
"""Rows of 数据; where there are more, only those outside of lists, since nobody looks through a million rows."""
_BAD = re.compile(r"[\[\]:*?/\\']")
_WIDE, _NARROW, _COUNTED = 40, 18, 8


class Sheet(Struct, frozen=True):
    """A sheet's name, its columns with their widths, and its rows."""

    name: str
    columns: dict[str, int]
    rows: Iterable[Sequence[Any]]


def write_workbook(path: Path, tables: dict[str, Table], figures: Path, answers: Sequence[Answer]) -> None:
    """`figures` is 数据 as CSV, already made."""
    import xlsxwriter

    quiet = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), quiet) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        money = book.add_format({"num_format": "#,##0.00##"})
        for sheet in _sheets(tables, figures, answers):
            _write(book.add_worksheet(sheet.name), sheet, head, money)


def _sheets(tables: dict[str, Table], figures: Path, answers: Sequence[Answer]) -> Iterator[Sheet]:
    yield _of_table("应报已报", tables["单位"])
    yield _of_table("问题", tables["问题"])
    data = tables["数据"]
    yield Sheet("数据", _widths(data.columns), _read(figures, data))
    ranked = [one for one in answers if one.query.name == RANKING]
    yield from (_of_answer(one, RANKING) for one in ranked)
    yield _of_table("变动", tables["变动"])
    taken = {"应报已报", "问题", "数据", "变动", RANKING}
    for one in answers:
        if one not in ranked:
            yield _of_answer(one, _name(one.query.name, taken))


def _of_table(name: str, table: Table) -> Sheet:
    exact = [kind == EXACT for kind in table.columns.values()]
    rows = (
        [Decimal(cell) if number else cell for cell, number in zip(row, exact, strict=True)] for row in table.rows()
    )
    return Sheet(name, _widths(table.columns), rows)


def _widths(columns: dict[str, str]) -> dict[str, int]:
    long = ("内容", "建议", "文件", "说明", "栏目", "单位名称")
    return {name: _COUNTED if kind == COUNT else _WIDE if name in long else _NARROW for name, kind in columns.items()}


def _of_answer(answer: Answer, name: str) -> Sheet:
    return Sheet(name, dict.fromkeys(answer.columns, _NARROW), answer.rows)


def _name(query: str, taken: set[str]) -> str:
    """One that Excel takes, and that no other sheet has in whatever case; History is Excel's own."""
    names = (_BAD.sub("_", query)[:27] + (f"_{number}" if number > 1 else "") for number in count(1))
    name = next(one for one in names if one.casefold() not in {*taken, "history"})
    taken.add(name.casefold())
    return name


def _read(path: Path, table: Table) -> Iterator[list[Any]]:
    """The figures as they were written to CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        many = sum(1 for _ in csv.reader(file)) - 1 > MOST_FIGURES
    names = list(table.columns)
    row_of, value_of = names.index("行"), names.index("值")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in list_rows(file):
            if not many or not row[row_of]:
                yield [Decimal(cell) if at == value_of else cell for at, cell in enumerate(row)]


def list_rows(file: Iterable[str]) -> Iterator[list[str]]:
    """Without the heading."""
    read = csv.reader(file)
    next(read, None)
    yield from read


def _write(page: Any, sheet: Sheet, head: Any, money: Any) -> None:
    page.freeze_panes(1, 0)
    for at, (name, wide) in enumerate(sheet.columns.items()):
        page.set_column(at, at, wide)
        page.write_string(0, at, name, head)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        if last > MOST_ROWS:
            break
        for at, cell in enumerate(row):
            if isinstance(cell, Decimal | float):
                page.write_number(last, at, float(cell), money)
            elif isinstance(cell, int):
                page.write_number(last, at, cell)
            elif cell is not None and cell != "":
                page.write_string(last, at, str(cell)[:32_000])
    if sheet.columns:
        page.autofilter(0, 0, max(1, min(last, MOST_ROWS)), len(sheet.columns) - 1)
