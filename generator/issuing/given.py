"""The folder or zip of a pack as somebody names it in, its name and where its files lie out."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ..codes import issuing as codes
from ..container import PACK, Flaw, in_file
from ..diagnostic import Diagnostic, Label
from ..load import load_bytes
from ..nodes import Mapping
from ..packs.asked import wanted
from ..packs.files import MAIN, PackFiles, is_litter, plain
from ..packs.finding import Folders
from ..source import whole_file

SAMPLE = "sample/input.yaml"
DEEPEST = 2
"""地区/报告: what a pack is called."""


class Given(Struct, frozen=True):
    """A pack as it was given, under the name that departments will call it by."""

    files: PackFiles
    where: Folders

    @property
    def name(self) -> str:
        return self.files.name


def given(path: Path) -> Given | Diagnostic:
    """A folder with a pack.yaml, or a zip: sealed (the folders in it are its name), or packed by hand (called by its place)."""
    if path.is_dir() and (path / MAIN).is_file():
        name = _called(path, path.resolve())
    elif path.is_file() and path.suffix.lower() == ".zip":
        name = _inside(path) or _called(path, path.resolve().with_suffix(""))
    else:
        fact = f"{path} 不是模板包：要一个有 {MAIN} 的文件夹，或者压缩包" if path.exists() else f"没有 {path}"
        return Diagnostic(codes.NO_PACK, fact, Label(whole_file(str(path))), help=f"写 {MAIN} 所在的文件夹")
    whole = path.resolve()
    around = whole.parent if name.count("/") == 0 else whole.parent.parent
    files = PackFiles(name, path)
    return Given(files, Folders((around,) if not path.is_file() else (whole.parent, around), placed=(files,)))


def _called(path: Path, whole: Path) -> str:
    """By the last two folders, or by the last one where its own sample says so."""
    name = "/".join(plain(part) for part in whole.parts[-DEEPEST:] if part not in (os.sep, whole.anchor))
    last = plain(whole.name)
    return last if _in_sample(path, last) else name


def _in_sample(path: Path, name: str) -> bool:
    data = PackFiles(name, path).read(SAMPLE)
    node = load_bytes(data, SAMPLE)[0] if data is not None else None
    return isinstance(node, Mapping) and any(one.text == name for one in wanted(node))


def _inside(path: Path) -> str:
    """The folders in which a sealed zip holds its pack.yaml."""
    zipped = in_file(path, PACK)
    if isinstance(zipped, Flaw):
        return ""
    homes = [PurePosixPath(name).parent for name in zipped.entries if PurePosixPath(name).name == MAIN]
    homes = [one for one in homes if not any(map(is_litter, one.parts))]
    home = min(homes, key=lambda one: len(one.parts), default=None)
    return home.as_posix() if home is not None and len(home.parts) == DEEPEST else ""
