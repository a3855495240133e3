"""What was read and the report's figures in, counts of large equipment (单价100万元以上设备3台) that its rows tell otherwise out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...codes import retold as codes
from ...figure import Item, Nothing, Rows
from ...pack import Pack
from ...pattern import deferred
from .mention import elsewhere
from .reading import Reading
from .slip import Slip

TOLD = deferred(
    r"单(?:位|台|件)?价值?(?:在)?(\d{2,4})万元(?:[（(]含[）)]|[（(]含\d{2,4}万元[）)])?以上(?:[（(]含[）)])?的?(通用|专用)?设备"
    r"(?:[（(]不含车辆[）)])?(?:数量)?(?:共有?|为|共计)?(\d{1,4})(?:台|套|件)(?:[（(][台套件][）)])?(?=[，。；,;、\n\f]|$)"
)
LEAD = 6


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    assets = figures.item("国有资产")
    listed = assets.entries.get("大型设备") if assets is not None else None
    if not isinstance(listed, (Rows, Nothing)) or (isinstance(listed, Nothing) and listed.blank):
        return
    rows = listed.items if isinstance(listed, Rows) else ()
    for at in reading.found("万元"):
        match = TOLD.search(reading.text, max(0, at - LEAD - 4), at + 60)
        if match is None or not match.start() < at < match.start() + 12 or elsewhere(reading, match.start()):
            continue
        meant = [row for row in rows if _is(row.text("标准") or "", match[1], match[2] or "")]
        counts = [row.figure("数量") for row in meant]
        if rows and (not meant or any(one is None for one in counts)):
            continue
        right = sum((one.value for one in counts if one is not None), Decimal(0))
        reading.held.add(match.start(3))
        if right != int(match[3]):
            yield Slip(
                codes.FILLED,
                match.start(3),
                match.end(3) + 1,
                f"单价{match[1]}万元以上{match[2] or ''}设备文字里是{match[3]}台，填的是{right:f}台",
                "核对哪一个对；文字和栏目写成一样",
            )


def _is(standard: str, least: str, kind: str) -> bool:
    """Whether a row is of that price and kind; a sentence that names no kind means all of it."""
    return f"{least}万元" in standard and (not kind or kind in standard)
