"""Last year's file in, this year's form out: names and what lasts stay, figures are blank, last year's stand as 上年.

Works on the nodes as they were written, so that references ({{ }}) and several paragraphs come through as they are;
the completed figures are asked only for last year's final ones (决算), which may have been computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from .amount import MONEY
from .exhaustive import assert_never
from .figure import Figure, Item, Rows, Value
from .forms import FormLine, Wanted, asked, blank_lines, comment_of, head_of, wanted_of
from .model import Choice, Date, Field, Line, Lines, Named, Passage, Record, Table, Year, YesNo
from .nearby import is_below
from .nodes import Mapping, Node, Scalar, Sequence
from .pack import Pack
from .packs.asked import VERSION
from .validate.pasted import is_pasted, pasted_names, pasted_over, pasted_rows
from .validate.unpasted import takes_table
from .vocabulary.figures import FOLLOWING

REASON, ANSWERS = "说明", "核对说明"
"""Explains a figure of its own year."""
SHORT = 20
"""Characters of last year's value that a comment takes."""
WEIGHT = "分值"
OPENING, CLOSING = "年初结转", "年末结转"
NOTE = (
    "# · 从“{name}”转来：名称、职责、机构、项目、指标和分值照抄，数都空着，上年数已填好；日期推后了一年，逐个核对。\n"
)
GATHERED = """\
# · 上年分在几份文件里的（{parts}）合成了这一份；还要分给几个人填的，把那一段剪到另一份文件里，原处写一行“- 文件: ……”。
"""
ELSEWHERE = "上年的文件不在旁边：复制过来，再去掉行首的井号"
_UNSAFE = re.compile(r"[,\[\]{}]|: | #|^[-?:&*!|>'\"%@`#]|:$")
"""What a plain text inside braces cannot hold."""


class Last(Struct, frozen=True):
    """Last year's report: its nodes as written, its completed figures, and how this year's file names it."""

    node: Mapping
    figures: Item
    name: str
    parts: tuple[str, ...] = ()
    """The files that several people filled in (文件), which stand in one now."""
    weights: bool = True
    """Whether this year's pack weighs indicators as last year's did, so that their weights (分值) stay."""
    template: str | None = None
    """This year's pack, where another one was asked for than last year's."""
    version: str = ""
    """The version of this year's pack, where it is one."""

    @property
    def unit(self) -> str:
        return self.figures.text("金额单位") or "万元"


def rolled_form(pack: Pack, record: Record, last: Last) -> str:
    """This year's form of a pack; what the pack asks for and last year did not have stands blank, as in a new one."""
    roller = _Roller(wanted_of(pack), last)
    lines = list(roller.record(record, last.node, last.figures, ""))
    text = "".join(f"{line.printed()}\n" for line in lines)
    note = NOTE.format(name=last.name) + (GATHERED.format(parts="、".join(last.parts)) if last.parts else "")
    return head_of(pack, text, note) + text


def weigh_alike(one: Pack, other: Pack) -> bool:
    """Whether the weights of a project's indicators go by the same in both packs."""
    ours, theirs = one.rules, other.rules
    return (ours.full_score, ours.execution_weight, ours.schemes) == (
        theirs.full_score,
        theirs.execution_weight,
        theirs.schemes,
    )


class _Roller:
    def __init__(self, wanted: Wanted, last: Last) -> None:
        self.wanted, self.last = wanted, last

    def record(self, keys: Record, node: Mapping, item: Item | None, prefix: str) -> Iterator[FormLine]:
        """The keys of a record that stands on lines of its own."""
        entries = {entry.key.text: entry.value for entry in node.entries}
        closed = item.figure(CLOSING) if item is not None else None
        open_keys = asked(keys, prefix.removesuffix("."), self.wanted)
        for field in keys.fields:
            value = item.get(field.name) if item is not None else None
            if field.name == OPENING and closed is not None:
                yield FormLine(f"{OPENING}: {_exactly(closed, self.last.unit)}", f"上年的{CLOSING}")
            elif not prefix and field.name == "模板" and self.last.template is not None:
                yield FormLine(f"模板: {self.last.template}")
            elif not prefix and field.name == VERSION:
                if self.last.version:
                    yield FormLine(f'{VERSION}: "{self.last.version}"', comment_of(field, known=True))
            elif not prefix and field.name == "上年文件":
                yield self.last_file(field)
            elif field.name in entries:
                if not prefix and isinstance(field.kind, (Record, Table, Named)):
                    yield FormLine("")
                yield from self.field(field, entries[field.name], value, prefix + field.name)
            elif field.computed and value is not None:  # nor need it be written this year
                continue
            elif field in open_keys and (not prefix or field.required or self.wanted.requires(prefix + field.name)):
                yield from blank_lines(field, prefix, self.wanted, {}, hidden=False)

    def last_file(self, field: Field) -> FormLine:
        """One that does not lie beside the new file could not be read from there."""
        if is_below(self.last.name):
            return FormLine(f"上年文件: {self.last.name}", comment_of(field, known=True))
        return FormLine(f"# 上年文件: {self.last.name.rpartition('/')[2]}", ELSEWHERE)

    def field(self, field: Field, node: Node, value: Value | None, path: str) -> Iterator[FormLine]:
        """A key that last year's file had."""
        if self._dropped(field, path):
            return
        if _kept(field, node):
            yield from self.remarked(_written(field.name, node), node)
        elif isinstance(field.kind, (Table, Named, Record)):
            yield from self.group(field, node, value, path)
        elif isinstance(field.kind, (Date, Year)) and isinstance(node, Scalar):
            remark = "推后了一年，核对" if isinstance(field.kind, Date) else ""
            yield FormLine(f"{field.name}: {_next_year(node)}", remark)
        else:
            yield _blank(field, node)

    def remarked(self, lines: Iterator[FormLine], node: Node) -> Iterator[FormLine]:
        """What lasts, with a remark where it tells of last year."""
        first, *others = lines
        yield FormLine(first.text, self.remark(node) or first.comment)
        yield from others

    def remark(self, node: Node) -> str:
        year = self.last.figures.text("年度") or ""
        return f"照抄上年，里面有“{year}”，核对" if year and year in node.place.text else ""

    def _dropped(self, field: Field, path: str) -> bool:
        """What is worked out anyway, or explains a figure of last year, or answers what was asked then."""
        word = field.computed and isinstance(field.kind, Line) and not self.wanted.requires(path)
        return field.name in (*FOLLOWING, REASON, ANSWERS) or word

    def group(self, field: Field, node: Node, value: Value | None, path: str) -> Iterator[FormLine]:
        """A key with others below it."""
        kind = field.kind
        if isinstance(kind, Record) and kind.inline:
            yield FormLine(f"{field.name}: {self.braces(kind, node, value)}", field.help)
            return
        if isinstance(kind, Record) and takes_table(kind) and is_pasted(node) and isinstance(node, Scalar):
            node = pasted_over(kind, node, (field.name,))[0] or node
        if isinstance(kind, Record) and isinstance(node, Scalar):
            yield _blank(field, node)
            return
        yield FormLine(f"{field.name}:", comment_of(field, above=True))
        if isinstance(kind, Table):
            yield from _below(self.table(kind, node, value, path))
        elif isinstance(kind, Named):
            if is_pasted(node) and isinstance(node, Scalar):
                node = pasted_names(kind, node)[0] or node
            named = node.entries if isinstance(node, Mapping) else ()
            yield from _below(_named(entry.key.place.text, entry.value) for entry in named)
        elif isinstance(kind, Record) and isinstance(node, Mapping):
            yield from _below(self.record(kind, node, value if isinstance(value, Item) else None, f"{path}."))

    def table(self, kind: Table, node: Node, value: Value | None, path: str) -> Iterator[FormLine]:
        """A list: its rows stay with their figures blank; a list of years keeps its figures and goes on by one."""
        if is_pasted(node) and isinstance(node, Scalar):
            node = pasted_rows(kind, node)[0] or node
        rows = node.items if isinstance(node, Sequence) else ()
        items = value.items if isinstance(value, Rows) and len(value.items) == len(rows) else (None,) * len(rows)
        if "年度" in kind.record.by_name:
            yield from (line for row in rows[1:] for line in _dashed(_block(row)))
            rows, items = rows[-1:], items[-1:]
        for row, item in zip(rows, items, strict=True):
            if kind.record.inline or not isinstance(row, Mapping):
                yield FormLine(f"- {self.braces(kind.record, row, item)}", self.remark_of_row(kind.record, row))
            else:
                yield from _dashed(self.record(kind.record, row, item, f"{path}."))

    def lasts(self, field: Field) -> bool:
        """Whether a key of a row begins this year with what stood there."""
        return (bool(field.lasts) or _stays(field)) and (self.last.weights or field.name != WEIGHT)

    def blanked(self, field: Field) -> bool:
        """A key of a row that is filled in anew each year."""
        told = field.name not in FOLLOWING and not isinstance(field.kind, (Passage, Date, Year, Record))
        return told and not self.lasts(field)

    def remark_of_row(self, kind: Record, row: Node) -> str:
        """What stood last year where a row is blank now; a row that has 上年 tells it there."""
        entries = row.entries if isinstance(row, Mapping) else ()
        kept = [one.value for one in entries if (field := kind.by_name.get(one.key.text)) and self.lasts(field)]
        remarks = [remark for node in kept if (remark := self.remark(node))]
        blank = [
            f"{one.key.text} {one.value.text.strip()}"
            for one in entries
            if (field := kind.by_name.get(one.key.text)) and self.blanked(field) and isinstance(one.value, Scalar)
        ]
        said = f"上年：{'，'.join(blank)}" if blank and "上年" not in kind.by_name else ""
        return "；".join([*remarks[:1], *([said] if said else [])])

    def braces(self, kind: Record, node: Node, value: Value | None) -> str:
        """A figure or a row on one line: its names, blanks for its figures, last year's final figure as 上年."""
        entries = {entry.key.text: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
        if isinstance(node, Scalar):
            entries = {kind.main: node}
        parts = [part for field in kind.fields if (part := self._part(field, kind, entries, value)) is not None]
        return "{" + ", ".join(parts) + "}"

    def _part(self, field: Field, kind: Record, entries: dict[str, Node], value: Value | None) -> str | None:
        final = value.figure("决算") if isinstance(value, Item) else None
        if field.name == "上年" and "决算" in kind.by_name:
            return f"上年: {_exactly(final, self.last.unit)}" if final is not None else None
        closed = value.figure(CLOSING) if isinstance(value, Item) else None
        if field.name == OPENING and closed is not None:
            return f"{OPENING}: {_exactly(closed, self.last.unit)}"
        node = entries.get(field.name)
        if node is None or field.name in FOLLOWING:
            return None
        if isinstance(field.kind, Record):
            below = value.get(field.name) if isinstance(value, Item) else None
            return f"{field.name}: {self.braces(field.kind, node, below)}"
        if isinstance(field.kind, (Date, Year)) and isinstance(node, Scalar) and not field.lasts:
            return f"{field.name}: {_next_year(node)}"
        if self.lasts(field):
            return f"{field.name}: {_flow(node)}"
        return None if isinstance(field.kind, Passage) else f"{field.name}: "


def _names_only(kind: Table, node: Node) -> bool:
    """[基本工资, 奖金]: rows of which only the name was given."""
    rows = node.items if isinstance(node, Sequence) else ()
    return bool(kind.record.main and rows) and all(isinstance(row, Scalar) for row in rows)


def _stays(field: Field) -> bool:
    return field.lasts is not False and isinstance(field.kind, (Line, Lines, Choice, YesNo))


def _kept(field: Field, node: Node) -> bool:
    """Whether this year's file begins with what last year's said."""
    if field.lasts or field.name == "版本" or (isinstance(node, Scalar) and node.text.strip() == "无"):
        return True
    return _stays(field) or (isinstance(field.kind, Table) and _names_only(field.kind, node))


def _blank(field: Field, node: Node) -> FormLine:
    """A key to be filled in anew, with what stood there last year where that is short."""
    short = isinstance(node, Scalar) and not isinstance(field.kind, Passage) and len(node.text) <= SHORT
    before = f"上年 {node.text}" if short and isinstance(node, Scalar) else ""
    return FormLine(f"{field.name}:", f"{field.help}；{before}" if before else comment_of(field))


def _named(name: str, node: Node) -> FormLine:
    return FormLine(f"{name}:", f"上年 {_raw(node)}" if isinstance(node, Scalar) else "")


def _exactly(figure: Figure, unit: str) -> str:
    """A final figure with all its digits, in the file's unit."""
    value = (figure.control or figure).value / MONEY[unit]
    decimals = max(2, -int(value.normalize().as_tuple().exponent))
    return f"{value.quantize(Decimal(1).scaleb(-decimals)):f}"


def _next_year(node: Scalar) -> str:
    """2024年3月1日 as 2025年3月1日; the 29th of February becomes the 28th."""
    moved = re.sub(r"\d{4}", lambda year: str(int(year[0]) + 1), _raw(node), count=1)
    return re.sub(r"(\D0?2\D{1,2})29(?!\d)", r"\g<1>28", moved)


def _below(lines: Iterator[FormLine]) -> Iterator[FormLine]:
    return (FormLine("  " + line.text, line.comment) for line in lines)


def _dashed(lines: Iterator[FormLine]) -> Iterator[FormLine]:
    """A row of a list on several lines."""
    return (FormLine(("  " if number else "- ") + line.text, line.comment) for number, line in enumerate(lines))


def _written(name: str, node: Node) -> Iterator[FormLine]:
    """A key with its value as it was written."""
    if isinstance(node, Scalar) and "\n" not in node.place.text:
        yield FormLine(f"{name}: {_raw(node)}".rstrip())
    elif isinstance(node, Scalar):
        yield FormLine(f"{name}: |")
        yield from (FormLine(f"  {line}") for line in node.text.rstrip("\n").split("\n"))
    elif _on_one_line(node):
        yield FormLine(f"{name}: {_raw(node)}")
    else:
        yield FormLine(f"{name}:")
        yield from _below(_block(node))


def _block(node: Node) -> Iterator[FormLine]:
    """A value on lines of its own; what stood in brackets on one line stays so."""
    if not isinstance(node, Scalar) and _on_one_line(node):
        yield FormLine(_raw(node))
        return
    match node:
        case Mapping(entries):
            for entry in entries:
                yield from _written(entry.key.place.text, entry.value)
        case Sequence(items):
            for item in items:
                yield from _dashed(_block(item))
        case Scalar():
            if "\n" in node.place.text:
                yield FormLine("|")
                yield from (FormLine(line) for line in node.text.rstrip("\n").split("\n"))
            else:
                yield FormLine(_raw(node))
        case _:
            assert_never(node)


def _on_one_line(node: Node) -> bool:
    text = node.place.text
    return text[:1] in ("[", "{") and "\n" not in text.rstrip()


def _raw(node: Node) -> str:
    """A text as it was written, quotes and all."""
    return node.place.text.strip()


def _flow(node: Node) -> str:
    """A value inside braces: quoted where a plain text would be cut there."""
    if not isinstance(node, Scalar):
        return " ".join(_raw(node).split())
    if node.style in ("single", "double") and "\n" not in node.place.text:
        return _raw(node)
    text = " ".join(node.text.split())
    return "'" + text.replace("'", "''") + "'" if _UNSAFE.search(text) else text


__all__ = ["Last", "rolled_form", "weigh_alike"]
