"""Arguments in, exit code out: the only place that prints, colours, asks or exits."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

import click

from . import console, consulting, desk, foreign, returning
from .chinese import refusal
from .commands import program
from .packing import migrate, pack
from .taking import collect

program.add_command(collect)
program.add_command(pack)
program.add_command(migrate)


def main() -> None:
    """The `zipingbao` command."""
    gc.set_threshold(100_000)  # a short run leaves few cycles behind: looking for them took a fifth of its time
    status = run()
    gc.freeze()  # nor is anything looked for at the exit
    sys.exit(status)


def run(arguments: Sequence[str] | None = None) -> int:
    """0 without an error, 1 with one, 2 for usage or environment, 130 where the user broke it off."""
    console.prepare()
    try:
        status = program.main(arguments, prog_name="zipingbao", standalone_mode=False) or 0
    except click.ClickException as error:
        console.tell(refusal(error))
        status = 2
    except (click.Abort, KeyboardInterrupt):
        console.tell("已中断\n")
        status = 130
    return int(status) if console.finish() else max(int(status), 2)


__all__ = ["consulting", "desk", "foreign", "main", "returning", "run"]
