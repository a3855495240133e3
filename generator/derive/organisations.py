"""机构收支 in, the sums of each row and a row of all (机构汇总) out.

The only organisation of a department is the department: what its row leaves out is taken from 收入, 支出, 三公经费 and
一般性支出, so that no figure is entered twice.
"""

from __future__ import annotations

from contextlib import suppress

from ..codes import relations as codes
from ..figure import Item, Working
from .extra import BODY_SUMS
from .sums import Unknown, figure_at, minus, sum_of
from .tree import assign, put
from .unread import unknown

SUM = Working(codes.ACCOUNT.id, "各分项之和")
LEFT = Working(codes.BALANCE.id, "收入减支出", "-", ("收入", "支出"))
INCOME = ("年初结转", "一般公共预算", "政府性基金", "财政专户", "其他收入")
PUBLIC = ("公务接待费", "公务用车运行维护费", "公务用车购置费", "因公出国境费")
ASSETS = ("在用固定资产", "出租固定资产", "其他固定资产")
MONEY_COLUMNS = (*INCOME, "基本支出", "人员经费", "公用经费", "项目支出", "结余", *PUBLIC, "会议费", *ASSETS)
ELSEWHERE: dict[str, tuple[str, ...]] = {
    **{name: ("收入", name) for name in INCOME if name != "财政专户"},
    **{name: ("支出", "基本支出", name) for name in ("人员经费", "公用经费")},
    "项目支出": ("支出", "项目支出"),
    **{name: ("三公经费", name) for name in PUBLIC},
    "会议费": ("一般性支出", "会议费"),
}
"""Where the accounts say what a column says."""
TOTALS: dict[str, tuple[str, ...]] = {
    "基本支出": ("支出", "基本支出"),
    "支出合计": ("支出", "合计"),
    "收入合计": ("收入", "合计"),
    "三公合计": ("三公经费", "合计"),
}
"""What the columns come to."""
DIVIDED = {"三公合计": PUBLIC}
"""Totals that have no other parts than these columns."""


def organisations(root: Item) -> None:
    rows = root.rows("机构收支")
    if not rows:
        return
    if len(rows) == 1:
        _only(rows[0], root)
    for row in rows:
        try:
            _organisation(row)
        except Unknown:
            for name in ("基本支出", "结余", *(field.name for field in BODY_SUMS)):
                unknown(row, name)
    if len(rows) == 1:
        _known_totals(rows[0], root)
    every = Item(rows[0].kind, {}, rows[0].place)
    for column in (*MONEY_COLUMNS, *(field.name for field in BODY_SUMS)):
        try:
            total = sum_of(figure_at(row, column) for row in rows)
        except Unknown:
            unknown(every, column)
            continue
        if total is not None:
            assign(every, column, total)
    assign(root, "机构汇总", every)


def _only(row: Item, root: Item) -> None:
    for column, path in ELSEWHERE.items():
        with suppress(Unknown):
            figure = figure_at(root, *path)
            if figure is not None:
                put(row, column, figure, Working(codes.ACCOUNT.id, f"“{'.'.join(path)}”"))
    with suppress(Unknown):
        _undivided(row, root)


def _undivided(row: Item, root: Item) -> None:
    """基本支出 of which neither the accounts nor the row tell the parts."""
    figure = figure_at(root, *TOTALS["基本支出"])
    if figure is not None and figure_at(row, "人员经费") is None and figure_at(row, "公用经费") is None:
        put(row, "基本支出", figure, Working(codes.ACCOUNT.id, "“支出.基本支出”"))


def _known_totals(row: Item, root: Item) -> None:
    """A total that the accounts give without the parts that the columns are, or with only some of them."""
    for name, path in TOTALS.items():
        if name == "收入合计":  # with what was carried over, and that is a column
            continue
        with suppress(Unknown):
            figure = figure_at(root, *path)
            if figure is not None and (name in DIVIDED or figure_at(row, name) is None):
                assign(row, name, figure)


def _organisation(row: Item) -> None:
    basic = sum_of([figure_at(row, "人员经费"), figure_at(row, "公用经费")])
    if basic is not None:
        put(row, "基本支出", basic, SUM)
    for name, columns in (
        ("收入合计", INCOME),
        ("支出合计", ("基本支出", "项目支出")),
        ("三公合计", PUBLIC),
        ("固定资产合计", ASSETS),
    ):
        total = sum_of(figure_at(row, column) for column in columns)
        if total is not None:
            assign(row, name, total)
    left = minus(figure_at(row, "收入合计"), figure_at(row, "支出合计"))
    if left is not None and figure_at(row, "支出合计") is not None:
        put(row, "结余", left, LEFT)
