"""Every construct of the template dialect, and every mistake in it: cases in dialect/*.txt.

A case is `==== name`, the template (⟦0⟧ stands for the value of that index), `---- 值` with the values as JSON where
there are any, and `---- 应得` with the document or the findings. ZIPINGBAO_REWRITE=1 writes the last part anew.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from case_files import told
from dialect_style import NUMBERING
from document_dump import dump

from generator.codes import dialect as codes
from generator.diagnostic import Code
from generator.dialect import laid_out, limits, parse
from generator.dialect.faults import MOST_FAULTS
from generator.dialect.limits import LONGEST_LINE, MOST_ROWS
from generator.prose import Prose, Section
from generator.source import Source

FILES = sorted((Path(__file__).parent / "dialect").glob("*.txt"))
VALUES, EXPECTED = "---- 值\n", "---- 应得\n"


def prose(blocks: list[Any]) -> Prose:
    return Prose(tuple(b if isinstance(b, str) else Section(b["标题"], prose(b["内容"])) for b in blocks))


def outcome(case: str) -> str:
    template, _, values = case.partition(VALUES)
    read = [v if isinstance(v, str) else prose(v) for v in json.loads(values or "[]")]
    text = re.sub(r"⟦(\d+)⟧", "\ufdd0\\1\ufdd1", template)
    document, found = parse(Source("报告", text), read, NUMBERING, title="", author="", date="")
    return dump(laid_out(document, NUMBERING)) if document else told(found)


def rewritten(text: str) -> str:
    head, *cases = re.split(r"(?m)^(?===== )", text)
    out = [head]
    for case in cases:
        name, body = case.split("\n", 1)
        body = body.partition(EXPECTED)[0]
        out.append(f"{name}\n{body}{EXPECTED}{outcome(body)}")
    return "".join(out)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if os.environ.get("ZIPINGBAO_REWRITE"):
        path.write_text(rewritten(text), encoding="utf-8")
    assert rewritten(text) == path.read_text(encoding="utf-8")


def test_every_code_has_a_case() -> None:
    faults = (Path(__file__).parent / "dialect" / "faults.txt").read_text(encoding="utf-8")
    ids = {code.id for code in (*vars(codes).values(), *vars(limits).values()) if isinstance(code, Code)}
    assert ids == {*re.findall(r"错误\[(M\d\d\d)\]", faults), "M440"}  # that one has a test of its own


def test_a_line_beyond_the_limit() -> None:
    def found(length: int) -> list[tuple[str, int, str]]:
        text = "正文\n\n" + "字" * length + "\n"
        _, faults = parse(Source("报告", text), (), NUMBERING, title="", author="", date="")
        return [(one.code.id, one.place.line, one.message) for one in faults]

    assert found(LONGEST_LINE) == []
    message = f"这一行有 {LONGEST_LINE + 1} 个字符，一行最多 {LONGEST_LINE} 个"
    assert found(LONGEST_LINE + 1) == [("M440", 3, message)]


@pytest.mark.thorough
def test_a_table_with_too_many_rows() -> None:
    rows = "<tr><td>1</td></tr>\n" * (MOST_ROWS + 1)
    _, faults = parse(Source("报告", f"正文\n\n<table>\n{rows}</table>"), (), NUMBERING, title="", author="", date="")
    assert [(one.code.id, one.place.line, one.message) for one in faults] == [
        ("M441", 3, f"表格有 {MOST_ROWS + 1} 行，最多 {MOST_ROWS} 行")
    ]


def test_the_first_faults_are_told_and_the_rest_is_left_unread() -> None:
    _, faults = parse(Source("报告", "> 引用\n\n" * 200), (), NUMBERING, title="", author="", date="")
    assert [one.place.line for one in faults] == list(range(1, 2 * MOST_FAULTS, 2))
    assert [one.notes for one in faults[-2:]] == [(), (f"先列出 {MOST_FAULTS} 处，这一处之后的还没有读",)]


def test_all_words_are_in_code_page_936() -> None:
    faults = (Path(__file__).parent / "dialect" / "faults.txt").read_text(encoding="utf-8")
    for code in (*vars(codes).values(), *vars(limits).values()):
        if isinstance(code, Code):
            assert (code.title + code.text).encode("gbk")
    told_lines = [line for line in faults.split("\n") if re.match(r"\d+:\d+: |    建议|    \d", line)]
    assert "\n".join(told_lines).encode("gbk")


def test_the_place_of_a_finding() -> None:
    _, found = parse(Source("报告", "正文\n\n前<b>后"), (), NUMBERING, title="", author="", date="")
    assert [(one.place.line, one.place.column, one.place.text) for one in found] == [(3, 2, "<b>")]


def test_the_document_has_what_it_is_told() -> None:
    document, found = parse(Source("报告", ""), (), NUMBERING, title="题", author="某局", date="2023-04-11")
    assert found == () and document is not None
    assert (document.title, document.author, document.date, document.blocks) == ("题", "某局", "2023-04-11", ())
