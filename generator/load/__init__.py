"""A YAML file, its bytes or its text in; its nodes with their places, and what is wrong with how it is written, out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label, has_errors, in_order
from ..nodes import Node, Scalar
from ..source import Place, Source, whole_file
from . import building, characters, conflicts, decoding, mending, showing
from .mending import Edit, Mend

LIMIT = decoding.LIMIT
decode = decoding.decode
_SLIPS = 200
"""That are read past, at most."""
_WORK = 1_500_000
"""Characters that reading past slips may cost in all: each slip set right has the text parsed once more, up to the next."""

_SHORTEST = 25
"""Characters that a line costs at least: it is its values that take time."""


def load(path: Path, name: str) -> tuple[Node | None, Source | None, tuple[Diagnostic, ...]]:
    """Read a file; `name` is the path as the user wrote it."""
    data = decoding.read(path, name)
    if isinstance(data, Diagnostic):
        return None, None, (data,)
    return load_bytes(data, name)


def load_bytes(data: bytes, name: str) -> tuple[Node | None, Source | None, tuple[Diagnostic, ...]]:
    """Read bytes already at hand (standard input, a git revision)."""
    source, found = decoding.decode(data, name)
    if source is None:
        return None, None, found
    node, more = load_text(source)
    return node, source, in_order((*found, *more))


def load_text(source: Source) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Read a text: slips whose meaning is certain are reported and read past, the first other fault stops."""
    reading = read_source(source)
    return reading.node, reading.found


class LoadedText(Struct, frozen=True):
    """A text's node, its findings, and the slips among them that were read past."""

    source: Source
    node: Node | None
    found: tuple[Diagnostic, ...]
    slips: tuple[Mend, ...] = ()
    stop: int | None = None
    """The line that could not be read past; what stands below it has not been looked at."""
    work: int = 0
    """Characters that were parsed for it, each as often as the text was; no line counts as fewer than `_SHORTEST`."""


def read_source(source: Source) -> LoadedText:
    """The same with the slips, for `check --fix`."""
    unread = conflicts.conflicts(source) or characters.line_ends(source)
    if unread:
        return LoadedText(source, None, unread)
    slips = list(characters.suspects(source))
    edits = [edit for slip in slips for edit in slip.edits]
    mended: set[int] = set()
    """Lines with a slip set right: what still does not parse there is no second fault."""
    work = 0
    found: list[Diagnostic] = []
    node, end = None, None
    for turn in range(_SLIPS + 1):
        built = building.build(mending.sheet(source, edits))
        if built.stop is None:
            node = built.node
            break
        stop, line = built.stop, built.stop.diagnostic.place.line
        work += max(stop.diagnostic.place.end, _SHORTEST * line) + len(source.text) // 8
        spent = turn == _SLIPS or (work > _WORK and turn >= 3)
        fits = mending.within_lines(source, stop.edits) and not mending.clashes(edits, stop.edits)
        goes_on = bool(stop.edits) and fits and not spent
        follows = line in mended or (stop.diagnostic.code is codes.INDENT and line - 1 in mended)
        if goes_on or not follows:
            slips.append(stop if goes_on else Mend(stop.diagnostic))
        if not goes_on:
            end = line
            if stop.edits and spent:
                found.append(_too_many(stop.diagnostic))
            break
        mended.add(line)
        edits += stop.edits
    found += (*built.found, *_shown(source, slips, edits))
    node = None if isinstance(node, Scalar) and node.empty else node
    if node is None and end is None and not has_errors(found):
        found.append(_empty(source))
    return LoadedText(source, node, in_order(found), tuple(slips), end, work + len(source.text))


def _shown(source: Source, slips: list[Mend], edits: list[Edit]) -> Iterable[Diagnostic]:
    if not slips:
        return ()

    return showing.told(source, slips, edits)


def _too_many(last: Diagnostic) -> Diagnostic:
    place = last.place
    behind = Label(Place(place.source, place.end, place.end))
    return Diagnostic(codes.OTHER, "这类写法太多，读到这里为止", behind, help="先改好上面指出的这些，再运行一次")


def _empty(source: Source) -> Diagnostic:
    seen = any(word.isprintable() for word in source.text.split())
    fact = "文件里只有注释，没有内容" if seen else "文件是空的"
    advice = "看看是不是选错了文件；第一行通常是 版本: 1"
    return Diagnostic(codes.EMPTY, fact, Label(whole_file(source.name)), help=advice)
