"""A .csv in UTF-8 or GBK in, its one table out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ..container import Flaw
from ..load.decoding import LIMIT, decode
from .sheet import OpenedFile, Sheet, column_name

MOST_CELLS = 2_000_000


def of_csv(path: Path) -> OpenedFile | Flaw:
    if path.stat().st_size > LIMIT:
        return Flaw(f"超过 {LIMIT // 1_000_000} MB，没有读")
    source, found = decode(path.read_bytes(), path.name)
    if source is None:
        return Flaw(found[0].message if found else "不是文本")
    sample = source.text[:4_096]
    sign = max(",\t;", key=sample.count)
    try:
        rows = list(csv.reader(io.StringIO(source.text), delimiter=sign))
    except csv.Error:
        return Flaw("不是完好的 CSV")
    if sum(map(len, rows)) > MOST_CELLS:
        return Flaw(f"超过 {MOST_CELLS // 10_000} 万格，没有读")
    cells = [[one.strip() for one in row] for row in rows]
    return OpenedFile(path.name, (Sheet(path.name, "", cells, lambda row, column: f"{column_name(column)}{row + 1}"),))
