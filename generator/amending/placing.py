"""A tree with its places and what is wanted of it in, the edits of the text out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from ..load.mending import Edit
from ..model import Kind, Named, Record, Table
from ..nodes import Entry, Mapping, Node, Scalar, end_of, is_blank
from ..nodes import Sequence as Items
from ..source import Source
from .asked import NONE, Cannot, Step, Want, kind_of, ordered
from .writing import Writer

_COLON = re.compile(r"\s*[:：]")


class Placer:
    """Collects the edits; what comes in at one place stays in its order."""

    def __init__(self, source: Source, quotes: bool) -> None:
        self.source, self.text, self.quotes = source, source.text, quotes
        self.writer = Writer(quotes)
        self.replaced: list[Edit] = []
        self.inserted: dict[int, str] = {}

    def finished(self) -> list[Edit]:
        """The least of each edit, sorted; what takes nothing out and brings nothing in is none."""
        made = [*map(self.least, self.replaced), *(Edit(at, at, text) for at, text in self.inserted.items())]
        return sorted(one for one in made if one.text or one.end > one.start)

    def least(self, one: Edit) -> Edit:
        """Without what is the same before and after."""
        old, new = self.text[one.start : one.end], one.text
        most = min(len(old), len(new))
        first = next((at for at in range(most) if old[at] != new[at]), most)
        most -= first
        last = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
        return Edit(one.start + first, one.end - last, new[first : len(new) - last])

    def mapping(self, kind: Kind, node: Mapping, want: dict[Step, Want]) -> None:
        """What is wanted of the keys that are there, then those that are not."""
        there = {entry.key.text: entry for entry in node.entries}
        names = ordered(kind, want)
        if len(names) < len(want):
            raise Cannot
        for name in names:
            if name in there:
                self.entry(kind_of(kind, name), there[str(name)], want[name], self.is_flow(node))
        for name in names:
            if name not in there and (want[name] != "" or isinstance(kind, Named)):
                self.key(kind, node, there, str(name), want[name])

    def entry(self, kind: Kind, entry: Entry, want: Want, flow: bool) -> None:
        node = entry.value
        if isinstance(want, str):
            self.said(entry, want, flow)
        elif isinstance(node, Mapping) and isinstance(kind, Record | Named):
            self.mapping(kind, node, want)
        elif isinstance(node, Items) and isinstance(kind, Table):
            self.rows(kind, node, want)
        elif isinstance(node, Scalar) and node.text.strip() in ("", NONE):
            self.instead(kind, entry, node, want, flow)
        elif isinstance(node, Scalar) and isinstance(kind, Record) and kind.main:
            self.bare(kind, entry, node, want, flow)
        else:
            raise Cannot

    def said(self, entry: Entry, want: str, flow: bool) -> None:
        """A text in the place of what stands behind a key."""
        node = entry.value
        if isinstance(node, Scalar):
            self.scalar(entry, node, want, flow)
            return
        listed = [one for one in node.items if isinstance(one, Scalar)] if isinstance(node, Items) else []
        texts = isinstance(node, Items) and len(listed) == len(node.items)
        if isinstance(node, Items) and texts and want:
            self.items(node, listed, want.split("\n"))
        elif texts or is_blank(node):
            self.cleared(entry)
            self.behind(entry.key, self.writer.scalar(want))
        else:
            raise Cannot

    def scalar(self, entry: Entry, node: Scalar, want: str, flow: bool) -> None:
        several = "\n" in want and not flow and not self.quotes
        indent = " " * (entry.key.place.column + 1)
        if node.text.rstrip("\n") == want:
            return
        if node.empty and several:
            self.behind(entry.key, "|")
            self.insert(self.line_end(entry.key.place.end), _indented(want, indent))
        elif node.empty:
            self.behind(entry.key, self.writer.scalar(want))
        elif not want:
            self.cleared(entry)
        elif node.style == "literal" and not self.quotes:
            head, *lines = node.place.text.split("\n")
            inner = next((line[: len(line) - len(line.lstrip(" "))] for line in lines if line.strip()), indent)
            self.replace(node.place.start, node.place.end, head + _indented(want, inner))
        elif several:
            self.replace(node.place.start, node.place.end, "|")
            self.insert(self.line_end(node.place.end), _indented(want, indent))
        else:
            self.replace(node.place.start, node.place.end, self.writer.scalar(want, node.style))

    def instead(self, kind: Kind, entry: Entry, node: Scalar, want: dict[Step, Want], flow: bool) -> None:
        """Keys or rows behind a key that has nothing, or 无."""
        lines = [self.writer.flow(kind, want)] if flow else self.writer.lines("", kind, want)
        first = lines[0].removeprefix(":").strip()
        if node.empty:
            self.behind(entry.key, first)
        elif first:
            self.replace(node.place.start, node.place.end, first)
        else:
            self.cleared(entry)
        self.below(max(node.place.end, entry.key.place.end), lines[1:], entry.key.place.column - 1)

    def bare(self, kind: Record, entry: Entry, node: Scalar, want: dict[Step, Want], flow: bool) -> None:
        """A figure gets keys beside it: it goes into braces with them; one that gets none stays bare."""
        inner = alone(kind, want)
        if isinstance(inner, str):
            self.scalar(entry, node, inner, flow)
            return
        raw = self.writer.scalar(node.text) if node.style in ("plain", "literal") else node.place.text
        self.replace(node.place.start, node.place.end, self.beside(kind, raw, want))

    def beside(self, kind: Kind, raw: str, want: Want) -> str:
        """A figure in braces with what is wanted beside it."""
        if isinstance(want, str):
            return self.writer.scalar(want)
        if not isinstance(kind, Record) or not kind.main or any(str(name) not in kind.by_name for name in want):
            raise Cannot
        main = self.beside(kind_of(kind, kind.main), raw, want[kind.main]) if kind.main in want else raw
        more = [name for name in ordered(kind, want) if name != kind.main]
        keys = [f"{name}: {self.writer.flow(kind_of(kind, name), want[name])}" for name in more]
        return "{" + ", ".join([f"{kind.main}: {main}", *keys]) + "}"

    def rows(self, kind: Table, node: Items, want: dict[Step, Want]) -> None:
        new: list[Want] = []
        for number in ordered(kind, want):
            item = node.items[int(number)] if int(number) < len(node.items) else None
            inner = want[number]
            if item is None:
                new.append(inner)
            elif isinstance(item, Mapping) and isinstance(inner, dict):
                self.mapping(kind.record, item, inner)
            else:
                raise Cannot
        if not new:
            return
        last = node.items[-1]
        if self.is_flow(node):
            self.insert(end_of(last), "".join(f", {self.writer.braces(kind.record, one)}" for one in new))
            return
        braces = isinstance(last, Mapping) and self.is_flow(last)
        lines = [line for one in new for line in self.writer.row(kind.record, one, braces)]
        self.below(end_of(last), lines, self.source.line_column(self.dash(last))[1] - 1)

    def key(self, kind: Kind, node: Mapping, there: dict[str, Entry], name: str, want: Want) -> None:
        """A key that is not there, behind the one that the vocabulary has before it."""
        inner = kind_of(kind, name)
        if self.is_flow(node):
            at = node.place.start + len(node.place.text.rstrip()) - 1
            bare = len(self.text[:at].rstrip())
            at = at if self.text[bare - 1] in ":：" else bare  # the blank behind a colon has to stay
            text = f"{self.writer.key(kind, name)}: {self.writer.flow(inner, want)}"
            comma = "" if self.text[at - 1] == "{" and at not in self.inserted else ", "
            self.insert(at, comma + text)
            return
        names = [field.name for field in kind.fields] if isinstance(kind, Record) else [*there, name]
        before = [there[one] for one in names[: names.index(name)] if one in there]
        indent = node.entries[0].key.place.column - 1
        lines = self.writer.lines(self.writer.key(kind, name), inner, want)
        if isinstance(want, str) and len(lines) == 1 and self.opened(node, indent, name, want):
            return
        if not before:
            first = node.entries[0].key.place.start
            self.insert(first, "".join(f"{line}\n{' ' * indent}" for line in lines))
            return
        after = max(before[-1].key.place.end, end_of(before[-1].value))
        apart = [""] if not indent and isinstance(inner, Record | Table | Named) else []
        self.below(after, [*apart, *lines], indent)

    def opened(self, node: Mapping, indent: int, name: str, want: str) -> bool:
        """A key that the blank form has behind its `# `: these two are taken away."""
        stop = self.line_end(end_of(node))
        while stop < len(self.text) and self.text[stop + 1 : self.line_end(stop + 1)].lstrip()[:1] in ("", "#"):
            stop = self.line_end(stop + 1)
        pattern = re.compile(rf"^ {{{indent}}}(# ){re.escape(name)}:(?=\s|$)", re.MULTILINE)
        found = pattern.search(self.text, node.entries[0].key.place.start, stop)
        if found is None:
            return False
        self.replace(found.start(1), found.end(1), "")
        self.insert(found.end(), f" {self.writer.scalar(want)}")
        return True

    def items(self, node: Items, old: list[Scalar], new: Sequence[str]) -> None:
        """The lines of a list of texts: those that stay are not touched."""
        texts = [one.text.rstrip("\n") for one in old]
        flow = self.is_flow(node)
        for tag, a, b, c, d in difflib.SequenceMatcher(None, texts, list(new), autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            shared = min(b - a, d - c)
            for number in range(shared):
                place = old[a + number].place
                self.replace(place.start, place.end, self.writer.scalar(new[c + number], old[a + number].style))
            if b - a > shared:
                self.cut(node, a + shared, b)
            more = [self.writer.scalar(one) for one in new[c + shared : d]]
            if more and a + shared:
                last = old[a + shared - 1]
                lead = ", " if flow else "\n" + " " * (self.source.line_column(self.dash(last))[1] - 1) + "- "
                self.insert(end_of(last) if flow else self.line_end(end_of(last)), "".join(lead + one for one in more))
            elif more:
                start = old[0].place.start if flow else self.dash(old[0])
                between = ", " if flow else "\n" + " " * (self.source.line_column(start)[1] - 1)
                self.insert(start, "".join(("" if flow else "- ") + one + between for one in more))

    def remove(self, node: Node, path: Sequence[Step]) -> None:
        """A row, or a name with what stands behind it."""
        entry: Entry | None = None
        for step in path[:-1]:
            entry, node = self.down(node, step)
        last = path[-1]
        one = len(node.items if isinstance(node, Items) else node.entries if isinstance(node, Mapping) else ()) == 1
        if one and entry is not None:
            self.cleared(entry)
        elif isinstance(node, Items) and isinstance(last, int) and last < len(node.items):
            self.cut(node, last, last + 1)
        elif isinstance(node, Mapping) and (at := _at(node, last)) is not None and len(node.entries) > 1:
            self.cut(node, at, at + 1)
        else:
            raise Cannot

    def rename(self, node: Node, path: Sequence[Step], name: str) -> None:
        for step in path[:-1]:
            _, node = self.down(node, step)
        at = _at(node, path[-1]) if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or at is None:
            raise Cannot
        key = node.entries[at].key
        self.replace(key.place.start, key.place.end, self.writer.scalar(name, key.style))

    def down(self, node: Node, step: Step) -> tuple[Entry | None, Node]:
        if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            return None, node.items[step]
        at = _at(node, step) if isinstance(node, Mapping) else None
        if not isinstance(node, Mapping) or at is None:
            raise Cannot
        return node.entries[at], node.entries[at].value

    def cut(self, node: Items | Mapping, first: int, stop: int) -> None:
        """Items from `first` to before `stop`, with their lines or commas; some are left."""
        spans = list(self.spans(node))
        start, end = spans[first][0], spans[stop - 1][1]
        if not self.is_flow(node):
            begin, end = self.text.rfind("\n", 0, start) + 1, min(self.line_end(end) + 1, len(self.text))
            if self.text[begin:start].strip():  # a mapping that begins behind the dash of its row
                begin, end = start, spans[stop][0] if stop < len(spans) else end
            self.replace(begin, end, "")
        elif stop < len(spans):
            self.replace(start, spans[stop][0], "")
        else:
            self.replace(spans[first - 1][1], end, "")

    def spans(self, node: Items | Mapping) -> Iterator[tuple[int, int]]:
        if isinstance(node, Items):
            flow = self.is_flow(node)
            yield from ((one.place.start if flow else self.dash(one), end_of(one)) for one in node.items)
        else:
            yield from ((one.key.place.start, max(one.key.place.end, end_of(one.value))) for one in node.entries)

    def cleared(self, entry: Entry) -> None:
        """Nothing is left behind a key but its comment."""
        node = entry.value
        start, end = node.place.start, max(end_of(node), node.place.start)
        if isinstance(node, Scalar) or self.is_flow(node):
            tail = self.text[end : self.line_end(end)]
            start = len(self.text[:start].rstrip(" ")) if not tail.strip() else start
        else:
            start = max(self.text.rfind("\n", 0, start), entry.key.place.end)
            end = self.line_end(end)
        self.replace(start, end, "")

    def behind(self, key: Scalar, text: str) -> None:
        """Behind the colon of a key that has nothing yet, with the blank that YAML wants there."""
        colon = _COLON.match(self.text, key.place.end)
        if colon is None:
            raise Cannot
        at = colon.end()
        ahead = self.text[at : at + 2]
        one_blank = ahead[:1] == " " and ahead[1:] not in (" ", "#")
        if text:
            self.insert(at + 1 if one_blank else at, text if one_blank else f" {text}")

    def below(self, at: int, lines: Sequence[str], indent: int) -> None:
        self.insert(self.line_end(at), "".join(f"\n{' ' * indent}{line}" if line else "\n" for line in lines))

    def line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def is_flow(self, node: Node) -> bool:
        return self.text[node.place.start : node.place.start + 1] in ("{", "[")

    def dash(self, item: Node) -> int:
        """The dash of an item, which may stand on a line above it."""
        start = item.entries[0].key.place.start if isinstance(item, Mapping) and item.entries else item.place.start
        start = item.place.start if isinstance(item, Mapping) and self.is_flow(item) else start
        found = len(self.text[:start].rstrip()) - 1
        if self.text[found : found + 1] != "-":
            raise Cannot
        return found

    def replace(self, start: int, end: int, text: str) -> None:
        self.replaced.append(Edit(start, end, text))

    def insert(self, at: int, text: str) -> None:
        if text:
            self.inserted[at] = self.inserted.get(at, "") + text


def alone(kind: Kind, want: Want) -> Want:
    """What is wanted of a figure itself, where nothing is wanted beside it."""
    if isinstance(kind, Record) and isinstance(want, dict) and kind.main and set(want) == {kind.main}:
        return alone(kind_of(kind, kind.main), want[kind.main])
    return want


def _at(node: Mapping, name: Step) -> int | None:
    return next((at for at, one in enumerate(node.entries) if one.key.text == name), None)


def _indented(text: str, indent: str) -> str:
    return "".join(f"\n{indent}{line}" if line else "\n" for line in text.split("\n"))
