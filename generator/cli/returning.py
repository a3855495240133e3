"""The words of the command that takes a leader's Word file back, the call of the module that does it out."""

from __future__ import annotations

import click

from . import completing
from .chinese import Command
from .commands import only_option, program, settings_of, template, templates_option


def _numbers(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, ...]:
    """1,3 with the commas that a Chinese keyboard gives."""
    words = [one.strip() for one in (value or "").replace("，", ",").replace("、", ",").split(",") if one.strip()]
    for one in words:
        if not (one.isascii() and one.isdigit() and len(one) < 6):
            raise click.BadParameter(f"“{one}”不是编号，要写列出来的编号，如 1,3", ctx, param)
    return tuple(dict.fromkeys(map(int, words)))


@program.command(
    cls=Command,
    usage="改过的.docx 填报文件",
    short_help="收回领导改过的 Word 文件",
    help="""领导在 Word 或 WPS 里改过的报告（修订、批注，或者直接改的），与填报文件比：改了、删了、加了哪一句，谁在什么时候改的，
批注说什么，旁边是印出这一句的那一行 YAML。

本部门写的话可以写进填报文件：写之前先试，写进去以后报告印得和领导改的一样才算。改了数的，指出填的数或合计来自哪几行；
固定文字是财政部门定的，只列出来。没有 --write 不写任何文件。

  zipingbao merge 领导改.docx 2024.yaml --diff
  zipingbao merge 领导改.docx 2024.yaml --accept 1,3 --write""",
)
@click.argument("docx", metavar="改过的.docx", shell_complete=completing.files)
@click.argument("file", metavar="填报文件", shell_complete=completing.files)
@click.option("--accept", "accepted", callback=_numbers, metavar="编号", help="只要这几处，如 1,3；默认是能写的全部。")
@click.option("--diff", "shown", is_flag=True, help="显示会改填报文件的哪些地方。")
@click.option("--write", "writes", is_flag=True, help="写进填报文件。")
@template
@templates_option
@only_option
def merge(
    docx: str,
    file: str,
    accepted: tuple[int, ...],
    shown: bool,
    writes: bool,
    template: str | None,
    template_dirs: tuple[str, ...],
    only: str | None,
) -> int:
    from .merging import merge_one

    return merge_one(docx, file, settings_of(template_dirs, only, template), accepted, shown, writes)
