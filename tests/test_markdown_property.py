"""Whatever stands in a document, GitHub's own parser reads the same words out of its Markdown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_text import foreign_tags, paragraphs_of_document, paragraphs_of_markdown

from generator.document import (
    Addressee,
    Attachments,
    Block,
    Cell,
    Document,
    Heading,
    Numbered,
    Paragraph,
    Row,
    Run,
    RunIn,
    Runs,
    Signature,
    Table,
    Title,
)
from generator.writers.markdown import write_markdown

SNIPPETS = (
    *"*_~`$[]()<>&|\\#+-.!:=\"'/ 1a中，。：（）“”—…\u3000\u00a0×￥",
    "**", "__", "~~", "```", "$$", "***", "1. ", "2) ", "- ", "# ", "> ", "---", "===", "&amp;", "&#42;", "<b>", "</b>",
    "<!-- ", "-->", "<table>", "<br>", "[a](b)", "![a](b)", "[x]: y", "[^1]", "[ ] ", "http://a.cn/x_y", "www.a.cn",
    "https://a.cn", "ftp://a.b", "a@b.cn", "mailto:a@b.cn", "措施：", "合计", "12.5%", "|---|", "    ", "snake_case_", "&copy", "<a@b.cn>",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(SNIPPETS), max_size=10).map("".join)
RUNS = st.lists(st.builds(Run, TEXTS, st.booleans()), max_size=4).map(tuple)
NUMBERS = st.sampled_from(("", "一、", "（一）", "1.", "（1）", "1. ", "①", "项目1："))
LEVELS = st.integers(1, 4)


def cells(draw: st.DrawFn, header: bool, colspan: int = 1) -> Cell:
    runs = draw(RUNS)
    if draw(st.booleans()):
        runs = (*runs, Run("\n"), *draw(RUNS))
    paragraphs = (runs,) if draw(st.booleans()) else (runs, draw(RUNS))
    return Cell(paragraphs, 1, colspan, draw(st.sampled_from((None, "left", "center", "right"))), header)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 3))
    headers = draw(st.integers(0, 2))
    rows = []
    for at in range(draw(st.integers(1, 4))):
        header = at < headers
        if columns > 1 and draw(st.booleans()):
            row = (cells(draw, header, columns),)
        else:
            row = tuple(cells(draw, header) for _ in range(columns))
        rows.append(Row(row, header))
    notes = tuple(draw(st.lists(RUNS, max_size=2)))
    aligns = tuple(draw(st.sampled_from(("left", "center", "right", "justify"))) for _ in range(columns))
    return Table((1 / columns,) * columns, aligns, tuple(rows), draw(RUNS), draw(RUNS), notes)


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Title, st.lists(RUNS, min_size=1, max_size=3).map(tuple)),
    st.builds(Heading, LEVELS, NUMBERS, RUNS),
    st.builds(RunIn, LEVELS, NUMBERS, RUNS, RUNS),
    st.builds(Paragraph, RUNS),
    st.builds(Numbered, NUMBERS, RUNS),
    st.builds(Addressee, RUNS),
    st.builds(Signature, TEXTS, TEXTS, st.booleans()),
    st.builds(Attachments, st.lists(TEXTS, min_size=1, max_size=3).map(tuple)),
    tables(),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(BLOCKS, max_size=4).map(tuple))
def test_github_reads_what_the_document_says(blocks: tuple[Block, ...]) -> None:
    document = Document("", "", "", blocks)
    markdown = write_markdown(document)
    assert paragraphs_of_markdown(markdown) == paragraphs_of_document(document)
    assert foreign_tags(markdown) == set()


@settings(max_examples=300, deadline=None)
@given(RUNS)
def test_one_paragraph(runs: Runs) -> None:
    document = Document("", "", "", (Paragraph(runs),))
    markdown = write_markdown(document)
    assert paragraphs_of_markdown(markdown) == paragraphs_of_document(document)
    assert foreign_tags(markdown) == set()
