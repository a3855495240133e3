"""A pack's sample in, what is wrong with it and where it prints something else than is expected out."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from ..codes import issuing as codes
from ..colophon import properties
from ..diagnostic import Diagnostic, Label
from ..figure import Item
from ..load import load_bytes
from ..load.decoding import decode
from ..pack import Pack
from ..packs.asked import wanted
from ..packs.content import SAMPLE, every
from ..pipeline import Settings, check
from ..source import Place, Source, shorten, whole_file
from ..writers import write
from .given import Given

INPUT, EXPECTED = f"{SAMPLE}/input.yaml", f"{SAMPLE}/expected.md"


def sample(given: Given, pack: Pack, folder: Path) -> tuple[tuple[Diagnostic, ...], tuple[Item, ...]]:
    """What is found on the sample is the pack's fault as well: its author wrote it."""
    files = given.files
    if files.read(INPUT) is None:
        place = Label(whole_file(files.shown("pack.yaml")))
        help = "填一份放进 sample/input.yaml，印出的 Markdown 存成 sample/expected.md"
        return (Diagnostic(codes.NO_SAMPLE, f"没有样例（{INPUT}）", place, help=help),), ()
    node = load_bytes(files.read(INPUT) or b"", files.shown(INPUT))[0]
    named = [one.text for one in wanted(node)] if node is not None else []
    if named and pack.name not in named:
        fact, named_at = f"样例的“模板”里写的是 {'、'.join(named)}，不是 {pack.name}", whole_file(files.shown(INPUT))
        return (Diagnostic(codes.OTHER_SAMPLE, fact, Label(named_at), help=f"写 模板: {pack.name}"),), ()
    path = _unpacked(given, folder) if files.packed else files.path / INPUT
    checked = check(path, Settings(given.where.own, placed=given.where.placed), files.shown(INPUT))
    found = checked.diagnostics
    figures = tuple(one for own, one in checked.figures if own.name == pack.name)
    printed = [one for one in checked.composed if one.pack.name == pack.name]
    if printed:
        text = write(printed[0].document, pack.style, properties(pack), "md").decode("utf-8")
        found += _compared(given, text)
    return found, figures


def _unpacked(given: Given, folder: Path) -> Path:
    """The sample of a zip as files, with what it names beside it."""
    for inner in every(given.files):
        if inner.startswith(f"{SAMPLE}/") and (data := given.files.read(inner)) is not None:
            path = folder / PurePosixPath(inner)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return folder / INPUT


def _compared(given: Given, printed: str) -> tuple[Diagnostic, ...]:
    name = given.files.shown(EXPECTED)
    data = given.files.read(EXPECTED)
    if data is None:
        help = f"看过没有错的，把印出的 Markdown 存成 {EXPECTED}"
        return (
            Diagnostic(codes.NO_SAMPLE, f"没有样例应当印出的文字（{EXPECTED}）", Label(whole_file(name)), help=help),
        )
    source, found = decode(data, name)
    if source is None:
        return found
    ours, theirs = printed.split("\n"), source.text.split("\n")
    at = next((at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), None)
    if at is None:
        if len(ours) == len(theirs):
            return found
        at = min(len(ours), len(theirs)) - 1
    said = shorten(ours[at]) if at < len(ours) else ""
    fact = f"样例现在印出的与 {EXPECTED} 不同，从这一行起：印出的是“{said}”"
    help = "是模板改错了的，改回去；是有意改的，把印出的存成新的 expected.md"
    return (*found, Diagnostic(codes.DIFFERS, fact, Label(_line(source, at)), help=help))


def _line(source: Source, at: int) -> Place:
    start = sum(len(line) + 1 for line in source.text.split("\n")[:at])
    return Place(source, start, start + len(source.text.split("\n")[at]))
