"""The labels of one file in, its lines with carets, dashes and words under them out, laid out as rustc does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..diagnostic import Label
from ..source import Source, width
from .screen import Paint, cell, visible

ROOM = 100
"""Columns of a source line that are shown at most."""
BEFORE = 30
"""Columns of a cut line that stay in front of the first mark."""
CUT = "…"


class LineMark(Struct, frozen=True):
    """A label on its line: characters from `start` up to `end`, both from 0; `primary` takes the carets."""

    start: int
    end: int
    text: str
    primary: bool


class ShownLine(Struct, frozen=True):
    """What is shown of a line, and its marks moved to columns of the terminal."""

    text: str
    marks: tuple[LineMark, ...]


def snippet(labels: Sequence[Label], primary: Label, gutter: int, paint: Paint) -> list[str]:
    """A frame with every labelled line in order; a single line between two is shown, more are `...`."""
    source = labels[0].place.source
    lines = _marked(labels, primary)
    frame = f"{' ' * gutter} {paint('|', 'frame')}"
    rows, before = [frame], min(lines)
    for line in sorted(lines):
        if line == before + 2:
            rows += _source_rows(ShownLine(_shown(source, before + 1), ()), before + 1, gutter, paint)
        elif line > before + 2:
            rows.append(paint("...", "frame"))
        for stretch in _stretches(source.line_text(line), lines[line]):
            rows += _source_rows(stretch, line, gutter, paint)
            rows += (f"{frame} {note}" for note in _annotations(stretch.marks, paint))
        before = line
    return rows


def _shown(source: Source, line: int) -> str:
    text = source.line_text(line)
    return next(_stretches(text, [LineMark(0, 0, "", False)])).text


def _source_rows(stretch: ShownLine, line: int, gutter: int, paint: Paint) -> list[str]:
    number = paint(f"{line:>{gutter}} |", "frame")
    return [f"{number} {stretch.text}".rstrip() if stretch.text else number]


def _marked(labels: Sequence[Label], primary: Label) -> dict[int, list[LineMark]]:
    """Marks by line: a place of several lines is marked to the end of its first, an empty one takes one column."""
    lines: dict[int, list[LineMark]] = {}
    for label in labels:
        place = label.place
        start, line = place.column - 1, place.line
        end = place.end_column - 1 if place.end_line == line else len(place.source.line_text(line).rstrip())
        mark = LineMark(start, max(end, start + 1), visible(label.text), label == primary)
        lines.setdefault(line, []).append(mark)
    return lines


def _stretches(text: str, marks: Sequence[LineMark]) -> Iterator[ShownLine]:
    """The line as a whole where it is short, else a stretch for each group of marks that fits into one."""
    if len(text) <= ROOM and width("".join(map(cell, text))) <= ROOM:
        yield _stretch(text, 0, len(text), marks)
        return
    group: list[LineMark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if group and mark.end - group[0].start > (ROOM - BEFORE) // 2:
            yield _cut(text, group)
            group = []
        group.append(mark)
    yield _cut(text, group)


def _cut(text: str, marks: Sequence[LineMark]) -> ShownLine:
    """Characters around the marks, as many as fit into the room."""
    first, room = marks[0].start, ROOM
    start = min(first, len(text))
    lead = 0
    while start > 0 and lead + width(cell(text[start - 1])) <= BEFORE:
        start -= 1
        lead += width(cell(text[start]))
    end, room = start, ROOM
    while end < len(text) and width(cell(text[end])) <= room:
        room -= width(cell(text[end]))
        end += 1
    return _stretch(text, start, end, marks)


def _stretch(text: str, start: int, end: int, marks: Iterable[LineMark]) -> ShownLine:
    """Characters `start` to `end` as they are printed; columns are summed once, however many marks there are."""
    cells = [cell(character) for character in text[start:end]]
    head, tail = CUT if start > 0 else "", CUT if end < len(text) else ""
    columns = [len(head)]
    for printed in cells:
        columns.append(columns[-1] + width(printed))

    def column(at: int) -> int:
        return columns[min(max(at - start, 0), len(cells))]

    moved = (LineMark(column(m.start), max(column(m.end), column(m.start) + 1), m.text, m.primary) for m in marks)
    return ShownLine(head + "".join(cells) + tail, tuple(moved))


def _annotations(marks: Sequence[LineMark], paint: Paint) -> list[str]:
    """The marks and the last one's words on one row, then the other words from right to left, each under its mark."""
    last = max(marks, key=lambda mark: (mark.end, mark.start, mark.primary))
    hung = sorted((m for m in marks if m is not last and m.text), key=lambda m: (m.start, m.primary), reverse=True)
    if not last.text and hung and hung[0].end >= max(mark.end for mark in marks):
        last = hung.pop(0)
    rows = [f"{_marks_row(marks, paint)} {_words(last, paint)}".rstrip()]
    if hung:
        rows.append(_hanging(hung, None, paint))
    for number, mark in enumerate(hung):
        rows.append(_hanging([one for one in hung[number + 1 :] if one.start < mark.start], mark, paint))
    return rows


def _marks_row(marks: Sequence[LineMark], paint: Paint) -> str:
    """Carets and dashes; a shorter mark lies over a longer one, so that both are seen."""
    drawn = [" "] * max(mark.end for mark in marks)
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.primary)):
        drawn[mark.start : mark.end] = ("^" if mark.primary else "-") * (mark.end - mark.start)
    return _painted("".join(drawn), paint)


def _painted(row: str, paint: Paint) -> str:
    """Runs of one character, each in its colour."""
    painted, at = "", 0
    while at < len(row):
        end = at
        while end < len(row) and row[end] == row[at]:
            end += 1
        run = row[at:end]
        painted += run if run.isspace() else paint(run, "severity" if run[0] == "^" else "frame")
        at = end
    return painted


def _hanging(waiting: Iterable[LineMark], said: LineMark | None, paint: Paint) -> str:
    """A row with a stroke for every mark whose words are still to come, and the words of one."""
    row, at = "", 0
    for column in sorted({mark.start for mark in waiting}):
        row += " " * (column - at) + paint("|", "frame")
        at = column + 1
    return row if said is None else row + " " * (said.start - at) + _words(said, paint)


def _words(mark: LineMark, paint: Paint) -> str:
    return paint(mark.text, "severity" if mark.primary else "frame")
