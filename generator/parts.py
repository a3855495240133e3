"""A file's nodes in, the same with every item `文件: 项目/热线.yaml` of a list replaced by what stands in that file out.

Several people fill one report so: each project by its section, the accounts by finance. What is wrong in such a file is
told at its own line.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from .codes.filling import PART
from .diagnostic import Diagnostic, Label
from .frozen import dataclass
from .load import load
from .nodes import Entry, Mapping, Node, Scalar, Sequence
from .pattern import deferred
from .source import Place

KEY, LAST = "文件", "上年文件"
_MENTIONED = deferred(rf"(?<!\w){KEY}:")
"""Not 上年文件: most files have no such item, and their tree is not walked."""
SUFFIXES = (".yaml", ".yml")
DEEPEST = 8
"""Files that may name one another in a row."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The whole tree, what was wrong on the way, and the files that were read beside the first."""

    root: Node
    found: tuple[Diagnostic, ...] = ()
    files: tuple[Path, ...] = ()
    emptied: tuple[Place, ...] = ()
    """Lists of which nothing could be read: what they lack has been told."""


def gather(root: Node, path: Path, name: str) -> Gathered:
    """`path` is the file that `root` was read from, `name` how the user wrote it; a tree without such items stays."""
    text = root.place.source.text
    if f"{KEY}:" not in text or _MENTIONED.search(text) is None:
        return Gathered(root)
    gathering = _Gathering()
    whole = gathering.node(root, "", (_Open(path, name),))
    return Gathered(whole, tuple(gathering.found), tuple(gathering.files), tuple(gathering.emptied))


def files_beside(path: Path) -> tuple[Path, ...]:
    """The files that a file names: items of its lists, and last year's."""
    node, _, _ = load(path, str(path))
    if not isinstance(node, Mapping):
        return ()
    last = [entry.value for entry in node.entries if entry.key.text == LAST]
    named = [path.parent / one.text for one in last if isinstance(one, Scalar) and one.text]
    return (*gather(node, path, str(path)).files, *named)


@dataclass(frozen=True, slots=True)
class _Open:
    """A file that is being read: those it names lie beside it."""

    path: Path
    name: str


@dataclass(slots=True)
class _Gathering:
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
            return (self.node(item, "", opened),)
        before = opened[-1]
        words = named.text.strip().replace("\\", "/")
        path = before.path.parent / words
        name = str(Path(before.name).parent / words)
        if any(_same(one.path, path) for one in opened) or len(opened) >= DEEPEST:
            self._fault(named, f"“{words}”套着它自己", "各份文件里只写各自的内容，不再写回来")
            return ()
        return self._read(named, key, (*opened, _Open(path, name)))

    def _read(self, named: Scalar, key: str, opened: tuple[_Open, ...]) -> tuple[Node, ...]:
        """The items of a file: one, a list of them, or a list behind the key that it was asked for."""
        path, name = opened[-1].path, opened[-1].name
        if not path.is_file():
            self._fault(named, f"找不到“{name}”", "核对文件名；从这份文件所在的文件夹写起，如 项目/热线.yaml")
            return ()
        node, _, found = load(path, name)
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


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except OSError:
        return False
