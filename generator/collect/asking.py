"""Tables as CSV and queries in, answers out: DuckDB, with amounts as DECIMAL, which sums them exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct

from ..codes.taking import QUERY, SHORT_OF
from ..diagnostic import Diagnostic, Label
from ..source import whole_file
from .cells import EXTRA
from .refusals import in_chinese
from .tables import TEXT

FOLDER = "查询"
EMPTY = "应当没有结果"
"""A line of a query's comment: every row that it finds is a problem."""
MOST_ROWS = 200_000
_MEMORY = "128MB"
_LINES = 8
"""Of what DuckDB says, that are shown."""


class Query(Struct, frozen=True):
    """A question, and whether its answer should be empty."""

    name: str
    sql: str
    empty: bool = False


class Answer(Struct, frozen=True):
    query: Query
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Base:
    """The tables of one run in a database of its own, in a folder that goes with it; a query reads and writes nothing else."""

    def __init__(self, folder: Path) -> None:
        import duckdb

        self._error = duckdb.Error
        self._base = duckdb.connect(
            str(folder / "库.duckdb"),
            config={
                "memory_limit": _MEMORY,
                "threads": "2",
                "temp_directory": str(folder / "溢出"),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )

    def __enter__(self) -> Base:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()

    def load(self, name: str, path: Path, columns: dict[str, str]) -> None:
        kinds = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
        texts = ", ".join(f"'{column}'" for column, kind in columns.items() if kind == TEXT)
        where = str(path).replace("'", "''")
        read = (
            f"read_csv('{where}', auto_detect=false, header=true, delim=',', quote='\"', escape='\"', strict_mode=false, "
            f"new_line='\\r\\n', max_line_size=20000000, columns={{{kinds}}}, force_not_null=[{texts}])"
        )
        self._base.execute(f'create table "{name}" as select * from {read}')  # noqa: S608 # our own names

    def save(self, name: str, path: Path) -> None:
        """A table as Parquet, which DuckDB, pandas and others read with its types: amounts stay DECIMAL."""
        where = str(path).replace("'", "''")
        self._base.execute(f"copy \"{name}\" to '{where}' (format parquet)")

    def close_off(self) -> None:
        """From now on there is nothing beside the tables."""
        self._base.execute("set enable_external_access=false")
        self._base.execute("set lock_configuration=true")

    def ask(self, query: Query) -> Answer | Diagnostic:
        try:
            found: Any = self._base.execute(query.sql)
            if found is None:  # nothing but blanks and comments
                fact = f"查询 {query.name} 是空的"
                return Diagnostic(QUERY, fact, Label(whole_file(query.name)), help="写一句 select")
            columns = tuple(column[0] for column in found.description or ())
            return Answer(query, columns, tuple(found.fetchmany(MOST_ROWS)))
        except self._error as error:
            said = str(error).strip() or type(error).__name__
            fact = f"查询 {query.name} 没有查成：{in_chinese(said)}"
            own = [line for line in said.expandtabs(2).splitlines() if line.strip()][:_LINES]
            tell = "有哪些表和列，见 docs/bureau.md；查询文件改坏了的，删去它，下次运行会放回原来的"
            return Diagnostic(
                QUERY, fact, Label(whole_file(query.name)), notes=(f"DuckDB 的原话：{own[0]}", *own[1:]), help=tell
            )


def lacking() -> Diagnostic | None:
    """A library that this needs and is not there."""
    import importlib.util

    for name, called in (("xlsxwriter", "XlsxWriter"), ("duckdb", "duckdb")):
        if importlib.util.find_spec(name) is None:
            return Diagnostic(SHORT_OF, f"收报要用的 {called} 没有装", Label(whole_file(called)), help=EXTRA)
    return None


def queries(folder: Path) -> tuple[Query, ...]:
    """Those of the bureau; ours are put there where the bureau has none of the name, and never over its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for ours in files(__package__).joinpath("queries").iterdir():
        path = folder / ours.name
        if ours.name.endswith(".sql") and not path.exists():
            path.write_text(ours.read_text(encoding="utf-8"), encoding="utf-8")
    return tuple(_query(path) for path in sorted(folder.glob("*.sql")))


def _query(path: Path) -> Query:
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        sql = data.decode("utf-8")
    except UnicodeDecodeError:
        sql = data.decode("gb18030", "replace")
    return Query(path.stem, sql, re.search(rf"^--\s*{EMPTY}\s*$", sql, re.MULTILINE) is not None)


def answers(base: Base, asked: Sequence[Query]) -> tuple[tuple[Answer, ...], tuple[Diagnostic, ...]]:
    told = [base.ask(one) for one in asked]
    return tuple(one for one in told if isinstance(one, Answer)), tuple(
        one for one in told if isinstance(one, Diagnostic)
    )
