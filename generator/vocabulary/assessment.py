"""The keys of a year's work, of how an assessment is made and of what it finds (年度工作, 评价工作, 整体自评), as data."""

from __future__ import annotations

from ..model import Field, Line, Passage, Rate, Record, Score, Table

PERFORMANCE = Record(
    (
        Field("决策", Passage(), "项目决策情况", "立项依据充分，目标明确。"),
        Field("过程", Passage(), "项目过程情况", "资金到位及时，制度执行到位。"),
        Field("成本", Passage(), "成本指标完成情况", "支出控制在预算以内。"),
        Field("产出", Passage(), "产出指标完成情况", "免费邮寄办件2.97万件。"),
        Field("经济效益", Passage(), "经济效益指标完成情况", "办事成本有所下降。"),
        Field("社会效益", Passage(), "社会效益指标完成情况", "群众办事更便捷。"),
        Field("生态效益", Passage(), "生态效益指标完成情况", "推行无纸化办事。"),
        Field("可持续影响", Passage(), "可持续影响指标完成情况", "形成长效服务机制。"),
        Field("满意度", Rate(), "服务对象满意度（问卷或回访结果）", "95%"),
        Field("满意度说明", Passage(), "满意度另有话说时写", "回访200人，满意190人。"),
    )
)

INDICATOR = Record(
    (
        Field("一级", Line(), "一级指标", "产出", required=True, headings=("一级指标",), waivable=True),
        Field("二级", Line(), "二级指标", "数量", headings=("二级指标",)),
        Field(
            "指标", Line(), "三级指标名称", "免费邮寄办件", required=True, headings=("三级指标", "指标名称", "指标内容")
        ),
        Field(
            "目标",
            Line(),
            "年度指标值：符号、数、单位",
            "≥2万件",
            lasts=False,
            aims=True,
            headings=("年度指标值", "指标值", "目标值", "年初目标值", "年初指标值", "指标（目标）值"),
        ),
        Field(
            "完成",
            Line(),
            "实际完成值",
            "2.97万件",
            lasts=False,
            headings=("实际完成值", "完成值", "全年完成值", "全年实际完成值"),
        ),
        Field("分值", Score(awarded=True), "权重", "20", lasts=True, headings=("权重", "指标权重", "指标权重（分）")),
        Field(
            "得分",
            Score(awarded=True),
            "自评得分",
            "20",
            computed=True,
            headings=("自评得分", "指标得分", "指标得分（分）"),
        ),
        Field(
            "偏差",
            Passage(),
            "未完成的原因和改进措施",
            "系统升级较晚，下年提前。",
            headings=(
                "偏差原因分析及改进措施",
                "偏差原因分析",
                "偏差原因",
                "偏差原因及改进措施",
                "未完成原因分析及改进措施",
                "未完成原因及改进措施",
                "未完成原因和改进措施",
                "未完成原因",
                "未完成原因分析",
            ),
        ),
        Field("说明", Passage(), "远超目标等情况的核实说明", "新增窗口，办件超出预期。"),
        Field("评分标准", Passage(), "评分表里的标准", "完成得满分，每少5%扣1分。", lasts=True),
    ),
    inline=True,
)

TASK = Record(
    (
        Field("任务", Line(), "任务，不写序号", "推进“一网通办”", required=True),
        Field("预期目标", Passage(), "预期目标", "事项全部上网。", aims=True),
        Field("实际完成", Passage(), "实际完成情况", "事项全部上网运行。"),
    )
)

EVALUATOR = Record(
    (
        Field("姓名", Line(), "姓名", "罗××", required=True),
        Field("职务", Line(), "职务、职称", "副主任", headings=("职务/职称", "职务、职称")),
        Field("单位名称", Line(), "所在单位；不写就是本单位", "区政务局", headings=("单位", "工作单位")),
    ),
    inline=True,
)

TASKS = Table(TASK, "任务")
INDICATORS = Table(INDICATOR, "指标")
EVALUATORS = Table(EVALUATOR, "人员")

YEAR_WORK = Record(
    (
        Field("重点任务", Passage(), "总体和重点工作任务", "推进一件事一次办。"),
        Field("完成情况", Passage(), "重点工作完成情况、取得的成绩", "全年办件12万件。"),
    )
)

EVALUATION = Record(
    (
        Field("评价目的", Passage(), "评价的目的", "检验资金使用效果。", lasts=True),
        Field("评价范围", Passage(), "评价的范围", "本年度全部项目支出。", lasts=True),
        Field("评价原则", Passage(), "评价的原则", "科学规范、公正公开。", lasts=True),
        Field("指标体系", Passage(), "评价指标体系", "分决策、过程、产出、效益四类。", lasts=True),
        Field("评价方法", Passage(), "评价的方法、步骤", "比较法与现场查看结合。", lasts=True),
        Field("评价标准", Passage(), "评价标准、考核要求", "以年初设定的目标为标准。", lasts=True),
        Field("前期准备", Passage(), "前期准备", "成立自评小组，收集资料。", lasts=True),
        Field("组织实施", Passage(), "组织实施", "各股室自评，办公室汇总复核。", lasts=True),
    )
)

SELF_ASSESSMENT = Record(
    (
        Field("总体目标", Passage(), "部门总体目标", "建设便民高效的政务服务。", lasts=True, aims=True),
        Field(
            "年度目标",
            Passage(),
            "年度绩效目标",
            "[办件提速, 热线接通率提高]",
            source="年初批复的整体绩效目标表",
            aims=True,
        ),
        Field("实际完成", Passage(), "总体完成情况", "各项目标基本完成。"),
        Field("目标完成", TASKS, "分项的任务", ""),
        Field("指标", INDICATORS, "绩效指标，一行一个三级指标", "", source="年初批复的绩效目标表"),
        Field("绩效", PERFORMANCE, "指标分析（文字）", ""),
        Field("自评得分", Score(), "整体自评得分；指标得分都填了可不写", "96", computed=True),
        Field("自评等级", Line(), "自评等级；写了自评得分的可不写", "优", computed=True, lasts=False),
        Field("评价结论", Passage(), "自评结论", "较好地完成了年度目标。"),
        Field("资金使用", Passage(), "财政资金使用评价", "资金使用合规。"),
        Field("财务管理", Passage(), "内部控制和财务管理", "制度健全，审批规范。"),
        Field("存在问题", Passage(), "存在的问题", "[绩效目标不够细化。, 个别项目进度慢。]"),
        Field("改进措施", Passage(), "整改措施、改进建议", "[细化绩效目标。, 加快支出进度。]"),
        Field("结果应用", Passage(), "自评结果怎样用", "作为下年预算安排的依据。"),
        Field("其他", Passage(), "其他自评情况；没有写“无”", "无", none=True),
        Field("评价人员", EVALUATORS, "评价人员", ""),
    )
)
