"""A template pack as a value: what it is, what it asks of a file, how its pages look and where its texts stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .amount import MONEY
from .model import Choice, Count, Field, Line, Lines, Named, Rate, Record, Score, Table, Year, YesNo
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

BY = ("按比例", "按档")

BAND = Record(
    (
        Field("名称", Line(), "等级", "优", required=True),
        Field("全称", Line(), "句子里的叫法", "优秀"),
        Field("下限", Score(), "达到这个得分（含）就是这一等", "90", required=True),
    )
)

EXECUTION_BAND = Record(
    (
        Field("下限", Rate(), "执行率达到它（含）就是这一档", "80%", required=True),
        Field("得分", Score(), "这一档的得分", "7", required=True),
    )
)

QUALITATIVE = Record(
    (
        Field("名称", Line(), "完成填的词", "达成年度指标", required=True),
        Field("别名", Lines(), "也可以填的词", "[达成预期]"),
        Field("下限", Rate(), "得分占分值的比例，不低于", "80%", required=True),
        Field("上限", Rate(), "得分占分值的比例，不高于", "100%", required=True),
        Field("比例", Rate(), "得分不填时按它算；不写就要填得分", "100%"),
    )
)

SCHEME = Record((Field("分值", Named(Score(), "一级指标"), "各一级指标的分值", "{产出: 50, 效益: 30}", required=True),))

LIMIT = Record(
    (
        Field("键", Line(), "填报格式的键", "项目.评价结论", required=True),
        Field("上限", Count(whole=True), "最多几个字", "200", required=True),
    )
)

RULES = Record(
    (
        Field("等级", Table(BAND, "等级"), "得分的档次，从高到低", ""),
        Field("满分", Score(), "总分", "100"),
        Field("执行率分值", Score(), "预算执行率占的分值", "10"),
        Field("执行率计分", Choice(BY), "分值乘执行率，还是按执行率所在的档次", "按比例"),
        Field("执行率档次", Table(EXECUTION_BAND, "档次"), "按档时各档的得分", ""),
        Field("执行率说明下限", Rate(), "执行率低于它的要说明原因", "90%"),
        Field("得分小数", Count(whole=True), "得分算到几位小数", "2"),
        Field("定性", Table(QUALITATIVE, "档次"), "定性指标的档次，从高到低，和填完成的词", ""),
        Field(
            "分值方案", Table(SCHEME, "方案"), "各一级指标的分值，各种组成各写一个；由项目自定的写“无”", "", none=True
        ),
        Field("资金行", Lines(), "资金一栏固定的行，与资金来源的名称相同", "[当年财政拨款, 其他资金]"),
        Field("字数", Table(LIMIT, "键"), "表上各栏的字数上限", ""),
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


FROM_TO = (
    Field("起", Year(), "从哪一年度起有，不写就一直有", "2022"),
    Field("止", Year(), "到哪一年度为止有", "2021"),
)
LEFT = (
    "一般公共预算", "政府性基金", "国有资本经营", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入",
    "本年收入", "使用非财政拨款结余", "年初结转", "年初一般公共预算", "年初政府性基金", "年初国有资本经营", "总计",
)  # fmt: skip
RIGHT = ("本年支出", "结余分配", "年末结转", "总计")
INCOME_LINE = Record(
    (
        Field("名称", Line(), "这一行印的名称", "一、一般公共预算财政拨款收入", required=True),
        Field("值", Choice(LEFT), "这一行的数", "一般公共预算"),
        *FROM_TO,
    )
)
SPENDING_LINE = Record(
    (
        Field("名称", Line(), "这一行印的名称", "一、一般公共服务支出", required=True),
        Field("编码", Line(), "支出功能分类的类", "201"),
        Field("值", Choice(RIGHT), "类以外的行的数", "本年支出"),
        *FROM_TO,
    )
)
ONE_TABLE = Record(
    (
        Field("编号", Line(), "表的编号", "公开01表", required=True),
        Field("名称", Line(), "表名", "收入支出决算总表", required=True),
        Field("模板", Line(), "表文件夹里的哪个模板；不写就只列表名", "收支总表"),
        Field("横排", YesNo(), "是否排在横放的纸上，不写是否", "是"),
        *FROM_TO,
    )
)
TABLES = Record(
    (
        Field("金额单位", Choice(tuple(MONEY)), "表里的金额单位", "万元"),
        Field("表", Table(ONE_TABLE, "表"), "有哪几张表，按先后", ""),
        Field("收入行", Table(INCOME_LINE, "行"), "收入支出总表的左半", ""),
        Field("支出行", Table(SPENDING_LINE, "行"), "收入支出总表的右半；类以外的行排在最后", ""),
        Field("财政拨款收入行", Table(INCOME_LINE, "行"), "财政拨款总表的左半", ""),
        Field("财政拨款支出行", Table(SPENDING_LINE, "行"), "财政拨款总表的右半", ""),
        Field("人员经费", Lines(), "基本支出表左半的经济分类", "['301', '303']"),
        Field("公用经费", Lines(), "基本支出表右半的经济分类", "['302', '310']"),
        Field("空行", Choice(("印", "略")), "没有数的类和经济科目印不印", "印"),
        Field("三公预算", Choice(("年初预算", "全年预算")), "三公表印哪个预算", "全年预算"),
    )
)
"""tables.yaml: the public tables of the accounts (决算公开表), by year where they change."""


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
class ExecutionBand:
    """What a rate of execution of at least `lowest` earns."""

    lowest: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Qualitative:
    """A band of 定性 indicators: the words that name it, what part of the weight it may earn, and earns by itself."""

    words: tuple[str, ...]
    lowest: Decimal
    highest: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Rules:
    """The pack's numbers of scoring; lists are from the highest down, and empty where a pack has no such rule."""

    bands: tuple[Band, ...]
    full_score: Decimal
    execution_weight: Decimal
    execution_bands: tuple[ExecutionBand, ...] = ()
    explain_below: Decimal | None = None
    score_decimals: int = 2
    qualitative: tuple[Qualitative, ...] = ()
    schemes: tuple[Mapping[str, Decimal], ...] = ()
    money_rows: tuple[str, ...] = ()
    limits: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The years that something serves, both included."""

    first: int
    last: int

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row's printed name, and what stands in it: a class by its code, or one of LEFT or RIGHT."""

    name: str
    code: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table's number and name, the partial that prints it ("" for its name alone), and whether it lies across."""

    number: str
    name: str
    template: str
    wide: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Tables:
    """Which public tables of the accounts there are, in order, and how their rows are called."""

    unit: str
    listed: tuple[PublicTable, ...]
    left: tuple[TableRow, ...]
    right: tuple[TableRow, ...]
    fiscal_left: tuple[TableRow, ...]
    fiscal_right: tuple[TableRow, ...]
    people: tuple[str, ...]
    office: tuple[str, ...]
    empty_rows: bool
    public_budget: str


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
    settings: Callable[[], Mapping[str, str]]
    """Every setting of its style.yaml as written, by path (页面.上 → 37毫米), with what it inherits."""
    tables: Tables
    read: Callable[[str], tuple[str, str] | None]
    """A file of the pack or of those that it inherits: its shown name and text, None where there is none."""
