"""A merged tables.yaml in, the public tables of the accounts that a pack prints and the names of their rows out."""

from __future__ import annotations

from ..figure import Flag, Item, Text, Texts
from ..pack import PublicTable, Span, TableRow, Tables

ALWAYS = Span(0, 9999)


def read_tables(tables: Item) -> Tables:
    return Tables(
        unit=tables.text("金额单位") or "万元",
        listed=tuple(_table(row) for row in tables.rows("表")),
        left=_rows(tables, "收入行"),
        right=_rows(tables, "支出行"),
        fiscal_left=_rows(tables, "财政拨款收入行"),
        fiscal_right=_rows(tables, "财政拨款支出行"),
        people=_codes(tables, "人员经费"),
        office=_codes(tables, "公用经费"),
        empty_rows=tables.text("空行") != "略",
        public_budget=tables.text("三公预算") or "全年预算",
    )


def _table(row: Item) -> PublicTable:
    wide = row.entries.get("横排")
    return PublicTable(
        row.text("编号") or "",
        row.text("名称") or "",
        row.text("模板") or "",
        isinstance(wide, Flag) and wide.value,
        _span(row),
    )


def _rows(tables: Item, name: str) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(row.text("名称") or "", row.text("编码") or "", row.text("值") or "", _span(row))
        for row in tables.rows(name)
    )


def _codes(tables: Item, name: str) -> tuple[str, ...]:
    codes = tables.entries.get(name)
    return tuple(text.text for text in codes.items) if isinstance(codes, Texts) else ()


def _span(row: Item) -> Span:
    first, last = row.entries.get("起"), row.entries.get("止")
    return Span(
        int(first.text) if isinstance(first, Text) else ALWAYS.first,
        int(last.text) if isinstance(last, Text) else ALWAYS.last,
    )
