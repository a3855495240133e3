"""A pack with tables of its own in; that its form, this year's form, schema, versions and sums know them, out."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import run
from generator.figure import Figure, Item
from generator.pipeline import Settings, read

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs" / "examples"
NAME = "示例市/自己的表"
FILLED = (EXAMPLES / "自己的表.yaml").read_text(encoding="utf-8")
CASES: dict[str, Any] = yaml.safe_load((ROOT / "tests/cases/issuing/own_tables.yaml").read_text(encoding="utf-8"))
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """The program, run in a folder that holds the pack and a filled file."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "家"))
    shutil.copytree(EXAMPLES / NAME, NAME)
    Path("2024.yaml").write_text(FILLED, encoding="utf-8")

    def program(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(words)
        return status, *capsys.readouterr()

    return program


def changed(path: Path, edits: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in edits.items():
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_the_form_asks_for_the_rows_and_what_it_leaves_is_told(told: Told) -> None:
    form = told("new", NAME)[1]
    assert CASES["空白表"] in form, form
    Path("空.yaml").write_text(form.replace("年度: ", "年度: 2024 "), encoding="utf-8")
    status, out, _ = told("check", "空.yaml", "--format", "concise")
    assert status == 1 and "“补充.佐证材料清单.名称”（第1项）还没有填" in out, out


def test_this_years_form_keeps_names_and_choices(told: Told) -> None:
    Path("2024.yaml").write_text(FILLED, encoding="utf-8")
    assert CASES["下一年"] in told("new", "--from", "2024.yaml")[1]


def test_an_editors_schema_knows_the_columns(told: Told) -> None:
    schema = json.loads(told("schema", NAME)[1])
    jsonschema.validate(yaml.safe_load(FILLED), schema)
    for wrong in ("形式: 复印本", "页数: 2, 形式: 原件", "形式: 原件, 文号: 三"):
        text = FILLED.replace("形式: 原件", wrong)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(yaml.safe_load(text), schema)


def test_the_pack_is_listed_and_proved_with_its_tables(told: Told) -> None:
    assert CASES["templates"] in told("templates", NAME)[1]
    assert told("pack", "check", NAME, "--format", "concise")[1].count("M5") == 1  # it has no sample
    changed(Path(NAME, "report.md.j2"), {"{{ 件.指标 if 件.指标 }}": ""})
    assert f"{NAME}/pack.yaml:14:7: 警告[M503] “补充.佐证材料清单.指标”" in told(
        "pack", "check", NAME, "--format", "concise"
    )[1]  # fmt: skip
    changed(Path(NAME, "report.md.j2"), {"件.份数|数": "件.册数|数"})
    assert (
        "report.md.j2:14:56: 错误[M202] “补充.佐证材料清单”下面没有“册数”"
        in told("check", "2024.yaml", "--format", "concise")[1]
    )


@pytest.mark.parametrize("case", CASES["新版"], ids=lambda case: str(case["名"]))
def test_a_new_version_is_told_and_a_filled_file_is_moved_to_it(case: dict[str, Any], told: Told) -> None:
    shutil.copytree("示例市", "新/示例市")
    changed(Path("新", NAME, "pack.yaml"), {'版本: "1"': '版本: "2"', **case["改"]})
    lines = told("pack", "diff", NAME, f"新/{NAME}")[1].splitlines()
    assert [line.strip() for line in lines if line.startswith("  ")] == case["说"]
    shutil.rmtree(NAME)
    shutil.move(f"新/{NAME}", NAME)
    Path("2024.yaml").write_text(FILLED.replace(*case.get("文件", ("版本", "版本"))), encoding="utf-8")
    status, out, err = told("migrate", "2024.yaml", "--to", "2")
    assert (status, out) == (0, "2024.yaml：已转到 2 版\n"), err
    after = Path("2024.yaml").read_text(encoding="utf-8")
    for row in case["成"]:
        assert row in after, after
    for left in case.get("留", ()):
        assert left in err, err


def test_inheritors_take_columns_away_and_two_packs_of_one_file_share_a_table(told: Told) -> None:
    child, other = Path("示例市/少一列/pack.yaml"), Path("示例市/另一份/pack.yaml")
    for path in (child, other):
        path.parent.mkdir()
    head = '标题: {}\n版本: "1"\n继承: {}\n'
    child.write_text(head.format("少一列", NAME) + "不需要: [补充.佐证材料清单.份数, 补充.总份数]\n", encoding="utf-8")
    other.write_text(head.format("另一份", "国家/公文") + CASES["另一份"], encoding="utf-8")
    other.with_name("report.md.j2").write_text(CASES["另一份的正文"], encoding="utf-8")
    Path("2024.yaml").write_text(FILLED.replace(NAME, "示例市/少一列"), encoding="utf-8")
    assert "没有“份数”这个键" in told("check", "2024.yaml")[1]
    both = FILLED.replace(NAME, f"[{NAME}, 示例市/另一份]").replace("份数: 1}", "份数: 1, 页数: 30}")
    Path("2024.yaml").write_text(both, encoding="utf-8")
    out = told("check", "2024.yaml", "--format", "concise")[1]
    assert "：没有发现问题" in out, out


def test_the_figures_of_its_rows_are_collected(told: Told) -> None:
    Path("官方/示例市").mkdir(parents=True)
    shutil.copytree(NAME, f"官方/{NAME}")
    Path("收件").mkdir()
    shutil.move("2024.yaml", "收件/2024.yaml")
    Path("单位.csv").write_text("名称\n示例区政务服务中心\n", encoding="utf-8")
    assert told("collect", "收件", "--roster", "单位.csv", "--only", "官方", "-o", "汇总")[0] == 0
    with Path("汇总/数据.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["栏目"], row["行"]): row for row in csv.DictReader(file)}
    price = rows["项目.补充.购置设备.金额", "大厅运行 / 叫号机"]
    assert (price["值"], price["计量单位"], price["来源"]) == ("48000", "元", "计算")
    assert rows["补充.佐证材料清单.份数", "验收报告"]["值"] == "1"


def derived(text: str) -> Item:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "2024.yaml")
        path.write_text(text, encoding="utf-8")
        checked = read(path, Settings((EXAMPLES,)))
    assert not any(one.code.id[0] in "YVPM" for one in checked.diagnostics), checked.diagnostics
    return checked.figures[0][1]


def numbers_at(item: Item, name: str, *below: str) -> list[Figure]:
    if not below:
        one = item.figure(name)
        return [one] if one is not None else []
    inner = item.item(name)
    rows = (inner,) if inner is not None else item.rows(name)
    return [figure for row in rows for figure in numbers_at(row, *below)]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_a_column_adds_up_exactly(numbers: list[int]) -> None:
    """Whatever is filled in: the total is that of the rows, and each row is its own product."""
    listed = "".join(f"    - {{名称: 材料{at}, 形式: 原件, 份数: {one}}}\n" for at, one in enumerate(numbers))
    bought = "".join(f"        - {{名称: 设备{at}, 数量: {one}, 单价: 1.25}}\n" for at, one in enumerate(numbers))
    text = FILLED[: FILLED.index("    - {名称: 满意度")] + listed + FILLED[FILLED.index("项目:") :]
    text = text[: text.index("        - {名称: 叫号机")] + bought
    figures = derived(text)
    assert [one.value for one in numbers_at(figures, "补充", "总份数")] == [sum(numbers)]
    products = numbers_at(figures, "项目", "补充", "购置设备", "金额")
    assert [one.value for one in products] == [Decimal(12500) * one for one in numbers]
