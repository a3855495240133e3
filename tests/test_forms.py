"""A pack's blank form in: filled with the vocabulary's own examples it passes check and builds, and every blank is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.load import load_text
from generator.model import Field, paths
from generator.packs import folders, full_record, read_pack
from generator.pipeline import Settings, blank_form, build, check, list_packs
from generator.source import Source

PACKS = [one.name for one in list_packs(Settings()) if one.prints]
YEAR = {"年度": "2024", "日期": "2025年3月20日", "填报日期": "2025年3月20日"}


def form(pack: str) -> str:
    text, found = blank_form(pack, Settings())
    assert text is not None and not found
    return text


def fields(pack: str) -> dict[str, Field]:
    read, _ = read_pack(pack, folders(None, ()))
    assert read is not None
    return {field.name: field for _, field in paths(full_record((read,)))}


def filled(text: str, known: dict[str, Field]) -> str:
    """Every blank that stands open is given its field's example."""

    def fill(match: re.Match[str]) -> str:
        name = match[2]
        example = YEAR.get(name) or known[name].example
        return f"{match[1]}{name}: {example}" if example else match[0]

    return re.sub(r"^((?:  |- )*)([一-鿿A-Za-z0-9_]+):(?= *#)", fill, text, flags=re.M)


def open_blanks(text: str) -> list[int]:
    """Lines of keys without a value under which nothing is indented."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        match = re.match(r"^([ -]*)[一-鿿A-Za-z0-9_]+:( +#.*)?$", line)
        if match:
            deeper = next(
                (later for later in lines[number:] if later.strip() and not later.lstrip().startswith("#")), ""
            )
            if len(deeper) - len(deeper.lstrip(" -")) <= len(match[1]):
                found.append(number)
    return found


@pytest.mark.parametrize("pack", PACKS)
def test_blanks_are_named_one_by_one(pack: str, tmp_path: Path) -> None:
    path = tmp_path / "空白.yaml"
    path.write_text(form(pack), encoding="utf-8")
    found = check(path, Settings()).diagnostics
    assert {one.code.id for one in found} == {"V204"}
    assert [one.place.line for one in found] == open_blanks(form(pack))
    assert len(found) >= 5


@pytest.mark.parametrize("pack", PACKS)
def test_filled_form_builds(pack: str, tmp_path: Path) -> None:
    path = tmp_path / "填好.yaml"
    path.write_text(filled(form(pack), fields(pack)), encoding="utf-8")
    result = build(path, Settings(), ("md",))
    assert [f"{one.place.line} {one.message}" for one in result.diagnostics] == []
    assert len(result.reports) == 1


@pytest.mark.parametrize("pack", PACKS)
def test_all_options_brought_in_and_filled_check_clean(pack: str, tmp_path: Path) -> None:
    """Every `# ` in front of a key taken away: valid YAML, and with examples filled in nothing but what must agree is said."""
    opened = re.sub(r"^( *)# (?=[- ]*[一-鿿A-Za-z0-9_]+:)", r"\1", form(pack), flags=re.M)
    node, found = load_text(Source("展开.yaml", opened))
    assert node is not None and found == ()
    text = filled(opened, fields(pack)).replace("支出明细: {办公费: 28.89, 电费: 29.29}", "支出明细: {办公费: 291.54}")
    text = re.sub(r"(?m)^(  支出明细): *#.*$", r"\1: 表格", text)
    path = tmp_path / "全填.yaml"
    path.write_text(text, encoding="utf-8")
    assert [
        f"{one.place.line} {one.message}"
        for one in build(path, Settings(), ("md",)).diagnostics
        if one.code.id != "V204"
    ] == []


@pytest.mark.parametrize("pack", PACKS)
def test_each_option_alone_leaves_valid_yaml(pack: str) -> None:
    lines = form(pack).split("\n")
    options = [n for n, line in enumerate(lines) if re.match(r"^ *# [一-鿿A-Za-z0-9_]+:", line)]
    assert len(options) >= 8
    for number in options:
        one = lines.copy()
        one[number] = re.sub(r"^( *)# ", r"\1", one[number])
        node, found = load_text(Source("一项.yaml", "\n".join(one)))
        assert node is not None and found == (), lines[number]
