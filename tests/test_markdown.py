"""The Markdown of a document as a person would have written it: cases and whole texts in markdown/."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from dialect_style import NUMBERING
from markdown_text import paragraphs_of_document, paragraphs_of_markdown

from generator.dialect import laid_out, parse
from generator.document import Cell, Contents, Document, Heading, Paragraph, Row, Run, Runs, Table, Title
from generator.source import Source
from generator.writers.markdown import write_markdown

HERE = Path(__file__).parent / "markdown"


def lines(name: str) -> list[tuple[str, str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    pairs = [line.partition(" => ") for line in text.split("\n") if " => " in line]
    return [(left, right) for left, _, right in pairs]


def runs(text: str) -> Runs:
    return tuple(Run(part, at % 2 == 1) for at, part in enumerate(re.split("[〖〗]", text)))


@pytest.mark.parametrize(("text", "written"), [*lines("characters.txt"), *lines("bold.txt")])
def test_one_paragraph(text: str, written: str) -> None:
    document = Document("", "", "", (Paragraph(runs(text)),))
    assert write_markdown(document) == written + "\n"
    assert paragraphs_of_markdown(written) == paragraphs_of_document(document)


def test_a_whole_report() -> None:
    source = Source("报告", (HERE / "report.template.md").read_text(encoding="utf-8"))
    document, found = parse(source, (), NUMBERING, title="", author="", date="")
    assert found == () and document is not None
    document = laid_out(document, NUMBERING)
    written = write_markdown(document)
    golden = HERE / "report.md"
    if os.environ.get("ZIPINGBAO_REWRITE"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")
    assert paragraphs_of_markdown(written) == paragraphs_of_document(document)


def test_the_written_markdown_is_read_again_as_the_same() -> None:
    """A pipe table and a merged table that were written can stand in a template."""
    tables = re.findall(r"(?ms)^(?:<table>.*?</table>|\|.*?)(?=\n\n)", (HERE / "report.md").read_text(encoding="utf-8"))
    assert len(tables) == 4
    for table in tables:
        document, found = parse(Source("表", table), (), NUMBERING, title="", author="", date="")
        assert found == () and document is not None
        assert write_markdown(laid_out(document, NUMBERING)) == table + "\n"


@pytest.mark.parametrize(("heading", "slug"), lines("anchors.txt"))
def test_anchors_are_those_that_github_gives(heading: str, slug: str) -> None:
    contents = Contents("", 4)
    for again in ("", "-1", "-2"):
        assert f"](#{slug}{again})\n" in write_markdown(
            Document("", "", "", (contents, *[Heading(1, "", (Run(heading),))] * 3))
        )


def test_an_anchor_that_a_number_behind_another_has_taken() -> None:
    blocks = tuple(Heading(1, "", (Run(text),)) for text in ("甲", "甲", "甲 1", "甲-1", "甲"))
    links = re.findall(r"\(#(.*)\)", write_markdown(Document("", "", "", (Contents("", 1), *blocks))))
    assert links == ["甲", "甲-1", "甲-1-1", "甲-1-2", "甲-2"]


def test_no_blocks() -> None:
    assert write_markdown(Document("", "", "", ())) == ""


def test_empty_texts_leave_no_blank_paragraph() -> None:
    blocks = (Title(((),)), Heading(1, "", ()), Paragraph((Run("　"),)), Paragraph((Run("甲"),)))
    assert write_markdown(Document("", "", "", blocks)) == "甲\n"


def test_a_heading_keeps_the_hash_at_its_end() -> None:
    assert write_markdown(Document("", "", "", (Heading(1, "一、", (Run("甲 #"),)),))) == "## 一、甲 \\#\n"


def test_a_table_without_a_header_is_html() -> None:
    table = Table((1.0,), ("right",), (Row((Cell(((Run("a<b>&\n乙"),),)),)),))
    expected = '<table>\n<tbody>\n<tr><td align="right">a&lt;b&gt;&amp;<br>乙</td></tr>\n</tbody>\n</table>\n'
    assert write_markdown(Document("", "", "", (table,))) == expected
