"""The form of the page: what is done in it in, the text out, of which no byte is another that was not edited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Page, served

from generator.amending import Step, Want, amended, put, remove
from generator.library import blank_form, list_packs
from generator.load import LoadedText, read_source
from generator.model import Kind, Lines, Named, Passage, Record, Table
from generator.nodes import Mapping, Node, Scalar
from generator.nodes import Sequence as Items
from generator.packs import full_record
from generator.packs.asked import choose
from generator.pipeline import Settings, read_packs
from generator.source import Source
from generator.workplace.filling import cleaned

CASES = yaml.safe_load((Path(__file__).parent / "cases/form/changes.yaml").read_text(encoding="utf-8"))
HEAD = "版本: 1\n模板: 甘肃/项目自评报告\n年度: 2024\n"
TEMPLATE = "甘肃/项目自评报告"
FILES = [
    *sorted((ROOT / "templates").glob("*/*/sample/input.yaml")),
    *sorted(one for one in (ROOT / "inputs").glob("*.yaml")),
]
Path_ = tuple[Step, ...]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("表单")
    (folder / "2024.yaml").write_text(HEAD, encoding="utf-8")
    with served(folder) as one:
        assert one.api("judge", name="2024.yaml", text=HEAD)[0] == 200
        yield one


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    for one in sorted(edits, key=lambda one: -one["from"]):
        text = text[: one["from"]] + one["insert"] + text[one["to"] :]
    return text


@pytest.mark.parametrize("case", CASES, ids=[one["名"] for one in CASES])
def test_what_is_done_in_the_form(page: Page, case: dict[str, Any]) -> None:
    text = HEAD + case["文"]
    status, answer = page.api("change", name="2024.yaml", text=text, **case["做"])
    if "拒" in case:
        assert status == 409
        assert case["拒"] in answer["refused"]
        return
    assert status == 200, answer
    assert edited(text, answer["edits"]) == HEAD + case["得"]
    assert answer["told"] == case.get("说", [])
    assert answer.get("readable", case["做"]["do"] == "put")


def test_keys_come_once_with_their_meaning(page: Page) -> None:
    _, first = page.api("form", name="2024.yaml", text=HEAD + "单位: {名称: 𠮷局}\n")
    _, again = page.api("form", name="2024.yaml", text=HEAD, have=first["keys"])
    assert "fields" in first and "fields" not in again
    unit = next(one for one in first["fields"] if one["n"] == "单位")
    name = next(one for one in unit["f"] if one["n"] == "名称")
    assert name["h"] and name["e"] and name["r"] and name["k"] == "text"
    value = first["values"]["e"]["单位"]["e"]["名称"]
    assert (value["s"], value["b"] - value["a"]) == ("𠮷局", 3)
    status, answer = page.api("change", name="2024.yaml", text="甲: {", do="put", path=["年度"], value="1")
    assert status == 409 and "还读不了" in answer["refused"]


def texts() -> Iterator[tuple[str, str]]:
    yield from ((str(one), one.read_text(encoding="utf-8")) for one in FILES)
    for one in list_packs(Settings()):
        if one.prints:
            yield one.name, blank_form(one.name, Settings(), "2024")[0] or ""


TEXTS = list(texts())
RECORD = full_record(read_packs(choose((), TEMPLATE)[0], Settings().folders())[0])
READ: dict[str, LoadedText] = {}


def leaves(kind: Kind, node: Node | None, path: Path_ = ()) -> Iterator[tuple[Path_, Kind]]:
    """Every value that could be put, there or not."""
    below = {one.key.text: one.value for one in node.entries} if isinstance(node, Mapping) else {}
    if isinstance(kind, Record) and len(path) < 5:
        for one in kind.fields:
            yield from leaves(one.kind, below.get(one.name), (*path, one.name))
    elif isinstance(kind, Table):
        items = node.items if isinstance(node, Items) else ()
        for number, item in enumerate((*items, None)):
            yield from leaves(kind.record, item, (*path, number))
    elif isinstance(kind, Named):
        for name, item in (*below.items(), ("新的", None)):
            yield from leaves(kind.kind, item, (*path, name))
    elif not isinstance(kind, Record):
        yield path, kind


def at(node: Node | None, path: Path_) -> str:
    for step in path:
        if isinstance(node, Mapping):
            node = next((one.value for one in node.entries if one.key.text == step), None)
        elif isinstance(node, Items):
            node = node.items[int(step)] if int(step) < len(node.items) else None
    if isinstance(node, Items):
        return "\n".join(one.text for one in node.items if isinstance(one, Scalar))
    return node.text.rstrip("\n") if isinstance(node, Scalar) else ""


LINE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")) | st.just(" "), max_size=12).map(str.strip)


@settings(max_examples=examples(1000, 25), deadline=None)
@given(st.data())
def test_any_text_at_any_key(data: st.DataObject) -> None:
    """The text says it afterwards and all else that it said; what is not of an edit is as it was; put again, nothing is edited."""
    name, text = data.draw(st.sampled_from(TEXTS))
    reading = READ.setdefault(name, read_source(Source(name, text)))
    path, kind = data.draw(st.sampled_from(list(leaves(RECORD, reading.node))))
    several = isinstance(kind, Passage | Lines)
    typed = "\n".join(data.draw(st.lists(LINE.filter(bool), max_size=3 if several else 1)))
    said = cleaned(kind, typed)
    want: Want = said
    for step in reversed(path):
        want = {step: want}
    edits = put(reading, RECORD, want)
    if edits is None:  # sections with headings, of which a form takes none
        assert "标题:" in text or not said.isprintable()
        return
    after = amended(reading, edits)
    assert at(after.node, path) == said
    for one in edits:
        old = reading.source.text[one.start : one.end]
        assert not (old and one.text) or (old[0] != one.text[0] and old[-1] != one.text[-1])
    kept = [one for one in reading.source.text.split("\n") if one.strip().startswith("#")]
    left = [one for one in after.source.text.split("\n") if one.strip().startswith("#")]
    assert len(kept) - len(left) <= 1
    assert put(after, RECORD, want) == []


@settings(max_examples=examples(400, 15), deadline=None)
@given(st.data())
def test_any_row_can_go(data: st.DataObject) -> None:
    name, text = data.draw(st.sampled_from(TEXTS))
    reading = READ.setdefault(name, read_source(Source(name, text)))
    rows = list(_rows(reading.node))
    if not rows:
        return
    path, count = data.draw(st.sampled_from(rows))
    edits = remove(reading, path)
    assert edits is not None
    after = dict(_rows(amended(reading, edits).node))
    assert sum(len(one) == len(path) and one[:-1] == path[:-1] for one in after) == count - 1
    assert all(not one.text for one in edits)


def _rows(node: Node | None, path: Path_ = ()) -> Iterator[tuple[Path_, int]]:
    if isinstance(node, Mapping):
        for one in node.entries:
            yield from _rows(one.value, (*path, one.key.text))
    elif isinstance(node, Items):
        for number, item in enumerate(node.items):
            if all(isinstance(one, Mapping) for one in node.items):
                yield (*path, number), len(node.items)
            yield from _rows(item, (*path, number))
