"""A finding's text and what stands in its two examples in, its Code with both as whole files out."""

from ..diagnostic import Code, Kind, Severity

BASE, NATIONAL, SICHUAN = "国家/公文", "国家/项目支出绩效自评表", "四川/项目支出绩效自评表"
HEAD = """    版本: 1
    模板: 国家/公文
    年度: 2024
    金额单位: 万元
"""


def code(id: str, kind: Kind, severity: Severity, title: str, text: str, wrong: str, right: str) -> Code:
    def example(body: str) -> str:
        lines = [line for line in body.strip("\n").splitlines() if not line.startswith("@")]
        template = next((line[1:] for line in body.splitlines() if line.startswith("@")), BASE)
        return HEAD.replace(BASE, template) + "".join(f"    {line}\n" for line in lines)

    return Code(id, kind, severity, title, f"{text.strip()}\n\n错：\n\n{example(wrong)}\n对：\n\n{example(right)}")


def project(inner: str) -> str:
    return "单位: {名称: 示例局}\n项目:\n  - 名称: 热线运行\n" + "".join(
        f"    {line}\n" for line in inner.strip("\n").splitlines()
    )


def indicator(row: str) -> str:
    return project("资金: {全年预算: 10, 执行: 10}\n指标:\n  - {一级: 产出, 指标: 接听, " + row + "}")


FUNDED = "资金:\n  来源: [{名称: 当年财政拨款, 年初预算: 10, 全年预算: 10, 执行: 10}]\n"
ALL_MET = """
指标:
  - {一级: 产出, 二级: 数量, 指标: 接听, 目标: ≥100件, 完成: 120件, 分值: 50}
  - {一级: 效益, 二级: 社会效益, 指标: 诉求办结率, 目标: ≥95%, 完成: 98%, 分值: 30}
  - {一级: 满意度, 二级: 服务对象满意度, 指标: 来电人满意度, 目标: ≥90%, 完成: 93%, 分值: 10}
""".lstrip()


def form(template: str, inner: str) -> str:
    """An example on a form that has rules of its own, with what the form asks for."""
    goals = "预期目标: 保障热线运行。\n实际完成: 热线全年不间断。\n"
    if template == SICHUAN:
        goals += '编码: "51999924R000000000001"\n实施管理: 委托运行，按月考核。\n'
        goals += "评价结论: 达到预期。\n存在问题: 无\n改进措施: 无\n"
    return project(goals + inner).replace("{名称: 示例局}", "{名称: 示例局, 主管部门: 示例区人民政府}\n@" + template)


def balance(id: str, title: str, text: str, wrong: str, right: str) -> Code:
    return code(id, Kind.BALANCE, Severity.ERROR, title, text, wrong, right)


def logic(id: str, title: str, text: str, wrong: str, right: str, severity: Severity = Severity.ERROR) -> Code:
    return code(id, Kind.LOGIC, severity, title, text, wrong, right)


def explain(id: str, title: str, text: str, wrong: str, right: str) -> Code:
    return code(id, Kind.EXPLAIN, Severity.WARNING, title, text, wrong, right)
