"""click's commands in, the same with help, usage and errors in Chinese out.

click takes its words from gettext by the machine's locale and ships no catalogue; so the texts are set here from the
classes of its exceptions and parameters, whose names it keeps from 8.1 on, and never by patching its modules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

COLUMNS = 80
"""Columns of a help page: fixed, so that the page is the same in every window and in the manual."""


class Command(click.Command):
    """A command whose help and refusals are Chinese; `usage` is what follows 选项 on the usage line."""

    def __init__(self, *args: Any, usage: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "add_help_option": False})
        self.usage = usage
        self.params.append(_help_option())

    def get_usage(self, ctx: click.Context) -> str:
        return f"用法：{ctx.command_path} [选项] {self.usage}".rstrip()

    def get_help(self, ctx: click.Context) -> str:
        parts = [self.get_usage(ctx), *_paragraphs(self.help or "")]
        return "\n\n".join((*parts, *self.lists(ctx)))

    def lists(self, ctx: click.Context) -> Iterable[str]:
        """The tables below the text."""
        options = (param for param in self.params if isinstance(param, click.Option))
        yield _table("选项", [(_names(option), option.help or "") for option in options])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(f"多余的参数：{' '.join(rest)}", ctx)
        return rest


class Group(Command, click.Group):
    """The program: its commands, in the order they were added."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not set(args) - {"--"} and not ctx.resilient_parsing:
            from . import console

            console.tell(ctx.get_help() + "\n")
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def lists(self, ctx: click.Context) -> Iterable[str]:
        yield _table("命令", [(name, command.short_help or "") for name, command in self.commands.items()])
        yield from super().lists(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands:
            raise click.UsageError(f"没有“{args[0]}”这个命令{_meant(args[0], self.commands)}", ctx)
        return super().resolve_command(ctx, args)


def refusal(error: click.ClickException) -> str:
    """The whole text for a command line that cannot be understood."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return f"错误：{_sentence(error)}\n"
    return f"{ctx.get_usage()}\n错误：{_sentence(error)}\n（运行 {ctx.command_path} --help 查看说明）\n"


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            known = [name for param in _params(error) for name in param.opts if name.startswith("--")]
            return f"没有 {error.option_name} 这个选项{_meant(error.option_name, known)}"
        case click.MissingParameter():
            return f"缺少参数：{_called(error.param)}"
        case click.BadParameter(param=click.Parameter()):
            return f"{_called(error.param)}：{error.message}"
        case click.BadOptionUsage():
            flags = (param for param in _params(error) if isinstance(param, click.Option) and param.is_flag)
            unvalued = any(error.option_name in flag.opts for flag in flags)
            return f"选项 {error.option_name} {'不带值' if unvalued else '后面缺少值'}"
    return error.message


def _params(error: click.UsageError) -> Sequence[click.Parameter]:
    return error.ctx.command.params if error.ctx else ()


def _called(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return " / ".join(param.opts) if isinstance(param, click.Option) else param.human_readable_name


def _meant(word: str, known: Iterable[str]) -> str:
    from ..source import nearest

    close = nearest(word, known)
    return f"，是不是 {close}？" if close else ""


def _help_option() -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            from . import console

            console.say(ctx.get_help() + "\n")
            ctx.exit()

    return flag("-h", "--help", help="显示这份说明。", callback=show)


def flag(*names: str, help: str, callback: Callable[..., None]) -> click.Option:
    """An option that answers at once, whatever else the line holds."""
    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, help=help, callback=callback)


def _names(option: click.Option) -> str:
    return ", ".join(option.opts) + ("" if option.is_flag else f" {option.metavar}")


def _paragraphs(text: str) -> list[str]:
    """Paragraphs filled to the page; one that is indented in the source (an example) keeps its lines."""
    paragraphs = re.split(r"\n\s*\n", text.strip("\n"))
    return [part if part.startswith("  ") else "\n".join(_filled(part, COLUMNS)) for part in paragraphs if part]


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    from ..source import width

    first = max(width(name) for name, _ in rows) + 4
    lines = [f"{title}："]
    for name, text in rows:
        head, *more = _filled(text, COLUMNS - first) or [""]
        lines.append(f"  {name}{' ' * (first - 2 - width(name))}{head}".rstrip())
        lines += [" " * first + line for line in more]
    return "\n".join(lines)


def _filled(text: str, columns: int) -> list[str]:
    """Lines of at most `columns`: broken between Chinese characters and words, never before closing punctuation."""
    from ..source import width

    pieces = re.findall(r"\s+|(?:[!-~]+|[“‘（《]*[^\s!-~])[。，、；：？！）》”’]*", text.replace("\n", ""))
    lines = [""]
    for piece in pieces:
        if width(lines[-1]) + width(piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()]
