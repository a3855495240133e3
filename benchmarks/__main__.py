"""`python -m benchmarks`: every measurement, as a table on the screen and in results.md.

Give the date on the command line where the machine's clock is not to be believed: `python -m benchmarks 2025-03-20`.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
from pathlib import Path

from .departments import department
from .machine import machine
from .measure import Row
from .peers import peer_rows
from .processes import ROOT, process_rows
from .projects import Grown, growth
from .stages import Checked, stage_rows, throughput

SAMPLE = ROOT / "inputs" / "wuwei-2022.yaml"
STATEMENT = ROOT / "inputs" / "meishan-2021.yaml"
COMPLETE = ROOT / "inputs" / "shifan-2024.yaml"
"""Every table of the accounts, with all control totals: the most that there is to check."""
CHECKING = 1.0
"""Figures are worked out and checked in no more time than it takes to read them."""
RESULTS = Path(__file__).with_name("results.md")
HEAD = """\
# 性能测量

由 `make bench`（`python -m benchmarks`）写出。每一行都与参照物在同一次运行里轮流测，取中位数，看比值；
参照的五个库是 click、yaml、jinja2、babel、docx，冷启动指没有任何编译好的 Python 文件。
docxtpl 填的模板由同一份成品做成：每段文字换成一个占位符，版面、图、页码都不动；没有任何格式的模板另列一行，不设目标。

{date}，{machine}

"""


def main() -> None:
    date = sys.argv[1] if len(sys.argv) > 1 else datetime.date.today().isoformat()
    rows = process_rows(SAMPLE, STATEMENT)
    with tempfile.TemporaryDirectory() as folder:
        seeded = Path(folder) / "seeded.yaml"
        seeded.write_text(department(20), encoding="utf-8")
        rows += peer_rows("样例（3 个项目）", SAMPLE) + peer_rows("20 个项目、20 张表", seeded)
        rows += peer_rows("整份部门决算（目录、图、附件）", STATEMENT)
    rows += stage_rows("数字齐全的部门决算", COMPLETE, CHECKING) + stage_rows("整份部门决算", STATEMENT)
    text = HEAD.format(date=date, machine=machine()) + _against(rows) + "\n" + _growing(growth())
    text += "\n" + _checking(throughput(COMPLETE))
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def _against(rows: list[Row]) -> str:
    lines = ["| 测的是 | 用时 | 参照 | 参照用时 | 比值 | 目标 | |", "| --- | ---: | --- | ---: | ---: | ---: | --- |"]
    for row in rows:
        kept = "" if row.limit is None else "达到" if row.kept else "未达到"
        limit = "—" if row.limit is None else f"≤ {row.limit}"
        lines.append(
            f"| {row.what} | {_ms(row.own)} | {row.peer} | {_ms(row.other)} | {row.ratio:.2f} | {limit} | {kept} |"
        )
    return "\n".join(lines) + "\n"


def _growing(sizes: list[Grown]) -> str:
    """Figures a project: what grows linearly stays the same."""
    lines = ["| 一份报告的项目数 | 用时 | 每个项目 | 内存 | 每个项目 |", "| ---: | ---: | ---: | ---: | ---: |"]
    for one in sizes:
        each, held = one.seconds / one.projects, one.memory / one.projects / 1024
        lines.append(
            f"| {one.projects} | {_ms(one.seconds)} | {_ms(each)} | {one.memory / 2**20:.1f} MB | {held:.0f} KB |"
        )
    return "\n".join(lines) + "\n"


def _checking(checked: Checked) -> str:
    """Whole departments, from the file to the findings, one after the other."""
    each = checked.seconds / checked.departments
    return (
        "| 逐个核对数字齐全的部门（含读入） | 用时 | 每个部门 | 每核每秒 |\n| ---: | ---: | ---: | ---: |\n"
        f"| {checked.departments} | {checked.seconds:.1f} 秒 | {_ms(each)} | {1 / each:.0f} 个 |\n"
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} 毫秒"


main()
