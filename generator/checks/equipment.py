"""Labels of 大型设备 in, one that no year's form has out."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import names as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text
from ..pack import Pack
from ..pattern import deferred
from .likeness import plain

_THRESHOLD = deferred(r"(?<![0-9.])[0-9]{1,20}(?:\.[0-9]{1,9})?(?=万|元)")


def equipment(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """A threshold goes with the kind of equipment of its year; a label that the pack has neither part of is its own."""
    assets, year = figures.item("国有资产"), figures.text("年度")
    if assets is None or year is None or not year.isdecimal():
        return
    labels = pack.rules.equipment
    right = [label for label, span in labels if span.holds(int(year))]
    pairs = {_parts(label) for label, _ in labels}
    for row in assets.rows("大型设备"):
        text = row.entries.get("标准")
        if not isinstance(text, Text):
            continue
        threshold, kind = _parts(text.text)
        known = threshold in {one for one, _ in pairs} and kind in {one for _, one in pairs}
        if known and right and (threshold, kind) not in {_parts(label) for label in right}:
            yield Diagnostic(
                codes.EQUIPMENT,
                f"大型设备的标准“{text.text}”与 {year} 年度的表不同",
                Label(text.place, "标准"),
                help=f"{year} 年度写：{'、'.join(right)}",
            )


def _parts(label: str) -> tuple[str, str]:
    """The threshold, and the words on what equipment it is."""
    match = _THRESHOLD.search(label)
    kind = plain(label)
    for word in (*([match[0]] if match else []), "单位价值", "单价", "万元", "含以上", "以上", "台", "套"):
        kind = kind.replace(word, "", 1)
    return (match[0] if match else "", kind)
