"""A ledger and what all projects spent in; the projects of a department, with sources, contracts, indicators and scores, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ledger import Ledger, Written, filled, percent
from random_prose import paragraphs, sentences

BANDS = ((90, "优", "优秀"), (80, "良", "良好"), (60, "中", "中等"), (0, "差", "较差"))
SCHEME = {
    "产出": (50, ("数量", "质量", "时效")),
    "效益": (30, ("经济效益", "社会效益")),
    "满意度": (10, ("服务对象满意度",)),
}
FORM_ROWS = ("当年财政拨款", "上年结转资金", "其他资金")
EXPLAINED = Decimal("0.95")
"""Below this rate of execution a clerk says why."""


@dataclass(frozen=True)
class Project:
    name: str
    spent: int
    budget: int
    initial: int


def true_projects(ledger: Ledger, spent: int) -> tuple[list[Project], int]:
    """The projects, and the project spending that none of them has."""
    count = ledger.random.randint(1, ledger.most)
    rest = ledger.part(spent, 0, 0.3) if ledger.on("未自评项目") else 0
    found = []
    for amount in ledger.split(spent - rest, count):
        budget = amount if ledger.chance() else amount + ledger.part(amount, 0, 0.4) + 100 * ledger.grain
        found.append(Project(ledger.name("经费"), amount, budget, ledger.about(budget)))
    return found, rest


def grade(ledger: Ledger, score: Decimal) -> str:
    return ledger.random.choice(next(band[1:] for band in BANDS if score >= band[0]))


class ToldProjects:
    """What a file says of its projects."""

    def __init__(self, ledger: Ledger, year: int) -> None:
        self.ledger, self.year = ledger, year

    def project(self, project: Project) -> dict[str, Any]:
        ledger = self.ledger
        found: dict[str, Any] = {"名称": project.name, "资金": self.funds(project)}
        for key in (
            "概况",
            "预期目标",
            "实际完成",
            "资金批复",
            "财务管理",
            "实施管理",
            "评价结论",
            "存在问题",
            "建议",
            "偏离原因",
            "改进措施",
        ):
            if ledger.on(f"项目.{key}"):
                found[key] = paragraphs(ledger)
        if "".join(found.get("实际完成", "")) == "".join(
            found.get("预期目标", "")
        ):  # what was done in the very words of the goal is asked about
            found |= {"实际完成": "各项任务按期完成。"} if "实际完成" in found else {}
        if "实际完成" in found and ledger.digits(project.budget) and ledger.chance(0.3):
            done = percent(project.spent, project.budget)
            money = f"全年预算{ledger.said(project.budget)}，执行{ledger.said(project.spent)}，执行率{done:f}%。"
            found["实际完成"] = [money, sentences(ledger)]
        if ledger.on("项目.支出明细"):
            parts = ledger.split(project.spent, ledger.random.randint(1, 5))
            found["支出明细"] = {ledger.name("费"): ledger.money(part) for part in parts}
        if ledger.on("项目.起止"):
            begin = ledger.random.randint(1, 12)
            found["起止"] = {
                "起": f"{self.year}年{begin}月",
                "止": f"{self.year}年{ledger.random.randint(begin, 12)}月",
            }
        if ledger.on("项目.合同") and project.spent > 1_000_000:
            found["合同"] = [self.contract(project)]
        if ledger.on("项目.绩效"):
            found["绩效"] = {"产出": paragraphs(ledger), "满意度": Written(f"{ledger.random.randint(600, 1000) / 10}%")}
        found |= self.scores(project)
        if "指标" in found and "自评得分" not in found and nought(found["资金"]):
            found["资金"]["得分"] = ledger.random.randint(0, ledger.execution)
        if ledger.on("项目.评价工作"):
            found["评价工作"] = {key: paragraphs(ledger) for key in ("评价目的", "评价范围", "评价方法")}
        return found

    def funds(self, project: Project) -> dict[str, Any]:
        ledger = self.ledger
        if ledger.on("项目.资金.来源"):
            found: dict[str, Any] = {"来源": self.sources(project)}
            found |= filled(
                全年预算=self.control("全年预算", project.budget), 年初预算=self.control("年初预算", project.initial)
            )
        else:
            found = {"全年预算": ledger.money(project.budget)}
            if ledger.on("项目.资金.年初预算"):
                found["年初预算"] = ledger.money(project.initial)
            if ledger.on("项目.资金.到位"):
                carried = ledger.part(project.budget, 0, 0.3)
                found |= {"上年结转": ledger.money(carried), "到位": ledger.money(project.budget - carried)}
        if not (ledger.on("项目.支出明细") or "来源" in found) or ledger.chance():
            found["执行"] = ledger.money(project.spent)
        if ledger.on("项目.资金.结余") and ledger.chance():
            found["结余"] = ledger.money(project.budget - project.spent)
        if ledger.on("项目.资金.执行率") and ledger.chance():
            found |= filled(执行率=ledger.rate(project.spent, project.budget))
        written = [ledger.digits(amount) for amount in (project.spent, project.budget)]
        if project.spent < EXPLAINED * project.budget and written[0] != written[1]:
            found["说明"] = "质量保证金下年支付。"
        return found

    def control(self, name: str, fen: int) -> Written | str | None:
        return self.ledger.money(fen) if self.ledger.on(f"项目控制数 {name}") and self.ledger.chance() else None

    def sources(self, project: Project) -> list[dict[str, Any]]:
        ledger = self.ledger
        names = ledger.some(FORM_ROWS, 3)
        spent, left = ledger.split(project.spent, len(names)), ledger.split(project.budget - project.spent, len(names))
        held = [used + over for used, over in zip(spent, left, strict=True)]
        initial = [project.initial * one // max(project.budget, 1) // ledger.grain * ledger.grain for one in held]
        initial[-1] += project.initial - sum(initial)
        return [
            {
                "名称": name,
                "年初预算": ledger.money(first),
                "全年预算": ledger.money(whole),
                "执行": ledger.money(used),
            }
            for name, used, whole, first in zip(names, spent, held, initial, strict=True)
        ]

    def contract(self, project: Project) -> dict[str, Any]:
        """The first year's payments are made of what the project spent; a share of it is exact."""
        ledger = self.ledger
        step = 100 * ledger.grain
        years = [ledger.part(project.spent, 0.2, 1) // step * step for _ in range(ledger.random.randint(1, 3))]
        shares = ledger.random.choice(([100], [20, 80], [30, 40, 30]))
        payments = []
        for share in shares:
            due = years[0] * share // 100
            paid = due if ledger.chance(0.7) else ledger.part(due)
            row = {"年": 1, "条件": "验收后30日内", "比例": Written(f"{share}%"), "已付": ledger.money(paid)}
            payments.append(row | filled(应付=self.control("应付", due)))
        total = sum(years)
        approved = total + ledger.part(total, 0, 0.2)
        found = {"乙方": "××科技有限公司", "控制价": approved + ledger.part(total, 0, 0.2), "审定": approved}
        return {
            **{key: ledger.money(value) if isinstance(value, int) else value for key, value in found.items()},
            **filled(金额=self.control("合同", total)),
            "分年": [{"年": number, "金额": ledger.money(amount)} for number, amount in enumerate(years, 1)],
            "付款": payments,
        }

    def scores(self, project: Project) -> dict[str, Any]:
        ledger = self.ledger
        executed = bool(ledger.digits(project.budget)) or not ledger.asked("项目.自评得分")
        if ledger.on("项目.指标") and executed:
            rows, points = indicators(ledger)
            found: dict[str, Any] = {"指标": rows}
            if project.spent == project.budget and project.budget and ledger.on("项目.自评得分"):
                found["自评得分"] = Written(f"{points + ledger.execution:f}")
            return found
        if not ledger.on("项目.自评得分"):
            return {}
        score = (
            Decimal(ledger.random.randint(600, 1000)) / 10
            if ledger.chance()
            else Decimal(ledger.random.randint(0, 100))
        )
        found = {"自评得分": Written(f"{score:f}")}
        if ledger.chance():
            found["自评等级"] = grade(ledger, score)
        return found


def nought(funds: dict[str, Any]) -> bool:
    """Whether a budget comes to 0 as it is written: there is no rate of execution then, and no score for it."""
    written = [funds["全年预算"]] if "全年预算" in funds else [row["全年预算"] for row in funds["来源"]]
    return not any(re.search("[1-9]", str(one)) for one in written)


def indicators(ledger: Ledger) -> tuple[list[dict[str, Any]], Decimal]:
    """Rows whose weights add to 90, or to what execution leaves, and the points that they earn."""
    rows, points = [], Decimal(0)
    for category, (usual, kinds) in SCHEME.items():
        weight = usual - (ledger.execution - 10 if category == "产出" else 0)
        for kind, share in zip(kinds, _weights(ledger, weight, len(kinds)), strict=True):
            row, earned = _indicator(ledger, share)
            if earned is not None and ledger.chance(0.3):
                row["得分"] = Written(f"{earned:f}")
            rows.append({"一级": category, "二级": kind, **row})
            points += earned if earned is not None else 0
    return rows, points


def _weights(ledger: Ledger, total: int, count: int) -> list[int]:
    cuts = sorted(ledger.random.sample(range(1, total), count - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def _indicator(ledger: Ledger, weight: int) -> tuple[dict[str, Any], Decimal]:
    """An indicator that was met or missed; what was missed has its reason."""
    random, name = ledger.random, ledger.name("数")
    row: dict[str, Any] = {"指标": name, "分值": weight}
    kind = random.choice(("≥", "≤", "=", "定性")) if ledger.switches else "≥"
    goal = random.randint(1, 900)
    done = {"≥": goal + random.randint(0, min(50, 3 * goal // 10)), "≤": random.randint(0, goal), "=": goal}.get(
        kind, 0
    )
    earned = Decimal(weight)
    if kind == "定性":
        return {**row, "目标": "定性 明显提升", "完成": "达成年度指标"}, earned
    if kind == "≥" and ledger.chance(0.3):
        done = random.randint(0, goal - 1)
        row["偏差"] = "网上受理分流；下年按各渠道合计设定目标。"
        earned = percent(weight * done, goal * 100)
    return {**row, "目标": f"{kind}{goal}件", "完成": f"{done}件"}, earned


def stages(ledger: Ledger, projects: list[Project], spent: int) -> dict[str, Any]:
    """预算绩效: which projects each stage took in, how many and for how much."""
    found: dict[str, Any] = {}
    for stage in ("事前评估", "编报目标", "监控", "自评", "评价"):
        needed = stage == "自评" and not found and ledger.on("预算绩效")
        if not ledger.on(f"预算绩效.{stage}") and not needed:
            continue
        every = ledger.chance()
        chosen = projects if every else ledger.some(projects, len(projects))
        money = sum(project.spent for project in chosen)
        told: dict[str, Any] = {"项目": Written("全部") if every else [project.name for project in chosen]}
        if ledger.chance():
            told["个数"] = len(chosen)
        if ledger.chance():
            told["金额"] = ledger.money(money)
        if ledger.chance(0.3):
            told |= filled(覆盖率=ledger.rate(money, spent))
        found[stage] = told
    return found


def totals(ledger: Ledger, projects: list[Project]) -> dict[str, Any]:
    """项目合计: control totals over all projects."""
    spent, budget = sum(project.spent for project in projects), sum(project.budget for project in projects)
    found: dict[str, Any] = {"个数": len(projects)}
    for key, amount in (("全年预算", budget), ("执行", spent), ("结余", budget - spent)):
        if ledger.chance():
            found[key] = ledger.money(amount)
    if ledger.chance():
        found |= filled(执行率=ledger.rate(spent, budget))
    return found
