"""Settled figures in, the sums of the tables themselves that do not hold out, each with its places.

What has a key is checked as any report is; this is for what only tables print: 收入决算表 and 支出决算表 by row and by
level, the columns of 财政拨款收入支出决算总表.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from ..derive.public_kinds import FISCAL, OTHER_INCOME, SPENT
from .detailed import SUMS
from .follow import FINAL, INCOME_ROWS, SPENT_ROWS
from .found import CONTROL, Path, Value, is_row, path_of
from .settle import Settled, fineness

LEVELS = (3, 5, 7)
"""Digits of a class, a section and an item."""
FISCAL_ROWS: Path = (CONTROL + "财政拨款", "科目")
_SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("·收入.财政拨款", tuple(f"收入.{fund}.决算" for fund in FISCAL)),
    ("收入.合计.决算", tuple(f"收入.{one}.决算" for one in (*FISCAL, *OTHER_INCOME))),
    ("·财政拨款.支出", tuple(f"支出.{fund}.合计.决算" for fund in FISCAL)),
    ("·财政拨款.年初结转", tuple(f"支出.{fund}.年初结转" for fund in FISCAL)),
    ("·财政拨款.年末结转", tuple(f"支出.{fund}.年末结转" for fund in FISCAL)),
    ("财政拨款总计.决算", ("·收入.财政拨款", "·财政拨款.年初结转")),
    ("财政拨款总计.决算", ("·财政拨款.支出", "·财政拨款.年末结转")),
    ("收支总计.决算", ("收入.合计.决算", "收入.使用非财政拨款结余", "收入.年初结转")),
    ("收支总计.决算", ("支出.合计.决算", "支出.结余分配", "支出.年末结转")),
    *((f"·总计.{fund}", (f"支出.{fund}.合计.决算", f"支出.{fund}.年末结转")) for fund in FISCAL),
)


class Gap(Struct, frozen=True):
    """A total that is not the sum of its parts, by so much (in 元)."""

    whole: Value
    parts: tuple[Value, ...]
    sum: Decimal
    what: str


def gaps(settled: Settled) -> list[Gap]:
    """Every sum that does not hold, rounding apart."""
    found = [_gap(settled, path_of(whole), tuple(map(path_of, parts)), whole.strip(CONTROL)) for whole, parts in _SUMS]
    found += _across(settled, INCOME_ROWS, ("财政拨款", *OTHER_INCOME))
    found += _across(settled, SPENT_ROWS, SPENT)
    found += list(_down(settled, INCOME_ROWS, (FINAL, "财政拨款", *OTHER_INCOME)))
    found += list(_down(settled, SPENT_ROWS, (FINAL, *SPENT)))
    for row in _codes(settled, FISCAL_ROWS):
        parts = tuple(("支出", fund, "科目", row, FINAL) for fund in FISCAL)
        found.append(_gap(settled, (*FISCAL_ROWS, row, FINAL), parts, f"财政拨款.{row}"))
    found += list(_detailed(settled))
    return [one for one in found if one is not None]


def _across(settled: Settled, rows: Path, columns: Sequence[str]) -> list[Gap | None]:
    return [
        _gap(settled, (*rows, row, FINAL), tuple((*rows, row, one) for one in columns), f"{rows[0][1:]}.{row}")
        for row in _codes(settled, rows)
    ]


def _down(settled: Settled, rows: Path, columns: Sequence[str]) -> Iterator[Gap | None]:
    """A class is its sections, a section its items; the total of the table is its classes where it has any."""
    codes = _codes(settled, rows)
    for row in codes:
        deep = len(row) - 2
        below = [one for one in codes if one.startswith(row[:-1]) and len(one) - 2 == deep + 2]
        for column in columns if below else ():
            parts = tuple((*rows, one, column) for one in below)
            yield _gap(settled, (*rows, row, column), parts, f"{rows[0][1:]}.{row}.{column}")


def _detailed(settled: Settled) -> Iterator[Gap | None]:
    """The same of each economic item of the tables that have a column for it."""
    parts: dict[tuple[Path, str, str], list[Path]] = {}
    wholes: list[tuple[Path, str, str, Path]] = []
    for path in settled.values:
        if path[-1] != FINAL or len(path) < 2 or " " not in path[-2]:
            continue
        list_ = path[:-2]
        code, _, economic = path[-2][1:-1].partition(" ")
        if list_[-1] == SUMS:
            wholes.append((list_[:-1], code, economic, path))
            list_ = list_[:-1]
        elif not list_[0].startswith(CONTROL):
            list_ = (CONTROL + list_[0], *list_[1:])
        over = code[:-2] if len(code) > LEVELS[0] else ""
        if code:
            parts.setdefault((list_, over, economic), []).append(path)
    for list_, code, economic, path in wholes:
        what = ".".join((*list_, code or "合计", economic)).strip(CONTROL)
        yield _gap(settled, path, parts.get((list_, code, economic), ()), what)


def _codes(settled: Settled, rows: Path) -> list[str]:
    deep = len(rows)
    found = (one[deep] for one in settled.values if one[:deep] == rows and len(one) > deep)
    return [one for one in dict.fromkeys(found) if is_row(one) and len(one) - 2 in LEVELS]


def _gap(settled: Settled, whole: Path, parts: Sequence[Path], what: str) -> Gap | None:
    """None where it holds, or where the total or all of its parts are not told."""
    total = settled.values.get(whole)
    there = tuple(one for path in parts if (one := settled.values.get(path)) is not None and one.amount is not None)
    doubled = {one.path for one in settled.doubled}
    if total is None or total.amount is None or not there or doubled & {whole, *parts}:
        return None
    added = sum((one.amount or Decimal(0) for one in there), Decimal(0))
    allowed = sum((Decimal(5).scaleb(-fineness(one) - 1) for one in (total, *there)), Decimal(0))
    return Gap(total, there, added, what) if abs(added - total.amount) > allowed else None
