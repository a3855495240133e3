"""A leader's DOCX dropped on the page in, its changes beside their lines out; one that is accepted is an edit to be undone."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from browsing import opened, told
from conftest import ROOT
from msgspec.structs import replace
from serving import Page as Served
from serving import served
from test_merging import by_hand

from generator.merging import merge
from generator.pipeline import Settings, build
from generator.workplace.folder import Refused
from generator.workplace.returning import accepted

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = (ROOT / "inputs/minimal.yaml").read_text(encoding="utf-8")
STEPS = yaml.safe_load((ROOT / "tests/cases/merging/tracked.yaml").read_text(encoding="utf-8"))["改"]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Served]:
    path = tmp_path / "2024.yaml"
    path.write_text(TEXT, encoding="utf-8")
    docx = build(path, Settings(), ("docx",)).reports[0].files["docx"]
    (tmp_path / "领导改.docx").write_bytes(by_hand(docx, STEPS))
    with served(path) as one:
        yield one


def merged(at: Served, data: bytes) -> tuple[int, Any]:
    client = http.client.HTTPConnection(at.host, timeout=30)
    client.request("POST", f"{at.path}api/merge?name=2024.yaml", data, {"host": at.host, "x-zipingbao": "1"})
    answer = client.getresponse()
    return answer.status, json.loads(answer.read())


def test_a_docx_comes_back_through_the_server(at: Served, tmp_path: Path) -> None:
    status, found = merged(at, (tmp_path / "领导改.docx").read_bytes())
    assert status == 200
    first, *others = found["changes"]
    assert (first["what"], first["writable"]) == ("改写", True)
    assert {"did": "修订加字", "who": "张局长", "when": "2025-03-01 09:30", "text": ""} in first["touches"]
    place = first["places"][0]
    assert "正常运转" in place["text"] and "正常运转" in TEXT.split("\n")[place["line"] - 1]
    assert "批注" in [one["what"] for one in others]
    _, answer = at.api("accept", name="2024.yaml", key=found["key"], before=[], new=[0])
    text = TEXT
    for one in reversed(answer["edits"]):
        text = text[: one["from"]] + one["insert"] + text[one["to"] :]
    assert text == TEXT.replace("正常运转", "平稳运转", 1)
    assert (tmp_path / "2024.yaml").read_text(encoding="utf-8") == TEXT
    fixed = next(number for number, one in enumerate(found["changes"]) if one["what"] == "批注")
    for key, new in ((found["key"], [fixed]), (found["key"], [99]), ("0", [0])):
        assert at.api("accept", name="2024.yaml", key=key, before=[], new=new)[0] == 409
    status, answer = merged(at, b"no docx")
    assert status == 409 and "DOCX" in answer["refused"]


def test_what_does_not_hold_by_itself_is_not_accepted(tmp_path: Path) -> None:
    """The report that a change gives is tried once more when it is accepted."""
    path = tmp_path / "2024.yaml"
    path.write_text(TEXT, encoding="utf-8")
    docx = by_hand(build(path, Settings(), ("docx",)).reports[0].files["docx"], STEPS)
    found = merge(docx, path, Settings())
    assert [one["of"] for one in accepted(found, path, [0], [1])] == [1]
    with pytest.raises(Refused, match="单收这一处"):
        accepted(replace(found, trial=None), path, [], [0])
    with pytest.raises(Refused, match="写不进这份文件"):
        accepted(found, tmp_path / "项目/大厅.yaml", [], [0])


@pytest.mark.browser
def test_one_change_is_accepted_saved_and_undone(page: Page, at: Served, tmp_path: Path) -> None:
    opened(page, at)
    page.set_input_files("#edited", tmp_path / "领导改.docx")
    told(page, "#returned h2", "领导改的")
    change = page.locator("#returned li", has_text="平稳运转").first
    told(page, "#returned li", "张局长，2025-03-01 09:30")
    told(page, "#returned li", "核实一下")
    change.locator("button.go").first.click()
    assert "正常运转" in page.evaluate("getSelection().toString()")
    page.keyboard.press("Control+Home")
    page.keyboard.type("# 一行\n")
    change.locator("button", has_text="收下").click()
    told(page, "#returned .done", "已收下")
    told(page, ".cm-content", "平稳运转")
    path = tmp_path / "2024.yaml"
    assert path.read_text(encoding="utf-8") == TEXT
    page.frame_locator("#paper iframe:not(.next)").locator("p", has_text="平稳运转").first.wait_for()
    page.click("#save")
    told(page, "#state", "已保存")
    assert path.read_text(encoding="utf-8") == "# 一行\n" + TEXT.replace("正常运转", "平稳运转", 1)
    page.click("#undo")
    told(page, ".cm-content", "正常运转")


@pytest.mark.browser
@pytest.mark.thorough
def test_it_is_dropped_on_the_page_and_another_report_is_refused(page: Page, at: Served, tmp_path: Path) -> None:
    opened(page, at)
    drop = """([bytes, name]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name));
        document.querySelector('#right').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
    }"""
    page.evaluate(drop, [list((tmp_path / "领导改.docx").read_bytes()), "领导改.docx"])
    told(page, "#returned h2", "领导改的")
    page.locator("#returned button", has_text="收下可以写的").click()
    told(page, ".cm-content", "平稳运转")
    told(page, ".cm-content", "年接件")
    page.locator("#returned button", has_text="收起").click()
    assert page.locator("#returned").is_hidden()
    other = build(ROOT / "inputs/zipingbiao-2024.yaml", Settings(), ("docx",)).reports[0].files["docx"]
    page.evaluate(drop, [list(other), "别的.docx"])
    told(page, "#banner", "像是另一份报告")
    page.evaluate(drop, [[1, 2], "表.xlsx"])
    told(page, "#banner", "只能收回 DOCX")
