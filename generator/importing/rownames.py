"""What the rows of lists are called in, as a report tells it, the step of a path by which each row is known out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from ..backwards import Capture
from ..backwards.symbols import NAME
from ..model import Record, field_at, inner_record
from .chapters import Matched
from .found import Found, Path, Value, is_row
from .named import Names

RowKey = tuple[Path, tuple[int, ...]]
"""A row by its list and by the turns of the loops down to it."""
SUBJECT = "科目"
PRINTED_FOR: Mapping[str, str] = {"目标值": "目标", "名称": "科目"}
"""Keys that print another one's text, where a list has only that."""


class RowNames(Struct):
    found: Found
    record: Record
    names: Names
    titles: dict[RowKey, Value] = field(default_factory=dict)
    listed: dict[RowKey, set[str]] = field(default_factory=dict)
    """The names of rows that a table has, by the list and the row that it is of."""
    counted: dict[tuple[Path, int], dict[tuple[int, int], int]] = field(default_factory=dict)
    """How many rows of a list each paragraph told, by the block that it was read as."""
    nested: dict[Path, Value] = field(default_factory=dict)
    """The titles of rows in a row of another list."""
    twice: set[tuple[Path, str]] = field(default_factory=set)
    """Names that two rows of one table have: these rows are known by their numbers."""

    def learn(self, one: Matched, capture: Capture) -> None:
        """The title of a row, by which the row is known wherever it is told of."""
        *rows, last = capture.path
        deep = len(rows) - 1
        if deep < 0 or not is_loop(rows[deep]):
            return
        if last == NAME and one.paragraph.is_row and capture.known is None:
            told = one.paragraph.said(capture.start, capture.end)
            self.listed.setdefault(self.over(one, capture, deep), set()).add(told)
        record = self.record_at(tuple(rows))
        list_ = [step for step in rows[:-1] if not is_loop(step)]
        if record is None or not list_ or in_record(record, last) != title_of(record, list_[-1]):
            return
        text, place = capture.known or "", one.paragraph.whole
        if capture.known is None:
            text = one.paragraph.said(capture.start, capture.end)
            place = one.paragraph.place(capture.start, capture.end)
        key = self.key(one, capture, deep)
        same = (other for other, value in self.titles.items() if other[0] == key[0] and value.text == text)
        if any(
            other != key and not _beside(other, key) and self.titles[other].place.source is place.source
            for other in same
        ):
            self.twice.add((key[0], text))
        self.titles[key] = Value(text, place)
        if one.paragraph.is_row:
            self.listed.setdefault(self.over(one, capture, deep), set()).add(text)

    def key(self, one: Matched, capture: Capture, deep: int) -> RowKey:
        """A sentence's own loops are known by the sentence, too."""
        turns: list[int] = []
        for step in capture.path[: deep + 1]:
            if is_loop(step):
                number = loop_of(step)
                within = (capture.turns or {}).get(number)
                turns += (
                    (one.turns.get(number, 0), number) if within is None else (within, number, one.paragraph.before)
                )
        return tuple("[]" if is_loop(step) else step for step in capture.path[:deep]), tuple(turns)

    def over(self, one: Matched, capture: Capture, deep: int) -> RowKey:
        """The list of a row, and the turns of the loops around it."""
        outer = [loop_of(step) for step in capture.path[:deep] if is_loop(step)]
        path = tuple("[]" if is_loop(step) else step for step in capture.path[:deep])
        return path, tuple(one.turns.get(loop, 0) for loop in outer)

    def record_at(self, path: Path) -> Record | None:
        at = field_at(self.record, bare(path))
        return inner_record(at.kind) if at is not None else None

    def has_title(self, list_: Path) -> bool:
        """Whether a row of a list is called something: one in a sentence that was not read with its name is doubtful."""
        record = self.record_at(list_)
        return record is not None and bool(record.titles)

    def known(self, one: Matched, capture: Capture, deep: int, list_: Path) -> str | None:
        """The row that something has of that name already, else one that is called so, else its number, if that is sure."""
        key, step = self.key(one, capture, deep), capture.path[deep]
        turn = one.turns.get(loop_of(step)) or self.turn(one, capture, list_, loop_of(step))
        title = self.titles.get(key)
        if title is not None and self.is_told_otherwise(one, capture, deep, title.text):
            return None
        if title is not None:
            row = f"[#{turn}]" if (key[0], title.text) in self.twice else self.called(list_, title)
            if any(map(is_row, list_)):
                inner: Path = (*list_, row)
                self.nested[inner] = title
            return row
        numbered = loop_of(step) in one.turns or not self.has_title(list_)
        return f"[#{turn}]" if step.startswith("[*") and numbered else None

    def is_told_otherwise(self, one: Matched, capture: Capture, deep: int, name: str) -> bool:
        """Whether a sentence tells of a row that the list's own table has not: it groups them in another way."""
        listed = self.listed.get(self.over(one, capture, deep))
        return listed is not None and not one.paragraph.is_row and name not in listed

    def turn(self, one: Matched, capture: Capture, list_: Path, loop: int) -> int:
        """The number of a row in a sentence: those of the same sentence in paragraphs before come first."""
        within = (capture.turns or {}).get(loop, 1)
        told = self.counted.setdefault((list_, one.block), {})
        before = sum(most for key, most in told.items() if key != one.paragraph.key)
        told[one.paragraph.key] = max(one.rounds.get(loop, 0), within)
        return before + within

    def called(self, list_: Path, title: Value) -> str:
        for path, values in self.found.values.items():
            if path[: len(list_)] == list_ and len(path) == len(list_) + 2 and values[0].text == title.text:
                return path[len(list_)]
        return f"[{title.text}]"

    def finish(self, figures_only: bool) -> None:
        """The names of rows that were told of; the name alone is none of a figure."""
        for row, title in self.nested.items():
            record = self.record_at(row[:-1])
            if record is not None and record.titles and any(path[: len(row)] == row for path in self.found.values):
                key = title_of(record, row[-2])
                code = self.names.class_of(title.text) if key == SUBJECT else None
                told = Value(f"{code} {title.text}", title.place) if code is not None else title
                self.found.values.setdefault((*row, key), [told])
        for (list_, _), title in self.titles.items():
            record = self.record_at(list_)
            if record is None or not record.titles or any(map(is_row, list_)) or (list_, title.text) in self.twice:
                continue
            row = (*list_, self.called(list_, title))
            if not figures_only or any(path[: len(row)] == row for path in self.found.values):
                self.found.values.setdefault((*row, title_of(record, list_[-1])), [title])


def _beside(one: RowKey, other: RowKey) -> bool:
    """Whether both stand in one row of a table, which several loops print cell by cell: then it is one row, told twice."""
    a, b = one[1], other[1]
    return len(a) == len(b) > 2 and a[-1] == b[-1] and a[-2] != b[-2]


def title_of(record: Record, list_: str) -> str:
    """The key that says what a row is called: that which is called as its list is, else the first."""
    return list_ if list_ in record.titles else next(iter(record.titles), "")


def in_record(record: Record, name: str) -> str:
    """The key that a printed one stands for."""
    other = PRINTED_FOR.get(name)
    return other if other in record.by_name and name not in record.by_name else name


def bare(path: Sequence[str]) -> str:
    return ".".join(step for step in path if not is_row(step))


def is_loop(step: str) -> bool:
    return step.startswith(("[*", "[?"))


def loop_of(step: str) -> int:
    return int(step[2:-1])
