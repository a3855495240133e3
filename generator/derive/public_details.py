"""The accounts by fund, item and economic class (明细) and 三公 by fund in; the public tables that print them out.

Neither can be worked out from the other tables: where nothing was filled in, `Unknown` says that there is no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..figure import Figure, Item, Nothing, Rows, Text
from ..model import Record
from .details import Detail, details
from .public_kinds import CELL, DETAIL_ROW, FISCAL, PUBLIC, PUBLIC_ROW, SHEETS
from .public_rows import Coded, figures_of, filled, merged
from .public_sheets import (
    PUBLIC_COSTS,
    Accounts,
    Balance,
    FilledTable,
    Some,
    all_nothing,
    coded_sheet,
    down,
    public_balances,
    public_row,
)
from .sums import Unknown, figure_at, minus, plus, sum_of

FUND = "政府性基金"
TOTAL, ABROAD, CARS, BOUGHT, RUN, MEALS = PUBLIC


def detail_sheet(name: str, accounts: Accounts) -> FilledTable:
    """支出决算明细表: by code of function, a column for each economic class."""
    spending = accounts.spending
    funds = [one for one in FISCAL if name.startswith((one, "财政拨款"))]
    subjects = accounts.pack.subjects
    listed = [one for fund in funds for one in details(spending.item(fund) if spending is not None else None, subjects)]
    total = sum_of(accounts.at("支出", fund, "合计") for fund in funds)
    if not listed and (total is None or total.value):
        raise Unknown
    rows = [_detail_row(accounts, coded, listed, coded.sum("决算", funds)) for coded in merged(spending, funds)]
    whole = _detail_row(accounts, None, listed, total)
    balances = down(rows, whole, ("合计",))
    balances += [Balance((row.figure("合计"),), tuple(_cells(row))) for row in (*rows, whole)]
    return coded_sheet(
        name,
        rows,
        whole,
        accounts.place,
        balances,
    )


def _cells(row: Item) -> Iterator[Some]:
    return (cell.figure("金额") for cell in row.rows("格"))


def _detail_row(accounts: Accounts, coded: Coded | None, listed: Sequence[Detail], spent: Some) -> Item:
    """A row with a cell for each column; the total's where there is no code."""
    code = coded.code if coded is not None else ""
    own = [one for one in listed if one.function.startswith(code)]
    cells = tuple(
        _cell(accounts, column.name, [one for one in own if one.economic.startswith(column.code)])
        for column in accounts.now(accounts.pack.tables.details)
    )
    texts = {"编码": coded.code, "名称": coded.name, "级": coded.level} if coded is not None else {}
    row = filled(DETAIL_ROW, accounts.place, texts, {"合计": spent}, coded.subjects if coded is not None else ())
    return Item(DETAIL_ROW, {**row.entries, "格": Rows(CELL, cells, accounts.place)}, accounts.place)


def _cell(accounts: Accounts, column: str, listed: Sequence[Detail]) -> Item:
    """The amount of a column, and whose 功能 and 经济 it stands for."""
    told = (one.row.entries.get(key) for one in listed for key in ("功能", "经济"))
    subjects = tuple(text for text in told if isinstance(text, Text))
    return filled(CELL, accounts.place, {"名称": column}, {"金额": sum_of(one.spent for one in listed)}, subjects)


def fund_costs(name: str, accounts: Accounts) -> FilledTable:
    """三公 of one fund: what the file says of 政府性基金, and what is left of the whole for 一般公共预算."""
    costs = accounts.root.item("三公经费")
    part = costs.entries.get(FUND) if costs is not None else None
    spending = accounts.spending
    none = isinstance(part, Nothing) or (spending is not None and isinstance(spending.entries.get(FUND), Nothing))
    of_fund = part if isinstance(part, Item) else None
    if name.startswith(FUND) and of_fund is None and not none:
        raise Unknown
    column = accounts.pack.tables.public_budget
    whole = costs.text("范围") == "财政拨款" if costs is not None else False
    sides = {}
    for side, key in (("预算", column), ("决算", "决算")):
        paid = _paid(of_fund, key)
        if name.startswith(FUND):
            figures = _totals(paid)
        else:
            every = public_row(accounts, key)
            figures = {one: every.figure(one) for one in PUBLIC}
            for one, figure in _totals(paid).items() if whole else ():
                figures[one] = minus(figures[one], figure)
        sides[side] = filled(PUBLIC_ROW, accounts.place, {}, figures)
    kind = SHEETS[name]
    assert isinstance(kind, Record)  # noqa: S101 # SHEETS is data of ours
    empty = none if name.startswith(FUND) else False
    empty = empty or all_nothing(figure for row in sides.values() for figure in figures_of(row))
    return FilledTable(Item(kind, dict(sides), accounts.place), public_balances(sides), empty)


def _paid(of_fund: Item | None, column: str) -> dict[str, Some]:
    """What the fund paid; a budget that was never adjusted is the first one."""
    found: dict[str, Some] = {}
    for one in PUBLIC_COSTS if of_fund is not None else ():
        figure = figure_at(of_fund, one, column)
        if figure is None and column == "全年预算":
            figure = figure_at(of_fund, one, "年初预算")
        found[one] = figure
    return found


def _totals(paid: dict[str, Some]) -> dict[str, Figure | None]:
    if not any(figure is not None for figure in paid.values()):
        return {}
    cars = plus(paid.get(BOUGHT), paid.get(RUN))
    return {**paid, CARS: cars, TOTAL: sum_of((paid.get(ABROAD), cars, paid.get(MEALS)))}
