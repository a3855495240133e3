"""The items (科目) of spending in, payments out that a second item tells otherwise, or that nobody is there to get.

Which items say the same of one payment, and which number goes with one, is the pack's (相近科目, 对应数量).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import explained as codes
from ..derive.accounts import FUNDS
from ..derive.spending import economic_rows
from ..derive.sums import Unknown, figure_at, sum_of
from ..diagnostic import Diagnostic
from ..figure import Figure, Item
from ..pack import Pack
from ..wording import digits, with_unit
from .comparing import places, written
from .explained import Unexplained
from .following import contradicted
from .given import difference

BASIC = "基本"


def twice(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, pairs that the pack names (相近科目): one payment by function and by economic item, far apart."""
    most = pack.rules.bounds.apart
    for fund in _funds(figures) if most is not None else ():
        economic = list(economic_rows(fund))
        for code, others in pack.rules.near.items():
            rows = [row for row in economic if (row.text("编码") or "") in others and row.figure("决算") is not None]
            function = _of_function(fund, code)
            spent = sum_of(row.figure("决算") for row in rows)
            if most is None or function is None or spent is None or contradicted((function, spent)):
                continue
            gap = abs(function.value - spent.value)
            if function.agrees(spent) or gap <= most * max(function.value, spent.value):
                continue
            at, labels = places(spent, function)
            if at is not None:
                names = "、".join(row.text("名称") or "" for row in rows)
                said = (
                    f"经济分类“{names}”{with_unit(spent, pack.wording)}，功能分类“{_named(code, pack)}”的基本支出"
                    f"{with_unit(function, pack.wording)}，相差{difference(function, spent)}，超过{digits(most * 100, 2, trim=True)}%"
                )
                advice = "核对两处，看是否抄错了行；属实的，写在“核对说明”里"
                yield Unexplained(rows[0], Diagnostic(codes.FAR_APART, said, at, labels, help=advice))


def nobody(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, pairs that the pack names (对应数量): money of an item, and none of those whom it is paid for."""
    pairs = [(code, path) for code, paths in pack.rules.counted.items() for path in paths]
    told: set[str] = set()
    for code, path in pairs:
        *keys, name = path.split(".")
        holder: Item | None = figures
        for key in keys:
            holder = holder.item(key) if holder is not None else None
        number = holder.figure(name) if holder is not None else None
        if code in told or holder is None or number is None or number.value or number.place is None:
            continue
        spent = [one for fund in _funds(figures) for one in _with_code(fund, code)]
        paid = next((one for one in spent if one.value > 0 and written(one)), None)
        if paid is not None:
            at, labels = places(number, paid)
            if at is not None:
                told.add(code)
                said = f"“{_named(code, pack)}”{with_unit(paid, pack.wording)}，“{name}”却是0"
                advice = "核对数量和科目；属实的，在同一处加“说明: ……”"
                yield Unexplained(holder, Diagnostic(codes.NONE_TO_PAY, said, at, labels, help=advice))


def _funds(figures: Item) -> Iterator[Item]:
    spending = figures.item("支出")
    funds = (spending.item(name) for name in FUNDS) if spending is not None else ()
    yield from (fund for fund in funds if fund is not None)


def _of_function(fund: Item, code: str) -> Figure | None:
    """What the items below a code spent of 基本支出, without the sums above them; None where one of them does not say."""
    there = {row.text("编码") or "": row for row in fund.rows("科目")}
    rows = [
        row
        for own, row in there.items()
        if own.startswith(code) and not any(one != own and one.startswith(own) for one in there)
    ]
    try:
        parts = [figure_at(row, BASIC) for row in rows]
    except Unknown:
        return None
    return sum_of(parts) if None not in parts else None


def _with_code(fund: Item, code: str) -> Iterator[Figure]:
    """The amounts of an item, by economic item or by function."""
    for row in (*economic_rows(fund), *fund.rows("科目")):
        figure = row.figure("决算") if row.text("编码") == code else None
        if figure is not None:
            yield figure


def _named(code: str, pack: Pack) -> str:
    subjects = pack.subjects
    return subjects.economic.get(code) or subjects.functions.get(code) or code
