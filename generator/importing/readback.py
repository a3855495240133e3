"""Recognised paragraphs in, the values that they hold put to what was read; what was not recognised is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ..backwards import BREAK, CELL, Capture, Outline, outline
from ..backwards.symbols import ANY_UNIT, NAME, NUMERALS
from ..model import Count, Kind, Line, Lines, Money, Named, Passage, Record, Score, Year, field_at
from ..pattern import deferred
from ..sheets import OpenedFile, Sheet, Told
from ..source import Place
from .chapters import Aligner, Matched
from .codes_of import ITEMS, Subjects
from .codes_of import LIST as SUBJECTS
from .contents import captions, without_contents
from .found import Found, Path, Value, is_row, plain_amount
from .joining import as_printed
from .named import Names
from .paragraphs import Paragraph, paragraphs_of
from .passages import put_list, put_passage
from .rownames import RowNames, bare, in_record, is_loop
from .rows import among, points_of
from .streams import with_streams
from .tables import NO_UNIT, unit_over

HEADS = frozenset({"年度", "上年度", "金额单位", "报告名"})
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "增减": ("上年",),
    "增减率": ("上年",),
    "完成率": ("年初预算", "全年预算"),
    "执行率": ("全年预算", "年初预算"),
}
"""Keys that follow from others, which are only taken where none of those is told."""
NEVER = frozenset({"占比", "差异", "差异率"})
_AMOUNT = deferred(r"([-−]?[0-9][0-9,]*(?:\.[0-9]+)?)(.*)")
_CAPTION = deferred(r"(?:图|表)[0-9]+|目录")
NOT_PRINTED = "模板里没有这样的一句"
NO_ROW = "模板的表里没有这样的一行"
NOTES = ("注：", "注:")
NO_CHAPTER = "模板里没有这一章，或者分不清是哪一章"


class Read(Struct):
    """How much of the text was recognised."""

    headings: int = 0
    sentences: int = 0
    passages: int = 0
    tables: frozenset[Sheet] = frozenset()
    """Those that are a template's."""
    year: str = ""
    """The year that most of them are about."""


class ReadBack(Struct):
    """What one file's chapters are read into."""

    found: Found
    names: Names
    outline: Outline
    figures_only: bool
    subjects: Subjects
    rows: RowNames
    unit: str = ""
    """The unit of amounts that stand without one, as the report itself says it."""
    held: dict[Path, list[Value]] = field(default_factory=dict)
    """Texts and shares, put last: where something else says so better, they are not needed."""
    passages: dict[Path, list[Paragraph]] = field(default_factory=dict)
    named: dict[Path, list[Value]] = field(default_factory=dict)
    either: list[tuple[Path, Value, tuple[Path | None, ...]]] = field(default_factory=list)
    """Texts of a key or, where that is not told, of others."""
    lists: dict[Path, Paragraph] = field(default_factory=dict)
    """Lists that a sentence tells in a row."""

    def learn(self, one: Matched) -> None:
        """What it says of the names of rows; all of them are known before anything is taken."""
        for capture in _sound(one):
            self.rows.learn(one, capture)

    def take(self, one: Matched) -> None:
        sound = _sound(one)
        if one.paragraph.is_row and all(capture.known is not None for capture in sound):
            return  # an empty row
        for capture in sound:
            points = points_of(one.paragraph, capture)
            if points:
                path = self.path(one, capture)
                if path is not None:
                    self.passages.setdefault(path, []).extend(points)
            elif capture.kind is not None and capture.path == self.outline.blocks[one.block].tail:
                path = self.path(one, capture)
                if path is not None and capture.known is None:
                    self.passages.setdefault(path, []).append(one.paragraph.cut(capture.start, capture.end))
            else:
                self.capture(one, capture)

    def capture(self, one: Matched, capture: Capture) -> None:
        path = self.path(one, capture)
        if path is None:
            return
        list_ = self.rows.record_at(path[:-1])
        last = in_record(list_, path[-1]) if list_ is not None else path[-1]
        if list_ is not None and last != path[-1] and last in list_.titles:
            return  # what a row is called is put with the row
        path = (*path[:-1], last)
        at = field_at(self.names.record, bare(path))
        if at is None or path[-1] in NEVER:
            return
        value = _value(one.paragraph, capture, at.kind.kind if isinstance(at.kind, Named) else at.kind)
        if value is not None and value.unit == ANY_UNIT:
            told = one.paragraph.told
            unit = self.unit or (unit_over(told) if isinstance(told, Sheet) else "")
            if not unit:
                self.found.miss(value.text, value.place, NO_UNIT)
            value = replace(value, unit=unit) if unit else None
        if value is None:
            return
        if capture.others:
            others = tuple(self.path(one, replace(capture, path=other)) for other in capture.others)
            self.either.append((path, value, others))
        elif isinstance(at.kind, Lines) and capture.known is None and not is_row(path[-1]):
            self.lists.setdefault(path, one.paragraph.cut(capture.start, capture.end))
        elif isinstance(at.kind, Money | Named) and path[-1] not in FOLLOWS:
            self.found.put(path, value)
        elif not self.figures_only:
            self.held.setdefault(path, []).append(value)

    def path(self, one: Matched, capture: Capture) -> Path | None:
        """Its keys with the names of rows; None where nobody can tell which row it is."""
        made: list[str] = []
        for deep, step in enumerate(capture.path):
            if not is_loop(step):
                made.append(step)
                continue
            list_ = tuple(made)
            at = field_at(self.names.record, bare(list_))
            if at is not None and isinstance(at.kind, Named):
                name = self.told(one, capture, deep).get(NAME)
                if not name or capture.path[-1] == NAME or self.rows.is_told_otherwise(one, capture, deep, name):
                    return None
                rest = capture.path[deep + 1 :] if isinstance(at.kind.kind, Record) else ()
                return (*list_, f"[{name}]", *rest)
            if at is None:
                code = self.subjects.row(list_, self.told(one, capture, deep))
                if code is None:
                    self.subject(list_, one, capture)
                    return None
                made = [*code[0], code[1]]
                self.found.name(tuple(made), Value(code[2], one.paragraph.whole))
            else:
                row = self.rows.known(one, capture, deep, list_)
                if row is None:
                    return None
                made.append(row)
        return tuple(made)

    def subject(self, list_: Path, one: Matched, capture: Capture) -> None:
        """A subject of a list that no table has, which a sentence names among others."""
        under = (*list_[:-1], SUBJECTS)
        if list_[-1:] == (ITEMS,) and self.rows.has_title(under) and capture.path[-1] == NAME and capture.known is None:
            place = one.paragraph.place(capture.start, capture.end)
            self.named.setdefault(under, []).append(Value(one.paragraph.said(capture.start, capture.end), place))

    def told(self, one: Matched, capture: Capture, deep: int) -> dict[str, str]:
        """What the same sentence says of the names of a row."""
        row = self.rows.key(one, capture, deep)
        names: dict[str, str] = {}
        for other in one.captures:
            if (
                len(other.path) > deep + 1
                and other.path[deep] == capture.path[deep]
                and self.rows.key(one, other, deep) == row
            ):
                names.setdefault(other.path[deep + 1], one.paragraph.text[other.start : other.end])
        return names

    def settle_either(self) -> None:
        """A key that may be another one's text is told where that one is known, and says something else: more than a part
        of it, by which hands call it, too."""
        if self.figures_only:
            return
        told: dict[Path, list[Value]] = {}
        for path, value, others in self.either:
            known = [self.found.values.get(other) for other in others if other is not None]
            if len(known) == len(others) and all(one and value.text not in one[0].text for one in known):
                told.setdefault(path, []).append(value)
                if len(others) == 1 and all(one.text == value.text for one in told[path]):
                    self.found.values.setdefault(path, told[path])  # one that others wait for
        for path, values in told.items():
            if len({value.text for value in values}) == 1:
                self.found.values.setdefault(path, values)

    def finish(self) -> None:
        """Texts of which all say the same; shares that nothing else tells."""
        for path, values in self.held.items():
            beside = [(*path[:-1], one) for one in FOLLOWS.get(path[-1], ())]
            known = any(one in self.found.values for one in beside) or path in self.found.values
            if known or path in self.passages:
                continue
            if len({value.text for value in values}) == 1 or values[0].amount is not None:
                self.found.values[path] = values
            else:
                self.found.miss(values[1].text, values[1].place, f"{bare(path)}还写作“{values[0].text}”")
        self.settle_either()
        self.rows.finish(self.figures_only)
        for path, names in self.named.items() if not self.figures_only else ():
            if not any(other[: len(path)] == path for other in self.found.values):
                for name in names:
                    self.found.values.setdefault((*path, f"[{name.text}]", SUBJECTS), [name])
        for path, paragraph in self.lists.items() if not self.figures_only else ():
            put_list(self.found, path, paragraph)
        if not self.figures_only:
            for path, paragraphs in self.passages.items():
                if path not in self.found.values:
                    put_passage(self.found, path, paragraphs)


def read_chapters(
    found: Found, names: Names, file: OpenedFile, figures_only: bool = False, sheets: Sequence[Sheet] = ()
) -> Read:
    """The chapters of a file by the pack's own templates, with those of its tables that nothing else knows."""
    read = Read()
    known = outline(names.pack, names.record)
    if file.told is None or not known.blocks:
        return read
    aligner = Aligner(known)
    paragraphs = _paragraphs(aligner, file, file.told, sheets)
    matched = aligner.align(paragraphs)
    if not any(known.blocks[one.block].level or one.captures for one in matched):
        return read
    taker = ReadBack(
        found, names, known, figures_only, Subjects(found, names), RowNames(found, names.record, names), _unit(matched)
    )
    unclear = _unclear(known, matched)
    read.year = _year(matched)
    _taken(taker, matched, read, unclear)
    taker.finish()
    read.tables = frozenset(
        one.paragraph.told for one in matched if one.captures and isinstance(one.paragraph.told, Sheet)
    )
    read.passages = len(taker.passages)
    if not figures_only:
        known_tables = [one for one in file.sheets if one not in sheets or one in read.tables]
        _missed(found, known, paragraphs, matched, unclear, captions(known_tables))
    return read


def _paragraphs(aligner: Aligner, file: OpenedFile, told: Told, sheets: Sequence[Sheet]) -> list[Paragraph]:
    """All of a file that the templates may print, in order."""
    paragraphs = without_contents(paragraphs_of(told, file.name.lower().endswith(".pdf")))
    paragraphs = as_printed(aligner.patterns, with_streams(aligner.patterns, paragraphs, told))
    return among(aligner.patterns, paragraphs, sheets, told)


def _taken(taker: ReadBack, matched: Sequence[Matched], read: Read, unclear: set[int]) -> None:
    """What is about the year of the report, and prose that is in a place of its own."""
    blocks = taker.outline.blocks
    told = [one for one in matched if blocks[one.block].level or one.prose or _years(one) <= {read.year}]
    for one in told:
        taker.learn(one)
    for one in matched:
        read.headings += bool(blocks[one.block].level)
        read.sentences += bool(one.captures)
        if one.prose and one.block not in unclear:
            path = taker.path(one, Capture((*one.prose,), None, 0, 0))
            if path is not None:
                taker.passages.setdefault(path, []).append(one.paragraph)
        elif not one.prose and (blocks[one.block].level or _years(one) <= {read.year}):
            taker.take(one)


def _years(one: Matched) -> set[str]:
    return {one.paragraph.text[capture.start : capture.end] for capture in one.captures if capture.path == ("年度",)}


def _year(matched: Sequence[Matched]) -> str:
    """The year that most sentences are about: one about another year says nothing of this one's figures."""
    counted = Counter(year for one in matched for year in _years(one))
    return counted.most_common(1)[0][0] if counted else ""


def _unit(matched: Sequence[Matched]) -> str:
    """金额单位 as the report prints it, if it prints one alone."""
    told = {
        one.paragraph.text[capture.start : capture.end]
        for one in matched
        for capture in one.captures
        if capture.path == ("金额单位",) and capture.known is None
    }
    return told.pop() if len(told) == 1 else ""


def _unclear(known: Outline, matched: Sequence[Matched]) -> set[int]:
    """Blocks of prose that follow each other with nothing between: which paragraph is whose nobody can tell."""
    found: set[int] = set()
    used = {one.block for one in matched}
    for at in range(len(known.blocks) - 1):
        if known.blocks[at].prose and known.blocks[at + 1].prose and {at, at + 1} & used:
            found |= {at, at + 1}
    return found


def _missed(
    found: Found,
    known: Outline,
    paragraphs: Sequence[Paragraph],
    matched: Sequence[Matched],
    unclear: set[int],
    over_tables: frozenset[str],
) -> None:
    """Paragraphs and sentences that found no place, from the first one that found one on."""
    by_place = {one.paragraph.key: one for one in matched}
    begun = min(
        (
            one.paragraph.before
            for one in matched
            if not known.blocks[one.block].level and not known.blocks[one.block].table
        ),
        default=0,
    )
    tables = {one.paragraph.grid for one in matched if one.paragraph.is_row}
    for paragraph in paragraphs:
        one = by_place.get(paragraph.key)
        if paragraph.is_row:
            if one is None and (paragraph.grid in tables or paragraph.stream):
                found.miss(_short(paragraph.text), paragraph.whole, NO_ROW)
        elif (one is None and paragraph.before > begun) or (one is not None and one.prose and one.block in unclear):
            if not _is_caption(paragraph, over_tables):
                found.miss(_short(paragraph.text), paragraph.whole, NO_CHAPTER)
        elif one is not None:
            for start, end in one.rest:
                found.miss(_short(paragraph.text[start:end]), paragraph.place(start, end), NOT_PRINTED)


def _is_caption(paragraph: Paragraph, over_tables: frozenset[str]) -> bool:
    """Also one that a PDF runs together with the note below its table."""
    text = f"{paragraph.number}{paragraph.text}"
    if text in over_tables or _CAPTION.match(paragraph.text) is not None:
        return True
    return any(text.startswith(one) and text.startswith(NOTES, len(one)) for one in over_tables)


def _sound(one: Matched) -> list[Capture]:
    captures = [capture for capture in one.captures if capture.path and capture.path[0] not in HEADS]
    doubtful = {capture.path[:-1] for capture in captures if _is_no_name(one.paragraph, capture)}
    return [capture for capture in captures if capture.path[:-1] not in doubtful]


def _is_no_name(paragraph: Paragraph, capture: Capture) -> bool:
    """What has a comma is no name: the sentence begins otherwise than the template's."""
    return capture.path[-1] == NAME and "，" in paragraph.text[capture.start : capture.end]


def _short(text: str) -> str:
    text = text.replace(CELL, " ").replace(BREAK, " ").strip()
    return text if len(text) <= 30 else f"{text[:28]}……"


def _value(paragraph: Paragraph, capture: Capture, kind: Kind) -> Value | None:
    if capture.known is not None:
        return Value(capture.known, paragraph.whole, "元" if isinstance(kind, Money) else "") if capture.known else None
    start = capture.start
    while start + 1 < capture.end and paragraph.text[start] in "：，、":
        start += 1
    place = paragraph.place(start, capture.end)
    text = paragraph.text[start : capture.end]
    if isinstance(kind, Money):
        match = _AMOUNT.fullmatch(text)
        plain = plain_amount(match[1]) if match is not None else None
        sign = "-" if capture.negative else ""
        return Value(sign + plain, place, match[2] or capture.unit) if match is not None and plain is not None else None
    if isinstance(kind, Count | Year) and text in NUMERALS:
        return Value(str(NUMERALS.index(text) + 1), place)
    if isinstance(kind, Score):
        return Value(text.removesuffix("分"), place)
    if isinstance(kind, Line | Passage | Lines):
        return Value(paragraph.said(start, capture.end), place)
    return Value(f"-{text}" if capture.negative else text, place)


__all__ = ["Place", "Read", "read_chapters"]
