"""Contracts in, payments that do not make up the contract, or are more than the project spent, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..codes import orders as codes
from ..derive.sums import Unknown, figure_at, sum_of
from ..diagnostic import Code, Diagnostic, Label, Severity
from ..figure import Faulty, Figure, Item
from ..pack import Pack
from ..wording import with_unit
from .comparing import above, places
from .explained import Unexplained
from .given import difference
from .naming import projects_of

WHOLE = Decimal(1)


def instalments(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """付款比例 of one year of a contract: at most 100%, and 100% where every instalment says its own."""
    for project, name in projects_of(figures):
        for contract in project.rows("合同"):
            if any(isinstance(row.get(key), Faulty) for row in contract.rows("付款") for key in ("年", "比例")):
                continue
            for year, rows in _by_year(contract).items():
                total = sum_of(row.figure("比例") for row in rows)
                every = all(row.figure("比例") is not None for row in rows)
                if total is None or (total.low <= WHOLE and (not every or total.high >= WHOLE)):
                    continue
                at, labels = _rates(rows)
                said = "超过100%" if total.low > WHOLE else "不到100%"
                yield Diagnostic(
                    codes.INSTALMENTS,
                    f"{name}合同{f'第{year}年' if year else ''}的付款比例合计{with_unit(total, pack.wording)}，{said}",
                    at,
                    labels,
                    help="核对各期的比例和所属的年，看是否漏了一期",
                    severity=Severity.ERROR if total.low > WHOLE else Severity.WARNING,
                )


def _by_year(contract: Item) -> dict[str, list[Item]]:
    """Instalments by the year of the contract that they belong to, "" for those that say none."""
    found: dict[str, list[Item]] = {}
    for row in contract.rows("付款"):
        year = row.figure("年")
        found.setdefault(f"{year.value:f}" if year is not None else "", []).append(row)
    return found


def _rates(rows: Sequence[Item]) -> tuple[Label, tuple[Label, ...]]:
    found = [rate.place for row in rows if (rate := row.figure("比例")) is not None and rate.place is not None]
    return Label(found[0], "比例"), tuple(Label(place, "比例") for place in found[1:6])


def paid(figures: Item, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    """已付 of a contract against its price, and of all contracts against what the project spent this year.

    More than the year's spending may hold what was paid in years before; less is money spent outside contracts.
    """
    for project, name in projects_of(figures):
        try:
            yield from _paid(project, name, pack)
        except Unknown:
            continue


def _paid(project: Item, name: str, pack: Pack) -> Iterator[Diagnostic | Unexplained]:
    sums: list[Figure | None] = []
    told = False
    for contract in project.rows("合同"):
        total = sum_of(figure_at(row, "已付") for row in contract.rows("付款"))
        sums.append(total)
        price = figure_at(contract, "金额")
        if total is not None and price is not None and above(total, price):
            told = True
            yield _more(codes.PAID, f"{name}合同各期已付之和", total, "合同金额", price, pack, "核对各期已付的数和单位")
    every, funds = sum_of(sums), project.item("资金")
    spent = figure_at(funds, "执行")
    if funds is None or every is None or spent is None or told or not above(every, spent):
        return
    advice = "核对已付和执行；含以前年度付的，在“资金”里加“说明: ……”"
    yield Unexplained(funds, _more(codes.PAID_MORE, f"{name}合同已付之和", every, "执行数", spent, pack, advice))


def _more(code: Code, called: str, one: Figure, other: str, bound: Figure, pack: Pack, advice: str) -> Diagnostic:
    at, labels = places(one, bound)
    assert at is not None  # noqa: S101 # what was paid was written
    message = (
        f"{called}{with_unit(one, pack.wording)}大于{other}{with_unit(bound, pack.wording)}，多{difference(one, bound)}"
    )
    return Diagnostic(code, message, at, labels, help=advice)
