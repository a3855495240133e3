"""Findings on files of others that figures are read from (导入): what cannot be opened, was not recognised or disagrees."""

from ..diagnostic import Code, Kind, Severity

UNOPENED = Code(
    "Y201",
    Kind.READING,
    Severity.ERROR,
    "要读的文件打不开",
    """
文件坏了、加了密码、大得离谱，或者不是能读的格式。里面的东西一样也没有读，也没有运行。

为什么：读了一半的文件，缺的那一半看不出来。

错：

    zipingbao import 决算报表.rar

对：

    zipingbao import 决算报表.xls
""".lstrip("\n"),
)
EXTRA = Code(
    "Y202",
    Kind.READING,
    Severity.ERROR,
    "没有装读这种文件要用的程序",
    """
读 Excel 和 PDF 要用的程序库不随本程序装，用得上的才装。

为什么：它们比本程序自己还大，只填 YAML 的人用不着。

错：

    pip install zipingbao

对：

    pip install "zipingbao[import]"
""".lstrip("\n"),
)
NOTHING = Code(
    "Y203",
    Kind.READING,
    Severity.ERROR,
    "文件里一个数也没有认出来",
    """
文件打开了，可是里面没有一张认得的表：表的名称、表头和各行的叫法都对不上。扫描成图片的 PDF 也是这样。

为什么：什么也没有认出来，就什么也没有核对；不说一声，会当成没有错。

错：

    zipingbao audit 通知.docx

对：

    zipingbao audit 2024年部门决算.docx
""".lstrip("\n"),
)
APART = Code(
    "Y204",
    Kind.READING,
    Severity.ERROR,
    "同一个数，两处写的不一样",
    """
同一个数在两张表、两份文件里写的不一样，不是舍入造成的。两处都没有取，等人来定。

为什么：取哪一个都可能是错的；两处不一致，多半有一处抄错了，或者不是同一版。

错：

    收入支出决算总表：本年收入合计 1183.04
    收入决算表：本年收入合计 1183.40

对：

    收入支出决算总表：本年收入合计 1183.04
    收入决算表：本年收入合计 1183.04
""".lstrip("\n"),
)
UNKNOWN = Code(
    "Y205",
    Kind.READING,
    Severity.WARNING,
    "有一处没有认出来",
    """
一张表、一行或一个数，没有对上填报格式的键，或者没有写单位，没有读。都列在写出的 YAML 的末尾，自己看着填。

为什么：猜一个填进去，错了没有人看得出来；漏了的，一看就知道。

错：

    （表上没有写金额单位）

对：

    金额单位：万元
""".lstrip("\n"),
)
UNREAD = Code(
    "Y206",
    Kind.READING,
    Severity.WARNING,
    "文件里有一部分没有读",
    """
扫描成图片的一页，或者隐藏的一张工作表，没有读。

为什么：图片里的字读不准，隐藏的表多半是草稿；不说一声，会当成都读到了。

错：

    （第5页是扫描的图片）

对：

    （换成由 Word 或 WPS 直接导出的 PDF）
""".lstrip("\n"),
)
UNFIT = Code(
    "Y207",
    Kind.READING,
    Severity.ERROR,
    "读到的数没能填进这份文件",
    """
--into 后面的文件自己有错，或者填进去以后读不成原来的样子，就一个字也不改。

为什么：这份文件有人填过，改坏了找不回来。

错：

    zipingbao import 决算报表.xls --into 有错的.yaml

对：

    zipingbao check 有错的.yaml
""".lstrip("\n"),
)
