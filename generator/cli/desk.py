"""The words of the command that opens the page in, a call of the module that does the work out."""

from __future__ import annotations

import click

from . import completing
from .chinese import Command
from .commands import only_option, program, settings_of, templates_option


@program.command(
    "open",
    cls=Command,
    usage="[文件或文件夹]",
    short_help="在浏览器里填、看、改",
    help="""在这台电脑上开一个页面，用浏览器打开：左边填，右边看印出来的样子，中间是有什么不对。不写文件时从选模板开始。

磁盘上的文件才是准的：页面只改这个文件夹里的 YAML，没有保存的写在旁边的草稿里。只有这台电脑能打开，地址里带有一次一换的口令。""",
)
@click.argument("path", metavar="[文件或文件夹]", required=False, shell_complete=completing.files)
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只印出地址。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="端口", help="用这个端口，默认由程序找一个空着的。"
)
@click.option("--until-closed", is_flag=True, help="页面都关了五分钟以后自己结束；不显示窗口时用。")
@templates_option
@only_option
def open_(
    path: str | None, no_browser: bool, port: int, until_closed: bool, template_dirs: tuple[str, ...], only: str | None
) -> int:
    from .opening import open_page

    return open_page(path, settings_of(template_dirs, only), port, not no_browser, until_closed)
