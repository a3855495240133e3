"""How the units stand and what the store holds in, the rows of every table out, one after another: what all outputs are made of."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from .filing import LEVELS, Outcome
from .since import Change
from .standing import Filed, Standing, findings

Cell = str | int
Load = Callable[[str], Outcome | None]


class Table(Struct, frozen=True):
    """Columns by name with their type in SQL, and the rows each time they are asked for."""

    name: str
    file: str
    columns: dict[str, str]
    rows: Callable[[], Iterator[tuple[Cell, ...]]]


TEXT, COUNT, EXACT = "varchar", "bigint", "decimal(38,10)"
UNITS = {
    "预算编码": TEXT, "单位名称": TEXT, "地区": TEXT, "主管部门": TEXT, "部门编码": TEXT, "部门名称": TEXT, "本级": TEXT, "状态": TEXT, "错误": COUNT, "警告": COUNT, "份数": COUNT,
    "文件": TEXT, "上缴": EXACT, "补助": EXACT, "说明": TEXT,
}  # fmt: skip
FILES = {
    "文件": TEXT, "预算编码": TEXT, "单位名称": TEXT, "年度": TEXT, "口径": TEXT, "模板": TEXT, "版本": TEXT, "错误": COUNT, "警告": COUNT,
    "计入": TEXT, "说明": TEXT,
}  # fmt: skip
PROBLEMS = {
    "预算编码": TEXT, "单位名称": TEXT, "级别": TEXT, "代码": TEXT, "标题": TEXT, "内容": TEXT, "建议": TEXT, "文件": TEXT, "行": COUNT,
    "列": COUNT,
}  # fmt: skip
FIGURES = {
    "文件": TEXT, "预算编码": TEXT, "单位名称": TEXT, "模板": TEXT, "版本": TEXT, "栏目": TEXT, "行": TEXT, "值": EXACT, "计量单位": TEXT,
    "来源": TEXT, "计入": TEXT,
}  # fmt: skip
CHANGES = {"预算编码": TEXT, "单位名称": TEXT, "变动": TEXT, "上次": TEXT, "这次": TEXT}
DATA = "数据"
_FORMULA = re.compile(r"[=+@\t\r]|-(?![0-9.])")


def tables(now: Standing, changed: Sequence[Change], load: Load) -> tuple[Table, ...]:
    """数据 is the one that may be larger than memory."""
    return (
        Table("单位", "应报已报.csv", UNITS, lambda: _units(now)),
        Table("文件", "文件.csv", FILES, lambda: map(_file, now.filed)),
        Table("问题", "问题.csv", PROBLEMS, lambda: _problems(now.filed, load)),
        Table(DATA, "数据.csv", FIGURES, lambda: _figures(now.filed, load)),
        Table(
            "变动",
            "变动.csv",
            CHANGES,
            lambda: ((one.code, one.name, one.kind, one.before, one.now) for one in changed),
        ),
    )


def write_csv(table: Table, path: Path) -> None:
    """With a BOM, by which Excel knows UTF-8; no text becomes a formula in it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(table.columns)
        exact = [kind == EXACT for kind in table.columns.values()]
        for row in table.rows():
            sheet.writerow(
                [
                    cell if plain or isinstance(cell, int) else harmless(cell)
                    for cell, plain in zip(row, exact, strict=True)
                ]
            )


def harmless(text: str) -> str:
    """A text that a spreadsheet would run (OWASP, CSV Injection)."""
    return f"'{text}" if _FORMULA.match(text) else text


def _units(now: Standing) -> Iterator[tuple[Cell, ...]]:
    for stand in now.stands:
        unit, head = stand.unit, stand.family.head
        files = "；".join(one.name for one in stand.filed)
        said = "；".join(own.message for one in stand.filed for own in one.own)
        yield (
            unit.code, unit.name, unit.region, unit.department, head.code if head is not None else "",
            head.name if head is not None else "", "是" if stand.family.own else "否", stand.state, stand.errors, stand.warnings, len(stand.filed), files,
            f"{unit.paid:f}", f"{unit.granted:f}", said,
        )  # fmt: skip


def _whose(one: Filed) -> tuple[str, str]:
    unit = one.unit
    return (unit.code, unit.name) if unit is not None else (one.identity.code, one.identity.name)


def _file(one: Filed) -> tuple[Cell, ...]:
    packs, versions = "、".join(pack.name for pack in one.packs), "、".join(pack.version for pack in one.packs)
    said = "；".join(own.message for own in one.own)
    return (
        one.name, *_whose(one), one.identity.year, one.identity.scope, packs, versions, one.all_errors, one.warnings,
        one.weight, said,
    )  # fmt: skip


def _problems(filed: Iterable[Filed], load: Load) -> Iterator[tuple[Cell, ...]]:
    for one in filed:
        for found in findings(one, load(one.key)):
            level = LEVELS[found.level]
            yield (
                *_whose(one), level, found.code, found.title, found.message, found.help, found.file, found.line, found.column,
            )  # fmt: skip


def _figures(filed: Iterable[Filed], load: Load) -> Iterator[tuple[Cell, ...]]:
    for one in filed:
        outcome = load(one.key)
        for value in outcome.values if outcome is not None else ():
            pack = one.packs[value.pack]
            written = "填写" if value.written else "计算"
            yield (
                one.name, *_whose(one), pack.name, pack.version, value.path, value.row, value.value, value.unit, written, one.weight,
            )  # fmt: skip
