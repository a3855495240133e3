"""A report's file in, how long reading and checking it take, and how many such departments a core checks, out."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.checks import check as check_figures
from generator.derive import derive
from generator.diagnostic import has_errors
from generator.load import load
from generator.pipeline import Settings, check
from generator.validate import validate

from .measure import Row, medians

RUNS = 31
DEPARTMENTS = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """Seconds for so many departments on one core, files read included."""

    departments: int
    seconds: float


def stage_rows(what: str, report: Path, limit: float | None = None) -> list[Row]:
    """Working out and comparing every figure, against reading the file and its values."""
    checked = check(report, Settings())
    packs = [pack for pack, _ in checked.figures]
    root = checked.figures[0][1]
    node, _, _ = load(report, report.name)
    assert node is not None  # noqa: S101 - a sample that does not read measures nothing
    record = root.kind.base or root.kind
    required = [path for pack in packs for path in pack.required]
    given, _ = validate(node, record, required)

    def worked(some: list[Any]) -> Callable[[], object]:
        return lambda: [check_figures(derive(given, pack)[0], pack) for pack in some]

    def read() -> object:
        node, _, _ = load(report, report.name)
        assert node is not None  # noqa: S101 - as above
        return validate(node, record, required)

    times = medians({"read": read, "one": worked(packs[:1]), "all": worked(packs)}, RUNS)
    rows = [Row(f"{what}：计算和核对", times["one"], "读入和校验", times["read"], limit)]
    if len(packs) > 1:
        rows.append(Row(f"{what}：为 {len(packs)} 份材料计算和核对", times["all"], "读入和校验", times["read"], None))
    return rows


def throughput(report: Path, departments: int = DEPARTMENTS) -> Checked:
    """So many departments of the report's size, each in a file of its own, one after the other."""
    text = report.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.yaml" for number in range(departments)]
        for number, path in enumerate(files):
            path.write_text(text.replace("简称: ", f"简称: 第{number}", 1), encoding="utf-8")
        gc.collect()
        gc.set_threshold(100_000)  # as the command does
        before = time.perf_counter()
        for path in files:
            found = check(path, Settings()).diagnostics
            assert not has_errors(found), found  # noqa: S101 - as above
        return Checked(departments, time.perf_counter() - before)
