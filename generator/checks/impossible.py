"""Figures in, values that no work can come to out: a share above the whole, fewer than none, a day of no calendar."""

from __future__ import annotations

from collections.abc import Iterator

from ..amount import RATES, Amount, read_amount
from ..codes import unsaid as codes
from ..codes.prose import CALENDAR
from ..derive.extra import GOAL
from ..derive.targets import read_target
from ..diagnostic import Diagnostic, Label
from ..figure import Item, Text
from ..pack import Pack
from ..pattern import deferred
from .explained import Unexplained
from .fractions import SHARE
from .indicators import rows_of
from .prose.dates import DAYS
from .prose.manuscript import SHORTEST

CHANGE = deferred(r"增|减|降|升|变|率|差|利润|收益|结余|温|幅")
"""What may be below 0."""
BODIES = frozenset(
    ("人", "名", "户", "人次", "家", "辆", "台", "套", "座", "宗", "起", "场", "次", "项", "个", "件", "份")
)
"""What is counted in whole ones."""
AVERAGE = deferred(r"[百千万]人|[百千万][户台]|平均|人均|户均|均|每|[率度比值]|系数|指数|强度|密度|周转|折合|折算|标准")
"""What an indicator is called that may have a part of one."""
DAY = deferred(r"(?<!\d)(\d{1,2})月(\d{1,2})日")


def shares(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """Nobody is more than wholly satisfied."""
    for row, name in rows_of(figures):
        for key, value in above_whole(row)[:1]:
            yield _share(f"{name}的{key}{value.text}", Label(value.place))


def above_whole(row: Item) -> list[tuple[str, Text]]:
    """What was done, and the target, where it is more of a whole than all of it."""
    found = []
    for key in ("完成", "目标") if SHARE.search(row.text("指标") or "") else ():
        value = row.entries.get(key)
        read = read_amount(read_target(value.text).text) if isinstance(value, Text) else None
        if isinstance(value, Text) and isinstance(read, Amount) and read.unit in RATES:
            found += [(key, value)] if read.value * RATES[read.unit] > 1 else []
    return found


def _share(called: str, at: Label) -> Diagnostic:
    return Diagnostic(codes.ABOVE_WHOLE, f"{called}大于100%", at, help="核对小数点和抄录；这样的比率最多是100%")


def negative(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """A count of what was done is not below 0."""
    for row, name in rows_of(figures):
        done, called, goal = row.entries.get("完成"), row.text("指标") or "", row.text(GOAL) or ""
        if not isinstance(done, Text) or "-" in goal or CHANGE.search(called):
            continue
        read = read_amount(done.text.strip())
        if isinstance(read, Amount) and read.value < 0:
            fact = f"{name}的完成“{done.text}”小于0"
            advice = "核对负号；确实是负数的，在同一行加“说明: ……”"
            yield Unexplained(row, Diagnostic(codes.BELOW_NOTHING, fact, Label(done.place), help=advice))


def wholes(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """A count of persons or things with decimals, where the target is a whole number and no average."""
    for row, name in rows_of(figures):
        done, goal, called = row.entries.get("完成"), row.text(GOAL) or "", row.text("指标") or ""
        read = read_amount(done.text.strip()) if isinstance(done, Text) else None
        wanted = read_target(goal).value
        if not isinstance(read, Amount) or read.unit not in BODIES or AVERAGE.search(called):
            continue
        if isinstance(done, Text) and read.value % 1 and (wanted is None or not wanted % 1):
            fact = f"{name}的完成“{done.text}”不是整数"
            advice = f"核对小数点和单位；以万计的写“万{read.unit}”；平均数等的，在同一行加“说明: ……”"
            yield Unexplained(row, Diagnostic(codes.NOT_WHOLE, fact, Label(done.place), help=advice))


def days(figures: Item, pack: Pack) -> Iterator[Diagnostic]:
    """9月31日 as a target or a value, which is too short to be read as a sentence."""
    for row, name in rows_of(figures):
        for key in ("目标", "完成"):
            value = row.entries.get(key)
            for match in DAY.finditer(value.text) if isinstance(value, Text) and len(value.text) < SHORTEST else ():
                month, day = int(match[1]), int(match[2])
                if isinstance(value, Text) and not (1 <= month <= len(DAYS) and 1 <= day <= DAYS[month - 1]):
                    fact = f"{name}的{key}：日历上没有“{match[0]}”这一天"
                    yield Diagnostic(CALENDAR, fact, Label(value.place), help="核对月份和日子")
