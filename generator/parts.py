"""A file's nodes in, the same with every item `文件: 项目/热线.yaml` of a list replaced by what stands in that file out.

Several people fill one report so: each project by its section, the accounts by finance. What is wrong in such a file is
told at its own line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping as Map
from pathlib import Path

from msgspec import Struct, field

from .codes.filling import PART
from .codes.reading import NOT_BESIDE
from .diagnostic import Diagnostic, Label
from .load import load
from .model import ELSEWHERE, Table
from .nearby import SUFFIXES, beside, plain
from .nodes import Entry, Mapping, Node, Scalar, Sequence
from .pattern import deferred
from .source import Place, cut
from .vocabulary.organisation import SUBMISSION

KEY, LAST = ELSEWHERE, "上年文件"
_MENTIONED = deferred(rf"(?<!\w){KEY}:")
"""Not 上年文件: most files have no such item, and their tree is not walked."""
LONGEST = 60
"""Characters of a path that a message shows."""
DEEPEST = 8
"""Files that may name one another in a row."""
_NONE: Map[Path, Path | None] = {}


class Gathered(Struct, frozen=True):
    """The whole tree, what was wrong on the way, and the files that were read beside the first."""

    root: Node
    found: tuple[Diagnostic, ...] = ()
    files: tuple[Path, ...] = ()
    emptied: tuple[Place, ...] = ()
    """Lists of which nothing could be read: what they lack has been told."""


Instead = Map[Path, Path | None]
"""What is read in place of a file (another version of it), by its real path; None where it is not to be there."""


def gather(root: Node, path: Path, name: str, instead: Instead = _NONE) -> Gathered:
    """`path` is the file that `root` was read from, `name` how the user wrote it; a tree without such items stays."""
    text = root.place.source.text
    if f"{KEY}:" not in text or _MENTIONED.search(text) is None:
        return Gathered(root)
    gathering = _Gathering(instead)
    whole = gathering.node(root, "", (_Open(path, name),))
    return Gathered(whole, tuple(gathering.found), tuple(gathering.files), tuple(gathering.emptied))


def files_beside(path: Path) -> tuple[Path, ...]:
    """The files that a file names: items of its lists, and last year's."""
    node, _, _ = load(path, str(path))
    if node is None:
        return ()
    entries = node.entries if isinstance(node, Mapping) else ()
    last = [entry.value for entry in entries if entry.key.text == LAST]
    named = [beside(path, one.text) for one in last if isinstance(one, Scalar)]
    return (*gather(node, path, str(path)).files, *(one for one in named if one is not None))


def not_beside(key: str, named: Place, words: str) -> Diagnostic:
    """A file that names one elsewhere, or of another kind."""
    short = cut(words, LONGEST)
    fact = f"“{key}”只能写旁边或下面文件夹里的 .yaml 文件，写的是“{short}”"
    name = plain(words).rpartition("/")[2]
    own = name if name.lower().endswith(SUFFIXES) and len(name) <= LONGEST else "2023.yaml"
    return Diagnostic(NOT_BESIDE, fact, Label(named), help=f"把那份文件复制到这份旁边，写成 {key}: {own}")


class _Open(Struct, frozen=True):
    """A file that is being read: those it names lie beside it."""

    path: Path
    name: str


class _Gathering(Struct):
    instead: Instead
    found: list[Diagnostic] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    emptied: list[Place] = field(default_factory=list)

    def node(self, node: Node, key: str, opened: tuple[_Open, ...]) -> Node:
        """A node with its lists made whole; `key` is what it stands behind."""
        match node:
            case Mapping(entries):
                return Mapping(tuple(self._entry(entry, opened) for entry in entries), node.place)
            case Sequence(items):
                made = tuple(one for item in items for one in self._item(item, key, opened))
                self.emptied += [node.place] if items and not made else []
                return Sequence(made, node.place)
        return node

    def _entry(self, entry: Entry, opened: tuple[_Open, ...]) -> Entry:
        if isinstance(entry.value, Scalar):
            return entry
        return Entry(entry.key, self.node(entry.value, entry.key.text, opened))

    def _item(self, item: Node, key: str, opened: tuple[_Open, ...]) -> tuple[Node, ...]:
        named = _named(item)
        if named is None:
            named = _named_beside(item, key)
            if named is None or not isinstance(item, Mapping):
                return (self.node(item, "", opened),)
            more = next(entry.key for entry in item.entries if entry.key.text != KEY)
            self._fault(more, f"“{KEY}”旁边还写了“{more.text}”", f"这一项只写“{KEY}”，“{more.text}”写进那个文件里")
        before = opened[-1]
        words = plain(named.text)
        path = beside(before.path, words)
        if path is None:
            self.found.append(not_beside(KEY, named.place, words))
            return ()
        name = str(Path(before.name).parent / words)
        if any(_same(one.path, path) for one in opened) or len(opened) >= DEEPEST:
            self._fault(named, f"“{words}”套着它自己", "各份文件里只写各自的内容，不再写回来")
            return ()
        return self._read(named, key, (*opened, _Open(path, name)))

    def _read(self, named: Scalar, key: str, opened: tuple[_Open, ...]) -> tuple[Node, ...]:
        """The items of a file: one, a list of them, or a list behind the key that it was asked for."""
        path, name = opened[-1].path, opened[-1].name
        read = standing_in(path, self.instead)
        if read is None:
            return ()
        if not os.path.isfile(read):  # noqa: PTH113 # Path's own raises where a name is too long
            self._fault(named, f"找不到“{name}”", "核对文件名；从这份文件所在的文件夹写起，如 项目/热线.yaml")
            return ()
        node, _, found = load(read, name)
        self.found += found
        self.files.append(path)
        if isinstance(node, Mapping) and len(node.entries) == 1 and node.entries[0].key.text == key:
            node = node.entries[0].value
        if isinstance(node, Mapping):
            return (self.node(node, key, opened),)
        if isinstance(node, Sequence):
            whole = self.node(node, key, opened)
            return whole.items if isinstance(whole, Sequence) else ()
        if node is not None or not found:
            self._fault(named, f"“{name}”里不是“{key}”的一项", "从这一项的第一个键写起，顶格，一行一个键")
        return ()

    def _fault(self, named: Scalar, fact: str, advice: str) -> None:
        self.found.append(Diagnostic(PART, fact, Label(named.place), help=advice))


def _named(item: Node) -> Scalar | None:
    """The path of an item that says nothing but where it is written; evidence may name a file of another kind."""
    if not isinstance(item, Mapping) or len(item.entries) != 1 or item.entries[0].key.text != KEY:
        return None
    value = item.entries[0].value
    return value if isinstance(value, Scalar) and value.text.strip().lower().endswith(SUFFIXES) else None


def _named_beside(item: Node, key: str) -> Scalar | None:
    """The path of an item that says more beside it; some lists have a 文件 of their own."""
    if not isinstance(item, Mapping) or not any(entry.key.text == KEY for entry in item.entries):
        return None

    own = SUBMISSION.by_name.get(key)
    if own is not None and isinstance(own.kind, Table) and KEY in own.kind.record.by_name:
        return None
    only = tuple(entry for entry in item.entries if entry.key.text == KEY)
    return _named(Mapping(only, item.place))


def standing_in(path: Path, instead: Instead) -> Path | None:
    """The file to read for a path."""
    return instead.get(Path(os.path.realpath(path)), path) if instead else path


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
