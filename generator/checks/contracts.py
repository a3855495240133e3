"""Contracts in, instalments that do not make up a year of the contract out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..codes import orders as codes
from ..derive.sums import sum_of
from ..diagnostic import Diagnostic, Label, Severity
from ..figure import Faulty, Item
from ..pack import Pack
from ..wording import with_unit
from .naming import projects_of

WHOLE = Decimal(1)


def instalments(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Of its own shape, sums by year: 付款比例 of one year of a contract is at most 100%, and 100% where all say their own."""
    for project, name in projects_of(figures):
        for contract in project.rows("合同"):
            if any(isinstance(row.get(key), Faulty) for row in contract.rows("付款") for key in ("年", "比例")):
                continue
            years = _by_year(contract)
            if "" in years and len(years) > 1:
                yield _without_year(name, years[""])
                continue
            for year, rows in years.items():
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


def _without_year(name: str, rows: Sequence[Item]) -> Diagnostic:
    """Beside instalments of a year, one that says none would be taken for a share of the whole contract."""
    first, *others = (Label(row.place) for row in rows if row.place is not None)
    return Diagnostic(
        codes.INSTALMENTS,
        f"{name}合同的付款，有的写了是第几年的，这一期没有写“年”",
        first,
        tuple(others[:5]),
        help="每一期都写上年，如“年: 1”；不分年的合同，都不写",
        severity=Severity.ERROR,
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
