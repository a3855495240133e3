"""The figures of which one is never above another, one row each, in the language of the bureaus' rules.

A row says where both stand, which one is the smaller, and what it is held against.
"""

from __future__ import annotations

from msgspec import Struct

from ..codes import orders as codes
from ..derive.accounts import FUNDS
from ..derive.spending import PURCHASES
from ..diagnostic import Code


class Bound(Struct, frozen=True):
    """`less` of every item at `scope` is at most the first formula of `most` that has all its figures.

    `less` may lead through rows: each one's figure is held against the bound. `help` says what to do.
    """

    code: Code
    scope: tuple[str, ...]
    less: tuple[str, ...]
    most: tuple[str, ...]
    help: str


def _row(code: Code, scope: str, less: str, most: str, help: str) -> Bound:
    return Bound(code, tuple(filter(None, scope.split("."))), tuple(less.split(".")), tuple(most.split("；")), help)


_WHOLE = "核对两个数和单位，其中的数不会大于总数"
_HEADS = "核对两个数，多半写反了"
_PRICE = "核对两个数，多半写反了；合同价含补充合同的，只填原合同的"
_BASIC = tuple(f"支出.{fund}.基本支出" for fund in FUNDS)
_KINDS, _COSTS = ("基本支出", "项目支出"), ("人员经费", "公用经费")

_ROWS = (
    _row(codes.PART, "政府采购", "小微企业", "中小企业", "核对两个数：中小企业的金额里含小微企业的"),
    _row(codes.PART, "政府采购", "中小企业", "合计", _WHOLE),
    _row(codes.PART, "政府采购", "小微企业", "合计", _WHOLE),
    *(_row(codes.PART, "政府采购", f"{kind}.授予中小企业", kind, _WHOLE) for kind in PURCHASES),
    _row(codes.PART, "三公经费", "公务接待费.外事", "公务接待费", "核对两个数：公务接待费里含外事接待"),
    *(_row(codes.PART, "支出", kind, "合计", _WHOLE) for kind in _KINDS),
    *(_row(codes.PART, "支出", f"{fund}.{kind}", fund, _WHOLE) for fund in FUNDS for kind in _KINDS),
    *(_row(codes.PART, scope, cost, "合计", _WHOLE) for scope in _BASIC for cost in _COSTS),
    *(_row(codes.PART, scope, f"{cost}.科目.决算", cost, _WHOLE) for scope in _BASIC for cost in _COSTS),
    *(
        _row(codes.PART, "", f"{part}.上年", "收支总计.上年", "核对两个上年数：收支总计还含年初结转")
        for part in ("财政拨款总计", "收入.合计", "支出.合计")
    ),
    *(
        _row(codes.PART, "", f"支出.{fund}.合计.{column}", f"支出.合计.{column}", _WHOLE)
        for fund in FUNDS
        for column in ("年初预算", "全年预算", "上年")
    ),
    _row(codes.PART, "", "未自评项目.金额", "支出.项目支出", _WHOLE),
    _row(codes.PART, "单位.人员", "行政编制", "编制", _WHOLE),
    _row(codes.PART, "单位.人员", "事业编制", "编制", _WHOLE),
    _row(codes.PART, "历年", "收入预算.科目.金额", "收入预算", _WHOLE),
    _row(codes.PART, "历年", "支出预算.科目.金额", "支出预算", _WHOLE),
    _row(codes.PART, "项目.合同", "分年.金额", "金额", _WHOLE),
    _row(codes.PART, "项目.合同", "付款.应付", "金额", _WHOLE),
    _row(
        codes.ARRIVED,
        "项目",
        "资金.执行",
        "资金.上年结转 + 资金.到位；资金.到位",
        "核对到位数；用了上年结转的，填“上年结转”",
    ),
    _row(
        codes.ADDED, "项目.资金", "到位", "全年预算；年初预算", "全年预算填调整后的数；属实的，在“资金”里加“说明: ……”"
    ),
    _row(codes.PAID, "项目.合同.付款", "已付", "应付", "核对两个数和单位；两期一起付的，分开填"),
    _row(codes.CONTRACT, "项目.合同", "审定", "控制价", _PRICE),
    _row(codes.CONTRACT, "项目.合同", "金额", "审定；控制价", _PRICE),
    _row(codes.HEADS, "三公经费.公务接待费", "批次", "人次", _HEADS),
    _row(codes.HEADS, "三公经费.公务接待费.外事", "批次", "人次", _HEADS),
    _row(codes.HEADS, "三公经费.因公出国境费", "团组", "人次", _HEADS),
    *(_row(codes.HEADS, f"一般性支出.{kind}", "次数", "人数", _HEADS) for kind in ("会议费", "培训费", "节庆活动")),
)
"""A figure that stands in two rows and is above both bounds is told once."""


def _by_scope() -> dict[tuple[str, ...], list[Bound]]:
    found: dict[tuple[str, ...], list[Bound]] = {}
    for row in _ROWS:
        found.setdefault(row.scope, []).append(row)
    return found


BOUNDS = _by_scope()
"""The rows by where they are asked, so that no item is looked for twice."""
