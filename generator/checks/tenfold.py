"""Pairs of figures that stay near each other from year to year in, those that are many times apart out: a decimal point."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..codes import explained as codes
from ..codes.orders import ABOVE
from ..diagnostic import Diagnostic
from ..figure import Figure, Item, Words
from ..pack import Pack
from ..pattern import deferred
from ..wording import digits, with_unit
from .comparing import places
from .explained import Unexplained
from .following import contradicted
from .increases import compared
from .naming import projects_of
from .slips import SMALL, far

TIMES = 5
"""What is paid every year does not grow or shrink so much."""
BUDGETS_APART = 10
"""The budget of 三公经费 is cut during the year, and seldom to a tenth."""
YEARLY = (("决算", "上年"), ("决算", "年初预算"), ("决算", "全年预算"))
BUDGETS = (("年初预算", "全年预算"),)
CONTRACT = (("控制价", "审定"), ("控制价", "金额"))
COSTS = "三公经费."
ASKED = (codes.CHANGED, codes.SLOW, codes.MORE_ALLOWED, codes.LEFT_OUT, ABOVE)
"""What asks for a reason of the same figures, where none was given."""
REORGANISED = deferred(
    "成立|组建|设立|合并|划[转入出归]|改革|撤[并销]|移交|整合|归口|接收|并入|转隶|脱钩|独立|新增.{0,6}(?:单位|机构|人员)|"
    "补[缴发交]|上年|去年|以前年度|首次|开始|科目"
)
"""Words of a reason that may change what is paid every year so much."""


def apart(figures: Item, pack: Pack) -> Iterator[Unexplained]:
    """Of its own shape, factors: what the pack says is paid every year (经常支出), two budgets of one cost, a contract's prices."""
    for item, name in compared(figures):
        if _recurs(item, name, pack):
            if any(_reorganised(item, key) for key in ("增减原因", "差异原因")):
                continue
            found = _found(item, f"“{name}”", YEARLY, TIMES, pack)
        else:
            found = _found(item, f"“{name}”", BUDGETS, BUDGETS_APART, pack) if name.startswith(COSTS) else None
        if found is not None:
            yield found
    for project, name in projects_of(figures):
        for contract in project.rows("合同"):
            found = _found(contract, f"{name}合同", CONTRACT, TIMES, pack)
            if found is not None:
                yield found


def _recurs(item: Item, name: str, pack: Pack) -> bool:
    """Whether a figure is one of those, by its key, or by the name or code of its item."""
    code, called = item.text("编码") or "", item.text("名称") or ""
    return any(one in (name, called) or (one.isdecimal() and code.startswith(one)) for one in pack.rules.recurring)


def _reorganised(item: Item, key: str) -> bool:
    said = item.get(key)
    return isinstance(said, Words) and any(REORGANISED.search(one) for one in said.prose.paragraphs())


def _found(item: Item, name: str, pairs: tuple[tuple[str, str], ...], times: int, pack: Pack) -> Unexplained | None:
    for key, other in pairs:
        one, base = item.figure(key), item.figure(other)
        if one is None or base is None or not _many(one, base, times) or contradicted((one, base)):
            continue
        at, labels = places(one, base)
        if at is not None:
            small, large = sorted((one.shown.value, base.shown.value))
            said = (
                f"{name}的“{key}”{with_unit(one, pack.wording)}与“{other}”{with_unit(base, pack.wording)}"
                f"差{digits(large / small, 1, trim=True)}倍，多半是小数点写错或抄错了行"
            )
            advice = "核对两个数；属实的，在同一处加“说明: ……”"
            found = Diagnostic(codes.MANIFOLD, said, at, labels, help=advice)
            return Unexplained(item, found, own=True, unless=ASKED)
    return None


def _many(one: Figure, other: Figure, times: int) -> bool:
    small, large = sorted((one.shown.value, other.shown.value))
    return small > 0 and large >= Decimal(SMALL) * times and large >= small * times and not far(one, other)
