"""The catalogue of codes in; that each is explained truly, earned by a case and used by the program, out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from case_files import CASES
from cases.recipes import RECIPES

from generator.checks.catalogue import CODES
from generator.diagnostic import Code
from generator.library import explain
from generator.pipeline import Settings, check, read
from generator.relations import FAMILIES, SCORES, family

ROOT = Path(__file__).resolve().parent.parent
SHAPE = re.compile(
    r"[^\n].*?\n\n为什么：[^\n].*?\n\n错：\n\n(?P<wrong>(?:(?:    [^\n]*)?\n)+?)对：(?P<told>[^\n]*)\n"
    r"(?P<right>(?:(?:    [^\n]*)?\n)*)",
    re.DOTALL,
)
"""What, 为什么, 错 and 对; where no file shows what is right, 对 says it in words."""
ELSEWHERE = {
    "Y102": "test_load.py: a folder",
    "Y103": "test_load.py: a file that cannot be read",
    "Y180": "test_parts.py: a part given alone",
    "V230": "test_cases.py: a list of thousands in one sentence",
    "Y199": "test_load.py: what no rule of reading knows",
    **dict.fromkeys((f"Y20{number}" for number in range(1, 8)), "test_importing.py: on files of others"),
}
"""Codes that no file can earn; dialect (M3) and output (W) codes are earned in their own tests, by name."""

PRINTED = ("T120", "T152")
"""What is only seen where the report is printed."""


def examples(code: Code) -> tuple[str, str]:
    match = SHAPE.fullmatch(code.text)
    assert match, f"{code.id}: {code.text}"
    assert match["right"].strip() or match["told"], code.id
    wrong, right = (
        "".join(line[4:] + "\n" for line in match[side].strip("\n").split("\n")) for side in ("wrong", "right")
    )
    return wrong, right


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.id)
def test_a_code_says_what_why_wrong_and_right(code: Code) -> None:
    wrong, right = examples(code)
    assert wrong != right
    assert code.title and not code.title.endswith("。")
    (code.title + code.text).encode("gbk")
    assert explain(code.id) is code


@pytest.mark.parametrize("code", [code for code in CODES.values() if code.id[0] in "PLHT"], ids=lambda code: code.id)
def test_the_examples_of_a_relation_are_true(code: Code, tmp_path: Path) -> None:
    earned = []
    last = f"{WHOLE.partition('项目')[0]}收支总计: 100\n支出: {{一般公共预算: {{基本支出: 110, 年末结转: 50}}}}\n"
    (tmp_path / "上年.yaml").write_text(last.replace("2024", "2023"), encoding="utf-8")
    (tmp_path / "前年.yaml").write_text(last.replace("2024", "2022"), encoding="utf-8")
    for number, text in enumerate(examples(code)):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        judged = (check if code.id in PRINTED else read)(path, Settings())
        earned.append(list(dict.fromkeys(one.code.id for one in judged.diagnostics)))
    assert earned == [[code.id], []]


SLOTS = '标题: 文字栏\n版本: "1"\n继承: 国家/公文\n文字: {自评组织: {类型: 文字, 说明: 由谁填报}}\n'
WHOLE = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n项目:\n  - 名称: 热线运行\n"


@pytest.mark.parametrize("code", [code for code in CODES.values() if code.id[0] == "V"], ids=lambda code: code.id)
def test_the_examples_of_a_filling_code_are_true(code: Code, tmp_path: Path) -> None:
    """Set into a file that is right but for them; what needs a pack of its own is a case file."""
    if code.id in ("V213", "V230"):
        return  # the example is words about length: the case slot_too_long, and test_cases.py, are the real ones
    (tmp_path / "文字栏").mkdir()
    (tmp_path / "文字栏" / "pack.yaml").write_text(SLOTS, encoding="utf-8")
    (tmp_path / "项目").mkdir()
    (tmp_path / "项目" / "热线.yaml").write_text("名称: 热线\n资金: {全年预算: 1, 执行: 1}\n", encoding="utf-8")
    earned = []
    for number, text in enumerate(examples(code)):
        path = tmp_path / f"{number}.yaml"
        whole = set_in(text).replace("国家/公文", "文字栏") if code.id == "V218" else set_in(text)
        path.write_text(whole, encoding="utf-8")
        earned.append([one.code.id for one in read(path, Settings()).diagnostics])
    assert earned == [[code.id], []]


def set_in(example: str) -> str:
    """An example's top-level keys in place of the whole file's; a project's own keys within its project."""
    if re.search(r"^(?:资金|绩效):", example):
        return (
            WHOLE
            + "".join(f"    {line}\n" for line in example.splitlines())
            + ("" if "资金" in example else "    资金: {全年预算: 1}\n")
        )
    keys = set(re.findall(r"^([一-鿿]+):", example, re.MULTILINE))
    if {"版本", "年度"} <= keys:
        return example
    if example.startswith("单位:\n") and "名" not in example:
        example += "  名称: 示例局\n"
    lines = re.split(r"(?m)^(?=[一-鿿])", WHOLE + "    资金: {全年预算: 1, 执行: 1}\n")
    if "项目" in keys and "资金" not in example and "文件" not in example:
        example = (
            example.rstrip("\n").replace("  - 实际完成", "  - 名称: 热线运行\n    资金: {全年预算: 1}\n    实际完成")
            + "\n"
        )
    if keys == {"年度", "项目"}:
        lines = [line for line in lines if not line.startswith("金额单位")]
    return "".join(line for line in lines if line.split(":")[0] not in keys) + example


def test_every_code_is_earned_by_a_case() -> None:
    named = {code for recipe in RECIPES for code, _, _ in recipe.wanted}
    for path in CASES.rglob("*.yaml"):
        named |= set(re.findall(r"^# 应得: ([A-Z]\d{3})", path.read_text(encoding="utf-8"), re.MULTILINE))
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    tests += "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "dialect").glob("*.txt"))
    other = {one for one in re.findall(r"\b[A-Z]\d{3}\b", tests) if one in CODES and one[0] not in "YVPLH"}
    by_name = set(re.findall(r"codes\.(\w+)", tests))
    other |= {code for code, name in _names().items() if code[0] in "W" and name in by_name}
    assert set(CODES) - named - other == set(ELSEWHERE)


def _names() -> dict[str, str]:
    """The constants of the codes by id."""
    found = {}
    for path in (ROOT / "generator" / "codes").rglob("*.py"):
        for name, first in re.findall(
            r"^([A-Z_0-9]+) = _?\w+\(\s*\"(\w+)\"", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            found[first if first in CODES else f"M{first}"] = name
    return found


def test_every_code_that_the_program_uses_is_in_the_catalogue_and_every_one_of_it_is_used() -> None:
    used = set()
    for path in (ROOT / "generator").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "codes" in path.parts or not ("codes" in text or "Code(" in text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.ImportFrom):
                used |= {alias.name for alias in node.names}
            elif isinstance(node, ast.Call):  # a code is only ever made in generator/codes
                assert not (isinstance(node.func, ast.Name) and node.func.id == "Code"), path
    from generator.codes import dialect, filling, output, packs, prose, reading, relations

    stated = {row.code.id for name in (*FAMILIES, SCORES) for row in family(name)}
    for module in (reading, filling, packs, dialect, relations, prose, output):
        names = {name for name, one in vars(module).items() if isinstance(one, Code) and one.id not in stated}
        assert names <= used, f"{module.__name__}: {names - used}"
