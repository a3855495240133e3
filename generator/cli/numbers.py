"""The words behind an option in, the number that they mean out, or what has to be written; the options of long runs."""

from __future__ import annotations

import re
from collections.abc import Callable

import click


def in_bounds(
    what: str, least: float, most: float
) -> Callable[[click.Context, click.Parameter, str | None], float | None]:
    """In figures of either width."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
        if value is None:
            return None
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not least <= number <= most or (least == 1 and not number.is_integer()):
            raise click.BadParameter(f"“{value}”不对，要写{what}", ctx, param)
        return number

    return read


def address(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Of a program on another computer, with its port."""
    if value is not None and not re.fullmatch(r"(?:tcp|tls)://[^\s/:]+(?:[^\s/]*[^\s/:])?:[0-9]{1,5}", value):
        raise click.BadParameter(f"“{value}”不是调度程序的地址，要写成 tcp://10.0.0.5:8786", ctx, param)
    return value


jobs = click.option(
    "--jobs",
    callback=in_bounds("1 至 256 的整数", 1, 256),
    metavar="个数",
    help="同时做几份；不写时，文件多的与处理器的核数相同，少的一份一份做。",
)
time_limit = click.option(
    "--time-limit",
    "seconds",
    default="60",
    callback=in_bounds("秒数，至少 0.01", 0.01, 86_400),
    metavar="秒",
    help="同时做的，一份最多做多久，默认 60 秒；超过的算错误，其余照常。",
)
