"""docs/vocabulary.md: its tables are a vocabulary, its examples follow it, and it says truly what is built today.

The tables are read as a Record, so that every example of the page passes the program's own reader with every key that
the page settles, built or not. ZIPINGBAO_REWRITE=1 rewrites what is generated: the state of each key and the appendix.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from case_files import told

from generator.diagnostic import Diagnostic
from generator.load import load_text
from generator.model import (
    Choice,
    Count,
    Date,
    Field,
    Kind,
    Line,
    Lines,
    Money,
    Named,
    Passage,
    Rate,
    Record,
    Score,
    Table,
    Year,
    YesNo,
    paths,
)
from generator.nodes import Mapping
from generator.packs import full_record
from generator.packs.declared import BLOCKS
from generator.source import Source
from generator.validate import validate
from generator.vocabulary import FIGURE, REPORT

PAGE = Path(__file__).resolve().parent.parent / "docs" / "vocabulary.md"
BEGIN, END = "<!-- 以下由程序生成：已实现的键 -->", "<!-- 以上由程序生成 -->"
BUILT, CHANGE, PLANNED = "已实现", "待改", "待实现"
PROOF = "## 六、"
DECLARED = {"文字": ("预算编制情况",), "项目.文字": ("经济性评价",)}
"""The fields of packs that examples use."""
HEADER = {"版本": "1", "模板": "国家/公文", "年度": "2024", "金额单位": "万元", "单位": "{名称: 示例市政务局}"}

WORDS: tuple[tuple[str, Kind], ...] = (
    ("一行", Line()), ("文字", Passage()), ("名单", Lines()), ("金额", Money()), ("金额±", Money(signed=True)),
    ("比率", Rate()), ("比率±", Rate(signed=True)), ("数量", Count()), ("整数", Count(whole=True)), ("得分", Score()),
    ("年度", Year()), ("日期", Date()), ("年月", Date(month=True)), ("年或年月", Date(month=True, year=True)), ("是否", YesNo()),
)  # fmt: skip
KINDS = dict(WORDS)
SPELT = {kind: word for word, kind in WORDS}


@dataclass(frozen=True)
class Key:
    """A row of the page's tables: a key's path, its shape as the page spells it, its state, and its line."""

    path: str
    shape: str
    state: str
    line: int

    @property
    def parts(self) -> list[str]:
        return self.shape.split("，")

    def after(self, word: str) -> str:
        return next((part.removeprefix(word) for part in self.parts if part.startswith(word)), "")


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def keys(text: str) -> list[Key]:
    found = []
    for number, line in enumerate(text.splitlines()):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 8 and re.fullmatch(r"`[^`]+`", cells[1]):
            found.append(Key(cells[1].strip("`"), cells[2], cells[6], number))
    return found


class Page:
    """The vocabulary that the page's tables settle."""

    def __init__(self, text: str) -> None:
        self.keys = {key.path: key for key in keys(text)}
        below: dict[str, list[str]] = {}
        for path in self.keys:
            below.setdefault(path.rpartition(".")[0], []).append(path)
        self.below = below
        self.record = Record(tuple(self.field(path) for path in below[""] if path != "数"))

    def fields(self, key: Key) -> tuple[Field, ...]:
        """Those of a key, with those of the key that it is like (同), and of 数 where it is one."""
        like = key.after("同 ")
        own = [*self.below.get(key.path, []), *(self.below[like] if like else [])]
        if key.parts[0] in ("数", "行+数"):
            own += self.below["数"]
        return tuple(self.field(path) for path in own)

    def field(self, path: str) -> Field:
        key = self.keys[path]
        name = path.rpartition(".")[2]
        return Field(name, self.kind(key), "", computed="可算" in key.parts, none="可无" in key.parts)

    def kind(self, key: Key) -> Kind:
        head, name = key.parts[0], key.path.rpartition(".")[2]
        if head.startswith("选项："):
            return Choice(tuple(head.removeprefix("选项：").split("、")))
        if head.startswith(("自取名：", "模板声明：")):
            inner = head.partition("：")[2]
            record = Record(self.fields(key), key.after("简写 "))
            return Named(record if inner == "组" else KINDS[inner], name)
        if head in ("组", "行", "数", "行+数"):
            record = Record(self.fields(key), "决算" if head == "数" else key.after("简写 "))
            return Table(record, name) if head.startswith("行") else record
        return KINDS[head]


def compared(record: Record) -> bool:
    """Whether a record has the keys of a figure that is compared (数)."""
    return set(FIGURE.fields) <= set(record.fields)


def spelt(field: Field) -> str:
    """A field of the program's vocabulary as the page spells shapes."""
    match field.kind:
        case Choice(options):
            head = "选项：" + "、".join(options)
        case Named(kind):
            head = "自取名：" + ("组" + _main(kind) if isinstance(kind, Record) else SPELT[kind])
        case Record() as record:
            head = "数" if compared(record) and record.main == "决算" else "组" + _main(record)
        case Table(record):
            head = "行" + ("+数" if compared(record) else "") + _main(record)
        case Score():
            head = "得分"
        case kind:
            head = SPELT[kind]
    return head + ("，可算" if field.computed else "") + ("，可无" if field.none else "")


def _main(record: Record) -> str:
    return f"，简写 {record.main}" if record.main else ""


def all_built() -> dict[str, Field]:
    """Every key of the program with its path, and 数 as the page lists it: once for all places."""
    figure = {f"数.{field.name}": field for field in FIGURE.fields}
    return {**dict(paths(REPORT)), "数": Field("数", FIGURE, ""), **figure}


def state(key: Key, built: dict[str, Field]) -> str:
    """What is true of a key today: built as the page says, built otherwise, or not yet."""
    if key.path in BLOCKS:
        return BUILT
    field = built.get(key.path)
    if field is None:
        return PLANNED
    if key.path == "数":
        return BUILT if key.shape == f"组{_main(FIGURE)}" else CHANGE
    asked = "，".join(part for part in key.parts if not part.startswith("同 "))
    like = key.after("同 ")
    same = not like or built[like].kind == field.kind
    return BUILT if spelt(field) == asked and same else CHANGE


def appendix(text: str) -> str:
    """The keys that the page lists, those of 数 and of what another key is like (同) not again."""
    listed = {key.path for key in keys(text)}
    rows = ["| 键 | 形状 | 意思 | 例 |", "| :-- | :-- | :-- | :-- |"]
    for path, field in paths(REPORT):
        if path in listed:
            example = f"`{field.example}`" if field.example else ""
            rows.append(f"| `{path}` | {spelt(field)}{'，必填' if field.required else ''} | {field.help} | {example} |")
    return "\n".join(rows)


def current(text: str) -> str:
    """The page with all that is generated as it must be now."""
    built = all_built()
    lines = text.splitlines()
    for key in keys(text):
        head, _, _ = lines[key.line].rstrip().removesuffix("|").rpartition("|")
        lines[key.line] = f"{head}| {state(key, built)} |"
    head, rest = "\n".join(lines).split(BEGIN)
    return f"{head}{BEGIN}\n\n{appendix(text)}\n\n{END}{rest.split(END)[1]}\n"


def blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Every YAML example: its line, what its fence says, its text."""
    for match in re.finditer(r"^```yaml *(.*)\n((?:(?!```).*\n)*)```$", text, re.MULTILINE):
        yield text.count("\n", 0, match.start()) + 1, match[1], match[2]


EXAMPLES = list(blocks(page()))


def test_generated_parts_are_current() -> None:
    if os.environ.get("ZIPINGBAO_REWRITE"):
        PAGE.write_text(current(page()), encoding="utf-8", newline="\n")
    assert page() == current(page())


def test_every_key_of_the_program_is_settled_once() -> None:
    text = page()
    settled = [key.path for key in keys(text)]
    assert sorted({path for path in settled if settled.count(path) > 1}) == []
    below = {path: field.computed for path, field in paths(Page(text).record)}
    assert [path for path, _ in paths(REPORT) if path not in below] == []
    assert {path for path in below if path.partition(".")[0] not in BLOCKS} - set(all_built()) <= set(BLOCKS)


def test_every_key_is_built() -> None:
    assert [(key.path, key.state) for key in keys(page()) if key.state != BUILT] == []


def test_every_key_is_explained() -> None:
    """Every key says what it means; every value has an example, which its own kind reads."""
    for path, field in paths(REPORT):
        assert field.help, path
        assert field.example or isinstance(field.kind, (Record, Table)), path


def test_every_key_hangs_on_one_that_holds_keys() -> None:
    found = {key.path: key for key in keys(page())}
    holders = ("组", "行", "数", "行+数", "自取名：组")
    loose = [path for path in found if "." in path and found[path.rpartition(".")[0]].parts[0] not in holders]
    assert loose == []


def test_every_name_can_be_one_of_a_template() -> None:
    names = {name for key in keys(page()) for name in key.path.split(".")}
    assert [name for name in names if not re.fullmatch(r"[一-鿿][一-鿿A-Za-z0-9_]*", name)] == []


def test_one_name_has_one_shape() -> None:
    """One key, one shape: a name that stands in several places is written the same way everywhere."""
    shapes: dict[str, set[str]] = {}
    for key in keys(page()):
        shapes.setdefault(key.path.rpartition(".")[2], set()).add(key.parts[0])
    twice = {name: sorted(heads) for name, heads in shapes.items() if len(heads) > 1}
    stated = re.findall(r"^- ((?:「[^」]+」)+)：(.+?)。", page(), re.MULTILINE)
    assert twice == {name: sorted(heads.split("／")) for names, heads in stated for name in names[1:-1].split("」「")}


@pytest.mark.parametrize(("line", "fence", "text"), EXAMPLES, ids=[f"line{line}" for line, _, _ in EXAMPLES])
def test_example_follows_the_page(line: int, fence: str, text: str) -> None:
    missing = "" if re.search(r"^金额单位:", text, re.MULTILINE) else "金额单位: 万元\n"
    assert told(faults(missing + text, Page(page()).record)) == "\n"


@pytest.mark.parametrize(("line", "fence", "text"), EXAMPLES, ids=[f"line{line}" for line, _, _ in EXAMPLES])
def test_example_validates(line: int, fence: str, text: str) -> None:
    given = re.findall(r"^(\w+):", text, re.MULTILINE)
    header = "".join(f"{key}: {value}\n" for key, value in HEADER.items() if key not in given)
    declared = {
        block: Record(tuple(Field(name, Passage(), "一栏") for name in names)) for block, names in DECLARED.items()
    }
    assert told(faults(header + text, full_record(declared))) == "\n"


def faults(text: str, record: Record) -> tuple[Diagnostic, ...]:
    node, findings = load_text(Source("例.yaml", text))
    assert isinstance(node, Mapping), told(findings)
    return (*findings, *validate(node, record)[1])


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10
    assert {fence for _, fence, _ in EXAMPLES} == {""}


def test_the_proof_names_only_settled_keys() -> None:
    text = page()
    known = {path for path, _ in paths(Page(text).record)} | {key.path for key in keys(text)}
    proof = text[text.index(PROOF) : text.index(BEGIN)]
    named = {name for line in proof.splitlines() if line.startswith("|") for name in re.findall(r"`([^`]+)`", line)}
    free = ("文字.", "补充.", "版式.", "数据.", "项目.文字.", "项目.补充.")
    assert len(named) > 60
    assert sorted(name for name in named if name not in known and not name.startswith(free)) == []


def test_page_is_written_in_characters_of_code_page_936() -> None:
    assert page().encode("gbk").decode("gbk") == page()
