"""Documents in, the pages that LibreOffice makes of them measured against GB/T 9704-2012.

Tolerance: 1 mm for edges. A glyph's box is wider than its ink and letter spacing trails the last character (0.1 mm);
an exact pitch of 28.95 pt places type 16 pt high in its line a little differently from font to font (up to 0.5 mm).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest
from lxml import etree
from official_style import OFFICIAL
from printing import CHARACTER, HERE, MEASURED, MM, print_all

from generator.document import Attachments, Block, Cell, Document, Paragraph, Row, Run, Signature, Table
from generator.pipeline import Settings, build
from generator.writers.word import write_docx

INPUTS = sorted((HERE.parent / "inputs").glob("*.yaml"))
pytestmark = [*MEASURED, pytest.mark.thorough]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Line:
    """A printed line: its text, edges in points from the paper's left edge, top and baseline's box, size of type."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


Pages = list[list[Line]]


def para(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def cell(text: str) -> Cell:
    return Cell(((Run(text),),))


def long_table() -> Table:
    head = Row((cell("项目"), cell("金额")), header=True)
    rows = tuple(Row((cell(f"第{n}项"), cell(f"{n}.00"))) for n in range(1, 81))
    return Table((0.6, 0.4), ("left", "right"), (head, *rows), unit=(Run("金额单位：万元"),))


def tall_row() -> Table:
    rows = (Row((cell("项目"), cell("说明")), header=True), Row((cell("甲"), cell("绩" * 3000 + "末"))))
    return Table((0.4, 0.6), ("left", "left"), rows)


LEAD = para("正文。")
NAME = "某市工业和信息化局"
DOCUMENTS: dict[str, tuple[Block, ...]] = {
    "body": (para("绩" * 28 * 22 * 3),),
    "unsealed": (LEAD, Signature(NAME, "2023年4月28日", seal=False)),
    "unsealed-short": (LEAD, Signature("某市某局", "2023年4月28日", seal=False)),
    "sealed": (LEAD, Signature(NAME, "2023年4月28日", seal=True)),
    "sealed-long": (LEAD, Signature(NAME * 2, "2023年4月28日", seal=True)),
    "attachments": (LEAD, Attachments(("自评表" * 10, "绩效目标" * 8))),
    "table": (long_table(),),
    "tall-row": (tall_row(), LEAD),
    "kept-short": (para("绩" * 28 * 17), para("效" * 28 * 2), Signature(NAME, "2023年4月28日", seal=False)),
    "kept-long": (para("绩" * 28 * 9), para("效" * 28 * 10), Signature(NAME, "2023年4月28日", seal=False)),
    "kept-list": (
        para("绩" * 28 * 17),
        para("效" * 28 * 2),
        Attachments(("自评表",)),
        Signature(NAME, "2023年4月28日", seal=True),
    ),
    "marks": tuple(para("绩" * n + "（效果）好。2022年“总体”，1373宗、5项；9个：1、2") for n in range(10, 40)),
    "figures": (para("预算执行率为99.81%，支出1,011.58万元；" * 20),),
}


def built(path: Path) -> dict[str, bytes]:
    reports = build(path, Settings(), ("docx",)).reports
    return {f"{path.stem}-{number}": report.files["docx"] for number, report in enumerate(reports, 1)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pages]:
    """The printed lines of each document, page by page; one conversion makes all of them."""
    folder = tmp_path_factory.mktemp("pages")
    files = {name: write_docx(Document("", "", "", blocks), OFFICIAL) for name, blocks in DOCUMENTS.items()}
    for path in INPUTS:
        files |= built(path)
    print_all(folder, files)
    return lambda name: [list(page) for page in read(folder / f"{name}.pdf")]


def read(path: Path) -> Iterator[list[Line]]:
    with pdfplumber.open(path) as file:
        for page in file.pages:
            found = page.extract_text_lines(return_chars=True, x_tolerance=500, y_tolerance=3)
            yield [_line(line["chars"]) for line in found]


def _line(characters: list[dict[str, float]]) -> Line:
    inked = sorted((one for one in characters if str(one["text"]).strip()), key=lambda one: one["x0"])
    return Line(
        "".join(str(one["text"]) for one in inked),
        inked[0]["x0"],
        inked[-1]["x1"],
        min(one["top"] for one in inked),
        max(one["bottom"] for one in inked),
        inked[0]["size"],
    )


def near(value: float, tolerance: float = MM) -> object:
    return pytest.approx(value, abs=tolerance)


def text_lines(page: list[Line]) -> list[Line]:
    return [line for line in page if not line.text.startswith("—")]


def test_a_full_page_holds_22_lines_of_28_characters(pages: Callable[[str], Pages]) -> None:
    full = pages("body")[1]
    assert [line.text for line in text_lines(full)] == ["绩" * 28] * 22


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters(pages: Callable[[str], Pages]) -> None:
    first, second = pages("body")[0][:2]
    assert (len(first.text), first.left) == (26, near(28 * MM + 2 * CHARACTER, 0.5))
    assert (len(second.text), second.left) == (28, near(28 * MM, 0.5))


def test_the_text_block_is_156_by_225_mm_at_its_place(pages: Callable[[str], Pages]) -> None:
    lines = text_lines(pages("body")[1])
    assert {round(line.left / MM, 1) for line in lines} == {28.0}
    assert all(line.right == near((210 - 26) * MM) for line in lines)
    pitch = (lines[-1].bottom - lines[0].bottom) / 21
    assert pitch == near(28.95, 0.02)
    lead = (pitch - 16) / 2
    assert lines[0].top - lead == near(37 * MM)
    assert lines[-1].bottom + lead == near((297 - 35) * MM)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_the_page_number_is_outside_one_character_in(page: int, pages: Callable[[str], Pages]) -> None:
    number = pages("body")[page - 1][-1]
    assert number.text == f"—{page}—"
    assert number.size == near(14, 0.1)
    edge = number.right if page % 2 else number.left
    assert edge == near((210 - 26) * MM - CHARACTER if page % 2 else 28 * MM + CHARACTER)
    assert (number.top + number.bottom) / 2 == near((297 - 35 + 7) * MM)


def closing(name: str, pages: Callable[[str], Pages]) -> tuple[Line, Line]:
    body, date = [line for line in pages(name)[0] if NAME[:2] in line.text or "月" in line.text]
    return body, date


RIGHT = (210 - 26) * MM


def test_without_a_seal_the_body_ends_two_characters_in_and_the_date_begins_two_later(
    pages: Callable[[str], Pages],
) -> None:
    body, date = closing("unsealed", pages)
    assert body.right == near(RIGHT - 2 * CHARACTER)
    assert date.left == near(body.left + 2 * CHARACTER)
    assert date.bottom - body.bottom == near(28.95, 0.1)


def test_without_a_seal_a_longer_date_ends_two_characters_in(pages: Callable[[str], Pages]) -> None:
    body, date = closing("unsealed-short", pages)
    assert date.right == near(RIGHT - 2 * CHARACTER)
    assert date.left == near(body.left + 2 * CHARACTER)


def test_with_a_seal_the_date_ends_four_characters_in_and_the_body_is_centred_over_it(
    pages: Callable[[str], Pages],
) -> None:
    body, date = closing("sealed", pages)
    assert date.right == near(RIGHT - 4 * CHARACTER)
    assert body.left + body.right == near(date.left + date.right, 2 * MM)


def test_with_a_seal_a_long_body_stays_on_the_page_and_over_its_date(pages: Callable[[str], Pages]) -> None:
    body, date = closing("sealed-long", pages)
    assert body.right == near(RIGHT)
    assert body.left + body.right == near(date.left + date.right, 2 * MM)


def test_one_blank_line_is_above_the_signature(pages: Callable[[str], Pages]) -> None:
    lead, body = pages("unsealed")[0][:2]
    assert body.bottom - lead.bottom == near(2 * 28.95, 0.2)


def test_body_and_date_take_a_short_paragraph_with_them_to_the_next_page(pages: Callable[[str], Pages]) -> None:
    first, second = ([line.text[0] for line in text_lines(page)] for page in pages("kept-short"))
    assert (first, second) == (["绩"] * 18, ["效"] * 3 + [NAME[0], "2"])


def test_list_of_attachments_and_signature_take_text_with_them(pages: Callable[[str], Pages]) -> None:
    _, second = ([line.text[0] for line in text_lines(page)] for page in pages("kept-list"))
    assert second == ["效"] * 3 + ["附", NAME[0], "2"]


def test_body_and_date_stay_together_after_a_long_paragraph(pages: Callable[[str], Pages]) -> None:
    first, second = ([line.text[0] for line in text_lines(page)] for page in pages("kept-long"))
    assert (first, second) == (["绩"] * 10 + ["效"] * 11, [NAME[0], "2"])


def test_wrapped_names_of_attachments_begin_under_the_name(pages: Callable[[str], Pages]) -> None:
    lines = text_lines(pages("attachments")[0])[1:]
    assert [line.text[:5] for line in lines] == ["附件：1.", "评表自评表", "2.绩效目", "目标绩效目"]
    label = 28 * MM + 2 * CHARACTER
    name = label + 3 * CHARACTER + 11.5
    assert [line.left for line in lines] == [near(at) for at in (label, name, name - 11.5, name)]


def test_the_head_of_a_table_repeats_on_every_page(pages: Callable[[str], Pages]) -> None:
    printed = [[line.text for line in text_lines(page)] for page in pages("table")]
    assert len(printed) >= 2
    assert printed[0][:3] == ["金额单位：万元", "项目金额", "第1项1.00"]
    assert all(page[0] == "项目金额" for page in printed[1:])
    assert sum(len(page) for page in printed) == 1 + len(printed) + 80


def test_a_row_taller_than_a_page_loses_nothing(pages: Callable[[str], Pages]) -> None:
    text = "".join(line.text for page in pages("tall-row") for line in text_lines(page))
    assert (text.count("绩"), text.count("末"), text.count("甲")) == (3000, 1, 1)


def test_no_figure_is_broken_at_the_end_of_a_line(pages: Callable[[str], Pages]) -> None:
    lines = [line.text for line in text_lines(pages("figures")[0])]
    figures = Counter(figure for line in lines for figure in re.findall(r"[\d.,%]+", line))
    assert figures == {"99.81%": 20, "1,011.58": 20}
    assert sum(line[0].isdigit() for line in lines) > 0, "no line begins with a figure: the sample proves nothing"


def test_no_mark_before_a_figure_is_lost_or_begins_a_line(pages: Callable[[str], Pages]) -> None:
    lines = [line.text for page in pages("marks") for line in text_lines(page)]
    marks = Counter(character for line in lines for character in line if character in "）。”，、；：")
    assert marks == dict.fromkeys("）。”，；：", 30) | {"、": 60}
    assert [line for line in lines if line[0] in marks] == []


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_every_character_of_a_report_is_on_the_page(path: Path, pages: Callable[[str], Pages]) -> None:
    """LibreOffice loses hanging punctuation where a justified line has too little to spread: the spacing avoids it."""
    reports = built(path)
    assert reports
    for name, report in reports.items():
        printed = Counter(character for page in pages(name) for line in page for character in line.text)
        with zipfile.ZipFile(io.BytesIO(report)) as archive:
            texts = etree.fromstring(archive.read("word/document.xml")).iter(f"{W}t")
        lost = Counter("".join("".join(str(text.text or "") for text in texts).split())) - printed
        assert not lost, "page numbers, charts and repeated heads print more, never less"
