"""The vocabulary of the YAML: every key with its kind, meaning and example, said once.

Validation, the blank form, the schema, the documents and the error texts all read it here. A key is one Chinese name
with one shape; a record's fixed keys never share a mapping with names that a clerk chooses.
"""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct


class Line(Struct, frozen=True):
    """One line of text; codes, telephone and file numbers too, so that leading zeros stay."""


class Passage(Struct, frozen=True):
    """Prose: paragraphs of a | block, a list of paragraphs, or sections {标题, 内容}; at most `limit` characters."""

    limit: int | None = None


class Lines(Struct, frozen=True):
    """A list of single lines."""


class Choice(Struct, frozen=True):
    options: tuple[str, ...]


class Money(Struct, frozen=True):
    """An amount of money in the file's 金额单位 or in the unit that stands behind it."""

    signed: bool = False


class Rate(Struct, frozen=True):
    """A percentage, written with its sign."""

    signed: bool = False


class Count(Struct, frozen=True):
    """A counted or measured number; the unit behind it, if any, is printed as it stands (29700件). `most` is its bound."""

    whole: bool = False
    most: int | None = None


PLACES = Count(whole=True, most=10)
"""How many decimals a pack works with or prints: no more than a figure is read with (amount.MOST_DECIMALS)."""

CHARACTERS = Count(whole=True, most=100_000)
"""How many characters a text of a form may have: more than a whole report has is no limit."""


class Score(Struct, frozen=True):
    """Points (分), not below zero; `awarded` ones are given as they are (48 is 48.00), totals may have been rounded."""

    awarded: bool = False


class Year(Struct, frozen=True):
    """A year of four digits."""


class Date(Struct, frozen=True):
    """A date, 2023年4月28日 or 2023-4-28; `month` lets the day be left out, `year` the month too."""

    month: bool = False
    year: bool = False


class YesNo(Struct, frozen=True):
    """是 or 否."""


class Length(Struct, frozen=True):
    """A length on the page: 37毫米, 16磅, 2字."""


class Named(Struct, frozen=True):
    """A mapping from names that the writer chooses to values of one kind."""

    kind: Kind
    what: str


class Record(Struct, frozen=True, dict=True):
    """A mapping with fixed keys; `main` is the key that a bare value stands for (数 = 金额或花括号).

    `inline` ones are written on one line in braces, as a row of a table is. `base` is the record that derive adds to,
    `stem` the one of the vocabulary that packs add to.
    """

    fields: tuple[Field, ...]
    main: str = ""
    inline: bool = False
    base: Record | None = None
    stem: Record | None = None

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """A record holds all that stands below it: what is kept by record would go through the vocabulary each time."""
        return hash((self.fields, self.main, self.inline))

    @property
    def origin(self) -> Record:
        """The record of the vocabulary behind one that packs and derive added to."""
        record = self
        while (inner := record.base or record.stem) is not None:
            record = inner
        return record

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The keys that each row must have: what it is called."""
        return tuple(field.name for field in self.fields if field.required)

    @cached_property
    def below(self) -> tuple[tuple[str, Field], ...]:
        """Every key below with its path, parents first; a record that stands in several places is listed in each."""
        found: list[tuple[str, Field]] = []
        for field in self.fields:
            found.append((field.name, field))
            inner = inner_record(field.kind)
            if inner is not None:
                found += [(f"{field.name}.{path}", one) for path, one in inner.below]
        return tuple(found)


ELSEWHERE = "文件"
"""The key of a row that stands in a file of its own."""


class Table(Struct, frozen=True):
    """A list of records."""

    record: Record
    what: str


ScalarKind = Line | Choice | Money | Rate | Count | Score | Year | Date | YesNo | Length
"""What is written as one value behind its key."""
Kind = ScalarKind | Passage | Lines | Named | Record | Table


class Field(Struct, frozen=True):
    """A key: its kind, what it means, an example as it is written.

    `required` keys must be there in every file; `computed` ones are worked out where they are left out and checked
    where they are given; `none` ones may say 无. `lasts` says whether next year's file begins with the same; None
    where the kind says it: names and choices last, figures and prose are of their year. `headings` are what the
    column of this key is called in the tables that clerks copy from, `source` the table of the accounting system
    (部门决算报表) in which the figures below it are found. `codes` are how the codes of the rows of its list begin, where a
    table that was pasted over several lists is shared out. `guides` ones say how the file is read, its figures are worked
    out or its reports are laid out: they are no content, which a report that does not print them would lose,
    unless nothing else was filled in beside them. `preprinted` ones name rows that a form has beforehand: one that was
    pasted with its name alone was left empty. `waivable` ones need not be there where every pack of a file does without;
    `blank` ones may be 空, where every pack prints them so. `aims` ones say what was aimed at: what came of it may be otherwise.
    """

    name: str
    kind: Kind
    help: str
    example: str = ""
    required: bool = False
    computed: bool = False
    none: bool = False
    lasts: bool | None = None
    headings: tuple[str, ...] = ()
    source: str = ""
    codes: tuple[str, ...] = ()
    guides: bool = False
    preprinted: bool = False
    waivable: bool = False
    blank: bool = False
    aims: bool = False


def inner_record(kind: Kind) -> Record | None:
    """The record that a kind's keys, rows or named values are made of; None for a single value."""
    inner = kind.record if isinstance(kind, Table) else kind.kind if isinstance(kind, Named) else kind
    return inner if isinstance(inner, Record) else None


def bare_kind(kind: Kind) -> Kind:
    """What a bare value of a kind is read as: the kind of its `main`, and of that one's."""
    while isinstance(kind, Record) and kind.main:
        kind = kind.by_name[kind.main].kind
    return kind


def paths(record: Record) -> tuple[tuple[str, Field], ...]:
    """Every key below a record with its path (项目.资金.执行), parents first."""
    return record.below


def field_at(record: Record, path: str) -> Field | None:
    """The field at a path, found without listing all paths."""
    inner: Record | None = record
    field: Field | None = None
    for name in path.split("."):
        field = inner.by_name.get(name) if inner is not None else None
        inner = inner_record(field.kind) if field is not None else None
    return field
