"""Contents, attachments, covers, charts and landscape pages in, what the Word file says of them."""

from __future__ import annotations

import io
import itertools
import re
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

import pytest
from docx_audit import audit, own_faults, strict_faults
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from official_style import OFFICIAL
from word_sample import BARS, COVER, PIE, SAMPLE, TABLE, cell, runs

from generator.document import (
    Attachment,
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    Landscape,
    PageBreak,
    Paragraph,
    Row,
    Series,
    Table,
)
from generator.writers.word import write_docx
from generator.writers.word.properties import properties

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TEXT = Paragraph(runs("正文。"))


def parts_of(*blocks: Block) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write_docx(Document("题", "人", "", blocks), OFFICIAL))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(*blocks: Block) -> etree._Element:
    return etree.fromstring(parts_of(*blocks)["word/document.xml"])[0]


def texts(element: etree._Element, tag: str = "p") -> list[str]:
    return ["".join(part.text or "" for part in one.iter(f"{W}t")) for one in element.iter(f"{W}{tag}")]


def papers(element: etree._Element) -> str:
    """The sections in order: 竖 portrait, 横 landscape, 面 a cover without page number."""
    found = ""
    for section in element.iter(f"{W}sectPr"):
        plain = b"footer-none" in etree.tostring(section)
        found += "面" if plain else "横" if section.find(f"{W}pgSz").get(f"{W}orient") else "竖"
    return found


HEADINGS = (
    Heading(1, "第一部分 ", runs("概况"), centered=True, new_page=True),
    Heading(1, "一、", runs("职能")),
    Heading(2, "（一）", runs("职能")),
    Heading(3, "1.", runs("机构")),
    Heading(4, "（1）", runs("不列")),
    Landscape((Heading(1, "", runs("附表")), TABLE)),
    Attachment("附件1", (runs("甲局"), runs("“自评”报告"))),
    Attachment("", (runs("没有标识"),)),
    Attachment("附件2", ()),
    COVER,
)


def test_contents_list_every_heading_down_to_their_depth_with_a_link_and_no_page_number() -> None:
    written = body(Contents("目录", 3), *HEADINGS)
    assert texts(written, "hyperlink") == [
        "第一部分 概况",
        "一、职能",
        "（一）职能",
        "1.机构",
        "附表",
        "附件1　甲局“自评”报告",
        "没有标识",
        "附件2　部门整体支出绩效评价自评报告",
    ]
    entries = [one for one in written.iter(f"{W}p") if one.find(f"{W}hyperlink") is not None]
    styles = [one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for one in entries]
    assert styles == ["TOC1", "TOC2", "TOC3", "TOC4", "TOC2", "TOC1", "TOC1", "TOC1"]


def test_what_begins_a_page_below_a_heading_that_began_one_goes_onto_the_same() -> None:
    """Neither an attachment, with its cover or without, nor landscape pages leave that heading alone on its page."""
    part = Heading(1, "第二部分 ", runs("附件"), centered=True, new_page=True)
    attached = body(TEXT, part, Attachment("附件1", (runs("报告"),)), TEXT, Attachment("附件2", (runs("又一份"),)))
    begun = [one for one in attached.iter(f"{W}p") if one.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert ["".join(texts(one, "r")) for one in begun] == ["第二部分 附件", "附件2"]
    assert papers(body(TEXT, part, Attachment("附件1", ()), COVER, TEXT)) == "竖面竖"
    covered = body(TEXT, part, Attachment("附件1", ()), COVER)
    assert covered.findall(f".//{W}pageBreakBefore") == []


def test_a_table_may_have_type_and_rows_of_its_own() -> None:
    usual, own = body(TABLE), body(replace(TABLE, size=9, row_height=22))
    assert [one.find(f".//{W}trHeight") is None for one in (usual, own)] == [True, False]
    assert {one.get(f"{W}val") for one in own.iter(f"{W}trHeight")} == {"440"}
    assert {one.get(f"{W}hRule") for one in own.iter(f"{W}trHeight")} == {"atLeast"}


def test_a_number_that_is_listed_alone_stands_in_the_contents_and_not_in_the_text() -> None:
    written = body(Contents("目录", 2), Heading(1, "", runs("收入决算表"), centered=True, listed="二、"))
    assert texts(written, "hyperlink") == ["二、收入决算表"]
    assert texts(written)[-1] == "收入决算表"


def test_each_entry_leads_to_its_own_heading() -> None:
    written = body(Contents("目录", 3), *HEADINGS)
    marks = {one.get(f"{W}name"): "".join(texts(one.getparent(), "r")) for one in written.iter(f"{W}bookmarkStart")}
    links = [one.get(f"{W}anchor") for one in written.iter(f"{W}hyperlink")]
    assert [marks[link] for link in links] == [
        "第一部分 概况", "一、职能", "（一）职能", "1.机构", "附表", "附件1", "没有标识", "附件2",
    ]  # fmt: skip


def test_the_field_of_the_contents_brings_labels_of_attachments_back_when_updated() -> None:
    codes = [str(one.text).strip() for one in body(Contents("目录", 2), *HEADINGS).iter(f"{W}instrText")]
    assert codes == [
        r'TOC \o "1-2" \f \h \z',
        r'TC "附件1　甲局“自评”报告" \l 1',
        r'TC "没有标识" \l 1',
        r'TC "附件2　部门整体支出绩效评价自评报告" \l 1',
    ]


def test_straight_quotes_of_an_attachment_do_not_end_its_field() -> None:
    one = Attachment("附件1", (runs('甲局"自评"\\报告'),))
    codes = [str(one.text).strip() for one in body(one).iter(f"{W}instrText")]
    assert codes == [r'TC "附件1　甲局”自评”\\报告" \l 1']


def test_no_dialog_asks_for_an_update_on_opening() -> None:
    assert b"updateFields" not in parts_of(Contents("目录", 2), *HEADINGS)["word/settings.xml"]


def test_headings_have_no_bookmark_that_nothing_points_at() -> None:
    assert list(body(Heading(1, "一、", runs("甲")), Attachment("附件", ())).iter(f"{W}bookmarkStart")) == []


blocks = st.recursive(
    st.sampled_from((TEXT, TABLE, PageBreak(), COVER, BARS, PIE, *HEADINGS, Contents("目录", 1), Contents("目录", 9))),
    lambda inner: st.lists(inner, max_size=3).map(lambda found: Landscape(tuple(found))),
    max_leaves=4,
)


@given(st.lists(blocks, max_size=9))
@settings(max_examples=examples(150, 50), deadline=None)
def test_blocks_in_any_order_leave_no_fault(found: list[Block]) -> None:
    assert own_faults(parts_of(*found)) == []


@pytest.mark.parametrize(
    "found",
    [
        (Landscape((TABLE,)), PageBreak()),
        (Landscape(()), Landscape(())),
        (COVER, COVER, Landscape((COVER, TABLE))),
        (Contents("目录", 1),),
        (Attachment("", ()), Contents("目录", 1)),
        (PIE, BARS, Landscape((PIE,))),
    ],
    ids=["end", "empty", "covers", "nothing", "nameless", "charts"],
)
def test_rare_orders_are_valid_too(found: tuple[Block, ...]) -> None:
    assert audit(write_docx(Document("题", "人", "", found), OFFICIAL)) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((TEXT,), "竖"),
        ((TEXT, Landscape((TABLE,)), TEXT), "竖横竖"),
        ((Landscape((TABLE,)), Landscape((TABLE,))), "横横"),
        ((TEXT, PageBreak(), Landscape((TEXT,)), PageBreak(), TEXT), "竖横竖"),
        ((TEXT, Landscape((TEXT,)), PageBreak()), "竖横"),
        ((COVER, TEXT), "面竖"),
        ((TEXT, Attachment("附件1", ()), COVER, PageBreak(), TEXT), "竖面竖"),
        ((TEXT, Landscape((TEXT,)), COVER), "竖横面"),
        ((TEXT, Landscape((TEXT,)), Attachment("附件1", (runs("题"),)), TEXT), "竖横竖"),
    ],
)
def test_landscape_pages_and_covers_are_sections_of_their_own(found: tuple[Block, ...], expected: str) -> None:
    assert papers(body(*found)) == expected


def test_what_begins_a_page_asks_for_it_once() -> None:
    """Not at the top of a page, where it would leave an empty one."""
    head = Heading(1, "第一部分 ", runs("概况"), centered=True, new_page=True)
    plain = Table((1.0,), ("left",), (Row((cell("甲"),)),))
    written = body(
        PageBreak(), head, PageBreak(), PageBreak(), head, TABLE, PageBreak(), plain, Landscape((head,)), head
    )
    asked = [one.getparent().getparent() for one in written.iter(f"{W}pageBreakBefore")]
    assert ["".join(part.text or "" for part in one.iter(f"{W}t")) for one in asked] == ["第一部分 概况", ""]


def test_the_landscape_page_is_the_portrait_page_turned_clockwise() -> None:
    first, second = body(TEXT, Landscape((TABLE,))).iter(f"{W}sectPr")
    edge = {side: first.find(f"{W}pgMar").get(f"{W}{side}") for side in ("top", "right", "bottom", "left")}
    turned = {side: second.find(f"{W}pgMar").get(f"{W}{side}") for side in ("top", "right", "bottom", "left")}
    assert turned == {"top": edge["left"], "right": edge["top"], "bottom": edge["right"], "left": edge["bottom"]}
    grid = [int(str(one.get(f"{W}w"))) for one in body(Landscape((TABLE,))).iter(f"{W}gridCol")]
    assert sum(grid) == 16838 - 2098 - 1984


def chart(block: Chart) -> tuple[etree._Element, dict[str, list[str]]]:
    """The chart's XML and its workbook's cells by column."""
    parts = parts_of(block)
    with zipfile.ZipFile(io.BytesIO(parts["word/embeddings/workbook1.xlsx"])) as book:
        shared = [str(one.text) for one in etree.fromstring(book.read("xl/sharedStrings.xml")).iter("{*}t")]
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    columns: dict[str, list[str]] = {}
    for one in sheet.iter("{*}c"):
        value = str(one.findtext("{*}v") or "")
        text = shared[int(value)] if one.get("t") == "s" else value
        columns.setdefault(re.sub(r"\d", "", str(one.get("r"))), []).append(text)
    return etree.fromstring(parts["word/charts/chart1.xml"]), columns


def cached(root: etree._Element, kind: str) -> list[list[str]]:
    return [[str(one.findtext(f"{C}v")) for one in cache.iter(f"{C}pt")] for cache in root.iter(f"{C}{kind}")]


def test_bars_hold_the_figures_that_their_workbook_holds() -> None:
    root, columns = chart(BARS)
    assert cached(root, "numCache") == [["2286.45", "1282.09"], ["2286.45", "1282.09"]]
    assert columns == {"A": ["2020年", "2021年"], "B": ["收入总计", "2286.45", "1282.09"],
                       "C": ["支出总计", "2286.45", "1282.09"]}  # fmt: skip


def test_a_pie_has_its_shares_in_the_legend_and_only_large_ones_at_the_slices() -> None:
    root, columns = chart(PIE)
    legend = ["工资福利支出 83.15%", "商品和服务支出 8.53%", "对个人和家庭的补助 8.32%", "资本性支出 0.00%"]
    assert cached(root, "strCache") == [["支出"], legend]
    assert columns["A"] == legend, "the workbook's formulas come out at the same"
    assert columns["C"] == list(PIE.categories)
    deleted = [one.getparent().find(f"{C}idx").get("val") for one in root.iterfind(f".//{C}dLbl/{C}delete")]
    assert deleted == ["3"]


def test_shares_given_in_percent_are_printed_as_given() -> None:
    shares = tuple(map(Decimal, ("90.70", "4.64", "2.36", "2.31")))
    root, _ = chart(Chart("pie", (), "%", ("甲", "乙", "丙", "丁"), (Series("收入", shares),)))
    assert cached(root, "strCache")[1] == ["甲 90.70%", "乙 4.64%", "丙 2.36%", "丁 2.31%"]
    assert root.find(f".//{C}dLbls/{C}numFmt").get("formatCode") == '0.00"%"'
    assert len(list(root.iterfind(f".//{C}dLbl/{C}delete"))) == 3


def test_a_pie_of_nothing_has_no_label() -> None:
    root, _ = chart(Chart("pie", (), "万元", ("甲", "乙"), (Series("支出", (Decimal(0), Decimal(0))),)))
    assert len(list(root.iterfind(f".//{C}dLbl/{C}delete"))) == 2


def crowded(categories: int, series: int) -> bool:
    figures = tuple(Decimal("1286.45") for _ in range(categories))
    names = tuple(f"{n}年" for n in range(categories))
    root, _ = chart(Chart("bar", (), "", names, tuple(Series(f"{n}", figures) for n in range(series))))
    return bool(root.xpath("//*[local-name()='dLbls']//*[local-name()='bodyPr'][@rot]"))


def test_labels_stand_upright_where_they_would_touch_side_by_side() -> None:
    assert [crowded(*size) for size in ((2, 1), (2, 2), (5, 1), (6, 3), (12, 1), (20, 1))] == [
        False, False, False, True, True, True,
    ]  # fmt: skip


def shades(root: etree._Element) -> Iterator[float]:
    for point in root.iter(f"{C}dPt"):
        color = str(next(point.iter("{*}srgbClr")).get("val"))
        red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
        yield 0.299 * red + 0.587 * green + 0.114 * blue


def test_neighbouring_slices_differ_in_a_grey_print() -> None:
    names = tuple(f"第{n}类" for n in range(8))
    root, _ = chart(Chart("pie", (), "万元", names, (Series("支出", (Decimal(1),) * 8),)))
    found = list(shades(root))
    assert all(abs(one - other) > 40 for one, other in itertools.pairwise(found)), found


@pytest.mark.thorough
def test_the_workbook_is_stored_so_that_every_zlib_makes_the_same() -> None:
    data = parts_of(PIE)["word/embeddings/workbook1.xlsx"]
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert {(one.compress_type, one.date_time[0]) for one in book.infolist()} == {(zipfile.ZIP_STORED, 1980)}
    assert not strict_faults(data, suffix="xlsx")


def test_only_a_row_longer_than_half_a_page_may_split() -> None:
    texts_ = ("短", "长" * 300, "长" * 700, "\n".join("行" * 21))
    written = body(Table((0.5, 0.5), ("left", "left"), tuple(Row((cell("甲"), cell(text))) for text in texts_)))
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in written.iter(f"{W}tr")]
    assert whole == [True, True, False, False]


def calls(rows: int) -> int:
    """How many functions run while a form of `rows` indicators is written, as its cost without a clock."""
    groups = (
        (Row((cell("产出", rowspan=50), cell("数量", rowspan=5), cell("指标"))), *(Row((cell("指标"),)),) * 4)
        if n % 10 == 0
        else (Row((cell("数量", rowspan=5), cell("指标"))), *(Row((cell("指标"),)),) * 4)
        for n in range(rows // 5)
    )
    table = Table((0.2, 0.2, 0.6), ("left",) * 3, tuple(row for group in groups for row in group))
    count = 0

    def counting(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    write_docx(SAMPLE, OFFICIAL)
    sys.setprofile(counting)
    try:
        write_docx(Document("题", "人", "", (table,)), OFFICIAL)
    finally:
        sys.setprofile(None)
    return count


def test_a_table_takes_time_in_proportion_to_its_rows() -> None:
    few, some, many = calls(500), calls(1000), calls(2000)
    assert many - some == pytest.approx(2 * (some - few), rel=0.01)


def kept(table: Table) -> list[str]:
    """By row, whether its cells ask to stay with the next row: 留 or 散 each."""
    rows = body(table).iter(f"{W}tr")
    return [
        "".join("留" if cell.find(f".//{W}keepNext") is not None else "散" for cell in row.iter(f"{W}tc"))
        for row in rows
    ]


def group(rows: int, label: str, text: str = "值") -> tuple[Row, ...]:
    return (Row((cell(label, rowspan=rows), cell(text))), *(Row((cell(text),)),) * (rows - 1))


def test_the_rows_of_a_label_stay_together_and_those_of_prose_at_its_ends() -> None:
    """A merged text says nothing: LibreOffice would take that for the whole group and move it to the next page."""
    for rows in (group(3, "标签"), group(3, "一段话。" * 20)):
        assert kept(Table((0.5, 0.5), ("left",) * 2, rows)) == ["留留", "留留", "散散"]
    tall = Table((0.5, 0.5), ("left",) * 2, group(5, "一段话。" * 20, "很长" * 30))
    assert kept(tall) == ["散留", "散散", "散散", "留留", "散散"]
    label = Table((0.5, 0.5), ("left",) * 2, group(5, "标签", "很长" * 30))
    assert kept(label) == ["留留"] * 4 + ["散散"]


def test_the_head_stays_with_the_first_row_and_the_last_row_with_the_notes() -> None:
    head = Row((cell("头"), cell("头")), header=True)
    table = Table((0.5, 0.5), ("left",) * 2, (head, Row((cell("甲"), cell("乙")))), notes=(runs("注"),))
    assert kept(table) == ["留留", "留留", "散"]


def test_a_table_of_nothing_but_its_head_stays_together() -> None:
    heads = tuple(Row((cell(text), cell(text)), header=True) for text in ("头", "尾"))
    assert kept(Table((0.5, 0.5), ("left",) * 2, heads)) == ["留留", "散散"]


def test_properties_stand_in_the_order_of_the_standard() -> None:
    """In whatever order they are given; a child that nobody gave a place is a fault of ours."""
    written = properties("pPr", ('<w:jc w:val="left"/>', "", '<w:ind w:left="1"/>', '<w:pStyle w:val="Title"/>'))
    assert written == '<w:pPr><w:pStyle w:val="Title"/><w:ind w:left="1"/><w:jc w:val="left"/></w:pPr>'
    with pytest.raises(KeyError):
        properties("pPr", ("<w:shd/>",))


def test_the_sample_has_every_block() -> None:
    """So that none reaches the schema and the audit untried."""
    within = [one for block in SAMPLE.blocks if isinstance(block, Landscape) for one in block.blocks]
    assert {type(one) for one in (*SAMPLE.blocks, *within)} == set(get_args(Block))
