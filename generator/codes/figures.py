"""Findings on figures that are longer or larger than any that a report can have: they are refused where they are read."""

from ..diagnostic import Code, Kind, Severity
from .examples import code

_UNIT = "单位: {名称: 示例局}\n"

TOO_LONG = code(
    "V470",
    Kind.FILLING,
    Severity.ERROR,
    "位数太多的数",
    """
一个数的整数部分最多 20 位，小数最多 10 位；金额、个数、比率、得分、版面的尺寸都一样，用科学记数法写的也按写全了数。

为什么：全国一年的预算写到元也只有十几位。位数更多的数多半是粘贴时接在了一起，或是电子表格算出来的一长串小数；几十万位的数
还会让程序停在那里。
""",
    _UNIT + "收支总计: {决算: 112233445566778899001.5}",
    _UNIT + "收支总计: {决算: 1122.5}",
)
ABOVE = Code(
    "M470",
    Kind.PACK,
    Severity.ERROR,
    "超过上限的数",
    """
模板包的“金额小数”“比率小数”“得分小数”最多写 10，“字数”和字数的“上限”最多写 100000。

为什么：一个数最多读 10 位小数，印得再多，后面是一长串 0；十万字比整份报告还长，这样的上限等于没有，多半是多打了几个 0。

错：

    得分小数: 30

对：

    得分小数: 2
""".lstrip(),
)

CROWDED = Code(
    "V230",
    Kind.FILLING,
    Severity.ERROR,
    "一段里印的太多",
    """
填的一个列表有几百上千项，模板把它们印成一段话。一段最多 5 万个字符；真实的报告最长的一段不到 400 个。

为什么：这样的一段排不成版，也没有人读。多半是把整张名单贴进了只要写几项的地方。

错：

    单位: {名称: 示例局, 所属单位: [{名称: 第一小学}, {名称: 第二小学}, …… 四千个 ……]}

对：

    单位: {名称: 示例局, 所属单位: [{名称: 第一小学}, {名称: 第二小学等四千个单位}]}
""".lstrip(),
)
