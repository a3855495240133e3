"""A merged tables.yaml in, the public tables of the accounts that a pack prints and the names of their rows out."""

from __future__ import annotations

from ..amount import MONEY
from ..figure import Item, Text
from ..model import Choice, Field, Line, Lines, Record, Table, Year, YesNo
from ..pack import LEFT, RIGHT, PublicTable, Span, TableRow, Tables, inherited

FROM_TO = (
    Field("起", Year(), "从哪一年度起有，不写就一直有", "2022"),
    Field("止", Year(), "到哪一年度为止有", "2021"),
)
INCOME_LINE = Record(
    (
        Field("名称", Line(), "这一行印的名称", "一、一般公共预算财政拨款收入", required=True),
        Field("值", Choice(LEFT), "这一行的数", "一般公共预算"),
        *FROM_TO,
    )
)
SPENDING_LINE = Record(
    (
        Field("名称", Line(), "这一行印的名称", "一、一般公共服务支出", required=True),
        Field("编码", Line(), "支出功能分类的类", "201"),
        Field("值", Choice(RIGHT), "类以外的行的数", "本年支出"),
        *FROM_TO,
    )
)
ONE_TABLE = Record(
    (
        Field("编号", Line(), "表的编号", "公开01表", required=True),
        Field("名称", Line(), "表名", "收入支出决算总表", required=True),
        Field("模板", Line(), "表文件夹里的哪个模板；不写就只列表名", "收支总表"),
        Field("横排", YesNo(), "是否排在横放的纸上，不写是否", "是"),
        *FROM_TO,
    )
)
DETAIL_COLUMN = Record(
    (
        Field("名称", Line(), "这一列的表头", "工资福利支出", required=True),
        Field("编码", Line(), "支出经济分类的类或款", "301", required=True),
        *FROM_TO,
    )
)
TABLES = inherited(
    (
        Field("金额单位", Choice(tuple(MONEY)), "表里的金额单位", "万元"),
        Field("表", Table(ONE_TABLE, "表"), "有哪几张表，按先后", ""),
        Field("收入行", Table(INCOME_LINE, "行"), "收入支出总表的左半", ""),
        Field("支出行", Table(SPENDING_LINE, "行"), "收入支出总表的右半；类以外的行排在最后", ""),
        Field("财政拨款收入行", Table(INCOME_LINE, "行"), "财政拨款总表的左半", ""),
        Field("财政拨款支出行", Table(SPENDING_LINE, "行"), "财政拨款总表的右半", ""),
        Field("人员经费", Lines(), "基本支出表左半的经济分类", "['301', '303']"),
        Field("公用经费", Lines(), "基本支出表右半的经济分类", "['302', '310']"),
        Field("明细列", Table(DETAIL_COLUMN, "列"), "支出决算明细表的各列", ""),
        Field("空行", Choice(("印", "略")), "没有数的类和经济科目印不印", "印"),
        Field("三公预算", Choice(("年初预算", "全年预算")), "三公表印哪个预算", "全年预算"),
    )
)
"""tables.yaml: the public tables of the accounts (决算公开表), by year where they change."""

ALWAYS = Span(0, 9999)


def read_tables(tables: Item) -> Tables:
    return Tables(
        unit=tables.text("金额单位") or "万元",
        listed=tuple(_table(row) for row in tables.rows("表")),
        left=_rows(tables, "收入行"),
        right=_rows(tables, "支出行"),
        fiscal_left=_rows(tables, "财政拨款收入行"),
        fiscal_right=_rows(tables, "财政拨款支出行"),
        people=tables.texts("人员经费"),
        office=tables.texts("公用经费"),
        details=_rows(tables, "明细列"),
        empty_rows=tables.text("空行") != "略",
        public_budget=tables.text("三公预算") or "全年预算",
    )


def _table(row: Item) -> PublicTable:
    return PublicTable(
        row.text("编号") or "",
        row.text("名称") or "",
        row.text("模板") or "",
        row.yes("横排"),
        span_of(row),
    )


def _rows(tables: Item, name: str) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(row.text("名称") or "", row.text("编码") or "", row.text("值") or "", span_of(row))
        for row in tables.rows(name)
    )


def span_of(row: Item) -> Span:
    first, last = row.entries.get("起"), row.entries.get("止")
    return Span(
        int(first.text) if isinstance(first, Text) else ALWAYS.first,
        int(last.text) if isinstance(last, Text) else ALWAYS.last,
    )
