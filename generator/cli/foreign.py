"""The words of the two commands that read files of others in, calls of the module that does the work out."""

from __future__ import annotations

import click

from . import completing
from .chinese import Command
from .commands import (
    everything,
    files,
    form_option,
    four_digits,
    no_notes,
    only_option,
    program,
    settings_of,
    strict,
    template,
    templates_option,
)

UNITS = ("元", "千元", "万元", "百万元", "亿元")


def _unit(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value and value not in UNITS:
        raise click.BadParameter(f"没有“{value}”这个单位，可以写 {'、'.join(UNITS)}", ctx, param)
    return value


unit_option = click.option(
    "--unit", default="", callback=_unit, metavar="单位", help="表上没有写金额单位时按这个，如 万元。"
)
year_option = click.option(
    "--year", default="", callback=four_digits, metavar="年度", help="表上没有写年度时按这个，如 2024。"
)


@program.command(
    "import",
    cls=Command,
    usage="文件...",
    short_help="从 Excel、Word、PDF 读数",
    help="""从决算报表导出的 .xls、公开表、绩效自评表的 Excel、Word、PDF 或 Markdown 里读出认得的数，写成 YAML。

每个数后面注明取自哪里；没有认出来的、两处不一样的，列在屏幕上和文件末尾，不猜。几个文件可以一起读。

  zipingbao import 决算报表.xls -o 2024.yaml
  zipingbao import 公开表.xlsx --into 2024.yaml""",
)
@files
@template
@click.option("-o", "--output", "path", metavar="文件", help="写到这个文件，默认显示在屏幕上。")
@click.option(
    "--into", metavar="填报文件", shell_complete=completing.files, help="填进这份文件空着的地方，已经填了的不动。"
)
@click.option("--diff", "shown", is_flag=True, help="只显示 --into 会填哪些地方，不写入。")
@unit_option
@year_option
@templates_option
@only_option
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
@everything
def import_(
    files: tuple[str, ...],
    template: str | None,
    path: str | None,
    into: str | None,
    shown: bool,
    unit: str,
    year: str,
    template_dirs: tuple[str, ...],
    only: str | None,
    force: bool,
    everything: bool,
) -> int:
    from .importing import Order, import_all

    if into is not None and path is not None:
        raise click.UsageError("--into 不能与 -o 一起用", click.get_current_context())
    if shown and into is None:
        raise click.UsageError("--diff 要与 --into 一起用", click.get_current_context())
    order = Order(path, into, shown, unit, year, force, everything)
    return import_all(files, settings_of(template_dirs, only, template), order)


@program.command(
    cls=Command,
    usage="文件...",
    short_help="核对别人做好的报告",
    help="""读出 Excel、Word、PDF 或 Markdown 里的数，逐条核对勾稽关系，指出错在哪一页、哪张表、哪一行。

只核对认出来的数；没有认出来的列在后面。一个数也没有认出来的，退出码是 1。

加 --annotate，另写一份“原名.批注”，Word 的错处有批注，PDF 的错处涂了色；原来的文件不动。""",
)
@files
@form_option
@template
@click.option("--annotate", is_flag=True, help="另写一份带批注的 DOCX 或 PDF。")
@click.option("--force", is_flag=True, help="与 --annotate 一起用，覆盖已有的批注文件。")
@unit_option
@year_option
@templates_option
@only_option
@strict
@no_notes
@everything
def audit(
    files: tuple[str, ...],
    form: str,
    template: str | None,
    annotate: bool,
    force: bool,
    unit: str,
    year: str,
    template_dirs: tuple[str, ...],
    only: str | None,
    strict: bool,
    no_notes: bool,
    everything: bool,
) -> int:
    from .auditing import Order, audit_all
    from .checking import Manner

    settings = settings_of(template_dirs, only, template, no_notes, coverage=True)
    return audit_all(files, settings, Manner(form, strict, everything), Order(unit, year, annotate, force))
