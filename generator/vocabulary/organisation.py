"""The keys of the unit itself (单位) and of what is handed in, published and signed (报送, 公开, 落款), as data."""

from __future__ import annotations

from ..model import Choice, Count, Date, Field, Line, Lines, Passage, Record, Table, YesNo

NATURE = Choice(("行政单位", "参公事业单位", "事业单位"))
"""单位性质: 机关运行经费 holds for the first two only, and a statement of accounts counts subordinates by it."""

STAFF = Record(
    (
        Field("编制", Count(whole=True), "核定编制总数；分类都填了可不写", "13", computed=True),
        Field("行政编制", Count(whole=True), "行政编制数（编办批复）", "7"),
        Field("事业编制", Count(whole=True), "事业编制数（编办批复）", "6"),
        Field("实有", Count(whole=True), "年末实有在职人数", "10"),
        Field("编外", Count(whole=True), "编外、辅助人员数", "22"),
        Field("离退休", Count(whole=True), "离退休人数；离休、退休都填了可不写", "3", computed=True),
        Field("离休", Count(whole=True), "其中离休人数", "1"),
        Field("退休", Count(whole=True), "其中退休人数", "2"),
        Field("说明", Passage(), "超编等情况的核实说明，印入报告", "军转干部安置超编1人"),
    )
)

SUBORDINATE = Record(
    (
        Field("名称", Line(), "所属单位全称", "示例区政务服务信息中心", required=True, headings=("单位名称",)),
        Field("性质", NATURE, "单位性质", "事业单位", headings=("单位性质",), guides=True),
        Field("类别", Line(), "事业单位的类别", "公益一类"),
        Field("规格", Line(), "机构规格", "科级"),
        Field("职能", Passage(), "主要职能", "负责热线受理和督办。", lasts=True),
        Field("独立核算", YesNo(), "是否独立核算", "是"),
        Field("纳入决算", YesNo(), "是否纳入本部门决算汇总", "是", guides=True),
        Field("编制", Count(whole=True), "核定编制数", "5"),
        Field("实有", Count(whole=True), "年末实有人数", "4"),
        Field("说明", Passage(), "超编等情况的核实说明", "借调1人未转编"),
    )
)

ORGANISATION = Record(
    (
        Field("名称", Line(), "单位全称，与公章一致", "示例区政务服务管理局", required=True, guides=True),
        Field("简称", Line(), "正文里的简称；不写就用全称", "区政务局"),
        Field("自称", Line(), "句子里怎样称呼自己", "我局"),
        Field("口径", Choice(("部门", "单位")), "部门汇总还是单位本级", "部门", guides=True),
        Field("级次", Line(), "预算级次", "区级"),
        Field("性质", NATURE, "单位性质", "行政单位", guides=True),
        Field("规格", Line(), "机构规格", "正科级"),
        Field("成立", Date(month=True, year=True), "成立或建成的年月；只知道年份的写年份", "2019年2月", lasts=True),
        Field("主管部门", Line(), "主管部门全称", "示例区人民政府办公室"),
        Field("预算编码", Line(), "单位编码", '"115001"', source="预算管理一体化系统"),
        Field(
            "职能",
            Passage(),
            "主要职能，每行一段",
            "贯彻执行政务服务的方针政策，管理政务大厅和热线。",
            lasts=True,
            source="“三定”规定",
        ),
        Field("内设机构", Lines(), "内设机构名称", "[办公室, 业务股]", none=True, source="“三定”规定"),
        Field("内设机构数", Count(whole=True), "内设机构个数；不列名称的写它，列了的可不写", "17", computed=True),
        Field("领导职数", Line(), "领导配备", "1正3副", source="“三定”规定"),
        Field("人员", STAFF, "编制与实有人数", "", source="部门决算的基本数字表"),
        Field("所属单位", Table(SUBORDINATE, "单位"), "所属单位，没有写“无”", "无", none=True),
        Field("所属单位数", Count(whole=True), "所属单位个数；不列名称的写它，列了的可不写", "3", computed=True),
    )
)

BASIS = Record(
    (
        Field("名称", Line(), "文件名称，不带书名号", "关于开展绩效自评工作的通知", required=True),
        Field("文号", Line(), "文号", "示财发〔2025〕8号", lasts=False),
    ),
    inline=True,
)

EVIDENCE = Record(
    (
        Field("名称", Line(), "材料名称", "支付凭证汇总表", required=True),
        Field("文件", Line(), "文件位置", "佐证/01.pdf", lasts=False),
        Field("支撑", Line(), "支撑哪个项目或指标", "政务服务经费"),
    )
)

SUBMISSION = Record(
    (
        Field("主送", Line(), "主送机关；不写就没有主送行", "区财政局"),
        Field("依据", Table(BASIS, "文件"), "根据哪些文件", ""),
        Field("填报人", Line(), "填报人", "罗××"),
        Field("联系电话", Line(), "联系电话", "0000-000××××"),
        Field("填报日期", Date(), "填报日期", "2025年4月11日"),
        Field("附件", Lines(), "附件说明中逐个列出的附件名称", "[项目支出绩效自评表]"),
        Field("佐证材料", Table(EVIDENCE, "材料"), "要交的佐证材料", "", guides=True),
    )
)

PUBLICATION = Record(
    (
        Field("日期", Date(), "公开日期", "2025年9月20日"),
        Field("索引号", Line(), "信息公开索引号", "000000000/2025-0001", lasts=False),
        Field("发布机构", Line(), "发布这份材料的机构", "示例区政务服务管理局"),
        Field("文号", Line(), "公开时标的文号；没有的不写", "示政服〔2025〕3号", lasts=False),
    )
)

SIGNATURE = Record(
    (
        Field("日期", Date(), "成文日期", "2025年4月28日", required=True),
        Field("盖章", YesNo(), "盖章与不盖章落款的版式不同", "是"),
        Field("署名", Line(), "落款的单位名称；不写就是单位全称", "示例区政务服务管理局"),
    )
)
