"""No text can break the parser, and every value comes out as it was typed, wherever its placeholder stands."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dialect_style import NUMBERING
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostic import Diagnostic
from generator.dialect import parse
from generator.dialect.fences import SPECS
from generator.document import Chart, Document, Table, paragraphs_of, text_of
from generator.prose import Prose, Section
from generator.source import Source
from generator.writers.markdown import write_markdown

PIECES = (
    *"*_~`|\\#+-.>:&=\"'{}<[]()/ 1aZ中，。：（）“”　\t", "**", "***", "__", "1. ", "- ", "# ", "## ", ":::", "：：：", "::: 表", "<table>",
    "</td>", "<b>", "<br>", "<!--", "&amp;", "&#10;", "\\|", "{编号=无}", "{接排}", "[a](b)", "http://a.cn", "    ", "---",
)  # fmt: skip
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).filter(lambda text: text.strip() != "")
PLACES = {
    "段落": "@", "段首": "@后", "段尾": "前@", "段中": "前@后", "两个相连": "前@@后", "粗体": "前**@**后", "粗体句点": "前**(1).@.**后",
    "紧邻粗体": "**前：**@**后**", "标题": "## @", "标题属性": "## 前@ {编号=无}", "接排": "##### @ {接排}\n\n正文@", "题目": "# 前@后",
    "题目两行": "# 前@\\\n@后", "列表": "1. @\n2. 前@", "内层列表": "1. 甲\n   1. @", "断行": "前\n@\n后", "硬断行": "前@\\\n@后",
    "竖线表": "| 甲 | @ |\n| --- | --- |\n| @ | **@** |", "网页表": "<table><tr><td>@</td>\n\n<td>前@后<br>@</td></tr></table>",
    "表的属性": '::: 表 {题="表1@" 单位="@" 注=@}\n| 甲 |\n| --- |\n| 乙 |\n:::', "主送": "::: 主送\n@\n:::",
    "落款": "::: 落款\n@\n@\n:::", "附件": "::: 附件\n1. @\n2. 前@\n:::",
    "附件题目": "# 前@\\\n@后 {附件}", "续附件题目": "# 甲 {附件}\n\n# @ {附件=续}", "居中标题": "## @ {编号=部分 居中 另页}",
    "目录": '::: 目录 {题="@"}\n:::', "横排": "::: 横排\n## @\n\n| @ |\n| --- |\n| 前@ |\n\n@\n:::",
    "封面": "::: 封面\n# @\\\n前@\n甲：@\n@：@\n---\n@后\n:::", "图题": '::: 图 {题="@" 编号=图}\n| 年 | 数 |\n| --- | --- |\n| 甲 | 1 |\n:::',
    "表的编号": '::: 表 {编号=表 题="@" 合并=1,2 表头=0}\n| @ | 甲@ |\n| --- | --- |\n| | 乙@ |\n:::',
}  # fmt: skip
PROSE = st.recursive(
    st.lists(LINES, min_size=1, max_size=3).map(tuple).map(Prose),
    lambda inner: (
        st.lists(st.one_of(LINES, st.builds(Section, LINES, inner)), min_size=1, max_size=3).map(tuple).map(Prose)
    ),
    max_leaves=4,
)


def parsed(text: str, values: list[str | Prose]) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    return parse(Source("报告", text), values, NUMBERING, title="", author="", date="")


def filled(template: str, count: int) -> str:
    for index in range(count):
        template = template.replace("@", f"\ufdd0{index}\ufdd1", 1)
    return template


def words(texts: Iterable[str]) -> str:
    """All the text in order; where paragraphs end is another test's."""
    return "".join(texts).replace("\n", "")


@settings(max_examples=examples(400, 120), deadline=None)
@given(st.sampled_from(sorted(PLACES)), st.data())
def test_a_line_comes_out_as_typed(place: str, data: st.DataObject) -> None:
    template = PLACES[place]
    count = template.count("@")
    values: list[str | Prose] = [data.draw(LINES) for _ in range(count)]
    marks = [f"甲{index}乙" for index in range(count)]
    document, found = parsed(filled(template, count), values)
    plain, _ = parsed(filled(template, count), list(marks))
    assert found == ()
    assert document is not None and plain is not None
    expected = words(paragraphs_of(plain))
    for mark, value in zip(marks, values, strict=True):
        expected = expected.replace(mark, str(value))
    assert trimmed(words(paragraphs_of(document)), place) == trimmed(expected, place)


def trimmed(text: str, place: str) -> str:
    """A signature's lines are set without white space around them; the addressee's colon is added if it has none."""
    if place in ("落款", "目录"):
        return "".join(text.split())
    return text.rstrip("：:") if place == "主送" else text.replace(" ", "") if place in ("断行", "接排") else text


def test_a_line_is_tried_in_every_block() -> None:
    inside = {spec for spec in SPECS if any(f"::: {spec}" in text for text in PLACES.values())}
    assert SPECS.keys() - inside == {"分页"}  # holds no text


@settings(max_examples=examples(200, 80), deadline=None)
@given(PROSE)
def test_prose_alone_becomes_its_paragraphs(prose: Prose) -> None:
    document, found = parsed("## 甲 {编号=无}\n\n" + filled("@", 1), [prose])
    assert found == () and document is not None
    printed = [block.runs[0].text for block in document.blocks[1:]]  # type: ignore[union-attr] # each has runs
    assert printed == list(prose.paragraphs())


@settings(max_examples=examples(200, 80), deadline=None)
@given(st.sampled_from(sorted(PLACES)), PROSE)
def test_prose_loses_no_word_anywhere(place: str, prose: Prose) -> None:
    template = PLACES[place]
    count = template.count("@")
    document, found = parsed(filled(template, count), [prose] * count)
    assert document is not None and found == ()
    printed = "".join("".join(paragraphs_of(document)).split())
    for paragraph in prose.paragraphs():
        assert "".join(paragraph.split()) in printed


FIGURES = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**12), 10**12).filter(bool),
    st.integers(0, 10),
)
"""As many decimals as a figure may have."""


@settings(max_examples=examples(200, 80), deadline=None)
@given(LINES, LINES, FIGURES)
def test_a_chart_has_its_words_and_figures_exactly(category: str, name: str, figure: Decimal) -> None:
    template = filled("::: 图\n| 年 | @ | 乙 |\n|-|-|-|\n| @ | @ | @ |\n:::", 4)
    document, found = parsed(template, [name, category, f"{figure:,f}", f"{figure:f} 万元"])
    assert found == () and document is not None
    chart = document.blocks[0]
    assert isinstance(chart, Chart)
    assert (chart.unit, chart.categories) == ("万元", (category.strip(),))
    assert [one.name for one in chart.series] == [name.strip(), "乙"]
    assert [f"{one.values[0]:f}" for one in chart.series] == [f"{figure:f}"] * 2


@settings(max_examples=examples(300, 100), deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(("", "甲", "乙")), min_size=3, max_size=3), min_size=1, max_size=7), st.booleans()
)
def test_merged_cells_say_what_stood_there(texts: list[list[str]], second: bool) -> None:
    """Spread out again, the table is as it was; no equal neighbours are left that could be one cell."""
    columns = (0, 1) if second else (0,)
    rows = "".join(f"| {' | '.join(row)} |\n" for row in texts)
    document, _ = parsed(
        f"::: 表 {{合并={','.join(str(c + 1) for c in columns)}}}\n| 甲 | 甲 | 甲 |\n|-|-|-|\n{rows}:::", []
    )
    assert document is not None
    table = document.blocks[0]
    assert isinstance(table, Table)
    owners: list[list[int]] = [[-1] * 3 for _ in table.rows]
    cells = [(at, cell) for at, row in enumerate(table.rows) for cell in row.cells]
    for number, (at, cell) in enumerate(cells):
        column = owners[at].index(-1)
        for below in range(cell.rowspan):
            assert owners[at + below][column] == -1
            owners[at + below][column] = number
    spread = [[text_of(cells[one][1].paragraphs[0]) for one in row] for row in owners]
    assert spread == [["甲"] * 3, *texts]
    for at in range(len(texts)):
        for column in range(3):
            parent = column == 1 and owners[at][0] != owners[at + 1][0]
            alike = spread[at][column] == spread[at + 1][column] != ""
            one = owners[at][column] == owners[at + 1][column]
            assert one == (alike and column in columns and at > 0 and not parent)


@settings(max_examples=examples(400, 120), deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from((*PIECES, "\n", "\n\n", "\n::: ", "\n:::\n", "\n::: 横排\n", "\n::: 封面\n# 题\n", "\n::: 图 {类型=饼}\n", "\n::: 表 {合并=1,2 表头=2}\n",
                                  "\n::: 目录 :::\n", "\n# 题 {附件}\n", "\n# 题 {附件=续}\n", "甲：", "\n---\n", "\n<table>", "<tr>", "<td rowspan=2>", "</tr>",
                                  "</table>", "\ufdd00\ufdd1", "\ufdd09\ufdd1", "\n| ", " | ", "\n| --- |\n", "\n1. ", "\n- ", "   ")),
                 max_size=60).map("".join),
    )
)  # fmt: skip
def test_no_text_raises_and_faults_have_a_place(text: str) -> None:
    document, found = parsed(text, ["值\n二", "乙"])
    assert (document is None) == (len(found) > 0)
    if document:
        write_markdown(document)
    for one in found:
        assert 0 <= one.place.start <= one.place.end <= len(text)
