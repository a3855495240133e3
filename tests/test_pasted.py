"""A table pasted under `键: |` in; the same figures as of the list that a clerk would have typed out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostic import Diagnostic
from generator.figure import Figure, Item, Rows, Text, Value
from generator.pipeline import Settings
from generator.pipeline import read as checked_figures

HEAD = "版本: 1\n模板: 国家/公文\n年度: 2024\n金额单位: 万元\n单位: {名称: 示例局}\n"


def read(folder: Path, text: str) -> tuple[Item, tuple[Diagnostic, ...]]:
    path = folder / "x.yaml"
    path.write_text(HEAD + text, encoding="utf-8", newline="")
    checked = checked_figures(path, Settings())
    return checked.figures[0][1], checked.diagnostics


def plain(value: Value | None) -> object:
    """A value without its places."""
    match value:
        case Item():
            return {
                name: plain(one) for name, one in value.entries.items() if isinstance(one, (Item, Rows, Figure, Text))
            }
        case Rows():
            return [plain(one) for one in value.items]
        case Figure():
            return value.value, value.unit.name
        case Text():
            return value.text
    return None


SUBJECTS = """支出:
  一般公共预算:
    科目:
      - {科目: 2010301 行政运行, 基本: 6000.00元, 决算: 6000.00元}
      - {科目: 2010302 一般行政管理事务, 项目: "5,000.50元", 决算: "5,000.50元"}
"""
COPIED = {
    "tabs": (
        "      一般公共预算财政拨款支出决算表\n      公开05表\n      部门：示例局\t\t\t\t金额单位：元\n"
        "      科目编码\t科目名称\t合计\t基本支出\t项目支出\n      栏次\t\t1\t2\t3\n"
        "      \t合计\t11000.50\t6000.00\t5000.50\n"
        "      2010301\t行政运行\t6000.00\t6000.00\t\n      2010302\t一般行政管理事务\t5,000.50\t\t5,000.50\n"
        "      注：本表反映部门本年度一般公共预算财政拨款支出情况。\n"
    ),
    "bars": (
        "      | 科目编码 | 科目名称 | 合计（元） | 基本支出（元） | 项目支出（元） |\n      |---|:--|--:|--:|--:|\n"
        "      | 2010301 | 行政运行 | 6000.00 | 6000.00 | — |\n"
        "      | 2010302 | 一般行政管理事务 | 5,000.50 |  | 5,000.50 |\n"
    ),
    "numbered": (
        "      序号\t功能分类科目编码\t功能分类科目名称\t 决 算 数 \t基本\t项目\n      单位：元\n"
        "      1\t2010301\t行政运行\t6000.00元\t6000.00元\n      2\t2010302\t一般行政管理事务\t5,000.50元\t\t5,000.50元\n"
    ),
    "total beside the numbers": (
        "      序号\t科目编码\t科目名称\t决算数（元）\t基本支出（元）\t项目支出（元）\n"
        "      1\t2010301\t行政运行\t6000.00\t6000.00\t\n      2\t2010302\t一般行政管理事务\t5,000.50\t\t5,000.50\n"
        "      合　计\t\t\t11000.50\t6000.00\t5000.50\n"
    ),
    "head of three rows": (
        "      项目\t\t本年支出合计\t基本支出\t项目支出\n      功能分类科目编码\t科目名称\t\t\t\n      栏次\t\t1\t2\t3\n"
        "      合计\t\t11000.50元\t6000.00元\t5000.50元\n"
        "      2010301\t行政运行\t6000.00元\t6000.00元\t\n      2010302\t一般行政管理事务\t5,000.50元\t\t5,000.50元\n"
    ),
    "digits in columns": (
        "      科目编码\t\t\t科目名称\t合计（元）\t基本支出（元）\t项目支出（元）\n      类\t款\t项\t\t\t\t\n"
        "      201\t03\t01\t行政运行\t6000.00\t6000.00\t\n      201\t03\t02\t一般行政管理事务\t5,000.50\t\t5,000.50\n"
    ),
    "wide bars": (
        "      科目编码｜科目名称｜决算数（元）｜基本支出（元）｜项目支出（元）\n"
        "      2010301｜行政运行｜6000.00｜6000.00｜\n      2010302｜一般行政管理事务｜5,000.50｜｜5,000.50\n"
    ),
    "repeated head": (
        "      科目编码\t科目名称\t合计（元）\t基本支出（元）\t项目支出（元）\n      2010301\t行政运行\t6000.00\t6000.00\t\n"
        "      支出决算表（续）\n      \t\t\t\t公开03表\n"
        "      科目编码\t科目名称\t合计（元）\t基本支出（元）\t项目支出（元）\n"
        "      2010302\t一般行政管理事务\t5,000.50\t\t5,000.50\n      填表人：罗××\t\t审核：柳××\t\t\n"
    ),
    "other money beside": (
        "      单位：元\n      科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n"
        "      \t\t1\t2\t3\t4\t5\t6\n      合计\t\t11000.50\t6000.00\t5000.50\t—\t——\t/\n"
        "      2010301\t行政运行\t6000.00\t6000.00\t－\t\t\t\n"
        "      2010302\t一般行政管理事务\t5,000.50\t一\t5,000.50\t\t\t\n"
    ),
    "group of subtotals": (
        "      科目编码\t科目名称\t合计（元）\t基本支出（元）\t\t项目支出（元）\n      \t\t\t小计\t其中：工资\t\n"
        "      2010301\t行政运行\t6000.00\t6000.00\t\t\n      2010302\t一般行政管理事务\t5,000.50\t\t\t5,000.50\n"
    ),
    "merged digits": (
        "      科目编码\t\t\t科目名称\t合计（元）\t基本支出（元）\t项目支出（元）\n      类\t款\t项\t\t\t\t\n"
        "      201\t03\t01\t行政运行\t6000.00\t6000.00\t\n      \t\t02\t一般行政管理事务\t5,000.50\t\t5,000.50\n"
    ),
    "several blanks": (
        "      科目编码  科目名称          合计（元）   基本支出（元）  项目支出（元）\n"
        "      2010301   行政运行          6000.00      6000.00         -\n"
        "      2010302   一般行政管理事务  5,000.50     -               5,000.50\n      合计  11000.50  6000.00  5000.50\n"
    ),
    "full-width blanks": (
        "      科目编码　科目名称　合计（元）　基本支出（元）　项目支出（元）\n"
        "      2010301　行政运行　6000.00　6000.00　—\n      2010302　一般行政管理事务　5,000.50　—　5,000.50\n"
    ),
    "single blanks": (
        "      科目编码 科目名称 合计（元） 基本支出（元） 项目支出（元）\n"
        "      2010301 行政运行 6000.00 6000.00 —\n      2010302 一般行政管理事务 5,000.50 — 5,000.50\n"
    ),
    "two halves": (
        "      科目编码\t科目名称\t合计（元）\t基本支出（元）\t项目支出（元）\t科目编码\t科目名称\t合计（元）\t基本支出（元）"
        "\t项目支出（元）\n      2010301\t行政运行\t6000.00\t6000.00\t\t2010302\t一般行政管理事务\t5,000.50\t\t5,000.50\n"
        "      合计\t\t\t\t\t\t\t11,000.50\t6000.00\t5000.50\n"
    ),
    "cells of two lines": (
        '      科目编码\t科目名称\t"决算\n      数（元）"\t基本支出（元）\t项目支出（元）\n'
        '      2010301\t"行政\n      运行"\t6000.00\t6000.00\t\n      2010302\t一般行政管理事务\t5,000.50\t\t5,000.50\n'
    ),
}


@pytest.mark.parametrize("name", COPIED)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_table_of_the_accounts_is_the_list(tmp_path: Path, name: str, ends: str) -> None:
    pasted = "支出:\n  一般公共预算:\n    科目: |\n" + COPIED[name]
    table, found = read(tmp_path, pasted.replace("\n", ends))
    assert found == ()
    assert plain(table) == plain(read(tmp_path, SUBJECTS)[0])


STAFF = """支出:
  一般公共预算:
    基本支出:
      人员经费: {科目: [{科目: 30101 基本工资, 决算: 50}, {科目: 30302 退休费, 决算: 10}]}
      公用经费: {科目: [{科目: 30201 办公费, 决算: 25}, {科目: 31002 办公设备购置, 决算: 5}]}
"""
COSTS = {
    "halves under their names": (
        "      一般公共预算财政拨款基本支出决算表\n      公开06表\n      部门：示例局\t\t\t\t\t金额单位：万元\n"
        "      人员经费\t\t\t公用经费\t\t\n      科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n"
        "      30101\t基本工资\t50\t30201\t办公费\t25\n      30302\t退休费\t10\t31002\t办公设备购置\t5\n"
        "      人员经费合计\t\t60\t公用经费合计\t\t30\n      注：本表反映部门本年度基本支出的明细情况。\n"
    ),
    "three halves": (
        "      经济分类科目编码\t科目名称\t决算数\t经济分类科目编码\t科目名称\t决算数\t经济分类科目编码\t科目名称\t决算数\n"
        "      30101\t基本工资\t50\t30201\t办公费\t25\t31002\t办公设备购置\t5\n      30302\t退休费\t10\t\t\t\t\t\t\n"
        "      人员经费合计\t\t60\t公用经费合计\t\t\t\t\t30\n"
    ),
    "halves as Word gives their text": (
        "      人员经费\t公用经费\n      科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n"
        "      30101\t基本工资\t50\t30201\t办公费\t25\n      30302\t退休费\t10\t31002\t办公设备购置\t5\n"
        "      人员经费合计\t60\t公用经费合计\t30\n"
    ),
    "one below the other": (
        "      科目编码\t科目名称\t决算数\n      一、人员经费\t\t60\n      30101\t基本工资\t50\n      30302\t退休费\t10\n"
        "      二、公用经费\t\t30\n      30201\t办公费\t25\n      31002\t办公设备购置\t5\n"
    ),
}


EMPTY = ("", "—", "-", "/", "／", "一", "——")
"""What stands in a cell of figures that has none."""
IDLE = {
    "an item": "      30102\t津贴补贴\t{0}\t30202\t印刷费\t{0}\n      30302\t退休费\t10\t31002\t办公设备购置\t5\n",
    "a class with its item": (
        "      303\t对个人和家庭的补助\t10\t307\t债务利息及费用支出\t{0}\n      30302\t退休费\t10\t30701\t国内债务付息\t{0}\n"
        "      30303\t退职费\t{0}\t31002\t办公设备购置\t5\n"
    ),
    "a class above items": (
        "      303\t对个人和家庭的补助\t{0}\t310\t资本性支出\t{0}\n      30302\t退休费\t10\t31002\t办公设备购置\t5\n"
    ),
    "a half": "      30302\t退休费\t10\t31002\t办公设备购置\t5\n      {0}\t{0}\t{0}\t{0}\t{0}\t{0}\n",
}
ITEMS = {"基本工资", "退休费", "办公费", "办公设备购置"}


@pytest.mark.parametrize("blank", EMPTY)
@pytest.mark.parametrize("name", IDLE)
def test_a_row_of_the_form_without_a_figure_is_none(tmp_path: Path, name: str, blank: str) -> None:
    """A published table prints every item, and nothing beside those on which nothing was spent."""
    table = (
        "      人员经费\t\t\t公用经费\t\t\n      科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n"
        "      30101\t基本工资\t50\t30201\t办公费\t25\n" + IDLE[name].format(blank)
    )
    table += "      人员经费合计\t\t60\t公用经费合计\t\t30\n"
    item, found = read(tmp_path, "支出:\n  一般公共预算:\n    基本支出: |\n" + table)
    assert found == ()
    fund = item.item("支出").item("一般公共预算")  # type: ignore[union-attr]
    basic = fund.item("基本支出") if fund is not None else None
    assert basic is not None
    listed = [row.text("名称") for part in ("人员经费", "公用经费") for row in basic.item(part).rows("项")]  # type: ignore[union-attr]
    assert set(listed) == ITEMS
    assert [str(basic.item(part).figure("合计").value) for part in ("人员经费", "公用经费")] == ["600000", "300000"]  # type: ignore[union-attr]


@pytest.mark.parametrize("blank", EMPTY)
@pytest.mark.parametrize(("total", "read_as"), [("30", "30"), ("{0}", "0")])
def test_a_half_without_figures_has_its_total_alone(tmp_path: Path, blank: str, total: str, read_as: str) -> None:
    table = (
        "      科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n      30101\t基本工资\t50\t30201\t办公费\t{0}\n"
        f"      30302\t退休费\t10\t30202\t印刷费\t{{0}}\n      人员经费合计\t\t60\t公用经费合计\t\t{total}\n"
    ).format(blank)
    names = ", 科目: [30201 办公费, 30202 印刷费]" if read_as != "0" else ""
    typed = (
        "    基本支出:\n      人员经费: {科目: [{科目: 30101 基本工资, 决算: 50}, {科目: 30302 退休费, 决算: 10}]}\n"
        f"      公用经费: {{合计: {read_as}{names}}}\n"
    )
    pasted, found = read(tmp_path, "支出:\n  一般公共预算:\n    基本支出: |\n" + table)
    assert found == ()
    assert plain(pasted) == plain(read(tmp_path, "支出:\n  一般公共预算:\n" + typed)[0])


GROUPS = "      科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n"
SIDE_BY_SIDE = {
    "empty groups": "{0}\t{0}\t{0}\t{0}\t{0}\t{0}\n      人员经费合计\t\t60\t公用经费合计\t\t\t\t\t30",
    "no names": "\t\t{0}\t\t\t{0}\n      合计\t\t60\t\t\t25\t\t\t5",
    "one name for all": "\t\t{0}\t\t\t{0}\n      \t小计\t60\t\t\t25\t\t\t5\n      合计\t\t\t\t\t\t\t\t90",
    "named after the first": "\t\t{0}\t\t\t{0}\n      人员经费合计\t\t60\t\t\t25\t\t\t5",
}


@pytest.mark.parametrize("blank", (*EMPTY, "0", "0.00"))
@pytest.mark.parametrize("name", SIDE_BY_SIDE)
def test_three_groups_side_by_side(tmp_path: Path, name: str, blank: str) -> None:
    """A group without a name and an amount has no row; a total is named once for all of them."""
    rows = (
        "      30101\t基本工资\t50\t30201\t办公费\t25\t31002\t办公设备购置\t5\n"
        f"      30302\t退休费\t10\t{SIDE_BY_SIDE[name].format(blank)}\n"
    )
    table, found = read(tmp_path, "支出:\n  一般公共预算:\n    基本支出: |\n" + GROUPS + rows)
    assert found == ()
    spent = STAFF if "90" not in rows else STAFF.replace("基本支出:", "基本支出:\n      合计: 90")
    assert plain(table) == plain(read(tmp_path, spent)[0])


def test_a_total_without_a_name_is_told_once(tmp_path: Path) -> None:
    rows = "      30101\t基本工资\t50\t30201\t办公费\t25\t31002\t办公设备购置\t5\n      \t\t50\t\t\t25\t\t\t5\n"
    _, found = read(tmp_path, "支出:\n  一般公共预算:\n    基本支出: |\n" + GROUPS + rows)
    assert [f"{one.place.line}:{one.place.column} {one.code.id}" for one in found] == ["11:7 V222"]
    assert "写“合计”" in found[0].help


DETAILS = "{物业管理费: 60, 电费: 30, 讲课费: 10}"
NUMBERED = {
    "words over digits": "一\t商品服务\t90\n1\t物业管理费\t60\n2\t电费\t30\n二\t劳务\t10\n1\t讲课费\t10",
    "brackets over digits": "（一）\t商品服务\t90\n1.\t物业管理费\t60\n2.\t电费\t30\n（二）\t劳务\t10\n1.\t讲课费\t10",
    "digits going on": "一、\t商品服务\t90\n1\t物业管理费\t60\n2\t电费\t30\n二、\t劳务\t10\n3\t讲课费\t10",
    "decimals": "1\t商品服务\t90\n1.1\t物业管理费\t60\n1.2\t电费\t30\n2\t讲课费\t10",
    "rings": "1\t商品服务\t90\n①\t物业管理费\t60\n②\t电费\t30\n2\t讲课费\t10\n\t合计\t100",
    "three levels": (
        "一\t运行\t90\n（一）\t商品服务\t90\n1\t物业管理费\t60\n2\t电费\t30\n二\t劳务\t10\n（一）\t讲课费\t10\n合计\t\t100"
    ),
    "parts without a number": "一\t商品服务\t90\n\t物业管理费\t60\n\t电费\t30\n二\t讲课费\t10",
    "a title without an amount": "一\t商品服务\t\n1\t物业管理费\t60\n2\t电费\t30\n二\t讲课费\t10",
    "one level": "1\t物业管理费\t60\n2\t电费\t30\n3\t讲课费\t10",
}


@pytest.mark.parametrize("heading", ["序号", "编号", ""])
@pytest.mark.parametrize("name", NUMBERED)
def test_rows_above_others_by_their_number_are_totals(tmp_path: Path, name: str, heading: str) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 100}\n    支出明细: "
    lines = [f"{heading}\t支出内容\t金额", *NUMBERED[name].split("\n")]
    table, found = read(tmp_path, head + "|\n" + "".join(f"      {line}\n" for line in lines))
    assert found == ()
    assert plain(table) == plain(read(tmp_path, head + DETAILS + "\n")[0])


def test_a_numbered_row_that_is_not_the_sum_of_its_parts_is_told(tmp_path: Path) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 100}\n    支出明细: |\n      序号\t支出内容\t金额\n"
    rows = "      一\t商品服务\t95\n      1\t物业管理费\t60\n      2\t电费\t30\n      二\t讲课费\t10\n"
    _, found = read(tmp_path, head + rows)
    assert [f"{one.place.line}:{one.place.column} {one.code.id}" for one in found] == ["11:14 P121"]


@pytest.mark.parametrize(
    "total",
    [
        *(
            "\t共计人民币（大写）壹佰万元整\t100",
            "共计人民币（大写）：壹佰万元整\t\t100",
            "合计（大写）\t壹佰万元整\t100",
        ),
        *(
            "\t大写金额：壹佰万元整\t100",
            "\t共计人民币（大写）\t壹佰万元整",
            "\t共计人民币（大写）\t壹佰万零伍角\n\t合计\t¥100.00",
        ),
        *("\t累计\t100", "\t本年累计\t100", "\t本月累计支出\t100", "\t合计金额（万元）\t100", "\t总金额\t￥100.00"),
    ],
)
def test_a_total_by_any_name_is_no_item(tmp_path: Path, total: str) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 100}\n    支出明细: "
    lines = ["序号\t支出内容\t金额", *NUMBERED["one level"].split("\n"), *total.split("\n")]
    table, found = read(tmp_path, head + "|\n" + "".join(f"      {line}\n" for line in lines))
    assert found == ()
    assert plain(table) == plain(read(tmp_path, head + DETAILS + "\n")[0])
    lines[-1] = lines[-1].replace("100", "101").replace("壹佰万元", "壹佰零壹万元")
    _, found = read(tmp_path, head + "|\n" + "".join(f"      {line}\n" for line in lines))
    assert [one.code.id for one in found] == ["P121"]


def test_a_running_total_adds_up_from_the_first_row(tmp_path: Path) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 100}\n    支出明细: "
    lines = ["摘要\t金额", "物业管理费\t60", "本月合计\t60", "本年累计\t60", "电费\t30", "讲课费\t10"]
    lines += ["本月合计\t40", "本年累计\t100"]
    table, found = read(tmp_path, head + "|\n" + "".join(f"      {line}\n" for line in lines))
    assert found == ()
    assert plain(table) == plain(read(tmp_path, head + DETAILS + "\n")[0])


@pytest.mark.parametrize("sign", ["/", "／", "—", "-", "\\"])
@pytest.mark.parametrize("between", ["\t", " | ", "  ", " "], ids=["tabs", "bars", "blanks", "blank"])
def test_a_stroke_is_an_empty_cell(tmp_path: Path, sign: str, between: str) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 100}\n    支出明细: "
    rows = [("支出内容", "金额", "备注"), ("物业管理费", "60", sign), ("电费", "30", sign), ("讲课费", "10", sign)]
    rows += [("印刷费", sign, sign), (sign, sign, sign), ("合计", "100", sign)]
    table, found = read(tmp_path, head + "|\n" + "".join(f"      {between.join(row)}\n" for row in rows))
    assert found == ()
    assert plain(table) == plain(read(tmp_path, head + DETAILS + "\n")[0])


@pytest.mark.parametrize("name", COSTS)
def test_a_table_over_two_lists_is_shared_out(tmp_path: Path, name: str) -> None:
    table, found = read(tmp_path, "支出:\n  一般公共预算:\n    基本支出: |\n" + COSTS[name])
    assert found == ()
    assert plain(table) == plain(read(tmp_path, STAFF)[0])


def test_a_grand_total_over_two_lists_is_their_sum(tmp_path: Path) -> None:
    wrong = COSTS["one below the other"] + "      合计\t\t95\n"
    _, found = read(tmp_path, "支出:\n  一般公共预算:\n    基本支出: |\n" + wrong)
    assert [f"{one.place.line}:{one.place.column} {one.code.id}" for one in found] == ["16:11 P112"]


def test_cells_merged_in_the_table_are_filled_down(tmp_path: Path) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 10, 执行: 10}\n    指标:"
    table = (
        " |\n      一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施\n"
        "      产出指标\t数量指标\t受理工单\t≥1万件\t1.2万件\t40\t40\t\n"
        "      \t\t办结工单\t≥0.9万件\t1.1万件\t10\t10\t\n"
        "      \t质量指标\t按期办结率\t≥98%\t99%\t20\t20\t\n"
        "      效益指标\t社会效益指标\t知晓度\t定性\t达成年度指标\t20\t20\t\n"
    )
    rows = """
      - {一级: 产出指标, 二级: 数量指标, 指标: 受理工单, 目标: ≥1万件, 完成: 1.2万件, 分值: 40, 得分: 40}
      - {一级: 产出指标, 二级: 数量指标, 指标: 办结工单, 目标: ≥0.9万件, 完成: 1.1万件, 分值: 10, 得分: 10}
      - {一级: 产出指标, 二级: 质量指标, 指标: 按期办结率, 目标: ≥98%, 完成: 99%, 分值: 20, 得分: 20}
      - {一级: 效益指标, 二级: 社会效益指标, 指标: 知晓度, 目标: 定性, 完成: 达成年度指标, 分值: 20, 得分: 20}
"""
    pasted, found = read(tmp_path, head + table)
    assert found == ()
    assert plain(pasted) == plain(read(tmp_path, head + rows)[0])


def test_details_under_names_of_ones_own(tmp_path: Path) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 10}\n    支出明细:"
    pasted, found = read(
        tmp_path,
        head + " |\n      支出内容\t支出金额（元）\n      线路费\t40000\n      劳务费\t60,000.00\n      合计\t100000\n",
    )
    assert found == ()
    assert plain(pasted) == plain(read(tmp_path, head + ' {线路费: 40000元, 劳务费: "60,000.00元"}\n')[0])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("      科目\t决算\n      2010301 行政运行\t六千\n", "10:20 V205"),
        ("      科目\t决算\t颜色\n      2010301 行政运行\t6\t红\n", "9:13 V220"),
        ("      科目\t决算\n      \t6\n", "10:7 V222"),
        ("      2010301 行政运行\t6\n      2010302\t7\n", "8:9 V203"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(tmp_path: Path, table: str, said: str) -> None:
    _, found = read(tmp_path, "支出:\n  一般公共预算:\n    科目: |\n" + table)
    assert [f"{one.place.line}:{one.place.column} {one.code.id}" for one in found] == [said]


FORM = """
      项目名称\t\t热线
      项目资金\t\t年初预算数\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A×100%）\t得分
      {unit}\t年度资金总额：\t110\t120\t118.5\t10\t98.75%\t9.88
      \t其中：当年财政拨款\t100\t110\t108.5\t—\t98.64%\t—
      \t上年结转资金\t10\t10\t10\t/\t100%\t/
      \t其他资金\t\t\t\t—\t—\t—
      年度总体目标\t预期目标\t\t\t实际完成情况
      \t接通率95%\t\t\t接通率98%
"""
SOURCES = """
        - {名称: 当年财政拨款, 年初预算: 100万元, 全年预算: 110万元, 执行: 108.5万元}
        - {名称: 上年结转资金, 年初预算: 10万元, 全年预算: 10万元, 执行: 10万元}
"""


def test_the_weight_of_a_group_is_none_of_its_name(tmp_path: Path) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 10, 执行: 10}\n    指标:"
    table = " |\n      一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\n      产出指标（90分）\t数量指标(90分)\t窗口\t≥3个\t3个\t90\n"
    typed = "\n      - {一级: 产出指标, 二级: 数量指标, 指标: 窗口, 目标: ≥3个, 完成: 3个, 分值: 90}\n"
    assert plain(read(tmp_path, head + table)[0]) == plain(read(tmp_path, head + typed)[0])


def test_a_form_may_name_its_part_above_the_names(tmp_path: Path) -> None:
    head = "项目:\n  - 名称: 热线\n    资金:\n      来源:"
    table = (
        " |\n          项目名称 | 热线\n          项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值\n"
        "          年度资金总额: | 110 | 120 | 118.5 | 10\n          其中:当年财政拨款 | 100 | 110 | 108.5\n"
        "          上年结转资金 | 10 | 10 | 10\n          其他资金 |\n          年度总体目标 | 预期目标: 接通率95% | 完成\n"
    )
    pasted, found = read(tmp_path, head + table)
    assert found == ()
    assert plain(pasted) == plain(read(tmp_path, head + SOURCES)[0])


@pytest.mark.parametrize("unit", ["（万元）", "项目资金（万元）"])
def test_the_money_of_a_form_has_the_unit_beside_it(tmp_path: Path, unit: str) -> None:
    """What stands above and below that part of the form is none of it."""
    head = "报告金额单位: 万元\n项目:\n  - 名称: 热线\n    资金:\n      来源:"
    form = FORM.format(unit=unit).replace("\n      ", "\n          ")
    pasted, found = read(tmp_path, head + " |" + form)
    assert found == ()
    assert plain(pasted) == plain(read(tmp_path, head + SOURCES)[0])


@pytest.mark.parametrize(
    ("cells", "target", "done"),
    [
        ("≥\t12\t个\t13", "≥12个", "13个"),
        ("≥\t12\t个\t13个", "≥12个", "13个"),
        ("≥\t≥12个\t个\t13个", "≥12个", "13个"),
        ("=\t100\t%\t98.5", "=100%", "98.5%"),
        ("定性\t明显提升\t/\t达成年度指标", "定性 明显提升", "达成年度指标"),
        ("定量\t12\t个\t13", "12个", "13个"),
    ],
)
def test_a_target_in_three_columns_is_one(tmp_path: Path, cells: str, target: str, done: str) -> None:
    head = "项目:\n  - 名称: 热线\n    资金: {全年预算: 10, 执行: 10}\n    指标:"
    table = f" |\n      \t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t完成值\t权重\n      绩效指标\t产出\t数量\t窗口\t{cells}\t90\n"
    typed = f'\n      - {{一级: 产出, 二级: 数量, 指标: 窗口, 目标: "{target}", 完成: {done}, 分值: 90}}\n'
    assert plain(read(tmp_path, head + table)[0]) == plain(read(tmp_path, head + typed)[0])


CELL = st.text(st.sampled_from("甲乙丙政务热线（）0123456789-"), min_size=1, max_size=8).filter(
    lambda text: text not in ("-", "—", "合计", "总计", "小计") and not text.startswith("注")
)


@given(st.lists(st.tuples(CELL, st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=30), st.booleans())
def test_any_list_can_be_pasted(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int, int]], bars: bool
) -> None:
    """What is printed as a table and pasted again is what was typed (law of the reader)."""
    folder = tmp_path_factory.mktemp("table")
    titled = [(f"机构{number}{name}", first, second) for number, (name, first, second) in enumerate(rows)]
    lines = [("机构", "人员经费", "公用经费"), *((name, f"{a}.00", f"{b}.00") for name, a, b in titled)]
    lines.append(("合计", f"{sum(a for _, a, _ in titled)}.00", f"{sum(b for _, _, b in titled)}.00"))
    drawn = ["| " + " | ".join(line) + " |" if bars else "\t".join(line) for line in lines]
    typed = [f'  - {{机构: "{name}", 人员经费: {a}.00, 公用经费: {b}.00}}' for name, a, b in titled]
    pasted, found = read(folder, "机构收支: |\n" + "".join(f"  {line}\n" for line in drawn))
    assert "P121" not in [one.code.id for one in found]
    listed, _ = read(folder, "机构收支:\n" + "".join(f"{line}\n" for line in typed))
    assert plain(pasted) == plain(listed)
