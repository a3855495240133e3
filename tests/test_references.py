"""Every free text of the vocabulary and of the packs in, each with a reference; that each is printed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.figure import Item, Rows, Text, Texts, Value, Words
from generator.library import list_packs
from generator.model import Kind, Line, Lines, Named, Passage, Record, Table, paths
from generator.packs import folders, full_record, read_pack
from generator.pipeline import Settings, build, read

PACKS = [pack.name for pack in list_packs(Settings()) if pack.prints]
BUT = ("模板", "上年文件")
"""Lines that name a file, not what is printed."""
GIVEN, PRINTED = '"前{{ 数据.甲 }}后"', "前7件后"
HEAD = """版本: 1
模板: {pack}
年度: 2024
金额单位: 万元
数据: {{甲: 7件}}
"""


def text_paths(record: Record) -> list[str]:
    return [
        path
        for path, field in paths(record)
        if isinstance(field.kind, Line | Passage | Lines) and path.partition(".")[0] not in BUT
    ]


def written(kind: Kind) -> Iterator[str]:
    """The lines of YAML that give every text below a kind."""
    if isinstance(kind, Line | Passage | Lines):
        yield GIVEN
    elif isinstance(kind, Record):
        for field in kind.fields:
            yield from entry(field.name, list(written(field.kind)))
    elif isinstance(kind, Table):
        lines = list(written(kind.record))
        yield from (("- " if number == 0 else "  ") + line for number, line in enumerate(lines))
    elif isinstance(kind, Named):
        yield from entry("某", list(written(kind.kind)))


def entry(name: str, below: list[str]) -> Iterator[str]:
    if below == [GIVEN]:
        yield f"{name}: {GIVEN}"
    elif below:
        yield f"{name}:"
        yield from ("  " + line for line in below)


def texts(value: Value | None, path: tuple[str, ...]) -> list[str]:
    """What is printed at a path, in every row on the way."""
    if isinstance(value, Rows):
        return [text for row in value.items for text in texts(row, path)]
    if path:
        return texts(value.get(path[0]), path[1:]) if isinstance(value, Item) else []
    if isinstance(value, Text):
        return [value.text]
    if isinstance(value, Texts):
        return [text.text for text in value.items]
    return list(value.prose.paragraphs()) if isinstance(value, Words) else []


@pytest.mark.parametrize("name", PACKS)
def test_every_free_text_prints_its_references(name: str, tmp_path: Path) -> None:
    pack, _ = read_pack(name, folders(None, ()))
    assert pack is not None
    record = full_record((pack,))
    head = HEAD.format(pack=name)
    body = [
        line
        for field in record.fields
        if field.name not in BUT and f"\n{field.name}: " not in "\n" + head
        for line in entry(field.name, list(written(field.kind)))
    ]
    path = tmp_path / "一份.yaml"
    path.write_text(head + "\n".join(body) + "\n", encoding="utf-8")
    [(_, figures)] = read(path, Settings()).figures
    asked = text_paths(record)
    assert len(asked) > 100
    assert {at: found for at in asked if (found := texts(figures, tuple(at.split(".")))) != [PRINTED]} == {}


@pytest.mark.parametrize(
    ("form", "typed", "printed"),
    [
        ("年月日", "2025-2-5", "2025年2月5日"),
        ("两位", "2025年2月5日", "2025年02月05日"),
        ("照写", "2025-02-5", "2025-02-5"),
        ("照写", "2025年2月05日", "2025年2月05日"),
    ],
)
def test_a_date_in_words_has_the_form_of_the_style(form: str, typed: str, printed: str, tmp_path: Path) -> None:
    pack = tmp_path / "试"
    pack.mkdir()
    (pack / "pack.yaml").write_text("标题: 试\n版本: '1'\n继承: 国家/公文\n", encoding="utf-8")
    (pack / "style.yaml").write_text(f"数字: {{日期: {form}}}\n", encoding="utf-8")
    (pack / "report.md.j2").write_text("# 题\n\n{{ 单位.职能 }}\n\n{{ 落款.日期 }}成文。\n", encoding="utf-8")
    file = tmp_path / "一份.yaml"
    words = f"单位: {{名称: 示例局, 职能: '自{{{{ 落款.日期 }}}}起施行。'}}\n落款: {{日期: {typed}}}\n"
    file.write_text(HEAD.format(pack="试") + words, encoding="utf-8")
    report = build(file, Settings(), ("md",)).reports[0].files["md"].decode("utf-8")
    assert f"自{printed}起施行。" in report
    assert f"{printed}成文。" in report
