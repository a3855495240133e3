"""The schema in a running yaml-language-server: what an editor marks, explains and completes, beside what check finds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from case_files import case_files, expected
from click.testing import CliRunner
from conftest import ROOT
from language_server import Editor, editor

from generator.cli.commands import program
from generator.library import schema
from generator.pipeline import Settings

LINE = "# yaml-language-server: $schema=zipingbao.schema.json\n"
GOOD = [*sorted((ROOT / "inputs").glob("*.yaml")), *sorted((ROOT / "templates").glob("*/*/sample/input.yaml"))]
BEYOND = {
    "V206": "whether a bare number needs a unit hangs on another key",
    "V219": "whether another file is there is not in this one",
    "V214": "references are read by the program alone",
    "M101": "packs lie outside the file",
    "L104": "relations are the program's",
    "P101": "relations are the program's",
}
"""Codes that no schema can find, and why."""
EXCEPT = {
    "missing_for_the_pack": "what a pack asks for is not required by the schema of all packs",
    "slot_of_a_project": "as above",
    "slot_of_a_project_undeclared": "as above",
    "slot_required": "as above",
    "details_of_several_cells": "a name that the clerk chooses may be any",
    "key_among_details": "as above",
    "sum_among_details": "as above",
    "amount_cut_in_braces": "as above",
    "amount_cut_in_details": "as above",
    "key_of_the_new_chapters": "told with the key around it",
    "lines_in_one": "one line is a list of one",
    "template_two_in_a_line": "as above",
    "lines_below_a_bar": "as above",
    "lines_without_dashes": "as above",
    "half_comma_in_braces": "where a comma cuts a text in two",
    "left_empty_refused": "whether a value may be left empty is the pack's",
    "pasted_without_a_bar": "cells of a table are the program's",
    "pasted_unknown_columns": "cells of a table are the program's",
    "pasted_column_misspelt": "cells of a table are the program's",
    "pasted_column_of_the_sum": "cells of a table are the program's",
    "pasted_column_twice": "cells of a table are the program's",
    "pasted_without_names": "cells of a table are the program's",
    "pasted_nameless": "cells of a table are the program's",
    "pasted_nameless_subject": "cells of a table are the program's",
    "pasted_ragged": "cells of a table are the program's",
    "pasted_half_of_another_key": "cells of a table are the program's",
    "amount_spread": "cells of a table are the program's",
    "pasted_homeless": "cells of a table are the program's",
    "pasted_cell_unreadable": "cells of a table are the program's",
    "pasted_row_ends_before_a_half": "cells of a table are the program's",
    "number_too_long": "how many digits a number has",
    "section_too_deep": "sections hold sections",
    "blank_quotes": "an empty text is a text",
    "rows_of_one_value": "as above",
    "amount_misgrouped": "where the commas of a number stand",
    "date_not_in_calendar": "the days of a month",
    "nothing_not_allowed": "无 is a word where words may stand",
    "one_line": "a text of two lines is a text",
}
"""Cases of which a part is beyond a schema, and why."""


@pytest.fixture(scope="module")
def client() -> Iterator[Editor]:
    with editor() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an author has it: the schema of all packs beside the YAML."""
    folder = tmp_path_factory.mktemp("editor")
    result = CliRunner().invoke(program, ["schema", "-o", str(folder / "zipingbao.schema.json")])
    assert result.exit_code == 0, result.output
    return folder


def opened(client: Editor, folder: Path, name: str, text: str) -> dict[int, str]:
    """What the editor marks, by the line of the text; the line that names the schema is added on top."""
    path = folder / name
    path.write_text(LINE + text.replace(LINE, "#\n"), encoding="utf-8")
    return {one["range"]["start"]["line"]: one["message"] for one in client.opened(path)}


@pytest.mark.editor
@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_marked_in_a_good_file(client: Editor, folder: Path, path: Path) -> None:
    assert opened(client, folder, "good.yaml", path.read_text(encoding="utf-8")) == {}


@pytest.mark.editor
@pytest.mark.parametrize("path", case_files("filling"), ids=lambda path: path.stem)
def test_what_check_finds_is_marked_at_its_line(client: Editor, folder: Path, path: Path) -> None:
    marked = opened(client, folder, path.name, path.read_text(encoding="utf-8"))
    wanted = {line for code, line, _ in expected(path) if code not in BEYOND}
    if path.stem not in EXCEPT:
        assert wanted <= set(marked)
    if not expected(path):
        assert marked == {}


@pytest.mark.editor
def test_words_of_the_form_are_shown_and_offered(client: Editor, folder: Path) -> None:
    text = "版本: 1\n模板: 甘肃/项目自评报告\n年度: 2024\n金额单位: 万圆\n单位:\n  名称: 示例局\n  \n"
    assert opened(client, folder, "draft.yaml", text) == {4: "只能写 元、千元、万元、百万元、亿元"}
    path = folder / "draft.yaml"
    assert "没写单位的金额按这个单位" in client.hover(path, 4, 2)
    assert {"职能", "内设机构", "人员", "所属单位"} <= set(client.completion(path, 7, 2))
    assert client.completion(path, 4, 6) == ["元", "千元", "万元", "百万元", "亿元"]


@pytest.mark.parametrize("template", [None, "甘肃/项目自评报告"])
def test_the_schema_is_draft_07_in_chinese(template: str | None) -> None:
    text, found = schema(template, Settings())
    assert text is not None and not found
    read = json.loads(text)
    assert read["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(read)
    keys = [read["properties"], *(one.get("properties", {}) for one in read["definitions"].values())]
    assert all(one["title"] and one["description"] for level in keys for name, one in level.items() if name != "文件")


def test_the_schema_of_a_pack_knows_its_own_slots_only() -> None:
    own, _ = schema("广东/部门整体绩效自评报告", Settings())
    other, _ = schema("甘肃/项目自评报告", Settings())
    assert own is not None and other is not None
    assert "预算编制情况" in own and "预算编制情况" not in other


@pytest.mark.thorough
def test_a_template_that_is_not_there_is_named() -> None:
    text, found = schema("甘肃/项目自评报吿", Settings())
    assert text is None
    assert [one.code.id for one in found] == ["M101"]
