"""The samples and inputs in, how much of each limit the largest real report takes out: the table of security.md."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.amount import MOST_DECIMALS, MOST_DIGITS
from generator.container import DOCX, PACK
from generator.container.trees import LARGEST, MOST_MARKS
from generator.dialect import limits as markup
from generator.document import Table
from generator.figure import Figure, Item, Rows
from generator.load import LIMIT
from generator.pipeline import Settings, check
from generator.render.limits import LIMITS
from generator.writers.word import write_docx

ROOT = Path(__file__).resolve().parent.parent
REAL = sorted((*ROOT.glob("inputs/*.yaml"), *ROOT.glob("templates/*/*/sample/input.yaml")))


@dataclass(frozen=True)
class Row:
    """A limit, and the most that a real report or pack takes of it; both in `unit`."""

    name: str
    most: int
    unit: str
    real: int


def table() -> str:
    lines = ["| 什么 | 上限 | 真实的报告最多 | 倍数 |", "| :-- | --: | --: | --: |"]
    for row in rows():
        times = row.most / row.real
        shown = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
        lines.append(f"| {row.name} | {row.most:,} {row.unit} | {row.real:,} {row.unit} | {shown} |")
    return "\n".join(lines)


@lru_cache
def rows() -> tuple[Row, ...]:
    return (
        *_of_files(),
        *_of_reports(),
        *(Row(one.name, one.most, one.unit, one.real) for one in LIMITS),
        *_of_packs(),
    )


def _of_files() -> Iterator[Row]:
    figures = [figure for path in REAL for _, item in check(path, Settings()).figures for figure in _figures(item)]
    yield Row("一份 YAML", LIMIT // 1024, "KB", max(path.stat().st_size for path in REAL) // 1024)
    yield Row("金额、数量的整数部分", MOST_DIGITS, "位", max(len(str(abs(int(one.value)))) for one in figures))
    yield Row("金额、比率的小数部分", MOST_DECIMALS, "位", max(one.decimals or 0 for one in figures))


def _figures(value: Any) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, Item):
        for one in value.entries.values():
            yield from _figures(one)
    elif isinstance(value, Rows):
        for item in value.items:
            yield from _figures(item)


def _of_reports() -> Iterator[Row]:
    tables: list[Table] = []
    parts = entries = marks = 0
    for path in REAL:
        for one in check(path, Settings()).composed:
            tables += _tables(one.document)
            with zipfile.ZipFile(io.BytesIO(write_docx(one.document, one.pack.style))) as archive:
                read = [archive.read(name) for name in archive.namelist()]
            entries, parts = max(entries, len(read)), max(parts, sum(map(len, read)))
            marks = max(marks, sum(data.count(b"<") + data.count(b"=") for data in read))
    yield Row("一张表的列", markup.MOST_COLUMNS, "列", max(len(one.widths) for one in tables))
    yield Row("一张表的行", markup.MOST_ROWS, "行", max(len(one.rows) for one in tables))
    yield Row("一张表的格", markup.MOST_CELLS, "格", max(sum(len(row.cells) for row in one.rows) for one in tables))
    yield Row("收来的 DOCX 里的部件", DOCX.entries, "个", entries)
    yield Row("收来的 DOCX 展开以后", DOCX.unpacked // 1024, "KB", parts // 1024)
    yield Row("收来的 DOCX 里的 XML", LARGEST // 1024, "KB", parts // 1024)
    yield Row("收来的 DOCX 里的标记", MOST_MARKS, "个", marks)


def _tables(value: Any) -> Iterator[Table]:
    if isinstance(value, Table):
        yield value
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _tables(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _tables(one)


def _of_packs() -> Iterator[Row]:
    packs = [path.parent for path in ROOT.glob("templates/*/*/pack.yaml")]
    files = [[path for path in pack.rglob("*") if path.is_file()] for pack in packs]
    sizes = [[path.stat().st_size for path in one] for one in files]
    yield Row("压缩的模板包里的文件", PACK.entries, "个", max(map(len, files)))
    yield Row("压缩的模板包展开以后", PACK.unpacked // 1024, "KB", max(map(sum, sizes)) // 1024)
    yield Row("模板包里的一个文件", (PACK.each or 0) // 1024, "KB", max(map(max, sizes)) // 1024)
