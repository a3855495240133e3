"""Figures that are compared (数) in, reasons whose words say that they went the other way (厉行节约 of more) out."""

from __future__ import annotations

from collections.abc import Iterator

from ..codes import explained as codes
from ..diagnostic import Diagnostic, Label
from ..figure import Figure, Item, Text, Value, Words
from ..pack import Pack
from ..pattern import deferred
from ..wording import with_unit
from .comparing import above, places
from .explained import Unexplained
from .increases import BUDGETS, compared

SAVED = deferred(
    "厉行节[约俭]|勤俭节约|从严控制|严格控制|严控|压减|压缩|八项规定|过紧日子|艰苦朴素|结转下年|下年度?(?:支付|付款|使用|支出)"
)
"""Words of a reason why less was spent."""
BESIDE_SAVED = deferred("增|升|涨|多|大|新|扩|补|购|更|调|但|虽|却|预算|收入|上年|去年|结转")
"""With one of these a reason says more than that, or speaks of another figure."""
MORE = deferred("增多|调资|增资|上调|上涨|(?:支出|经费|拨款|工资|补助|社保|缴费)[^，。；、]{0,4}增加")
"""Words of a reason why more was spent."""
BESIDE_MORE = deferred("减|降|少|退|离|调出|划转|但|虽|却|预算|收入|上年|去年|未|疫情|线上|视频|网|压|控|节|跨|下年|结")

PARTS = deferred("[；;，,、。]")


def against(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, words against a sign: a reason of saving where more was spent, one of more where less was."""
    for item, name in compared(figures):
        spent = item.figure("决算")
        for key, columns in (("增减原因", ("上年",)), ("差异原因", BUDGETS)):
            told = _words(item.entries.get(key)) if spent is not None else ""
            others = [figure for column in columns if (figure := item.figure(column)) is not None]
            if spent is None or not told or not others:
                continue
            way = _way(told)
            if way and all(above(other, spent) if way > 0 else above(spent, other) for other in others):
                found = _found(item, name, key, spent, others[0], told, way, pack)
                if found is not None:
                    yield found


def _way(told: str) -> int:
    """1 where each part of a reason says why more was spent, -1 where each says why less was; one of two outweighs no third."""
    parts = [part for part in PARTS.split(told) if part]
    if parts and all(SAVED.search(part) for part in parts) and not BESIDE_SAVED.search(SAVED.sub("", told)):
        return -1
    return 1 if parts and all(MORE.search(part) for part in parts) and not BESIDE_MORE.search(told) else 0


def _words(value: Value | None) -> str:
    if isinstance(value, Words):
        return "；".join(value.prose.paragraphs())
    return value.text if isinstance(value, Text) else ""


def _found(
    item: Item, name: str, key: str, spent: Figure, other: Figure, told: str, way: int, pack: Pack
) -> Unexplained | None:
    at, labels = places(spent, other)
    if at is None:
        return None
    against_what = "上年" if key == "增减原因" else "预算"
    sign = "小于" if way > 0 else "大于"
    short = told if len(told) <= 24 else told[:24] + "…"
    said = (
        f"“{name}”决算数{with_unit(spent, pack.wording)}{sign}{against_what}{with_unit(other, pack.wording)}，"
        f"“{key}”却是“{short}”"
    )
    reason = item.entries.get(key)
    beside = (Label(reason.place, key),) if isinstance(reason, (Words, Text)) else ()
    advice = "核对两个数，看是否抄错；数没有错的，改写原因，或在同一处加“说明: ……”"
    return Unexplained(item, Diagnostic(codes.OTHER_WAY, said, at, (*labels, *beside), help=advice))
