"""A finding in, what the page advises out: who works in a browser types no commands."""

from __future__ import annotations

import re

from ..codes.output import W102, W103, W104, W105, W106
from ..diagnostic import Diagnostic

FORCED = (W102, W103, W104)
"""What may be written over all the same: the old file is kept beside."""
_ADVICE = {
    W102: "先把其中的改动抄回左边；仍要覆盖的，原来的会另存",
    W103: "把那份文件改个名字或者移走；仍要覆盖的，原来的会另存",
    W104: "先在 WPS 或 Word 里关闭它，再生成",
    W105: "看看这个位置能不能写，或者把那个文件、文件夹改个名字，再生成",
    W106: "腾出空间，再生成",
}


_COMMAND = re.compile(r"--[a-z]|zipingbao [a-z]")


def on_page(advice: str) -> str:
    """Without what is typed in a terminal, where something else is advised as well."""
    left = [one for one in advice.split("；") if not _COMMAND.search(one)]
    return "；".join(left).removeprefix("或者") or advice


def refusal(one: Diagnostic) -> str:
    """Why a file was not written: the fact, what would be lost, what to do; a line each."""
    advice = _ADVICE.get(one.code)
    return "\n".join((one.told, *one.notes, *((advice,) if advice else ())))


__all__ = ["FORCED", "on_page", "refusal"]
