"""The keys of a report's YAML (填报格式第 1 版), in the order in which the blank form asks for them."""

from __future__ import annotations

from .model import (
    Choice,
    Count,
    Date,
    Field,
    Line,
    Lines,
    Money,
    Named,
    Passage,
    Rate,
    Record,
    Score,
    Table,
    Year,
    YesNo,
)

VERSION = "1"
MONEY_UNITS = ("元", "千元", "万元", "百万元", "亿元")

NATURE = Choice(("行政单位", "参公事业单位", "事业单位"))
"""单位性质: 机关运行经费 holds for the first two only, and a statement of accounts counts subordinates by it."""

STAFF = Record(
    (
        Field("编制", Count(whole=True), "核定编制总数；分类都填了可不写", "13", computed=True),
        Field("行政编制", Count(whole=True), "行政编制数（编办批复）", "7"),
        Field("事业编制", Count(whole=True), "事业编制数（编办批复）", "6"),
        Field("实有", Count(whole=True), "年末实有在职人数", "10"),
        Field("说明", Passage(), "超编等情况的核实说明，印入报告", "军转干部安置超编1人"),
    )
)

SUBORDINATE = Record(
    (
        Field("名称", Line(), "所属单位全称", "示例区政务服务信息中心", required=True),
        Field("性质", NATURE, "单位性质", "事业单位"),
        Field("规格", Line(), "机构规格", "科级"),
        Field("职能", Passage(), "主要职能", "负责热线受理和督办。"),
        Field("编制", Count(whole=True), "核定编制数", "5"),
        Field("实有", Count(whole=True), "年末实有人数", "4"),
        Field("说明", Passage(), "超编等情况的核实说明", ""),
    )
)

ORGANISATION = Record(
    (
        Field("名称", Line(), "单位全称，与公章一致", "示例区政务服务管理局", required=True),
        Field("简称", Line(), "正文里的简称；不写就用全称", "区政务局"),
        Field("自称", Line(), "句子里怎样称呼自己", "我局"),
        Field("级次", Line(), "预算级次", "区级"),
        Field("性质", NATURE, "单位性质", "行政单位"),
        Field("规格", Line(), "机构规格", "正科级"),
        Field("成立", Date(month=True), "成立或建成的年月", "2019年2月"),
        Field("主管部门", Line(), "主管部门全称", "示例区人民政府办公室"),
        Field("预算编码", Line(), "一体化系统里的单位编码", '"115001"'),
        Field("职能", Passage(), "主要职能，每行一段", "贯彻执行政务服务的方针政策，管理政务大厅和热线。"),
        Field("内设机构", Lines(), "内设机构名称", "[办公室, 业务股]", none=True),
        Field("人员", STAFF, "编制与实有人数", ""),
        Field("所属单位", Table(SUBORDINATE, "单位"), "所属单位，没有写“无”", "", none=True),
    )
)

EVIDENCE = Record(
    (
        Field("名称", Line(), "材料名称", "支付凭证汇总表", required=True),
        Field("文件", Line(), "文件位置", "佐证/01.pdf"),
        Field("支撑", Line(), "支撑哪个项目", "政务服务经费"),
    )
)

SUBMISSION = Record(
    (
        Field("主送", Line(), "主送机关；不写就没有主送行", "区财政局"),
        Field("填报人", Line(), "填报人", "罗××"),
        Field("联系电话", Line(), "联系电话", "0000-000××××"),
        Field("填报日期", Date(), "填报日期", "2025年4月11日"),
        Field("附件", Lines(), "附件说明中逐个列出的附件名称", "[项目支出绩效自评表]"),
        Field("佐证材料", Table(EVIDENCE, "材料"), "要交的佐证材料", ""),
    )
)

SIGNATURE = Record(
    (
        Field("日期", Date(), "成文日期", "2025年4月28日", required=True),
        Field("盖章", YesNo(), "盖章与不盖章落款的版式不同", "是"),
        Field("署名", Line(), "落款的单位名称；不写就是单位全称", "示例区政务服务管理局"),
    )
)

FUNDS = Record(
    (
        Field("年初预算", Money(), "年初预算批复数（预算批复表）", "300.00"),
        Field("全年预算", Money(), "调整后的全年预算数（指标账）", "291.54"),
        Field("执行", Money(), "全年执行数；写了支出明细的，删去这一行", "291.54", computed=True),
        Field("结余", Money(signed=True), "全年预算减执行，可不写", "0", computed=True),
        Field("执行率", Rate(), "执行除以全年预算，可不写", "100%", computed=True),
        Field("得分", Score(), "预算执行率的得分，可不写", "10", computed=True),
        Field("说明", Passage(), "超预算、进度慢等情况的核实说明，印入报告", "线路费下调，结余交回财政"),
    )
)

PERFORMANCE = Record(
    (
        Field("产出", Passage(), "产出指标完成情况", "免费邮寄办件2.97万件。"),
        Field("经济效益", Passage(), "经济效益指标完成情况", ""),
        Field("社会效益", Passage(), "社会效益指标完成情况", "群众办事更便捷。"),
        Field("生态效益", Passage(), "生态效益指标完成情况", ""),
        Field("可持续影响", Passage(), "可持续影响指标完成情况", ""),
        Field("满意度", Rate(), "服务对象满意度（问卷或回访结果）", "95%"),
        Field("满意度说明", Passage(), "满意度另有话说时写", ""),
    )
)

INDICATOR = Record(
    (
        Field("一级", Line(), "一级指标", "产出", required=True),
        Field("二级", Line(), "二级指标", "数量"),
        Field("指标", Line(), "三级指标名称", "免费邮寄办件", required=True),
        Field("目标", Line(), "年度指标值：符号、数、单位", "≥2万件"),
        Field("完成", Line(), "实际完成值", "2.97万件"),
        Field("分值", Score(awarded=True), "权重", "20"),
        Field("得分", Score(awarded=True), "自评得分", "20"),
        Field("偏差", Passage(), "未完成的原因和改进措施", ""),
    )
)

PROJECT = Record(
    (
        Field("名称", Line(), "项目名称，与预算批复一致", "政务服务经费", required=True),
        Field("编码", Line(), "一体化系统项目编码", '"51000021R000000000001"'),
        Field("负责人", Line(), "项目负责人", "柳××"),
        Field("资金", FUNDS, "预算与执行", "", required=True),
        Field("支出明细", Named(Money(), "支出内容"), "各项支出；合计就是执行数", "{办公费: 28.89, 电费: 29.29}"),
        Field("预期目标", Passage(), "年初设定的总体绩效目标", "保障大厅日常运转。"),
        Field("实际完成", Passage(), "总体绩效目标完成情况", "大厅平稳运行，窗口服务不断档。"),
        Field("绩效", PERFORMANCE, "各项指标完成情况（文字）", ""),
        Field("指标", Table(INDICATOR, "指标"), "绩效指标，一行一个三级指标", ""),
        Field("自评得分", Score(), "项目自评得分；指标得分都填了可不写", "99", computed=True),
        Field("自评等级", Line(), "按得分分档，可不写", "优", computed=True),
        Field("偏离原因", Passage(), "偏离绩效目标的原因，列表则逐条编号", "[便利化还有差距。, 热线接通率还不高。]"),
        Field("改进措施", Passage(), "下一步改进措施，列表则逐条编号", "[规范服务方式。, 加强热线建设。]"),
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

REPORT = Record(
    (
        Field("版本", Choice((VERSION,)), "填报格式的版本，勿改", VERSION, required=True),
        Field("模板", Lines(), "用哪个模板包出报告；几个写成列表", "甘肃/项目自评报告", required=True),
        Field("年度", Year(), "报告年度", "2024", required=True),
        Field("金额单位", Choice(MONEY_UNITS), "没写单位的金额按这个单位", "万元", required=True),
        Field("单位", ORGANISATION, "填报单位", "", required=True),
        Field("报送", SUBMISSION, "报送事项", ""),
        Field("项目合计", TOTALS, "各项目合计的控制数；都可由项目算出，写了就核对", ""),
        Field("项目", Table(PROJECT, "项目"), "一个项目一段", ""),
        Field(
            "数据",
            Named(Count(), "数据"),
            "文字里要用不止一次的数，取个名，文中写 {{ 数据.名称 }}",
            "{受理工单: 14589件}",
        ),
        Field("落款", SIGNATURE, "署名与成文日期", ""),
    )
)
"""The facts that several regions share; 文字, 补充 and 版式 are added from the pack in use."""
