"""The keys that only derive can give, by the record of the vocabulary that they are added to."""

from __future__ import annotations

from functools import lru_cache

from ..model import Choice, Count, Field, Line, Money, Rate, Record, Score, Table, Year
from ..pack import BAND
from ..vocabulary import PROJECT, TOTALS
from ..vocabulary.accounts import BODY, COSTS, ECONOMIC, FUNCTION, FUND, YEAR_SUBJECT
from ..vocabulary.assessment import INDICATOR, SELF_ASSESSMENT
from ..vocabulary.projects import FUNDS, PAYMENT, SOURCE
from ..vocabulary.spending import ASSETS, RECEPTION
from .public_kinds import PUBLIC_TABLES

GRADE_COUNT = Record((*BAND.fields, Field("个数", Count(), "得到这一等的项目个数")))
COMPARED = frozenset({"决算", "上年", "增减", "增减率", "完成率"})
"""What every 数 has, and nothing else."""
AGAINST_BUDGET = (
    Field("差异", Money(signed=True), "决算减预算"),
    Field("差异率", Rate(signed=True), "差异除以预算", computed=True),
)
"""What every 数 has beside: the change against its budget, as 增减 is against the year before."""
GRADE = Field("等级", BAND, "得分所在的等级")
CATEGORY = Record(
    (
        Field("名称", Line(), "一级指标，不带“指标”二字；分组的名称"),
        Field("分值", Score(), "这一类的分值之和"),
        Field("得分", Score(), "这一类的得分之和"),
        Field("得分率", Rate(), "得分除以分值", computed=True),
    )
)
FULL = (
    Field("满分", Score(), "总分"),
    Field("指标满分", Score(), "总分减去执行率的分值"),
    Field("一级得分", Table(CATEGORY, "一级指标"), "各一级指标的分值和得分，都填了的才有"),
    Field("指标行", Table(INDICATOR, "指标"), "按模板包的“指标行”排好的指标，没有指标的二级是一行空的"),
    Field("分组", Table(CATEGORY, "组"), "按模板包的“指标分组”，各组的名称、分值和得分"),
)
EXECUTION = Record(
    (
        Field("分值", Score(), "预算执行率的分值"),
        Field("执行率", Rate(), "支出合计的决算除以全年预算", computed=True),
        Field("得分", Score(awarded=True), "预算执行率的得分"),
    )
)
GOAL = "现行目标"
"""The target that an indicator is held against: the changed one, where a pack has a column for it."""
CELLS = (
    Field(GOAL, Line(), "按它计分的目标：模板包的“目标列”填了的，是调整后的"),
    Field("目标值", Line(), "目标，去掉“定性”二字"),
    Field("性质", Line(), "指标性质：≥、≤、=、>、< 或定性"),
    Field("指标值", Line(), "目标去掉符号和单位"),
    Field("度量单位", Line(), "目标的单位"),
    Field("完成值", Line(), "完成去掉与目标相同的单位"),
)
NAMES = (
    Field("编码", Line(), "科目编码"),
    Field("名称", Line(), "科目名称，没写的按科目表"),
    Field("级", Choice(("类", "款", "项")), "类、款或项"),
    Field("类名", Line(), "所属的类"),
    Field("款名", Line(), "所属的款"),
)
SUBJECT = Record((*FUNCTION.fields, *NAMES), FUNCTION.main)
ECONOMIC_ROW = Record((*ECONOMIC.fields, *NAMES), ECONOMIC.main)
MADE_OF: dict[int, Record] = {
    id(SUBJECT): FUNCTION,
    id(ECONOMIC_ROW): ECONOMIC,
    id(SOURCE): SOURCE,
    id(INDICATOR): INDICATOR,
}
"""The rows of the vocabulary from which lists that only derive gives are made: a pack's own columns go with them."""
BODY_SUMS = (
    Field("收入合计", Money(), "各项收入之和"),
    Field("支出合计", Money(), "基本支出与项目支出之和"),
    Field("三公合计", Money(), "三公经费之和"),
    Field("固定资产合计", Money(), "固定资产之和"),
)
EXTRA: dict[int, tuple[Field, ...]] = {
    id(PROJECT): (GRADE, *FULL, Field("序号", Count(), "第几个项目")),
    id(FUNDS): (
        Field("分值", Score(), "预算执行率的分值"),
        Field("行", Table(SOURCE, "来源"), "表上固定的各行，按模板包的“资金行”"),
    ),
    id(SOURCE): (Field("执行率", Rate(), "执行除以全年预算", computed=True),),
    id(INDICATOR): CELLS,
    id(TOTALS): (Field("等级", Table(GRADE_COUNT, "等级"), "各等级的项目个数，没有的不列"),),
    id(SELF_ASSESSMENT): (
        GRADE,
        *FULL,
        Field("执行", EXECUTION, "全年支出的执行率和得分"),
        Field("收入性质", Table(SOURCE, "来源"), "全年支出按收入性质分"),
        Field("支出性质", Table(SOURCE, "来源"), "全年支出按支出性质分"),
    ),
    id(FUNCTION): NAMES,
    id(COSTS): (
        Field("占比", Rate(), "占基本支出的比重", computed=True),
        Field("项", Table(ECONOMIC_ROW, "项"), "最下一级的经济科目，不含决算数是 0 的"),
    ),
    id(ECONOMIC): NAMES,
    id(YEAR_SUBJECT): NAMES,
    id(FUND): (
        Field("类", Table(SUBJECT, "类"), "按类汇总"),
        Field("项", Table(SUBJECT, "项"), "最下一级的科目"),
        Field("层级", Table(SUBJECT, "科目"), "类、款、项逐级，供表格用"),
    ),
    id(BODY): BODY_SUMS,
    id(PAYMENT): (Field("期", Count(), "第几期"), Field("已付合计", Money(), "到这一期为止")),
    id(ASSETS): (Field("车辆总数", Count(), "各类车辆之和"),),
    id(RECEPTION): (Field("国内", Money(), "国内公务接待支出"),),
}
ROOT = (
    Field("上年度", Year(), "报告年度的上一年"),
    Field("上年单位", Line(), "上年文件里的单位名称"),
    Field("财政拨款收入", Money(), "本年的财政拨款收入"),
    Field("财政拨款收入占比", Rate(), "财政拨款收入占本年收入合计", computed=True),
    Field("财政拨款支出", Money(), "本年的财政拨款支出"),
    Field("财政拨款基本支出", Money(), "其中基本支出"),
    Field("财政拨款项目支出", Money(), "其中项目支出"),
    Field("财政拨款年初结转", Money(), "财政拨款的年初结转和结余"),
    Field("财政拨款年末结转", Money(), "财政拨款的年末结转和结余"),
    Field("上年年末结转", Money(), "上年文件里的年末结转和结余"),
    Field("上年财政拨款年末结转", Money(), "上年文件里财政拨款的年末结转和结余"),
    Field("机构汇总", Record((*BODY.fields, *BODY_SUMS), BODY.main), "各机构之和"),
    Field("决算表", PUBLIC_TABLES, "决算公开表"),
)


@lru_cache(maxsize=32)
def whole_record(kind: Record) -> Record:
    """A report with all that derive adds to it; made once, since much is kept by its record."""
    return Record((*kind.fields, *ROOT), base=kind)
