"""Reading YAML: every case file earns what it says, every word of it is kept, and nothing in a file breaks it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import NoReturn

import pytest
import yaml
from case_files import CASES, case_files, expected, found, told
from cases.recipes import RECIPES, TEXT, Recipe
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.codes import reading as codes
from generator.diagnostic import Code, Diagnostic
from generator.load import building, faults, load, load_bytes, load_text, mending
from generator.load.lookalikes import plain
from generator.load.scene import Scene
from generator.nodes import Mapping, Node, Scalar, Sequence
from generator.source import Source

GOLDEN = Path(__file__).parent / "golden" / "reading.txt"
FILES = case_files("reading")


def tree(node: Node | None) -> object:
    """A node as plain texts, dicts and lists."""
    if isinstance(node, Mapping):
        return {entry.key.text: tree(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [tree(item) for item in node.items]
    return None if node is None else node.text


def read(text: str) -> Node | None:
    return load_text(Source("a.yaml", text))[0]


def clean(text: str) -> Node:
    """The root of a text that must give no finding."""
    node, findings = load_text(Source("a.yaml", text))
    assert told(findings) == "\n"
    assert node is not None
    return node


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_case_file(path: Path) -> None:
    _, _, findings = load(path, path.name)
    assert found(findings) == expected(path)


def test_cases_are_many_and_every_code_has_one() -> None:
    named = {code for path in FILES for code, _, _ in expected(path)}
    named |= {code for recipe in RECIPES for code, _, _ in recipe.wanted}
    assert len(FILES) >= 70
    # those of the file system and the fallback have tests of their own below
    assert {code.id for code in _codes()} - named == {"Y101", "Y102", "Y103", "Y180", "Y199", "Y450"}


def test_every_word_of_the_messages() -> None:
    parts = []
    for path in FILES:
        _, _, findings = load(path, path.name)
        parts.append(f"== {path.stem}\n{told(findings)}")
    for recipe in RECIPES:
        parts.append(f"== {recipe.name}\n{told(load_bytes(recipe.data, 'a.yaml')[2])}")
    text = "".join(parts)
    if os.environ.get("ZIPINGBAO_REWRITE"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_recipe(recipe: Recipe) -> None:
    node, _, findings = load_bytes(recipe.data, "a.yaml")
    assert found(findings) == list(recipe.wanted)
    assert (node is not None) == recipe.readable


@pytest.mark.parametrize("name", ["utf-8", "utf-8 with a BOM", "GBK", "CRLF", "lone CR", "no line end at the end"])
def test_encodings_and_line_ends_give_the_same_tree(name: str) -> None:
    recipe = next(one for one in RECIPES if one.name == name)
    node, source, _ = load_bytes(recipe.data, "a.yaml")
    assert tree(node) == {"年度": "2024", "单位": {"名称": "示例市政务服务中心"}}
    assert source is not None
    assert source.text.rstrip("\n") == TEXT.rstrip("\n")


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_parser_without_libyaml_agrees(path: Path, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8")
    usual = load_text(Source("a.yaml", text))
    monkeypatch.setattr(building, "build", lambda sheet, build=building.build: build(sheet, loader))
    other = load_text(Source("a.yaml", text))
    assert found(other[1]) == found(usual[1])
    assert tree(other[0]) == tree(usual[0])


class _Refusing(yaml.SafeLoader):
    """A parser that has a limit of depth of its own and reaches it before any event, as libyaml from 0.2.6 on may."""

    def get_event(self) -> NoReturn:
        mark = self.get_mark()
        raise yaml.MarkedYAMLError("while increasing some level", mark, "a limit of its own", mark)


@pytest.mark.parametrize("recipe", [one for one in RECIPES if "deep" in one.name], ids=lambda recipe: recipe.name)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader), _Refusing])
def test_what_is_too_deep_is_told_the_same_whatever_the_parser_takes(
    recipe: Recipe, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "build", lambda sheet, build=building.build: build(sheet, loader))
    assert found(load_bytes(recipe.data, "a.yaml")[2]) == list(recipe.wanted)


def test_every_example_earns_its_code_and_every_right_one_is_clean() -> None:
    for code in _codes():
        if code.id < "Y111" or code.id in ("Y180", "Y199", "Y450", "Y470"):  # of folders, and what no example can show
            continue
        wrong, right = re.findall(r"(?:错|对)：\n\n((?:(?:    .*)?\n)+)", code.text + "\n")
        assert {one.code.id for one in load_text(Source("a.yaml", _dedent(wrong)))[1]} == {code.id}
        clean(_dedent(right))


def test_every_code_says_what_why_wrong_and_right() -> None:
    for code in _codes():
        assert re.fullmatch(r"[^\n]+\n\n为什么：[^\n]+\n\n错：\n\n(    .*\n)+\n对：\n\n(    .*\n)+", code.text), code.id
        (code.title + code.text).encode("gbk")


def test_a_problem_that_is_not_listed_is_still_told_in_chinese() -> None:
    source = Source("a.yaml", "年度: 2024\n名称: 甲\n")
    stumble = Scene(mending.sheet(source, ()), "something new", "while doing it", 9, 9, None, (), False)
    assert told((faults.explain(stumble).diagnostic,)) == (
        "2:1-6: 错误[Y199] 读到这里读不下去\n    建议：检查这一行与上一行的符号、引号和缩进\n"
    )


def test_no_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "2024.yaml").write_text(TEXT, encoding="utf-8")
    assert told(load(tmp_path / "2024.yml", "2024.yml")[2]) == (
        "1:1-1: 错误[Y101] 没有这个文件\n    建议：是不是 2024.yaml？\n"
    )
    assert told(load(tmp_path / "无" / "甲.yaml", "甲.yaml")[2]) == (
        "1:1-1: 错误[Y101] 没有这个文件\n    建议：检查文件名、扩展名，以及运行命令时所在的文件夹\n"
    )
    assert [one.code.id for one in load(Path("a\x00b"), "a")[2]] == ["Y101"]


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2024.yaml").write_text(TEXT, encoding="utf-8")
    assert told(load(tmp_path, "自评")[2]) == (
        "1:1-1: 错误[Y102] 这是一个文件夹，不是文件\n    建议：给出文件夹里的一个文件，如 2024.yaml\n"
    )


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "2024.yaml"
    path.write_text(TEXT, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, whom no permission stops
    node, source, findings = load(path, "2024.yaml")
    assert (node, source, [one.message for one in findings]) == (None, None, ["没有读取这个文件的权限"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert told(load(tmp_path / "a.yaml", "a.yaml")[2]) == (
        "1:1-1: 错误[Y103] 这不是普通的文件\n    建议：给出一个 YAML 文件的路径\n"
    )


def test_a_hundred_megabytes_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size alone is asked for: a file that is too large is not even opened."""

    path = tmp_path / "a.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read"))
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("opened"))
    assert told(load(path, "a.yaml")[2]) == (
        "1:1-1: 错误[Y105] 文件有 100.0 MB，超过 10 MB，没有读\n    建议：看看是不是选错了文件；填报文件通常只有几十 KB\n"
    )


def test_places_cover_exactly_the_text() -> None:
    text = "名称: 楼  # 注\n引: \"甲\"\n块: |\n  一\n  二\n\n列: [甲, '乙']\n表:\n  子: 1\n\n# 完\n"
    root = clean(text)
    assert isinstance(root, Mapping)
    assert [entry.key.place.text for entry in root.entries] == ["名称", "引", "块", "列", "表"]
    assert [entry.value.place.text for entry in root.entries] == [
        "楼",
        '"甲"',
        "|\n  一\n  二",
        "[甲, '乙']",
        "子: 1",
    ]
    assert root.place.text == text[: text.index("\n\n# 完")]


def test_a_part_of_a_text_is_found_in_the_file() -> None:
    root = clean('块: |\n  甲 {{ x }}\n    丙 {{ y }}\n引: "甲 {{ x }}"\n折: 甲\n  乙{{ x }}\n')
    assert isinstance(root, Mapping)
    found = []
    for entry in root.entries:
        assert isinstance(entry.value, Scalar)
        for match in re.finditer(r"\{\{ . \}\}", entry.value.text):
            place = entry.value.part(*match.span())
            found.append((place.line, place.column, place.text))
    assert found == [(2, 5, "{{ x }}"), (3, 7, "{{ y }}"), (4, 7, "{{ x }}"), (6, 4, "{{ x }}")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: 中文\n  续行 abc\n  def\n\n  新段", "中文续行 abc def\n新段"),
        ("a: 结束。\n  “开始”\n  ——完\n  1 次", "结束。“开始”——完 1 次"),
        ('a: "中文\n  续\\"行\\\n  x\n  \\u4e2d文"', '中文续"行x 中文'),
        ("a: '甲''\n  乙'", "甲' 乙"),
        ("a: >\n  中文\n  续行\n\n  abc\n  def\n    缩进\n  完\n", "中文续行\nabc def\n  缩进\n完\n"),
        ("a: >-\n  中文  \n  续行\n", "中文续行"),
        ("a: |\n  中文\n  续行\n", "中文\n续行\n"),
        ("a: 甲 乙\n  丙", "甲 乙丙"),
    ],
)
def test_lines_of_chinese_join_without_a_space(text: str, wanted: str) -> None:
    assert tree(clean(text)) == {"a": wanted}


def test_empty_values() -> None:
    root = clean('甲:\n乙: ""\n丙: {丁: }\n')
    assert isinstance(root, Mapping)
    first, second = root.entries[0].value, root.entries[1].value
    assert isinstance(first, Scalar)
    assert isinstance(second, Scalar)
    assert (first.empty, second.empty) == (True, False)
    assert (first.place.line, first.place.column) == (1, 3)


def test_slips_are_read_past() -> None:
    text = "年度：2024\n资金: {决算：1,234.50，上年:2}\n目标: >=95%\n列:\n  －甲\n  -乙\n名\u200b称: {{ a }}元\n"
    assert tree(read(text)) == {
        "年度": "2024",
        "资金": {"决算": "1,234.50", "上年": "2"},
        "目标": ">=95%",
        "列": ["甲", "乙"],
        "名称": "{{ a }}元",
    }


@pytest.mark.thorough
def test_slips_without_end_do_not_take_long() -> None:
    _, findings = load_text(Source("a.yaml", "".join(f"键{n}：值\n" for n in range(3_000))))
    assert len(findings) > 100
    assert told(findings[-1:]).startswith(f"{len(findings) - 1}:6-6: 错误[Y199] ")
    assert told(findings[-1:]).endswith("这类写法太多，读到这里为止\n    建议：先改好上面指出的这些，再运行一次\n")


CHARACTERS = st.text(
    st.one_of(
        st.sampled_from(
            "年度名称：:，, \n-－'\"[]{}#＃|>&*!%@`?~1.\t　\u200b\u2028\ufeff\u202e\\｛｝<=\r\x00\ud800\ufdd0"
        ),
        st.characters(),
    ),
    max_size=80,
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=80), CHARACTERS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_no_bytes_break_it(data: bytes) -> None:
    node, _, findings = load_bytes(data, "a.yaml")
    assert node is not None or findings
    _printable(findings)


@settings(max_examples=500, deadline=None)
@given(CHARACTERS)
def test_no_text_breaks_it(text: str) -> None:
    source = Source("a.yaml", text)
    node, findings = load_text(source)
    assert node is not None or findings
    assert all(0 <= one.place.start <= one.place.end <= len(text) for one in findings)
    _printable(findings)
    if node is not None:
        assert not re.search("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\x00\u202e]", repr(tree(node)))


def _printable(findings: tuple[Diagnostic, ...]) -> None:
    for one in findings:
        words = (one.message, one.help, one.at.text, *one.notes, *(label.text for label in one.labels))
        "".join(words).encode("gbk")
        assert not re.search("found|expected|while|scanning", one.message)


KEYS = st.text("年度名称单位甲乙丙", min_size=1, max_size=4)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")).filter(
        lambda character: plain(character) == character
    ),
    max_size=12,
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=10,
)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _quoted(str(value))


def _block(value: object, indent: str) -> str:
    if isinstance(value, dict):
        return "".join(f"\n{indent}{key}: {_block(one, indent + '  ')}" for key, one in value.items())
    if isinstance(value, list):
        return "".join(f"\n{indent}- {_block(one, indent + '  ')}" for one in value)
    return _quoted(str(value))


@settings(max_examples=200, deadline=None)
@given(TREES, st.sampled_from([_flow, lambda value: _block(value, "")]))
def test_what_is_written_is_read(value: object, write: object) -> None:
    assert callable(write)
    text = str(write(value)).lstrip("\n") + "\n"
    root = clean(text)
    assert tree(root) == value
    for scalar in _scalars(root):
        assert scalar.place.text in (_quoted(scalar.text), scalar.text)


@settings(max_examples=200, deadline=None)
@given(st.text("甲乙丙：，。0123456789.%≥", min_size=1, max_size=12))
def test_plain_text_is_read_as_written(text: str) -> None:
    root = read(f"说明: {text}\n")
    assert isinstance(root, Mapping)
    value = root.entries[0].value
    assert isinstance(value, Scalar)
    assert (value.text, value.place.text) == (text, text)


@settings(max_examples=200, deadline=None)
@given(st.text("甲：\n", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.text("a: ", max_size=3)), max_size=4))
def test_edits_are_traced_back(text: str, inserts: list[tuple[int, str]]) -> None:
    source = Source("a.yaml", text)
    edits = {min(at, len(text)): mending.Edit(min(at, len(text)), min(at, len(text)), new) for at, new in inserts}
    sheet = mending.sheet(source, edits.values())
    for index, character in enumerate(sheet.text):
        place = sheet.place(index, index + 1)
        assert place.text in (character, "") or character in "a: "
    assert sheet.place(0, len(sheet.text)).start == 0


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Mapping):
        return [one for entry in node.entries for one in (entry.key, *_scalars(entry.value))]
    if isinstance(node, Sequence):
        return [one for item in node.items for one in _scalars(item)]
    return [node]


def _codes() -> list[Code]:
    return [one for one in vars(codes).values() if isinstance(one, Code)]


def _dedent(example: str) -> str:
    return re.sub("(?m)^    ", "", example).rstrip("\n") + "\n"


def test_cases_stand_where_the_runner_looks() -> None:
    assert (CASES / "reading").is_dir()
