"""The keys of spending that is told apart: 三公, 一般性支出, 政府采购, 国有资产, 预算绩效 and 名词解释, as data."""

from __future__ import annotations

from ..model import Choice, Count, Field, Line, Lines, Money, Passage, Rate, Record, Table
from .figures import FIGURE, figure_record

WHOLE = Count(whole=True)
RUNNING_TABLE = "机构运行信息表"
"""The table of 部门决算 that counts groups, vehicles and receptions, and holds 机关运行经费 and 政府采购."""

FOREIGN = Record(
    (
        Field("金额", Money(), "外事接待支出", "0.20"),
        Field("批次", WHOLE, "外事接待批次", "1"),
        Field("人次", WHOLE, "外事接待人次", "6"),
    ),
    main="金额",
    inline=True,
)

ABROAD = figure_record(
    Field("团组", WHOLE, "团组数", "0", source=RUNNING_TABLE),
    Field("人次", WHOLE, "累计人次", "0", source=RUNNING_TABLE),
    Field("用途", Passage(), "开支内容", "参加境外培训", lasts=True),
)
VEHICLE_PURCHASE = figure_record(Field("购置数", WHOLE, "购置的辆数", "0", source=RUNNING_TABLE))
VEHICLE_RUNNING = figure_record(
    Field("保有量", WHOLE, "年末保有的辆数", "1", source=RUNNING_TABLE),
    Field("用途", Passage(), "开支内容", "燃料、维修、过路过桥和保险", lasts=True),
)
RECEPTION = figure_record(
    Field("批次", WHOLE, "国内接待批次", "7", source=RUNNING_TABLE),
    Field("人次", WHOLE, "国内接待人次", "165", source=RUNNING_TABLE),
    Field("用途", Passage(), "开支内容", "接待来访交流的工作餐", lasts=True),
    Field("外事", FOREIGN, "其中外事接待；国内接待由此减出", "0"),
)

OF_A_FUND = Record(
    (
        Field("因公出国境费", FIGURE, "其中因公出国（境）费", "0"),
        Field("公务用车购置费", FIGURE, "其中公务用车购置费", "0"),
        Field("公务用车运行维护费", FIGURE, "其中公务用车运行维护费", "0.60"),
        Field("公务接待费", FIGURE, "其中公务接待费", "0"),
    )
)
"""The part of 三公 that one fund paid."""

THREE_PUBLIC = Record(
    (
        Field("范围", Choice(("一般公共预算", "财政拨款")), "算哪些资金的三公经费", "财政拨款", guides=True),
        Field("合计", FIGURE, "三公经费合计", "3.49", computed=True),
        Field("因公出国境费", ABROAD, "因公出国（境）费", "0"),
        Field("公务用车", FIGURE, "公务用车购置与运行维护的小计", "1.85", computed=True),
        Field("公务用车购置费", VEHICLE_PURCHASE, "公务用车购置费", "0"),
        Field("公务用车运行维护费", VEHICLE_RUNNING, "公务用车运行维护费", "1.85"),
        Field("公务接待费", RECEPTION, "公务接待费", "1.64"),
        Field("政府性基金", OF_A_FUND, "其中政府性基金预算财政拨款开支的；没有写“无”", "无", none=True),
    )
)

MEETING = figure_record(
    Field("次数", WHOLE, "次数", "1"),
    Field("人数", WHOLE, "人数", "110"),
    Field("内容", Passage(), "内容", "全区政务公开工作会议"),
)

GENERAL = Record(
    (
        Field("会议费", MEETING, "会议费", "0.32"),
        Field("培训费", MEETING, "培训费", "0"),
        Field("节庆活动", MEETING, "节庆、晚会、论坛、赛事；没有写“无”", "无", none=True),
    )
)

PURCHASE_KIND = figure_record(Field("授予中小企业", FIGURE, "其中授予中小企业的合同金额", "40.00"))

PROCUREMENT = Record(
    (
        Field("合计", FIGURE, "政府采购支出总额", "2560.48", computed=True),
        Field("货物", PURCHASE_KIND, "货物采购支出", "56.61"),
        Field("工程", PURCHASE_KIND, "工程采购支出", "2252.16"),
        Field("服务", PURCHASE_KIND, "服务采购支出", "251.71"),
        Field("中小企业", FIGURE, "授予中小企业的合同金额，含小微企业", "308.03", computed=True),
        Field("小微企业", FIGURE, "其中授予小微企业的合同金额", "156.61"),
        Field("用途", Passage(), "主要用于什么", "办公设备购置和大厅改造", lasts=True),
    )
)

VEHICLE = Record(
    (
        Field(
            "类别",
            Line(),
            "车辆的用途",
            "机要通信用车",
            required=True,
            headings=("车辆类别", "用途", "车辆用途"),
            preprinted=True,
        ),
        Field("数量", WHOLE, "辆数", "1", headings=("辆数",)),
        Field("车型", Line(), "车型", "轿车"),
        Field("说明", Passage(), "与保有量不一致时的说明", "1辆待报废"),
    ),
    inline=True,
)

EQUIPMENT = Record(
    (
        Field("标准", Line(), "单价的门槛", "单价50万元以上通用设备", required=True, preprinted=True),
        Field("数量", WHOLE, "台（套）数", "1", headings=("台（套）", "台套")),
        Field("内容", Passage(), "是什么设备", "地源热泵空调", lasts=True),
    ),
    inline=True,
)

ASSETS = Record(
    (
        Field("车辆", Table(VEHICLE, "车辆"), "按用途的车辆，没有写“无”", "无", none=True),
        Field("大型设备", Table(EQUIPMENT, "设备"), "单价在门槛以上的设备，没有写“无”", "无", none=True),
    )
)

STAGE = Record(
    (
        Field("项目", Lines(), "项目名称；写“全部”就是项目一章的全部", "全部"),
        Field("个数", WHOLE, "个数；列了项目可不写", "8", computed=True),
        Field("金额", Money(), "涉及资金，可不写", "539.22", computed=True),
        Field("覆盖率", Rate(), "金额除以项目支出，可不写", "100%", computed=True),
    )
)

PERFORMANCE_WORK = Record(
    (
        Field("事前评估", STAGE, "事前绩效评估", "", none=True),
        Field("编报目标", STAGE, "编报绩效目标", "", none=True),
        Field("监控", STAGE, "绩效运行监控", "", none=True),
        Field("自评", STAGE, "绩效自评", "", none=True),
        Field("评价", STAGE, "绩效评价", "", none=True),
    )
)

TERM = Record(
    (
        Field("名词", Line(), "名词", "一网通办", required=True),
        Field("释义", Passage(), "解释", "企业和群众办事只进一个网站。", required=True, lasts=True),
    ),
    inline=True,
)
