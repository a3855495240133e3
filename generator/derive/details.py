"""A fund's 明细 in, what each item of the functional classification spent on each of the economic one, with codes, out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..figure import Figure, Item
from ..subjects import Subjects
from .subject_names import alike, read_subject
from .sums import figure_at


class Detail(Struct, frozen=True):
    """What an item of the functional classification spent on one of the economic one; a code is "" where none is told."""

    row: Item
    function: str
    economic: str
    spent: Figure | None


def details(fund: Item | None, subjects: Subjects) -> Iterator[Detail]:
    """Every row of a fund; a function that is told by its name is looked up in the fund's own 科目."""
    rows = fund.rows("明细") if fund is not None else ()
    own = {one.text("名称"): one.text("编码") or "" for one in fund.rows("层级")} if fund is not None and rows else {}
    for row in rows:
        function, economic = row.text("功能") or "", row.text("经济") or ""
        yield Detail(
            row,
            read_subject(function).code or own.get(function, ""),
            read_subject(economic).code or _coded_by_name(economic, subjects),
            figure_at(row, "决算"),
        )


def _coded_by_name(name: str, subjects: Subjects) -> str:
    return next((code for code, known in subjects.economic.items() if alike(known, name)), "")
