"""Random whole departments whose figures agree: every section, the control totals given or left out, rounded as clerks round.

hypothesis draws few things, so that one department costs little: how amounts are written, how much there is of each,
what is there at all (bits that shrink towards nothing) and a seed for the rest.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st
from ledger import SWITCHES, Ledger, Written
from random_accounts import Told, true_accounts
from random_projects import ToldProjects, grade, indicators, stages, totals, true_projects
from random_prose import facts, paragraphs
from random_sections import body, organisations, purchases, running_costs, three_public, vehicles, years

from generator.model import Choice, Kind, Passage, YesNo
from generator.pack import Pack
from generator.packs import folders, read_pack

PACKS: dict[tuple[str, ...], tuple[int, ...]] = {
    ("国家/部门决算公开表",): (2021, 2022, 2023, 2024, 2025),
    ("国家/部门决算公开表", "四川/部门决算公开"): (2021, 2022, 2023, 2024),
    ("四川/部门决算公开",): (2021, 2022, 2023, 2024),
    ("湖南/部门决算公开",): (2018,),
    ("国家/部门整体支出绩效自评表",): (2022, 2023, 2024, 2025),
    ("国家/项目支出绩效自评表",): (2022, 2023, 2024, 2025),
    ("甘肃/部门绩效自评工作总结",): (2023,),
    ("甘肃/项目自评报告",): (2022, 2023, 2024, 2025),
    ("广东/部门整体绩效自评报告",): (2022,),
    ("广东/整体支出绩效自评报告",): (2021, 2022, 2023, 2024),
    ("湖南/部门整体支出绩效自评报告",): (2020, 2021, 2022, 2023, 2024),
    ("国家/部门决算公开",): (2021, 2022, 2023, 2024, 2025),
    ("上海/部门决算公开",): (2022, 2023, 2024),
    ("重庆/部门整体绩效自评表",): (2021, 2022, 2023, 2024),
    ("湖北/项目支出绩效自评表",): (2020, 2021, 2022, 2023, 2024),
    ("河北/项目支出绩效自评表",): (2021, 2022, 2023, 2024),
    ("安徽/项目支出绩效自评表",): (2022, 2023, 2024),
    ("云南/项目支出绩效自评表",): (2022, 2023, 2024),
}
"""Packs that fit such departments, and the years that they serve."""


@lru_cache
def packs(names: tuple[str, ...]) -> tuple[Pack, ...]:
    read = [read_pack(name, folders(None, ()))[0] for name in names]
    return tuple(pack for pack in read if pack is not None)


@st.composite
def whole_departments(draw: st.DrawFn, names: tuple[str, ...]) -> dict[str, Any]:
    year = draw(st.sampled_from(PACKS[names]))
    unit, rounded = draw(st.sampled_from((("万元", False), ("元", False), ("万元", True))))
    most, switches = draw(st.integers(1, 6)), draw(st.integers(0, 2**SWITCHES - 1))
    required = [path for pack in packs(names) for path in pack.required]
    execution = max((int(pack.rules.execution_weight) for pack in packs(names)), default=10)
    ledger = Ledger(draw(st.integers(0, 2**32 - 1)), switches, most, unit, rounded, required, execution)
    return _report(ledger, names, year)


def _report(ledger: Ledger, names: tuple[str, ...], year: int) -> dict[str, Any]:
    accounts = true_accounts(ledger)
    told = Told(ledger, accounts)
    if ledger.on("支出"):
        ledger.facts = facts(ledger, year, accounts)
    projects, rest = true_projects(ledger, accounts.total("project"))
    unit = body(ledger)
    found: dict[str, Any] = {"单位": unit, **_around(ledger, year)}
    if ledger.on("支出"):
        found |= _statement(told, unit, year, rest)
    if ledger.on("项目") or ledger.asked("预算绩效"):
        found["项目"] = [ToldProjects(ledger, year).project(project) for project in projects]
        if ledger.on("项目合计"):
            found["项目合计"] = totals(ledger, projects)
        if ledger.on("预算绩效") and "支出" in found:
            found["预算绩效"] = stages(ledger, projects, accounts.total("project"))
        if rest and "支出" in found:
            found["未自评项目"] = {"金额": ledger.money(rest), "说明": "金额较小，另行汇总自评。"}
    if ledger.on("历年"):
        found["历年"] = years(told, year, "支出" in found)
    if ledger.on("整体自评"):
        found["整体自评"] = _whole(ledger)
    found = _declared(ledger, names, found)
    head = {"版本": 1, "模板": list(names), "年度": year, "金额单位": ledger.unit}
    return {**head, **{key: value for key, value in found.items() if value not in ({}, None)}}


def _statement(told: Told, unit: dict[str, Any], year: int, rest: int) -> dict[str, Any]:
    """The accounts and the sections that hang on them."""
    ledger, accounts = told.ledger, told.accounts
    found: dict[str, Any] = {"收入": told.income(), "支出": told.spending()}
    found["收支总计"] = told.grand("收支总计", accounts.grand, accounts.last_grand)
    found["财政拨款总计"] = told.grand("财政拨款总计", accounts.fiscal_grand, accounts.last_fiscal_grand)
    costs, true = three_public(told)
    assets = vehicles(ledger, costs, true)
    office = accounts.funds["一般公共预算"].office
    meetings = office.get("30215", 0) if ledger.on("一般性支出") else 0
    sections: dict[str, Any] = {
        "三公经费": costs, "国有资产": assets, "机关运行经费": running_costs(told, unit), "政府采购": purchases(told),
    }  # fmt: skip
    found |= {name: section for name, section in sections.items() if ledger.on(name)}
    if ledger.on("一般性支出"):
        found["一般性支出"] = {
            "会议费": _held(ledger, meetings),
            "培训费": _held(ledger, office.get("30216", 0)),
            "节庆活动": Written("无"),
        }
    if ledger.on("机构收支"):
        found["机构收支"] = organisations(told, unit, true if "三公经费" in found else {}, meetings)
    return found


def _held(ledger: Ledger, money: int) -> dict[str, Any]:
    """Meetings or courses: how many, and of how many people."""
    times = ledger.random.randint(1, 9) if money else 0
    return {"决算": ledger.money(money), "次数": times, "人数": times * ledger.random.randint(1, 90)}


def _around(ledger: Ledger, year: int) -> dict[str, Any]:
    """What is said of the report itself, and the prose of the year."""
    random = ledger.random
    date = f"{year + 1}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    came = random.randint(1, 9999)
    found: dict[str, Any] = {
        "报送": {
            "主送": "市财政局", "填报人": "柳××", "联系电话": "0000-000××××", "填报日期": date,
            "依据": [{"名称": "关于做好绩效自评工作的通知", "文号": f"示财〔{year + 1}〕8号"}],
        },
        "公开": {"日期": date},
        "年度工作": {"重点任务": paragraphs(ledger), "完成情况": paragraphs(ledger)},
        "评价工作": {key: paragraphs(ledger) for key in ("评价目的", "评价范围", "评价方法", "前期准备", "组织实施")},
        "数据": {"受理事项": f"{came}件", "办结事项": f"{random.randint(0, came)}件"},
        "落款": {"日期": date},
    }  # fmt: skip
    return {key: value for key, value in found.items() if ledger.on(key)}


def _whole(ledger: Ledger) -> dict[str, Any]:
    """整体自评; without a budget of the whole year nothing but the indicators is scored by the program."""
    score = ledger.random.randint(80, 100)  # below it packs have grades of their own
    keys = ("总体目标", "年度目标", "实际完成", "评价结论", "存在问题", "改进措施", "结果应用")
    found: dict[str, Any] = {key: paragraphs(ledger) for key in keys if ledger.on(f"整体自评.{key}")}
    if "实际完成" in found and "".join(found["实际完成"]) == "".join(
        found.get("年度目标", "")
    ):  # in the very words of the goal: asked about
        found["实际完成"] = "各项任务按期完成。"
    scored = ledger.asked("整体自评.指标.分值") or not (
        ledger.on("整体自评.自评得分") or ledger.on("整体自评.自评等级")
    )
    if not scored:
        found |= {"自评得分": score, "自评等级": grade(ledger, Decimal(score))}
    if ledger.on("整体自评.指标"):
        row = {"一级": "产出", "二级": "数量", "指标": "受理事项", "目标": "≥10件", "完成": "12件"}
        found["指标"] = indicators(ledger)[0] if scored else [row]
    if ledger.on("整体自评.目标完成"):
        found["目标完成"] = [
            {"任务": ledger.name(), "实际完成": paragraphs(ledger)} for _ in range(ledger.random.randint(1, 3))
        ]
    if ledger.on("整体自评.评价人员"):
        found["评价人员"] = [{"姓名": "柳××", "职务": "主任"}]
    return {**found, "其他": Written("无")}


def _declared(ledger: Ledger, names: tuple[str, ...], found: dict[str, Any]) -> dict[str, Any]:
    """文字 and 补充 that the packs declare of their own; those of projects and columns of indicators go into `found`."""
    for pack in packs(names):
        whole, projects = found.get("整体自评", {}), found.get("项目", ())
        rows = [("项目.指标", [row for one in projects for row in one.get("指标", ())])]
        rows.append(("整体自评.指标", whole.get("指标", ())))
        for path, lines in rows:
            for line in lines:
                line |= _asked_of(ledger, pack, path)
        for block in ("文字", "补充"):
            for one in projects:
                one |= {block: asked} if (asked := _asked_of(ledger, pack, f"项目.{block}")) else {}
            found |= {block: {**found.get(block, {}), **_asked_of(ledger, pack, block)}}
    return found


def _asked_of(ledger: Ledger, pack: Pack, block: str) -> dict[str, Any]:
    """The fields of a block that must be there, and passages that may."""
    fields = pack.declared[block].fields if block in pack.declared else ()
    return {
        field.name: _value(ledger, field.kind)
        for field in fields
        if field.required
        or f"{block}.{field.name}" in pack.required
        or (isinstance(field.kind, Passage) and ledger.on(f"文字 {field.name}"))
    }


def _value(ledger: Ledger, kind: Kind) -> Any:
    match kind:
        case Passage():
            return paragraphs(ledger)
        case Choice(options=options):
            return ledger.random.choice(options)
        case YesNo():
            return Written(ledger.random.choice(("是", "否")))
        case _:
            return ledger.name("处")
