"""A sheet in, its nodes out: built from libyaml's events with a stack of our own, so that depth costs nothing.

PyYAML's composer recurses in C for each level of a file: libyaml before 0.2.6 let it go on until the process died at some
30,000 levels, later ones refuse what they take for too deep by themselves, some as far ahead of the events as a key may
reach (1,024 characters). So depth is counted here, at the events, and where libyaml refuses what has no explanation,
PyYAML's own parser, which has no such limit, says what is wrong. PyYAML's types (011500 as an octal number) are not wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from msgspec import Struct
from yaml import events

from ..codes import reading as codes
from ..diagnostic import Code, Diagnostic, Label
from ..nodes import Entry, Node, Scalar, ScalarStyle, Sequence
from ..source import Place
from . import brackets, characters, faults, firsts, folding, gluing, pasting, quotes, signs, slips
from .frames import Frame, collection, duplicate
from .mending import Mend, MendedText
from .rows import COLONS, COMMAS
from .scene import LastScalar, OpenCollection, Scene
from .showing import corrected
from .wording import shown

DEPTH = 100
"""Levels of nesting; the vocabulary has about ten."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STYLES: dict[str | None, ScalarStyle] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_NULLS = frozenset(("~", "null", "Null", "NULL"))
_SURROGATE = re.compile("[\ud800-\udfff]")
_COLON = re.compile(f"[:{COLONS}]")
_WIDE = re.compile(f"[{COMMAS}]")
_HALF = re.compile(r"\\[uU]0*(?=[dD][89A-Fa-f])")


class ParsedNodes(Struct, frozen=True):
    """What the events gave: the root (None where there is none), findings, and the slip that stopped the reading."""

    node: Node | None
    found: tuple[Diagnostic, ...]
    stop: Mend | None = None


def build(sheet: MendedText, loader: type = _LOADER) -> ParsedNodes:
    """Read the events up to the first fault that cannot be read past."""
    built = _built(sheet, loader)
    unknown = built.stop is not None and built.stop.diagnostic.code is codes.OTHER
    return _built(sheet, yaml.SafeLoader) if unknown and loader is not yaml.SafeLoader else built


def _built(sheet: MendedText, loader: type) -> ParsedNodes:
    builder = _Builder(sheet)
    try:
        stop = builder.read(loader(firsts.shielded(sheet.text)))
        if stop is not None:
            return ParsedNodes(None, tuple(builder.found), stop)
    except yaml.MarkedYAMLError as stumble:
        return ParsedNodes(None, tuple(builder.found), faults.explain(builder.scene(stumble)))
    except yaml.YAMLError:
        place = sheet.place(0, 1)
        fallback = Diagnostic(codes.OTHER, "文件里有读不出来的字符", Label(place), help="另存为 UTF-8 编码后再试")
        return ParsedNodes(None, tuple(builder.found), Mend(fallback))
    return ParsedNodes(builder.root, tuple(builder.found))


class _Builder:
    def __init__(self, sheet: MendedText) -> None:
        self.sheet = sheet
        self.text = sheet.text
        self.found: list[Diagnostic] = []
        self.root: Node | None = None
        self.stack: list[Frame] = []
        self.last = (0, 0, "")
        """The last scalar as `Read` has it; made one only for a message."""
        self.ended: list[Frame] = []
        self.documents = 0

    def read(self, parser: Any) -> Mend | None:
        """Take the parser's events one by one; a slip stops the reading."""
        takers: dict[type, Callable[[Any, int, int], Mend | None]] = {
            events.ScalarEvent: self._scalar,
            events.MappingStartEvent: self._open,
            events.SequenceStartEvent: self._open,
            events.MappingEndEvent: self._close,
            events.SequenceEndEvent: self._close,
            events.AliasEvent: self._alias,
            events.DocumentStartEvent: self._document,
        }
        for event in iter(parser.get_event, None):
            take = takers.get(type(event))
            if take is None:
                continue
            stop = take(event, event.start_mark.index, event.end_mark.index)
            if stop is not None:
                return stop
        return None

    def scene(self, stumble: yaml.MarkedYAMLError) -> Scene:
        """What the messages need to know of a stumble."""
        context = stumble.context_mark.index if stumble.context_mark else None
        problem = stumble.problem_mark.index if stumble.problem_mark else context
        at = min(problem or 0, len(self.text))
        return self._scene(at, at if context is None else context, stumble.problem or "", stumble.context or "")

    def _scene(self, at: int, since: int, problem: str = "", context: str = "") -> Scene:
        opened = tuple(OpenCollection(one.start, one.flow) for one in (*self.stack, *self.ended))
        in_flow = bool(self.stack) and self.stack[-1].flow
        last = LastScalar(*self.last) if self.last[1] else None
        return Scene(self.sheet, problem, context, at, since, last, opened, in_flow)

    def _document(self, event: events.DocumentStartEvent, start: int, end: int) -> Mend | None:
        if event.version or event.tags:
            line = self.text.rfind("\n", 0, max(start, 0)) + 1
            begin = self.text.find("%") if not self.text.startswith("%", line) else line
            stop = self.text.find("\n", begin)
            place = self.sheet.place(begin, stop if stop > 0 else len(self.text))
            self.found.append(_finding(codes.DIRECTIVE, "行首的“%”被当作给程序的指令，不是内容", place, "删去这一行"))
        self.documents += 1
        if self.documents == 1:
            return None
        advice = "删去“---”；两个单位或两个年度分成两个文件"
        return Mend(_finding(codes.DOCUMENTS, "“---”另起了一份，前面的已经结束", self.sheet.place(start, end), advice))

    def _alias(self, event: events.AliasEvent, start: int, end: int) -> Mend:
        return self._anchor(start, end)

    def _anchored(self, event: events.ScalarEvent | events.CollectionStartEvent, start: int) -> Mend | None:
        """What stands before a value: a tag, an anchor or both."""
        stop = start
        while stop < len(self.text) and not self.text[stop].isspace():
            stop += 1
        if event.anchor is not None:
            return self._anchor(start, stop)
        fact = f"“{shown(self.text[start:stop])}”以 ! 开头，被当作记号，不是文字"
        self.found.append(_finding(codes.TAG, fact, self.sheet.place(start, stop), self._unmarked(start, stop)))
        return None

    def _anchor(self, start: int, end: int) -> Mend:
        fact = f"“{shown(self.text[start:end])}”以 {self.text[start]} 开头，被当作记号，不是文字"
        return Mend(_finding(codes.ANCHOR, fact, self.sheet.place(start, end), self._unmarked(start, end)))

    def _unmarked(self, start: int, end: int) -> str:

        return signs.unmarked(self.sheet, start, end)

    def _open(self, event: events.CollectionStartEvent, start: int, end: int) -> Mend | None:
        if event.tag is not None or event.anchor is not None:
            slip = self._anchored(event, start)
            if slip is not None:
                return slip
        frame = self.stack[-1] if self.stack else None
        if self.text.startswith("{{", start):
            return signs.quoted(self._scene(start, start), start)
        if frame is not None and frame.mapping and frame.key is None:
            fact = "键是一个列表或花括号，不是一个词"
            place = self.sheet.place(start, start + 1)
            return Mend(_finding(codes.ODD_KEY, fact, place, "键写成一个词；若是文字，给整个值加上引号"))
        if len(self.stack) >= DEPTH:
            place = self.sheet.place(start, start + 1)
            return Mend(_finding(codes.TOO_DEEP, f"层次超过 {DEPTH} 层", place, "检查多余的括号和缩进"))
        mapping = isinstance(event, events.MappingStartEvent)
        self.stack.append(Frame(start, bool(event.flow_style), mapping))
        self.ended = []
        return None

    def _close(self, event: events.CollectionEndEvent, start: int, end: int) -> Mend | None:
        frame = self.stack.pop()
        self.ended.append(frame)
        node = collection(frame, self.sheet, end)
        if isinstance(node, Sequence) and frame.flow and len(node.items) == 1:
            only = node.items[0]
            if isinstance(only, Scalar) and only.style == "plain" and self.last[1]:
                self._note(brackets.only_item(self.sheet, self.last[0], self.last[1]))
        self._add(node)
        return None

    def _scalar(self, event: events.ScalarEvent, start: int, end: int) -> Mend | None:
        if event.tag is not None or event.anchor is not None:
            slip = self._anchored(event, start)
            if slip is not None:
                return slip
            tagged = re.compile(r"\S+\s*").match(self.text, start, end)
            start = tagged.end() if tagged else start
        style = _STYLES.get(event.style, "plain")
        value, raw = firsts.bared(event.value), self.text[start:end]
        if end > start:
            self.last = (start, end, event.style or "")
        if "\n" in raw:
            if style in ("double", "single") and slips.swallows_keys(raw):
                return self._unfinished(start, end)
            if style in ("literal", "folded"):
                end = start + len(raw.rstrip(" \t\n"))
            value = self._folded(value, start, end, style)
        self.ended = []
        place = self.sheet.place(start, end)
        if style == "double" and "\\" in raw:
            half = _HALF.search(self.text, start, end) if _SURROGATE.search(value) else None
            slip = self._half(half.end(), start) if half is not None else None
            if slip is not None:  # libyaml stops here itself, PyYAML's own scanner does not
                return slip
            value, finding = characters.escaped(value, place)
            self._note(finding)
        scalar = Scalar(value, place, style)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.mapping and frame.key is None:
            return self._key(frame, scalar, start, end)
        if "\n" in raw.rstrip() and style != "literal":
            self._note(gluing.glued(self.sheet, start, end, style))
        if style == "plain":
            stop = self._plain(frame, start, end, event.value)
            if stop is not None:
                return stop
        self._add(scalar)
        return None

    def _unfinished(self, start: int, end: int) -> Mend:

        return quotes.unfinished(self._scene(end, start), start, "在本行没有合上，下面的键成了引号里的文字")

    def _half(self, at: int, since: int) -> Mend | None:

        return quotes.escape(self._scene(at, since))

    def _folded(self, value: str, start: int, end: int, style: ScalarStyle) -> str:
        if style == "literal":
            return value
        raw = folding.lines_of(self.text[start:end], style)
        unescape = {"single": folding.single, "double": folding.double}.get(style, str)
        return folding.rejoin(value, raw, unescape)

    def _plain(self, frame: Frame | None, start: int, end: int, value: str) -> Mend | None:
        """Slips in a plain value."""
        if not value:
            return self._bare_key(frame) if frame is not None and frame.flow and frame.mapping else None
        if value in _NULLS:
            place = self.sheet.place(start, end)

            none, zero = (corrected(self.sheet, (start, end, meant)) for meant in ("无", "0"))
            advice = f"本单位没有，改为 {none}；是零，改为 {zero}；还没有填，冒号后面空着"
            self.found.append(_finding(codes.NULL, f"值写成了 {value}", place, advice))
        if frame is not None and frame.flow:
            if value[-1] == '"':
                self._note(slips.curly(self.sheet, start, end))
            if "0" <= value[-1] <= "9" and self.text[end : end + 1] == "," and self.text[end + 1 : end + 2].isdigit():
                return brackets.thousands(self.sheet, start, in_list=not frame.mapping)
            return (
                self._kept(brackets.wide_comma(self.sheet, start, end))
                if frame.mapping and _WIDE.search(value)
                else None
            )
        comment = slips.wide_comment(self.sheet, start, end) if "＃" in value else None
        if comment is not None:
            return self._kept(comment)
        if self.text.startswith(" ", end):
            cut = slips.cut(self.sheet, start, end)
            if cut is not None and cut.edits:
                return cut
            self._note(cut.diagnostic if cut is not None else None)
        if value[0] in "｛［":
            wide = brackets.wide_brackets(self.sheet, start)
            if wide is not None:
                return wide
        if value[-1] in "］】":
            self._note(brackets.text_in_brackets(self.sheet, start))
        if value[-1] == '"':
            self._note(slips.curly(self.sheet, start, end))
        several = "\n" in self.text[start:end]
        if several or value[0] in "-" + slips.DASHES or _COLON.search(value):
            return self._own_lines(frame, start, end, several)
        return None

    def _own_lines(self, frame: Frame | None, start: int, end: int, several: bool) -> Mend | None:
        """A text that begins a line of its own, or a list's item, and looks like keys or like a list."""
        if several:
            pasted = slips.of_lines(self.sheet, start, end) or self._pasted(start, end)
            if pasted is not None:
                return pasted
            column = self.sheet.column(frame.start) if frame is not None and not frame.mapping else None
            swallowed = slips.swallowed_item(self.sheet, start, end, column)
            if swallowed is not None:
                return swallowed
            self._note(slips.key_in_lines(self.sheet, start, end))
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        if before.strip(" -"):
            return None
        if "- " in before and not several:
            slip = slips.in_line(self.sheet, self.sheet.line(start))
            return slip if slip is not None and slips.sure_item(self.sheet, start, slip) else None
        return self._kept(slips.in_block_text(self.sheet, start, end))

    def _kept(self, slip: Mend | None) -> Mend | None:
        """What only asks stops no reading."""
        if slip is None or slip.edits:
            return slip
        self._note(slip.diagnostic)
        return None

    def _pasted(self, start: int, end: int) -> Mend | None:
        """A table below its key, without a `|`."""
        if "\t" not in self.text[start:end]:
            return None

        return pasting.unbarred(self.sheet, self.sheet.line(start))

    def _bare_key(self, frame: Frame) -> Mend | None:
        start, end = frame.key_span
        if frame.key is None or frame.key.style != "plain":
            return None
        before = frame.entries[-1].value if frame.entries else None
        return brackets.bare_key(self.sheet, start, end, before)

    def _key(self, frame: Frame, scalar: Scalar, start: int, end: int) -> Mend | None:
        if not scalar.text.isalnum() or scalar.style != "plain" or self.text.startswith("? ", start - 2):
            slip = self._odd_key(frame, scalar, start, end)
            if slip is not None:
                return slip
        frame.key, frame.key_span = scalar, (start, end)
        return None

    def _odd_key(self, frame: Frame, scalar: Scalar, start: int, end: int) -> Mend | None:
        """Slips in a key; a plain one of letters and figures alone has none."""
        place = scalar.place
        if self.text[start - 2 : start] == "? " or not scalar.text.strip() or scalar.style in ("literal", "folded"):
            fact = "键是空的" if not scalar.text.strip() else "键用“? ”写成"
            return Mend(_finding(codes.ODD_KEY, fact, place, "写成“键: 值”，键是一个词"))
        if scalar.style != "plain":
            return None
        slip = slips.in_key(self.sheet, start, end, frame.flow)
        if slip is None and scalar.text == "<<":
            advice = "删去它，把要合并的键直接写出来"
            return Mend(_finding(codes.MERGE, "“<<”是合并键，这里不用", place, advice))
        return slip

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if not frame.mapping:
            frame.items.append(node)
        elif frame.key is not None:
            key, frame.key = frame.key, None
            first = frame.keys.setdefault(key.text, key)
            if first is key:
                frame.entries.append(Entry(key, node))
            else:
                self.found.append(duplicate(key, first))

    def _note(self, finding: Diagnostic | None) -> None:
        if finding is not None:
            self.found.append(finding)


def _finding(code: Code, fact: str, place: Place, advice: str) -> Diagnostic:
    return Diagnostic(code, fact, Label(place), help=advice)
