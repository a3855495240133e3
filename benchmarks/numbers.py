"""A sample file in, every number in it out: where it stands, what kind it is, and what people confuse it with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.figure import Day, Figure, Item, Later, Rows, Text, Value, Words
from generator.load import load
from generator.model import Year
from generator.packs import full_record
from generator.pipeline import Settings, check
from generator.source import Place
from generator.validate import validate

from .related import related

AMOUNTS = ("控制数", "本年金额", "预算", "上年")
KINDS = (*AMOUNTS, "比率", "数量", "得分", "日期", "指标值", "科目编码", "文字里的数")
"""The kinds of numbers, amounts first; a 控制数 is one that the program can work out from others."""

FEW = 3
"""The eye slips by so many lines."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_REFERENCE = re.compile(r"\{\{.*?\}\}|｛｛.*?｝｝")
_COLUMNS = {"上年": "上年", "年初预算": "预算", "全年预算": "预算", "收入预算": "预算", "支出预算": "预算"}
_DIMENSIONS = {"rate": "比率", "count": "数量", "score": "得分"}


@dataclass(frozen=True, slots=True)
class Number:
    """Digits of the file from `start` to `end`; `after` is what stands behind them, the unit first."""

    path: str
    """With the names of rows, for a reader."""
    kind: str
    text: str
    start: int
    end: int
    after: str
    signed: bool
    """Whether a sign may stand before it: it is a figure of its own, no part of a date or a sentence."""
    neighbour: str = ""
    last_year: str = ""

    @property
    def general(self) -> str:
        """The path without the names of rows."""
        return re.sub(r"\[.*?\]", "", self.path)


@dataclass(frozen=True, slots=True)
class Sample:
    """A file's text, its money unit and its numbers; `computed` are the places of its control totals.

    `related` are the numbers in sentences that stand in the data as well or that others of their sentence make.
    """

    name: str
    text: str
    unit: str
    numbers: tuple[Number, ...]
    computed: frozenset[int]
    related: frozenset[int] = frozenset()


def sample(path: Path, name: str) -> Sample:
    checked = check(path, Settings(), name)
    assert checked.source is not None, checked.diagnostics  # noqa: S101 - a sample that cannot be read measures nothing
    node, _, _ = load(path, name)
    assert node is not None  # noqa: S101 - as above
    given, _ = validate(node, full_record([pack for pack, _ in checked.figures]))
    computed: set[int] = set()
    agreeing: set[int] = set()
    for _, figures in checked.figures:
        every = list(_figures(figures))
        agreeing |= related(figures, every)
        for figure in every:
            if figure.control is not None and figure.control.place is not None:
                computed.add(figure.control.place.start)
    found = sorted(_numbers(given, "", computed), key=lambda number: number.start)
    return Sample(
        name,
        checked.source.text,
        given.text("金额单位") or "",
        tuple(_with_neighbours(found, checked.source.text)),
        frozenset(computed),
        frozenset(agreeing),
    )


def _figures(value: Value) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, Item) and not isinstance(value.entries, Later):
        for inner in value.entries.values():
            yield from _figures(inner)
    elif isinstance(value, Rows):
        for row in value.items:
            yield from _figures(row)


def _numbers(item: Item, path: str, computed: set[int]) -> Iterator[Number]:
    for name, value in item.entries.items():
        inner = f"{path}.{name}" if path else name
        match value:
            case Item():
                yield from _numbers(value, inner, computed)
            case Rows():
                for row in value.items:
                    yield from _numbers(row, f"{inner}[{_called(row)}]", computed)
            case Figure(place=Place() as place):
                kind = _kind(value, name, inner, place.start in computed)
                yield from _digits(place, inner, kind, True, _last_year(item, name))
            case Day(place=place):
                yield from _digits(place, inner, "日期", False)
            case Text(place=place):
                kind = _line_kind(item, name)
                if kind:
                    last = str(int(value.text) - 1) if kind == "日期" and value.text.isdecimal() else ""
                    yield from _digits(place, inner, kind, False, last)
            case Words(lines=lines):
                for line in lines:
                    yield from _digits(line, inner, "文字里的数", False)


def _called(row: Item) -> str:
    """The first words of a row: its name, its item."""
    return next((value.text for value in row.entries.values() if isinstance(value, Text)), "")


def _kind(figure: Figure, name: str, path: str, computed: bool) -> str:
    if figure.unit.dimension != "money":
        return _DIMENSIONS[figure.unit.dimension]
    if computed:
        return "控制数"
    return next((kind for key, kind in _COLUMNS.items() if key == name or f".{key}." in path), "本年金额")


def _line_kind(item: Item, name: str) -> str:
    """A line is text; its digits count where the vocabulary reads them: a year, a target, a subject's code."""
    field = item.kind.by_name.get(name)
    if field is not None and isinstance(field.kind, Year):
        return "日期"
    if "分值" in item.kind.by_name and name in ("目标", "完成"):
        return "指标值"
    return "科目编码" if name == "科目" else ""


def _last_year(item: Item, name: str) -> str:
    last = item.figure("上年") if name == "决算" else None
    return _NUMBER.search(last.place.text)[0] if last is not None and last.place is not None else ""  # type: ignore[index]  # a written figure has digits


def _digits(place: Place, path: str, kind: str, signed: bool, last: str = "") -> Iterator[Number]:
    source = place.source.text
    hidden = [match.span() for match in _REFERENCE.finditer(place.text)]
    for match in _NUMBER.finditer(place.text):
        if any(start <= match.start() < end for start, end in hidden):
            continue
        start, end = place.start + match.start(), place.start + match.end()
        yield Number(path, kind, match[0], start, end, source[end : end + 2], signed, last_year=last)
        if kind == "科目编码":
            return


def _with_neighbours(numbers: list[Number], text: str) -> Iterator[Number]:
    """The figure that the eye slips to: the same column a line or a few away, else whatever stands nearest."""
    lines = [text.count("\n", 0, number.start) for number in numbers]
    keys = [number.path.rpartition(".")[2] for number in numbers]
    for at, number in enumerate(numbers):
        near = [
            (not (keys[other] == keys[at] and 1 <= abs(lines[other] - lines[at]) <= FEW), abs(other - at), other)
            for other, one in enumerate(numbers)
            if number.signed and one.signed and other != at and (one.kind in AMOUNTS) == (number.kind in AMOUNTS)
            if one.kind in AMOUNTS or one.kind == number.kind
        ]
        yield replace(number, neighbour=numbers[min(near)[2]].text if near else "")
