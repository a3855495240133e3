"""Documents in, the parts and bytes of the Word file that comes out compared whole."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import docx
import pytest
from docx_audit import OFFICE_VERSIONS, audit, own_faults
from lxml import etree
from msgspec.structs import replace
from official_style import OFFICIAL
from word_sample import SAMPLE, TABLE, cell, runs

from generator.document import (
    Attachments,
    Block,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    paragraphs_of,
)
from generator.writers.word import write_docx

GOLDEN = Path(__file__).parent / "golden" / "word"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(*blocks: Block) -> Document:
    return Document("题", "人", "", blocks)


def body(*blocks: Block) -> etree._Element:
    return etree.fromstring(parts_of(write_docx(document(*blocks), OFFICIAL))["word/document.xml"])[0]


def pretty(data: bytes) -> str:
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_the_sample_has_every_kind_of_block() -> None:
    assert {type(block) for block in SAMPLE.blocks} == set(get_args(Block))


FOOTERS = ("footer-odd", "footer-even", "footer-odd-turned", "footer-even-turned", "footer-none")
PARTS = ("document", "styles", "settings", "fontTable", *FOOTERS, "charts/chart1", "charts/chart2")


@pytest.mark.parametrize("part", PARTS)
def test_parts_are_as_reviewed(part: str) -> None:
    written = pretty(parts_of(write_docx(SAMPLE, OFFICIAL))[f"word/{part}.xml"])
    golden = GOLDEN / f"{part.rpartition('/')[2]}.xml"
    if os.environ.get("ZIPINGBAO_REWRITE") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(written, encoding="utf-8", newline="\n")
    assert written == golden.read_text(encoding="utf-8")


def test_the_validator_finds_nothing_for_any_version_of_office() -> None:
    assert audit(write_docx(SAMPLE, OFFICIAL)) == []


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Table((1.0,), ("left",), (Row((cell("甲"),)),)),) * 2,
        (Table((0.5, 0.5), ("left", "left"), (Row((cell("短行"),)), Row(()))),),
        (Table((0.5, 0.5), ("left", "left"), (Row((cell("超出", rowspan=9), cell("乙"))),)),),
        (Table((1.0,), ("left",), (Row((cell("头"),), header=True),)),),
        (Signature("局", "2023年1月1日", seal=True),),
        (Attachments(("只有一个",)), Signature("局", "2023年1月1日", seal=True)),
        (Heading(4, "", ()), Heading(9, "⑨", runs("深")), Heading(1, "", runs("三"))),
        (Paragraph(()),),
    ],
    ids=["empty", "tables", "short-rows", "rowspan", "only-header", "seal", "one", "headings", "no-runs"],
)
def test_rare_documents_are_valid_too(blocks: tuple[Block, ...]) -> None:
    assert audit(write_docx(document(*blocks), OFFICIAL)) == []


def random_table(chance: random.Random) -> Table:
    """A table whose cells cover the grid in random rectangles."""
    height, width = chance.randint(1, 8), chance.randint(1, 8)
    taken: set[tuple[int, int]] = set()
    rows = []
    for y in range(height):
        cells = []
        for x in range(width):
            if (y, x) in taken:
                continue
            across = 1
            while x + across < width and (y, x + across) not in taken and chance.random() < 0.4:
                across += 1
            down = chance.randint(1, min(3, height - y))
            taken.update((y + dy, x + dx) for dy in range(down) for dx in range(across))
            cells.append(cell(f"{y},{x}", down, across))
        rows.append(Row(tuple(cells), header=y == 0))
    return Table(tuple(chance.random() + 0.1 for _ in range(width)), ("left",) * width, tuple(rows))


def test_every_way_of_merging_cells_fills_the_grid() -> None:
    chance = random.Random(9704)  # noqa: S311 - a fixed seed makes the same tables in every run
    tables = tuple(random_table(chance) for _ in range(200))
    parts = parts_of(write_docx(document(*tables), OFFICIAL))
    assert own_faults(parts) == []
    assert parts["word/document.xml"].count(b"<w:tbl>") == 200


@pytest.mark.parametrize(
    "rows",
    [
        (Row((cell("一"), cell("二"), cell("三"))),),
        (Row((cell("一", colspan=3),)),),
        (Row((cell("一"), cell("二", rowspan=2))), Row((cell("三", colspan=2),))),
    ],
)
def test_a_row_that_does_not_fit_its_grid_is_never_cut_silently(rows: tuple[Row, ...]) -> None:
    with pytest.raises(ValueError, match="grid"):
        write_docx(document(Table((0.5, 0.5), ("left", "left"), rows)), OFFICIAL)


BREAKAGES = {
    "a run without the fonts ['cs']": (b' w:cs="Times New Roman"/></w:rPr><w:t', b"/></w:rPr><w:t"),
    "theme fonts": (b"<w:rFonts w:ascii=", b'<w:rFonts w:asciiTheme="minorHAnsi" w:ascii='),
    "spans 5, grid 4": (b'<w:gridSpan w:val="2"/>', b'<w:gridSpan w:val="3"/>'),
    "never began there": (b'<w:vMerge w:val="restart"/>', b""),
    "is not its columns'": (b'<w:tcW w:w="', b'<w:tcW w:w="1'),
    "bookmarks begun": (b'<w:bookmarkEnd w:id="0"/>', b""),
    "is there 2 times": (b'w:name="_Toc00000001"', b'w:name="_Toc00000002"'),
    "not followed by a paragraph": (b"</w:tbl>", b"</w:tbl><w:tbl/>"),
}


@pytest.mark.parametrize("fault", BREAKAGES)
def test_the_audit_names_each_fault(fault: str) -> None:
    parts = parts_of(write_docx(Document("", "", "", SAMPLE.blocks), OFFICIAL))
    sound, broken = BREAKAGES[fault]
    assert sound in parts["word/document.xml"]
    damaged = {"word/document.xml": parts["word/document.xml"].replace(sound, broken, 1)}
    assert any(fault in found for found in own_faults(damaged)), own_faults(damaged)


def test_the_audit_asks_the_strict_validator() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts_of(write_docx(SAMPLE, OFFICIAL)).items():
            archive.writestr(name, data.replace(b'<w:jc w:val="center"/>', b'<w:jc w:val="sideways"/>'))
    found = audit(buffer.getvalue(), OFFICE_VERSIONS)
    assert len({fault.partition(":")[0] for fault in found}) == 7, "all seven versions of Office"


def test_the_audit_finds_a_field_that_never_ends() -> None:
    parts = parts_of(write_docx(SAMPLE, OFFICIAL))
    damaged = parts["word/footer-odd.xml"].replace(b'w:fldCharType="end"', b'w:fldCharType="begin"')
    assert own_faults({"word/footer-odd.xml": damaged}) == ["word/footer-odd.xml: 2 fields never end"]


def printed(data: bytes) -> Iterator[str]:
    """Every paragraph in reading order as python-docx reads it, cells that are merged on left out."""
    for element in docx.Document(io.BytesIO(data)).element.body:
        if element.tag == f"{W}p" and not of_contents(element):
            yield text_of_paragraph(element)
        for one in element.iter(f"{W}tc"):
            merge = one.find(f"{W}tcPr/{W}vMerge")
            if merge is None or merge.get(f"{W}val") == "restart":
                yield from (text_of_paragraph(paragraph) for paragraph in one.iterfind(f"{W}p"))


def of_contents(paragraph: etree._Element) -> bool:
    """Entries of the contents repeat headings, and a chart's paragraph holds no text."""
    style = str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))
    return re.fullmatch(r"TOC\d|Figure|TableEnd", style) is not None


def text_of_paragraph(paragraph: etree._Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(signs.get(part.tag, part.text or "") for part in paragraph.iter(f"{W}t", *signs))


def test_every_printed_paragraph_is_there_in_order() -> None:
    """But for the tabs that align a cover's rows."""
    found = [text.replace("\t", "") for text in printed(write_docx(SAMPLE, OFFICIAL))]
    assert found == [text.replace("\t", "") for text in paragraphs_of(SAMPLE)]


HOSTILE = ("<w:p>&amp;]]>", "\"双\"与'单'", "  两头  ", "a\tb", "\U00020000𠮷", "{{x}}", "A\u00a0B", "‰≥×·…—“”")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_out_as_typed_wherever_it_stands(text: str) -> None:
    blocks: tuple[Block, ...] = (
        Paragraph((Run(text), Run(text, bold=True))),
        Heading(1, text, (Run(text),)),
        Table((1.0,), ("left",), (Row((cell(text),)),), caption=(Run(text),), notes=((Run(text),),)),
        Attachments((text, text)),
        Signature(text, text, seal=False),
    )
    assert list(printed(write_docx(document(*blocks), OFFICIAL))) == list(paragraphs_of(document(*blocks)))


def test_signs_that_both_fonts_have_take_the_chinese_one() -> None:
    block = body(Paragraph((Run("“优”"),)), Paragraph((Run("优A1，"),)), Paragraph((Run("——"),)))
    hints = [fonts.get(f"{W}hint") for fonts in block.iter(f"{W}rFonts")]
    assert hints == ["eastAsia", None, "eastAsia"]


BUILT_IN = {
    "Normal": "Normal", "Title": "Title", "NormalIndent": "Normal Indent", "Salutation": "Salutation", "Signature": "Signature",
    "Date": "Date", "Caption": "caption", "Footer": "footer", "TOCHeading": "TOC Heading",
    **{f"Heading{level}": f"heading {level}" for level in range(1, 5)}, **{f"TOC{level}": f"toc {level}" for level in range(1, 7)},
}  # fmt: skip


def test_styles_that_word_has_too_go_by_its_names() -> None:
    """Only then does Word show them in its own language, and knows headings and contents for what they are."""
    styles = etree.fromstring(parts_of(write_docx(SAMPLE, OFFICIAL))["word/styles.xml"])
    names = {one.get(f"{W}styleId"): one.find(f"{W}name").get(f"{W}val") for one in styles.iterfind(f"{W}style")}
    assert {one: names.get(one) for one in BUILT_IN} == BUILT_IN


def test_signs_of_xml_in_a_title_are_text(tmp_path: Path) -> None:
    title, author = 'A&B "<报告>"', "甲&乙"
    (tmp_path / "a.docx").write_bytes(write_docx(replace(SAMPLE, title=title, author=author), OFFICIAL))
    kept = docx.Document(str(tmp_path / "a.docx")).core_properties
    assert (kept.title, kept.author) == (title, author)


def test_the_date_begins_two_characters_to_the_right_of_who_signs() -> None:
    """GB/T 9704-2012, 7.3.5.2: 印发机关署名 two characters from the edge, 成文日期 begins two characters further right."""
    signed, date = list(body(Signature("示例县政务服务管理局", "2023年1月1日", seal=False)).iter(f"{W}p"))[-2:]
    wide, right = 8845, int(signed.find(f"{W}pPr/{W}ind").get(f"{W}right"))
    character = right // 2
    left = int(date.find(f"{W}pPr/{W}ind").get(f"{W}left"))
    assert abs(left - (wide - right - 10 * character + 2 * character)) <= 10


def test_headings_are_in_the_outline_and_run_in_headings_are_not() -> None:
    styles = etree.fromstring(parts_of(write_docx(SAMPLE, OFFICIAL))["word/styles.xml"])
    levels = {
        style.get(f"{W}styleId"): level.get(f"{W}val")
        for style in styles.iterfind(f"{W}style")
        for level in style.iterfind(f"{W}pPr/{W}outlineLvl")
    }
    assert levels == {"Heading1": "0", "Heading2": "1", "Heading3": "2", "Heading4": "3", "AttachmentTitle": "0"}
    used = [one.get(f"{W}val") for one in body(*SAMPLE.blocks).iter(f"{W}pStyle")]
    assert [one for one in used if str(one).startswith("Heading")] == [
        "Heading1",
        "Heading2",
        "Heading3",
        "Heading4",
        "Heading1",
        "Heading1",
    ]


def test_leading_header_rows_repeat_and_no_row_splits() -> None:
    rows = list(body(TABLE).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_grid_is_as_wide_as_the_text_block() -> None:
    widths = [int(column.get(f"{W}w")) for column in body(TABLE).iter(f"{W}gridCol")]
    assert (len(widths), sum(widths)) == (4, 8845)


def test_bytes_depend_on_nothing_but_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_docx(SAMPLE, OFFICIAL)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert write_docx(SAMPLE, OFFICIAL) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0)}


@pytest.mark.parametrize(
    ("date", "epoch", "expected"),
    [
        ("2024-04-28", None, "2024-04-28T00:00:00"),
        ("", None, "1980-01-01T00:00:00"),
        ("2024-04-28", "1700000000", "2023-11-14T22:13:20"),
        ("2024-04-28", "昨天", "2024-04-28T00:00:00"),
    ],
)
def test_properties_carry_title_author_and_a_time_from_no_clock(
    date: str, epoch: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    data = write_docx(Document("甲&乙", "某局 <办>", date, ()), OFFICIAL)
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("甲&乙", "某局 <办>", "某局 <办>")
    assert {str(time)[:19].replace(" ", "T") for time in (properties.created, properties.modified)} == {expected}
    assert b"python-docx" not in b"".join(parts_of(data).values())


def test_a_mark_behind_a_figure_is_as_wide_as_the_one_before_it() -> None:
    """“12345”: the closing mark is a run whose every font is the Chinese one, and no character is lost."""
    text = "拨打“12345”热线——2023年…"
    body = docx.Document(
        io.BytesIO(write_docx(Document("", "", "", (Paragraph((Run(text),)),)), OFFICIAL))
    ).element.body
    found = [
        (run.text, run.rPr.rFonts.ascii)
        for run in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r")
    ]
    chinese, latin = OFFICIAL.body.chinese, OFFICIAL.body.latin
    assert found == [("拨打“12345", latin), ("”", chinese), ("热线——2023年…", latin)]


def test_a_mark_before_a_figure_is_a_run_of_its_own_in_justified_text_only() -> None:
    """LibreOffice would drop it at the end of a justified line; tables are not justified and stay small."""
    found = [run.text for run in docx.Document(io.BytesIO(write_docx(document(
        Paragraph((Run("运行平稳。2022年，GDP），好"),)),
        Table((1.0,), ("left",), (Row((cell("甲，2022"),)),)),
    ), OFFICIAL))).element.body.iter(f"{W}r")]  # fmt: skip
    assert found == ["运行平稳", "。", "2022年", "，", "GDP），好", "甲，2022"]
