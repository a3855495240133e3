"""The findings of writing reports to disk (W101…), and which of them are the machine's and not the data's."""

from __future__ import annotations

from ..diagnostic import Code, Kind, Severity

W101 = Code(
    "W101",
    Kind.OUTPUT,
    Severity.ERROR,
    "输出文件重名",
    """这一次要写的两份报告会落在同一个文件上（大小写不同、Unicode 写法不同的名字也算同一个），或者会写在输入文件
自己身上。相关的输入都不写出，其余照常；用 --name 时，先做好的那一份已经写出，后来的不写出。

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
    "DOCX 有手工修改",
    """要写的 DOCX 已经存在，里面有人在 WPS 或 Word 里改过的文字、数、图，加过的批注，或者打开“修订”改的内容；也可能
它根本不是本程序生成的。每一处是谁、在哪里、改了什么，列在提示里。只是重新存过一次，文字和数都没有变的，不算改动，照常覆盖。

为什么：领导直接在 DOCX 里改的文字只有这一份，盖掉就找不回来了。本程序写出的 DOCX 里记有每一句的指纹（读不出原文），
所以 YAML 里新改的不会和领导改的混在一起。Markdown 不记指纹，只查它是不是同一份报告（见 W103）。

错：

    zipingbao build 2024.yaml

对：先把改动抄回 YAML，再用 --force 覆盖，原来的另存为“2024.docx.备份”；或者写到别的文件夹。

    zipingbao build 2024.yaml --force
    zipingbao build 2024.yaml -o 新稿
""",
)

W103 = Code(
    "W103",
    Kind.OUTPUT,
    Severity.ERROR,
    "已有同名文件",
    """要写的文件已经存在，而且看来不是本程序生成的同一份报告；空白表从不覆盖已有的文件，
填报格式（zipingbao schema）只覆盖从前写出的填报格式。

为什么：填了一半的 YAML、自己写的说明，不该被同名的新文件盖掉。Markdown 不记指纹：已有文件的标题行与新报告
相同，或者半数以上的小标题（没有标题的表是绝大多数栏目名）、半数以上的行相同，就认作同一份报告，可以更新。所以 Markdown 里的字句请改在 YAML 里，直接改在 Markdown 里的
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

NOT_CARRIED = Code(
    "W121",
    Kind.OUTPUT,
    Severity.WARNING,
    "DOCX 里没有带上填报文件",
    """用了 --carry，可是这份报告是由几份文件做成的：有的项目分在另一份文件里，或者上年数取自上年的文件。只带上其中一份，
以后取回来的做不出同一份报告，所以没有带。

为什么：取回一半，比取不回更容易出错。

错：

    zipingbao build 分在几份里的.yaml --carry

对：

    zipingbao build 合在一份里的.yaml --carry
""",
)

NO_OFFICE = Code(
    "W122",
    Kind.OUTPUT,
    Severity.ERROR,
    "没有 LibreOffice",
    """要写 PDF（-f pdf），而这台电脑上没有 LibreOffice。PDF 是它把 DOCX 排成的，本程序自己不排版。这一份什么都没有写出。

为什么：要公开的 PDF 应当和 DOCX 是同一份，页数、断行都出自同一个排版程序。

错：

    zipingbao build 2024.yaml -f pdf

对：装上 LibreOffice 再运行；或者只写 DOCX，在 WPS 或 Word 里另存为 PDF。

    zipingbao build 2024.yaml -f docx
""",
)
NOT_PRINTED = Code(
    "W123",
    Kind.OUTPUT,
    Severity.ERROR,
    "LibreOffice 没有写成 PDF",
    """找到了 LibreOffice，可是它没有写出 PDF：中途退出，或者三分钟没有写完。它自己说了什么，列在提示里。这一份什么都没有写出。

为什么：半份 PDF 不能公开。

错：

    zipingbao build 2024.yaml -f pdf

对：在 LibreOffice 里打开一次 DOCX，看它说什么；或者在 WPS、Word 里另存为 PDF。

    zipingbao build 2024.yaml -f docx
""",
)
FONTS_MISSING = Code(
    "W124",
    Kind.OUTPUT,
    Severity.WARNING,
    "PDF 里的字体换过",
    """报告要用的字体这台电脑上没有，LibreOffice 换了别的来排，PDF 里就是换过的。缺哪些、PDF 里是哪些，都列出来。PDF 照常写出。

为什么：公文的字体有规定；换了字体，断行和页数也会和 DOCX 在别的电脑上打开时不同。

错：

    zipingbao build 2024.yaml -f pdf

对：装上缺的字体再生成；或者在有这些字体的电脑上打开 DOCX，另存为 PDF。

    zipingbao build 2024.yaml -f docx
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

UNPRINTED = Code(
    "W110",
    Kind.OUTPUT,
    Severity.NOTE,
    "填了而报告不印",
    """文件里填了的，所用的模板包不印，也没有算进印出或核对的数里。不印的整个一项只说最上面的键；几个模板包的，都不印的才说。

为什么：填了的内容报告里没有，填的人不知道，就像丢了一样。这个模板包本来不印的，不要紧，也可以删去；以为会印的，
要换一个印它的模板包，或写进报告里有的栏目。

错：

    版本: 1
    模板: 国家/项目支出绩效自评表
    年度: 2024
    金额单位: 万元
    单位: {名称: 示例局, 内设机构: [办公室, 业务股]}

对：

    版本: 1
    模板: 国家/项目支出绩效自评表
    年度: 2024
    金额单位: 万元
    单位: {名称: 示例局}
""",
)
W120 = Code(
    "W120",
    Kind.OUTPUT,
    Severity.NOTE,
    "旧文件另存",
    """加了 --force，有手工修改的（或者不是本程序生成的）旧文件已经覆盖；原来的那一份另存在旁边，名字末尾加“.备份”，
已经有备份的，接着是“.备份2”“.备份3”，从不覆盖。要看备份里的内容，把名字末尾的“.备份”去掉再打开。

为什么：--force 也许按得太快，领导的修改不能因此没有了。

错：

    zipingbao build 2024.yaml --force

对：先看清列出的改动，要紧的抄回 YAML，再覆盖；用不着备份了就自己删去。

    zipingbao build 2024.yaml
    zipingbao build 2024.yaml --force
""",
)

MOVED_ON = Code(
    "W450",
    Kind.OUTPUT,
    Severity.NOTE,
    "上一次生成中途断了，已补上",
    """上一次运行在换正式名字的半途被结束（断电、被强行关闭），一份报告的 DOCX 已经是新的，Markdown 还是以前的。那一次写好的文件
还在，这一次先把它换上：两份又是同一次生成的。运行中的临时文件（.zipingbao 开头的隐藏文件）也在这时清掉。

为什么：一份报告的两个文件说的数不一样，谁也不知道该信哪一个。

错：

    zipingbao build 2024.yaml

对：不用做什么；要 YAML 里最新的内容，再生成一次。

    zipingbao build 2024.yaml
    zipingbao build 2024.yaml
""",
)
HALF_MOVED = Code(
    "W451",
    Kind.OUTPUT,
    Severity.WARNING,
    "上一次生成中途断了，没有补上",
    """上一次运行在换正式名字的半途被结束，一份报告的 DOCX 已经是新的，Markdown 还是以前的；而且那以后有人改过它，或者写不进去，
所以没有补。这一份以前的文件原样留着。

为什么：别人改过的文件不能顶掉；不说出来，两份对不上谁也不知道。

错：

    zipingbao build 2024.yaml

对：再生成一次这份报告，按提示处理。

    zipingbao build 2024.yaml
    zipingbao build 2024.yaml -o 新稿
""",
)

ENVIRONMENT = frozenset({W101.id, W104.id, W105.id, W106.id, W107.id, NO_OFFICE.id, NOT_PRINTED.id})
"""Findings on the command line or the machine and not on the data: they end the program with 2, the others with 1."""
