"""The keys of the public tables (决算公开表), as data: what templates find under 决算表."""

from __future__ import annotations

from ..model import Field, Kind, Line, Money, Record, Table, YesNo

FISCAL = ("一般公共预算", "政府性基金", "国有资本经营")
OTHER_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPENT = ("基本", "项目", "上缴上级支出", "经营支出", "对附属单位补助支出")
CARRIED = ("年初结转", "收入", "决算", "基本", "项目", "年末结转")
PUBLIC = ("合计", "因公出国境费", "公务用车", "公务用车购置费", "公务用车运行维护费", "公务接待费")
CODED = ("编码", "名称", "级")


def _lines(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Line(), name) for name in names)


def _money(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Money(), name) for name in names)


SIDES = Record((*_lines("收入项目"), *_money("收入"), *_lines("支出项目"), *_money("支出")))
FISCAL_SIDES = Record((*_lines("收入项目"), *_money("收入"), *_lines("支出项目"), *_money("支出", *FISCAL)))
INCOME_ROW = Record((*_lines(*CODED), *_money("合计", "财政拨款", *OTHER_INCOME)))
SPENDING_ROW = Record((*_lines(*CODED), *_money("合计", *SPENT)))
FUND_ROW = Record((*_lines(*CODED), *_money(*CARRIED)))
HALVES = Record((*_lines("编码", "名称"), *_money("决算"), *_lines("右编码", "右名称"), *_money("右决算")))
PUBLIC_ROW = Record(_money(*PUBLIC))
CELL = Record((*_lines("名称"), *_money("金额")))
DETAIL_ROW = Record((*_lines(*CODED), *_money("合计"), Field("格", Table(CELL, "格"), "各列的名称和金额")))
LISTED = Record(
    (
        *_lines("编号", "名称", "模板", "文件"),
        Field("横排", YesNo(), "是否排在横放的纸上"),
        Field("空", YesNo(), "没有数，只印表头和说明"),
        Field("尾差", YesNo(), "印出的各数相加与印出的合计不等"),
    )
)


def sheet(row: Record) -> Record:
    """A table with a row of totals."""
    return Record((Field("行", Table(row, "行"), "各行"), Field("合计", row, "合计行")))


TWO_ROWS = Record((Field("预算", PUBLIC_ROW, "预算数"), Field("决算", PUBLIC_ROW, "决算数")))
SHEETS: dict[str, Kind] = {
    "收支总表": sheet(SIDES),
    "收入表": sheet(INCOME_ROW),
    "支出表": sheet(SPENDING_ROW),
    "财政拨款总表": sheet(FISCAL_SIDES),
    "一般公共预算表": sheet(FUND_ROW),
    "基本支出表": Record((Field("行", Table(HALVES, "行"), "左右两半"), *_money("人员经费", "公用经费"))),
    "三公表": TWO_ROWS,
    "一般公共预算三公表": TWO_ROWS,
    "政府性基金三公表": TWO_ROWS,
    "财政拨款明细表": sheet(DETAIL_ROW),
    "一般公共预算明细表": sheet(DETAIL_ROW),
    "政府性基金表": sheet(FUND_ROW),
    "国有资本经营表": sheet(FUND_ROW),
    "国有资本经营收支表": sheet(FUND_ROW),
    "项目支出表": sheet(FUND_ROW),
}
PUBLIC_TABLES = Record(
    (
        Field("金额单位", Line(), "表里的金额单位"),
        Field("三公预算", Line(), "三公表印的是哪个预算"),
        Field("清单", Table(LISTED, "表"), "有哪几张表，按先后"),
        *(Field(name, kind, name) for name, kind in SHEETS.items()),
    )
)
