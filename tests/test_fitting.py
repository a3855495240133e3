"""Tables, titles and notes in; that columns follow their texts, and lines end between words, out."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from official_style import OFFICIAL
from printing import MEASURED, print_all
from word_sample import cell, runs

from generator.dialect import laid_out, parse
from generator.document import Attachment, Block, Document, Paragraph, Row, Table, Title, text_of
from generator.extent import ems
from generator.pipeline import Settings, build
from generator.source import Source
from generator.writers.word import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HERE = Path(__file__).parent
SAMPLES = sorted((HERE.parent / "templates").glob("*/*/sample/input.yaml"))
INPUTS = sorted((HERE.parent / "inputs").glob("*.yaml"))
PADDING = 2 * 1.4 * 1440 / 25.4


def parsed(text: str) -> Document:
    document, found = parse(Source("报告", text), (), OFFICIAL, title="", author="", date="")
    assert document is not None, found
    return laid_out(document, OFFICIAL)


def body(blocks: tuple[Block, ...]) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(write_docx(Document("", "", "", blocks), OFFICIAL))) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def lines_of(paragraph: etree._Element) -> list[str]:
    """A paragraph's text, parted at its line breaks."""
    found = [""]
    for one in paragraph.iter(f"{W}t", f"{W}br"):
        if one.tag == f"{W}br":
            found.append("")
        else:
            found[-1] += one.text or ""
    return found


TITLES = {
    "2024年度示例市示例区信访局部门决算": [],
    "2024年度示例市示例区住房和城乡建设管理局部门决算": ["2024年度", "示例市示例区住房和城乡建设管理局", "部门决算"],
    "示例市示例区综合行政执法局2024年度部门整体支出绩效自评报告": [
        "示例市示例区综合行政执法局2024年度",
        "部门整体支出绩效自评报告",
    ],
    "2023年示例市示例区市场监督管理局部门整体支出绩效评价自评报告": [
        "2023年示例市示例区市场监督管理局",
        "部门整体支出绩效评价自评报告",
    ],
    "示例省示例市城市管理和综合行政执法局（示例市城市管理委员会）2024年度单位决算": [
        "示例省示例市城市管理和综合行政执法局",
        "（示例市城市管理委员会）",
        "2024年度单位决算",
    ],
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_goes_on_below_between_its_words(title: str) -> None:
    expected = TITLES[title] or [title]
    for block in (Title((runs(title),)), Attachment("附件1", (runs(title),))):
        printed = [lines_of(one) for one in body((block,)).iter(f"{W}p")]
        assert expected in printed


@given(st.text("示例市区城乡建设管理局年度部门决算2024（）", min_size=1, max_size=90))
@settings(max_examples=60, deadline=None)
def test_a_broken_title_keeps_its_text_and_its_words(title: str) -> None:
    printed = next(lines_of(one) for one in body((Title((runs(title),)),)).iter(f"{W}p"))
    assert "".join(printed) == title
    assert not re.search("部\n门|决\n算|年\n度|[0-9]\n[0-9]|（\n|\n）", "\n".join(printed))


def widths(table: Table) -> list[float]:
    """What each column leaves for its text, in ems of its type."""
    size = table.size or 10.5
    beside = PADDING if table.padding is None else 2 * table.padding * 1440 / 25.4
    return [(share * 156 * 1440 / 25.4 - beside) / 20 / size for share in table.widths]


FIGURES = st.sampled_from(["125.33%", "1,011.58", "≥98.5%", "14589件", "（10分）", "12", "—"])
TEXTS = st.sampled_from(
    ["偏差原因分析及改进措施", "绩效指标", "执行率", "工单量少于预期，固定成本摊薄不够。" * 2, "", "甲"]
)


@pytest.mark.thorough
@given(st.lists(st.lists(FIGURES | TEXTS, min_size=7, max_size=7), min_size=1, max_size=8))
@settings(max_examples=80, deadline=None)
def test_no_figure_breaks_and_no_label_stands_upright(rows: list[list[str]]) -> None:
    head = "| 一 | 二 | 三 | 四 | 五 | 六 | 七 |\n" + "| --- " * 7 + "|\n"
    text = "::: 表 {列宽=1,20,2,9,1,1,6}\n" + head + "".join(f"| {' | '.join(row)} |\n" for row in rows) + ":::\n"
    table = parsed(text).blocks[0]
    assert isinstance(table, Table)
    assert sum(table.widths) == pytest.approx(1)
    offered = widths(table)
    for row in rows:
        for room, written in zip(offered, row, strict=True):
            whole = [written] if len(written) < 8 and written != "绩效指标" else []
            assert all(ems(one) <= room for one in whole), (written, room)
            assert room >= min(2, ems(written))
    assert parsed(text).blocks == (table,)


def test_widths_that_hold_every_text_stay_as_the_template_gives_them() -> None:
    table = parsed("::: 表 {列宽=1,3}\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n:::\n").blocks[0]
    assert isinstance(table, Table)
    assert (table.widths, table.size, table.padding) == ((0.25, 0.75), 0, None)


def test_tables_of_one_form_stay_in_line() -> None:
    row = "| 指标 | 一段很长的说明文字，说明为什么没有完成。 |\n"
    text = f"::: 表 {{列宽=3,1}}\n| 甲 | 乙 |\n| --- | --- |\n{row}:::\n\n::: 表 {{列宽=3,1}}\n| 丙 | 丁 |\n| --- | --- |\n| 1 | 2 |\n:::\n"
    one, other = parsed(text).blocks
    assert isinstance(one, Table) and isinstance(other, Table)
    assert one.widths == other.widths != (0.75, 0.25)


NOTED = Table(
    (0.5, 0.5),
    ("left", "right"),
    (Row((cell("项目"), cell("金额")), header=True), *(Row((cell(f"第{n}项"), cell("1.00"))) for n in range(3)),
     Row((cell("合计"), cell("3.00")))),
    caption=runs("支出表"),
    notes=(runs("注：甲。"), runs("注：乙。")),
)  # fmt: skip


def test_notes_stand_in_a_row_without_borders_that_the_last_rows_stay_with() -> None:
    rows = list(body((NOTED,)).iter(f"{W}tr"))
    assert ["".join(lines_of(one)) for one in rows[-1].iter(f"{W}p")] == ["注：甲。", "注：乙。"]
    assert [one.get(f"{W}val") for one in rows[-1].find(f".//{W}tcBorders")] == ["nil"] * 3
    assert [row.find(f".//{W}keepNext") is not None for row in rows[-4:]] == [True, True, True, False]


def test_totals_stand_in_the_middle_and_figures_do_not() -> None:
    total, figure = list(list(body((NOTED,)).iter(f"{W}tr"))[4].iter(f"{W}p"))
    assert [one.find(f".//{W}jc").get(f"{W}val") for one in (total, figure)] == ["center", "right"]


@pytest.mark.parametrize("path", [*SAMPLES, *INPUTS], ids=lambda path: path.as_posix()[-40:])
def test_every_table_has_its_alternative_text(path: Path) -> None:
    for report in build(path, Settings(), ("docx",)).reports:
        with zipfile.ZipFile(io.BytesIO(report.files["docx"])) as archive:
            found = etree.fromstring(archive.read("word/document.xml"))
        for table in found.iter(f"{W}tbl"):
            assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val").startswith("共")


def test_the_title_of_a_table_without_a_caption_is_the_heading_above_it() -> None:
    found = body((Attachment("附件1", (runs("收支表"),)), Table(NOTED.widths, NOTED.aligns, NOTED.rows)))
    assert found.find(f".//{W}tblCaption").get(f"{W}val") == "收支表"


@pytest.mark.parametrize("above", [Title((runs("报告"),)), Attachment("附件1", (runs("附表"),))])
def test_the_space_below_a_title_stands_above_a_table_too(above: Block) -> None:
    table = Table(NOTED.widths, NOTED.aligns, NOTED.rows)
    spacer = body((above, table)).find(f".//{W}tbl").getprevious()
    text = next(one for one in body((above, Paragraph(runs("正文。")))).iter(f"{W}p") if lines_of(one) == ["正文。"])
    spaced = [one.find(f"{W}pPr/{W}spacing").get(f"{W}before") for one in (spacer, text)]
    assert spaced[0] == spaced[1] == "579"


FORMS = [path for path in SAMPLES if "自评表" in path.parts[-3]] + [HERE.parent / "inputs" / "zipingbiao-2024.yaml"]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    reports = [build(path, Settings(), ("docx",)).reports[0] for path in FORMS]
    print_all(folder, {str(number): report.files["docx"] for number, report in enumerate(reports)})
    return folder


@pytest.mark.thorough
@pytest.mark.office
@MEASURED[1]
@pytest.mark.parametrize("number", range(len(FORMS)))
def test_a_form_is_one_page_with_its_notes_and_no_word_upright(number: int, printed: Path) -> None:
    text = FORMS[number].read_text(encoding="utf-8")
    count = max(len(re.findall(r"^ {2}- 名称:", text.partition("\n项目:")[2], re.MULTILINE)), 1)
    with pdfplumber.open(printed / f"{number}.pdf") as file:
        assert len(file.pages) == count
        for page in file.pages:
            for table in page.find_tables():
                for row in table.extract():
                    for written in filter(None, row):
                        lines = written.split("\n")
                        assert max(map(len, lines)) > 1 or len(lines) == 1, lines
                        assert not re.search(r"[0-9.]\n[0-9.%]|（\n|[（(][0-9]+\n", written), lines


def test_text_of_a_fitted_table_is_whole() -> None:
    long = "受理工单数量" * 60
    table = parsed(f"| 甲 | 乙 |\n| --- | --- |\n| {long} | 2 |\n").blocks[0]
    assert isinstance(table, Table)
    assert text_of(table.rows[1].cells[0].paragraphs[0]) == long
