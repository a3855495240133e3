"""Settled figures in, those that no table says outright but that follow exactly from several out, with their working.

收入决算表 and 支出决算表 tell an item over all funds, other tables what each fiscal fund spent on it: the difference is
what other money (其他资金) did. Nothing is worked out where one of the tables is missing or doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ..amount import MONEY
from ..derive.public_kinds import FISCAL, OTHER_INCOME, SPENT
from .found import CONTROL, Found, Path, Value, is_row
from .settle import Settled, fineness

INCOME_ROWS: Path = (CONTROL + "收入", "科目")
SPENT_ROWS: Path = (CONTROL + "支出", "科目")
OTHERS: Path = ("支出", "其他资金")
FUND_TABLES: Mapping[str, tuple[str, ...]] = {
    FISCAL[0]: ("一般公共预算表", "一般公共预算收支表"),
    FISCAL[1]: ("政府性基金表",),
    FISCAL[2]: ("国有资本经营表",),
}
INCOME_TABLE, SPENT_TABLE, FISCAL_TABLE = "收入表", "支出表", "财政拨款总表"
FINAL = "决算"
COLUMNS = (FINAL, *SPENT)
ITEM = 7
NOTHING = "无"
NOT_TOLD = "收入与支出不等，或者有几项收入，结转了多少没有表说"
CARRIED: tuple[tuple[str, Path, tuple[Path, ...]], ...] = (
    ("年初结转", ("收入", "年初结转"), ((CONTROL + "财政拨款", "年初结转"),)),
    ("年末结转", ("支出", "年末结转"), ((CONTROL + "财政拨款", "年末结转"),)),
)
WHOLE: tuple[str, Path, tuple[Path, ...]] = ("合计", ("支出", "合计", "决算"), ((CONTROL + "财政拨款", "支出"),))
PARTS: tuple[tuple[str, Path, tuple[Path, ...]], ...] = tuple(
    (key, ("支出", *rest), tuple(("支出", fund, *rest) for fund in FISCAL))
    for key, *rest in (("基本支出", "基本支出", "合计", FINAL), ("项目支出", "项目支出", FINAL))
)
"""What 其他资金 is of a total: that of 收入支出决算总表 less that of 财政拨款收入支出决算总表."""


def follow(found: Found, settled: Settled) -> None:
    """Adds what follows; what was read stays as it is."""
    doubtful = {one.path[:2] for one in settled.doubled}
    for fund in FISCAL:
        _none(found, settled, fund)
    if not all(_is_known(found, settled, fund) for fund in FISCAL):
        return
    if INCOME_TABLE in found.tables and INCOME_ROWS not in doubtful:
        _received(found, settled)
    if SPENT_TABLE in found.tables and SPENT_ROWS not in doubtful:
        _others(found, settled)


def _none(found: Found, settled: Settled, fund: str) -> None:
    """A fund whose own table has no figure, nor any other table one of it, has none."""
    tables = [found.tables[one] for one in FUND_TABLES[fund] if one in found.tables]
    path: Path = ("支出", fund)
    told = [one for one in found.values if one[:2] in (path, ("收入", fund))]
    if tables and fund != FISCAL[0] and not any(value.amount for one in told for value in found.values[one]):
        for one in told:
            if one[:2] == path:
                settled.values.pop(one, None)
        settled.values[path] = Value(NOTHING, tables[0])
        settled.working[path] = "空表"


def _is_known(found: Found, settled: Settled, fund: str) -> bool:
    """Whether all is known of a fund: its own table, or the one of all fiscal funds, which has nothing of it."""
    if any(one in found.tables for one in FUND_TABLES[fund]):
        return not any(one.path[:2] == ("支出", fund) for one in settled.doubled)
    told = any(one[:2] in (("支出", fund), ("收入", fund)) for one in found.values)
    return FISCAL_TABLE in found.tables and not told


def _received(found: Found, settled: Settled) -> None:
    """An item's 财政拨款收入 is that of the one fund that has the item; no other one tells of it.

    Where it is not what was spent, the difference was carried over: it is told only where the fund's totals leave no
    choice between the beginning and the end of the year.
    """
    for fund in FISCAL:
        path: Path = ("支出", fund, "科目")
        left: list[str] = []
        for row in sorted(_rows(settled, path), key=len, reverse=True):
            value = settled.values.get((*INCOME_ROWS, row, "财政拨款"))
            funds = [one for one in FISCAL if ("支出", one, "科目", row, "决算") in settled.values]
            if (*path, row, "收入") in settled.values or funds != [fund]:
                continue
            if (
                value is None
                or any(one.startswith(row[:-1]) for one in left)
                or not _carried(settled, fund, row, value)
            ):
                left.append(row)
                if value is not None and len(row) == ITEM + 2:
                    found.miss(f"{row[1:-1]} 收入 {value.text}", value.place, NOT_TOLD, clear=True)
                continue
            settled.put((*path, row, "收入"), value)


def _carried(settled: Settled, fund: str, row: str, received: Value) -> bool:
    """Whether an item's income may stand beside what it spent; what was carried over is put in where it is certain."""
    spent = settled.values["支出", fund, "科目", row, "决算"]
    gap = (received.amount or Decimal(0)) - (spent.amount or Decimal(0))
    if not gap:
        return True
    key = "年末结转" if gap > 0 else "年初结转"
    other = "年初结转" if gap > 0 else "年末结转"
    if len(row) != ITEM + 2 or _nonzero(settled, ("支出", fund, other)):
        return False
    settled.values["支出", fund, "科目", row, key] = Value(
        _written(abs(gap), settled.unit, spent), spent.place, settled.unit
    )
    return True


def _others(found: Found, settled: Settled) -> None:
    """What an item spent beside the fiscal funds, and its income of other kinds.

    The list is only written where each item has one kind of income and spent all of it: what was carried over, or which
    of several kinds paid for what, no table tells.
    """
    made: list[tuple[str, dict[str, Decimal], str]] = []
    unclear: list[str] = []
    for row in _rows(settled, SPENT_ROWS):
        if len(row) != ITEM + 2:
            continue
        left = {one: gap for one in COLUMNS if (gap := _gap(settled, row, one)) is not None}
        amounts = {one: gap for one, gap in left.items() if one != "决算" and gap}
        sources = [one for one in OTHER_INCOME if _nonzero(settled, (*INCOME_ROWS, row, one))]
        income = settled.values.get((*INCOME_ROWS, row, sources[0])) if sources else None
        if amounts or sources:
            made.append((row, amounts, sources[0] if sources else ""))
            sure = len(sources) == 1 and income is not None and income.amount == sum(amounts.values())
            unclear += [] if sure and all(gap > 0 for gap in amounts.values()) else [row]
    if not made and not any(_nonzero(settled, ("收入", one, "决算")) for one in OTHER_INCOME):
        settled.values[OTHERS] = Value(NOTHING, found.tables[SPENT_TABLE])
        settled.working[OTHERS] = "各项支出都是财政拨款"
        return
    for key, whole, parts in (*CARRIED, *(PARTS if unclear else (WHOLE,))):
        _total(settled, (*OTHERS, key), whole, parts)  # without its items, 经营支出 and the like stand in 支出 alone
    for row, amounts, source in made:
        if unclear:
            at = settled.values.get((*SPENT_ROWS, row, "决算"))
            told = "、".join(f"{one} {_written(gap, settled.unit, at)}" for one, gap in amounts.items()) if at else ""
            if amounts:
                found.miss(f"其他资金 {row[1:-1]} {told}", at.place if at else None, NOT_TOLD, clear=True)
        else:
            _put(settled, row, amounts, source)


def _put(settled: Settled, row: str, amounts: Mapping[str, Decimal], source: str) -> None:
    at, income = settled.at((*SPENT_ROWS, row, "决算")), settled.at((*INCOME_ROWS, row, source))
    path: Path = (*OTHERS, "科目", row)
    settled.titles[path] = settled.titled((*SPENT_ROWS, row))
    settled.working[path] = "支出决算表减各项财政拨款支出"
    for column, amount in amounts.items():
        settled.put((*path, column), Value(_written(amount, settled.unit, at), at.place, settled.unit))
    settled.put((*path, "收入"), income)
    settled.put((*path, "收入来源"), Value(source, income.place))


def _total(settled: Settled, path: Path, whole: Path, parts: Iterable[Path]) -> None:
    """What is left of a total when the fiscal funds' is taken from it; one that is not told is none of it."""
    one = settled.values.get(whole)
    amount = one.amount if one is not None else None
    if one is None or amount is None:
        return
    told = [other for part in parts if (other := settled.values.get(part)) is not None]
    left = amount - sum((other.amount or Decimal(0) for other in told), Decimal(0))
    if left > 0 or path[-1] not in ("基本支出", "项目支出"):
        settled.values[path] = Value(_written(left, settled.unit, one), one.place, settled.unit)
        settled.working[path] = "各项资金的数减财政拨款的数"


def _gap(settled: Settled, row: str, column: str) -> Decimal | None:
    """What all funds spent on an item, less the fiscal ones, in 元."""
    whole = settled.values.get((*SPENT_ROWS, row, column))
    parts = [settled.values.get(("支出", fund, "科目", row, column)) for fund in FISCAL]
    if whole is None:
        return None
    return (whole.amount or Decimal(0)) - sum(
        (one.amount or Decimal(0) for one in parts if one is not None), Decimal(0)
    )


def _written(amount: Decimal, unit: str, like: Value) -> str:
    value = amount / MONEY[unit]
    decimals = max(2, fineness(like) + MONEY[unit].adjusted())
    return f"{value:.{min(decimals, 10)}f}"


def _nonzero(settled: Settled, path: Path) -> bool:
    value = settled.values.get(path)
    return value is not None and bool(value.amount)


def _rows(settled: Settled, list_: Path) -> list[str]:
    deep = len(list_)
    rows: Iterable[str] = (one[deep] for one in settled.values if one[:deep] == list_ and len(one) > deep)
    return [one for one in dict.fromkeys(rows) if is_row(one)]
