"""Figures in, what was carried over and what was spent of it that are apart by their last digit alone, out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ..codes.pasting import UNTOLD
from ..codes.unsaid import RESIDUE
from ..derive.accounts import BY_CLASS, FUNDS
from ..derive.subjects import leaves
from ..derive.sums import Unknown, figure_at
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Text
from ..pack import Pack
from ..source import Place
from ..wording import with_unit
from .given import FEW


def untold_costs(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """人员经费 or 公用经费 of a fund that lists its items, not what each comes to, nor their total."""
    spending = figures.item("支出")
    for holder in (spending, *(spending.item(name) for name in FUNDS)) if spending is not None else ():
        basic = holder.item("基本支出") if holder is not None else None
        for name in BY_CLASS if basic is not None else ():
            part = basic.item(name) if basic is not None else None
            try:
                if part is None or not (rows := leaves(part.rows("科目"))) or figure_at(part) is not None:
                    continue
                bare = [row for row in rows if figure_at(row, "决算") is None]
            except Unknown:
                continue
            places = [at for row in bare if (at := _named_at(row)) is not None]
            if places and len(bare) < len(rows):
                yield _untold(name, [row.text("名称") or row.text("科目") or "" for row in bare], places)


def _named_at(row: Item) -> Place | None:
    name = row.entries.get("科目")
    return name.place if isinstance(name, Text) else row.place


def _untold(name: str, bare: list[str], places: list[Place]) -> Diagnostic:
    called = "、".join(f"“{one}”" for one in bare[:FEW]) + ("等" if len(bare) > FEW else "")
    return Diagnostic(
        UNTOLD,
        f"“{name}”的科目{called}没有填数，也没有写合计，算不出“{name}”是多少",
        Label(places[0], "没有数"),
        tuple(Label(place, "没有数") for place in places[1:FEW]),
        help=f"没有发生的填 0，或删去；只列名目的，在“{name}”里加“合计: ……”",
    )


def residues(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, a difference within rounding: what was carried over and spent, apart by their last digit alone."""
    spending = figures.item("支出")
    for name in FUNDS:
        fund = spending.item(name) if spending is not None else None
        if fund is None or _told(figures.item("收入"), name):
            continue
        for item in leaves(fund.rows("科目")) or [fund]:
            with suppress(Unknown):
                yield from _residue(item, name, pack)


def _told(income: Item | None, name: str) -> bool:
    """Whether a fund's income was written, and is another than what is left of its carry-over."""
    holder = income.item(name) if income is not None else None
    come = holder.figure("决算") if holder is not None else None
    return come is not None and come.control is not None and come.control.value != come.value


def _residue(item: Item, name: str, pack: Pack) -> Iterator[Diagnostic]:
    opening, spent = figure_at(item, "年初结转"), figure_at(item, "决算") or figure_at(item, "合计")
    others = [figure_at(item, "收入"), figure_at(item, "年末结转")]
    if opening is None or spent is None or any(one is not None and one.value for one in others):
        return
    terms = [*_terms(opening), *_terms(spent)]
    apart = spent.value != opening.value and spent.agrees(opening)
    if not opening.value or not apart or len(terms) > 2 or len({(one.unit, one.high - one.low) for one in terms}) > 1:
        return  # several figures, each rounded, may be apart by that
    places = [one.place for one in terms if one.place is not None]
    if places:
        called = item.text("名称") or name
        sums = f"年初结转{with_unit(opening, pack.wording)}，支出{with_unit(spent, pack.wording)}"
        yield Diagnostic(
            RESIDUE,
            f"“{called}”{sums}，只差在末位上，没有收入和年末结转",
            Label(places[0]),
            tuple(Label(place) for place in places[1:]),
            help="两个数应当相同的，改数；真有这点收入的，写“收入: ……”，剩下的写“年末结转: ……”",
        )


def _terms(figure: Figure) -> list[Figure]:
    """The figures of the file that it is made of, those that are not 0."""
    if figure.place is not None or not figure.parts:
        return [figure] if figure.value else []
    return [term for part in figure.parts for term in _terms(part)]
