"""Forms with merged labels in; that every page a table reaches says its labels, and nothing else is said twice, out."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from official_style import OFFICIAL
from printing import MEASURED, print_all

from generator.dialect import laid_out, parse
from generator.document import Document, Landscape, Table, text_of
from generator.pipeline import Settings, build
from generator.source import Source
from generator.writers.word import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD = "| 一级 | 二级 | 三级 | 完成 |\n| --- | --- | --- | --- |\n"
LEAD = "正文。\n\n" * 40
"""More than a page: where a table begins is not known."""
Written = list[tuple[str, str, str]]
"""一级, 二级 and 三级 of each row of a form."""


def parsed(rows: Written, lead: str = LEAD, across: bool = False) -> Document:
    lines = "".join(f"| {first} | {second} | {text} | 好 |\n" for first, second, text in rows)
    table = f"::: 表 {{合并=1,2 列宽=1,1,2,1}}\n{HEAD}{lines}:::\n"
    text = f"{lead}::: 横排\n{table}\n:::\n" if across else f"{lead}{table}"
    document, found = parse(Source("报告", text), (), OFFICIAL, title="", author="", date="")
    assert document is not None and not found
    return laid_out(document, OFFICIAL)


def table_of(document: Document) -> Table:
    last = document.blocks[-1]
    table = last.blocks[-1] if isinstance(last, Landscape) else last
    assert isinstance(table, Table)
    return table


def spelled_out(table: Table) -> list[list[str]]:
    """The text in each place of the grid, as if nothing were merged."""
    grid: list[list[str]] = [[""] * len(table.widths) for _ in table.rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        free = (column for column in range(len(table.widths)) if (number, column) not in taken)
        for cell, column in zip(row.cells, free, strict=True):
            for below in range(cell.rowspan):
                grid[number + below][column] = "".join(text_of(runs) for runs in cell.paragraphs)
                taken.add((number + below, column))
    return grid


def body_rows(document: Document) -> list[tuple[bool, list[bool]]]:
    """For each row of the body, whether it stays with the next, and by cell whether one above reaches in."""
    with zipfile.ZipFile(io.BytesIO(write_docx(document, OFFICIAL))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for row in body.iter(f"{W}tr"):
        if row.find(f"{W}trPr/{W}tblHeader") is None:
            cells = list(row.iter(f"{W}tc"))
            merged = [cell.find(f"{W}tcPr/{W}vMerge") for cell in cells]
            reached = [one is not None and one.get(f"{W}val") is None for one in merged]
            found.append((cells[-1].find(f".//{W}keepNext") is not None, reached))
    return found


def runs_of(rows: list[tuple[bool, list[bool]]]) -> list[int]:
    """How many rows stay together, each time."""
    lengths = [0]
    for kept, _ in rows:
        lengths[-1] += 1
        if not kept:
            lengths.append(0)
    return lengths[:-1]


FORMS = st.lists(
    st.tuples(st.sampled_from(["产出", "效益"]), st.sampled_from(["数量", "质量"]), st.integers(1, 90)),
    min_size=1,
    max_size=120,
).map(lambda rows: [(first, second, "绩" * length) for first, second, length in sorted(rows)])


@given(FORMS, st.sampled_from(["", LEAD]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_page_can_begin_below_its_label(rows: Written, lead: str, across: bool) -> None:
    document = parsed(rows, lead, across)
    written = body_rows(document)
    assert len(written) == len(rows)
    below = [reached for (kept, _), (_, reached) in pairwise(written) if not kept]
    assert not any(any(reached) for reached in below)
    assert [row[:3] for row in spelled_out(table_of(document))[1:]] == [list(row) for row in rows]


def test_the_rows_of_a_long_label_do_not_all_stay_together() -> None:
    together = runs_of(body_rows(parsed([("产出", "数量", f"第{n}项") for n in range(100)])))
    assert sum(together) == 100
    assert min(together) >= 6
    assert max(together) <= 36 / 3


def test_labels_are_told_again_where_an_inner_one_begins() -> None:
    """Two groups of eight rows: one piece each, the inner label once."""
    rows = [("产出", "数量", f"第{n}项") for n in range(8)] + [("产出", "质量", f"第{n}项") for n in range(8)]
    cells = [(cell.rowspan, text_of(cell.paragraphs[0])) for row in table_of(parsed(rows)).rows for cell in row.cells]
    assert [one for one in cells if one[1] in ("产出", "数量", "质量")] == [
        (8, "产出"),
        (8, "数量"),
        (8, "产出"),
        (8, "质量"),
    ]


def test_a_form_that_ends_on_its_page_tells_each_label_once() -> None:
    rows = [("产出", "数量", f"第{n}项") for n in range(24)]
    for lead in (
        "",
        "甲。\n\n::: 分页 :::\n\n",
        "# 题目\n\n甲。\n\n",
        "::: 主送\n市财政局：\n:::\n\n",
        "## 概况\n\n1. 甲\n\n",
    ):
        assert [text_of(row.cells[0].paragraphs[0]) for row in table_of(parsed(rows, lead)).rows].count("产出") == 1
    for lead in (LEAD, "甲。\n\n" * 9, "::: 目录\n:::\n\n"):
        assert [text_of(row.cells[0].paragraphs[0]) for row in table_of(parsed(rows, lead)).rows].count("产出") > 1


def test_prose_and_empty_boxes_are_not_said_again() -> None:
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(60))
    for text, count in (("短", 6), ("这一格是一段话。" * 20, 1), ("", 0)):
        cells = f'<tr><td rowspan="61">{text}</td><td>值</td></tr>{rows}'
        source = Source("报告", f"{LEAD}<table>{cells}</table>")
        document, _ = parse(source, (), OFFICIAL, title="", author="", date="")
        assert document is not None
        first = [text_of(row.cells[0].paragraphs[0]) for row in table_of(laid_out(document, OFFICIAL)).rows]
        assert sum(one == text for one in first if one) == count


@pytest.mark.thorough
def test_labels_take_time_in_proportion_to_the_rows() -> None:
    def calls(count: int) -> int:
        rows = [(f"一级{n // 500}", f"二级{n // 50}", "指标") for n in range(count)]
        total = 0

        def counting(frame: object, event: str, argument: object) -> None:
            nonlocal total
            total += event == "call"

        sys.setprofile(counting)
        try:
            parsed(rows)
        finally:
            sys.setprofile(None)
        return total

    calls(500)
    few, some, many = calls(500), calls(1000), calls(2000)
    assert many - some == pytest.approx(2 * (some - few), rel=0.02)


TEMPLATES = Path(__file__).parent.parent / "templates"
PACKS = (
    "国家/项目支出绩效自评表",
    "国家/部门整体支出绩效自评表",
    "国家/转移支付绩效自评表",
    "国家/绩效评价报告",
    "四川/项目支出绩效自评表",
)
FIRST_ROW = re.compile(r"^( +- )\{一级: (\w+), 二级: (\w+), (.*)\}$", re.MULTILINE)


def long_form(pack: str) -> str:
    """A pack's sample with 40 more indicators: 25 beside the 二级 of the first one, 15 beside another."""
    text = (TEMPLATES / pack / "sample" / "input.yaml").read_text(encoding="utf-8")
    found = FIRST_ROW.search(text)
    assert found is not None
    score = ", 分值: 0, 得分: 0" if "分值" in found[4] else ""
    rows = [
        f"{found[1]}{{一级: {found[2]}, 二级: {found[3] if n < 26 else '另一类'}, "
        f"指标: 第{n}项{'的名称较长' * (n % 3)}, 目标: ≥1件, 完成: 1件{score}}}"
        for n in range(1, 41)
    ]
    return text[: found.end()] + "\n" + "\n".join(rows) + text[found.end() :]


Printed = list[list[str | None]]
"""The rows of a printed table; a merged cell's text is in its first row, None below."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Printed]]:
    """By pack, the tables of 40 indicators and more as they stand on each page."""
    folder = tmp_path_factory.mktemp("labels")
    files = {}
    for number, pack in enumerate(PACKS):
        path = folder / f"{number}.yaml"
        path.write_text(long_form(pack), encoding="utf-8")
        result = build(path, Settings(), ("docx",))
        assert result.reports, [one.message for one in result.diagnostics]
        files[str(number)] = result.reports[0].files["docx"]
    print_all(folder, files)

    def read(pack: str) -> list[Printed]:
        with pdfplumber.open(folder / f"{PACKS.index(pack)}.pdf") as file:
            tables = [table.extract() for page in file.pages for table in page.find_tables()]
        return [table for table in tables if any(ITEM.search("".join(filter(None, row))) for row in table)]

    return read


ITEM = re.compile(r"第\d+\s*项")


@pytest.mark.thorough
@pytest.mark.office
@MEASURED[1]
@pytest.mark.parametrize("pack", PACKS)
def test_every_page_of_a_form_says_the_labels_of_its_first_row(
    pack: str, pages: Callable[[str], list[Printed]]
) -> None:
    found = pages(pack)
    assert len(found) >= 2
    for table in found[1:]:
        row = next(row for row in table if any(ITEM.search(text or "") for text in row))
        first = next(column for column, text in enumerate(row) if ITEM.search(text or ""))
        assert first >= 2
        assert all(row[:first]), row
