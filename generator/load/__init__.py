"""A YAML file, its bytes or its text in; its nodes with their places, and what is wrong with how it is written, out."""

from __future__ import annotations

from pathlib import Path

from ..codes import reading as codes
from ..diagnostic import Diagnostic, Label, in_order
from ..frozen import dataclass
from ..nodes import Node, Scalar
from ..source import Place, Source, whole_file
from . import building, characters, decoding, mending
from .mending import Slip

LIMIT = decoding.LIMIT
decode = decoding.decode
_WORK = 4_000_000
"""Characters that reading past slips may cost in all: each slip set right has the text parsed once more."""


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's node, its findings, and the slips among them that were read past."""

    source: Source
    node: Node | None
    found: tuple[Diagnostic, ...]
    slips: tuple[Slip, ...] = ()
    stop: int | None = None
    """The line that could not be read past; what stands below it has not been looked at."""


def read_source(source: Source) -> Reading:
    """The same with the slips, for `check --fix`."""
    slips = list(characters.suspects(source))
    edits = [edit for slip in slips for edit in slip.edits]
    mended: set[int] = set()
    """Lines with a slip set right: what still does not parse there is no second fault."""
    rounds = max(3, min(200, _WORK // (len(source.text) + 1)))
    found: list[Diagnostic] = []
    node: Node | None = None
    end: int | None = None
    for left in range(rounds, -1, -1):
        built = building.build(mending.sheet(source, edits))
        if built.stop is None:
            node = built.node
            break
        stop, line = built.stop, built.stop.diagnostic.place.line
        goes_on = bool(left and stop.edits) and not mending.clashes(edits, stop.edits)
        follows = line in mended or (stop.diagnostic.code is codes.INDENT and line - 1 in mended)
        if goes_on or not follows:
            slips.append(stop if goes_on else Slip(stop.diagnostic))
        if not goes_on:
            end = line
            if stop.edits and not left:
                found.append(_too_many(stop.diagnostic))
            break
        mended.add(line)
        edits += stop.edits
    found += built.found
    if slips:
        from . import showing  # a file without a slip needs no corrected lines

        found += showing.told(source, slips, edits)
    if isinstance(node, Scalar) and node.empty:
        node = None
    if node is None and not found:
        found.append(_empty(source))
    return Reading(source, node, in_order(found), tuple(slips), end)


def _too_many(last: Diagnostic) -> Diagnostic:
    place = last.place
    behind = Label(Place(place.source, place.end, place.end))
    return Diagnostic(codes.OTHER, "这类写法太多，读到这里为止", behind, help="先改好上面指出的这些，再运行一次")


def _empty(source: Source) -> Diagnostic:
    fact = "文件里只有注释，没有内容" if source.text.strip() else "文件是空的"
    advice = "看看是不是选错了文件；第一行通常是 版本: 1"
    return Diagnostic(codes.EMPTY, fact, Label(whole_file(source.name)), help=advice)
