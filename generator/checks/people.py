"""Rules on staff: 实有 against 编制."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import relations as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Item
from ..pack import Pack
from ..wording import with_unit
from .explained import Unexplained


def overstaffed(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """More people than posts must be explained (核实性)."""
    body = figures.item("单位")
    if body is None:
        return
    staff = body.item("人员")
    owners = [(staff, "本单位")] if staff is not None else []
    owners += [(row, f"所属单位“{row.text('名称')}”") for row in body.rows("所属单位")]
    for item, name in owners:
        posts, people = item.figure("编制"), item.figure("实有")
        if posts is None or people is None or people.place is None or people.value <= posts.value:
            continue
        beside = tuple(Label(f.place, "编制") for f in (posts.shown, *posts.parts) if f.place is not None)
        found = Diagnostic(
            codes.OVERSTAFFED,
            f"{name}实有{with_unit(people, pack.wording)}人，超过编制{with_unit(posts, pack.wording)}人，没有说明",
            Label(people.place, "实有"),
            beside,
            help="核对人数；情况属实的，在同一处加“说明: ……”",
        )
        yield Unexplained(item, found)
