"""The 明细 of a fund in, where it is no division of what its 科目 spent out: a sum over two lists, joined by their codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codes import relations as codes
from ..derive.accounts import FUNDS
from ..derive.details import Detail, details
from ..derive.subjects import leaves
from ..derive.sums import Unknown, figure_at, sum_if_all
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text
from ..pack import Pack
from ..wording import with_unit
from .comparing import places
from .following import contradicted
from .given import difference

LIST = "明细"


def divided(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Each item of a fund that has details is their sum; each detail is of an item, and has a code that names its column."""
    spending = figures.item("支出")
    for name in FUNDS if spending is not None else ():
        fund = spending.item(name) if spending is not None else None
        if fund is None or not fund.rows(LIST):
            continue
        try:
            listed = list(details(fund, pack.subjects))
        except Unknown:
            continue
        items = leaves(fund.rows("科目"))
        yield from _uncoded(listed)
        yield from _sums(listed, items, pack)
        yield from _elsewhere(listed, fund)


def _uncoded(listed: Sequence[Detail]) -> Iterator[Diagnostic]:
    for one in listed:
        text = one.row.entries.get("经济")
        if not one.economic and isinstance(text, Text):
            said = f"“{LIST}”里的“{text.text}”没有编码，不知道归公开表的哪一列"
            advice = "编码写在前面，如“301 工资福利支出”"
            yield Diagnostic(codes.ACCOUNT, said, Label(text.place), help=advice)


def _sums(listed: Sequence[Detail], items: Sequence[Item], pack: Pack) -> Iterator[Diagnostic]:
    for item in items:
        code = item.text("编码") or ""
        own = [one for one in listed if code and one.function.startswith(code)]
        total = sum_if_all([one.spent for one in own])
        try:
            spent = figure_at(item, "决算")
        except Unknown:
            continue
        if total is None or spent is None or total.agrees(spent) or contradicted((total, spent)):
            continue
        at, others = places(spent, total)
        if at is not None:
            said = (
                f"“{item.text('名称')}”决算{with_unit(spent, pack.wording)}，“{LIST}”里它的{len(own)}行之和是"
                f"{with_unit(total, pack.wording)}，相差{difference(spent, total)}"
            )
            yield Diagnostic(codes.ACCOUNT, said, at, others, help=f"核对两处，看“{LIST}”是否漏了一个经济科目")


def _elsewhere(listed: Sequence[Detail], fund: Item) -> Iterator[Diagnostic]:
    known = {row.text("编码") for row in fund.rows("层级")}
    for one in listed:
        text = one.row.entries.get("功能")
        if known and one.function not in known and isinstance(text, Text):
            said = f"“{LIST}”里的“{text.text}”不在这项资金的“科目”里"
            yield Diagnostic(codes.ACCOUNT, said, Label(text.place), help="照“科目”里的编码写；“科目”漏了的补上")
