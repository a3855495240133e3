"""Opened files and a pack in, the YAML that holds what was recognised of them out, with what was not.

Tables are known by their titles (`layouts.yaml`) and read by the reader of pasted tables; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..forms import head_of, wanted_of
from ..model import Record
from ..pack import Pack
from ..pattern import deferred
from ..sheets import OpenedFile, Sheet, told_place
from ..source import Place
from .assessment import goes_on
from .follow import follow
from .found import Found, Unknown, Value
from .layouts import Layout, layouts, titled
from .named import Names
from .readback import read_chapters
from .sentences import put_names, read_sentences
from .settle import Disagreement, Settled, settled
from .tables import TableReader, rows_above
from .written import Writer, YamlLine, with_heads

__all__ = ["Imported", "imported", "pack_for"]

TITLE_ROWS = 4
_YEAR = deferred(r"(20\d\d)\s*年")
_WHO = deferred(r"(?:编制单位|编报单位|填报单位|公开部门|公开单位|编制部门|部门|单位名称)[:：]\s*([^\s|：:]{4,40})")
_BEHIND = deferred(r"(?:金额单位|单位)[:：].*$")
NAMED_LESS, HEADLESS = "这张表的名称不认识", "这张表的表头读不懂"


class Imported(Struct, frozen=True):
    """The YAML, the lines that it is made of, and what a reader must be told."""

    text: str
    lines: tuple[YamlLine, ...]
    head: int
    """Lines above the first of `lines`."""
    unknown: tuple[Unknown, ...]
    doubled: tuple[Disagreement, ...]
    values: int
    tables: int
    settled: Settled
    writer: Writer
    heads: Mapping[str, str]
    """The keys that say how the file is read, as far as they are known."""
    filled: tuple[YamlLine, ...]
    """The lines without the form's blanks: a blank that nobody was asked to fill in would silence checks."""


def imported(
    files: Sequence[OpenedFile], pack: Pack, record: Record, unit: str = "", year: str = "", figures_only: bool = False
) -> Imported:
    """`figures_only` leaves out prose: the names, reasons and chapters of a report that is only to be checked."""
    found = Found()
    reader = TableReader(found, Names(pack, record), unit)
    told, printed = _read_all(files, reader, figures_only)
    values = sum(map(len, found.values.values()))
    made = settled(found)
    follow(found, made)
    heads = {"版本": "1", "模板": pack.name, "年度": year or _year(files) or _one(told), "金额单位": made.unit}
    known = {key: text for key, text in heads.items() if text}
    several = len(files) > 1 or any(one.exact for file in files for one in file.sheets)
    writer = Writer(made, wanted_of(pack), several)
    filled = tuple(Writer(made, None, several).lines(record))
    lines = with_heads(writer.lines(record), known)
    body = "".join(f"{one.line.printed()}\n" for one in lines)
    head = head_of(pack, body)
    tail = "".join(f"# {one}\n" for one in _left(found.misses(), made.doubled, files))
    return Imported(
        head + body + (f"\n{tail}" if tail else ""),
        tuple(lines),
        head.count("\n"),
        tuple(found.misses()),
        tuple(made.doubled),
        values,
        len(found.tables) + printed,
        made,
        writer,
        known,
        filled,
    )


def _read_all(files: Sequence[OpenedFile], reader: TableReader, figures_only: bool) -> tuple[list[str], int]:
    """What every file says; the years that their chapters are about, and how many tables were read by the pack's own."""
    told: list[str] = []
    printed = 0
    for file in files:
        left = [sheet for sheet in file.sheets if not _read(reader, sheet)]
        if file.told is not None:
            read_sentences(reader.found, reader.names, file.told)
            read = read_chapters(reader.found, reader.names, file, figures_only, left)
            told.append(read.year)
            printed += len(read.tables)
            left = [sheet for sheet in left if sheet not in read.tables]
            if not figures_only:
                put_names(reader.found)
        for sheet in left:
            _missed(reader.found, sheet, reader.names.pack)
        _heads(reader.found, file)
    return told, printed


def _one(years: Iterable[str]) -> str:
    """The year that the chapters of all files are about."""
    told = {year for year in years if year}
    return told.pop() if len(told) == 1 else ""


def pack_for(files: Sequence[OpenedFile]) -> str:
    """The pack whose keys the first table that is known by its title belongs to."""
    for file in files:
        for sheet in file.sheets:
            layout = layout_of(sheet)
            if layout is not None:
                return layout.pack
    return layouts()[0].pack


def layout_of(sheet: Sheet, pack: str = "") -> Layout | None:
    return titled([*sheet.above, *rows_above(sheet, TITLE_ROWS)], pack)


def _read(reader: TableReader, sheet: Sheet) -> bool:
    layout = layout_of(sheet, reader.names.pack.name)
    return goes_on(reader, sheet) if layout is None else reader.read(sheet, layout)


def _missed(found: Found, sheet: Sheet, pack: Pack) -> None:
    text = next(iter(reversed(sheet.above)), "") or next(iter(rows_above(sheet)), "")
    found.miss(text, Place(sheet, 0, 0), NAMED_LESS if layout_of(sheet, pack.name) is None else HEADLESS)


def _heads(found: Found, file: OpenedFile) -> None:
    """Who reports, as the lines over the tables say."""
    for sheet in file.sheets:
        for text, place in _over(sheet):
            match = _WHO.search(_BEHIND.sub("", text)) or _WHO.search(text)
            if match is not None and not any(one in match[1] for one in ("万元", "千元", "百元")) and match[1] != "元":
                found.put(("单位", "名称"), Value(match[1], place))
                break


def _over(sheet: Sheet) -> Iterable[tuple[str, Place]]:
    yield from ((text, Place(sheet, 0, 0)) for text in reversed(sheet.above))
    yield from ((cell.text, cell.place) for row in sheet.rows[:TITLE_ROWS] for cell in row if cell.text)


def _year(files: Sequence[OpenedFile]) -> str:
    """The one year that the titles of the tables name."""
    texts = [text for file in files for sheet in file.sheets for text, _ in _over(sheet)]
    texts += [line for file in files if file.told is not None for line in file.told.text.split("\n")[:20]]
    years = {year for text in texts for year in _YEAR.findall(text)} or {
        year for file in files for year in re.findall(r"(?<!\d)20\d\d(?!\d)", file.name)
    }
    return next(iter(years)) if len(years) == 1 else ""


def _left(unknown: Sequence[Unknown], doubled: Sequence[Disagreement], files: Sequence[OpenedFile]) -> Iterable[str]:
    for clash in doubled:
        name = ".".join(step.strip("[]") for step in clash.path)
        one, other = (f"{value.text}{value.unit}（{told_place(value.place)}）" for value in (clash.one, clash.other))
        yield f"两处不一致，没有填：{name} {one}、{other}"
    for miss in unknown:
        where = f"（{told_place(miss.place)}）" if miss.place is not None else ""
        yield f"{'没有填' if miss.clear else '没有认出'}：{miss.text}{where}" + (
            f"：{miss.reason}" if miss.reason else ""
        )
    for file in files:
        yield from (f"没有读：{file.name} {text}" for text in file.unread)
