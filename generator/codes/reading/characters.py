"""The kinds of finding on single characters: those that may not stand in a text, and those that look like others."""

from __future__ import annotations

from ...diagnostic import Code, Kind, Severity

BAD_CHARACTER = Code(
    "Y111",
    Kind.READING,
    Severity.ERROR,
    "不能用的字符",
    """文字里有控制字符、不完整的代理码或 Unicode 的非字符。

为什么：Word 文档容不下这些字符，打开时会报文件损坏；多半是从别处粘贴带来的。

错：

    名称: "政务\\x07大厅"

对：

    名称: 政务大厅
""",
)
BIDI = Code(
    "Y112",
    Kind.READING,
    Severity.ERROR,
    "改变文字方向的字符",
    """文字里有改变显示方向的字符（U+202A 至 U+202E、U+2066 至 U+2069）。

为什么：它们让看到的顺序与实际的顺序不同，“12”可以显示成“21”。

错：

    名称: "\\u202E政务大厅"

对：

    名称: 政务大厅
""",
)
INVISIBLE = Code(
    "Y113",
    Kind.READING,
    Severity.WARNING,
    "看不见的字符",
    """文字里有零宽空格一类看不见的字符，读取时已去掉；特殊的换行符按空格读。

为什么：从网页、微信、PDF 粘贴常带这些字符，两个看着一样的词因此不相等。

错：

    名称: "政务\\u200B大厅"

对：

    名称: 政务大厅
""",
)
LINE_END = Code(
    "Y470",
    Kind.READING,
    Severity.ERROR,
    "不是换行的换行符",
    """键的前面是 U+2028（行分隔符）、U+2029（段分隔符）或 U+0085，不是普通的换行。

为什么：有的编辑器和网页用这些字符换行，看着是两行，在别的编辑器里却是一行；行号因此对不上，下一行的键也会落进上一行的值里。

错：

    年度: 2024（这里是 U+2028）金额单位: 万元

对：

    年度: 2024
    金额单位: 万元
""",
)
LOOK_ALIKE = Code(
    "Y153",
    Kind.READING,
    Severity.WARNING,
    "形似常用字的字符",
    """文字里有康熙部首、部首补充或兼容汉字，字形与常用字一样，却是另一个字符。

为什么：从 PDF 复制常带来这些字符。它们与常用字不相等，按名称核对会对不上，检索不到，换一种字体还会印成方块。

错：

    名称: 清\uf979寺服务中心

对：

    名称: 清凉寺服务中心
""",
)
