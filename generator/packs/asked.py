"""What a file asks of packs (模板, 年度) in; which of them are wanted, and whether they serve its year, out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from ..codes import packs as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text
from ..nodes import Mapping, Node, Scalar, Sequence
from ..pack import Pack
from ..source import Place, whole_file
from .files import plain
from .installed import home, order, versions

VERSION = "模板版本"
SEVERAL = re.compile("[、，,；;]")
"""Several names in one text are no name: validation says how a list is written."""


class Asked(Struct, frozen=True):
    """A pack's name, and where it was written (None on the command line); the version that a file was filled in for."""

    text: str
    place: Place | None
    version: str = ""
    version_place: Place | None = None


def wanted(node: Node) -> tuple[Asked, ...]:
    """The packs that a file names, before it is validated."""
    if not isinstance(node, Mapping):
        return ()
    names, versions = _texts(node, "模板"), _texts(node, VERSION)
    paired = zip(names, [*versions, *[None] * len(names)], strict=False)
    named = [
        Asked(one.text.strip(), one.place, version.text.strip(), version.place)
        if version is not None
        else Asked(one.text.strip(), one.place)
        for one, version in paired
        if one.text.strip() and not SEVERAL.search(one.text)
    ]
    return tuple({one.text: one for one in reversed(named)}.values())[::-1]


def _texts(node: Mapping, key: str) -> list[Scalar]:
    value = next((entry.value for entry in node.entries if entry.key.text == key), None)
    nodes = value.items if isinstance(value, Sequence) else (value,)
    return [one for one in nodes if isinstance(one, Scalar)]


def versions_of(asked: Iterable[Asked]) -> tuple[tuple[str, str], ...]:
    """The versions that files were filled in for, by the name of the pack: of several that are installed that one is taken."""
    return tuple((one.text, one.version) for one in asked if one.version)


def judges(pack: Pack, asked: tuple[Asked, ...]) -> tuple[Diagnostic, ...]:
    """A pack that does not serve the version that a file was filled in for, and a newer one that is installed."""
    one = next((one for one in asked if one.text == pack.name), None)
    if one is None:
        return ()
    place = one.version_place or one.place or whole_file(pack.name)
    if one.version and one.version != pack.version and one.version not in pack.serves:
        fact = f"文件是按“{pack.name}”{one.version} 版填的，这里的是 {pack.version} 版，不认那一版"
        advice = f"转到 {pack.version} 版：zipingbao migrate 这个文件 --to {pack.version}；或者装回 {one.version} 版：zipingbao pack add 仓库 {pack.name} --version {one.version}"
        if order(one.version) > order(pack.version):
            advice = f"装新版：zipingbao pack update；或者向发模板包的单位要 {one.version} 版"
        return (Diagnostic(codes.OTHER_VERSION, fact, Label(place), help=advice),)
    if pack.built_in or not pack.origin.path.is_relative_to(home()):
        return ()
    newest = next(iter(versions(pack.name)), None)
    if newest is None or order(newest.version) <= order(pack.version):
        return ()
    fact = f"用的是“{pack.name}”{pack.version} 版，已经装了更新的 {newest.version} 版"
    advice = f"要用新版的：zipingbao migrate 这个文件 --to {newest.version}"
    return (Diagnostic(codes.NEWER_VERSION, fact, Label(place), help=advice),)


def choose(asked: tuple[Asked, ...], template: str | None) -> tuple[tuple[Asked, ...], tuple[Diagnostic, ...]]:
    """All of a file's packs, or the one that was asked for by its name or the last part of it.

    A pack that the file does not name may be asked for as well, as long as it is there: one file of facts feeds every
    report of its year.
    """
    if template is None:
        return asked, ()
    template = plain(template)
    for one in asked:
        if template in (one.text, one.text.rpartition("/")[2]):
            return (one,), ()
    return (Asked(template, None),), ()


def served(pack: Pack, root: Item) -> tuple[Diagnostic, ...]:
    """A pack that names its years is warned of in another one: where it says so, if it did not come with the program."""
    year = root.get("年度")
    if not isinstance(year, Text) or not pack.years or year.text in pack.years:
        return ()
    written, place = pack.rules.places.get("适用年度"), year.place or whole_file(pack.name)
    return (
        Diagnostic(
            codes.YEAR,
            f"模板包“{pack.name}”适用于 {'、'.join(pack.years)} 年度，文件是 {year.text} 年度",
            Label(written or place),
            (Label(place, "文件的年度"),) if written else (),
            help="核对有没有这一年度的模板包；没有的，逐项核对表样",
        ),
    )
