"""The findings of writing reports to disk (W101…), and which of them are the machine's and not the data's."""

from __future__ import annotations

from ..diagnostic import Code, Kind, Severity

W101 = Code(
    "W101",
    Kind.OUTPUT,
    Severity.ERROR,
    "输出文件重名",
    """这一次要写的两份报告会落在同一个文件上（大小写不同、Unicode 写法不同的名字也算同一个），或者会写在输入文件
自己身上。相关的输入都不写出，其余照常。

为什么：后写的会盖掉先写的，而且谁也不会察觉。

错：

    zipingbao build 甲局/2024.yaml 乙局/2024.yaml -o 报告

对：

    zipingbao build 甲局/2024.yaml 乙局/2024.yaml
    zipingbao build 甲局/2024.yaml 乙局/2024.yaml -o 报告 --name
""",
)

W102 = Code(
    "W102",
    Kind.OUTPUT,
    Severity.ERROR,
    "DOCX 可能有手工修改",
    """要写的 DOCX 已经存在，而且不是本程序上次写出的样子：在 WPS 或 Word 里存过，或者根本不是本程序生成的。

为什么：领导直接在 DOCX 里改的文字只有这一份，盖掉就找不回来了。本程序写出的 DOCX 在压缩包末尾记有内容的指纹，
WPS 和 Word 保存时会去掉它，页面上看不见。Markdown 不记指纹，只查它是不是同一份报告（见 W103）。

错：

    zipingbao build 2024.yaml

对：先把改动抄回 YAML，再用 --force 覆盖；或者写到别的文件夹。

    zipingbao build 2024.yaml --force
    zipingbao build 2024.yaml -o 新稿
""",
)

W103 = Code(
    "W103",
    Kind.OUTPUT,
    Severity.ERROR,
    "已有同名文件",
    """要写的文件已经存在，而且看来不是本程序生成的同一份报告；空白表从不覆盖已有的文件。

为什么：填了一半的 YAML、自己写的说明，不该被同名的新文件盖掉。Markdown 不记指纹：已有文件的标题行与新报告
相同，或者半数以上的小标题相同，就认作同一份报告，可以更新。所以 Markdown 里的字句请改在 YAML 里，直接改在 Markdown 里的
下次生成时就没有了。

错：

    zipingbao new -o 2024.yaml

对：

    zipingbao new -o 2025.yaml
    zipingbao new -o 2024.yaml --force
""",
)

W104 = Code(
    "W104",
    Kind.OUTPUT,
    Severity.ERROR,
    "文件正被打开",
    """要写的文件正在 WPS、Word 或 LibreOffice 里打开着，或者旁边留有它们的占用标记（~$、.~、.~lock. 开头的隐藏文件）。

为什么：打开着的文件写不进去；即使写进去，对方一保存又会盖掉新的报告。

错：

    zipingbao build 2024.yaml

对：先关闭打开着的文件再运行；若只是程序异常退出留下的标记，用 --force。

    zipingbao build 2024.yaml --force
""",
)

W105 = Code(
    "W105",
    Kind.OUTPUT,
    Severity.ERROR,
    "无法写入",
    """写不进这个位置：没有权限、文件只读、文件夹的位置上是一个文件、名字太长，等等。原有的文件不受影响。

为什么：报告先写到同一文件夹里的临时文件，写完整了才换成正式的名字，所以失败时不会留下半份报告。

错：

    zipingbao build 2024.yaml -o 2024.yaml

对：

    zipingbao build 2024.yaml -o 报告
""",
)

W106 = Code(
    "W106",
    Kind.OUTPUT,
    Severity.ERROR,
    "磁盘空间不足",
    """磁盘或者配额已经用完，报告没有写成。原有的文件不受影响，临时文件已经删去。

为什么：半份报告比没有报告更坏，所以写不完整就不换名字。

错：

    zipingbao build 2024.yaml -o U盘

对：腾出空间再运行，或者写到别的盘上。

    zipingbao build 2024.yaml -o 报告
""",
)

W107 = Code(
    "W107",
    Kind.OUTPUT,
    Severity.ERROR,
    "程序内部错误",
    """处理这个文件时程序自己出了错，不是填报的错。这个文件没有写出，其余的文件照常处理。

为什么：任何输入都应当得到一份报告或者说得清的提示，做不到就是程序的毛病。

错：

    zipingbao build 2024.yaml

对：把屏幕上的提示和这个文件（可以删去不便公开的内容）发给维护者；先用上一个版本生成。
""",
)

ENVIRONMENT = frozenset({W101.id, W104.id, W105.id, W106.id, W107.id})
"""Findings on the command line or the machine and not on the data: they end the program with 2, the others with 1."""
