"""The kinds of finding on a file as a whole: whether it is there, what it is, how it is encoded."""

from __future__ import annotations

from ...diagnostic import Code, Kind, Severity

NO_FILE = Code(
    "Y101",
    Kind.READING,
    Severity.ERROR,
    "文件不存在",
    """给出的路径下没有这个文件。

为什么：多半是文件名打错、扩展名被系统隐藏，或运行命令时不在文件所在的文件夹。

错：

    zipingbao check 2024年.yml

对：

    zipingbao check 2024年.yaml
""",
)
IS_FOLDER = Code(
    "Y102",
    Kind.READING,
    Severity.ERROR,
    "给出的是文件夹",
    """给出的路径是一个文件夹，这里要的是一个 YAML 文件。

为什么：一份文件对应一个单位一个年度，不能替填报人猜是文件夹里的哪一份。

错：

    zipingbao check 自评/

对：

    zipingbao check 自评/2024.yaml
""",
)
UNREADABLE = Code(
    "Y103",
    Kind.READING,
    Severity.ERROR,
    "文件读不了",
    """文件在，但系统不让读，或者它不是普通的文件。

为什么：常见的原因是没有读取权限、文件正被别的程序独占，或网盘文件还没有下载到本机。

错：

    （文件的权限里没有“读取”）

对：

    （文件属性、安全，给自己加上“读取”；或复制一份再用）
""",
)
EMPTY = Code(
    "Y104",
    Kind.READING,
    Severity.ERROR,
    "文件里没有内容",
    """文件是空的，或只有注释。

为什么：没有一个键，就没有什么可以核对和生成。常见于保存失败，或打开了另一份文件。

错：

    # 只有注释

对：

    版本: 1
""",
)
TOO_LARGE = Code(
    "Y105",
    Kind.READING,
    Severity.ERROR,
    "文件过大",
    """文件超过 10 MB，没有读。

为什么：一个单位一个年度的填报文件通常只有几十 KB；这样大的多半是选错了文件。

错：

    zipingbao check 扫描件.pdf

对：

    zipingbao check 2024.yaml
""",
)
UTF16 = Code(
    "Y106",
    Kind.READING,
    Severity.ERROR,
    "UTF-16 或 UTF-32 编码",
    """文件是 UTF-16（记事本里叫“Unicode”）或 UTF-32 编码，没有读。

为什么：这两种编码与 UTF-8、GBK 不能混认，版本管理和别的工具也读不了。

错：

    （另存为时，编码选了“Unicode”或“UTF-16 LE”）

对：

    （另存为时，编码选“UTF-8”）
""",
)
NOT_TEXT = Code(
    "Y107",
    Kind.READING,
    Severity.ERROR,
    "不是可读的文本",
    """文件的字节既不是 UTF-8 也不是 GBK 文本，或者它是 Word、Excel、PDF、压缩包。

为什么：读错编码会得到乱码，宁可不读。

错：

    zipingbao check 自评报告.docx

对：

    zipingbao check 2024.yaml
""",
)
DOUBTFUL_ENCODING = Code(
    "Y108",
    Kind.READING,
    Severity.WARNING,
    "编码存疑",
    """文件不是 UTF-8，按 GBK 能读通，但读出许多生僻字，可能是别的编码（如繁体的 Big5）。

为什么：GBK 几乎什么字节都能读通，读错了不会报错，只会成为乱码印进报告。

错：

    （文件以 Big5 编码保存）

对：

    （另存为时，编码选“UTF-8”）
""",
)
NO_WHOLE = Code(
    "Y180",
    Kind.READING,
    Severity.ERROR,
    "分开填的一份，没有哪份文件写着它",
    """这份文件里只有一项的键（如一个项目的名称、资金），没有“版本”“模板”，附近也没有哪份文件用“文件: ……”写着它；写着它的整份，在它的文件夹和上面三层里找，到 git 仓库的最外层为止。

为什么：一个项目的数要放进整份里才能核对，也才印得出来；没有哪份写着它，它就不在任何报告里。

错：

    项目:
      - 名称: 大厅运行

对：

    项目:
      - 文件: 项目/热线.yaml
""",
)
NOT_BESIDE = Code(
    "Y450",
    Kind.READING,
    Severity.ERROR,
    "写的文件不在旁边",
    """“上年文件”和列表里的“文件”，只能写这份文件旁边的、或下面文件夹里的 .yaml 文件；绝对路径、往上走的（..）、链接到别处的都不读。

为什么：填报文件常是别人交来的，它不该指使这台电脑去读别处的文件；一份材料放在一处，换个地方也还查得了。

错：

    上年文件: ../2023/示例局.yaml

对：

    上年文件: 2023.yaml
""",
)
