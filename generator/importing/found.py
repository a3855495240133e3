"""What was read so far: values by their path, each with its place, and what was not recognised."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from ..amount import MONEY, Amount, read_amount
from ..model import Record, field_at
from ..nodes import Scalar
from ..pattern import deferred
from ..source import Place, Source

CONTROL = "·"
"""How the name of what is no key begins: it is only compared with others."""
Path = tuple[str, ...]
"""Keys from the top; a row of a list is its name or code in square brackets."""
_STEP = deferred(r"\[([^\[\]]*)\]")
_BRACKETED = deferred(r"[（(]\s*([0-9][0-9,，.]*)\s*[)）]")
_MARKS = deferred(r"[\s¥￥,，]")
_WIDE = str.maketrans("０１２３４５６７８９．－−", "0123456789.--")


class Value(Struct, frozen=True):
    """What stands at a place: a text, or an amount in its unit. `padded` says that a spreadsheet hid its decimals."""

    text: str
    place: Place
    unit: str = ""
    padded: bool = False

    @property
    def amount(self) -> Decimal | None:
        """In 元 where it has a unit."""
        read = read_amount(self.text)
        return read.value * MONEY.get(self.unit, Decimal(1)) if isinstance(read, Amount) else None


class Unknown(Struct, frozen=True):
    """What found no key, with why; `clear` says that it was recognised, but that no table tells all that a key needs."""

    text: str
    place: Place | None
    reason: str = ""
    clear: bool = False


class Found(Struct):
    """Every value that was read for a path, in order; the names of rows; what was not recognised."""

    values: dict[Path, list[Value]] = field(default_factory=dict)
    titles: dict[Path, Value] = field(default_factory=dict)
    listed: dict[Path, list[Value]] = field(default_factory=dict)
    """The names of rows that a sentence tells, by their list."""
    unknown: list[Unknown] = field(default_factory=list)
    tables: dict[str, Place] = field(default_factory=dict)
    """The tables that were recognised, by the names of their layouts."""
    left: dict[tuple[Source, str], list[Place]] = field(default_factory=dict)
    """Figures of rows that are known, in columns that have no key there, by table and column."""

    def put(self, path: Path, value: Value) -> None:
        self.values.setdefault(path, []).append(value)

    def name(self, row: Path, value: Value) -> None:
        """A row's own text: the longest one, which has the code and the name."""
        before = self.titles.get(row)
        if before is None or len(before.text) < len(value.text):
            self.titles[row] = value

    def leave(self, column: str, cell: Scalar) -> None:
        if Value(cell.text, cell.place).amount:
            self.left.setdefault((cell.place.source, column), []).append(cell.place)

    def misses(self) -> list[Unknown]:
        """Everything without a key; a column of them in one."""
        columns = [
            Unknown(f"{column}的 {len(places)} 个数", places[0], "这几行没有这个键")
            for (_, column), places in self.left.items()
        ]
        return [*self.unknown, *columns]

    def miss(self, text: str, place: Place | None, reason: str = "", clear: bool = False) -> None:
        self.unknown.append(Unknown(text, place, reason, clear))


def path_of(text: str) -> Path:
    """`支出.一般公共预算.科目[201].决算` as its steps."""
    return tuple(step for part in text.split(".") for step in _split(part))


def _split(part: str) -> tuple[str, ...]:
    row = _STEP.search(part)
    return (part[: row.start()], row[0]) if row is not None else (part,)


def is_row(step: str) -> bool:
    return step.startswith("[")


def leaf(path: Path, record: Record) -> Path:
    """A path down to the key that a bare value stands for (收入.合计 is 收入.合计.决算)."""
    if path[0].startswith(CONTROL):
        return path
    at = field_at(record, ".".join(step for step in path if not is_row(step)))
    kind = at.kind if at is not None else None
    while isinstance(kind, Record) and kind.main:
        path, kind = (*path, kind.main), kind.by_name[kind.main].kind
    return path


def in_column(path: Path, column: str) -> Path:
    """The path of another column of the same figure: 年初预算 beside 决算."""
    if column == "决算":
        return path
    return (*path[:-1], column) if path[-1] == "决算" else (*path, CONTROL + column)


def plain_amount(text: str) -> str | None:
    """An amount as the YAML takes it: without thousands marks and signs of currency, brackets as a minus."""
    word = text.translate(_WIDE).strip()
    bracketed = _BRACKETED.fullmatch(word)
    word = _MARKS.sub("", f"-{bracketed[1]}" if bracketed is not None else word)
    read = read_amount(word)
    return word if isinstance(read, Amount) and not read.unit else None
