"""A pack's files in, which of its templates nobody can read out: each with what is wrong with it, at its first line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..codes.packs import MISSING_FILE
from ..diagnostic import Diagnostic, Label
from ..load.decoding import decode
from ..source import whole_file
from .content import listed, origin
from .files import LARGEST, PackFiles

REPORT = "report.md.j2"


def unreadable(chain: Iterable[PackFiles]) -> Iterator[Diagnostic]:
    """Of the packs that did not come with the program; what a parent has under the same name would be printed instead."""
    for files in chain:
        if origin(files).built_in:
            continue
        for inner in listed(files):
            data = files.read(inner) if inner.endswith(".j2") else None
            if data is not None:
                yield from _found(data, files.shown(inner))
            elif inner == REPORT:  # another one is told where it is taken in
                yield _not_there(files.shown(inner))


def _not_there(shown: str) -> Diagnostic:
    message = f"读不了 {REPORT}：不是普通文件，指到了模板包外面，或超过 {LARGEST // 1024:,} KB"
    advice = "放一份 UTF-8 文本；不用的文件移出模板包"
    return Diagnostic(MISSING_FILE, message, Label(whole_file(shown)), help=advice)


@lru_cache(maxsize=512)
def _found(data: bytes, shown: str) -> tuple[Diagnostic, ...]:
    return decode(data, shown)[1]
