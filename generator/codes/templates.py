"""Findings on what a template says, whether a report comes to that line or not."""

from ..diagnostic import Code, Kind, Severity


def _code(number: str, title: str, text: str, severity: Severity = Severity.ERROR) -> Code:
    return Code(number, Kind.PACK, severity, title, text.strip() + "\n")


NO_OPTION = _code(
    "M220",
    "与没有的值比较",
    """
模板把一个只能填几个值的键，与不在其中的文字比较；或把填了“无”的键与文字“无”比较。

为什么：这样的条件永远是同一个结果，该印的话一直不印，谁也看不出来。

错：

    {% if 单位.性质 == "行政机关" %}机关运行经费{% endif %}

对：

    {% if 单位.性质 == "行政单位" %}机关运行经费{% endif %}
""",
)
FULL_BRACES = _code(
    "M221",
    "全角的花括号会照样印出来",
    """
模板里的 {{ … }} 写成了全角的，或一半全角、一半半角。

为什么：模板只认半角的花括号；全角的当作文字，印进报告。

错：

    ｛｛ 年度 ｝｝年度

对：

    {{ 年度 }}年度
""",
)
SKIPPED_LEVEL = _code(
    "M222",
    "标题跳了一级",
    """
标题比上面的标题低了不止一级。另有编号（{编号=…}）的标题不算。

为什么：一、下面应当是（一）；跳过去，序数就接不上。

错：

    ## 部门概况

    #### 主要职责

对：

    ## 部门概况

    ### 主要职责
""",
    Severity.WARNING,
)
ARGUMENTS = _code(
    "M223",
    "宏的参数不对",
    """
调用宏时多给了参数、给了它没有的参数，或少给了没有默认值的参数。

为什么：对不上的，走到这一行就停。

错：

    {% macro 变动(数, 名称) %}{{ 名称 }}{{ 数.增减 }}{% endmacro %}{{ 变动(收支总计) }}

对：

    {% macro 变动(数, 名称) %}{{ 名称 }}{{ 数.增减 }}{% endmacro %}{{ 变动(收支总计, "收支") }}
""",
)
UNIT_AGAIN = _code(
    "M480",
    "数已经带了单位",
    """
{{ }} 印出的金额、比率、得分和日期自带单位（10.80万元、98.7%、92分、2023年4月28日），后面又写了单位。

为什么：印出来就是“92分分”“10.80万元万元”，每一份报告都这样。只要数、不要单位的，用“数”过滤器。

错：

    自评得分{{ 整体自评.自评得分 }}分。

对：

    自评得分{{ 整体自评.自评得分 }}。
""",
    Severity.WARNING,
)
