"""Findings on packs that are proved and issued (发表), and on the repositories that departments take them from."""

from ..diagnostic import Code, Kind, Severity


def _code(number: str, title: str, text: str, severity: Severity = Severity.ERROR) -> Code:
    return Code(number, Kind.PACK, severity, title, text.strip() + "\n")


NO_PACK = _code(
    "M501",
    "不是模板包",
    """
`zipingbao pack` 后面写的不是模板包：没有这个文件夹，或者里面没有 pack.yaml，或者不是压缩包。

为什么：程序照着给的文件夹或压缩包查，不猜是哪一个。

错：

    zipingbao pack check 示例市

对：

    zipingbao pack check 示例市/项目自评报告
""",
)
UNFILLABLE = _code(
    "M502",
    "照模板包填不成",
    """
程序照模板包造了一份报告，该填的都填了，还是有填报错误：不论哪个单位、怎样填，都填不成。

为什么：这是模板包自己矛盾，填报人改不了，却会在每个单位的电脑上报错。

错：

    文字: {意见: {类型: 选项, 说明: 意见, 必填: 是}}，没有写“选项”

对：

    文字: {意见: {类型: 选项, 说明: 意见, 必填: 是, 选项: [同意, 不同意]}}
""",
)
NEVER_PRINTED = _code(
    "M503",
    "要填的栏目没有印",
    """
模板包自己写进“需要”“可选”或声明的栏目，或者所继承的模板包要的栏目，在造出的各份报告里都没有印，也没有用来算印出的数。

为什么：各单位白填一遍；多半是模板里漏了，或者栏目改了名而模板没有改。

错：

    需要: [文字.存在问题]，而 report.md.j2 里没有 {{ 文字.存在问题 }}

对：

    需要: [文字.存在问题]，report.md.j2 里有 {{ 文字.存在问题 }}
""",
    Severity.WARNING,
)
NO_SAMPLE = _code(
    "M504",
    "没有样例",
    """
模板包里没有 sample/input.yaml 或 sample/expected.md。

为什么：改了模板以后，要有一份填好的表和它应当印出的文字来比，才知道有没有不该变的地方。

错：

    （文件夹里只有 pack.yaml 和 report.md.j2）

对：

    （另有 sample/input.yaml 和 sample/expected.md）
""",
    Severity.WARNING,
)
OTHER_SAMPLE = _code(
    "M505",
    "样例不是这个模板包的",
    """
sample/input.yaml 的“模板”里写的是别的模板包。

为什么：样例是用来试这个模板包的。

错：

    模板: 甘肃/项目自评报告，而模板包是 示例市/项目自评报告

对：

    模板: 示例市/项目自评报告
""",
)
DIFFERS = _code(
    "M506",
    "样例印出的与应当的不同",
    """
用 sample/input.yaml 生成的 Markdown 与 sample/expected.md 不同，指出第一处不同的行。

为什么：不该变的地方变了，各单位的报告也会跟着变。

错：

    改了 report.md.j2，没有看 expected.md

对：

    看过不同之处，是有意改的，把印出的存成新的 expected.md
""",
)
NEVER_HELD = _code(
    "M507",
    "勾稽没有在样例里核对过",
    """
模板包自己写的一条勾稽，样例里没有它要的数，写得对不对没有人知道。

为什么：勾稽写反了、多写一项，到各单位填了才会发现。

错：

    勾稽: {SC101: {关系: 甲 = 乙 + 丙}}，而样例里没有填甲

对：

    样例里填了甲、乙、丙
""",
    Severity.NOTE,
)
SEAL = _code(
    "M508",
    "封装的压缩包被动过",
    """
压缩包里有一份文件和封装时记下的 SHA-256 不同，或者多了、少了一份。

为什么：各单位用的要和财政局发的一字不差。

错：

    用解压软件打开 X-2024.2.zip，改了一句话再存回去

对：

    改文件夹里的，再运行 zipingbao pack seal
""",
)
NO_LIBRARY = _code(
    "M510",
    "没有装签名用的库",
    """
做钥匙、发模板包、从仓库装模板包要用 python-tuf 和 cryptography，这台电脑上没有装。

为什么：只有财政局和从仓库装模板包的单位要用，别的单位不必多装。

错：

    pip install zipingbao

对：

    pip install "zipingbao[issue]"
""",
)
KEY = _code(
    "M511",
    "钥匙不对",
    """
钥匙文件打不开（口令不对，或者不是钥匙文件），或者不是这个仓库的钥匙。

为什么：只有财政局的钥匙签的，各单位才装。

错：

    zipingbao pack publish 年度自评 --to 仓库 --key 别人的.pem

对：

    zipingbao pack publish 年度自评 --to 仓库 --key 财政局.pem
""",
)
REPOSITORY = _code(
    "M512",
    "仓库写不进去",
    """
要发到的文件夹里没有仓库而没有写是谁的，或者仓库不完整、被动过。

为什么：被人改过的仓库再签一次，就等于替他签了。

错：

    zipingbao pack publish 年度自评 --to 新文件夹 --key 财政局.pem

对：

    zipingbao pack publish 年度自评 --to 新文件夹 --key 财政局.pem --bureau 示例市财政局
""",
)
REISSUED = _code(
    "M513",
    "这个版本已经发过",
    """
同一个名称、同一个版本的模板包已经发过，内容不同。

为什么：装了的单位不会再装同一个版本，几家用的就不一样了。

错：

    改了 report.md.j2，版本: "2024.1" 没有改

对：

    版本: "2024.2"
""",
)
UNREACHED = _code(
    "M514",
    "仓库连不上",
    """
仓库的地址不对、连不上，或者传了一半断了。什么也没有装。

为什么：没有传完的不能用。

错：

    zipingbao pack add https://czj.example/没有

对：

    zipingbao pack add https://czj.example/模板
""",
)
EXPIRED = _code(
    "M515",
    "仓库的签发过期了",
    """
财政局签发时写了到哪一天为止，已经过了；或者电脑的日期不对。什么也没有装。

为什么：过期的仓库可能是有人拿旧的来顶替，让各单位装不到新版。

错：

    用去年的 U 盘装今年的模板包

对：

    请财政局再运行一次 zipingbao pack publish --to 仓库 --key 财政局.pem
""",
)
ROLLBACK = _code(
    "M516",
    "仓库给的比上次旧",
    """
仓库里签发的次数比这台电脑上次见到的少。什么也没有装。

为什么：有人拿旧的仓库顶替新的，各单位就会用回有错的旧版。

错：

    上周从网站装过，这周用一个月前的 U 盘

对：

    用财政局最近发的
""",
)
FORGED = _code(
    "M517",
    "仓库的签名不符",
    """
仓库里的文件不是原来那把钥匙签的，或者签了以后被改过。什么也没有装。

为什么：改过的模板包会让报告说假话，还看不出来。

错：

    有人把仓库里的压缩包换成了自己的

对：

    向财政局核对地址和指纹，重新取
""",
)
CLOCK = _code(
    "M518",
    "电脑的时钟不对",
    """
电脑的日期比仓库签发的日子还早。什么也没有装。

为什么：日期不对，就看不出仓库过期没有。

错：

    电脑的日期是 2001 年 1 月 1 日

对：

    先把电脑的日期调对
""",
)
NOT_OFFERED = _code(
    "M519",
    "装不了这个模板包",
    """
仓库里没有这个模板包，或者里面装的不是它；没有从仓库装过的，也不能更新。

为什么：名称、版本和内容要对得上，才不会装错。

错：

    zipingbao pack add 仓库 示例市/年度评

对：

    zipingbao pack add 仓库 示例市/年度自评
""",
)
OTHER_ISSUER = _code(
    "M522",
    "同名的模板包是另一家发的",
    """
已经装了的模板包是一家发的，要装的同名模板包是另一把钥匙签的。没有装，装了的也没有动。

为什么：名称一样，内容可以两样；悄悄换了一家，报告照谁的规定出就没有人知道了。

错：

    装了示例市财政局的 示例市/年度自评，又从别人的仓库装 示例市/年度自评

对：

    向发通知的单位核对；确实换了一家发的，先删去装了的，再装
""",
)
