"""Inputs as they were named in, the files to be worked on out: a part of a report stands for the whole that names it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ..codes.reading import NO_WHOLE
from ..diagnostic import Diagnostic, Label
from ..display import visible
from ..source import whole_file
from ..wholes import is_item, may_be_part, wholes
from . import verdict


class InputFile(Struct, frozen=True):
    """A file, what is told before its verdict, and the fault of one that cannot be worked on alone."""

    path: Path
    parts: tuple[str, ...] = ()
    fault: Diagnostic | None = None

    @property
    def told(self) -> str:
        """Which file is worked on instead of those that were named."""
        whole = visible(str(self.path))
        return "".join(f"{visible(part)} 是 {whole} 的一部分，连同它一起查\n" for part in self.parts)


def targets(files: Sequence[str]) -> list[InputFile]:
    """Each file once, in the order in which it is first meant."""
    found: dict[str, InputFile] = {}
    given = {os.path.realpath(path) for path in verdict.unique(files)}
    for path in verdict.unique(files):
        for one in _meant_apart(path):
            real = os.path.realpath(one.path)
            before = found.get(real)
            parts = (*(before.parts if before is not None else ()), *(one.parts if real not in given else ()))
            found[real] = InputFile(before.path if before is not None else one.path, parts, one.fault)
    return list(found.values())


def _meant_apart(path: Path) -> list[InputFile]:
    try:
        return _meant(path)
    except Exception as error:
        return [InputFile(path, fault=verdict.broken(path, error))]


def _meant(path: Path) -> list[InputFile]:

    if not may_be_part(path):
        return [InputFile(path)]
    owners = wholes(path)
    if owners:
        return [InputFile(_near(one, path), (str(path),)) for one in owners]
    return [InputFile(path, fault=no_whole(path) if is_item(path) else None)]


def no_whole(path: Path) -> Diagnostic:
    """A part that nobody names."""
    fact = f"{path.name} 里只有一项的键，像是分开填的一份，附近却没有哪份文件写着“文件: {path.name}”"
    advice = "在整份文件的列表里写上它，如“- 文件: 项目/热线.yaml”，再查；这份就是整份的，从“版本: 1”写起"
    return Diagnostic(NO_WHOLE, fact, Label(whole_file(str(path))), help=advice)


def _near(whole: Path, part: Path) -> Path:
    """A whole's path as the user would write it: beside where the part was named from."""
    if part.is_absolute():
        return Path(os.path.normpath(whole))
    return Path(os.path.relpath(whole))
