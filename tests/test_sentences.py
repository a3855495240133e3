"""True sentences in every slot for text in, the same sentences out: reading and `check --fix` change none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostic import Severity
from generator.fixing import fix
from generator.load import load_bytes
from generator.model import Line, Passage, Record, Table
from generator.nodes import Mapping, Scalar, Sequence
from generator.vocabulary import REPORT

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = [
    line for line in (ROOT / "tests" / "cases" / "sentences.txt").read_text(encoding="utf-8").split("\n") if line
]
SAMPLES = sorted([*(ROOT / "inputs").glob("*.yaml"), *(ROOT / "templates").glob("*/*/sample/input.yaml")])
DEEPEST = 4
Path_ = tuple[tuple[str, bool], ...]


def slots(record: Record, path: Path_ = ()) -> Iterator[Path_]:
    """Every key that holds a text, with those above it and whether each is a list of rows."""
    for field in record.fields:
        here = (*path, (field.name, isinstance(field.kind, Table)))
        if isinstance(field.kind, (Line, Passage)):  # where a list is wanted, ［甲，乙］ is one
            yield here
        inner = field.kind.record if isinstance(field.kind, Table) else field.kind
        if isinstance(inner, Record) and len(here) < DEEPEST:
            yield from slots(inner, here)


SLOTS = [*slots(REPORT), (("文字", False), ("自评组织", False)), (("项目", True), ("文字", False), ("自评组织", False))]


def block(path: Path_, value: str) -> list[str]:
    """The lines of a value below its keys; the rows of a list have one."""
    (name, listed), *rest = path
    if not rest:
        first, *others = value.split("\n")
        return [f"{name}:{first}", *others]
    below = block(tuple(rest), value)
    if listed:
        below = [f"- {below[0]}", *(f"  {line}" for line in below[1:])]
    return [f"{name}:", *(f"  {line}" for line in below)]


WAYS = {
    "behind its key": " {}",
    "below its key": "\n  {}",
    "in a list": "\n  - {}",
    "in a list as far left as its key": "\n- {}",
    "under a bar": " |\n  {}",
    "in single quotes": " '{}'",
}


def written(path: Path_, sentence: str, way: str) -> str:
    if way == "in braces" and len(path) > 1:
        *above, (name, listed), (key, _) = path
        braces = f"{{{key}: {sentence}}}"
        return "\n".join(block((*above, (name, False)), f" [{braces}]" if listed else f" {braces}")) + "\n"
    form = WAYS.get(way, " {}")
    return "\n".join(block(path, form.replace("{}", sentence))) + "\n"


def plain(node: object) -> object:
    """A tree of ours or of PyYAML's, as dicts, lists and texts."""
    match node:
        case Mapping(entries):
            return {entry.key.text: plain(entry.value) for entry in entries}
        case Scalar():
            return node.text
        case Sequence(items):
            return [plain(item) for item in items]
    return node


def only(tree: object) -> object:
    """What stands in a tree with one value."""
    while isinstance(tree, (dict, list)) and len(tree) == 1:
        tree = next(iter(tree.values())) if isinstance(tree, dict) else tree[0]
    return tree


def as_yaml(text: str) -> object:
    """What YAML itself reads, types and all left out."""
    try:
        return yaml.load(text, yaml.BaseLoader)  # noqa: S506 # texts and nothing else
    except yaml.YAMLError:
        return None


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(SENTENCES), st.sampled_from(SLOTS), st.sampled_from([*WAYS, "in braces"]))
def test_a_sentence_stays_as_it_was_typed(sentence: str, slot: Path_, way: str) -> None:
    text = written(slot, sentence, way)
    data = text.encode()
    node, _, found = load_bytes(data, "a.yaml")
    fixed = fix(data, "a.yaml")
    read = as_yaml(text)
    if only(read) == sentence.strip():
        assert plain(node) == read
        assert [one.message for one in found if one.weight is Severity.ERROR] == []
        assert fixed.data == data
        return
    mended, _, left = load_bytes(fixed.data, "a.yaml")
    if fixed.mended and not any(one.weight is Severity.ERROR for one in left):  # a sign was mended, and no word moved
        value = only(plain(mended))
        assert isinstance(value, str)
        assert letters(value) == letters(sentence)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_mended_in_a_good_file(path: Path) -> None:
    data = path.read_bytes()
    assert fix(data, path.name).data == data
    assert plain(load_bytes(data, path.name)[0]) is not None


ROWS = "项目:\n  - 名称: 大厅\n    指标:\n      - {{一级: 产出, 指标: 窗口, 目标: ≥32个, 完成: 30个, 分值: 50, 偏差: {}}}\n"


@pytest.mark.parametrize("word", ["说明", "其中", "完成", "原因", "评分标准", "名称"])
@pytest.mark.parametrize("comma", "，、﹐")
def test_a_key_in_a_sentence_is_asked_for_where_the_row_can_have_it(word: str, comma: str) -> None:
    data = ROWS.format(f"系统停用{comma}{word}：下年补足").encode()
    _, _, found = load_bytes(data, "a.yaml")
    asked = word in ("说明", "评分标准")
    assert [one.code.id for one in found] == ["Y156"] * asked
    assert fix(data, "a.yaml").data == data
