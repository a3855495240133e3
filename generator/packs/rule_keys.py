"""The keys of a pack's rules.yaml, as data."""

from __future__ import annotations

from ..model import (
    CHARACTERS,
    PLACES,
    Choice,
    Count,
    Field,
    Line,
    Lines,
    Money,
    Named,
    Rate,
    Record,
    Score,
    Table,
    Year,
    YesNo,
)
from ..pack import BAND, inherited

BY = ("按比例", "按档")

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

COEFFICIENT = Record(
    (
        Field("下限", Rate(), "完成是目标的这么多（含）就是这一档", "80%", required=True),
        Field("系数", Rate(), "这一档得分值的多少", "80%", required=True),
    )
)

SCHEME = Record((Field("分值", Named(Score(), "一级指标"), "各一级指标的分值", "{产出: 50, 效益: 30}", required=True),))

OTHER_NAMES = Record(
    (
        Field("名称", Line(), "表上的一行", "当年财政拨款", required=True),
        Field("别名", Lines(), "也读作这一行的资金来源", "[本年财政拨款]", required=True),
    )
)

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
        Field("超目标", Rate(), "指标的完成比目标高出它以上，要说明原因；不核实的写“无”", "30%", none=True),
        Field("科目相差", Rate(), "同一笔钱的两个科目相差它以上，要说明原因；不核实的写“无”", "30%", none=True),
    )
)

FORM_ROWS = Record(
    (
        Field("一级", Line(), "一级指标", "效益", required=True),
        Field("二级", Lines(), "其下的二级指标，按表上的先后", "[经济效益, 社会效益]", required=True),
        Field("行数", Count(whole=True, most=20), "每个二级至少几行，不写是 1", "2"),
    )
)

PRESCRIBED = Record(
    (
        Field("一级", Line(), "一级指标", "产出"),
        Field("二级", Line(), "二级指标", "数量"),
        Field("指标", Line(), "三级指标名称", "窗口开放", required=True),
        Field("目标", Line(), "年度指标值", "≥30个"),
        Field("分值", Score(), "分值", "20"),
    ),
    inline=True,
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
        Field("得分系数", Table(COEFFICIENT, "档次"), "没有达到目标的指标得分值的几成，按完成与目标之比分档", ""),
        Field("自行扣分", YesNo(), "得分可以低于算出的，在“偏差”“说明”里写了原因就行；不写是“是”", "否"),
        Field("定性", Table(QUALITATIVE, "档次"), "定性指标的档次，从高到低，和填完成的词", ""),
        Field("程度", Lines(), "定性的词，一行从高到低、用空格分开；“…”是不写", "[高 中 低, … 基本 部分]"),
        Field(
            "二级指标", Named(Line(), "一级指标"), "各一级指标下面的二级指标，用空格分开", "{产出: 数量 质量 时效 成本}"
        ),
        Field("分值方案", Table(SCHEME, "方案"), "各一级指标的分值，各种组成各写一个；由项目自定的写“无”", ""),
        Field("指标分组", Line(), "一级指标上面还分组的，按指标的哪一列分；程序给出各组的分值和得分", "年度绩效目标"),
        Field("目标列", Line(), "年中调整过的目标写在指标的哪一列：填了的按它计分，空着的按“目标”", "调整指标值"),
        Field("指标行", Table(FORM_ROWS, "一级指标"), "表上印好的各级指标，没有指标的也印一行空的", ""),
        Field("规定指标", Table(PRESCRIBED, "指标"), "财政局定好的三级指标：空白表里写好，少了、分值改了要报", ""),
        Field("资金行", Lines(), "资金一栏固定的行，与资金来源的名称相同", "[当年财政拨款, 其他资金]"),
        Field("资金行别名", Table(OTHER_NAMES, "行"), "资金来源的别的叫法，印成表上的行", ""),
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
        Field(
            "相近科目",
            Named(Line(), "科目编码"),
            "同一笔钱的功能分类科目（或它的前几位），和它在基本支出里的经济分类科目，几个用空格隔开",
            '{"21011": "30110 30111"}',
        ),
        Field(
            "对应数量",
            Named(Line(), "科目编码"),
            "功能或经济分类科目，和花这笔钱的人数、辆数的键，几个用空格隔开：有钱而数量是 0 的要说明",
            '{"30302": 单位.人员.离退休}',
        ),
        Field(
            "经常支出",
            Lines(),
            "年年要付、一年差不了几倍的：键，功能分类科目的名称、编码或编码的前几位",
            '[机关运行经费, 行政运行, "2210201"]',
        ),
        Field(
            "按比例计提",
            Lines(),
            "按工资的一定比例计提的：科目编码或编码的前几位，比例相同的，数也相同",
            '["30228", "30229"]',
        ),
        Field("核实", EXPLAINED, "哪些情况要说明原因", ""),
        Field("勾稽", Named(OWN_RULE, "代码"), "本地另加的关系，各取一个代码", ""),
        Field("勾稽不用", Lines(), "所继承的模板包里有、本模板包不核对的代码", "[SC101]"),
    )
)
