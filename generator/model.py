"""The vocabulary of the YAML: every key with its kind, meaning and example, said once.

Validation, the blank form, the schema, the documents and the error texts all read it here. A key is one Chinese name
with one shape; a record's fixed keys never share a mapping with names that a clerk chooses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; codes, telephone and file numbers too, so that leading zeros stay."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Prose: paragraphs of a | block, a list of paragraphs, or sections {标题, 内容}; at most `limit` characters."""

    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """A list of single lines."""


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money in the file's 金额单位 or in the unit that stands behind it."""

    signed: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage, written with its sign."""

    signed: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A counted or measured number; the unit behind it, if any, is printed as it stands (29700件)."""

    whole: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Points (分), not below zero; `awarded` ones are given as they are (48 is 48.00), totals may have been rounded."""

    awarded: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """A year of four digits."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date, 2023年4月28日 or 2023-4-28; `month` lets the day be left out."""

    month: bool = False


@dataclass(frozen=True, slots=True)
class YesNo:
    """是 or 否."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length on the page: 37毫米, 16磅, 2字."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping from names that the writer chooses to values of one kind."""

    kind: Kind
    what: str


@dataclass(frozen=True)
class Record:
    """A mapping with fixed keys; `main` is the key that a bare value stands for (数 = 金额或花括号)."""

    fields: tuple[Field, ...]
    main: str = ""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}


@dataclass(frozen=True, slots=True)
class Table:
    """A list of records."""

    record: Record
    what: str


Kind = (
    Line
    | Passage
    | Lines
    | Choice
    | Money
    | Rate
    | Count
    | Score
    | Year
    | Date
    | YesNo
    | Length
    | Named
    | Record
    | Table
)


@dataclass(frozen=True, slots=True)
class Field:
    """A key: its kind, what it means, an example as it is written.

    `required` keys must be there in every file; `computed` ones are worked out where they are left out and checked
    where they are given; `none` ones may say 无.
    """

    name: str
    kind: Kind
    help: str
    example: str = ""
    required: bool = False
    computed: bool = False
    none: bool = False


def paths(record: Record, prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Every key below a record with its path (项目.资金.执行), parents first."""
    for field in record.fields:
        path = prefix + field.name
        yield path, field
        inner = field.kind.record if isinstance(field.kind, Table) else field.kind
        if isinstance(inner, Record):
            yield from paths(inner, path + ".")
