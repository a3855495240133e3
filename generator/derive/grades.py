"""Scores, or grades that were given, and a pack's bands in; the grade (等级) of every project and of the whole out."""

from __future__ import annotations

from decimal import Decimal

from ..figure import NUMBER, Figure, Item, Rows, Text, exact
from ..pack import BAND, Band, Pack
from ..source import Place
from .extra import GRADE_COUNT
from .tree import assign


def grades(root: Item, pack: Pack) -> None:
    """等级 of whatever has a score or a grade (自评等级 as well, where it was left out), and how many projects have each."""
    counts = {band.name: 0 for band in pack.rules.bands}
    for number, project in enumerate(root.rows("项目"), 1):
        assign(project, "序号", exact(Decimal(number), NUMBER))
        band = _grade(project, pack)
        if band is not None:
            counts[band.name] += 1
    whole = root.item("整体自评")
    if whole is not None:
        _grade(whole, pack)
    totals, place = root.item("项目合计"), root.place
    if totals is None or place is None:
        return
    rows = []
    for band in pack.rules.bands:
        if counts[band.name]:
            row = _item(band, place)
            rows.append(Item(GRADE_COUNT, {**row.entries, "个数": exact(Decimal(counts[band.name]), NUMBER)}, place))
    assign(totals, "等级", Rows(GRADE_COUNT, tuple(rows), place))


def _grade(assessed: Item, pack: Pack) -> Band | None:
    """The band that holds the score; where there is none, the one that was named."""
    score, written = assessed.figure("自评得分"), assessed.entries.get("自评等级")
    name = written.text if isinstance(written, Text) else ""
    band = next(
        (
            band
            for band in pack.rules.bands
            if (score.value >= band.lowest if score is not None else name in (band.name, band.full))
        ),
        None,
    )
    place = (score.place if score is not None else None) or assessed.place
    if band is not None and place is not None:
        assign(
            assessed,
            "等级",
            _item(band, place, tuple(one for one in (score, written) if isinstance(one, (Figure, Text)))),
        )
        if written is None:
            assign(assessed, "自评等级", Text(band.name, place))
    return band


def _item(band: Band, place: Place, of: tuple[Figure | Text, ...] = ()) -> Item:
    return Item(BAND, {"名称": Text(band.name, place, of), "全称": Text(band.full, place, of)}, place)


__all__ = ["grades"]
