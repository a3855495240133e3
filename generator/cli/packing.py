"""The words of `pack` in, the call that does it out; nothing heavy is imported before that."""

from __future__ import annotations

import click

from . import completing
from .chinese import Command, Group
from .commands import everything, files, form_option, only_option, settings_of, strict, template, templates_option
from .numbers import in_bounds


@click.group(
    "pack",
    cls=Group,
    usage="命令 [参数]...",
    short_help="查、发、装模板包",
    help="""财政局做好的模板包：查一遍（check），与旧版比（diff），封成一个压缩包（seal），发到一个文件夹或网站（publish）；
各单位从那里装（add）、看装了什么（list）、更新（update）。步骤见 docs/bureau.md。""",
)
def pack() -> None:
    pass


@pack.command(
    cls=Command,
    usage="文件夹|压缩包",
    short_help="把模板包查一遍",
    help="""把模板包整个查一遍：每个分支都读；照它造出几份报告（每一栏都填、只填必填的、列表都空着、两个和四十个项目、
最长的文字、都是 0、预算是 0）印一遍；样例印出的与 expected.md 比。错都指在模板包自己的文件里。""",
)
@click.argument("packs", nargs=-1, required=True, metavar="模板包...", shell_complete=completing.files)
@form_option
@strict
@everything
def check(packs: tuple[str, ...], form: str, strict: bool, everything: bool) -> int:
    from .checking import Manner
    from .proving import check_all

    return check_all(packs, Manner(form, strict, everything))


@pack.command(
    cls=Command,
    usage="旧 新",
    short_help="新旧两版差在哪里",
    help="用填报人的话说两版模板包差在哪里：哪些栏目新增、不要了、改了名，分值、等级、勾稽、句子、版面变了什么。",
)
@click.argument("old", metavar="旧", shell_complete=completing.files)
@click.argument("new", metavar="新", shell_complete=completing.files)
def diff(old: str, new: str) -> int:
    from .proving import compare_all

    return compare_all(old, new)


@pack.command(
    cls=Command,
    usage="文件夹",
    short_help="封成一个压缩包",
    help="""把模板包封成一个压缩包：同样的文件在哪台电脑上封都一字节不差，里面的 SHA256SUMS 记着每个文件的 SHA-256。
先查一遍，有错的不封。""",
)
@click.argument("path", metavar="模板包", shell_complete=completing.folders)
@click.option("-o", "--output", "target", required=True, metavar="文件.zip", help="写到这个文件。")
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
def seal(path: str, target: str, force: bool) -> int:
    from .proving import seal

    return seal(path, target, force)


@pack.command(
    cls=Command,
    usage="",
    short_help="做一把签名的钥匙",
    help="""做一把财政局签名的钥匙，存成一个有口令的文件（Ed25519，PEM）。做一次用几年；丢了钥匙或口令，各单位就要重新认一次。

要先运行 pip install "zipingbao[issue]"。""",
)
@click.option("-o", "--output", "path", required=True, metavar="文件.pem", help="写到这个文件。")
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
def key(path: str, force: bool) -> int:
    from .issuing import make_key

    return make_key(path, force)


@pack.command(
    cls=Command,
    usage="[模板包...]",
    short_help="发到仓库",
    help="""把模板包查一遍、封好、签名，放进一个仓库。仓库就是一个文件夹，放到网站上、共享文件夹里、U 盘上都行，各单位用 pack add 装。
不写模板包时只重新签一次，延长有效期。

签名用 The Update Framework（TUF）：改过的、过期的、拿旧的顶替的，各单位都装不上。""",
)
@click.argument("packs", nargs=-1, metavar="模板包...", shell_complete=completing.files)
@click.option("--to", "to", required=True, metavar="仓库", shell_complete=completing.folders, help="仓库的文件夹。")
@click.option("--key", "whole", required=True, metavar="文件.pem", help="签名的钥匙。")
@click.option("--root-key", "root", metavar="文件.pem", help="新做仓库时另用一把作根的钥匙，平时锁起来。")
@click.option("--date-key", "dates", metavar="文件.pem", help="另用一把签有效期的钥匙，放在服务器上。")
@click.option("--bureau", default="", metavar="名称", help="新做仓库时写：是谁的。")
@click.option(
    "--days", default="400", callback=in_bounds("天数，1 至 3650", 1, 3650), metavar="天", help="有效多少天，默认 400。"
)
def publish(
    packs: tuple[str, ...], to: str, whole: str, root: str | None, dates: str | None, bureau: str, days: float
) -> int:
    from .issuing import Keys, publish

    return publish(packs, to, Keys(whole, root, dates), bureau, int(days))


@pack.command(
    cls=Command,
    usage="仓库",
    short_help="给仓库换钥匙",
    help="""给仓库换钥匙：人换了岗位，或者怕钥匙泄露了。要有旧的根钥匙和新的钥匙；没有写新的那几样照旧。
装过的单位不用再认一次：新的根由旧的根签名，pack update 自己跟过来。""",
)
@click.argument("to", metavar="仓库", shell_complete=completing.folders)
@click.option("--key", "whole", required=True, metavar="文件.pem", help="现在签名的钥匙。")
@click.option("--root-key", "root", metavar="文件.pem", help="现在的根钥匙，做仓库时另用一把的才写。")
@click.option("--date-key", "dates", metavar="文件.pem", help="现在签有效期的钥匙，另用一把的才写。")
@click.option("--new-key", "new_whole", metavar="文件.pem", help="以后签名的钥匙；只有一把的，根和有效期也归它。")
@click.option("--new-root-key", "new_root", metavar="文件.pem", help="以后的根钥匙。")
@click.option("--new-date-key", "new_dates", metavar="文件.pem", help="以后签有效期的钥匙。")
@click.option(
    "--days", default="400", callback=in_bounds("天数，1 至 3650", 1, 3650), metavar="天", help="有效多少天，默认 400。"
)
def rotate(
    to: str,
    whole: str,
    root: str | None,
    dates: str | None,
    new_whole: str | None,
    new_root: str | None,
    new_dates: str | None,
    days: float,
) -> int:
    from .issuing import Keys, rotate

    new = Keys(new_whole or whole, new_root or root, new_dates or dates)
    return rotate(to, Keys(whole, root, dates), new, int(days))


@pack.command(
    cls=Command,
    usage="仓库 [模板...]",
    short_help="从仓库装模板包",
    help="""从财政局的仓库（文件夹或 https 地址）装模板包，不写模板时全装。第一次显示发布单位和钥匙指纹，问一次；以后只说有什么新的。
新版装在旧版旁边，旧版还在：文件里写了 模板版本 的，用那一版。""",
)
@click.argument("address", metavar="仓库", shell_complete=completing.folders)
@click.argument("names", nargs=-1, metavar="模板...")
@click.option("--version", default="", metavar="版本", help="装这一版，不装最新的，如 2024.1。")
@click.option("--fingerprint", metavar="指纹", help="通知上的指纹：一样才装，不再问。")
@click.option("--yes", is_flag=True, help="不问，相信它。")
def add(address: str, names: tuple[str, ...], version: str, fingerprint: str | None, yes: bool) -> int:
    from .issuing import add

    return add(address, names, fingerprint, yes, version)


@pack.command(
    "list",
    cls=Command,
    usage="",
    short_help="装了哪些模板包",
    help="列出从仓库装的模板包：版本、发布单位、签名，已知有没有新版。",
)
def list_packs() -> int:
    from .issuing import list_all

    return list_all()


@pack.command(
    cls=Command,
    usage="[模板...]",
    short_help="装新版",
    help="到原来的仓库看有没有新版，有的装在旧版旁边。",
)
@click.argument("names", nargs=-1, metavar="模板...")
def update(names: tuple[str, ...]) -> int:
    from .issuing import update

    return update(names)


@pack.command(
    cls=Command,
    usage="模板",
    short_help="删去装的模板包",
    help="""删去从仓库装的模板包：不写版本时各版都删。发布单位还认得，重新装的时候不再问。
文件里写的就是这一版的，删去以后检查不了。""",
)
@click.argument("name", metavar="模板", shell_complete=completing.packs)
@click.option("--version", default="", metavar="版本", help="只删这一版，如 2024.1。")
def remove(name: str, version: str) -> int:
    from .issuing import remove

    return remove(name, version)


@click.command(
    "migrate",
    cls=Command,
    usage="文件...",
    short_help="把填好的文件转到模板包的新版",
    help="""把填好的文件转到模板包的另一版：改了名的栏目照新名，新版必填的在该在的地方补上空白，模板版本改过来，别的一个字不动。
程序定不了的列出来。先用 --diff 看会改哪些地方。""",
)
@files
@click.option("--to", "version", required=True, metavar="版本", help="转到这一版，如 2024.2。")
@click.option("--diff", "shown", is_flag=True, help="只显示会改哪些地方，不写入。")
@template
@templates_option
@only_option
def migrate(
    files: tuple[str, ...],
    version: str,
    shown: bool,
    template: str | None,
    template_dirs: tuple[str, ...],
    only: str | None,
) -> int:
    from .migrating import migrate_all

    return migrate_all(files, version, settings_of(template_dirs, only, template), shown)
