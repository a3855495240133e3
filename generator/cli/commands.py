"""The command line's words in, calls of the module that does the work out; nothing heavy is imported before that."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..formats import ENDINGS, FORMATS, Format
from . import completing, console
from .chinese import Command, Group, flag
from .numbers import jobs, time_limit

if TYPE_CHECKING:
    from ..pipeline import Settings  # and no pathlib: it takes longer to import than this module

FORMS = ("full", "concise", "json", "github", "sarif", "gitlab", "junit")


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        console.say(f"zipingbao {__version__}\n")
        ctx.exit()


def _formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[Format, ...]:
    """docx,md in any order, with the comma that a Chinese keyboard gives."""
    asked = [word.strip().lower() for word in value.replace("，", ",").replace("、", ",").split(",")]
    for word in asked:
        if word not in FORMATS:
            raise click.BadParameter(
                f"没有“{word}”这种格式，可以写 {'、'.join(FORMATS)} 或 {','.join(FORMATS)}", ctx, param
            )
    return tuple(known for known in FORMATS if known in asked)


def folder_name(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A report's file name given for its folder would make a folder of that name."""
    if value and value.lower().endswith((*ENDINGS, ".yaml", ".yml")) and not os.path.isdir(value):  # noqa: PTH112 - as above
        tell = f"要写的是文件夹，“{value}”看上去是文件名；报告的名字取自输入文件，或用 --name"
        raise click.BadParameter(tell, ctx, param)
    return value


def choice(*known: str) -> Any:
    def check(ctx: click.Context, param: click.Parameter, value: str) -> str:
        if value not in known:
            raise click.BadParameter(f"没有“{value}”这个选择，可以写 {'、'.join(known)}", ctx, param)
        return value

    return check


def four_digits(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value and not (len(value) == 4 and value.isascii() and value.isdigit()):
        raise click.BadParameter(f"“{value}”不是年度，要写四位数字，如 2024", ctx, param)
    return value


def _existing_folders(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    for one in value:
        if not os.path.isdir(one):  # noqa: PTH112 - as above
            fault = "不是文件夹" if os.path.exists(one) else "不存在"  # noqa: PTH110 - as above
            raise click.BadParameter(f"“{one}”{fault}", ctx, param)
    return value


def _one_folder(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        _existing_folders(ctx, param, (value,))
    return value


def settings_of(
    template_dirs: tuple[str, ...],
    only: str | None,
    template: str | None = None,
    no_notes: bool = False,
    each_note: bool = False,
    coverage: bool = False,
    carry: bool = False,
) -> Settings:
    from pathlib import Path

    from ..pipeline import Settings

    if only is not None and template_dirs:
        raise click.UsageError("--only 不能与 --templates 一起用", click.get_current_context())
    folder = Path(only) if only is not None else None
    paths = tuple(map(Path, template_dirs))
    return Settings(paths, template, not no_notes, each_note, folder, coverage=coverage, carry=carry)


files = click.argument("files", nargs=-1, required=True, metavar="文件...", shell_complete=completing.files)
template = click.option(
    "-t",
    "--template",
    metavar="模板",
    shell_complete=completing.packs,
    help="用这个模板包，不看文件里写的是哪一个。",
)
templates_option = click.option(
    "--templates",
    "template_dirs",
    multiple=True,
    callback=_existing_folders,
    shell_complete=completing.folders,
    metavar="文件夹",
    help="也在这个文件夹里找模板包；可以写多次。",
)
only_option = click.option(
    "--only",
    callback=_one_folder,
    shell_complete=completing.folders,
    metavar="文件夹",
    help="只用这个文件夹里的模板包，别处的不认（自带的只供它们继承）；核对别人交来的文件用。",
)
everything = click.option("--all", "everything", is_flag=True, help="全部列出，不止一屏。")
no_notes = click.option("--no-notes", is_flag=True, help="不列提示（舍入允差以内的相差等），也不计数。")
each_note = click.option("--notes", "each_note", is_flag=True, help="舍入允差以内的相差逐条列出，不合成一条。")
form_option = click.option(
    "--format",
    "form",
    default="full",
    callback=choice(*FORMS),
    shell_complete=completing.words(*FORMS),
    metavar="样式",
    help="full 带原文（默认），concise 每条一行，json、sarif、gitlab、junit 供程序读取，github 供 GitHub 标在改动旁。",
)
strict = click.option("--strict", is_flag=True, help="有警告也算不通过（退出码 1）；报告照常写出。")


@click.group(
    "zipingbao",
    cls=Group,
    usage="命令 [参数]...",
    params=[flag("--version", help="显示版本号。", callback=_show_version)],
    help="""自评报：由 YAML 生成绩效自评报告与部门决算。数字只填一次，勾稽关系逐条核对，
写出标准格式的 DOCX 和 Markdown。

  zipingbao new 模板 -o 2024.yaml   写出带说明的空白表
  zipingbao check 2024.yaml         检查填好的数字
  zipingbao build 2024.yaml         生成报告

退出码：0 没有错误；1 有错误（加 --strict 时包括警告）；2 命令用法或文件读写有问题。有多个文件时取最大的。""",
)
def program() -> None:
    pass


@program.command(
    cls=Command,
    usage="文件...",
    short_help="检查并生成报告",
    help="""检查每个 YAML 文件并生成报告。有错误的文件不写出，其余照常；只有警告的照常写出。

报告与输入文件同名：2024.yaml 生成 2024.docx 和 2024.md；一个文件写了几个模板时是“2024-报告名.docx”。
生成之后在 WPS 或 Word 里改过的 DOCX，没有 --force 不会覆盖；同一份报告的 Markdown、HTML、PDF 照常覆盖，请不要在里面改。""",
)
@files
@click.option(
    "-o", "--output", "folder", callback=folder_name, metavar="文件夹", help="写到这里，默认与输入文件同一处。"
)
@click.option(
    "-f",
    "--format",
    "formats",
    default="docx,md",
    callback=_formats,
    metavar="格式",
    help="docx、md、html、pdf（要有 LibreOffice），默认 docx,md。",
)
@template
@templates_option
@only_option
@click.option(
    "--carry",
    is_flag=True,
    help="DOCX 里带上填报文件（连同注释），以后可以用 import 原样取回；要公开的不要加。",
)
@click.option("--name", "by_name", is_flag=True, help="按模板包规定的文件名命名。")
@click.option("--force", is_flag=True, help="覆盖手工改过的 DOCX，或者不是本程序生成的同名文件。")
@strict
@no_notes
@each_note
@everything
@jobs
@time_limit
def build(
    files: tuple[str, ...],
    folder: str | None,
    formats: tuple[Format, ...],
    template: str | None,
    template_dirs: tuple[str, ...],
    only: str | None,
    carry: bool,
    by_name: bool,
    force: bool,
    strict: bool,
    no_notes: bool,
    each_note: bool,
    everything: bool,
    jobs: float | None,
    seconds: float,
) -> int:
    from .building import Order, build_all
    from .many import Effort

    order = Order(
        settings_of(template_dirs, only, template, no_notes, each_note, carry=carry),
        folder,
        formats,
        by_name,
        force,
        strict,
        everything,
        Effort(int(jobs) if jobs else None, seconds),
    )
    return build_all(files, order)


@program.command(
    cls=Command,
    usage="文件...",
    short_help="只检查，不生成",
    help="检查每个 YAML 文件，指出错在哪一行哪一列、应当怎样改；没有 --fix 不写任何文件。",
)
@files
@form_option
@template
@templates_option
@only_option
@strict
@no_notes
@each_note
@everything
@jobs
@time_limit
@click.option("--coverage", is_flag=True, help="再列出核对了多少关系、哪些没有核对和为什么、哪些数没有关系管。")
@click.option("--watch", is_flag=True, help="文件一保存就再查一遍，按 Ctrl+C 结束。")
@click.option("--fix", is_flag=True, help="先把改法只有一种的写法错误（全角冒号、缺空格等）在原文件里改好，再查。")
@click.option("--diff", "shown", is_flag=True, help="只显示 --fix 会改哪些地方，不写入。")
def check(
    files: tuple[str, ...],
    form: str,
    template: str | None,
    template_dirs: tuple[str, ...],
    only: str | None,
    strict: bool,
    no_notes: bool,
    each_note: bool,
    everything: bool,
    jobs: float | None,
    seconds: float,
    coverage: bool,
    watch: bool,
    fix: bool,
    shown: bool,
) -> int:
    from .checking import Manner, check_all
    from .many import Effort

    manner = Manner(form, strict, everything, Effort(int(jobs) if jobs else None, seconds))
    settings = settings_of(template_dirs, only, template, no_notes, each_note, coverage)
    if fix or shown:
        if watch:
            raise click.UsageError("--watch 不能与 --fix、--diff 一起用", click.get_current_context())
        from .fixing import fix_all, show_all

        return (show_all if shown else fix_all)(files, settings, manner)
    if not watch:
        return check_all(files, settings, manner)
    from .watching import watch_all

    return watch_all(files, settings, manner)


@program.command(
    cls=Command,
    usage="旧文件 新文件",
    short_help="比较两份填报文件",
    help="""比较两个 YAML 文件，用报告里的说法列出改了什么：哪个数由多少改成多少，增减多少；合计等随之变化的数列在后面。

比较两个版本：git difftool -y -x "zipingbao diff" HEAD~1 -- 2024.yaml""",
)
@click.argument("old", metavar="旧文件", shell_complete=completing.files)
@click.argument("new", metavar="新文件", shell_complete=completing.files)
@template
@templates_option
@only_option
def diff(old: str, new: str, template: str | None, template_dirs: tuple[str, ...], only: str | None) -> int:
    from .comparing import compare

    return compare(old, new, settings_of(template_dirs, only, template))


@program.command(
    cls=Command,
    usage="文件.docx",
    short_help="显示 DOCX 里的文字",
    help="把一份 DOCX 的文字写到屏幕上，一段一行，表格一行一行；git 用它显示两个版本的报告差在哪里（见 docs/git.md）。",
)
@click.argument("path", metavar="文件.docx", shell_complete=completing.files)
def text(path: str) -> int:
    from .comparing import show_text

    return show_text(path)


@program.command(
    cls=Command,
    usage="模板",
    short_help="写出空白表",
    help="""写出某个模板包的空白 YAML 表，每一栏带说明和例子。有哪些模板包，用 zipingbao templates 看。

数在 Excel、Word、PDF 里的，先用 zipingbao import 读出来。

有上年填好的文件，用 --from 转成今年的：名称、职责、机构、项目和指标照抄，数空着，上年决算填进“上年”，日期推后一年。""",
)
@click.argument("template", required=False, metavar="模板", shell_complete=completing.packs)
@click.option(
    "--from", "last", metavar="上年文件", shell_complete=completing.files, help="从上年填好的文件转来；模板可以不写。"
)
@click.option("-o", "--output", "path", metavar="文件", help="写到这个文件，默认显示在屏幕上。")
@templates_option
@only_option
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
def new(
    template: str | None,
    last: str | None,
    path: str | None,
    template_dirs: tuple[str, ...],
    only: str | None,
    force: bool,
) -> int:
    from .library import write_form, write_next

    if last is not None:
        return write_next(last, template, path, settings_of(template_dirs, only), force)
    return write_form(template, path, settings_of(template_dirs, only), force)
