"""Findings on figures that do not agree (勾稽): 基本平衡, 逻辑性 and 核实性, as the ministry names them.

Each example is a whole file, so that a test can run it: the wrong one earns the code, the right one does not.
"""

from ..diagnostic import Code, Kind, Severity

_HEAD = """    版本: 1
    模板: 国家/公文
    年度: 2024
    金额单位: 万元
"""


def _code(id: str, kind: Kind, severity: Severity, title: str, text: str, wrong: str, right: str) -> Code:
    def example(body: str) -> str:
        return _HEAD + "".join(f"    {line}\n" for line in body.strip("\n").splitlines())

    return Code(id, kind, severity, title, f"{text.strip()}\n\n错：\n{example(wrong)}对：\n{example(right)}")


def _project(inner: str) -> str:
    return "单位: {名称: 示例局}\n项目:\n  - 名称: 热线运行\n" + "".join(f"    {line}\n" for line in inner.strip("\n").splitlines())


def _balance(id: str, title: str, text: str, wrong: str, right: str) -> Code:
    return _code(id, Kind.BALANCE, Severity.ERROR, title, text, wrong, right)


def _logic(id: str, title: str, text: str, wrong: str, right: str, severity: Severity = Severity.ERROR) -> Code:
    return _code(id, Kind.LOGIC, severity, title, text, wrong, right)


DETAILS = _balance("P101", "项目支出不等于明细之和", """
项目的执行数应等于支出明细各项之和。

为什么：总数与分项对不上，读报告的人不知道信哪一个；多半是漏了一项，或改了一处忘了另一处。
允差是各数末位的半个单位之和，在其内只提示，照印所写的数。
""", _project("资金: {全年预算: 10, 执行: 10}\n支出明细: {线路费: 4, 劳务费: 5}"),
    _project("资金: {全年预算: 10}\n支出明细: {线路费: 4, 劳务费: 6}"))
TOTAL = _balance("P102", "合计不等于各项目之和", """
项目合计里写的数应等于各项目同一数之和，个数应等于项目的个数。

为什么：合计是控制数，写它就是为了核对；不写则由程序算出。
""", _project("资金: {全年预算: 10, 执行: 10}") + "项目合计: {执行: 12}",
    _project("资金: {全年预算: 10, 执行: 10}") + "项目合计: {执行: 10}")
RATE = _balance("P103", "执行率与预算、执行数不符", """
执行率 = 执行数 ÷ 全年预算数。写出的执行率应在两个数（连同各自的舍入）允许的范围内。

为什么：执行率不用写，程序会算；从旧稿抄来的执行率常常忘了改。
""", _project("资金: {全年预算: 10, 执行: 9, 执行率: 100%}"), _project("资金: {全年预算: 10, 执行: 9}"))
BALANCE = _balance("P104", "结余与预算、执行数不符", """
结余 = 全年预算数 - 执行数；超支时为负。

为什么：结余不用写，程序会算；写了就核对。
""", _project("资金: {全年预算: 10, 执行: 9, 结余: 2}"), _project("资金: {全年预算: 10, 执行: 9, 结余: 1}"))
WEIGHTS = _balance("P105", "分值合计不是满分", """
各指标的分值加上预算执行率的分值应等于满分（模板包定，一般 100 分，其中执行率 10 分）。

为什么：分值不满一百，得分就不能与别的项目比，也定不了等级。
""", _project("资金: {全年预算: 10, 执行: 10}\n指标:\n  - {一级: 产出, 指标: 接听, 分值: 50, 得分: 50}\n  - {一级: 效益, 指标: 便利, 分值: 30, 得分: 30}"),
    _project("资金: {全年预算: 10, 执行: 10}\n指标:\n  - {一级: 产出, 指标: 接听, 分值: 50, 得分: 50}\n  - {一级: 效益, 指标: 便利, 分值: 40, 得分: 40}"))
STAFF = _balance("P106", "编制不等于各类编制之和", """
编制 = 行政编制 + 事业编制。

为什么：总数可不写；写了就核对。
""", "单位:\n  名称: 示例局\n  人员: {编制: 14, 行政编制: 7, 事业编制: 6, 实有: 10}",
    "单位:\n  名称: 示例局\n  人员: {行政编制: 7, 事业编制: 6, 实有: 10}")
GRADE = _logic("L101", "等级与得分不符", """
自评等级要与自评得分所在的档次一致；档次由模板包定，下限含在内（90 分即为优）。

为什么：等级不用写，程序会按得分定；写了就核对。
""", _project("资金: {全年预算: 10, 执行: 10}\n自评得分: 89\n自评等级: 优"),
    _project("资金: {全年预算: 10, 执行: 10}\n自评得分: 89\n自评等级: 良"))
DATES = _logic("L102", "日期与年度不合", """
成文日期、填报日期不早于报告年度的十二月，不晚于年度之后两年；成立的年月不晚于报告年度。

为什么：年度或日期里多半有一个是从旧稿抄来的。有的单位当年十二月就署名，所以不要求次年。
""", "单位: {名称: 示例局}\n落款: {日期: 2023年4月28日}", "单位: {名称: 示例局}\n落款: {日期: 2025年4月28日}")
DUPLICATE = _logic("L103", "项目名称重复", """
两个项目用了同一个名称。

为什么：多半是复制后忘了改；佐证材料和文字里也分不清说的是哪一个。
""", _project("资金: {全年预算: 10, 执行: 10}") + "  - 名称: 热线运行\n    资金: {全年预算: 5, 执行: 5}",
    _project("资金: {全年预算: 10, 执行: 10}") + "  - 名称: 热线改造\n    资金: {全年预算: 5, 执行: 5}")
OVERSPENT = _logic("L104", "执行数超过全年预算", """
执行数大于全年预算数，执行率超过 100%。

为什么：没有预算不得支出；多半是全年预算漏了年中追加，应填调整后的数。
""", _project("资金: {全年预算: 10, 执行: 12}"), _project("资金: {年初预算: 10, 全年预算: 12, 执行: 12}"), Severity.WARNING)
NO_BUDGET = _logic("L105", "预算为零却有执行", """
全年预算是 0，却有执行数或执行率。

为什么：以零为底没有执行率；年中追加的项目应填调整后的全年预算数。
""", _project("资金: {全年预算: 0, 执行: 12}"), _project("资金: {年初预算: 0, 全年预算: 12, 执行: 12}"))
SCORES = _logic("L106", "得分超过分值", """
得分不超过分值，自评得分不超过满分。

为什么：超过分值的得分会使总分虚高。
""", _project("资金: {全年预算: 10, 执行: 10}\n自评得分: 101"), _project("资金: {全年预算: 10, 执行: 10}\n自评得分: 99"))
SUPPORT = _logic("L107", "佐证材料指向没有的项目", """
佐证材料“支撑”的项目在文件里找不到。

为什么：多半是项目改了名；对不上的材料等于没交。
""", _project("资金: {全年预算: 10, 执行: 10}") + "报送:\n  佐证材料: [{名称: 凭证汇总, 支撑: 热线改造}]",
    _project("资金: {全年预算: 10, 执行: 10}") + "报送:\n  佐证材料: [{名称: 凭证汇总, 支撑: 热线运行}]", Severity.WARNING)
OVERSTAFFED = _code("H101", Kind.EXPLAIN, Severity.WARNING, "实有人数超过编制", """
实有人数大于编制数，要说明原因。

为什么：超编可能有正当的原因（安置、借调），所以不算错，但要核实。在同一处写“说明”即可消除，说明会印入报告。
""", "单位:\n  名称: 示例局\n  人员: {编制: 10, 实有: 12}",
    "单位:\n  名称: 示例局\n  人员: {编制: 10, 实有: 12, 说明: 军转干部安置超编2人。}")
