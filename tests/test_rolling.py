"""Last year's file in, this year's form out: only blanks are found fault with, names stay, final figures become 上年."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from case_files import CASES
from click.testing import CliRunner
from conftest import ROOT

from generator.cli.commands import program
from generator.diagnostic import Severity
from generator.figure import Figure, Item, Rows, Text
from generator.library import rolled_form
from generator.pipeline import Settings, check

GOLDEN = Path(__file__).parent / "golden" / "rolled.yaml"
INPUTS = sorted((ROOT / "inputs").glob("*.yaml"))
BLANK = "V204"
REMINDERS = {
    "M105": "the pack does not serve the next year yet",
    "L168": "what counts as large equipment changes with the year",
    "L169": "a list of projects whose own amount is blank again",
}


def rolled(path: Path, folder: Path) -> Path:
    text, _ = rolled_form(path, None, Settings(), Path(os.path.relpath(path, folder)).as_posix())
    assert text is not None
    form = folder / "今年.yaml"
    form.write_text(text, encoding="utf-8")
    return form


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_nothing_but_blanks_is_left_to_do(path: Path, tmp_path: Path) -> None:
    found = check(rolled(path, tmp_path), Settings()).diagnostics
    assert {one.code.id for one in found if one.weight is Severity.ERROR} == {BLANK}
    assert {one.code.id for one in found if one.weight is Severity.WARNING} <= REMINDERS.keys()


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_final_figures_become_those_of_the_year_before(path: Path, tmp_path: Path) -> None:
    """上年 of every figure that is written is the exact 决算 of the same place of last year's file."""
    before = check(path, Settings()).figures[0][1]
    after = check(rolled(path, tmp_path), Settings()).figures[0][1]
    year = before.text("年度")
    assert year is not None and after.text("年度") == str(int(year) + 1)
    pairs = list(_pairs(before, after, ""))
    for where, final, last in pairs:
        assert final is not None and last == final, where
    assert len(pairs) >= (10 if path.stem in ("shifan-2024", "meishan-2021", "miluo-2018") else 0)


def _pairs(old: Item, new: Item, path: str) -> Iterator[tuple[str, Decimal | None, Decimal]]:
    """Every 上年 that stands in the form, with last year's final figure."""
    last = new.figure("上年")
    if last is not None and last.place is not None and "决算" in new.kind.by_name:
        final = old.figure("决算")
        yield path, (final.control or final).value if final is not None else None, last.value
    for name, value in new.entries.items():
        then = old.entries.get(name)
        if isinstance(value, Item) and isinstance(then, Item):
            yield from _pairs(then, value, f"{path}.{name}")
        elif isinstance(value, Rows) and isinstance(then, Rows) and len(value) == len(then) and name != "历年":
            for one, other in zip(then.items, value.items, strict=True):
                yield from _pairs(one, other, f"{path}.{name}")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_names_stay_and_what_is_done_anew_is_blank(path: Path, tmp_path: Path) -> None:
    before, after = check(path, Settings()).figures[0][1], check(rolled(path, tmp_path), Settings()).figures[0][1]
    for block, key in (("项目", "名称"), ("机构收支", "机构"), ("名词解释", "名词")):
        assert [row.text(key) for row in after.rows(block)] == [row.text(key) for row in before.rows(block)]
    old, new = before.item("单位"), after.item("单位")
    assert old is not None and new is not None
    for name, value in old.entries.items():
        if isinstance(value, Text):
            assert new.text(name) == value.text
    whole = after.item("整体自评")
    assert whole is None or not isinstance(whole.entries.get("评价结论"), Figure)


def test_a_form_in_full(tmp_path: Path) -> None:
    """Every kind of key: what stays, what is blank, what moves."""
    path = tmp_path / "上年.yaml"
    path.write_text((CASES / "rolling.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    text = rolled(path, tmp_path).read_text(encoding="utf-8")
    if os.environ.get("ZIPINGBAO_REWRITE"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pack is last year's own, last year's file is named only where it lies beside the new one, nothing is overwritten."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2024").mkdir()
    text = (ROOT / "inputs" / "minimal.yaml").read_text(encoding="utf-8")
    (tmp_path / "2024" / "甲.yaml").write_text(text, encoding="utf-8")
    runner = CliRunner()
    arguments = ["new", "--from", "2024/甲.yaml", "-o", "2025/甲.yaml"]
    assert runner.invoke(program, arguments, standalone_mode=False).return_value == 0
    made = (tmp_path / "2025" / "甲.yaml").read_text(encoding="utf-8")
    assert re.search(r"^# 上年文件: 甲\.yaml +# 上年的文件不在旁边", made, re.MULTILINE)
    assert runner.invoke(program, [*arguments[:-1], "2025.yaml"], standalone_mode=False).return_value == 0
    assert re.search(r"^上年文件: 2024/甲\.yaml ", (tmp_path / "2025.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    (tmp_path / "2025" / "甲.yaml").write_text("填了一半", encoding="utf-8")
    assert runner.invoke(program, arguments, standalone_mode=False).return_value == 1
    assert (tmp_path / "2025" / "甲.yaml").read_text(encoding="utf-8") == "填了一半"
    missing = runner.invoke(program, ["new", "--from", "没有.yaml"], standalone_mode=False)
    assert missing.return_value == 2


LISTED = "    基本支出: {人员经费: {科目: [基本工资, 奖金], 合计: 80}, 公用经费: 20.5}\n"
PASTED = """\
    基本支出:
      公用经费: 20.5
      人员经费:
        科目: |
          科目编码\t科目名称\t决算数
          30101\t基本工资\t80
"""


def test_a_pasted_table_of_costs_is_blank_again(tmp_path: Path) -> None:
    """Not one figure of last year's paste is left as this year's; it stands behind its row."""
    path = tmp_path / "上年.yaml"
    text = (CASES / "rolling.yaml").read_text(encoding="utf-8")
    assert LISTED in text
    path.write_text(text.replace(LISTED, PASTED), encoding="utf-8")
    assert "- {科目: 30101 基本工资, 决算: }  # 上年：决算 80\n" in rolled(path, tmp_path).read_text(encoding="utf-8")


def test_texts_that_name_last_year_are_marked(tmp_path: Path) -> None:
    form = rolled(ROOT / "inputs" / "ganzhou-2023.yaml", tmp_path).read_text(encoding="utf-8")
    lasting = [line for line in form.splitlines() if re.match(r" *(概况|评价目的|组织实施): ", line)]
    assert any("照抄上年，里面有“2023”，核对" in line for line in lasting)
    assert any("核对" not in line for line in lasting)


def test_parts_stand_in_one_form_and_it_says_so(tmp_path: Path) -> None:
    text = (CASES / "rolling.yaml").read_text(encoding="utf-8")
    start, end = text.index("  - 名称: 12345热线运行经费"), text.index("整体自评:")
    part = re.sub(r"(?m)^(?:  - |    )", "", text[start:end])
    (tmp_path / "热线.yaml").write_text(part, encoding="utf-8")
    path = tmp_path / "上年.yaml"
    path.write_text(f"{text[:start]}  - 文件: 热线.yaml\n{text[end:]}", encoding="utf-8")
    form = rolled(path, tmp_path).read_text(encoding="utf-8")
    assert "  - 名称: 12345热线运行经费\n" in form and "文件: 热线.yaml\n" not in form
    assert re.search(r"(?m)^# · 上年分在几份文件里的（.*热线\.yaml）合成了这一份", form)


def test_a_pasted_table_becomes_rows(tmp_path: Path) -> None:
    """A table that was pasted last year stands as a list this year, with the final figures beside its blanks."""
    text = (CASES / "rolling.yaml").read_text(encoding="utf-8")
    start, end = text.index("      - {科目: 2010301"), text.index("历年:")
    table = "      科目编码\t科目名称\t合计（元）\n      2010301\t行政运行\t1005000\n"
    head = text[:start].rstrip("\n").removesuffix("科目:") + "科目: |\n"
    path = tmp_path / "上年.yaml"
    path.write_text(head + table + text[end:], encoding="utf-8")
    assert "      - {科目: 2010301 行政运行, 决算: , 上年: 100.50}\n" in rolled(path, tmp_path).read_text(
        encoding="utf-8"
    )


NEXT = "标题: 新表\n版本: '2025.1'\n继承: 国家/项目支出绩效自评表\n需要: [项目.存在问题]\n"


SCHEME = "分值方案: [{{分值: {{产出: {}, 效益: 30}}}}]\n"


@pytest.mark.parametrize(
    "rules",
    ["", "执行率分值: 20\n" + SCHEME.format(50), "满分: 120\n" + SCHEME.format(80), SCHEME.format(60)],
    ids=["alike", "execution", "full score", "scheme"],
)
def test_another_pack_of_this_year(tmp_path: Path, rules: str) -> None:
    """Last year's file is judged by its own; the form is this year's, and weights stay where both weigh alike."""
    path, pack = tmp_path / "2024.yaml", tmp_path / "示例市" / "新表"
    path.write_text((ROOT / "inputs" / "zipingbiao-2024.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(NEXT, encoding="utf-8")
    (pack / "rules.yaml").write_text(rules, encoding="utf-8") if rules else None
    text, found = rolled_form(path, "示例市/新表", Settings(), "2024.yaml")
    assert text is not None and [one.message for one in found if one.weight is Severity.ERROR] == []
    assert "模板: 示例市/新表\n" in text and re.search(r"^    存在问题:", text, re.MULTILINE)
    assert bool(re.search(r"分值: \d+\}", text)) is (rules == "")
    assert bool(re.search(r"# 上年：.*分值 \d+$", text, re.MULTILINE)) is (rules != "")


def test_a_pack_that_is_gone_is_told_and_another_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    path.write_text(INPUTS[0].read_text(encoding="utf-8").replace("模板: ", "模板: 旧/"), encoding="utf-8")
    text, found = rolled_form(path, None, Settings(), "2024.yaml")
    assert text is None and [one.code.id for one in found] == ["M101"]
    text, found = rolled_form(path, "国家/绩效评价报告", Settings(), "2024.yaml")
    assert text is not None and "模板: 国家/绩效评价报告\n" in text and "M101" in {one.code.id for one in found}
