"""The words of `collect` in, the call that does it out; nothing heavy is imported before that."""

from __future__ import annotations

import click

from . import commands, completing
from .chinese import Command
from .commands import folder_name, four_digits
from .numbers import address, in_bounds


@click.command(
    "collect",
    cls=Command,
    usage="收件文件夹",
    short_help="收各单位的填报文件，汇总",
    help="""收下各单位报来的填报文件（文件夹、压缩包里的 YAML，一层层找下去），逐份检查，对照名册说出谁没有报、谁的数有错，
写出汇总：应报已报、问题、数据、排名、变动（汇总.xlsx），每一个数（数据.csv、数据.parquet），一页给领导看的（汇总.html）。

  zipingbao collect 收件 --roster 单位.xlsx --only 官方 -o 汇总

再运行一次，查过的不再查，并说出与上次比谁新报、改好、变差。步骤见 docs/bureau.md。
要先运行 pip install "zipingbao[bureau]"，多装读写 Excel 和求和的库。""",
)
@click.argument("inbox", required=False, metavar="收件文件夹", shell_complete=completing.folders)
@click.option("--roster", metavar="名册", shell_complete=completing.files, help="应报单位的名册，.csv 或 .xlsx。")
@click.option(
    "-o",
    "--output",
    "folder",
    default="汇总",
    callback=folder_name,
    metavar="文件夹",
    help="汇总写到这里，默认“汇总”。",
)
@commands.templates_option
@commands.only_option
@click.option(
    "--force-year",
    "year",
    callback=four_digits,
    metavar="年度",
    help="要的是这一年度的；别的年度的照样检查，不计入汇总。",
)
@click.option("--build", "built", is_flag=True, help="没有错的一边查一边生成报告，写到汇总的“报告”里。")
@click.option(
    "--jobs", callback=in_bounds("1 至 256 的整数", 1, 256), metavar="个数", help="同时查几份，默认与处理器的核数相同。"
)
@click.option(
    "--time-limit",
    "seconds",
    default="60",
    callback=in_bounds("秒数，至少 0.01", 0.01, 86_400),
    metavar="秒",
    help="一份文件最多查多久，默认 60 秒。",
)
@click.option(
    "--scheduler",
    callback=address,
    metavar="地址",
    help="由别的电脑查：Dask 调度程序的地址，如 tcp://10.0.0.5:8786；同时查几份由那边定，--jobs 不起作用。要先运行 pip install "
    '"zipingbao[cluster]"。',
)
@click.option("--resume", is_flag=True, help="接着做中断了的一次，没写的参数照那一次的。")
@click.option("--sql", metavar="查询", help="用一句 SQL 查汇总的数；不写收件文件夹时查上次的结果。")
def collect(
    inbox: str | None,
    roster: str | None,
    folder: str,
    template_dirs: tuple[str, ...],
    only: str | None,
    year: str | None,
    built: bool,
    jobs: float | None,
    seconds: float,
    scheduler: str | None,
    resume: bool,
    sql: str | None,
) -> int:
    from .collecting import Words, run

    return run(
        Words(inbox, roster, folder, only, template_dirs, year, int(jobs) if jobs else None, seconds, built, scheduler),
        sql,
        resume,
    )
