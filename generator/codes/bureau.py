"""Findings on the relations that a bureau states in its rules.yaml (勾稽), located at the very characters."""

from ..diagnostic import Code, Kind, Severity


def _code(number: str, title: str, text: str) -> Code:
    return Code(number, Kind.PACK, Severity.ERROR, title, text.strip() + "\n")


SYNTAX = _code(
    "M401",
    "关系式写错了",
    """
rules.yaml 的“勾稽”里，“关系”“条件”“允差”或“消息”花括号里的算式，程序读不懂。

为什么：算式里只能有填报格式的名称、数、加减乘除、比较、且、或、非和几种算法。

错：

    关系: 资金.执行 ≤ 资金.到位 +

对：

    关系: 资金.执行 ≤ 资金.到位 + 资金.上年结转
""",
)
NAME = _code(
    "M402",
    "关系式里的名称找不到",
    """
算式里的名称不在填报格式里，也不是程序算出的数。名称先在“范围”里找，再往外找，最后在整份文件里找。

为什么：写错的名称永远取不到数，这条关系就从来没有核对过。

错：

    关系: 资金.执形 ≤ 资金.到位

对：

    关系: 资金.执行 ≤ 资金.到位
""",
)
TAKEN = _code(
    "M403",
    "代码不能用",
    """
勾稽关系的代码要自己取：两个以上大写字母或汉字，后面两到四位数字。一个字母加三位数字的，是程序自己的代码。

为什么：代码印在每一条提示里，重了就不知道说的是哪一条。

错：

    勾稽:
      P101:
        名称: 支出不超过到位资金

对：

    勾稽:
      SC101:
        名称: 支出不超过到位资金
""",
)
SENSE = _code(
    "M404",
    "关系式的两边不能比",
    """
“关系”要是一个比较，两边都是同一种数：金额与金额、比率与比率、个数与个数；“条件”要是一个判断；一列数要先求合计。

为什么：人数与金额比大小没有意义，多半是写错了名称；0 可以与任何数比。

错：

    关系: 资金.执行 ≤ 资金.执行率

对：

    关系: 资金.执行 ≤ 资金.全年预算
""",
)
SCOPE = _code(
    "M405",
    "范围里没有可逐个核对的",
    """
“范围”要是填报格式里下面还有键的一处，如“项目”“单位.人员”“支出.一般公共预算.科目”；不写就是整份文件。

为什么：关系是在范围的每一处核对一次，范围写错了就一次也不核对。

错：

    范围: 项目.资金.执行

对：

    范围: 项目
""",
)
NOT_INHERITED = _code(
    "M406",
    "要去掉的关系没有继承",
    """
“勾稽不用”里的代码，所继承的模板包里没有。程序自己的关系（P101 等）不能去掉。

为什么：多半是代码写错了，要去掉的那一条还在核对。

错：

    勾稽不用: [SC110]

对：

    勾稽不用: [SC101]
""",
)
TOO_MANY = _code(
    "M407",
    "勾稽关系太多",
    """
一个模板包（连同所继承的）的勾稽关系超过了上限。

为什么：每一条都要在每份报告的每一处核对，太多了程序会慢得像停住；同一种关系写成一条，用“范围”逐个核对。

错：

    （每个项目各写一条关系）

对：

    范围: 项目
""",
)


def own_code(id: str, kind: str, warns: bool, title: str, formula: str, why: str, where: str) -> Code:
    """The code of a bureau's relation, with what `explain` prints."""
    severity = Severity.WARNING if warns else Severity.ERROR
    closing = "情况属实的，在那个数的同一处写“说明”即可消除，说明会印入报告。\n" if Kind(kind) is Kind.EXPLAIN else ""
    text = f"应当成立：{formula}\n\n为什么：{why}\n{closing}\n{where}\n"
    return Code(id, Kind(kind), severity, title, text)


TOO_MUCH_WORK = _code(
    "M422",
    "勾稽关系算得太多",
    """
一份报告里，模板包的勾稽关系看过的行、算过的字合起来超过了上限。

为什么：每一条都要在每份报告的每一处核对；一条关系在每个项目上都把全部项目加几遍，程序会慢得像停住。

错：

    范围: 项目
    关系: 资金.执行 ≤ 合计(项目.资金.执行) + 合计(项目.资金.执行) + ……

对：

    范围: 项目
    关系: 资金.执行 ≤ 项目合计.执行
""",
)
