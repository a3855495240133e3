"""The kinds of finding on YAML's own signs: quotes, brackets, and what a value may not begin with."""

from __future__ import annotations

from ...diagnostic import Code, Kind, Severity

CUT = Code(
    "Y127",
    Kind.READING,
    Severity.WARNING,
    "井号后的文字被当作注释",
    """空格后面的 # 及其后的文字，被 YAML 当作注释丢掉了。

为什么：空格加 # 是注释的开头。注释请写成 # 后面空一格；文字里要有 #，把整段加上引号。

错：

    名称: 综合楼 #2

对：

    名称: "综合楼 #2"
""",
)
SPECIAL = Code(
    "Y131",
    Kind.READING,
    Severity.ERROR,
    "以特殊符号开头的文字",
    """值以 YAML 的特殊符号开头，如 > | % @ ` & * ! 或 {{，没有加引号。

为什么：这些符号在值的开头另有用处：> 和 | 是多行文字，{ 是花括号，& 和 * 是记号。

错：

    目标: >=95%

对：

    目标: ">=95%"
""",
)
OPEN_QUOTE = Code(
    "Y132",
    Kind.READING,
    Severity.ERROR,
    "引号没有合上",
    """有一个引号打开了没有合上，后面的行都被当作了引号里的文字。

为什么：半角的 " 和 ' 在值的开头表示引号，到下一个同样的引号为止。

错：

    名称: "政务中心
    年度: 2024

对：

    名称: 政务中心
    年度: 2024
""",
)
AFTER_QUOTE = Code(
    "Y133",
    Kind.READING,
    Severity.ERROR,
    "引号后面还有文字",
    """合上的引号后面还有文字。

为什么：值以引号开头，就到配对的引号为止，后面不能再有字。文字里要有引号，用全角的“”，或整段外面换另一种引号。

错：

    名称: "放管服"改革

对：

    名称: '"放管服"改革'
""",
)
OPEN_BRACKET = Code(
    "Y134",
    Kind.READING,
    Severity.ERROR,
    "括号没有合上",
    """方括号或花括号没有合上，或开合不是一种。

为什么：一个括号到哪里为止，后面的行是不是它的内容，YAML 猜不出来。

错：

    内设机构: [办公室, 业务股
    年度: 2024

对：

    内设机构: [办公室, 业务股]
    年度: 2024
""",
)
ESCAPE = Code(
    "Y138",
    Kind.READING,
    Severity.ERROR,
    "双引号里的反斜杠",
    """双引号里的反斜杠后面不是 YAML 认得的写法。

为什么：双引号里 \\n、\\t 一类有特别的意思，路径 D:\\资料 因此写不进双引号；单引号里反斜杠就是反斜杠。

错：

    文件: "D:\\资料"

对：

    文件: 'D:\\资料'
""",
)
ANCHOR = Code(
    "Y142",
    Kind.READING,
    Severity.ERROR,
    "锚点与别名",
    """值以 & 或 * 开头，YAML 当作锚点与别名，这里不用它们。

为什么：别名让一处的改动悄悄影响另一处，还可能让很小的文件展开得极大。同一个数本来就只需写一次。

错：

    全年预算: &a 100.00

对：

    全年预算: 100.00
""",
)
MERGE = Code(
    "Y143",
    Kind.READING,
    Severity.ERROR,
    "合并键 <<",
    """“<<”是 YAML 的合并键，这里不用。

为什么：合并进来的键在文件里看不见，查错时指不出位置。

错：

    单位: {<<: 甲}

对：

    单位: {名称: 甲}
""",
)
TAG = Code(
    "Y144",
    Kind.READING,
    Severity.ERROR,
    "类型标签",
    """值以“!”开头，YAML 当作类型标签，这里不用。

为什么：每个键的类型由填报格式规定，不必也不能在文件里另写。

错：

    预算编码: !!str 115001

对：

    预算编码: 115001
""",
)
DIRECTIVE = Code(
    "Y146",
    Kind.READING,
    Severity.ERROR,
    "行首的百分号",
    """一行以“%”开头，YAML 当作指令，这里不用。

为什么：指令规定 YAML 的版本与标签，填报文件用不着。

错：

    %YAML 1.1
    ---
    年度: 2024

对：

    年度: 2024
""",
)
NULL = Code(
    "Y150",
    Kind.READING,
    Severity.ERROR,
    "空值写成了 ~、null 或 -",
    """值写成了 ~、null 或单独一个 -；这里不用它们，按文字读了。

为什么：空着、0 和“无”是三个意思：没有填、填了零、本单位没有。~ 和 - 说不清是哪一个。

错：

    所属单位: ~

对：

    所属单位: 无
""",
)
