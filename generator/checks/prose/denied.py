"""What was read and the report's figures in, sentences that deny a fund which has money out."""

from __future__ import annotations

from collections.abc import Iterator

from ...codes import retold as codes
from ...figure import Item
from ...pack import Pack
from ...pattern import deferred
from .filled import shown
from .mention import elsewhere
from .reading import Reading
from .slip import Slip
from .told import below

DENIED = deferred(
    r"(?:(?:没有|未)(?:发生|安排|使用|取得|有)?|无)(?:本年度|本年|当年)?"
    r"(?P<fund>政府性基金|国有资本经营)(?:预算)?(?:财政拨款)?(?P<side>(?:收入|支出|收支|拨款|安排|[、和及与])*)(?=[，。；,;\n\f]|$)"
)


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    """本单位无政府性基金预算财政拨款收入和支出, where it has."""
    for match in DENIED.finditer(reading.text):
        if reading.script.part(match.start()) or elsewhere(reading, match.start()):
            continue
        if "项目" in reading.text[reading.sentence(match.start()).start : match.start()]:
            continue
        fund, side = match["fund"], match["side"]
        sides = [one for one in ("收入", "支出") if one in side and "收支" not in side] or ["收入", "支出"]
        for one in sides:
            value = figures.item(one)
            there = value.entries.get(fund) if value is not None else None
            total = there.entries.get("合计", there) if isinstance(there, Item) else there
            main = [figure for figure in below(total)[:1] if figure.value] if total is not None else []
            if main:
                yield Slip(
                    codes.FILLED,
                    match.start(),
                    match.end(),
                    f"文字里说没有{fund}的{one}，填的是{shown(main[0])}",
                    "核对哪一个对；有这笔钱的，删去这句话",
                    figure=main[0],
                )
                break
