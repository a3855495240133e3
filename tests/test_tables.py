"""The public tables of the accounts (决算公开表): relations between them, rounding, empty ones, and the pack's own list."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from public_tables import CHECKS, NAMES, ROUNDED, Printed, figure, off, printed_tables

from generator.diagnostic import Severity
from generator.pipeline import Settings, build

ROOT = Path(__file__).parent.parent
SHIFAN = ROOT / "inputs" / "shifan-2024.yaml"
PACK = "国家/部门决算公开表"
TOTAL, INCOME, SPENDING, FISCAL, GENERAL, BASIC, PUBLIC, FUND, CAPITAL = NAMES


def built(path: Path, *said: str) -> dict[str, Printed]:
    result = build(path, Settings(), ("md",))
    assert [f"{one.code.id} {one.message}" for one in result.diagnostics] == list(said)
    return printed_tables(result.reports[0].files["md"].decode("utf-8"))


@pytest.fixture(scope="module")
def shifan() -> dict[str, Printed]:
    return built(SHIFAN)


def test_nine_tables_in_the_national_order(shifan: dict[str, Printed]) -> None:
    assert list(shifan) == list(NAMES)
    assert [table.above[:5] for table in shifan.values()] == [f"公开0{number}表" for number in range(1, 10)]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_and_column_adds_up(shifan: dict[str, Printed], name: str) -> None:
    """R1, R3 to R6 within each table; nothing was converted, so that no table needs the note."""
    table = shifan[name]
    assert not off(table, NAMES[name])
    assert ROUNDED not in table.notes
    assert table.notes.startswith("注：本表反映部门本年度")


def test_totals_of_one_table_are_those_of_another(shifan: dict[str, Printed]) -> None:
    """R2, and R4 to R6 between tables."""
    total, income, spent, fiscal = shifan[TOTAL], shifan[INCOME], shifan[SPENDING], shifan[FISCAL]
    assert total.figure("本年收入合计", 1) == income.figure("合计", 2, 1) == Decimal("1183.04")
    assert total.figure("本年支出合计", 3, 2) == spent.figure("合计", 2, 1) == Decimal("1189.36")
    assert total.figure("总计", 1) == total.figure("总计", 3) == Decimal("1200.74")
    assert income.figure("合计", 3, 1) == fiscal.figure("本年收入合计", 1) == Decimal("1160.14")
    assert fiscal.figure("总计", 1) == fiscal.figure("总计", 3) == Decimal("1175.14")
    assert fiscal.figure("本年支出合计", 4, 2) == shifan[GENERAL].figure("合计", 2, 1)
    assert fiscal.figure("本年支出合计", 5, 2) == shifan[FUND].figure("合计", 4, 1) == Decimal("126.00")
    assert fiscal.figure("年末财政拨款结转和结余", 5, 2) == shifan[FUND].figure("合计", 7, 1)
    people, office = figure(shifan[BASIC].body[-1][1]), figure(shifan[BASIC].body[-1][3])
    assert shifan[GENERAL].figure("合计", 3, 1) == people + office == Decimal("603.54")


def test_classes_are_the_same_in_every_table(shifan: dict[str, Printed]) -> None:
    spent = {row[0]: row[2] for row in shifan[SPENDING].body if len(row[0]) == 3}
    printed = [
        row[3] for row in shifan[TOTAL].body if row[2][:1] in "一二三四五六七八九十" and row[3] and "、" in row[2]
    ]
    assert sorted(printed) == sorted(spent.values())
    assert spent == {"201": "895.90", "208": "89.11", "210": "27.85", "212": "126.00", "221": "50.50"}


def test_three_public_costs(shifan: dict[str, Printed]) -> None:
    assert shifan[PUBLIC].body == [
        ["5.50", "0.00", "3.00", "0.00", "3.00", "2.50", "3.49", "0.00", "1.85", "0.00", "1.85", "1.64"]
    ]
    assert "全年预算数，反映按规定程序调整后的预算数" in shifan[PUBLIC].notes


def test_an_empty_table_stays_and_says_so(shifan: dict[str, Printed]) -> None:
    empty = shifan[CAPITAL]
    assert empty.body == [["", "合计", "", "", ""]]
    said = "说明：示例市示例区政务服务管理局2024年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。"
    assert empty.notes.endswith(said)
    assert [name for name, table in shifan.items() if "故本表无数据" in table.notes] == [CAPITAL]


HEAD = """版本: 1
模板: {pack}
年度: {year}
金额单位: 元
单位: {{名称: 示例市示例区数据服务中心}}
"""


def yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:.2f}"


EVERY = "表:\n" + "".join(f"  - {{编号: 公开表, 名称: {name}, 模板: {name}}}\n" for name in CHECKS)
"""A list with every table that there is a template for, each called by its template."""
FEN = st.integers(min_value=0, max_value=10_000_000)


@st.composite
def accounts(draw: st.DrawFn) -> str:
    """A department in 元 to the fen, of several items and funds; what it spends from basic expenditure is told apart."""
    people = [draw(FEN) for _ in range(3)]
    office = [draw(FEN) for _ in range(2)]
    basic = sum(people) + sum(office)
    first = draw(st.integers(0, basic))
    general = [
        f"{{科目: 2010301, 基本: {yuan(first)}}}",
        f"{{科目: 2010302, 项目: {yuan(draw(FEN))}, 年末结转: {yuan(draw(FEN))}}}",
        f"{{科目: 2080505, 基本: {yuan(basic - first)}}}",
    ]
    named = ("基本工资", "奖金", "退休费", "办公费", "电费")
    details = [f"{{科目: {name}, 决算: {yuan(fen)}}}" for name, fen in zip(named, (*people, *office), strict=True)]
    costs = ("因公出国境费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    spent = {name: draw(FEN) for name in costs}
    budgets = {name: fen + draw(st.integers(0, 1000)) for name, fen in spent.items()}
    public = ", ".join(f"{name}: {{决算: {yuan(spent[name])}, 年初预算: {yuan(budgets[name])}}}" for name in costs)
    fund, other = draw(FEN), draw(FEN)
    return "\n".join(
        [
            "支出:",
            "  一般公共预算:",
            f"    科目: [{', '.join(general)}]",
            "    基本支出:",
            f"      人员经费: {{科目: [{', '.join(details[:3])}]}}",
            f"      公用经费: {{科目: [{', '.join(details[3:])}]}}",
            "  政府性基金:",
            f"    科目: [{{科目: 2120899, 项目: {yuan(fund)}, 年末结转: {yuan(draw(FEN))}}}]",
            "  国有资本经营:",
            f"    科目: [{{科目: 2239999, 项目: {yuan(draw(FEN))}, 年末结转: {yuan(draw(FEN))}}}]",
            "  其他资金:",
            f"    科目: [{{科目: 2010302, 项目: {yuan(other)}, 收入来源: 事业收入}}]",
            f"三公经费: {{{public}}}",
            "",
        ]
    )


@given(accounts())
@settings(max_examples=examples(40, 6))
def test_the_note_on_rounding_stands_exactly_where_printed_figures_do_not_add_up(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = own_pack(tmp_path_factory.mktemp("one"), EVERY, text)
    tables = built(path)
    assert list(tables) == list(CHECKS)
    noted = [name for name, table in tables.items() if ROUNDED in table.notes]
    assert noted == [name for name, table in tables.items() if off(table, name)]


def test_a_total_is_rounded_once(tmp_path: Path) -> None:
    """0.005 + 0.005 万元 print as 0.01 and 0.01, their exact sum as 0.01: the note says why."""
    path = tmp_path / "一份.yaml"
    path.write_text(
        HEAD.format(pack=PACK, year=2024) + "支出:\n  一般公共预算:\n    基本支出: {人员经费: 50.00, 公用经费: 0}\n"
        "    科目: [{科目: 2010301, 基本: 50.00}, {科目: 2010302, 项目: 50.00}]\n",
        encoding="utf-8",
    )
    general = built(path)[GENERAL]
    assert [row[1:] for row in general.body] == [
        ["合计", "0.01", "0.01", "0.01"],
        ["一般公共服务支出", "0.01", "0.01", "0.01"],
        ["政府办公厅（室）及相关机构事务", "0.01", "0.01", "0.01"],
        ["行政运行", "0.01", "0.01", ""],
        ["一般行政管理事务", "0.01", "", "0.01"],
    ]
    assert general.notes.endswith(ROUNDED)


OWN = """金额单位: 元
空行: 略
三公预算: 年初预算
表:
  - {编号: 公开01表, 名称: 收支总表, 模板: 收支总表}
  - {编号: 公开07表, 名称: 旧表, 模板: 收入表, 止: 2021}
  - {编号: 公开07表, 名称: 新表, 模板: 支出表, 起: 2022}
  - {编号: 公开09表, 名称: “三公”经费表, 模板: 三公表}
  - {编号: 公开10表, 名称: 国有资产情况表}
支出行:
  - {名称: 一、一般公共服务, 编码: "201"}
  - {名称: 二、文化体育与传媒, 编码: "207", 止: 2018}
  - {名称: 支出合计, 值: 本年支出}
"""


SPENT = """支出:
  一般公共预算: {科目: [{科目: 2010301, 基本: 12345.67}, {科目: 2139999 其他农林水支出, 项目: 100}]}
三公经费: {公务接待费: {决算: 1, 年初预算: 3, 全年预算: 2}}
"""


CHANGED_BUDGET = "W110 这份报告不印：三公经费.公务接待费.全年预算"
"""OWN prints 年初预算 alone."""


def own_pack(folder: Path, tables: str, text: str = SPENT, year: int = 2024) -> Path:
    """A file in 元, and beside it a pack of its own that lists the tables."""
    pack = folder / "示例市" / "决算表"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(f'标题: 决算表\n版本: "1"\n继承: {PACK}\n不需要: [支出]\n', encoding="utf-8")
    (pack / "tables.yaml").write_text(tables, encoding="utf-8")
    path = folder / "一份.yaml"
    path.write_text(HEAD.format(pack="示例市/决算表", year=year) + text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("year", "seventh"), [(2021, "旧表"), (2022, "新表")])
def test_a_pack_says_which_tables_there_are_by_year(tmp_path: Path, year: int, seventh: str) -> None:
    tables = built(own_pack(tmp_path, OWN, year=year), CHANGED_BUDGET)
    assert [(table.above[:5], name) for name, table in tables.items()] == [
        ("公开01表", "收支总表"),
        ("公开07表", seventh),
        ("公开09表", "“三公”经费表"),
    ]


def test_a_pack_names_the_rows(tmp_path: Path) -> None:
    """A class that it does not name stands below those that it does; amounts are in its unit."""
    tables = built(own_pack(tmp_path, OWN), CHANGED_BUDGET)
    assert [row[2:] for row in tables["收支总表"].body if row[2]] == [
        ["一、一般公共服务", "12345.67"],
        ["农林水支出", "100.00"],
        ["支出合计", "12445.67"],
    ]
    assert tables["收支总表"].above == "公开01表　部门：示例市示例区数据服务中心　金额单位：元"
    assert tables["“三公”经费表"].body == [["3.00", "", "", "", "", "3.00", "1.00", "", "", "", "", "1.00"]]
    assert "“三公”经费年初预算数；" in tables["“三公”经费表"].notes


def printed(path: Path) -> str:
    return build(path, Settings(), ("md",)).reports[0].files["md"].decode("utf-8")


def test_tables_apart_leave_their_names(tmp_path: Path) -> None:
    """Of a report that has more than its tables: those alone are always printed."""
    path = own_pack(tmp_path, OWN)
    path.write_text(path.read_text(encoding="utf-8") + "版式: {附表: 另附}\n", encoding="utf-8")
    assert "公开01表" in printed(path)
    (tmp_path / "示例市" / "决算表" / "style.yaml").write_text("用语: {只有表: 否}\n", encoding="utf-8")
    text = printed(path)
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## 一、收支总表", "## 二、新表", "## 三、“三公”经费表", "## 四、国有资产情况表"]
    assert "公开01表" not in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("表:\n  - {编号: 公开01表}\n", "名称"),
        ("支出行:\n  - {名称: 合计, 值: 本年收入}\n", "本年收入"),
        ("金额单位: 万\n", "万"),
    ],
)
def test_a_slip_in_the_list_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = build(own_pack(tmp_path, wrong), Settings(), ("md",))
    assert result.reports == ()
    assert any(
        said in one.message and one.place.source.name == "示例市/决算表/tables.yaml" for one in result.diagnostics
    )


def test_a_table_without_a_template_is_named(tmp_path: Path) -> None:
    text = build(own_pack(tmp_path, OWN), Settings(), ("md",)).reports[0].files["md"].decode("utf-8")
    assert "《国有资产情况表》另附。\n" in text
    assert "## 国有资产情况表" not in text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("合计: 1183.04", "合计: 1182.04"),
        ("上缴上级支出: 0.50\n", "上缴上级支出: 0.60\n"),
        ("公用经费: 88.97}", "公用经费: 88.79}"),
        (
            "项目: 435.92, 决算: 872.00, 年初结转: 5.00, 收入: 872.68",
            "项目: 435.92, 决算: 872.00, 年初结转: 5.00, 收入: 872.86",
        ),
        ("基本: 89.11, 决算: 89.11", "基本: 89.11, 决算: 98.11"),
        ("收支总计: {决算: 1200.74", "收支总计: {决算: 1201.74"),
        ("公务用车: {决算: 1.85", "公务用车: {决算: 1.58"),
    ],
)
def test_a_control_total_that_is_wrong_is_found(tmp_path: Path, right: str, wrong: str) -> None:
    """The sample's control totals are all compared: one wrong digit stops the report."""
    text = SHIFAN.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "一份.yaml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    result = build(path, Settings(), ("md",))
    assert result.reports == ()
    line = text[: text.index(right)].count("\n") + 1
    assert line in {one.place.line for one in result.diagnostics if one.weight is Severity.ERROR}
