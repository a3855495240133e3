"""三公经费, 机关运行经费, 政府采购, 国有资产 and 预算绩效 in, their totals, shares and counts out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from ..codes import relations as codes
from ..figure import NUMBER, Faulty, Flag, Item, Nothing, Texts, Working, exact
from .comparisons import shares
from .sums import Unknown, figure_at, minus, share_of, sum_if_all, sum_of
from .tree import assign, put, set_at
from .unread import unknown

COLUMNS = ("决算", "年初预算", "全年预算", "上年")
SUM = Working(codes.ACCOUNT.id, "各分项之和")
VEHICLES = ("公务用车购置费", "公务用车运行维护费")
THREE = ("因公出国境费", "公务用车", "公务接待费")
WHOLES = (("公务用车", VEHICLES), ("合计", THREE))
"""What 三公 add up to, each with its parts, the inner one first."""
PURCHASES = ("货物", "工程", "服务")
STAGES = ("事前评估", "编报目标", "监控", "自评", "评价")
ALL = "全部"
INSTITUTION = "事业单位"
"""The 性质 that has no 机关运行经费."""
BASIC_COSTS = ("人员经费", "公用经费")
"""The two kinds of 基本支出, each with its economic items."""


def economic_rows(fund: Item | None) -> Iterator[Item]:
    """The economic items of a fund's 基本支出."""
    basic = fund.item("基本支出") if fund is not None else None
    for name in BASIC_COSTS if basic is not None else ():
        costs = basic.item(name) if basic is not None else None
        yield from costs.rows("科目") if costs is not None else ()


def three_public(root: Item) -> None:
    """三公: 公务用车 = 购置 + 运行维护; 合计 = 出国 + 公务用车 + 接待, for 决算, 预算 and 上年."""
    costs = root.item("三公经费")
    if costs is None:
        return
    for whole, parts in WHOLES:
        for column in COLUMNS:
            try:
                there = [part for part in parts if isinstance(costs.get(part), (Item, Faulty))]
                figures = [figure_at(costs, part, column) for part in there if not _idle(costs, part, column)]
            except Unknown:
                unknown(costs, whole, column)
                continue
            total = sum_of(figures)
            if total is not None and (column == "决算" or None not in figures):
                set_at(costs, (whole, column), total, SUM)
    share(costs, (*THREE, *VEHICLES))
    reception = costs.item("公务接待费")
    with suppress(Unknown):
        home, foreign = figure_at(reception, "决算"), figure_at(reception, "外事")
        if reception is not None and home is not None and foreign is not None:
            assign(reception, "国内", minus(home, foreign) or home)


def _idle(costs: Item, part: str, column: str) -> bool:
    """An expense of zero of which nothing else is said adds nothing to a budget or a year before."""
    spent = figure_at(costs, part, "决算")
    return figure_at(costs, part, column) is None and spent is not None and spent.value == 0


def share(holder: Item, names: tuple[str, ...]) -> None:
    """占比 of each named part in the holder's 合计."""
    try:
        whole = figure_at(holder, "合计")
    except Unknown:
        return
    shares(whole, (part for name in names if (part := holder.item(name)) is not None))


def natures(root: Item) -> frozenset[str]:
    """性质 of the unit and of those whose accounts are in its own (口径 部门); "" for one that does not say."""
    body = root.item("单位")
    if body is None:
        return frozenset(("",))
    alone = body.text("口径") == "单位"
    counted = [row for row in body.rows("所属单位") if not alone and not _left_out(row)]
    return frozenset(one.text("性质") or "" for one in (body, *counted))


def _left_out(row: Item) -> bool:
    counted = row.entries.get("纳入决算")
    return isinstance(counted, Flag) and not counted.value


def running_costs(root: Item) -> None:
    """机关运行经费 is the 公用经费 of basic expenditure where every unit is 行政 or 参公, and the file speaks of it at all.

    Where 事业单位 are among them it is a part of that, which only the department knows (财政部决算说明的口径).
    """
    costs, spending = root.item("机关运行经费"), root.item("支出")
    kinds = natures(root)
    if costs is None or spending is None or INSTITUTION in kinds:
        return
    try:
        public = figure_at(spending, "一般公共预算", "基本支出", "公用经费")
    except Unknown:
        return
    if public is not None and ("" not in kinds or costs.figure("决算") is None):
        put(
            costs,
            "决算",
            public,
            Working(codes.ACCOUNT.id, "一般公共预算的公用经费", "+", ("分项",) * len(public.parts)),
        )


def purchases(root: Item) -> None:
    buying = root.item("政府采购")
    if buying is None:
        return
    try:
        total = sum_of(figure_at(buying, name) for name in PURCHASES)
        small = sum_of(figure_at(buying, name, "授予中小企业") for name in PURCHASES)
    except Unknown:
        return
    if total is not None:
        set_at(buying, ("合计", "决算"), total, SUM)
    if small is not None:
        set_at(buying, ("中小企业", "决算"), small, SUM)
    share(buying, (*PURCHASES, "中小企业", "小微企业"))
    for name in PURCHASES:
        kind = buying.item(name)
        given = kind.item("授予中小企业") if kind is not None else None
        if given is not None:
            shares(figure_at(kind), iter((given,)))


def vehicles(root: Item) -> None:
    assets = root.item("国有资产")
    if assets is None:
        return
    rows = assets.rows("车辆")
    total = sum_if_all([row.figure("数量") for row in rows])
    if total is not None or isinstance(assets.entries.get("车辆"), Nothing):
        assign(assets, "车辆总数", total or exact(Decimal(0), NUMBER))


def performance(root: Item) -> None:
    """How many projects each stage of 预算绩效 took in, their money and its share of 项目支出."""
    stages = root.item("预算绩效")
    if stages is None:
        return
    for name in STAGES:
        stage = stages.item(name)
        if stage is not None:
            _stage(stage, root)


def _stage(stage: Item, root: Item) -> None:
    named = stage.entries.get("项目")
    listed = named if isinstance(named, Texts) else None
    names = [text.text for text in listed.items] if listed is not None else []
    projects = root.rows("项目")
    if names == [ALL] and "项目" not in root.entries:  # how many all are is not said
        return
    chosen = projects if names == [ALL] else [one for one in projects if one.text("名称") in names]
    count = len(projects) if names == [ALL] else len(names)
    if listed is not None and names:
        put(stage, "个数", exact(Decimal(count), NUMBER), Working(codes.TOTAL.id, "名单上的个数", read=(listed,)))
    try:
        money = sum_of(figure_at(one, "资金", "执行") for one in chosen)
        if money is not None and len(chosen) == count:
            put(stage, "金额", money, SUM)
        rate = share_of(figure_at(stage, "金额"), figure_at(root, "支出", "项目支出"))
    except Unknown:
        return
    if rate is not None:
        put(stage, "覆盖率", rate, Working(codes.SHARE.id, "金额除以项目支出", "÷", ("金额", "项目支出")))


def spending(root: Item) -> None:
    three_public(root)
    running_costs(root)
    purchases(root)
    vehicles(root)
    performance(root)
