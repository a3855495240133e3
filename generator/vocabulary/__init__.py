"""The keys of a report's YAML (填报格式第 1 版), in the order in which the blank form asks for them."""

from __future__ import annotations

from ..model import Choice, Count, Field, Line, Lines, Named, Passage, Record, Table, Year
from .accounts import BODY, EXPENDITURE, INCOME, YEAR
from .assessment import EVALUATION, SELF_ASSESSMENT, YEAR_WORK
from .figures import FIGURE, figure_record
from .organisation import ORGANISATION, PUBLICATION, SIGNATURE, SUBMISSION
from .projects import PROJECT, TOTALS, UNASSESSED
from .spending import ASSETS, GENERAL, PERFORMANCE_WORK, PROCUREMENT, TERM, THREE_PUBLIC

__all__ = ["FIGURE", "MONEY_UNITS", "PROJECT", "REPORT", "TOTALS", "VERSION", "figure_record"]

VERSION = "1"
MONEY_UNITS = ("元", "千元", "万元", "百万元", "亿元")

ANSWER = Record(
    (
        Field("代码", Line(), "警告的代码", "H131", required=True, guides=True),
        Field("关于", Line(), "只回答说到它的，如项目、科目的名称；不写就是全部", "热线运行", guides=True),
        Field("理由", Passage(), "为什么属实", "尾款20万元待验收后支付。", required=True, guides=True),
    ),
    inline=True,
)

REPORT = Record(
    (
        Field("版本", Choice((VERSION,)), "填报格式的版本，勿改", VERSION, required=True, guides=True),
        Field("模板", Lines(), "用哪个模板包出报告；几个写成列表", "甘肃/项目自评报告", required=True, guides=True),
        Field("模板版本", Lines(), "按模板包的哪一版填的；几个模板的照先后写", '"2024.1"', lasts=False, guides=True),
        Field("年度", Year(), "报告年度", "2024", required=True, guides=True),
        Field("金额单位", Choice(MONEY_UNITS), "没写单位的金额按这个单位", "万元", required=True, guides=True),
        Field(
            "报告金额单位", Choice(MONEY_UNITS), "账上是元、报告要印万元时写；不写就照填的单位印", "万元", guides=True
        ),
        Field("上年文件", Line(), "上年的填报文件，上年数取自它", "示例区政务局-2023.yaml", guides=True),
        Field("单位", ORGANISATION, "填报单位", "", required=True),
        Field("报送", SUBMISSION, "报送事项", ""),
        Field("公开", PUBLICATION, "公开事项", ""),
        Field("年度工作", YEAR_WORK, "全年的工作", ""),
        Field("收入", INCOME, "本年收入和年初结转", "", source="收入决算表、收入支出决算总表"),
        Field("支出", EXPENDITURE, "本年支出和年末结转", "", source="支出决算表、收入支出决算总表"),
        Field("收支总计", FIGURE, "收入支出的总计，含结转", "2286.45", computed=True, source="收入支出决算总表"),
        Field(
            "财政拨款总计",
            FIGURE,
            "财政拨款收入支出的总计，含结转",
            "2286.45",
            computed=True,
            source="财政拨款收入支出决算总表",
        ),
        Field("历年", Table(YEAR, "年度"), "几个年度并列，一年一段", ""),
        Field("机构收支", Table(BODY, "机构"), "一个机构一段；汇总由程序算出", "", source="各单位自己的部门决算报表"),
        Field(
            "三公经费",
            THREE_PUBLIC,
            "因公出国（境）、公务用车、公务接待；都没有的写“无”",
            "",
            none=True,
            source="财政拨款“三公”经费支出决算表",
        ),
        Field("一般性支出", GENERAL, "会议、培训、节庆；都没有的写“无”", "", none=True),
        Field(
            "机关运行经费",
            FIGURE,
            "行政、参公单位的公用经费；事业单位写“无”",
            "124.87",
            computed=True,
            none=True,
            source="机构运行信息表",
        ),
        Field("政府采购", PROCUREMENT, "政府采购支出；没有的写“无”", "", none=True, source="机构运行信息表"),
        Field("国有资产", ASSETS, "国有资产占有使用；都没有的写“无”", "", none=True, source="机构运行信息表"),
        Field("预算绩效", PERFORMANCE_WORK, "预算绩效管理；都没有的写“无”", "", none=True),
        Field("项目合计", TOTALS, "各项目合计的控制数；都可由项目算出，写了就核对", ""),
        Field("未自评项目", UNASSESSED, "没有列入自评的项目支出", ""),
        Field("项目", Table(PROJECT, "项目"), "一个项目一段；没有项目的写“无”", "", none=True),
        Field("评价工作", EVALUATION, "自评或评价是怎样做的", ""),
        Field("整体自评", SELF_ASSESSMENT, "部门整体支出自评", ""),
        Field("名词解释", Table(TERM, "名词"), "通用的解释以外，本单位要加的", ""),
        Field(
            "数据",
            Named(Count(), "数据"),
            "文字里要用不止一次的数，取个名，文中写 {{ 数据.名称 }}",
            "{受理工单: 14589件}",
        ),
        Field("落款", SIGNATURE, "署名与成文日期", ""),
        Field(
            "核对说明",
            Table(ANSWER, "提示"),
            "按代码回答属实的警告，给审核的人看，不印入报告",
            "",
            lasts=False,
            guides=True,
        ),
    )
)
"""The facts that several regions share; 文字, 补充 and 版式 are added from the pack in use."""
