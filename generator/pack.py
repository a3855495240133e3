"""A template pack as a value: what it is, what it asks of a file, how its pages look and where its texts stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from .model import CHARACTERS, PLACES, Choice, Field, Line, Lines, Money, Named, Rate, Record, Score, Table, Year, YesNo
from .source import Place
from .style import Style

DECLARED_KINDS = ("文字", "一行", "金额", "比率", "数量", "得分", "日期", "是否", "选项")

DECLARED = Record(
    (
        Field("类型", Choice(DECLARED_KINDS), "栏目的类型", "金额", required=True),
        Field("说明", Line(), "空白表和出错时怎样解释这一栏", "由谁填报、谁复核", required=True),
        Field("必填", YesNo(), "是否必填，不写是否", "否"),
        Field("字数", CHARACTERS, "字数上限", "200"),
        Field("选项", Lines(), "可选的值", "[文字, 表格]"),
        Field("默认", Line(), "不写时的值", "文字"),
        Field("例", Line(), "例子", ""),
    )
)


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
        Field("上限", CHARACTERS, "最多几个字", "200", required=True),
    )
)

EXPLAINED = Record(
    (
        Field("增减率", Rate(), "比上年增减达到它，要说明原因；不核实的写“无”", "50%", none=True),
        Field("执行率", Rate(), "执行不到预算的这个比例，要说明原因；不核实的写“无”", "90%", none=True),
        Field("金额", Money(), "增减或没有执行的金额不到它的，不问", "5万元"),
    )
)

OWN_KINDS = ("基本平衡", "逻辑性", "核实性")
OWN_RULE = Record(
    (
        Field("名称", Line(), "不成立时怎样叫，也是 explain 的标题", "支出超过到位资金", required=True),
        Field("类别", Choice(OWN_KINDS), "不符时是错误、错误或警告，还是要说明原因", "逻辑性", required=True),
        Field("范围", Line(), "在哪里逐个核对；不写就是整份文件", "项目"),
        Field(
            "关系", Line(), "应当成立的关系：=、≠、<、≤、>、≥ 两边各一个算式", "资金.执行 ≤ 资金.到位", required=True
        ),
        Field("条件", Line(), "只在这种情况下核对", "资金.到位 > 0"),
        Field("消息", Line(), "不成立时怎样说；花括号里写名称或算式", "“{名称}”支出{资金.执行}，超过到位{资金.到位}"),
        Field("说明", Line(), "为什么要核对，explain 印它", "没有到位的钱不能支出。", required=True),
        Field("建议", Line(), "请填报人怎样做", "核对到位数和支出数"),
        Field("允差", Line(), "相差不超过它的算相等；数末位的舍入不用写", "0.05万元"),
        Field("程度", Choice(("错误", "警告")), "逻辑性的算错误还是警告，不写是错误", "警告"),
    )
)

EQUIPMENT_LABEL = Record(
    (
        Field("标准", Line(), "怎样写", "单价50万元以上通用设备", required=True),
        Field("起", Year(), "从哪一年度起这样写，不写就一直", "2022"),
        Field("止", Year(), "到哪一年度为止这样写", "2021"),
    )
)

RULES = inherited(
    (
        Field("等级", Table(BAND, "等级"), "得分的档次，从高到低", ""),
        Field("满分", Score(), "总分", "100"),
        Field("执行率分值", Score(), "预算执行率占的分值", "10"),
        Field("执行率计分", Choice(BY), "分值乘执行率，还是按执行率所在的档次", "按比例"),
        Field("执行率档次", Table(EXECUTION_BAND, "档次"), "按档时各档的得分", ""),
        Field("执行率说明下限", Rate(), "执行率低于它的要说明原因；不要求的写“无”", "90%", none=True),
        Field("得分小数", PLACES, "得分算到几位小数", "2"),
        Field("定性", Table(QUALITATIVE, "档次"), "定性指标的档次，从高到低，和填完成的词", ""),
        Field("分值方案", Table(SCHEME, "方案"), "各一级指标的分值，各种组成各写一个；由项目自定的写“无”", ""),
        Field("资金行", Lines(), "资金一栏固定的行，与资金来源的名称相同", "[当年财政拨款, 其他资金]"),
        Field("字数", Table(LIMIT, "键"), "表上各栏的字数上限", ""),
        Field("大型设备", Table(EQUIPMENT_LABEL, "标准"), "国有资产里大型设备的标准各年度怎样写", ""),
        Field("本级", Lines(), "机构收支里指单位本级的词", "[局机关, 本级]"),
        Field("热线", Lines(), "五位的公共服务热线号码，用来认出写颠倒的", "[12315, 12366]"),
        Field(
            "对应科目",
            Named(Line(), "科目编码"),
            "基本支出的经济科目，和它不会大于的费用的键",
            '{"30217": 三公经费.公务接待费}',
        ),
        Field("核实", EXPLAINED, "哪些情况要说明原因", ""),
        Field("勾稽", Named(OWN_RULE, "代码"), "本地另加的关系，各取一个代码", ""),
        Field("勾稽不用", Lines(), "所继承的模板包里有、本模板包不核对的代码", "[SC101]"),
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


class Wording(Struct, frozen=True):
    """How figures are printed: decimals of money and rates that were computed, and whether trailing zeros go."""

    money_decimals: int
    rate_decimals: int
    trim: bool
    words: Mapping[str, str]
    """Words that differ by region, by the name that templates call them by (用语)."""
    trim_even: bool = False
    """Whether zeros go from a rate that comes out even (100%, 65.6%), where they otherwise stay."""
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


class Qualitative(Struct, frozen=True):
    """A band of 定性 indicators: the words that name it, what part of the weight it may earn, and earns by itself."""

    words: tuple[str, ...]
    lowest: Decimal
    highest: Decimal
    share: Decimal | None


class Bounds(Struct, frozen=True):
    """From what change since last year on, and below what execution, a reason is asked for (核实); None for never.

    A difference below `amount` (元) needs none.
    """

    change: Decimal | None = None
    execution: Decimal | None = None
    amount: Decimal = Decimal(0)


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
    schemes: tuple[Mapping[str, Decimal], ...] = ()
    money_rows: tuple[str, ...] = ()
    limits: tuple[tuple[str, int], ...] = ()
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


class Span(Struct, frozen=True):
    """The years that something serves, both included."""

    first: int
    last: int

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last


class OldName(Struct, frozen=True):
    """A name that a code had up to a year (`last`, included); None where it is only known as another name.

    In later years it is still taken for the code's name, unless it has `ended`.
    """

    name: str
    last: int | None
    ended: bool = False

    def over(self, year: str) -> bool:
        """Whether it is wrong in a report of that year."""
        return self.ended and self.last is not None and year.isdecimal() and int(year) > self.last


class Subjects(Struct, frozen=True, eq=False):
    """科目: names by code of both classifications, whose codes do not overlap, and what is known of them."""

    functions: Mapping[str, str]
    economic: Mapping[str, str]
    years: frozenset[str] = frozenset()
    """The years whose names these are; in others a name may differ from the list's."""
    partial: bool = True
    old: Mapping[str, OldName] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    """Names of items that many sections have: a name alone says no code."""
    staff: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    """The economic classes of 人员经费 and of 公用经费."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words in a purpose that tell an item, by the beginning of its code."""
    whole: frozenset[str] = frozenset()
    """Of a list that is a part: the sections (款) whose items are all in it."""

    def of(self, year: str | None) -> Subjects:
        """With the names of a year."""
        number = int(year) if year and year.isdecimal() else 9999
        names = {code: old.name for code, old in self.old.items() if old.last is not None and number <= old.last}
        return replace(self, functions={**self.functions, **names}) if names else self


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
    """文字, 补充, 版式, 项目.文字 and 项目.补充: the fields that this pack asks for."""
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
