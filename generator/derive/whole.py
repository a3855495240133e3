"""The department's whole self-assessment (整体自评) and its accounts in; its money by nature and its scores out."""

from __future__ import annotations

from ..codes import relations as codes
from ..figure import Figure, Item, Rows, Text, Working, exact
from ..pack import Pack
from ..source import Place
from ..vocabulary.projects import SOURCE
from .accounts import FISCAL
from .scoring import POINTS, score_execution, score_indicators
from .sums import Unknown, figure_at, minus, share_of, sum_of
from .tree import assign, inner, put, widened

EXECUTED = Working(codes.RATE.id, "决算除以全年预算", "÷", ("决算", "全年预算"))
COLUMNS = {"年初预算": "年初预算", "全年预算": "全年预算", "执行": "决算"}
"""The form's columns, and the keys of a 数 that they print."""
OTHER, SPECIAL = "其他资金", "财政专户管理资金"
Columns = dict[str, Figure | None]


def score_whole(root: Item, pack: Pack) -> None:
    """整体自评: what indicators earned, and the year's whole spending as the money of its form."""
    whole, spending = root.item("整体自评"), root.item("支出")
    if whole is None:
        return
    score_indicators(whole, pack.rules)
    execution = inner(whole, "执行")
    if execution is None or spending is None:
        return
    assign(execution, "分值", exact(pack.rules.execution_weight, POINTS))
    try:
        total = _columns(spending, "合计")
        _money(whole, spending)
    except Unknown:
        return
    rate = share_of(total["执行"], total["全年预算"])
    if rate is not None:
        put(execution, "执行率", rate, EXECUTED)
    score_execution(execution, pack.rules)


def _columns(holder: Item | None, *path: str) -> Columns:
    """A 数 in the form's columns; a budget that was not changed is the one of the year's beginning."""
    found = {column: figure_at(holder, *path, key) for column, key in COLUMNS.items()}
    return {**found, "全年预算": found["全年预算"] or found["年初预算"]}


def _money(whole: Item, spending: Item) -> None:
    """按收入性质 and 按支出性质: the same spending by its funds and by its kind."""
    funds = [fund for name in (*FISCAL, OTHER) if (fund := spending.item(name)) is not None]
    if not funds or spending.place is None:
        return
    by_fund = {name: _columns(fund, "合计") for name in FISCAL if (fund := spending.item(name)) is not None}
    other = spending.item(OTHER)
    if other is not None:
        by_fund[SPECIAL] = _special(other)
        by_fund[OTHER] = _less(_columns(other, "合计"), by_fund[SPECIAL])
    by_kind = {
        "基本支出": _or_sum(_columns(spending, "基本支出", "合计"), [_columns(f, "基本支出", "合计") for f in funds]),
        "项目支出": _or_sum(_columns(spending, "项目支出"), [_columns(f, "项目支出") for f in funds]),
    }
    assign(whole, "收入性质", _rows(by_fund, spending.place))
    assign(whole, "支出性质", _rows(by_kind, spending.place))


def _special(other: Item) -> Columns:
    rows = [row for row in other.rows("科目") if row.text("收入来源") == SPECIAL]
    return {column: sum_of(_columns(row)[column] for row in rows) for column in COLUMNS}


def _less(total: Columns, part: Columns) -> Columns:
    return {column: minus(total[column], part[column]) for column in COLUMNS}


def _or_sum(given: Columns, parts: list[Columns]) -> Columns:
    """What the file gives for all funds together, else the sum of what it gives for each."""
    return {column: given[column] or sum_of(part[column] for part in parts) for column in COLUMNS}


def _rows(rows: dict[str, Columns], place: Place) -> Rows:
    kind = widened(SOURCE)
    items = [
        Item(kind, {"名称": Text(name, place), **{c: f for c, f in columns.items() if f is not None}}, place)
        for name, columns in rows.items()
    ]
    return Rows(kind, tuple(items), place)
