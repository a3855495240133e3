"""The name of an installed pack in, the versions of it that are gone out; what its bureau is known by stays."""

from __future__ import annotations

from contextlib import suppress

from ..codes import issuing as codes
from ..diagnostic import Diagnostic, Label
from ..output.failures import failure
from ..packs.files import plain
from ..packs.installed import Installed, every
from ..source import whole_file


def remove(name: str, version: str = "") -> tuple[tuple[Installed, ...], tuple[Diagnostic, ...]]:
    """One version, or all of them; the zip goes first, so that nothing is found of which only half is there."""
    there = [one for one in every() if one.name == plain(name)]
    due = [one for one in there if version in ("", one.version)]
    if not due:
        has = f"装了的是 {'、'.join(one.version for one in there)}" if there else "没有装，或者不是从仓库装的"
        fact = f"{name}：没有装 {version}，{has}" if there else f"{name}：{has}"
        return (), (
            Diagnostic(codes.NOT_OFFERED, fact, Label(whole_file(name)), help="zipingbao pack list 看装了什么"),
        )
    gone: list[Installed] = []
    for one in due:
        try:
            one.path.unlink()
        except OSError as error:
            return tuple(gone), (failure(one.path, error),)
        gone.append(one)
        with suppress(OSError):
            one.path.with_name(f"{one.version}.json").unlink(missing_ok=True)
    for folder in (due[0].path.parent, due[0].path.parent.parent):
        with suppress(OSError):  # something else is in it
            folder.rmdir()
    return tuple(gone), ()
