"""Contents, attachments, covers, charts, forms and landscape pages in, what LibreOffice prints of them measured."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal

import pdfplumber
import pytest
from official_style import OFFICIAL
from pdfplumber.page import Page
from printing import CHARACTER, MEASURED, MM, print_all
from word_sample import BARS, COVER, PIE, cell, runs

from generator.document import (
    Attachment,
    Block,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Landscape,
    Paragraph,
    Row,
    Series,
    Table,
)
from generator.writers.word import write_docx

pytestmark = MEASURED
TEXT = Paragraph(runs("正文。"))
WIDE = Table(
    (0.28, *(0.08,) * 9),
    ("left", *("right",) * 9),
    (
        Row(tuple(cell(f"栏{n}") for n in range(10)), header=True),
        *(Row((cell(f"第{row}行"), *(cell("1,011.58") for _ in range(9)))) for row in range(60)),
    ),
)
SHARES = (0.13, 0.17, 0.4, 0.3)
GROUPS = Table(
    SHARES,
    ("left",) * 4,
    tuple(
        Row(
            (*((cell(f"组{row // 3}", rowspan=3),) if row % 3 == 0 else ()), cell("指标"), cell("值"), cell(f"行{row}"))
        )
        for row in range(81)
    ),
)
YEARS = tuple(f"{year}年" for year in range(2016, 2022))
CROWDED = Chart(
    "bar",
    runs("图3：历年"),
    "万元",
    YEARS,
    tuple(Series(name, tuple(Decimal(f"{n}286.45") for n in range(1, 7))) for name in ("收入", "支出", "结余")),
)
SMALL = Chart(
    "pie",
    runs("图4：小份"),
    "%",
    (
        "一般公共预算财政拨款收入",
        "政府性基金预算财政拨款收入",
        "国有资本经营预算财政拨款收入",
        "其他收入",
        "上级补助收入",
    ),
    (Series("收入", tuple(map(Decimal, ("90.70", "4.64", "2.36", "2.30", "0")))),),
)
BODY = "某省某市某区人民政府政务服务和公共资源交易管理委员会办公室（某市某区行政审批局）"
TASK = "12345政务服务便民热线（含110、119、120非警务联动）ABC系统2024年度升级改造及运行维护服务采购项目（第2批）"
LONG_COVERS: dict[str, tuple[tuple[str, str], ...]] = {
    "one": (("项目名称：", TASK),),
    "three": (("单位名称：", BODY), ("项目名称：", TASK), ("主管部门：", BODY)),
    "five": (("单位名称：", BODY), ("项目名称：", TASK)) * 2 + (("主管部门：", BODY),),
    "label": (("项目实施单位及其上级主管部门（盖章）：", BODY), ("项目名称：", TASK)),
    "word": (("网址：", "www.example.gov.cn/" * 5), ("项目名称：", TASK)),
}
DOCUMENTS: dict[str, tuple[Block, ...]] = {
    "contents": (
        Contents("目录", 2),
        Heading(1, "第一部分 ", runs("概况"), centered=True, new_page=True),
        Heading(1, "一、", runs("职能")),
        Heading(2, "（一）", runs("主要职能")),
        TEXT,
        Attachment("附件1", (runs("自评报告"),)),
        TEXT,
    ),
    "landscape": (TEXT, Landscape((WIDE,)), TEXT, Landscape((TEXT,))),
    "cover": (TEXT, COVER, TEXT),
    "full-cover": (Cover(COVER.title * 2, (*COVER.fields, ("名称", runs("很长的名称" * 9))), COVER.foot), TEXT),
    **{
        f"cover-{name}": (
            Cover(COVER.title, (*COVER.fields, *((label, runs(text)) for label, text in fields)), COVER.foot),
            TEXT,
        )
        for name, fields in LONG_COVERS.items()
    },
    "groups": (TEXT, GROUPS),
    "charts": (BARS, PIE, CROWDED, SMALL),
}
Pages = Callable[[str], list[Page]]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    folder = tmp_path_factory.mktemp("blocks")
    print_all(folder, {name: write_docx(Document("", "", "", found), OFFICIAL) for name, found in DOCUMENTS.items()})
    return lambda name: pdfplumber.open(folder / f"{name}.pdf").pages


def lines(page: Page) -> list[str]:
    """Printed lines without the page number and spaces."""
    found = ("".join(str(line["text"]).split()) for line in page.extract_text_lines(x_tolerance=500, y_tolerance=3))
    return [line for line in found if line.strip("—0123456789")]


def near(value: float, tolerance: float = MM) -> object:
    return pytest.approx(value, abs=tolerance)


@pytest.mark.thorough
def test_contents_show_without_an_update(pages: Pages) -> None:
    first, second, third = pages("contents")
    assert lines(first) == ["目录", "第一部分概况", "一、职能", "（一）主要职能", "附件1自评报告"]
    assert (lines(second)[0], lines(third)[:2]) == ("第一部分概况", ["附件1", "自评报告"])


def test_an_attachments_label_is_in_the_first_line_at_the_left_and_its_title_in_the_third(pages: Pages) -> None:
    characters = pages("contents")[2].chars
    label, title = characters[0], [one for one in characters if one["size"] > 20]
    assert (label["x0"], label["size"]) == (near(28 * MM), near(16, 0.1))
    line = 28.95
    assert (label["top"] + label["bottom"]) / 2 == near(37 * MM + line / 2)
    assert (title[0]["top"] + title[0]["bottom"]) / 2 == near(37 * MM + 2 * line + 35 / 2)
    assert title[0]["x0"] + title[-1]["x1"] == near((28 + 210 - 26) * MM, 2 * MM)


def turned(page: Page) -> tuple[str, float, float, float]:
    """The page number of a landscape page: text, middle from the left, upper and lower end."""
    number = [one for one in page.chars if not one["upright"] and one["text"].strip()]
    middle = sum(one["x0"] + one["x1"] for one in number) / 2 / len(number)
    ends = min(one["top"] for one in number), max(one["bottom"] for one in number)
    return "".join(one["text"] for one in number), middle, *ends


@pytest.mark.parametrize("number", [2, 3, 4])
def test_the_number_of_a_landscape_page_is_at_its_place_on_the_sheet(number: int, pages: Pages) -> None:
    """The sheet turned back: at the foot, outside, where the portrait pages have it."""
    text, middle, upper, lower = turned(pages("landscape")[number - 1])
    assert (text, middle) == (f"—{number}—", near((35 - 7) * MM))
    assert (lower if number % 2 else upper) == near(184 * MM - CHARACTER if number % 2 else 28 * MM + CHARACTER)


def test_landscape_pages_have_the_text_block_turned_and_portrait_ones_follow(pages: Pages) -> None:
    found = pages("landscape")
    assert ["横" if page.width > page.height else "竖" for page in found] == ["竖", "横", "横", "横", "竖", "横"]
    edges = sorted({round(line["x0"], 1) for line in (*found[1].lines, *found[1].rects) if line["height"] > 5})
    assert (edges[0], edges[-1]) == (near(35 * MM), near((297 - 37) * MM))
    assert [lines(page)[0] for page in found[1:4]] == ["栏0栏1栏2栏3栏4栏5栏6栏7栏8栏9"] * 3
    assert all(line["bottom"] <= (210 - 26 + 1) * MM for page in found[1:4] for line in page.lines)


def test_columns_are_as_wide_as_the_template_says(pages: Pages) -> None:
    page = pages("groups")[0]
    edges = sorted({round(line["x0"]) for line in (*page.lines, *page.rects) if line["height"] > 5})
    asked = [28 * MM + 156 * MM * share for share in (0, *itertools.accumulate(SHARES))]
    assert edges == [near(edge) for edge in asked]


def test_short_groups_stay_on_one_page_with_their_label(pages: Pages) -> None:
    found = pages("groups")
    assert len(found) >= 2
    for page in found:
        printed = "".join(lines(page))
        for group in range(27):
            assert (f"组{group}" in printed) == any(f"行{group * 3 + row}" in printed for row in range(3))


def test_a_cover_is_one_page_without_a_number_between_numbered_ones(pages: Pages) -> None:
    found = pages("cover")
    assert [page.chars[-1]["text"] == "—" for page in found] == [True, False, True]
    assert lines(found[1]) == [
        "部门整体支出",
        "绩效评价自评报告",
        "部门（单位）名称某市某局",
        "预算编码115001",
        "填报人",
        "报告日期：2019年6月30日",
        "某市财政局（制）",
    ]
    cover = found[1].chars
    assert cover[0]["top"] < (37 + 225 / 3) * MM, "the title is in the upper third"
    assert (297 - 35 - 30) * MM < cover[-1]["bottom"] < (297 - 35) * MM, "the last line is at the foot"
    values = [one["x0"] for one in cover if one["text"] in "某1" and one["x0"] < 105 * MM and one["size"] < 20]
    assert max(values) - min(values) < 25 * MM


def test_a_crowded_cover_is_one_page_too(pages: Pages) -> None:
    assert len(pages("full-cover")) == 2


@pytest.mark.parametrize("name", LONG_COVERS)
def test_a_cover_with_long_names_is_one_page_down_to_its_foot(name: str, pages: Pages) -> None:
    found = pages(f"cover-{name}")
    assert len(found) == 2
    foot = found[0].chars[-1]
    assert foot["text"] == "）"
    assert (297 - 35 - 40) * MM < foot["bottom"] < (297 - 35) * MM
    printed = "".join(lines(found[0]))
    for label, text in LONG_COVERS[name]:
        assert printed.count(label + text) >= 1


def test_libreoffice_draws_every_chart_on_the_page_of_its_caption(pages: Pages) -> None:
    """Bars are rectangles and slices are curves, all inside the text block."""
    shapes = [one for page in pages("charts") for one in (*page.rects, *page.curves) if one["fill"]]
    assert len(shapes) >= 4 + 3 + 18 + 4
    assert all(one["x0"] > 27 * MM and one["x1"] < 185 * MM for one in shapes)
    printed = "".join("".join(lines(page)) for page in pages("charts"))
    for text in ("2286.45", "1282.09", "83.15%", "国有资本经营预算财政拨款收入2.36%", "上级补助收入0%", "图4：小份"):
        assert text in printed


def test_no_two_labels_of_a_chart_overlap(pages: Pages) -> None:
    for page in pages("charts"):
        words = page.extract_words(x_tolerance=3, y_tolerance=1, use_text_flow=True)
        for one, other in itertools.combinations(words, 2):
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert not (across > 1 and down > 3), (one["text"], other["text"])
