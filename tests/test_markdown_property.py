"""Whatever stands in a document, GitHub's own parser reads the same words out of its Markdown."""

from __future__ import annotations

from typing import get_args

from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_text import (
    contents_of_markdown,
    folded,
    foreign_tags,
    headings_of_markdown,
    paragraphs_of_document,
    paragraphs_of_markdown,
)

from generator.document import (
    Addressee,
    Attachment,
    Attachments,
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Landscape,
    Numbered,
    PageBreak,
    Paragraph,
    Row,
    Run,
    RunIn,
    Runs,
    Series,
    Signature,
    Table,
    Title,
    contents_entries,
    is_listed,
    text_of,
)
from generator.writers.markdown import write_markdown
from generator.writers.markdown_contents import anchor

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


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    categories = tuple(draw(st.lists(TEXTS, min_size=1, max_size=3)))
    figures = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-999, max_value=9999)
    names = draw(st.lists(TEXTS, min_size=1, max_size=2))
    series = (Series(name, tuple(draw(figures) for _ in categories)) for name in names)
    return Chart(draw(st.sampled_from(("bar", "pie"))), draw(RUNS), draw(TEXTS), categories, tuple(series))


LINES = st.lists(RUNS, max_size=3).map(tuple)
HEADINGS = st.builds(Heading, LEVELS, NUMBERS, RUNS, st.booleans(), st.booleans())
ATTACHMENTS = st.builds(Attachment, st.sampled_from(("", "附件", "附件1")), LINES)
CONTENTS = st.builds(Contents, TEXTS, LEVELS)
EACH: dict[type[Block], st.SearchStrategy[Block]] = {
    Title: st.builds(Title, st.lists(RUNS, min_size=1, max_size=3).map(tuple)),
    Heading: HEADINGS,
    RunIn: st.builds(RunIn, LEVELS, NUMBERS, RUNS, RUNS),
    Paragraph: st.builds(Paragraph, RUNS),
    Numbered: st.builds(Numbered, NUMBERS, RUNS),
    Addressee: st.builds(Addressee, RUNS),
    Signature: st.builds(Signature, TEXTS, TEXTS, st.booleans()),
    Attachments: st.builds(Attachments, st.lists(TEXTS, min_size=1, max_size=3).map(tuple)),
    Table: tables(),
    Chart: charts(),
    Attachment: ATTACHMENTS,
    PageBreak: st.just(PageBreak()),
    Cover: st.builds(Cover, LINES, st.lists(st.tuples(TEXTS, RUNS), max_size=3).map(tuple), LINES),
}
APART = {Contents, Landscape}
"""Tried with headings behind them, and around the others."""
FLAT = st.one_of(*EACH.values())
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    FLAT, st.builds(Landscape, st.lists(FLAT, min_size=1, max_size=3).map(tuple))
)


def test_every_block_is_tried() -> None:
    assert set(get_args(Block)) == EACH.keys() | APART


@settings(max_examples=examples(300, 100), deadline=None)
@given(st.lists(BLOCKS, max_size=4).map(tuple))
def test_github_reads_what_the_document_says(blocks: tuple[Block, ...]) -> None:
    document = Document("", "", "", blocks)
    markdown = write_markdown(document)
    assert paragraphs_of_markdown(markdown) == paragraphs_of_document(document)
    assert foreign_tags(markdown) == set()


@settings(max_examples=examples(300, 100), deadline=None)
@given(RUNS)
def test_one_paragraph(runs: Runs) -> None:
    document = Document("", "", "", (Paragraph(runs),))
    markdown = write_markdown(document)
    assert paragraphs_of_markdown(markdown) == paragraphs_of_document(document)
    assert foreign_tags(markdown) == set()


@settings(max_examples=examples(300, 100), deadline=None)
@given(st.lists(st.one_of(HEADINGS, ATTACHMENTS, CONTENTS), max_size=6).map(tuple), CONTENTS)
def test_contents_link_every_heading(blocks: tuple[Block, ...], contents: Contents) -> None:
    """Every entry says its heading, in order, and leads to an anchor that some heading of the report has."""
    document = Document("", "", "", (contents, *blocks))
    markdown = write_markdown(document)
    assert paragraphs_of_markdown(markdown) == paragraphs_of_document(document)
    assert foreign_tags(markdown, contents=True) == set()
    anchors: list[str] = []  # as GitHub gives them: -1, -2 behind one that is taken
    for heading in headings_of_markdown(markdown):
        first = anchor(heading)
        anchors.append(next(a for a in (first, *(f"{first}-{n}" for n in range(1, 99))) if a not in anchors))
    entries = contents_of_markdown(markdown)
    headings = dict(zip(anchors, headings_of_markdown(markdown), strict=True))
    assert all(" ".join(headings[to].split()) in text for text, to in entries if to)
    listed = [
        entry for each in document.blocks if isinstance(each, Contents)
        for entry in contents_entries(document.blocks) if is_listed(entry, each.depth)
    ]  # fmt: skip
    assert [text for text, _ in entries] == folded([words(entry) for entry in listed])


def words(entry: Heading | Attachment) -> str:
    if isinstance(entry, Heading):
        return entry.number + text_of(entry.runs)
    title = "".join(map(text_of, entry.lines))
    return f"{entry.label} {title}" if entry.lines else entry.label
