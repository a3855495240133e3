"""The keys that only derive can give, by the record of the vocabulary that they are added to."""

from __future__ import annotations

from ..model import Count, Field, Line, Money, Record, Table
from ..pack import BAND
from ..vocabulary import PROJECT, TOTALS
from ..vocabulary.accounts import BODY, ECONOMIC, FUNCTION, FUND, YEAR_SUBJECT
from ..vocabulary.assessment import SELF_ASSESSMENT
from ..vocabulary.projects import PAYMENT
from ..vocabulary.spending import ASSETS, RECEPTION

GRADE_COUNT = Record((*BAND.fields, Field("个数", Count(), "得到这一等的项目个数")))
GRADE = Field("等级", BAND, "得分所在的等级")
NAMES = (
    Field("编码", Line(), "科目编码"),
    Field("名称", Line(), "科目名称，没写的按科目表"),
    Field("级", Line(), "类、款或项"),
    Field("类名", Line(), "所属的类"),
    Field("款名", Line(), "所属的款"),
)
SUBJECT = Record((*FUNCTION.fields, *NAMES), FUNCTION.main)
BODY_SUMS = (
    Field("收入合计", Money(), "各项收入之和"),
    Field("支出合计", Money(), "基本支出与项目支出之和"),
    Field("三公合计", Money(), "三公经费之和"),
    Field("固定资产合计", Money(), "固定资产之和"),
)
EXTRA: dict[int, tuple[Field, ...]] = {
    id(PROJECT): (GRADE, Field("序号", Count(), "第几个项目")),
    id(TOTALS): (Field("等级", Table(GRADE_COUNT, "等级"), "各等级的项目个数，没有的不列"),),
    id(SELF_ASSESSMENT): (GRADE,),
    id(FUNCTION): NAMES,
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
ROOT = (Field("机构汇总", Record((*BODY.fields, *BODY_SUMS), BODY.main), "各机构之和"),)
