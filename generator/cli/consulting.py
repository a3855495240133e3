"""The words of the commands that look something up (templates, explain, schema), the call of the module that does it out."""

from __future__ import annotations

import click

from . import completing
from .chinese import Command
from .commands import only_option, program, settings_of, templates_option


@program.command(
    cls=Command,
    usage="[模板]",
    short_help="有哪些模板包",
    help="列出所有的模板包；写上名字时显示那一个的地区、年度、说明和要填的部分。",
)
@click.argument("name", required=False, metavar="模板", shell_complete=completing.packs)
@templates_option
@only_option
def templates(name: str | None, template_dirs: tuple[str, ...], only: str | None) -> int:
    from .library import list_templates, show_template

    settings = settings_of(template_dirs, only)
    return list_templates(settings) if name is None else show_template(name, settings)


@program.command(
    cls=Command,
    usage="[代码]",
    short_help="解释提示代码",
    help="""解释一个提示代码（如 P101）是什么意思、为什么要查、怎样改；不写代码时列出全部。

模板包另加的勾稽关系的代码（如 SC101），在各模板包里找；几个包用了同一个代码的，用 -t 写明是哪一个。""",
)
@click.argument("code", required=False, metavar="代码", shell_complete=completing.codes)
@click.option(
    "-t", "--template", metavar="模板", shell_complete=completing.packs, help="代码是模板包另加的：在这一个里找。"
)
@templates_option
@only_option
def explain(code: str | None, template: str | None, template_dirs: tuple[str, ...], only: str | None) -> int:
    from .library import explain_code, list_codes

    return list_codes() if code is None else explain_code(code, settings_of(template_dirs, only, template))


@program.command(
    cls=Command,
    usage="[模板]",
    short_help="给编辑器用的填报格式",
    help="""写出填报格式的 JSON Schema（draft-07），供装了 YAML 插件的编辑器补全、提示和标错。

不写模板时认得所有模板包的栏目；写了模板时只认这一个的。空白表第一行指的就是同一处的 zipingbao.schema.json。""",
)
@click.argument("template", required=False, metavar="模板", shell_complete=completing.packs)
@click.option("-o", "--output", "path", metavar="文件", help="写到这个文件，默认显示在屏幕上。")
@templates_option
@only_option
@click.option("--force", is_flag=True, help="覆盖已有的、不是填报格式的文件。")
def schema(
    template: str | None, path: str | None, template_dirs: tuple[str, ...], only: str | None, force: bool
) -> int:
    from .library import write_schema

    return write_schema(template, path, settings_of(template_dirs, only), force)
