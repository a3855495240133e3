"""A template pack as a value: what it is, what it asks of a file, how its pages look and where its texts stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from .model import CHARACTERS, PLACES, Choice, Field, Line, Lines, Named, Record, ScalarKind, Score, Table, YesNo
from .source import Place
from .style import Style
from .subjects import Subjects

OWN_TABLE = "表"
"""The type of a field that is a list of rows."""
COLUMN_KINDS = ("文字", "一行", "金额", "比率", "数量", "得分", "日期", "是否", "选项")

_ONE_VALUE = Record(
    (
        Field("类型", Choice(COLUMN_KINDS), "栏目的类型", "金额", required=True),
        Field("说明", Line(), "空白表和出错时怎样解释这一栏", "由谁填报、谁复核", required=True),
        Field("必填", YesNo(), "是否必填，不写是否", "否"),
        Field("字数", CHARACTERS, "字数上限", "200"),
        Field("选项", Lines(), "可选的值", "[文字, 表格]"),
        Field("默认", Line(), "不写时的值", "文字"),
        Field("例", Line(), "例子", ""),
        Field("算式", Line(), "由别的数算出，写法同勾稽；填报人写了的与它核对", "得分 ÷ 分值"),
        Field("小数", PLACES, "算出的印几位小数，不写照 style.yaml 的“数字”", "2"),
    )
)


COLUMN = Record(
    (
        *(one for one in _ONE_VALUE.fields if one.name != "默认"),
        Field("表头", Lines(), "填报人粘贴的表里，这一列的表头还有哪些叫法", "[核心指标]"),
    )
)
"""A column of a pack's own: a field in every row of a list."""

DECLARED = Record(
    (
        replace(_ONE_VALUE.fields[0], kind=Choice((*COLUMN_KINDS, OWN_TABLE))),
        *_ONE_VALUE.fields[1:],
        Field("列", Named(COLUMN, "列"), "类型是表的：一行要填的各列", "{名称: {类型: 一行, 说明: 材料的名称}}"),
    )
)
"""A field of a pack's own, or a table of its own."""


UNWANTED = "不需要"
"""The key of the keys that a pack takes from what it inherits."""


def inherited(fields: tuple[Field, ...]) -> Record:
    """Settings that a pack takes from its parent: a list or names that it does not want are 无."""
    return Record(
        tuple(replace(one, none=True) if isinstance(one.kind, Table | Lines | Named) else one for one in fields)
    )


DECLARED_BELOW = inherited(
    (
        Field("文字", Named(DECLARED, "栏目"), "每个项目的文字栏", ""),
        Field("补充", Named(DECLARED, "栏目"), "每个项目的其他栏目", ""),
    )
)

PACK = inherited(
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
        Field(UNWANTED, Lines(), "所继承的模板包要、本模板包不要的键", "[单位.级次]"),
        Field("可选", Lines(), "用得上、可以没有的键", "[报送.主送]"),
        Field("可空", Lines(), "填报人可以写“空”、表上就空着的键", "[项目.资金.来源.年初预算]"),
        Field("文字", Named(DECLARED, "栏目"), "本模板包的文字栏", ""),
        Field("补充", Named(DECLARED, "栏目"), "本模板包的其他栏目", ""),
        Field("版式", Named(DECLARED, "栏目"), "可由填报人选择的版式", ""),
        Field("项目", DECLARED_BELOW, "每个项目下的栏目", ""),
        Field("列", Named(COLUMN, "列"), "表里各行自己的栏目，按填报格式的路径取名", ""),
        Field("兼容版本", Lines(), "按本模板包的这些旧版填的文件，照样认", '["2024.1"]'),
        Field(
            "更名",
            Named(Line(), "旧名"),
            "旧版的键在这一版叫什么；zipingbao migrate 照着改",
            "{文字.问题: 文字.存在问题}",
        ),
    )
)

BAND = Record(
    (
        Field("名称", Line(), "等级", "优", required=True),
        Field("全称", Line(), "句子里的叫法", "优秀"),
        Field("下限", Score(), "达到这个得分（含）就是这一等", "90", required=True),
    )
)

LEFT = (
    "一般公共预算", "政府性基金", "国有资本经营", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入",
    "本年收入", "使用非财政拨款结余", "年初结转", "年初一般公共预算", "年初政府性基金", "年初国有资本经营", "总计",
)  # fmt: skip
RIGHT = ("本年支出", "结余分配", "年末结转", "总计")


class Band(Struct, frozen=True):
    """A grade: its short and long name, and the lowest score that earns it (下限含)."""

    name: str
    full: str
    lowest: Decimal


DATES = ("年月日", "两位", "短横")
"""How dates are printed: 2023年4月1日, 2023年04月01日, 2023-4-1."""
TYPED = "照写"
"""The form of a date and of a document's number that are printed as they were typed."""


class Wording(Struct, frozen=True):
    """How figures are printed: decimals of money and rates that were computed, and whether trailing zeros go."""

    money_decimals: int
    rate_decimals: int
    trim: bool
    words: Mapping[str, str]
    """Words that differ by region, by the name that templates call them by (用语)."""
    trim_even: bool = False
    """Whether zeros go from a rate that comes out even (100%, 65.6%), where they otherwise stay."""
    blank_zero: bool = False
    """Whether a cell of a table (格) stays empty where the figure is 0."""
    grouped: bool = False
    """Whether amounts have commas between thousands."""
    dates: str = DATES[0]
    numbers_as_typed: bool = False
    rates_fixed: bool = False
    money_unit: str = ""
    """The unit that the file wants all amounts printed in (报告金额单位); none: each in its own."""

    def for_report(self, unit: str | None) -> Wording:
        """The wording of a report in which all amounts stand in one unit."""
        return replace(self, money_unit=unit) if unit else self

    def printed_in(self, unit: str) -> str:
        """The unit that an amount is printed in where a template asks for `unit` or for none."""
        return unit or self.money_unit


class ExecutionBand(Struct, frozen=True):
    """What a rate of execution of at least `lowest` earns."""

    lowest: Decimal
    points: Decimal


class Coefficient(Struct, frozen=True):
    """What part of its weight an indicator earns that came to at least `lowest` of its target, and missed it."""

    lowest: Decimal
    share: Decimal


class Qualitative(Struct, frozen=True):
    """A band of 定性 indicators: the words that name it, what part of the weight it may earn, and earns by itself."""

    words: tuple[str, ...]
    lowest: Decimal
    highest: Decimal
    share: Decimal | None


class FormRow(Struct, frozen=True):
    """A second-level indicator of a form, and the rows that it has at least."""

    first: str
    second: str
    least: int


class Bounds(Struct, frozen=True):
    """From what change since last year on, and below what execution, a reason is asked for (核实); None for never.

    A difference below `amount` (元) needs none. `beyond` is how far above its target an indicator may end unasked.
    """

    change: Decimal | None = None
    execution: Decimal | None = None
    amount: Decimal = Decimal(0)
    beyond: Decimal | None = None
    apart: Decimal | None = None
    """How far apart the two items (科目) of one payment may be, as a share of the larger one."""


class OwnRule(Struct, frozen=True):
    """A relation of a bureau (勾稽) as it is written: texts by key, and the place of each, of its code too (代码)."""

    code: str
    texts: Mapping[str, str]
    places: Mapping[str, Place]


class Rules(Struct, frozen=True):
    """The pack's numbers of scoring; lists are from the highest down, and empty where a pack has no such rule."""

    bands: tuple[Band, ...]
    full_score: Decimal
    execution_weight: Decimal
    execution_bands: tuple[ExecutionBand, ...] = ()
    explain_below: Decimal | None = None
    score_decimals: int = 2
    qualitative: tuple[Qualitative, ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    """Empty where a missed target earns by proportion."""
    scales: tuple[tuple[str, ...], ...] = ()
    """Words of degree from the best to the worst (程度); "" stands for none."""
    deductions: bool = True
    """Whether a score may be below the computed one for a reason that is given (自行扣分)."""
    schemes: tuple[Mapping[str, Decimal], ...] = ()
    money_rows: tuple[str, ...] = ()
    limits: tuple[tuple[str, int], ...] = ()
    money_names: Mapping[str, str] = field(default_factory=dict)
    """Other names of the sources of money, with the row that each is printed as."""
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The second levels of indicators that belong to a first one (二级指标)."""
    equipment: tuple[tuple[str, Span], ...] = ()
    """How 大型设备 is labelled in which years."""
    own_body: tuple[str, ...] = ()
    """What 机构收支 calls the department itself."""
    bounds: Bounds = Bounds()
    own: tuple[OwnRule, ...] = ()
    hotlines: tuple[str, ...] = ()
    """Numbers of public service hotlines."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where rules that did not come with the program are written, by key: what they refuse may be their fault."""
    lines: Mapping[str, str] = field(default_factory=dict)
    """Economic items of 基本支出 by code, and the path of the cost that each is a part of."""
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Function items by code (or the first figures of it), and the economic items under which the same money stands."""
    recurring: tuple[str, ...] = ()
    """What is paid every year: keys, names of items, codes or their first figures (经常支出)."""
    by_rate: tuple[str, ...] = ()
    """Codes of items, or their first figures, that come to a rate of the wages, and so to the same at the same rate (按比例计提)."""
    indicator_rows: tuple[FormRow, ...] = ()
    """The indicators that the form has printed beforehand, in its order."""
    prescribed: tuple[Mapping[str, str], ...] = ()  # indicators that the bureau has set, by column
    goal: str = ""
    """The column of the indicators in which a target stands that was changed in the course of the year."""
    group: str = ""
    """The column of the indicators that groups them above their first level."""
    counted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Items by code, economic or of function, and the paths of the numbers of those whom the money was paid for."""

    def money_row(self, source: str) -> str:
        """The row of the form that a source of money stands in, by its own name where there is no other."""
        row = self.money_names.get(source, source)
        return row if source not in self.money_rows and row in self.money_rows else source


class Derived(Struct, frozen=True):
    """A field or column of a pack's own that is worked out: the block or list that it stands in, its name and its formula.

    `decimals` is how many are printed, None where the pack's style says it; `places` are those of its keys.
    """

    scope: tuple[str, ...]
    name: str
    formula: str
    kind: ScalarKind
    decimals: int | None
    places: Mapping[str, Place]

    @property
    def path(self) -> str:
        return ".".join((*self.scope, self.name))


class Span(Struct, frozen=True):
    """The years that something serves, both included."""

    first: int
    last: int

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last


class TableRow(Struct, frozen=True):
    """A row's printed name, and what stands in it: a class by its code, or one of LEFT or RIGHT."""

    name: str
    code: str
    value: str
    span: Span


class PublicTable(Struct, frozen=True):
    """A table's number and name, the partial that prints it ("" for its name alone), and whether it lies across."""

    number: str
    name: str
    template: str
    wide: bool
    span: Span


class Tables(Struct, frozen=True):
    """Which public tables of the accounts there are, in order, and how their rows are called."""

    unit: str
    listed: tuple[PublicTable, ...]
    left: tuple[TableRow, ...]
    right: tuple[TableRow, ...]
    fiscal_left: tuple[TableRow, ...]
    fiscal_right: tuple[TableRow, ...]
    people: tuple[str, ...]
    office: tuple[str, ...]
    details: tuple[TableRow, ...]
    empty_rows: bool
    public_budget: str


class Origin(Struct, frozen=True):
    """Where a pack was found: its folder or zip, and whether it came with the program."""

    path: Path
    built_in: bool


class Pack(Struct, frozen=True, eq=False):
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
    """The fields that this pack asks for, by where they stand: 文字, 补充, 版式, 项目.文字, 项目.补充, or a list of rows."""
    derived: tuple[Derived, ...]
    """Columns of its own that are worked out, in their order."""
    waived: tuple[str, ...]
    """Keys that the vocabulary requires and this pack does without (不需要)."""
    blank: tuple[str, ...]
    """Keys that may be left empty on purpose (可空)."""
    serves: tuple[str, ...]  # older versions of itself whose files it takes as well
    renamed: Mapping[str, str]  # what keys of older versions are called now, by path
    defaults: Mapping[str, str]
    """版式.支出明细 → 文字: what a declared field is where the file does not say."""
    style: Style
    wording: Wording
    rules: Rules
    subjects: Subjects
    settings: Callable[[], Mapping[str, str]]
    """Every setting of its style.yaml as written, by path (页面.上 → 37毫米), with what it inherits."""
    tables: Tables
    read: Callable[[str], tuple[str, str] | None]
    """A file of the pack or of those that it inherits: its shown name and text, None where there is none."""
    origins: tuple[Origin, ...]
    """Where it was found, then where those that it inherits were."""
    files: Callable[[], tuple[tuple[str, bool], ...]]
    """The inner names of all its files and of those that it inherits, and whether each came with the program."""
    digest: Callable[[], str]
    """SHA-256 of all its files and of those that it inherits, as they are now: another one wherever a byte changed."""

    @property
    def origin(self) -> Origin:
        return self.origins[0]

    @property
    def built_in(self) -> bool:
        """Whether it and all that it inherits came with the program."""
        return all(one.built_in for one in self.origins)
