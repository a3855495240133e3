"""The accounts by fund and item in, the rows of the public tables out: merged by code over all funds, each level summed.

Every figure of a row is exact or the control that was written for it; none is a sum of rounded ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ..figure import Figure, Item, Text, Value
from ..model import Record
from ..source import Place
from .public_kinds import CARRIED, FISCAL, FUND_ROW, INCOME_ROW, OTHER_INCOME, SPENDING_ROW, SPENT
from .subjects import leaves
from .sums import figure_at, sum_of

FUNDS = (*FISCAL, "其他资金")


class Coded(Struct, frozen=True):
    """A code with what each fund says of it."""

    code: str
    name: str
    level: str
    funds: Mapping[str, list[Item]]
    """An item may stand in several rows of a fund, one a source of income."""

    @property
    def subjects(self) -> tuple[Text, ...]:
        """科目 of every row, as the clerk wrote it."""
        rows = (row.entries.get("科目") for rows in self.funds.values() for row in rows)
        return tuple(text for text in rows if isinstance(text, Text))

    def sum(self, column: str, funds: Iterable[str] = FUNDS) -> Figure | None:
        return sum_of(figure_at(row, column) for name in funds for row in self.funds.get(name, ()))


def filled(
    kind: Record,
    place: Place,
    texts: Mapping[str, str],
    figures: Mapping[str, Figure | None],
    of: tuple[Text, ...] = (),
) -> Item:
    """A row; what is not there is left out. `of` is what its texts are made of."""
    entries: dict[str, Value] = {name: Text(text, place, of) for name, text in texts.items() if text}
    entries.update({name: figure for name, figure in figures.items() if figure is not None})
    return Item(kind, entries, place)


def figures_of(row: Item) -> Iterator[Figure]:
    return (value for value in row.entries.values() if isinstance(value, Figure))


def merged(spending: Item | None, funds: Iterable[str] = FUNDS) -> list[Coded]:
    """Every class, section and item of the funds, in the order of codes."""
    found: dict[str, dict[str, list[Item]]] = {}
    for name in funds:
        fund = spending.item(name) if spending is not None else None
        items = [row for row in leaves(fund.rows("科目")) if row.text("编码")] if fund is not None else []
        written = {row.text("编码") for row in items}
        levels = [row for row in fund.rows("层级") if row.text("编码") not in written] if fund is not None else []
        for row in (*levels, *items):
            found.setdefault(row.text("编码") or "", {}).setdefault(name, []).append(row)
    return [_coded(code, found[code]) for code in sorted(found)]


def _coded(code: str, rows: dict[str, list[Item]]) -> Coded:
    first = next(iter(rows.values()))[0]
    return Coded(code, first.text("名称") or code, first.text("级") or "", rows)


def _texts(coded: Coded) -> dict[str, str]:
    return {"编码": coded.code, "名称": coded.name, "级": coded.level}


def _there(rows: Iterable[Item]) -> tuple[Item, ...]:
    """Those with any figure but zero: an item that lives on its carry-over is no row of this year's income."""
    return tuple(row for row in rows if any(figure.value for figure in figures_of(row)))


def received(figure: Figure | None) -> Figure | None:
    """Income, where there is any: one that was worked out as none has an empty cell; a 0 that was written stays."""
    none = figure is not None and figure.place is None and not figure.value
    return None if none else figure


def income_rows(spending: Item | None, place: Place) -> tuple[Item, ...]:
    """收入决算表: by code and kind of income; 财政拨款 is what the three fiscal funds received."""
    other = spending.item("其他资金") if spending is not None else None
    items = leaves(other.rows("科目")) if other is not None else []
    rows = []
    for coded in merged(spending):
        figures = {"财政拨款": received(coded.sum("收入", FISCAL))}
        for source in OTHER_INCOME:
            figures[source] = received(
                sum_of(figure_at(row, "收入") for row in items if _from(row, source, coded.code))
            )
        total = sum_of(figures.values())
        rows.append(filled(INCOME_ROW, place, _texts(coded), {"合计": total, **figures}, coded.subjects))
    return _there(rows)


def _from(row: Item, source: str, code: str) -> bool:
    named = row.text("收入来源") or ""
    kind = named if named in OTHER_INCOME else OTHER_INCOME[-1]
    return kind == source and (row.text("编码") or "").startswith(code)


def spending_rows(spending: Item | None, place: Place) -> tuple[Item, ...]:
    """支出决算表: by code, over all funds."""
    return _there(
        filled(
            SPENDING_ROW,
            place,
            _texts(coded),
            {"合计": coded.sum("决算"), **{column: coded.sum(column) for column in SPENT}},
            coded.subjects,
        )
        for coded in merged(spending)
    )


def fund_rows(spending: Item | None, name: str, place: Place) -> tuple[Item, ...]:
    """One fund's rows with its carry-over."""
    return tuple(
        filled(FUND_ROW, place, _texts(coded), {column: coded.sum(column) for column in CARRIED}, coded.subjects)
        for coded in merged(spending, (name,))
    )


def below(rows: Iterable[Item], code: str) -> list[Item]:
    """The rows that a code's figures are the sum of: those right below it; "" for the table's total."""
    inner = [row for row in rows if (at := row.text("编码") or "") != code and at.startswith(code)]
    codes = [row.text("编码") or "" for row in inner]
    return [
        row
        for row, own in zip(inner, codes, strict=True)
        if not any(other != own and own.startswith(other) for other in codes)
    ]
