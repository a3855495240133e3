"""A report's Markdown in, its public tables out as grids of text, and which printed sums of a table do not hold."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

ROUNDED = "因金额单位转换可能存在尾差。"
Grid = list[list[str]]


@dataclass(frozen=True)
class Printed:
    """A table as it stands in the Markdown: its line above, its body without the head, its notes."""

    name: str
    above: str
    body: Grid
    notes: str

    def row(self, name: str, column: int = 0) -> list[str]:
        (found,) = [row for row in self.body if row[column] == name]
        return found

    def figure(self, name: str, at: int, column: int = 0) -> Decimal:
        return figure(self.row(name, column)[at])


def figure(text: str) -> Decimal:
    return Decimal(text or "0")


def printed_tables(markdown: str) -> dict[str, Printed]:
    """By name, in the order of the report."""
    found = {}
    for section in re.split(r"^## (?:[一二三四五六七八九十]+、)?", markdown, flags=re.M)[1:]:
        name, _, rest = section.partition("\n")
        blocks = [block for block in rest.strip().split("\n\n") if block]
        table = next((block for block in blocks if block.startswith(("|", "<table>"))), None)
        if table is not None:
            at = blocks.index(table)
            body = _pipes(table) if table.startswith("|") else _html(table)
            found[name] = Printed(name, blocks[at - 1], body, "\n".join(blocks[at + 1 :]))
    return found


def _pipes(table: str) -> Grid:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def _html(table: str) -> Grid:
    rows = re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2])
    return [[html.unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]


def off(table: Printed, kind: str) -> bool:
    """Whether any sum that the form promises fails among the printed figures."""
    return any(left != right for left, right in CHECKS[kind](table.body))


def _sum(cells: Sequence[str]) -> Decimal | None:
    there = [figure(cell) for cell in cells if cell]
    return sum(there, Decimal(0)) if there else None


def _same(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[Decimal, Decimal]]:
    one, other = _sum(left), _sum(right)
    if one is not None and other is not None:
        yield one, other


def _coded(body: Grid, columns: Sequence[int]) -> Iterator[tuple[Decimal, Decimal]]:
    """The first row and every class and section is the sum of the rows right below it."""
    for whole in body:
        inner = [row for row in body if row[0] and row[0] != whole[0] and row[0].startswith(whole[0])]
        parts = [row for row in inner if not any(row[0] != one[0] and row[0].startswith(one[0]) for one in inner)]
        for column in columns:
            yield from _same([whole[column]], [row[column] for row in parts])


def _columns(body: Grid, whole: int, parts: Sequence[int]) -> Iterator[tuple[Decimal, Decimal]]:
    for row in body:
        yield from _same([row[whole]], [row[part] for part in parts])


def _income(body: Grid) -> Iterator[tuple[Decimal, Decimal]]:
    yield from _coded(body, range(2, 9))
    yield from _columns(body, 2, range(3, 9))


def _spending(body: Grid) -> Iterator[tuple[Decimal, Decimal]]:
    yield from _coded(body, range(2, 8))
    yield from _columns(body, 2, range(3, 8))


def _fund(body: Grid) -> Iterator[tuple[Decimal, Decimal]]:
    yield from _coded(body, range(2, 5))
    yield from _columns(body, 2, (3, 4))


def _carried(body: Grid) -> Iterator[tuple[Decimal, Decimal]]:
    yield from _coded(body, range(2, 8))
    yield from _columns(body, 4, (5, 6))
    for row in body:
        yield from _same([row[2], row[3]], [row[4], row[7]])


def _cells(body: Grid, label: int, at: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in body:
        found.setdefault(row[label], row[at])
    return found


def _sides(body: Grid) -> Iterator[tuple[Decimal, Decimal]]:
    left, right = _cells(body, 0, 1), _cells(body, 2, 3)
    unused = next(name for name in left if name.startswith("使用非财政拨款结余"))
    yield from _same([left["本年收入合计"]], [row[1] for row in body if re.match("[一二三四五六七八]、", row[0])])
    yield from _same([left["总计"]], [left["本年收入合计"], left[unused], left["年初结转和结余"]])
    yield from _same([right["本年支出合计"]], [row[3] for row in body if re.match("[一二三四五六七八九十]+、", row[2])])
    yield from _same([right["总计"]], [right["本年支出合计"], right["结余分配"], right["年末结转和结余"]])


def _fiscal(body: Grid) -> Iterator[tuple[Decimal, Decimal]]:
    left = _cells(body, 0, 1)
    rows = [row for row in body if row[2]]
    opening = [row[1] for row in body if row[0].endswith("预算财政拨款") and not re.match("[一二三]、", row[0])]
    yield from _same([left["本年收入合计"]], [row[1] for row in body if re.match("[一二三]、", row[0])])
    yield from _same([left["年初财政拨款结转和结余"]], opening)
    yield from _same([left["总计"]], [left["本年收入合计"], left["年初财政拨款结转和结余"]])
    yield from _columns(rows, 3, (4, 5, 6))
    for column in range(3, 7):
        cells = _cells(body, 2, column)
        classes = [row[column] for row in rows if re.match("[一二三四五六七八九十]+、", row[2])]
        yield from _same([cells["本年支出合计"]], classes)
        yield from _same([cells["总计"]], [cells["本年支出合计"], cells["年末财政拨款结转和结余"]])


def _basic(body: Grid) -> Iterator[tuple[Decimal, Decimal]]:
    *rows, last = body
    for side, total in ((0, last[1]), (3, last[3])):
        half = [row[side : side + 3] for row in rows if row[side]]
        classes = [row for row in half if len(row[0]) == 3]
        yield from _same([total], [row[2] for row in classes])
        for one in classes:
            yield from _same([one[2]], [row[2] for row in half if row[0] != one[0] and row[0].startswith(one[0])])


def _public(body: Grid) -> Iterator[tuple[Decimal, Decimal]]:
    (row,) = body
    for side in (row[:6], row[6:]):
        yield from _same([side[0]], [side[1], side[2], side[5]])
        yield from _same([side[2]], side[3:5])


CHECKS: dict[str, Callable[[Grid], Iterator[tuple[Decimal, Decimal]]]] = {
    "收支总表": _sides,
    "收入表": _income,
    "支出表": _spending,
    "财政拨款总表": _fiscal,
    "一般公共预算表": _fund,
    "基本支出表": _basic,
    "三公表": _public,
    "政府性基金表": _carried,
    "国有资本经营表": _fund,
    "国有资本经营收支表": _carried,
    "项目支出表": lambda body: _coded(body, (2,)),
}
NAMES = {
    "收入支出决算总表": "收支总表",
    "收入决算表": "收入表",
    "支出决算表": "支出表",
    "财政拨款收入支出决算总表": "财政拨款总表",
    "一般公共预算财政拨款支出决算表": "一般公共预算表",
    "一般公共预算财政拨款基本支出决算表": "基本支出表",
    "财政拨款“三公”经费支出决算表": "三公表",
    "政府性基金预算财政拨款收入支出决算表": "政府性基金表",
    "国有资本经营预算财政拨款支出决算表": "国有资本经营表",
}
"""The tables of the national pack, and how each is checked."""
