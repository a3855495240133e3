"""The cells of a table in, the same as a source out: each cell has its place there, and a place its name in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from ..source import Place, Source
from ..validate.cells import PastedCell, Row

BETWEEN = " | "
MOST_LINES = 40
"""Lines of a cell whose ends are kept."""
NOTES = ("注", "说明", "备注")
FAR = 4
"""Lines below a table in which its note begins, and those that it has."""
Naming = Callable[[int, int], str]
"""A row and a column from 0 in, what the file calls that cell out (F12, 表5第3行第2列)."""


class Sheet(Source):
    """A table. `above` are the lines over it outside of its cells; `label` is its own name (Z04 …), if it has one.

    Its cells may hold line ends, which a narrow column of a PDF puts within words: they are taken out. `top` rows above
    the first are there but empty, so that a line's number is the row's own. `exact` says that figures are exact, however
    few decimals they show. `after` is how many lines of the file's prose stand before it, where that is known; `below`
    are the cells that only go on with the one above them; `broken` says that a line end in a cell is meant.
    """

    def __init__(
        self,
        file: str,
        label: str,
        cells: Iterable[Sequence[str]],
        naming: Naming,
        above: Sequence[str] = (),
        exact: bool = False,
        top: int = 0,
        after: int | None = None,
        below: Collection[tuple[int, int]] = (),
        broken: bool = False,
    ) -> None:
        self.file, self.label, self.naming, self.above, self.exact = file, label, naming, tuple(above), exact
        self.top, self.after, self.below = top, after, frozenset(below)
        self.note = ""
        """What stands below it outside of its cells (注：……), where that is known."""
        raw = [list(row) for row in cells]
        texts = [[_in_one_line(one) for one in row] for row in raw]
        super().__init__(f"{file} {label}".strip(), "\n" * top + "\n".join(BETWEEN.join(row) for row in texts))
        self.breaks: set[int] = set()
        """Where in its text a line ended within a cell."""
        self._starts: list[list[int]] = []
        self.rows: list[Row] = []
        at = top
        for row, told in zip(texts, raw, strict=True):
            starts, line = [], []
            for text, whole in zip(row, told, strict=True):
                starts.append(at)
                self.breaks |= {at + end for end in _ends(whole)} if broken else set()
                line.append(PastedCell(text, Place(self, at, at + len(text))))
                at += len(text) + len(BETWEEN)
            at += 1 - len(BETWEEN) if row else 1
            self._starts.append(starts)
            self.rows.append(line)

    def cell_at(self, place: Place) -> tuple[int, int]:
        """The row and the column, from 0, in which a place begins."""
        row = place.line - 1 - self.top
        return row, max(0, bisect_right(self._starts[row], place.start) - 1) if 0 <= row < len(self._starts) else 0

    def where(self, place: Place) -> str:
        """What the file calls the cell of a place."""
        row, column = self.cell_at(place)
        return self.naming(max(0, row), column)


def note_below(lines: Sequence[str]) -> str:
    """The note that the lines below a table begin with, in one line; none where another text comes first."""
    told = [line for line in lines if line.strip()][:FAR]
    if not told or not told[0].lstrip().startswith(NOTES):
        return ""
    end = next((at for at, line in enumerate(told) if line.rstrip().endswith("。")), 0)
    return "".join(told[: end + 1])


def _in_one_line(cell: str) -> str:
    return " ".join(cell.replace("\n", "").split())


def _ends(cell: str) -> Iterator[int]:
    """Where the lines of a cell end in its text."""
    lines = cell.split("\n")
    for at in range(1, min(len(lines), MOST_LINES)):
        yield len(_in_one_line("".join(lines[:at])))


class Told(Source):
    """The paragraphs of a file, a line each, in order."""

    def __init__(self, file: str, paragraphs: Iterable[str], naming: Callable[[int], str]) -> None:
        super().__init__(file, "\n".join(" ".join(one.split()) for one in paragraphs))
        self.file, self.naming = file, naming

    def where(self, place: Place) -> str:
        return self.naming(place.line - 1)


def told_place(place: Place, named: bool = True) -> str:
    """`决算报表.xls Z04 F12`: the file, where it is to be named, and what it calls the place."""
    source = place.source
    if not isinstance(source, (Sheet, Told)):
        return f"{place.file} 第{place.line}行"
    return " ".join(one for one in (source.file if named else "", source.where(place)) if one)


class OpenedFile(Struct, frozen=True):
    """What a file holds; `unread` names what of it was not read, with the reason (a scanned page, a hidden sheet)."""

    name: str
    sheets: tuple[Sheet, ...]
    told: Told | None = None
    unread: tuple[str, ...] = ()
    source: bytes | None = None
    """The file that it was built from, where it carries that and nobody changed its text since."""


class Missing(Struct, frozen=True):
    """A library that is not installed."""

    library: str


def column_name(number: int) -> str:
    """0 as A, 27 as AB."""
    name, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
