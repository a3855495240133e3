"""The keys of the projects and of their totals (项目, 项目合计, 未自评项目), as data."""

from __future__ import annotations

from ..model import Choice, Count, Date, Field, Line, Lines, Money, Named, Passage, Rate, Record, Score, Table
from .assessment import EVALUATION, EVALUATORS, INDICATORS, PERFORMANCE, TASKS

SOURCE = Record(
    (
        Field(
            "名称",
            Line(),
            "资金来源",
            "当年财政拨款",
            required=True,
            headings=("资金来源", "项目"),
            preprinted=True,
        ),
        Field("年初预算", Money(), "年初预算数", "300.00", headings=("年初预算数",), source="部门预算批复"),
        Field(
            "全年预算",
            Money(),
            "全年预算数（计划安排）",
            "300.00",
            headings=("全年预算数", "调整后预算数", "调整预算数", "计划安排", "计划安排资金"),
        ),
        Field("到位", Money(), "实际到位数", "300.00", headings=("到位资金", "实际到位", "资金到位")),
        Field("执行", Money(), "全年执行数", "286.54", headings=("全年执行数", "预算执行数", "执行数", "实际支出")),
        Field("结余", Money(signed=True), "结余，可不写", "0", computed=True),
    ),
    inline=True,
)

FUNDS = Record(
    (
        Field("年初预算", Money(), "年初预算批复数", "300.00", source="部门预算批复"),
        Field("全年预算", Money(), "调整后的全年预算数", "300.00", source="项目指标账"),
        Field("上年结转", Money(), "上年结转", "0"),
        Field("到位", Money(), "实际到位数", "300.00"),
        Field(
            "执行", Money(), "全年执行数；写了支出明细的，删去这一行", "291.54", computed=True, source="项目支出明细账"
        ),
        Field("结余", Money(signed=True), "全年预算减执行，可不写", "0", computed=True),
        Field("执行率", Rate(), "执行除以全年预算，可不写", "100%", computed=True, headings=("预算执行率",)),
        Field("得分", Score(awarded=True), "预算执行率的得分，可不写", "10", computed=True),
        Field("说明", Passage(), "超预算、进度慢等情况的核实说明，印入报告", "线路费下调，结余交回财政"),
        Field("来源", Table(SOURCE, "来源"), "按资金来源，一行一个；合计就是上面各数", ""),
    )
)

DETAIL = Record(
    (
        Field("金额", Money(), "金额", "28.89", headings=("决算数", "支出金额", "实际支出", "支出数")),
        Field("凭证", Lines(), "会计凭证号", "[JZ-02-0004, JZ-03-0003]", headings=("会计凭证号", "凭证号")),
        Field("备注", Line(), "备注", "含上年尾款", lasts=False),
    ),
    main="金额",
    inline=True,
)

SPAN = Record(
    (
        Field("起", Date(month=True), "开始的年月", "2024年1月"),
        Field("止", Date(month=True), "结束的年月", "2024年12月"),
    ),
    inline=True,
)

CONTRACT_YEAR = Record(
    (
        Field("年", Count(whole=True), "合同的第几年", "1", required=True, guides=True),
        Field("金额", Money(), "这一年的合同额", "3594400元", required=True),
    ),
    inline=True,
)

PAYMENT = Record(
    (
        Field("年", Count(whole=True), "属合同的第几年；比例以这一年的合同额为基数", "1", guides=True),
        Field("条件", Passage(), "付款条件", "签订后30日内"),
        Field("比例", Rate(), "占这一年合同额的比例", "20%"),
        Field("应付", Money(), "应付，可不写", "718880元", computed=True),
        Field("已付", Money(), "已付", "718880元"),
    ),
    inline=True,
)

CONTRACT = Record(
    (
        Field("名称", Line(), "合同名称", "平台运行维护合同"),
        Field("乙方", Line(), "供应商", "××科技有限公司"),
        Field("控制价", Money(), "经费控制数", "1115.00"),
        Field("审定", Money(), "概算审核结果", "949.31"),
        Field("金额", Money(), "合同价；分年都写了可不写", "912.66", computed=True),
        Field("分年", Table(CONTRACT_YEAR, "年"), "各年的合同额，一行一年", ""),
        Field("付款", Table(PAYMENT, "期"), "付款，一行一期", ""),
    )
)

TYPE = Choice(("项目实施过程评价", "项目完成结果评价"))

PROJECT = Record(
    (
        Field("名称", Line(), "项目名称，与预算批复一致", "政务服务经费", required=True),
        Field("编码", Line(), "项目编码", '"51000021R000000000001"', source="预算管理一体化系统"),
        Field("实施单位", Line(), "实施单位；不写就是单位名称", "示例区政务服务信息中心"),
        Field("负责人", Line(), "项目负责人", "柳××"),
        Field("联系电话", Line(), "联系电话", "0000-000××××"),
        Field("地址", Line(), "项目地址", "示例区示例路1号"),
        Field("邮编", Line(), "邮编", '"000000"'),
        Field("起止", SPAN, "起止时间", ""),
        Field("评价类型", TYPE, "封面上的评价类型", "项目完成结果评价"),
        Field("概况", Passage(), "立项背景、依据、内容", "为保障大厅运行设立。", lasts=True),
        Field("资金", FUNDS, "预算与执行", "", required=True, source="预算管理一体化系统的项目指标账"),
        Field("资金批复", Passage(), "资金申报和批复情况", "年初部门预算批复。"),
        Field("资金使用", Passage(), "资金到位、使用中要用文字说的", "资金按进度支付。"),
        Field("财务管理", Passage(), "财务管理情况", "专账核算，手续齐全。"),
        Field("实施管理", Passage(), "组织实施和管理情况", "由业务股组织实施。"),
        Field(
            "支出明细",
            Named(DETAIL, "支出内容"),
            "各项支出；合计就是执行数",
            "{办公费: 28.89, 电费: 29.29}",
            source="项目支出明细账",
        ),
        Field("合同", Table(CONTRACT, "合同"), "采购合同", "", lasts=True),
        Field(
            "预期目标",
            Passage(),
            "年初设定的总体绩效目标",
            "保障大厅日常运转。",
            source="年初批复的绩效目标表",
            aims=True,
        ),
        Field("实际完成", Passage(), "总体绩效目标完成情况", "大厅平稳运行，窗口服务不断档。"),
        Field("目标完成", TASKS, "分项的任务：预期与实际成对", ""),
        Field("绩效", PERFORMANCE, "各项指标完成情况（文字）", ""),
        Field("指标", INDICATORS, "绩效指标，一行一个三级指标", "", source="年初批复的绩效目标表"),
        Field("自评得分", Score(), "项目自评得分；指标得分都填了可不写", "99", computed=True),
        Field("自评等级", Line(), "按得分分档，可不写", "优", computed=True, lasts=False),
        Field("偏离原因", Passage(), "偏离绩效目标的原因，列表则逐条编号", "[便利化还有差距。, 热线接通率还不高。]"),
        Field("改进措施", Passage(), "下一步改进措施，列表则逐条编号", "[规范服务方式。, 加强热线建设。]"),
        Field("评价工作", EVALUATION, "这个项目的评价是怎样做的", ""),
        Field("评价结论", Passage(), "综合评价结论", "项目实施达到预期。"),
        Field("经验", Passage(), "主要经验及做法", "部门协同，统一受理。"),
        Field("存在问题", Passage(), "存在的问题及原因", "[宣传推广不够。, 关键事项不全。]"),
        Field("建议", Passage(), "有关建议", "[加强宣传。, 充实事项。]"),
        Field("其他", Passage(), "其他需要说明的问题；没有写“无”", "无", none=True),
        Field("评价人员", EVALUATORS, "评价组成员", ""),
    )
)

TOTALS = Record(
    (
        Field("个数", Count(whole=True), "项目个数，可不写", "3", computed=True),
        Field("年初预算", Money(), "各项目年初预算之和，可不写", "343.54", computed=True),
        Field("全年预算", Money(), "各项目全年预算之和，可不写", "343.54", computed=True),
        Field("执行", Money(), "各项目执行之和，可不写", "343.54", computed=True),
        Field("结余", Money(signed=True), "各项目结余之和，可不写", "0", computed=True),
        Field("执行率", Rate(), "执行之和除以全年预算之和，可不写", "100%", computed=True),
    )
)

UNASSESSED = Record(
    (
        Field("金额", Money(), "没有列入自评的项目支出", "80.00", guides=True),
        Field("说明", Passage(), "为什么没有列入", "涉密项目，另行评价。"),
    )
)
