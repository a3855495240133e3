"""The beginning of a word in, what a shell may complete it to out: files, names of packs, codes, fixed words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completion = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def files(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The shell's own list of files."""
    return [_item(begun, "file")]


def folders(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """The shell's own list of folders."""
    return [_item(begun, "dir")]


def packs(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Packs that can be found from here and print a report; a part of the name after the region will do."""
    from ..library import list_packs
    from ..pipeline import Settings

    names = [one.name for one in list_packs(Settings()) if one.prints]
    begins = [name for name in names if name.startswith(begun)]
    return [_item(name) for name in begins or [name for name in names if begun in name]]


def codes(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
    from ..checks.catalogue import CODES

    return [_item(code, help=CODES[code].title) for code in CODES if code.startswith(begun.upper())]


def words(*known: str) -> Completion:
    """One of a few fixed words."""
    return lambda ctx, param, begun: [_item(word) for word in known if word.startswith(begun)]


def _item(value: str, kind: str = "plain", help: str | None = None) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, kind, help)
