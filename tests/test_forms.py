"""A pack's blank form in: filled with the vocabulary's own examples it passes check and builds, and every blank is named."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from case_files import CASES
from conftest import ROOT

from generator.cli import run
from generator.diagnostic import Diagnostic, Kind, has_errors
from generator.forms import SCHEMA
from generator.library import blank_form, list_packs, schema
from generator.load import load_text
from generator.model import paths
from generator.packs import folders, full_record, read_pack
from generator.pipeline import Settings, build, check
from generator.source import Source

GOLDEN = Path(__file__).parent / "golden"
SETTINGS = Settings((CASES / "forms",))
"""With a pack that asks for figures, rows and fields of its own below 项目."""
PACKS = [one.name for one in list_packs(SETTINGS) if one.prints]
DATES = ("落款.日期", "报送.填报日期", "公开.日期")
NAME = "[一-鿿][一-鿿A-Za-z0-9_]*"
KEY = re.compile(rf"^((?:  )*)(- )?({NAME}):(?: (\{{.*\}}))?( *#.*)?$")
"""A key without a value, or with blanks in braces; the comment behind it."""
ROW = re.compile(r"^((?:  )*)- (\{.*\})( *#.*)?$")
BLANK = re.compile(rf"({NAME}): (?=[,}}])")
RELATIONS = (Kind.BALANCE, Kind.LOGIC, Kind.EXPLAIN)
"""What must agree, by the program's rules or a pack's own: examples that are filled in one by one need not."""


def form(pack: str) -> str:
    text, found = blank_form(pack, SETTINGS)
    assert text is not None and not found
    return text


def examples(pack: str) -> dict[str, str]:
    """The example of every key, in a year that the pack serves."""
    read, _ = read_pack(pack, folders(None, SETTINGS.template_dirs))
    assert read is not None
    year = read.years[0] if read.years else "2024"
    dates = dict.fromkeys(DATES, f"{int(year) + 1}年3月20日")
    return {path: field.example for path, field in paths(full_record((read,)))} | {"年度": year} | dates


def keys(text: str) -> dict[int, str]:
    """The path of the key on each line of a form; of the record in braces, where a line has only these."""
    found: dict[int, str] = {}
    stack: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n")):
        key, row = KEY.match(line) or re.match(rf"^((?:  )*)(- )?({NAME}):", line), ROW.match(line)
        if row is not None:
            indent = len(row[1]) + 2
        elif key is not None:
            indent = len(key[1]) + len(key[2] or "")
        else:
            continue
        stack = [(at, name) for at, name in stack if at < indent]
        if key is not None:
            stack.append((indent, key[3]))
        found[number] = ".".join(name for _, name in stack)
    return found


def filled(text: str, known: dict[str, str]) -> str:
    """Every blank that stands open is given its field's example."""
    lines, at = text.split("\n"), keys(text)

    for number in (line - 1 for line in dict.fromkeys(open_blanks(text))):
        line, path = lines[number], at[number]
        if "{" in line.partition("#")[0]:
            head, mark, comment = line.partition("  #")
            lines[number] = BLANK.sub(lambda one: f"{one[1]}: {known[f'{path}.{one[1]}']}", head) + mark + comment  # noqa: B023
        else:
            lines[number] = re.sub(r":(?= *#|$)", f": {known[path]}", line, count=1)
    return "\n".join(lines)


def open_blanks(text: str) -> list[int]:
    """Lines of keys without a value under which nothing is indented, and of each blank in braces."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("#"):
            continue
        if blanks := BLANK.findall(line.partition("  #")[0]):
            found += [number] * len(blanks)
        elif match := re.match(rf"^([ -]*){NAME}:( +#.*)?$", line):
            deeper = next(
                (later for later in lines[number:] if later.strip() and not later.lstrip().startswith("#")), ""
            )
            if len(deeper) - len(deeper.lstrip(" -")) <= len(match[1]):
                found.append(number)
    return found


def beside_relations(found: tuple[Diagnostic, ...]) -> list[str]:
    """Findings that are no matter of figures that must agree."""
    return [f"{one.place.line} {one.message}" for one in found if one.code.kind not in RELATIONS]


@pytest.mark.parametrize("pack", PACKS)
def test_blanks_are_named_one_by_one(pack: str, tmp_path: Path) -> None:
    path = tmp_path / "空白.yaml"
    path.write_text(form(pack), encoding="utf-8")
    found = check(path, SETTINGS).diagnostics
    assert {one.code.id for one in found} == {"V204"}
    assert [one.place.line for one in found] == open_blanks(form(pack))
    assert found


@pytest.mark.parametrize("pack", PACKS)
def test_filled_form_builds(pack: str, tmp_path: Path) -> None:
    path = tmp_path / "填好.yaml"
    path.write_text(filled(form(pack), examples(pack)), encoding="utf-8")
    result = build(path, SETTINGS, ("md",))
    assert beside_relations(result.diagnostics) == []
    assert len(result.reports) == (0 if has_errors(result.diagnostics) else 1)


@pytest.mark.parametrize("pack", PACKS)
def test_all_options_brought_in_and_filled_check_clean(pack: str, tmp_path: Path) -> None:
    """Every `# ` in front of a key taken away: valid YAML, and with examples filled in nothing but what must agree is said."""
    opened = re.sub(r"^( *)# (?=[- ]*[一-鿿A-Za-z0-9_]+:)", r"\1", form(pack), flags=re.M)
    node, found = load_text(Source("展开.yaml", opened))
    assert node is not None and found == ()
    text = filled(opened, examples(pack))
    text = re.sub(r"(?m)^(  支出明细): *#.*$", r"\1: 表格", text)
    path = tmp_path / "全填.yaml"
    path.write_text(text, encoding="utf-8")
    found = build(path, SETTINGS, ("md",)).diagnostics
    assert beside_relations(tuple(one for one in found if one.code.id != "V204")) == []


@pytest.mark.parametrize("pack", PACKS)
def test_each_option_alone_leaves_valid_yaml(pack: str) -> None:
    lines = form(pack).split("\n")
    options = [n for n, line in enumerate(lines) if re.match(r"^ *# [一-鿿A-Za-z0-9_]+:", line)]
    assert options
    for number in options:
        one = lines.copy()
        one[number] = re.sub(r"^( *)# ", r"\1", one[number])
        node, found = load_text(Source("一项.yaml", "\n".join(one)))
        assert node is not None and found == (), lines[number]


@pytest.mark.parametrize("pack", PACKS)
def test_each_row_alone_leaves_valid_yaml(pack: str) -> None:
    """A row of the form that is not needed everywhere stands behind its `# ` too."""
    lines = form(pack).split("\n")
    for number, line in enumerate(lines):
        if re.match(r"^ *# - [^{]*(\{.*\})?", line) and not re.match(r"^ *# - \S+:\S", line):
            one = lines.copy()
            one[number] = re.sub(r"^( *)# ", r"\1", line)
            node, found = load_text(Source("一行.yaml", "\n".join(one)))
            assert node is not None and found == (), line


@pytest.mark.parametrize("pack", PACKS)
def test_a_blank_block_is_opened_line_by_line(pack: str) -> None:
    """After each line of a block that lost its `# ` the file can still be read."""
    lines = form(pack).split("\n")
    starts = [n for n, line in enumerate(lines) if re.match(r"^# [一-鿿]+:", line)]
    for start in starts:
        one = lines.copy()
        for number in range(start, len(lines)):
            if not re.match(r"^# ", lines[number]):
                break
            one[number] = lines[number].removeprefix("# ")
            node, found = load_text(Source("逐行.yaml", "\n".join(one)))
            assert node is not None and found == (), lines[number]


def test_nothing_is_asked_that_is_worked_out_from_the_rest() -> None:
    """A total that a pack requires stands open only where no part of it does."""
    text = form("四川/部门决算公开")
    asked = [keys(text)[number - 1] for number in open_blanks(text)]
    for total in ("支出.合计", "支出.基本支出", "支出.项目支出", "政府采购.合计", "三公经费.合计"):
        assert total not in asked
    for part in ("支出.一般公共预算.科目", "政府采购.货物", "政府采购.中小企业", "三公经费.公务接待费"):
        assert part in asked


@pytest.mark.parametrize("pack", PACKS)
def test_none_is_written_where_it_may_be(pack: str, tmp_path: Path) -> None:
    """无 behind every key that allows it leaves nothing of that key to do."""
    text = re.sub(r"(?m)^( *[一-鿿]+:)( +#.*没有写“无”)", r"\1 无\2", form(pack))
    path = tmp_path / "无.yaml"
    path.write_text(text, encoding="utf-8")
    assert {one.code.id for one in check(path, SETTINGS).diagnostics} == {"V204"}


def test_samples_lie_beside_the_schema_that_they_name() -> None:
    """An editor marks the samples by what `schema` prints today."""
    inputs = sorted((ROOT / "inputs").glob("*.yaml"))
    assert inputs and all(path.read_text(encoding="utf-8").startswith(SCHEMA) for path in inputs)
    text, found = schema(None, Settings())
    assert text is not None and not found
    golden = ROOT / "inputs" / "zipingbao.schema.json"
    if os.environ.get("ZIPINGBAO_REWRITE"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "year"), [("2024.yaml", "2024"), ("示例局2024年.yaml", "2024"), ("2023-2024.yaml", ""), ("表.yaml", "")]
)
def test_the_year_is_that_of_the_file_name(name: str, year: str, tmp_path: Path) -> None:
    assert run(["new", "甘肃/项目自评报告", "-o", str(tmp_path / name)]) == 0
    (line,) = re.findall(r"(?m)^年度:(.*?) *#", (tmp_path / name).read_text(encoding="utf-8"))
    assert line.strip() == year


def test_a_form_in_full() -> None:
    """Figures and rows on one line with the keys that the pack asks for, those that may be added in the comment."""
    golden = GOLDEN / "form.yaml"
    text = form("决算填报")
    if os.environ.get("ZIPINGBAO_REWRITE"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")
