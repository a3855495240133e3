"""The command line's own help in, docs/cli.md out: `python docs/generate.py` rewrites it, a test guards the drift."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.commands import program

HEAD = """# 命令行

本页由 `python docs/generate.py` 从程序自己的说明生成，请不要手工修改。

- 提示：`build` 写到标准错误，`check` 写到标准输出；`--format json` 时标准输出只有 JSON，结论写到标准错误。
- 退出码：0 没有错误；1 有错误（加 `--strict` 时包括警告）；2 命令用法或文件读写有问题；130 被 Ctrl+C 中断。
- 颜色和进度只在终端上出现；设了 `NO_COLOR` 就没有颜色。
"""


def manual() -> str:
    """The page: the program's help and each command's."""
    top = click.Context(program, info_name="zipingbao")
    pages = [("zipingbao", top.get_help())]
    for name, command in program.commands.items():
        pages.append((f"zipingbao {name}", click.Context(command, top, name).get_help()))
    return HEAD + "".join(f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in pages)


if __name__ == "__main__":
    Path(__file__).with_name("cli.md").write_text(manual(), encoding="utf-8", newline="\n")
