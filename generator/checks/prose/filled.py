"""What was read and the report's figures in, amounts and counts that the sentences tell otherwise than the keys do out.

A name is only held against its figure where it begins its clause, so that 信息中心人员经费 is no 人员经费; a sentence
that names another year, or compares, is left alone. Any figure that stands under the name will do: the final account,
the budget, the year before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...codes import retold as codes
from ...figure import Figure, Item, Nothing, Rows, Texts, Value
from ...pack import Pack
from ...pattern import deferred
from ...wording import round_half_up
from .numbers import Number
from .reading import Reading
from .slip import Slip

BODIES = ("下属", "所属", "直属")
COUNTED = deferred(r"(?<![\d.])(\d{1,4})个$")
UNITS = deferred(r"(?:二级)?(事业|预算|行政)?单位(?:(?:共|有|共有)?(\d{1,4})个)?")
UNDER = deferred(r"下[设属辖](?:有|共)?(\d{1,4})个(?:二级|独立核算|预算)*(事业|行政)?(?:预算)?单位")
"""下设2个事业单位: the same with the number first."""
DEPENDENT = deferred(r"[，,（(]?(?:均|都)?[未非不](?:实行)?独立核算")
"""Behind units that need not be listed."""
OFFICES = deferred(r"(?:机构|科室|股室|处室)?(?:共|有|共有)?(\d{1,4})个")


def find(reading: Reading, figures: Item, pack: Pack) -> Iterator[Slip]:
    body = figures.item("单位")
    if body is not None:
        yield from _bodies(reading, body.get("所属单位"))
        yield from _offices(reading, body.get("内设机构"))


def fits(amount: Number, figure: Figure) -> bool:
    """Whether both can be the same sum, each as exact as it was written."""
    return amount.value - amount.half <= figure.high and figure.low <= amount.value + amount.half


def shown(figure: Figure) -> str:
    """A quotient that nobody wrote has two decimals."""
    value = figure.value / figure.unit.factor
    if figure.unit.dimension == "rate" and figure.decimals is None:
        value = round_half_up(value, 2)
    return f"{value.normalize():f}{figure.unit.name}"


def _bodies(reading: Reading, listed: Value | None) -> Iterator[Slip]:
    """3个下属事业单位, 下属单位2个: all of them, or those of that kind."""
    text = reading.text
    if not isinstance(listed, (Rows, Nothing)) or (isinstance(listed, Nothing) and listed.blank):
        return
    rows = listed.items if isinstance(listed, Rows) else ()
    yield from _under(reading, rows)
    for at in reading.found(*BODIES):
        units = UNITS.match(text, at + 2)
        before = COUNTED.search(text[max(0, at - 6) : at]) if units is not None else None
        told = units[2] or (before[1] if before is not None else None) if units is not None else None
        if units is None or told is None:
            continue
        kinds = [row.text("性质") or "" for row in rows]
        counts = {len(kinds), sum(1 for kind in kinds if units[1] and units[1] in kind)}
        if int(told) not in (counts if units[1] else {len(kinds)}):
            start = units.start(2) if units[2] else at - len(told) - 1
            written = text[min(start, at) : units.end()]
            yield slip(start, start + len(told), "所属单位", written, f"{len(kinds)}个" if kinds else "无")


def _under(reading: Reading, rows: Sequence[Item]) -> Iterator[Slip]:
    for at in reading.found("下设", "下属", "下辖"):
        told = UNDER.match(reading.text, at)
        kinds = [row.text("性质") or "" for row in rows]
        if told is None or int(told[1]) in (len(kinds), sum(1 for kind in kinds if told[2] and told[2] in kind)):
            continue
        if not kinds and DEPENDENT.match(reading.text, told.end()):
            continue
        yield slip(told.start(1), told.end(1), "所属单位", f"{told[1]}个", f"{len(kinds)}个" if kinds else "无")


def _offices(reading: Reading, listed: Value | None) -> Iterator[Slip]:
    if not isinstance(listed, Texts):
        return
    for at in reading.found("内设"):
        told = OFFICES.match(reading.text, at + 2)
        if told is not None and int(told[1]) != len(listed.items):
            yield slip(told.start(1), told.end(1), "内设机构", f"{told[1]}个", f"{len(listed.items)}个")


def slip(start: int, end: int, name: str, written: str, right: str) -> Slip:
    return Slip(
        codes.FILLED,
        start,
        end,
        f"“{name}”文字里是{written}，填的是{right}",
        "核对哪一个对；文字里写 {{ }} 引用填的数，就不会不一样",
    )
