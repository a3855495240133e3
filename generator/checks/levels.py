"""Indicators in, those whose second level (二级) belongs to another first one (一级) by the pack's list out."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import scored as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text
from ..pack import Pack
from .indicators import rows_of

KIND = "指标"


def levels(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """社会效益 under 产出; what the list does not name, or names under both, is left alone."""
    known = pack.rules.levels
    for row, name in rows_of(figures) if known else ():
        first, second = row.entries.get("一级"), row.entries.get("二级")
        if not isinstance(first, Text) or not isinstance(second, Text):
            continue
        told, under = first.text.removesuffix(KIND), second.text.removesuffix(KIND)
        right = [level for level, words in known.items() if under in words]
        if told in known and right and told not in right:
            yield Diagnostic(
                codes.LEVEL,
                f"{name}的二级“{second.text}”不在一级“{first.text}”下面，它是“{'”“'.join(right)}”的",
                Label(second.place, "二级"),
                (Label(first.place, "一级"),),
                help=f"一级改成“{right[0]}”，或核对二级",
            )
