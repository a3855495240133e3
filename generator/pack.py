"""A template pack as a value: what it is, what it asks of a file, how its pages look and where its texts stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .model import Choice, Count, Field, Line, Lines, Named, Record, Score, Table, YesNo
from .style import Style

DECLARED_KINDS = ("文字", "一行", "金额", "比率", "数量", "得分", "日期", "是否", "选项")

DECLARED = Record(
    (
        Field("类型", Choice(DECLARED_KINDS), "栏目的类型", "金额", required=True),
        Field("说明", Line(), "空白表和出错时怎样解释这一栏", "由谁填报、谁复核", required=True),
        Field("必填", YesNo(), "是否必填，不写是否", "否"),
        Field("字数", Count(whole=True), "字数上限", "200"),
        Field("选项", Lines(), "可选的值", "[文字, 表格]"),
        Field("默认", Line(), "不写时的值", "文字"),
        Field("例", Line(), "例子", ""),
    )
)

DECLARED_BELOW = Record(
    (
        Field("文字", Named(DECLARED, "栏目"), "每个项目的文字栏", ""),
        Field("补充", Named(DECLARED, "栏目"), "每个项目的其他栏目", ""),
    )
)

PACK = Record(
    (
        Field("标题", Line(), "报告名，也用在文件名里", "项目绩效自评报告", required=True),
        Field("版本", Line(), "模板包自己的版本", "2024.1", required=True),
        Field("需要程序", Line(), "至少要哪一版程序", "0.1"),
        Field("继承", Line(), "继承哪个模板包", "国家/公文"),
        Field("地区", Line(), "适用地区", "甘肃省"),
        Field("适用年度", Lines(), "适用的年度；不写就不限", "[2022, 2023]"),
        Field("说明", Line(), "一句话说明", ""),
        Field("文件名", Line(), "--name 用的文件名", "{预算编码}-{单位}-{年度}-{报告名}"),
        Field("需要", Lines(), "文件里必须有的键", "[单位.职能, 项目.资金]"),
        Field("不需要", Lines(), "所继承的模板包要、本模板包不要的键", "[单位.级次]"),
        Field("可选", Lines(), "用得上、可以没有的键", "[报送.主送]"),
        Field("文字", Named(DECLARED, "栏目"), "本模板包的文字栏", ""),
        Field("补充", Named(DECLARED, "栏目"), "本模板包的其他栏目", ""),
        Field("版式", Named(DECLARED, "栏目"), "可由填报人选择的版式", ""),
        Field("项目", DECLARED_BELOW, "每个项目下的栏目", ""),
    )
)

BAND = Record(
    (
        Field("名称", Line(), "等级", "优", required=True),
        Field("全称", Line(), "句子里的叫法", "优秀"),
        Field("下限", Score(), "达到这个得分（含）就是这一等", "90", required=True),
    )
)

RULES = Record(
    (
        Field("等级", Table(BAND, "等级"), "得分的档次，从高到低", ""),
        Field("满分", Score(), "总分", "100"),
        Field("执行率分值", Score(), "预算执行率占的分值", "10"),
    )
)


SUBJECTS = Record(
    (
        Field("年度", Lines(), "科目表的年度", "[2021, 2024]"),
        Field("出处", Line(), "取自哪里", "政府收支分类科目"),
        Field("功能分类", Named(Line(), "科目编码"), "支出功能分类：编码和名称", ""),
        Field("经济分类", Named(Line(), "科目编码"), "部门预算支出经济分类：编码和名称", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Band:
    """A grade: its short and long name, and the lowest score that earns it (下限含)."""

    name: str
    full: str
    lowest: Decimal


@dataclass(frozen=True, slots=True)
class Wording:
    """How figures are printed: decimals of money and rates that were computed, and whether trailing zeros go."""

    money_decimals: int
    rate_decimals: int
    trim: bool
    words: Mapping[str, str]
    """Words that differ by region, by the name that templates call them by (用语)."""


@dataclass(frozen=True, slots=True)
class Rules:
    bands: tuple[Band, ...]
    full_score: Decimal
    execution_weight: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One pack with everything that it inherits already filled in."""

    name: str
    title: str
    version: str
    region: str
    years: tuple[str, ...]
    description: str
    extends: tuple[str, ...]
    file_name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    declared: Mapping[str, Record]
    """文字, 补充, 版式, 项目.文字 and 项目.补充: the fields that this pack asks for."""
    defaults: Mapping[str, str]
    """版式.支出明细 → 文字: what a declared field is where the file does not say."""
    style: Style
    wording: Wording
    rules: Rules
    subjects: Mapping[str, str]
    """Names of 科目 by their code, functions and economic classes together: their codes do not overlap."""
    read: Callable[[str], tuple[str, str] | None]
    """A file of the pack or of those that it inherits: its shown name and text, None where there is none."""
