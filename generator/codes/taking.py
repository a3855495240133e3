"""The findings of taking in what many units filed (collect): the roster, whose a file is, and what came with it."""

from __future__ import annotations

from ..diagnostic import Code, Kind, Severity

_COMMAND = "zipingbao collect 收件 --roster 单位.csv -o 汇总"
_SHOWN = ("zipingbao", "预算编码", "单位")


def _code(id: str, severity: Severity, title: str, text: str, wrong: str, right: str) -> Code:
    """`right` are words where no command and no lines show it."""
    shown = f"对：\n\n{_example(right)}" if right.startswith(_SHOWN) else f"对：{right}\n"
    return Code(id, Kind.TAKEN, severity, title, f"{text.strip()}\n\n错：\n\n{_example(wrong)}\n{shown}")


def _example(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


ROSTER = _code(
    "S101",
    Severity.ERROR,
    "名册读不了",
    """
名册是一张表：一行一个单位，至少有“单位名称”一列，最好有“预算编码”。认得 .csv（UTF-8 或 GBK）和 .xlsx，标题行可以在前 20 行的
任何一行，可以是两行合并的。

为什么：不知道谁该报，就说不出谁没有报。
""",
    "zipingbao collect 收件 --roster 名册.docx -o 汇总",
    "zipingbao collect 收件 --roster 名册.xlsx -o 汇总",
)
DUPLICATE = _code(
    "S102",
    Severity.WARNING,
    "名册里有重复",
    """
名册里两行的预算编码相同，或者名称相同。完全相同的两行算一个单位；编码相同而名称不同的，两个都留着，报来的文件按名称分。

为什么：一个编码只能是一个单位的；抄错了的编码会让一家的文件算到另一家头上。
""",
    "预算编码,单位名称\n115001,示例局\n115001,示例中心",
    "预算编码,单位名称\n115001,示例局\n115002,示例中心",
)
LEFT_OUT = _code(
    "S103",
    Severity.NOTE,
    "名册里不是单位的行",
    """
名册里的合计行、表下的注和签字栏、“一、行政单位”这样的小标题不算单位。列出来，是为了让人看一眼有没有算错。

为什么：合计行算成一个单位，应报数就多一个，而且永远有一个未报。
""",
    "预算编码,单位名称\n115001,示例局\n合计,1家",
    "预算编码,单位名称\n115001,示例局",
)
SHORT_OF = _code(
    "S104",
    Severity.ERROR,
    "缺少收报要用的库",
    """
collect 写 Excel、读 Excel 名册、按 SQL 汇总要用三个库（XlsxWriter、python-calamine、duckdb）。它们只有收报的人用得上，装程序时
不一起装。--scheduler 还要 distributed（pip install "zipingbao[cluster]"）。

为什么：填报的单位不该为用不着的东西多装几十兆。
""",
    _COMMAND,
    '先运行 pip install "zipingbao[bureau]"，再运行 collect。',
)
NOWHERE = _code(
    "S105",
    Severity.ERROR,
    "没有可收的文件",
    """
收件的文件夹不存在，或者里面（包括下面的文件夹和压缩包）一个填报文件都没有。

为什么：一份都没有，多半是路径写错了；照样汇总，就会说全都没有报。
""",
    "zipingbao collect 收见 --roster 单位.csv -o 汇总",
    _COMMAND,
)
QUERY = _code(
    "S106",
    Severity.ERROR,
    "查询写错了",
    """
汇总文件夹“查询”里的 .sql，或者 --sql 写的查询，DuckDB 不认。有哪些表、哪些列，见 docs/bureau.md。查询只能看汇总的数，
不能读写别的文件。

为什么：写错一个列名，汇总表里就少一张，不说出来没有人知道。
""",
    'zipingbao collect -o 汇总 --sql "select 金额 from 数据"',
    'zipingbao collect -o 汇总 --sql "select 值 from 数据"',
)
UNREACHED = _code(
    "S107",
    Severity.ERROR,
    "别的电脑用不上",
    """
--scheduler 写的调度程序接不上，或者中途断了，或者那边没有一个能用的工作进程。断之前查完的都记下了。

为什么：悄悄改在这台电脑上查，几千份要查一夜，收报的人还以为是几台一起在查。
""",
    f"{_COMMAND} --scheduler tcp://10.0.0.5:8787",
    f"{_COMMAND} --scheduler tcp://10.0.0.5:8786",
)
UNFIT = _code(
    "S108",
    Severity.WARNING,
    "没有用的工作进程",
    """
--scheduler 那边的一个工作进程没有装 zipingbao，版本与这台电脑的不同，或者做不了。没有用它，别的照常。

为什么：两版查同一份文件，说的可能不一样，一次汇总只能按一版查。
""",
    f"{_COMMAND} --scheduler tcp://10.0.0.5:8786",
    "在那台电脑上装同一版 zipingbao，再开 dask worker；步骤见 docs/bureau.md。",
)
UNKNOWN = _code(
    "S110",
    Severity.ERROR,
    "名册里没有这个单位",
    """
先按预算编码找，没有编码或找不到编码的，按一字不差的名称找（空格、全角半角不论）。都找不到的不猜，只列出名册里相近的名称。

为什么：“示例局”和“示例分局”只差一个字，猜错了就是把一家的数算到另一家。
""",
    "单位: {名称: 示例市政务中心}",
    "改文件里的名称；或者在名册加一列“别名”，在这个单位那一行写上文件里的叫法。",
)
UNNAMED = _code(
    "S111",
    Severity.ERROR,
    "看不出是哪个单位的",
    """
文件里读不出单位的名称和预算编码，文件名、文件夹名里也没有名册里的编码或名称。

为什么：不知道是谁的，就只能算没有报。
""",
    "单位: {}",
    "单位: {名称: 示例局, 预算编码: 115001}",
)
TWO_NAMES = _code(
    "S112",
    Severity.WARNING,
    "编码和名称对不上",
    """
文件里的预算编码是名册里这一家的，名称却是名册里另一家的：是错误，两家都没有算；名称是名册里这一家的，编码却不是它的，也没有
算。名称在名册里没有的，按编码算，是警告。

为什么：多半是拿别家的文件改的，忘了改编码。
""",
    "单位: {名称: 示例中心, 预算编码: 115001}",
    "单位: {名称: 示例局, 预算编码: 115001}",
)
TWICE = _code(
    "S113",
    Severity.ERROR,
    "一家报了两份",
    """
同一个单位用同一个模板报了两份，内容不同，而且项目有相同的（或者都没有项目）。最后改的那一份计入汇总，其余不计入；几份各报各的
项目的不算两份。内容完全相同的，只是多放了一份，不说。

为什么：两份都算就重了，算哪一份应当由收报的人定。
""",
    _COMMAND,
    "把旧的那一份移出收件的文件夹，再运行一次。",
)
YEAR = _code(
    "S114",
    Severity.ERROR,
    "年度不对",
    """
文件里的年度不是 --force-year 写的那一年。这一份照样检查，不计入汇总。

为什么：把去年的文件又交上来，是最常见的错。
""",
    "zipingbao collect 收件 --roster 单位.csv -o 汇总 --force-year 2025",
    "zipingbao collect 收件 --roster 单位.csv -o 汇总 --force-year 2024",
)
OLD_VERSION = _code(
    "S115",
    Severity.WARNING,
    "用的是旧版模板",
    """
文件里写的模板版本，不是现在用来检查的这一版。

为什么：模板改过，旧版里有的栏目新版可能没有了，新版要的旧版可能没有填。
""",
    "zipingbao collect 收件 --roster 单位.csv --only 旧版 -o 汇总",
    "请这个单位用新版的空白表重报，或用 zipingbao new --from 转过来。",
)
LONE_PART = _code(
    "S120",
    Severity.ERROR,
    "没有哪份报告用到的部分",
    """
文件里只有一个项目（或别的一项）的内容，像是分开填的一份，收到的文件里却没有哪一份写着“文件: ”指它。

为什么：整份没有交，或者交的时候改了文件夹，这一部分就没有算进去。
""",
    "单位: 项目/热线.yaml",
    "请这个单位把整份连同各部分按原来的文件夹交来。",
)
TOO_LONG = _code(
    "S121",
    Severity.ERROR,
    "查得太久或中途崩溃",
    """
检查这一份用的时间超过了一份文件的限度，或者检查它的进程崩溃了。这一份没有查完，其余的照常；下一次运行会再查它。

为什么：一份坏文件不能让八百份都等着。
""",
    _COMMAND,
    "看看这份文件是不是大得离谱；像正常的，请发给维护者。",
)
UNREAD = _code(
    "S122",
    Severity.ERROR,
    "收到而读不了",
    """
压缩包坏了、加了密、太大、有不安全的路径，或者文件夹、文件没有读取的权限。里面的文件没有读，也就没有算。

为什么：读不了又不说，里面的几十家就成了未报。
""",
    _COMMAND,
    "解压后放进收件的文件夹（加密的先解密），再运行一次。",
)
UNEQUAL = _code(
    "S130",
    Severity.WARNING,
    "查询“应当没有结果”而有",
    """
查询文件里有一行“-- 应当没有结果”，说的是查出来的每一行都是问题，如“部门与所属单位”：部门的数不等于所属单位之和减抵销。

为什么：部门报的和各单位报的由两拨人填，对不上时一定有一边错了。
""",
    _COMMAND,
    "看“汇总.xlsx”里这个查询的一张表，和有关单位核对。",
)
