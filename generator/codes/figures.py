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
    "小数位数超过上限",
    """
模板包的“金额小数”“比率小数”“得分小数”最多写 10。

为什么：一个数最多读 10 位小数；印得再多，后面是一长串 0。

错：

    得分小数: 30

对：

    得分小数: 2
""".lstrip(),
)
