"""The indicators of a project or of the whole and a pack's form in, the rows that the form prints out, in its order."""

from __future__ import annotations

from collections.abc import Sequence

from ..figure import Item, Rows, Text
from ..model import Record, inner_record
from ..pack import FormRow
from ..source import Place
from ..vocabulary.assessment import INDICATOR
from .tree import assign, widened

SUFFIX = "指标"
"""What a level may be written with: 产出指标 is 产出."""


def form_rows(holder: Item, form: Sequence[FormRow]) -> None:
    """指标行: each second level in its place, empty where it has no indicator; what the form does not have comes after."""
    rows, place = holder.rows("指标"), holder.place
    if not rows or place is None:
        return
    listed = inner_record(holder.kind.by_name["指标"].kind)
    kind = widened(listed if listed is not None else INDICATOR)
    of_form = {(one.first, one.second) for one in form}
    ordered: list[Item] = []
    for at, one in enumerate(form):
        own = [row for row in rows if _levels(row) == (one.first, one.second)]
        ordered += own + [_blank(one, kind, place) for _ in range(one.least - len(own))]
        if at + 1 == len(form) or form[at + 1].first != one.first:
            ordered += [row for row in rows if _levels(row)[0] == one.first and _levels(row) not in of_form]
    firsts = {one.first for one in form}
    ordered += [row for row in rows if _levels(row)[0] not in firsts]
    assign(holder, "指标行", Rows(kind, tuple(ordered), place))


def _levels(row: Item) -> tuple[str, str]:
    first, second = ((row.text(key) or "").removesuffix(SUFFIX) for key in ("一级", "二级"))
    return first, second


def _blank(one: FormRow, kind: Record, place: Place) -> Item:
    return Item(kind, {"一级": Text(one.first, place), "二级": Text(one.second, place)}, place)
