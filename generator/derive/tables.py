"""Completed accounts and the pack's tables.yaml in; 决算表 out: the public tables as templates print them.

A table whose printed figures, each rounded for itself, do not add up to its printed total says so (尾差).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from ..amount import MONEY
from ..figure import Figure, Flag, Item, Later, Rows, Text, Value
from ..model import Record
from ..pack import Pack, PublicTable
from ..source import Place
from ..wording import round_half_up
from .public_details import detail_sheet, fund_costs
from .public_kinds import LISTED, PUBLIC_TABLES, SHEETS
from .public_sheets import (
    Accounts,
    Balance,
    FilledTable,
    basic_sheet,
    carried_sheet,
    fund_sheet,
    income_sheet,
    project_sheet,
    public_costs,
    spending_sheet,
)
from .public_sides import both_sides, fiscal_sides
from .sums import Unknown
from .tree import assign

MAKERS: Mapping[str, Callable[[str, Accounts], FilledTable]] = {
    "收支总表": both_sides,
    "收入表": income_sheet,
    "支出表": spending_sheet,
    "财政拨款总表": fiscal_sides,
    "一般公共预算表": fund_sheet,
    "基本支出表": basic_sheet,
    "三公表": public_costs,
    "一般公共预算三公表": fund_costs,
    "政府性基金三公表": fund_costs,
    "财政拨款明细表": detail_sheet,
    "一般公共预算明细表": detail_sheet,
    "政府性基金表": carried_sheet,
    "国有资本经营表": fund_sheet,
    "国有资本经营收支表": carried_sheet,
    "项目支出表": project_sheet,
}
"""How each table is made, by the name of its template."""

ASKED_FOR = frozenset({"政府性基金三公表", "财政拨款明细表", "一般公共预算明细表"})
"""Tables of facts of their own: there is none where the file does not tell them."""


def public_tables(root: Item, pack: Pack) -> None:
    """决算表 of a pack that has public tables; a table is empty where a figure is faulty."""
    year, place = int(root.text("年度") or 0), root.place
    listed = [table for table in pack.tables.listed if table.span.holds(year)]
    if not listed or place is None:
        return
    accounts = Accounts(root, pack, place, year)
    sheets = {name: _Made(name, accounts) for name in MAKERS}
    rows = tuple(_listed(table, sheets.get(table.template), place) for table in listed)
    tables: dict[str, Value] = {
        "金额单位": Text(pack.tables.unit, place),
        "三公预算": Text(pack.tables.public_budget, place),
        "清单": Rows(LISTED, rows, place),
    }
    for name, kind in SHEETS.items():
        assert isinstance(kind, Record)  # noqa: S101 # SHEETS is data of ours
        tables[name] = Item(kind, Later({}, sheets[name].entries), place)
    assign(root, "决算表", Item(PUBLIC_TABLES, tables, place))


class _Made(Struct, frozen=True, dict=True):
    """A table that is made when its figures are first asked for."""

    name: str
    accounts: Accounts

    @cached_property
    def sheet(self) -> FilledTable | None:
        try:
            return MAKERS[self.name](self.name, self.accounts)
        except Unknown:
            return None

    def entries(self) -> Mapping[str, Value]:
        return self.sheet.item.entries if self.sheet is not None else {}

    def notes(self) -> dict[str, Value]:
        """空 and 尾差, which the line below the table tells."""
        if self.sheet is None:
            return {}
        pack, place = self.accounts.pack, self.accounts.place
        off = any(_off(one, pack) for one in self.sheet.balances)
        return {"空": Flag(self.sheet.empty, place), "尾差": Flag(off, place)}


def _listed(table: PublicTable, made: _Made | None, place: Place) -> Item:
    file = f"表/{table.template}.md.j2" if table.template else ""
    texts = {"编号": table.number, "名称": table.name, "模板": table.template, "文件": file}
    if made is not None and made.name in ASKED_FOR and made.sheet is None:
        del texts["文件"]  # nothing was filled in that it could be made of
    entries: dict[str, Value] = {"横排": Flag(table.wide, place)}
    entries.update({name: Text(text, place) for name, text in texts.items() if text})
    return Item(LISTED, Later(entries, made.notes) if made is not None else entries, place)


def _off(balance: Balance, pack: Pack) -> bool:
    """Whether the figures, each as it is printed, do not add up for their rounding; a side without any says nothing."""
    sides = [[_printed(one, pack) for one in side if one is not None] for side in (balance.left, balance.right)]
    if not all(sides):
        return False
    gap = abs(sum(sides[0], Decimal(0)) - sum(sides[1], Decimal(0)))
    last = Decimal(1).scaleb(-pack.wording.money_decimals)
    return 0 < gap <= last * max(map(len, sides))  # what is further apart was not filled in whole


def _printed(figure: Figure, pack: Pack) -> Decimal:
    return round_half_up(figure.shown.value / MONEY[pack.tables.unit], pack.wording.money_decimals)
