"""The accounts and the pack's rows in; the two tables of income beside expenditure (01 and 04) with their sums out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..figure import Item
from ..model import Record
from ..pack import LEFT, RIGHT, TableRow
from .public_kinds import FISCAL, FISCAL_SIDES, OTHER_INCOME, SIDES
from .public_rows import Coded, filled, merged, received
from .public_sheets import Accounts, Balance, FilledTable, Some, coded_sheet
from .sums import plus, sum_of

Cells = Mapping[str, Some]
YEAR_INCOME, LEFTOVER, OPENING, TOTAL = "本年收入", "使用非财政拨款结余", "年初结转", "总计"
YEAR_SPENT, SHARED_OUT, CLOSING = "本年支出", "结余分配", "年末结转"
KEPT = frozenset(LEFT[LEFT.index(YEAR_INCOME) :]) | frozenset(RIGHT)
"""The rows at the foot, from this year's sum on: they stand side by side on both halves."""


class _Line(Struct, frozen=True):
    """One half of a row, and whether it belongs to the foot."""

    texts: Mapping[str, str]
    cells: Cells
    foot: bool


def both_sides(name: str, accounts: Accounts) -> FilledTable:
    """收入支出决算总表."""
    at, tables = accounts.at, accounts.pack.tables
    grand, incomes = at("收支总计"), {one: received(at("收入", one)) for one in (*FISCAL, *OTHER_INCOME)}
    left = {
        **incomes,
        YEAR_INCOME: at("收入", "合计"),
        LEFTOVER: at("收入", "使用非财政拨款结余"),
        OPENING: at("收入", "年初结转"),
        TOTAL: grand,
    }
    right = {
        YEAR_SPENT: at("支出", "合计"),
        SHARED_OUT: at("支出", "结余分配"),
        CLOSING: at("支出", "年末结转"),
        TOTAL: grand,
    }
    classes = {one.code: {"支出": one.sum("决算")} for one in _classes(accounts, (*FISCAL, "其他资金"))}
    foot = {name: {"支出": figure} for name, figure in right.items()}
    rows = _rows(SIDES, accounts, accounts.now(tables.left), left, accounts.now(tables.right), classes, foot)
    balances = (
        Balance((left[YEAR_INCOME],), tuple(incomes.values())),
        Balance((grand,), (left[YEAR_INCOME], left[LEFTOVER], left[OPENING])),
        Balance((right[YEAR_SPENT],), tuple(cells["支出"] for cells in classes.values())),
        Balance((grand,), (right[YEAR_SPENT], right[SHARED_OUT], right[CLOSING])),
    )
    return coded_sheet(name, rows, Item(SIDES, {}, accounts.place), accounts.place, balances)


def fiscal_sides(name: str, accounts: Accounts) -> FilledTable:
    """财政拨款收入支出决算总表: the right half by fund."""
    at, tables = accounts.at, accounts.pack.tables
    incomes = {fund: received(at("收入", fund)) for fund in FISCAL}
    openings = {f"年初{fund}": at("支出", fund, OPENING) for fund in FISCAL}
    left = {
        **incomes,
        YEAR_INCOME: sum_of(incomes.values()),
        OPENING: sum_of(openings.values()),
        **openings,
        TOTAL: at("财政拨款总计"),
    }
    spent = {fund: at("支出", fund, "合计") for fund in FISCAL}
    closing = {fund: at("支出", fund, CLOSING) for fund in FISCAL}
    right: dict[str, Cells] = {
        YEAR_SPENT: {"支出": sum_of(spent.values()), **spent},
        CLOSING: {"支出": sum_of(closing.values()), **closing},
        TOTAL: {"支出": left[TOTAL], **{fund: plus(spent[fund], closing[fund]) for fund in FISCAL}},
    }
    classes = {one.code: _by_fund(one) for one in _classes(accounts, FISCAL)}
    named = accounts.now(tables.fiscal_left), accounts.now(tables.fiscal_right)
    rows = _rows(FISCAL_SIDES, accounts, named[0], left, named[1], classes, right)
    balances = [
        Balance((left[YEAR_INCOME],), tuple(incomes.values())),
        Balance((left[OPENING],), tuple(openings.values())),
        Balance((left[TOTAL],), (left[YEAR_INCOME], left[OPENING])),
    ]
    for column in ("支出", *FISCAL):
        balances.append(Balance((right[YEAR_SPENT][column],), tuple(cells[column] for cells in classes.values())))
        balances.append(Balance((right[TOTAL][column],), (right[YEAR_SPENT][column], right[CLOSING][column])))
    for cells in (*classes.values(), *right.values()):
        balances.append(Balance((cells["支出"],), tuple(cells[fund] for fund in FISCAL)))
    return coded_sheet(name, rows, Item(FISCAL_SIDES, {}, accounts.place), accounts.place, balances)


def _classes(accounts: Accounts, funds: tuple[str, ...]) -> Iterator[Coded]:
    return (coded for coded in merged(accounts.spending, funds) if len(coded.code) == len("201"))


def _by_fund(coded: Coded) -> Cells:
    return {"支出": coded.sum("决算", FISCAL), **{fund: coded.sum("决算", (fund,)) for fund in FISCAL}}


def _rows(
    kind: Record,
    accounts: Accounts,
    left: Sequence[TableRow],
    values: Cells,
    right: Sequence[TableRow],
    classes: Mapping[str, Cells],
    foot: Mapping[str, Cells],
) -> list[Item]:
    """Both halves row by row; classes that the pack does not name stand below those that it does."""
    lefts = [_Line({"收入项目": one.name}, {"收入": values.get(one.value)}, one.value in KEPT) for one in left]
    rights = []
    for one in right:
        if accounts.pack.tables.empty_rows or not one.code or one.code in classes:
            cells = classes.get(one.code, {}) if one.code else foot.get(one.value, {})
            rights.append(_Line({"支出项目": one.name}, cells, one.value in KEPT))
    named = {one.code for one in right}
    for code, cells in classes.items():
        if code not in named:
            rights.append(_Line({"支出项目": accounts.pack.subjects.functions.get(code, code)}, cells, False))
    rows = []
    for part in (False, True):
        halves = [[one for one in half if one.foot is part] for half in (lefts, rights)]
        for a, b in _paired(halves[0], halves[1], part):
            rows.append(filled(kind, accounts.place, {**a.texts, **b.texts}, {**a.cells, **b.cells}))
    return rows


def _paired(left: list[_Line], right: list[_Line], foot: bool) -> Iterator[tuple[_Line, _Line]]:
    """The shorter half gets empty lines, at the foot above its last one: the totals stand side by side."""
    for half, other in ((left, right), (right, left)):
        missing = len(other) - len(half)
        at = max(len(half) - 1, 0) if foot else len(half)
        half[at:at] = [_Line({}, {}, foot)] * max(missing, 0)
    return zip(left, right, strict=True)
