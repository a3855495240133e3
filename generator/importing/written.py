"""Settled values in, the YAML out: in the order of the blank form, where each came from behind it, what is open blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from ..forms import FormLine, Wanted, asked, blank_lines
from ..model import Field, Lines, Money, Named, Passage, Record, Table, bare_kind
from ..pattern import deferred
from ..sheets import told_place
from ..source import Place
from .found import CONTROL, Path, Value, is_row
from .settle import Settled

FINEST = 2
_UNSAFE = deferred(r"[,\[\]{}\n\t]|: | #|:$|^[-?:&*!|>'\"%@`#]|^\s|\s$|^$|^[~]$")
_WHOLE = deferred(r"-?[0-9]+(?:\.[0-9])?")


class Node(Struct):
    """Keys and rows below a path, and the value that stands there."""

    value: Value | None = None
    path: Path = ()
    below: dict[str, Node] = field(default_factory=dict)


class YamlLine(Struct, frozen=True):
    """A line with the places that its figures came from."""

    line: FormLine
    places: tuple[Place, ...] = ()

    def indented(self, by: str, dash: bool = False) -> YamlLine:
        mark = by[:-2] + "- " if dash else by
        text = mark + self.line.text if self.line.text else ""
        return YamlLine(FormLine(text, self.line.comment), self.places)


class Writer:
    def __init__(self, settled: Settled, wanted: Wanted | None, several: bool) -> None:
        """Without what a pack wants no blanks are left."""
        self.settled, self.wanted, self.several = settled, wanted, several

    def lines(self, record: Record) -> list[YamlLine]:
        return list(self.record(record, tree_of(self.settled), ""))

    def record(self, keys: Record, node: Node, prefix: str) -> Iterator[YamlLine]:
        """Keys with what was read, and the blanks that the form has beside them."""
        wanted = self.wanted
        open_keys = asked(keys, prefix.removesuffix("."), wanted) if wanted is not None else ()
        for one in keys.fields:
            child = node.below.get(one.name)
            path = prefix + one.name
            if child is not None:
                if not prefix and isinstance(one.kind, (Record, Table, Named)):
                    yield YamlLine(FormLine(""))
                yield from self.key(one, child, path)
            elif wanted is not None and one in open_keys and (not prefix or one.required or wanted.requires(path)):
                yield from map(YamlLine, blank_lines(one, prefix, wanted, {}, hidden=False))

    def key(self, one: Field, node: Node, path: str) -> Iterator[YamlLine]:
        kind = one.kind
        if node.value is not None and not node.below and "\n" in node.value.text:
            yield self.line(f"{one.name}: |", [node])
            yield from (YamlLine(FormLine(f"  {text}")) for text in node.value.text.split("\n"))
        elif isinstance(kind, Passage | Lines) and node.below:
            yield YamlLine(FormLine(f"{one.name}:"))
            yield from (line.indented("  ") for row in node.below.values() for line in self.point(row))
        elif node.value is not None and not node.below:
            yield self.line(f"{one.name}: {self.written(node.value, one.kind)}", [node])
        elif isinstance(kind, Record) and (kind.inline or set(node.below) == {kind.main}):
            yield self.line(f"{one.name}: {self.braces(kind, node)}", list(_leaves(node)))
        elif isinstance(kind, Record):
            yield YamlLine(FormLine(f"{one.name}:"))
            yield from (line.indented("  ") for line in self.record(kind, node, f"{path}."))
        elif isinstance(kind, Table):
            yield YamlLine(FormLine(f"{one.name}:"))
            for row in node.below.values():
                yield from self.row(kind.record, row, path)
        elif isinstance(kind, Named):
            yield YamlLine(FormLine(f"{one.name}:"))
            for name, row in node.below.items():
                inner = kind.kind if isinstance(kind.kind, Record) else None
                text = self.braces(inner, row) if inner is not None else self.written(_value(row), kind.kind)
                yield self.line(f"{quoted(name[1:-1])}: {text}", list(_leaves(row))).indented("  ")

    def point(self, node: Node) -> Iterator[YamlLine]:
        """A point of prose, or a section with its heading."""
        if node.value is not None:
            yield self.line(f"- {quoted(node.value.text)}", [node])
            return
        for number, (name, inner) in enumerate(node.below.items()):
            lines = list(self.key(Field(name, Passage(), ""), inner, name))
            yield from (line.indented("  ", dash=not number and not at) for at, line in enumerate(lines))

    def row(self, record: Record, node: Node, path: str) -> Iterator[YamlLine]:
        if record.inline:
            yield self.line(f"- {self.braces(record, node)}", list(_leaves(node)))
            return
        for number, line in enumerate(self.record(record, node, f"{path}.")):
            yield line.indented("  ", dash=not number)

    def braces(self, record: Record, node: Node) -> str:
        """A row or figure on one line; one that has only its main key is written bare."""
        if set(node.below) == {record.main} and isinstance(node.below[record.main], Node):
            text = self.inner(record.by_name[record.main], node.below[record.main])
            return f"{{{record.main}: {text}}}" if text.startswith("{") else text
        parts = [
            f"{one.name}: {self.inner(one, node.below[one.name])}" for one in record.fields if one.name in node.below
        ]
        return "{" + ", ".join(parts) + "}"

    def inner(self, one: Field, node: Node) -> str:
        if node.value is None and isinstance(one.kind, Lines):
            return f"[{', '.join(quoted(_value(item).text) for item in node.below.values())}]"
        if node.value is None and isinstance(one.kind, Record):
            return self.braces(one.kind, node)
        return self.written(_value(node), one.kind)

    def written(self, value: Value, kind: object) -> str:
        """An amount with the decimals that money has, and with its unit where it is not the file's."""
        money = isinstance(bare_kind(kind), Money)  # type: ignore[arg-type] # a kind of the vocabulary
        if not money or not value.unit:
            return quoted(value.text)
        text = value.text
        if value.padded and _WHOLE.fullmatch(text):
            whole, _, decimals = text.partition(".")
            text = f"{whole}.{decimals:0<{FINEST}}"
        return text + (value.unit if value.unit != self.settled.unit else "")

    def line(self, text: str, nodes: Sequence[Node]) -> YamlLine:
        """With where its values came from: the first cell of each table."""
        told: dict[str, tuple[int, int, str]] = {}
        places = []
        for node in nodes:
            if node.value is None:
                continue
            place = node.value.place
            places.append(place)
            working = self.settled.working.get(node.path) or self.settled.working.get(node.path[:-1])
            key = working or f"{id(place.source)}"
            here = (-place.line, place.start, working or told_place(place, self.several))
            told[key] = min(told.get(key, here), here)  # its own row, not a group's merged above it
        said = {key: where for key, (_, _, where) in told.items()}
        return YamlLine(FormLine(text, "；".join(said.values())), tuple(places))


def _value(node: Node) -> Value:
    assert node.value is not None  # noqa: S101 # a leaf of the tree has one
    return node.value


def _leaves(node: Node) -> Iterator[Node]:
    if node.value is not None:
        yield node
    for one in node.below.values():
        yield from _leaves(one)


def tree_of(settled: Settled) -> Node:
    """What was settled as keys below keys, without what is only compared."""
    root = Node()
    for path, value in settled.values.items():
        if not any(step.startswith(CONTROL) for step in path):
            _grow(root, path).value = value
    for row, title in settled.titles.items():
        at = _at(root, row)
        if at is not None and at.below:
            at.below = {"科目" if "科目" in row else "名称": Node(title, row), **at.below}
    _sorted_by_code(root)
    return root


def _grow(root: Node, path: Path) -> Node:
    for deep, step in enumerate(path):
        root = root.below.setdefault(step, Node(path=path[: deep + 1]))
    return root


def _at(root: Node, path: Path) -> Node | None:
    at: Node | None = root
    for step in path:
        at = at.below.get(step) if at is not None else None
    return at


def _sorted_by_code(node: Node) -> None:
    """Rows that have codes stand in their order: a class read from one table comes before its items from another.

    So do rows that have numbers: what of one is a text is read after another's figures.
    """
    if node.below and all(step.startswith("[#") and step[2:-1].isdigit() for step in node.below):
        node.below = dict(sorted(node.below.items(), key=lambda one: int(one[0][2:-1])))
    if node.below and all(is_row(step) and step[1:2].isdigit() for step in node.below):
        node.below = dict(sorted(node.below.items(), key=lambda one: one[0].rstrip("]")))
    for one in node.below.values():
        _sorted_by_code(one)


def quoted(text: str) -> str:
    """A text as YAML takes it on one line."""
    if not _UNSAFE.search(text):
        return text
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return f'"{inner}"'


def with_heads(lines: Sequence[YamlLine], given: Mapping[str, str]) -> list[YamlLine]:
    """The keys that say how the file is read, filled in: 版本, 模板, 年度, 金额单位."""
    made = []
    for one in lines:
        key = one.line.text.partition(":")[0]
        known = given.get(key) if not one.places else None
        made.append(YamlLine(FormLine(f"{key}: {known}", one.line.comment.partition("；例")[0])) if known else one)
    return made
