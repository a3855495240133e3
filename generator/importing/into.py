"""A YAML that somebody keeps and what was recognised in, the same with its empty places filled out; the rest stays."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..amount import MONEY, Amount, read_amount
from ..forms import FormLine
from ..load import LoadedText, read_source
from ..model import Field, Record, Table, inner_record
from ..nodes import Entry, Mapping, Node, Scalar, end_of, is_blank
from ..nodes import Sequence as NodeList
from ..source import Source
from .found import Value
from .settle import Disagreement, Settled, agree
from .written import Node as Read
from .written import Writer, YamlLine, tree_of

_CODE = re.compile(r"\s*(\d{3,7})")


class Edit(Struct, frozen=True):
    """`text` in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


class Filled(Struct, frozen=True):
    """The new text, how many places were filled, and where the file says something else; None where it was not touched."""

    text: str | None
    count: int
    doubled: tuple[Disagreement, ...]
    before: str

    def diff(self, name: str) -> str:
        old, new = self.before.splitlines(keepends=True), (self.text or self.before).splitlines(keepends=True)
        return "".join(difflib.unified_diff(old, new, name, f"{name}（填后）"))


def filled_in(source: Source, root: Mapping, record: Record, settled: Settled, writer: Writer) -> Filled:
    """Only what is empty is filled; where the file has a figure already, it is compared."""
    filler = _Filler(source, settled, writer)
    filler.mapping(record, root, tree_of(settled))
    text = source.text
    ordered = sorted(enumerate(filler.edits), key=lambda one: (one[1].start, one[0]), reverse=True)
    for _, edit in ordered:
        text = text[: edit.start] + edit.text + text[edit.end :]
    again = read_source(Source(source.name, text)) if filler.edits else None
    sound = again is None or _says(again, root)
    return Filled(text if sound else None, filler.count, tuple(filler.doubled), source.text)


def _says(again: LoadedText, before: Mapping) -> bool:
    """Whether all that the file said is still said in it."""
    return isinstance(again.node, Mapping) and _kept(before, again.node)


def _kept(one: Node, other: Node) -> bool:
    if isinstance(one, Scalar):
        if isinstance(other, Mapping):  # 合计: 1 became {决算: 1, 年初预算: 2}
            return any(isinstance(entry.value, Scalar) and entry.value.text == one.text for entry in other.entries)
        return one.empty or (isinstance(other, Scalar) and other.text == one.text)
    if is_blank(one):
        return True
    if isinstance(one, Mapping):
        there = {entry.key.text: entry.value for entry in other.entries} if isinstance(other, Mapping) else {}
        return all(entry.key.text in there and _kept(entry.value, there[entry.key.text]) for entry in one.entries)
    rows = other.items if isinstance(other, NodeList) else ()
    return len(rows) >= len(one.items) and all(_kept(row, rows[at]) for at, row in enumerate(one.items))


class _Filler:
    def __init__(self, source: Source, settled: Settled, writer: Writer) -> None:
        self.source, self.settled, self.writer = source, settled, writer
        self.edits: list[Edit] = []
        self.doubled: list[Disagreement] = []
        self.count = 0

    def mapping(self, record: Record, node: Mapping, read: Read) -> None:
        there = {entry.key.text: entry for entry in node.entries}
        flow = node.place.text.lstrip().startswith("{")
        previous: Entry | None = None
        for field in record.fields:
            entry, child = there.get(field.name), read.below.get(field.name)
            if entry is not None and child is not None:
                self.entry(field, entry, child, flow)
            elif child is not None and flow:
                self.into_braces(record, field, node, child)
            elif child is not None:
                self.line_behind(record, field, node, previous, child)
            previous = entry or previous

    def entry(self, field: Field, entry: Entry, read: Read, flow: bool) -> None:
        """A key that is there: empty, filled, or with keys of its own."""
        value, inner = entry.value, inner_record(field.kind)
        if isinstance(value, Scalar) and value.empty:
            self.blank(field, entry, read, flow)
        elif isinstance(value, Scalar):
            self.given(field, value, read, flow)
        elif isinstance(value, Mapping) and inner is not None:
            own = {inner.main: Read(read.value, read.path)} if read.value is not None and inner.main else read.below
            self.mapping(inner, value, Read(None, read.path, own))
        elif isinstance(value, NodeList) and isinstance(field.kind, Table):
            self.rows(field.kind.record, value, read)

    def blank(self, field: Field, entry: Entry, read: Read, flow: bool) -> None:
        lines = list(self.writer.key(field, read, field.name))
        if not lines:
            return
        text = lines[0].line.text.partition(":")[2]
        at = self.source.text.index(":", entry.key.place.end - 1) + 1
        self.edits.append(Edit(at, at, text))
        self.count += 1
        if flow:
            return
        self.remark(at, lines[0].line.comment)
        self.below(at, lines[1:], entry.key.place.column - 1)

    def remark(self, at: int, comment: str) -> None:
        """Where it came from, behind what the line says already."""
        end = self.source.text.find("\n", at)
        end = len(self.source.text) if end < 0 else end
        rest = self.source.text[at:end]
        if comment:
            self.edits.append(
                Edit(at + len(rest.rstrip()), end, f"；取自 {comment}" if "#" in rest else f"  # {comment}")
            )

    def below(self, at: int, lines: Iterable[YamlLine], indent: int) -> None:
        end = self.source.text.find("\n", at)
        end = len(self.source.text) if end < 0 else end
        text = "".join(
            "\n" + FormLine(" " * indent + one.line.text if one.line.text else "", one.line.comment).printed()
            for one in lines
        )
        if text:
            self.edits.append(Edit(end, end, text))

    def given(self, field: Field, value: Scalar, read: Read, flow: bool) -> None:
        """A figure that is there: compared, and put into braces where there is more to say of it."""
        record = field.kind if isinstance(field.kind, Record) else None
        main = read.value or (_main_of(read, record) if record is not None else None)
        if main is not None and read.path not in self.settled.working:
            self.compare(value, main, read)
        more = [name for name in read.below if record is not None and name != record.main and name in record.by_name]
        if not more or record is None or not record.inline or value.text.strip() == "无":
            return
        parts = [f"{name}: {self.writer.inner(record.by_name[name], read.below[name])}" for name in more]
        raw = value.place.text
        self.edits.append(
            Edit(value.place.start, value.place.end, "{" + ", ".join([f"{record.main}: {raw}", *parts]) + "}")
        )
        self.count += len(more)
        if not flow:
            self.remark(value.place.end, told_places(read, self.writer))

    def compare(self, value: Scalar, read: Value, node: Read) -> None:
        amount = read_amount(value.text)
        unit = amount.unit or self.settled.unit if isinstance(amount, Amount) else ""
        text = f"{amount.value}" if isinstance(amount, Amount) else value.text
        there = Value(text, value.place, unit if unit in MONEY else "")
        if not agree(there, read) and not (value.text.strip() == "无" and not read.amount):
            self.doubled.append(Disagreement(node.path, Value(value.text, value.place), read))

    def into_braces(self, record: Record, field: Field, node: Mapping, read: Read) -> None:
        text = f"{field.name}: {self.writer.inner(field, read)}"
        inside = node.place.text.rstrip()
        at = node.place.start + len(inside) - 1
        while self.source.text[at - 1] == " ":
            at -= 1
        self.edits.append(Edit(at, at, f", {text}" if node.entries else text))
        self.count += 1

    def line_behind(self, record: Record, field: Field, node: Mapping, previous: Entry | None, read: Read) -> None:
        """A key that is not there, behind the one that comes before it, else before the first."""
        first = node.entries[0].key.place if node.entries else None
        if first is None:
            return
        lines = list(self.writer.key(field, read, field.name))
        self.count += sum(1 for line in lines if line.places)
        indent = first.column - 1
        start = first.start - indent
        own_line = not self.source.text[start : first.start].strip()
        if previous is None and own_line:
            text = "".join(FormLine(" " * indent + one.line.text, one.line.comment).printed() + "\n" for one in lines)
            self.edits.append(Edit(start, start, text))
            return
        before = previous or node.entries[0]
        at = self.past_comments(max(end_of(before.value), before.key.place.end), indent)
        top = [YamlLine(FormLine(""))] if not indent and isinstance(field.kind, (Record, Table)) else []
        self.below(at, [*top, *lines], indent)

    def past_comments(self, at: int, indent: int) -> int:
        """The end of the last comment below a value that belongs to what stands in it: it is indented further."""
        line = self.source.line_column(at)[0]
        while line < len(self.source.line_starts):
            text = self.source.line_text(line + 1)
            if not text.lstrip().startswith("#") or len(text) - len(text.lstrip()) <= indent:
                break
            line += 1
        return max(at, self.source.line_starts[line - 1] + len(self.source.line_text(line)))

    def rows(self, record: Record, node: NodeList, read: Read) -> None:
        """Rows by their code, else by their whole name; those that are not there come behind the last."""
        if is_blank(node) and node.items and not node.place.text.startswith("["):
            self.instead(record, node, read)
            return
        known: dict[str, Mapping] = {}
        for item in node.items:
            if isinstance(item, Mapping) and item.entries and isinstance(item.entries[0].value, Scalar):
                name = item.entries[0].value.text
                code = _CODE.match(name)
                known.setdefault(f"[{code[1] if code is not None else name}]", item)
        missing = [key for key in read.below if key not in known]
        for key, row in read.below.items():
            if key in known:
                without = {name: one for name, one in row.below.items() if name != record.titles[0]}
                self.mapping(record, known[key], Read(None, row.path, without))
        if missing and node.items and isinstance(node.items[0], Mapping) and not node.place.text.startswith("["):
            lines = [line for key in missing for line in self.writer.row(record, read.below[key], "")]
            self.count += len(missing)
            first = node.items[0].entries[0].key.place if node.items[0].entries else node.items[0].place
            dash = self.source.line_text(first.line).index("-")
            self.below(end_of(node), lines, dash)

    def instead(self, record: Record, node: NodeList, read: Read) -> None:
        """All rows, in place of the blank ones of the form."""
        lines = [line for row in read.below.values() for line in self.writer.row(record, row, "")]
        first = node.items[0].place.line
        dash = self.source.line_text(first).find("-")
        start = self.source.offset(first, 1)
        end = self.source.text.find("\n", end_of(node))
        end = len(self.source.text) if end < 0 else end
        text = "\n".join(
            FormLine(" " * max(dash, 0) + one.line.text, one.line.comment).printed() for one in lines if one.line.text
        )
        self.edits.append(Edit(start, end, text))
        self.count += len(read.below)


def told_places(read: Read, writer: Writer) -> str:
    return writer.line("", list(_values(read))).line.comment


def _values(read: Read) -> Iterator[Read]:
    if read.value is not None:
        yield read
    for one in read.below.values():
        yield from _values(one)


def _main_of(read: Read, record: Record) -> Value | None:
    child = read.below.get(record.main)
    inner = record.by_name[record.main].kind if record.main else None
    if child is not None and child.value is None and isinstance(inner, Record):
        return _main_of(child, inner)
    return child.value if child is not None else None
